"""Whether the confidence means what it says: what a bundle's card and the model page draw and tell of it.

The calibration of a bundle is fitted on the held-out answers themselves. What it is worth elsewhere is therefore
measured crosswise, five times: fitted on four folds and judged on the fifth, or, where no folds were judged, on four
fifths of the held-out artists and on the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.calibration import LEVELS, SUGGESTION_LEVEL, Calibration
from trainer import metrics
from trainer.calibrate import Held
from trainer.held_out import HeldRows, everything, fit
from trainer.labels import GTZAN_LABELS, LABEL_IDS, REFUSAL

#: Ranges of confidence of the reliability diagram, and points of the risk-coverage curve.
BINS, POINTS = 10, 20
#: Ranges of the calibration error, as everywhere.
_FINE_BINS = 15
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
    own = _answer(everything(held), calibration)
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


def calibration_error(own: Answered) -> float:
    """Mean distance between confidence and share of right answers over 15 ranges of confidence."""
    ranges = diagram(own, _FINE_BINS)
    return _short(sum(each["answers"] * abs(each["said"] - each["right"]) for each in ranges) / len(own.right))


def _crosswise(held: Mapping[str, HeldRows]) -> dict[str, Any]:
    """Figures of calibrations fitted on other artists than they are judged on; ``ten``: over GTZAN's genres alone."""
    answers, chosen, plain, covered, sizes = [], [], [], [], []
    for part in range(_PARTS):
        calibration = fit({name: _some(rows, part, inside=False) for name, rows in held.items()})
        judged = {name: _some(rows, part, inside=True) for name, rows in held.items()}
        answers.append(_answer(everything(judged), calibration))
        chosen.append(answers[-1].confidence >= calibration.accept_threshold)
        ten = judged["gtzan"].over(GTZAN_LABELS)
        plain.append(_answer(ten, calibration))
        covered.append(_covered(ten, calibration))
        sizes.append(_inside(ten, calibration, SUGGESTION_LEVEL).sum(axis=1))
    own, accepted, inside = _together(answers), np.concatenate(chosen), np.concatenate(covered)
    figures: dict[str, Any] = {
        "by_fold": _has_folds(held["gtzan"]),
        "answers": len(own.right),
        "ece": calibration_error(own),
        "ten_ece": calibration_error(_together(plain)),
        "accepted": _short(accepted.mean()),
        "sets": {str(level): _short(inside[:, i].mean()) for i, level in enumerate(LEVELS)},
        "set90_size": _short(np.concatenate(sizes).mean()),
    }
    if accepted.any():
        figures["expected_wrong"] = _short((1 - own.confidence[accepted]).mean())
        figures["wrong"] = _short((~own.right[accepted]).mean())
    return figures


def _has_folds(rows: HeldRows) -> bool:
    return len(set(rows.splits.tolist())) == _PARTS


def _some(rows: HeldRows, part: int, *, inside: bool) -> HeldRows:
    """The rows of one part, or all others: of one fold where five folds judged, else of a fifth of the groups.

    The same parts in every run; no group is in two.
    """
    if _has_folds(rows):
        own = rows.splits == sorted(set(rows.splits.tolist()))[part]
    else:
        names = np.unique(rows.groups)
        order = np.random.default_rng(5).permutation(len(names))
        own = np.isin(rows.groups, names[order % _PARTS == part])
    return rows.where(own if inside else ~own)


def _together(parts: Sequence[Answered]) -> Answered:
    columns = ("confidence", "right", "said")
    return Answered(*(np.concatenate([getattr(each, column) for each in parts]) for column in columns))


def _answer(held: Held, calibration: Calibration) -> Answered:
    scores = metrics.softmax(held.logits, calibration.temperature)
    said = scores.argmax(axis=1)
    return Answered(scores.max(axis=1), said == held.truth, said)


def _covered(held: Held, calibration: Calibration) -> NDArray[np.bool_]:
    """Whether the sets hold the truth, (n, levels)."""
    own = np.arange(len(held.truth))
    return np.stack([_inside(held, calibration, level)[own, held.truth] for level in LEVELS], axis=1)


def _inside(held: Held, calibration: Calibration, level: int) -> NDArray[np.bool_]:
    scores = metrics.softmax(held.logits, calibration.temperature)
    return metrics.prediction_sets(scores, calibration.quantiles[level])


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
