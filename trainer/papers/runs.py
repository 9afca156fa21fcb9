"""Runs of the papers' systems from data to figures, and the list of runs that the reproduction consists of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from trainer.curves import draw_curves
from trainer.data import DataError, FeatureSet
from trainer.features import load_set
from trainer.likeness import check_near, kept_pairs, near_pairs
from trainer.papers.mixture import GTMA_GENRES, gtma
from trainer.papers.pieces import cut_pieces
from trainer.papers.protocols import HONEST, LEAKS, make_parts
from trainer.papers.recipe import PaperRecipe, paper_names, tasks_of
from trainer.papers.scoring import Figures, score_run
from trainer.papers.training import Run, epochs_ended, fit
from trainer.splits import split_set

#: The data recipes of the reproduction; any other name is that of a prepared set with labels of its own.
DATA = ("gtzan", "gtma")
RESULT = "result.json"
#: The network whose splits are compared, and the one that is trained on the mixture too.
LEAK_SYSTEM, MIXTURE_SYSTEM = "khamees-cnn", "kandil-cnn"
#: Epochs of the three runs whose splits are compared: enough to see the leak.
LEAK_EPOCHS = 22


def open_data(work: Path, name: str) -> FeatureSet:
    """The rows of a data recipe, or of another prepared set, from ``work``.

    Raises:
        DataError: the set is not prepared.
    """
    if name == "gtma":
        return gtma({each: load_set(work, each) for each in ("gtzan", "fma")})
    return load_set(work, name)


def for_data(recipe: PaperRecipe, name: str, rows: FeatureSet | None = None) -> PaperRecipe:
    """The recipe with the genres of that data recipe; those of ``rows``, where it is a set with labels of its own.

    Raises:
        DataError: the network tells two genres apart, and the set has more.
    """
    if name == "gtma" and not recipe.pairs:
        return replace(recipe, genres=GTMA_GENRES)
    if name in DATA or rows is None:
        return recipe
    genres = tuple(sorted(set(rows.labels[rows.parts != "excluded"].tolist())))
    if recipe.pairs and len(genres) != 2:
        raise DataError(
            f"{recipe.name} tells two genres apart, and the set {name!r} has {len(genres)}.", "Choose another system."
        )
    return replace(recipe, genres=genres)


def check_repeated(rows: FeatureSet, protocol: str, work: Path) -> None:
    """Stop an artist-disjoint run where a recording is on both sides of its split in another encoding.

    Raises:
        DataError: with the names of a few.
    """
    if protocol in HONEST:
        pairs = near_pairs(rows.X) if rows.name == "gtma" else kept_pairs(rows, work)
        check_near(rows, split_set(rows, protocol), pairs)


def perform(
    run: Run,
    rows: FeatureSet,
    folder: Path,
    *,
    device: str = "cpu",
    say: Callable[[str], None] = lambda _: None,
    bar: bool = False,
) -> Figures:
    """Train ``run`` to its end in ``folder``, score it, and keep the figures there; a bar shows the time left.

    Where all of that was done before, the figures kept are the answer.

    Raises:
        DataError: a guard speaks, or the folder holds another run.
    """
    kept = _kept_figures(run, folder)
    if kept is not None:
        return kept
    pieces = cut_pieces(rows, run.recipe)
    parts = make_parts(rows, pieces, run.recipe, run.protocol, run.seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as lines, _bar(run, bar) as shown:

        def log(record: dict[str, Any]) -> None:
            lines.write(json.dumps({"time": round(time.time(), 1)} | record) + "\n")
            lines.flush()
            shown.clear()
            say(f"{run.label} " + " ".join(f"{key}={value}" for key, value in record.items()))

        def progress(done: int, steps: int) -> None:
            if not shown.total:  # what an earlier session did tells nothing about the speed of this one
                shown.total, shown.initial, shown.n = steps, done - 1, done - 1
            shown.update(done - shown.n)

        state = fit(run, pieces, parts, folder, device=device, log=log, progress=progress)
        draw_curves(state.history, folder)
    figures = score_run(run, state, rows, pieces, parts)
    (folder / RESULT).write_text(json.dumps(figures) + "\n", encoding="utf-8")
    return figures


def _kept_figures(run: Run, folder: Path) -> Figures | None:
    """The figures of ``run`` in ``folder``, where it is at its end and was scored there."""
    ended = epochs_ended(run, folder)
    try:
        kept: Figures = json.loads((folder / RESULT).read_text(encoding="utf-8")) if ended else {}
    except (OSError, ValueError):
        return None
    same = (kept.get("name"), kept.get("epochs")) == (run.recipe.name, ended)
    return kept if ended and same else None


def planned(names: Iterable[str], protocols: Iterable[str], seeds: Iterable[int], quick: bool = False) -> list[Run]:
    """The runs of these systems, and for the two systems that have more to show, those as well.

    Raises:
        KeyError: no such system.
    """
    protocols, seeds = list(protocols), list(seeds)
    runs = []
    for name in names:
        for recipe in tasks_of(name):
            runs += [Run(_quickened(recipe, quick), protocol, seed) for seed in seeds for protocol in protocols]
            if name == LEAK_SYSTEM:
                shorter = _quickened(replace(recipe, epochs=LEAK_EPOCHS), quick)
                runs += [Run(shorter, protocol, seeds[0]) for protocol in LEAKS]
            if name == MIXTURE_SYSTEM:
                runs.append(Run(_quickened(for_data(recipe, "gtma"), quick), "official", seeds[0], "gtma"))
    return runs


def chosen_names(names: list[str], every: bool) -> list[str]:
    """The systems asked for, in the order of the table.

    Raises:
        KeyError: one of them is unknown, or none is named.
    """
    known = paper_names()
    unknown = [name for name in names if name not in known]
    if unknown or not (names or every):
        raise KeyError(f"name systems, or give --all; there are {', '.join(known)}")
    return [name for name in known if every or name in names]


def _quickened(recipe: PaperRecipe, quick: bool) -> PaperRecipe:
    """One epoch over two pictures of each track, on either split: whether everything works, not how well."""
    if not quick:
        return recipe
    return replace(recipe, epochs=1, honest_epochs=1, marks=(), to_s=recipe.from_s + 2 * recipe.piece_s)


def _bar(run: Run, shown: bool) -> tqdm[Any]:
    return tqdm(total=0, desc=run.label, unit="step", disable=not shown, leave=False)
