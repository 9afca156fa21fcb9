"""Learning curves and confusion matrices of the reproduced systems, as small PNG files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from trainer.papers.protocols import LEAKS
from trainer.papers.results import Figures, select

_INK, _PAPER = "#222222", "#ffffff"
_TRAINED, _WATCHED = "#0072b2", "#d55e00"  # told apart by the colour-blind, too
_MOST_COLUMNS = 4
_TITLES = {"published": "split as published", "official": "no artist on both sides"}


def draw_system(results: Sequence[Figures], names: Sequence[str], file: Path) -> bool:
    """One picture of a system: for each of its tasks and protocols, the learning curve above the confusion matrix.

    False, and no file, where there is no result.
    """
    runs = [run for name in names for protocol in _TITLES for run in select(results, name, protocol)[:1]]
    if not runs:
        return False
    wide, high = min(len(runs), _MOST_COLUMNS), -(-len(runs) // _MOST_COLUMNS)
    figure = Figure(figsize=(3.4 * wide, 6.2 * high), facecolor=_PAPER, layout="constrained")
    panels = figure.subplots(2 * high, wide, squeeze=False)
    for number, run in enumerate(runs):
        row, column = 2 * (number // _MOST_COLUMNS), number % _MOST_COLUMNS
        title = _TITLES[run["protocol"]]
        if len(names) > 1:
            title = f"{' / '.join(run['genres'])}\n{title}"
        _curve(panels[row, column], run, title)
        _confusion(panels[row + 1, column], run)
    _save(figure, file)
    return True


def draw_leaks(results: Sequence[Figures], name: str, file: Path) -> bool:
    """The accuracy of one network under the three ways to deal out the same pictures; False where a run is missing."""
    runs = [select(results, name, protocol)[:1] for protocol in LEAKS]
    if not all(runs):
        return False
    figure = Figure(figsize=(6.4, 3.2), facecolor=_PAPER, layout="constrained")
    axes = figure.subplots()
    values = [100 * own[0]["piece_accuracy"] for own in runs]
    bars = axes.barh(range(len(values)), values, color=[_WATCHED, "#e69f00", _TRAINED])
    axes.bar_label(bars, [f"{value:.1f} %" for value in values], padding=4, color=_INK)
    axes.set_yticks(range(len(LEAKS)), [f"split by {each}" for each in LEAKS])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("pictures of the judged part named rightly, %")
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, file)
    return True


def _curve(axes: Axes, run: Figures, title: str) -> None:
    epochs = np.arange(1, len(run["curve"]) + 1)
    marker = "o" if len(epochs) < 12 else None
    for key, colour, label in (("accuracy", _TRAINED, "training"), ("watched", _WATCHED, "held out")):
        values = [100 * record[key] for record in run["curve"]]
        axes.plot(epochs, values, color=colour, marker=marker, markersize=3, label=label)
    if run["best_epoch"] < run["epochs"]:
        axes.axvline(run["best_epoch"], color=_INK, linewidth=0.8, linestyle=":", label="kept")
    axes.set_title(title, fontsize=10, color=_INK)
    axes.set_ylim(0, 100)
    axes.set_xlim(0.5, len(epochs) + 0.5)
    axes.set_xlabel("epoch", fontsize=9)
    axes.set_ylabel("pictures right, %", fontsize=9)
    axes.tick_params(labelsize=8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)


def _confusion(axes: Axes, run: Figures) -> None:
    counts = np.array(run["confusion"], float)
    totals = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    places: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7}
    for (truth, answer), count in np.ndenumerate(counts):
        if count:
            axes.text(answer, truth, f"{count:.0f}", color=_PAPER if shares[truth, answer] > 0.55 else _INK, **places)
    axes.set_xticks(range(len(counts)), run["genres"], rotation=60, ha="right", fontsize=7)
    axes.set_yticks(range(len(counts)), run["genres"], fontsize=7)
    axes.set_xlabel("answer (counts of " + ("tracks)" if "tracks" in run else "pictures)"), fontsize=8)
    axes.set_ylabel("truth", fontsize=8)


def _save(figure: Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=90, metadata={"Software": None})
