"""``evaluate``: the figures of any bundle on labelled features, whatever genres they hold.

The bundle's own network answers through ONNX Runtime, as in the application; scores are taken over the genres that
the file names, so a set with ten of a model's fourteen genres is judged over ten.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle, load_bundle
from app.inference.calibration import LEVELS
from app.inference.network import Network
from trainer import metrics
from trainer.calibrate import MUSIC_LOST
from trainer.data import DataError, read_tsv
from trainer.judging import score_excerpts
from trainer.labels import plain

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Features with labels: ``X`` (n, bands, frames), ``genre`` (n,) as the file names it, ``groups`` (n,)."""

    X: NDArray[np.uint8] | NDArray[np.float32]
    genre: NDArray[np.str_]
    groups: NDArray[np.str_]


def evaluate_bundle(bundle_folder: Path, features: Path, split: Path | None = None, part: str = "") -> Figures:
    """All figures of the bundle on ``features``, as one JSON-ready object.

    Raises:
        BundleError: the bundle cannot be used. DataError: the features cannot.
    """
    bundle = load_bundle(bundle_folder)
    rows = read_labelled(features, split, part)
    network = Network(bundle)
    started = time.perf_counter()
    logits = score_excerpts(rows.X, lambda windows: network.run(windows)[0])
    seconds = time.perf_counter() - started
    figures: Figures = {
        "bundle": bundle.id,
        "rows": len(rows.genre),
        "size_bytes": bundle.size_bytes,
        "network_ms_per_excerpt": round(1000 * seconds / len(rows.genre), 2),
    }
    return figures | figures_of(bundle, logits, rows)


