"""``compare``: whether one bundle is better than another, or only luckier.

Both answer the same rows; each draw takes the same artists for both (a paired bootstrap), so that what is hard for
either cancels out. Genres that only one of them knows are left out, for a fair comparison.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle, load_bundle
from app.inference.calibration import LEVELS
from trainer import metrics
from trainer.answers import answer_rows
from trainer.data import DataError
from trainer.evaluate import judging, labels_of, over_genres, values_of
from trainer.intervals import ROUNDS, draw_groups, genre_draws, interval
from trainer.labelled import read_labelled
from trainer.labels import plain
from trainer.learned import learned_figures

#: Figures compared, and whether more is better.
COMPARED = {
    "accuracy": True,
    "macro_f1": True,
    "top2": True,
    "nll": False,
    "ece": False,
    "aurc": False,
    "coverage_at_90": True,
}


def compare_bundles(
    first: Path, second: Path, features: Path, split: Path | None = None, part: str = ""
) -> dict[str, Any]:
    """Figures of both bundles on ``features`` with their paired differences, JSON-ready.

    Raises:
        BundleError: a bundle cannot be used. DataError: the features cannot, or no genre is known to both.
    """
    bundles = [load_bundle(folder) for folder in (first, second)]
    rows = read_labelled(features, split, part)
    labels = labels_of(rows)
    judged = [judging(bundle, labels) for bundle in bundles]
    genres = [genre for genre in judged[0].genres if plain(genre) in {plain(name) for name in judged[1].genres}]
    if len(genres) < 2:
        raise DataError(f"Of the genres of {features}, the two models share {len(genres)}: nothing to compare.")
    keys = [plain(genre) for genre in genres]
    chosen = np.array([plain(genre) in keys for genre in labels.genre.tolist()])
    if not chosen.any():
        raise DataError(f"No row of {features} is of a genre that both models know.")
    truth = np.array([keys.index(plain(genre)) for genre in labels.genre[chosen].tolist()])
    scores = []
    for bundle, own in zip(bundles, judged, strict=True):
        place = {plain(genre): column for genre, column in zip(own.genres, own.columns, strict=True)}
        scores.append(over_genres(answer_rows(bundle, rows).scores[chosen], [place[key] for key in keys]))
    found = _differences(bundles, scores, truth, labels.groups[chosen])
    left_out = sorted(set(labels.genre[~chosen].tolist()))
    names = [name for name, told in zip(rows.names, chosen, strict=True) if told] if rows.names else []
    sizes = [{"id": bundle.id, "size_bytes": bundle.size_bytes} | learned_figures(bundle, names) for bundle in bundles]
    head = {"bundles": sizes, "on": str(features), "rows": len(truth), "genres": genres, "left_out": left_out}
    return head | {"interval_unit": labels.unit} | found


def _differences(
    bundles: list[Bundle], scores: list[metrics.Scores], truth: metrics.Truth, groups: NDArray[np.str_]
) -> dict[str, Any]:
    draws = draw_groups(groups)
    drawn = [
        genre_draws(own, truth, draws, {level: bundle.calibration.quantiles[level] for level in LEVELS})
        for bundle, own in zip(bundles, scores, strict=True)
    ]
    values = [values_of(own, truth) for own in scores]
    figures = {}
    for key, more in COMPARED.items():
        a, b = values[0][key], values[1][key]
        difference = drawn[1][key] - drawn[0][key]
        low, high = interval(difference) or (0.0, 0.0)
        better = "" if low <= 0 <= high else ("B" if (low > 0) == more else "A")
        figures[key] = {
            "a": round(a, 4),
            "b": round(b, 4),
            "difference": round(b - a, 4),
            "difference_95": [round(low, 4), round(high, 4)],
            "p": _chance(difference),
            "better": better,
        }
    right = [own.argmax(axis=1) == truth for own in scores]
    agreement = {
        "both": int((right[0] & right[1]).sum()),
        "only_a": int((right[0] & ~right[1]).sum()),
        "only_b": int((~right[0] & right[1]).sum()),
        "neither": int((~right[0] & ~right[1]).sum()),
    }
    return {"interval_units": draws.groups, "rounds": ROUNDS, "figures": figures, "agreement": agreement}


def _chance(difference: NDArray[np.float64]) -> float:
    """Two-sided: twice the share of draws in which the difference is none or has the other sign, at most 1."""
    known = difference[np.isfinite(difference)]
    if not len(known):
        return 1.0
    return round(min(1.0, 2 * float(min((known <= 0).mean(), (known >= 0).mean()))), 4)
