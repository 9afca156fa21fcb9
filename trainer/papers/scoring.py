"""The figures of a finished run: of pictures, and of tracks where whole tracks were kept from training."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from trainer import metrics
from trainer.data import FeatureSet
from trainer.export import parity, to_onnx
from trainer.models import count_weights
from trainer.papers.networks import build_network
from trainer.papers.pieces import Pieces
from trainer.papers.protocols import Parts
from trainer.papers.training import Fitted, Run, piece_logits

Figures = dict[str, Any]
#: Excerpts whose pictures are timed.
_TIMED = 4


def score_run(run: Run, state: Fitted, rows: FeatureSet, pieces: Pieces, parts: Parts) -> Figures:
    """Everything that the report says of ``run``, ready for JSON."""
    logits = piece_logits(state.model, pieces.X[parts.test], half=run.recipe.half_precision)
    truth, row = pieces.y[parts.test], pieces.row[parts.test]
    figures: Figures = {
        "system": run.recipe.name.partition("/")[0],
        "name": run.recipe.name,
        **{"data": run.data, "protocol": run.protocol, "seed": run.seed, "genres": list(run.recipe.genres)},
        "epochs": state.epoch,
        "best_epoch": state.best_epoch or state.epoch,
        "pieces": {key: len(getattr(parts, key)) for key in ("train", "stop", "test")},
        "piece_accuracy": _short(metrics.accuracy(metrics.softmax(logits), truth)),
        "marks": state.marks,
        "confusion": metrics.confusion(metrics.softmax(logits), truth).tolist(),
    }
    if not np.isin(row, pieces.row[np.concatenate([parts.train, parts.stop])]).any():
        figures |= track_figures(logits, truth, row, rows)
    figures |= {"curve": [_rounded(record) for record in state.history]}
    figures["cpu_seconds"] = round(sum(record["cpu_seconds"] for record in state.history), 1)
    return figures | cost_figures(run, state)


def track_figures(
    logits: NDArray[np.float32], truth: NDArray[np.int64], row: NDArray[np.int64], rows: FeatureSet
) -> Figures:
    """Figures of whole tracks: the mean of their pictures' logits, as the application decides, and the song vote."""
    tracks, own, first = *np.unique(row, return_inverse=True)[:2], np.unique(row, return_index=True)[1]
    votes = np.zeros((len(tracks), logits.shape[1]))
    np.add.at(votes, (own, logits.argmax(axis=1)), 1.0)
    scores, wanted = metrics.softmax(track_logits(logits, row)), truth[first]
    interval = partial(metrics.bootstrap, scores=scores, truth=wanted, groups=rows.groups[tracks], rounds=500)
    return {
        "tracks": len(tracks),
        "track_accuracy": _short(metrics.accuracy(scores, wanted)),
        "track_accuracy_95": [_short(value) for value in interval(metrics.accuracy)],
        "vote_accuracy": _short(float((votes.argmax(axis=1) == wanted).mean())),
        "macro_f1": _short(metrics.macro_f1(scores, wanted)),
        "top2": _short(metrics.top_k(scores, wanted, 2)),
        "ece": _short(metrics.calibration_error(scores, wanted)),
        "nll": _short(metrics.negative_log_likelihood(scores, wanted)),
        "recall": [None if np.isnan(value) else _short(value) for value in metrics.recalls(scores, wanted)],
        "confusion": metrics.confusion(scores, wanted).tolist(),
    }


def track_logits(logits: NDArray[np.float32], row: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean logits (tracks, classes) of pictures (n, classes) of tracks ``row`` (n,), in ascending order of row."""
    tracks, own = np.unique(row, return_inverse=True)
    sums = np.zeros((len(tracks), logits.shape[1]))
    np.add.at(sums, own, logits.astype(np.float64))
    means: NDArray[np.float64] = sums / np.bincount(own)[:, None]
    return means


def cost_figures(run: Run, state: Fitted) -> Figures:
    """Weights, bytes and milliseconds of one core for the pictures of an excerpt, in the application's runtime."""
    recipe = run.recipe
    shape = (recipe.front_end.n_rows, recipe.frames)
    graph = to_onnx(state.model.cpu(), *shape, any_length=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    pictures = np.random.default_rng(0).random((recipe.pieces, 1, *shape), np.float32)
    session.run(None, {"mel": pictures})
    started = time.process_time()
    for _ in range(_TIMED):
        session.run(None, {"mel": pictures})
    spent = time.process_time() - started
    return {
        "weights": count_weights(state.model),
        "weights_published_input": count_weights(
            build_network(recipe, (recipe.published_rows, recipe.published_frames))
        ),
        "onnx_bytes": len(graph),
        "ms_per_excerpt": round(1000 * spent / _TIMED, 2),
        "parity": float(f"{parity(state.model, graph, *shape, any_length=False):.1e}"),
    }


def _rounded(record: dict[str, Any]) -> dict[str, float]:
    keys = {"loss": "loss", "accuracy": "accuracy", "watched_loss": "watched_loss", "watched_accuracy": "watched"}
    return {short: _short(record[key]) for key, short in keys.items()}


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
