"""Whether the confidence means what it says: what a bundle's card and the model page draw and tell of it.

The calibration of a bundle is fitted on the held-out answers themselves. What it is worth elsewhere is therefore
measured crosswise: fitted on four fifths of the held-out artists, judged on the fifth, five times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.calibration import LEVELS, Calibration
from trainer import metrics
from trainer.calibrate import Held, fit_calibration
from trainer.held_out import HeldRows
from trainer.labels import GTZAN_LABELS, LABEL_IDS, REFUSAL

#: Ranges of confidence of the reliability diagram, and points of the risk-coverage curve.
BINS, POINTS = 10, 20
#: Ranges of the calibration error, as everywhere.
_FINE_BINS = 15
#: Sets whose held-out rows say how the program answers over all its genres.
_JUDGED = ("gtzan", "fma")
_PARTS = 5
_GENRES = [name for name in LABEL_IDS if name != REFUSAL]


@dataclass(frozen=True, slots=True)
class Answered:
    """Of held-out excerpts (n,): the confidence of the first answer, whether it was right, and what it was."""

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    said: NDArray[np.int64]


def reliability_figures(held: Mapping[str, HeldRows], calibration: Calibration) -> dict[str, Any]:
    """Diagram, curve, word for each genre, and the crosswise figures, over all genres as the program answers."""
    logits, truth = _everything(held)
    own = _answer(Held(logits, truth), calibration)
    return {
        "diagram": diagram(own),
        "curve": curve(own),
        "genres": by_genre(own),
        "crosswise": _crosswise(held),
    }


def diagram(own: Answered, bins: int = BINS) -> list[dict[str, float]]:
    """For each range of confidence that occurs: how many answers, their mean confidence, the share that is right."""
    index = np.minimum((own.confidence * bins).astype(int), bins - 1)
    rows = [index == number for number in np.unique(index)]
    return [
        {"answers": int(row.sum()), "said": _short(own.confidence[row].mean()), "right": _short(own.right[row].mean())}
        for row in rows
    ]


def curve(own: Answered, points: int = POINTS) -> list[dict[str, float]]:
    """For growing shares of most confident answers: the least confidence among them, and the share that is wrong."""
    order = np.argsort(-own.confidence, kind="stable")
    wrong = np.cumsum(~own.right[order])
    counts = np.unique(np.round(np.linspace(0, len(order), points + 1)[1:]).astype(int))
    return [
        {
            "kept": _short(count / len(order)),
            "from": _short(own.confidence[order[count - 1]]),
            "wrong": _short(wrong[count - 1] / count),
        }
        for count in counts.tolist()
        if count
    ]


def by_genre(own: Answered) -> dict[str, dict[str, float]]:
    """For each genre that was answered: how often, with what mean confidence, and how often rightly."""
    return {
        name: {
            "answers": int(row.sum()),
            "said": _short(own.confidence[row].mean()),
            "right": _short(own.right[row].mean()),
        }
        for number, name in enumerate(_GENRES)
        if (row := own.said == number).any()
    }


def _crosswise(held: Mapping[str, HeldRows]) -> dict[str, Any]:
    """Figures of calibrations fitted on other artists than they are judged on."""
    answers, sets, accepted = [], [], []
    for part in range(_PARTS):
        fitted = {name: _some(rows, part, inside=False) for name, rows in held.items()}
        judged = {name: _some(rows, part, inside=True) for name, rows in held.items()}
        calibration = _fit(fitted)
        one = _answer(Held(*_everything(judged)), calibration)
        answers.append(one)
        accepted.append(one.confidence >= calibration.accept_threshold)
        ten = judged["gtzan"].over(GTZAN_LABELS)
        sets.append(_inside(ten, calibration))
    confidence, right, said = (
        np.concatenate([getattr(each, key) for each in answers]) for key in ("confidence", "right", "said")
    )
    chosen, covered = np.concatenate(accepted), np.concatenate(sets)
    ranges = diagram(Answered(confidence, right, said), _FINE_BINS)
    figures: dict[str, Any] = {
        "answers": len(right),
        "ece": _short(sum(each["answers"] * abs(each["said"] - each["right"]) for each in ranges) / len(right)),
        "accepted": _short(chosen.mean()),
        "sets": {str(level): _short(covered[:, i].mean()) for i, level in enumerate(LEVELS)},
    }
    if chosen.any():
        figures["expected_wrong"] = _short((1 - confidence[chosen]).mean())
        figures["wrong"] = _short((~right[chosen]).mean())
    return figures


def _some(rows: HeldRows, part: int, *, inside: bool) -> HeldRows:
    """The rows of the groups of one part, or all others; the same parts in every run."""
    names = np.unique(rows.groups)
    order = np.random.default_rng(5).permutation(len(names))
    own = np.isin(rows.groups, names[order % _PARTS == part])
    mask = own if inside else ~own
    return HeldRows(rows.logits[mask], rows.labels[mask], rows.groups[mask])


def _fit(held: Mapping[str, HeldRows]) -> Calibration:
    music = np.concatenate([rows.music[rows.labels != REFUSAL] for rows in held.values()])
    noise = np.concatenate([rows.music[rows.labels == REFUSAL] for rows in held.values()])
    return fit_calibration(held["gtzan"].over(GTZAN_LABELS), Held(*_everything(held)), music, noise)


def _everything(held: Mapping[str, HeldRows]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    parts = [held[name].over(_GENRES) for name in _JUDGED if name in held]
    return np.concatenate([part.logits for part in parts]), np.concatenate([part.truth for part in parts])


def _answer(held: Held, calibration: Calibration) -> Answered:
    scores = metrics.softmax(held.logits, calibration.temperature)
    said = scores.argmax(axis=1)
    return Answered(scores.max(axis=1), said == held.truth, said)


def _inside(held: Held, calibration: Calibration) -> NDArray[np.bool_]:
    scores = metrics.softmax(held.logits, calibration.temperature)
    own = np.arange(len(held.truth))
    inside = [metrics.prediction_sets(scores, calibration.quantiles[level])[own, held.truth] for level in LEVELS]
    return np.stack(inside, axis=1)


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