def read_labelled(features: Path, split: Path | None = None, part: str = "") -> Labelled:
    """Rows of ``features`` (npz of X, y, genres, perhaps names), only those named in ``split`` where given."""
    try:
        with np.load(features, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        genre = np.char.strip(arrays["genres"].astype(str))[arrays["y"].astype(int)]
        X = arrays["X"] if "X" in arrays else np.cumsum(arrays["dX"], axis=1, dtype="uint8") * np.uint8(4)
    except (OSError, ValueError, KeyError, IndexError) as problem:
        raise DataError(
            f"The features {features} cannot be used: {problem}.", "X, y and genres are needed."
        ) from problem
    if X.ndim != 3 or len(X) != len(genre) or not len(X):
        raise DataError(f"The features {features} have X of shape {X.shape} for {len(genre)} labels.")
    names = arrays["names"].astype(str) if "names" in arrays else np.arange(len(X)).astype(str)
    groups = arrays["group"].astype(str) if "group" in arrays else names
    chosen = np.arange(len(X))
    if split is not None:
        table = {row["excerpt"]: row for row in read_tsv(split) if not part or row.get("filtered_split") == part}
        chosen = np.array([i for i, name in enumerate(names) if name in table], int)
        if not len(chosen):
            raise DataError(f"No row of {features} is named in {split}.")
        groups = np.array([table[n].get("artist_group") or n if n in table else n for n in names])
    return Labelled(X[chosen], genre[chosen], groups[chosen])


def match_labels(genres: list[str], bundle: Bundle) -> dict[str, int]:
    """Logit of each of ``genres`` that the bundle knows, compared without regard to case, space and hyphen."""
    known: dict[str, int] = {}
    for index, label in enumerate(bundle.labels):
        known.setdefault(plain(label.id), index)
        known.setdefault(plain(label.name), index)
    return {genre: known[plain(genre)] for genre in genres if plain(genre) in known}


def figures_of(bundle: Bundle, logits: NDArray[np.float32], rows: Labelled) -> Figures:
    """Figures from window logits (n, windows, labels) of ``rows``."""
    matched = match_labels(sorted(set(rows.genre.tolist())), bundle)
    refusals = set(bundle.refusal_indices)
    genres = [genre for genre, index in matched.items() if index not in refusals]
    genres.sort(key=lambda genre: matched[genre])
    refused = np.array([matched.get(genre) in refusals for genre in rows.genre.tolist()])
    known = np.isin(rows.genre, genres)
    figures: Figures = {"genres": genres, "unknown_labels": sorted(set(rows.genre[~known & ~refused].tolist()))}
    if known.any():
        columns = [matched[genre] for genre in genres]
        track = logits[known].mean(axis=1)[:, columns].astype(np.float64)
        truth = np.array([genres.index(genre) for genre in rows.genre[known].tolist()])
        scores = metrics.softmax(track, bundle.calibration.temperature)
        figures |= genre_figures(scores, truth, genres, rows.groups[known], bundle)
    if refusals:
        figures["refusal"] = refusal_figures(bundle, logits, refused)
    unseen = ~known & ~refused
    if unseen.any() and known.any():
        every = metrics.softmax(logits.mean(axis=1)[:, list(bundle.genre_indices)], bundle.calibration.temperature)
        figures["unseen_genre_auroc"] = _short(metrics.auroc(every[known].max(axis=1), every[unseen].max(axis=1)))
    return figures


def genre_figures(
    scores: metrics.Scores, truth: metrics.Truth, genres: list[str], groups: NDArray[np.str_], bundle: Bundle
) -> Figures:
    """Accuracy and its kin, calibration, and what the prediction sets and the accepted share would be."""
    covered, threshold = metrics.coverage_at(scores, truth, 0.9)
    accepted = scores.max(axis=1) >= bundle.calibration.accept_threshold
    right = scores.argmax(axis=1) == truth
    interval = partial(metrics.bootstrap, scores=scores, truth=truth, groups=groups)
    recall = metrics.recalls(scores, truth)
    return {
        "music_rows": len(truth),
        "accuracy": _short(metrics.accuracy(scores, truth)),
        "accuracy_95": [_short(value) for value in interval(metrics.accuracy)],
        "macro_f1": _short(metrics.macro_f1(scores, truth)),
        "macro_f1_95": [_short(value) for value in interval(metrics.macro_f1, rounds=300)],
        "top2": _short(metrics.top_k(scores, truth, 2)),
        "nll": _short(metrics.negative_log_likelihood(scores, truth)),
        "ece": _short(metrics.calibration_error(scores, truth)),
        "aurc": _short(metrics.risk_coverage_area(scores, truth)),
        "coverage_at_90": _short(covered),
        "threshold_at_90": _short(threshold),
        "accepted": {
            "share": _short(accepted.mean()),
            "accuracy": _short(right[accepted].mean() if accepted.any() else 1),
        },
        "sets": {str(level): _set_figures(scores, truth, bundle.calibration.quantiles[level]) for level in LEVELS},
        "recall": {genre: _short(value) for genre, value in zip(genres, recall, strict=True)},
        "confusion": metrics.confusion(scores, truth).tolist(),
    }


def refusal_figures(bundle: Bundle, logits: NDArray[np.float32], refused: NDArray[np.bool_]) -> Figures:
    """How well music and what is not music are told apart; shares are None where a side has no row."""
    chance = metrics.softmax(logits.reshape(-1, logits.shape[2])).reshape(logits.shape)
    music = 1.0 - chance[:, :, list(bundle.refusal_indices)].sum(axis=2).mean(axis=1)
    yes, no = music[~refused], music[refused]
    threshold = bundle.calibration.music_threshold
    figures: Figures = {"not_music_rows": len(no)}
    figures["music_lost"] = _short((yes < threshold).mean()) if len(yes) else None
    figures["not_music_refused"] = _short((no < threshold).mean()) if len(no) else None
    if len(yes) and len(no):
        figures["refused_at_5_lost"] = _short((no < np.quantile(yes, MUSIC_LOST)).mean())
        figures["auroc"] = _short(metrics.auroc(yes, no))
    return figures


def report_text(figures: Figures) -> str:
    """The figures for people: one line each, then recall and confusion."""
    lines = []
    for key, value in figures.items():
        if key == "confusion":
            lines.append("confusion (row: truth, column: answer)")
            lines += [
                f"  {genre:>14} " + " ".join(f"{count:4d}" for count in row)
                for genre, row in zip(figures["genres"], value, strict=True)
            ]
        elif isinstance(value, dict):
            lines.append(f"{key}: " + ", ".join(f"{name} {part}" for name, part in value.items()))
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines)


def _set_figures(scores: metrics.Scores, truth: metrics.Truth, quantile: float) -> Figures:
    inside = metrics.prediction_sets(scores, quantile)
    hit = inside[np.arange(len(truth)), truth]
    return {"coverage": _short(hit.mean()), "mean_size": _short(inside.sum(axis=1).mean())}


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
