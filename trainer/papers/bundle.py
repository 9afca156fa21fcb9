"""A bundle from a trained system of a paper: the application hears and tags with it as with its own models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.inference.bundle import write_bundle
from app.inference.schema import GENRE, Label, WindowPlan
from trainer.calibrate import Held, fit_calibration
from trainer.card import LICENCE_LINE, LICENCE_TEXT, PROVENANCE
from trainer.data import DataError, FeatureSet
from trainer.description import describe
from trainer.export import PARITY, halve, parity, round_weights, to_onnx
from trainer.labels import LABELS
from trainer.own.labels import label_ids
from trainer.papers.pieces import cut_pieces
from trainer.papers.protocols import HONEST, make_parts
from trainer.papers.runs import DATA, open_data
from trainer.papers.scoring import Figures, score_run, track_logits
from trainer.papers.training import Run, load_fitted, piece_logits

_OWN_LICENCE = "Weights: whoever trained them says; training data under their own terms"


def is_paper_run(folder: Path) -> bool:
    """Whether ``folder`` holds a training of a paper's system."""
    return (folder / "run.json").is_file()


def export_paper(bundle_id: str, folder: Path, *, work: Path, out: Path) -> Path:
    """Write the bundle ``out/bundle_id`` from the finished run in ``folder``.

    Its calibration and figures come from the artists that the run never met.

    Raises:
        DataError: the run is not at its end or not artist-disjoint, or the graph does not answer as torch does.
    """
    run, state = load_fitted(folder)
    if run.protocol not in HONEST:
        raise DataError(
            f"The training in {folder} was judged on the split {run.protocol!r}, which flatters it.",
            f"Train it with --split official or one of {', '.join(HONEST[1:])}.",
        )
    rows = open_data(work, run.data)
    pieces = cut_pieces(rows, run.recipe)
    parts = make_parts(rows, pieces, run.recipe, run.protocol, run.seed)
    shape = (run.recipe.front_end.n_rows, run.recipe.frames)
    round_weights(state.model)
    figures = score_run(run, state, rows, pieces, parts)
    row, truth = pieces.row[parts.test], pieces.y[parts.test]
    held = Held(track_logits(piece_logits(state.model, pieces.X[parts.test]), row), _first(row, truth))
    calibration = fit_calibration(held, held, np.ones(len(held.truth)), np.zeros(0))
    graph = halve(to_onnx(state.model, *shape, any_length=False))
    difference = parity(state.model, graph, *shape, any_length=False)
    if not difference <= PARITY * run.recipe.front_end.magnification:
        raise DataError(f"The exported network differs from torch by {difference:.2g}.")
    recipe = run.recipe
    description = describe(
        bundle_id,
        name=f"{recipe.source}: {recipe.name}",
        architecture=f"{recipe.network}, after {recipe.source}",
        labels=_labels(recipe.genres),
        front_end=recipe.front_end,
        windows=WindowPlan(recipe.window_s, recipe.pieces, recipe.frames),
        calibration=calibration,
        metrics={key: value for key, value in figures.items() if key not in ("curve", "genres")},
        provenance=_provenance(run.data, rows),
        licence=LICENCE_LINE if run.data in DATA else _OWN_LICENCE,
        learned=rows.names[np.unique(pieces.row[parts.train])].tolist(),
    ) | {"training": [run.to_json()]}
    card = _card(description, run, figures)
    licence = LICENCE_TEXT if run.data in DATA else _OWN_LICENCE + ".\n"
    write_bundle(out / bundle_id, model_onnx=graph, description=description, card=card, licence=licence)
    return out / bundle_id


def _first(row: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The truth of each track, in ascending order of row."""
    return truth[np.unique(row, return_index=True)[1]]


def _labels(genres: Sequence[str]) -> list[Label]:
    """Our labels for our genres, and labels made of their names for the user's own."""
    known = {label.id: label for label in LABELS}
    if all(genre in known for genre in genres):
        return [Label(genre, known[genre].name, known[genre].kind) for genre in genres]
    return [Label(own, genre, GENRE) for own, genre in zip(label_ids(genres), genres, strict=True)]


def _provenance(data: str, rows: FeatureSet) -> list[dict[str, str]]:
    if data in DATA:
        return PROVENANCE[: 1 + DATA.index(data)]
    what = f"{len(rows)} tracks by {len(set(rows.groups.tolist()))} artists, of the user's own set {data!r}"
    return [{"name": what, "licence": "as the tracks'; features only", "use": "training, calibration, figures"}]


def _card(description: dict[str, Any], run: Run, figures: Figures) -> str:
    recipe, (low, high) = run.recipe, figures["track_accuracy_95"]
    genres = ", ".join(label["name"] for label in description["labels"])
    return f"""# {description["name"]} ({description["id"]})

A system of other people, trained again from what they published, so that it can be compared: not Earmark's best.

- **Answers**: {genres}. It has no answer for what is not music, and does not know other genres.
- **Network**: {description["architecture"]}; {figures["weights"]:,} weights.
- **Hears**: {recipe.pieces} windows of {recipe.piece_s:g} s, {recipe.front_end.n_rows} rows of {recipe.frames} frames.
- **Learned from**: {description["provenance"][0]["name"]}.
- **Reported by its authors**, on GTZAN: {recipe.reported}.
- **Here**: {100 * figures["track_accuracy"]:.1f} % ({100 * low:.1f} to {100 * high:.1f}) of {figures["tracks"]} tracks
  by artists it never met (split `{run.protocol}`, seed {run.seed}); trained for {figures["epochs"]} epochs.
- **What differs**: {recipe.remark}
- **Licence**: {description["licence"]}.
"""
