"""The learning curves of a training as a picture, from the records of its log."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

CURVES = "curves.png"
#: Panels: what the vertical axis says, and the records' keys with the name that the picture gives them.
_PANELS: Mapping[str, Mapping[str, str]] = {
    "loss": {"loss": "training", "watched_loss": "held out", "nll": "held out, tracks"},
    "share": {
        **{"accuracy": "training, right", "watched_accuracy": "held out, right", "valid": "held out, tracks right"},
        **{"fma": "FMA held out, tracks right", "refusal_auroc": "refusal, AUROC"},
    },
}
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9")  # told apart by the colour-blind, too


def draw_curves(records: Sequence[Mapping[str, Any]], folder: Path) -> Path | None:
    """``curves.png`` in ``folder``, replaced whole; None where there is no record yet.

    A record has ``epoch`` and some of the keys of a training's log; a key that only some records have is drawn there.
    """
    records = [record for record in records if "epoch" in record]
    if not records:
        return None
    figure = Figure(figsize=(8.0, 3.2), layout="constrained")
    for axes, (title, keys) in zip(figure.subplots(1, len(_PANELS)), _PANELS.items(), strict=True):
        _panel(axes, records, title, keys)
    file = folder / CURVES
    sibling = file.with_name(CURVES + ".new")
    figure.savefig(sibling, dpi=90, format="png", metadata={"Software": None})
    os.replace(sibling, file)
    return file


def _panel(axes: Axes, records: Sequence[Mapping[str, Any]], title: str, keys: Mapping[str, str]) -> None:
    drawn = [key for key in keys if any(key in record for record in records)]
    for key, colour in zip(drawn, _COLOURS, strict=False):
        own = [record for record in records if key in record]
        marker = "o" if len(own) < 12 else None
        epochs, values = [record["epoch"] for record in own], [record[key] for record in own]
        axes.plot(epochs, values, color=colour, marker=marker, markersize=3, label=keys[key])
    if title == "share":
        axes.set_ylim(0, 1)
    axes.set_xlabel("epoch", fontsize=9)
    axes.set_ylabel(title, fontsize=9)
    axes.tick_params(labelsize=8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    if drawn:
        axes.legend(fontsize=8, frameon=False)
