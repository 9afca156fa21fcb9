"""A bundle from a trained system of a paper: the application hears and tags with it as with its own models."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from app.inference.bundle import write_bundle
from trainer.calibrate import Held, fit_calibration
from trainer.card import LICENCE_LINE, LICENCE_TEXT, PROVENANCE
from trainer.data import DataError
from trainer.export import PARITY, halve, parity, round_weights, to_onnx
from trainer.labels import LABELS
from trainer.papers.pieces import cut_pieces
from trainer.papers.protocols import HONEST, make_parts
from trainer.papers.runs import open_data
from trainer.papers.scoring import Figures, score_run, track_logits
from trainer.papers.training import Run, load_fitted, piece_logits


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
    description = _describe(bundle_id, run, calibration.to_json(), figures)
    card = _card(description, run, figures)
    write_bundle(out / bundle_id, model_onnx=graph, description=description, card=card, licence=LICENCE_TEXT)
    return out / bundle_id


def _first(row: np.ndarray[Any, Any], truth: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The truth of each track, in ascending order of row."""
    return truth[np.unique(row, return_index=True)[1]]


def _describe(bundle_id: str, run: Run, calibration: dict[str, Any], figures: Figures) -> dict[str, Any]:
    recipe = run.recipe
    known = {label.id: label for label in LABELS}
    told = {key: value for key, value in figures.items() if key not in ("curve", "genres")}
    return {
        "id": bundle_id,
        "name": f"{recipe.source}: {recipe.name}",
        "architecture": f"{recipe.network}, after {recipe.source}",
        "created": datetime.now(UTC).date().isoformat(),
        "version": 1,
        "labels": [{"id": each, "name": known[each].name, "kind": known[each].kind} for each in recipe.genres],
        "front_end": recipe.front_end.to_json(),
        "windows": {"length_s": recipe.window_s, "count": recipe.pieces, "frames": recipe.frames},
        "calibration": calibration,
        "metrics": told,
        "training": [run.to_json()],
        "provenance": PROVENANCE[:1] if run.data == "gtzan" else PROVENANCE[:2],
        "licence": LICENCE_LINE,
    }


def _card(description: dict[str, Any], run: Run, figures: Figures) -> str:
    recipe, (low, high) = run.recipe, figures["track_accuracy_95"]
    genres = ", ".join(label["name"] for label in description["labels"])
    return f"""# {description["name"]} ({description["id"]})

A system of other people, trained again from what they published, so that it can be compared: not Earmark's best.

- **Answers**: {genres}. It has no answer for what is not music, and does not know other genres.
- **Network**: {description["architecture"]}; {figures["weights"]:,} weights.
- **Hears**: {recipe.pieces} windows of {recipe.piece_s:g} s, {recipe.front_end.n_rows} rows of {recipe.frames} frames.
- **Reported by its authors**: {recipe.reported}.
- **Here**: {100 * figures["track_accuracy"]:.1f} % ({100 * low:.1f} to {100 * high:.1f}) of {figures["tracks"]} tracks
  by artists it never met (split `{run.protocol}`, seed {run.seed}); trained for {figures["epochs"]} epochs.
- **What differs**: {recipe.remark}
- **Licence**: {description["licence"]}.
"""
