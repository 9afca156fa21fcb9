"""Intervals and paired differences by drawing whole artists with replacement, for all figures at once.

An artist's tracks sound alike, so drawing tracks one by one would make intervals too narrow. A draw is a weight for
each row (how often its artist was drawn), and every figure is computed from weights: thousands of draws take a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.metrics import Scores, Truth, prediction_sets

Values = NDArray[np.float64]
ROUNDS = 1000
#: Weights held at once: 4 Mi of float64 are 32 MiB.
_AT_ONCE = 4 << 20
_BINS = 15


@dataclass(frozen=True, slots=True)
class Draws:
    """``counts`` (rounds, groups): how often each group was drawn; ``index`` (n,): the group of each row."""

    counts: NDArray[np.float64]
    index: NDArray[np.int64]

    @property
    def groups(self) -> int:
        """How many groups there are to draw from."""
        return int(self.counts.shape[1])

    def weights(self) -> Iterator[tuple[slice, Values]]:
        """Weights (some rounds, n) of the rows, with the rounds they belong to."""
        step = max(_AT_ONCE // max(len(self.index), 1), 1)
        for start in range(0, len(self.counts), step):
            rounds = slice(start, min(start + step, len(self.counts)))
            yield rounds, self.counts[rounds][:, self.index]

    def sums(self, values: Values) -> Values:
        """Weighted sums (rounds, m) of ``values`` (n, m) over the rows of each draw."""
        by_group = np.zeros((self.groups, values.shape[1]))
        np.add.at(by_group, self.index, values)
        return self.counts @ by_group

    def of(self, rows: NDArray[np.bool_]) -> Draws:
        """The same draws, seen by some of the rows."""
        return Draws(self.counts, self.index[rows])


def draw_groups(groups: NDArray[np.str_], rounds: int = ROUNDS, seed: int = 0) -> Draws:
    """``rounds`` draws of as many ``groups`` (n,) as there are; the same seed gives the same draws."""
    names, index = np.unique(groups, return_inverse=True)
    counts = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), rounds)
    return Draws(counts.astype(np.float64), index.astype(np.int64))


def genre_draws(scores: Scores, truth: Truth, draws: Draws, quantiles: Mapping[int, float]) -> dict[str, Values]:
    """Each figure of a classifier in every draw, (rounds,), by its name in the report; nan where it has no value.

    ``scores`` (n, classes), ``truth`` (n,), ``draws`` over the same rows; ``quantiles`` of the prediction sets.
    """
    rows, k = np.arange(len(truth)), scores.shape[1]
    answer, confidence = scores.argmax(axis=1), scores.max(axis=1)
    right = (answer == truth).astype(np.float64)
    own = scores[rows, truth]
    top2 = (np.argsort(-scores, axis=1, kind="stable")[:, :2] == truth[:, None]).any(axis=1)
    columns = {"n": np.ones(len(truth)), "accuracy": right, "top2": top2, "nll": -np.log(np.maximum(own, 1e-12))}
    for level, quantile in quantiles.items():
        inside = prediction_sets(scores, quantile)
        columns[f"set{level}_coverage"] = inside[rows, truth]
        columns[f"set{level}_size"] = inside.sum(axis=1)
    sums = draws.sums(np.stack([np.asarray(column, np.float64) for column in columns.values()], axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = {name: sums[:, i] / sums[:, 0] for i, name in enumerate(columns) if i}
        found["ece"] = _calibration_error(draws, confidence, right) / sums[:, 0]
        table = draws.sums(np.eye(k * k)[truth * k + answer]).reshape(-1, k, k)
        hits, truths = table.diagonal(axis1=1, axis2=2), table.sum(axis=2)
        found |= {f"recall:{i}": hits[:, i] / truths[:, i] for i in range(k)}
        found["macro_f1"] = _macro_f1(hits, truths, table.sum(axis=1))
    return found | _by_confidence(draws, confidence, right)


def auroc_draws(positive: Values, negative: Values, draws_positive: Draws, draws_negative: Draws) -> Values:
    """AUROC in every draw, (rounds,): the chance that a value of ``positive`` exceeds one of ``negative``."""
    values = np.unique(np.concatenate([positive, negative]))
    out = np.full(len(draws_positive.counts), np.nan)
    order_p, order_n = np.searchsorted(values, positive), np.searchsorted(values, negative)
    for i, counts in enumerate(draws_positive.counts):
        p = np.bincount(order_p, counts[draws_positive.index], len(values))
        q = np.bincount(order_n, counts[draws_negative.index], len(values))
        total = p.sum() * q.sum()
        if total:
            out[i] = (p * (np.cumsum(q) - q / 2)).sum() / total
    return out


def interval(values: Values) -> tuple[float, float] | None:
    """95 % interval of the draws of a figure; None where no draw has a value."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _calibration_error(draws: Draws, confidence: Values, right: Values) -> Values:
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = np.zeros((len(right), _BINS))
    gaps[np.arange(len(right)), bins] = right - confidence
    return np.asarray(np.abs(draws.sums(gaps)).sum(axis=1), np.float64)


def _macro_f1(hits: Values, truths: Values, answers: Values) -> Values:
    occurs = truths > 0
    each = np.where(occurs, 2 * hits / np.maximum(truths + answers, 1e-9), 0.0)
    return np.asarray(each.sum(axis=1) / occurs.sum(axis=1), np.float64)


def _by_confidence(draws: Draws, confidence: Values, right: Values) -> dict[str, Values]:
    """AURC, the share kept at 90 % right, and the share right once the least certain fifth was put right."""
    order = np.argsort(-confidence, kind="stable")
    ordered = Draws(draws.counts, draws.index[order])
    area, kept, reviewed = (np.full(len(draws.counts), np.nan) for _ in range(3))
    for rounds, weights in ordered.weights():
        count = np.cumsum(weights, axis=1)
        share = np.cumsum(weights * right[order], axis=1) / np.maximum(count, 1e-9)
        total = count[:, -1]
        area[rounds] = (weights * (1 - share)).sum(axis=1) / np.maximum(total, 1e-9)
        enough = np.where((share >= 0.9) & (count > 0), count, 0.0).max(axis=1)
        kept[rounds] = enough / np.maximum(total, 1e-9)
        unseen = count <= 0.8 * total[:, None]
        reviewed[rounds] = 1 - (weights * unseen * (1 - right[order])).sum(axis=1) / np.maximum(total, 1e-9)
    return {"aurc": area, "coverage_at_90": kept, "right_after_review_20": reviewed}
