"""Figures of a classifier, from scores and truths; no model is known here.

``scores`` are probabilities (n, classes), rows summing to 1; ``truth`` are class indices (n,).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Truth = NDArray[np.int64]


def softmax(logits: NDArray[np.floating], temperature: float = 1.0) -> Scores:
    """Probabilities of ``logits`` (n, classes) divided by ``temperature``."""
    scaled = np.asarray(logits, np.float64) / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    out: Scores = raised / raised.sum(axis=1, keepdims=True)
    return out


def accuracy(scores: Scores, truth: Truth) -> float:
    """Share of rows whose highest score is the truth."""
    return float((_checked(scores, truth).argmax(axis=1) == truth).mean())


def top_k(scores: Scores, truth: Truth, k: int) -> float:
    """Share of rows whose truth is among the ``k`` highest scores."""
    order = np.argsort(-_checked(scores, truth), axis=1)[:, :k]
    return float((order == truth[:, None]).any(axis=1).mean())


def confusion(scores: Scores, truth: Truth) -> NDArray[np.int64]:
    """Counts (classes, classes): row = truth, column = answer."""
    n = _checked(scores, truth).shape[1]
    return np.bincount(truth * n + scores.argmax(axis=1), minlength=n * n).reshape(n, n)


def recalls(scores: Scores, truth: Truth) -> NDArray[np.float64]:
    """Recall of each class (classes,), nan where a class does not occur."""
    table = confusion(scores, truth)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.diag(table) / table.sum(axis=1), np.float64)


def macro_f1(scores: Scores, truth: Truth) -> float:
    """Mean over the classes that occur of 2 TP / (2 TP + FP + FN)."""
    table = confusion(scores, truth)
    hits = np.diag(table)
    both = table.sum(axis=0) + table.sum(axis=1)
    occurs = table.sum(axis=1) > 0
    return float(np.mean(2 * hits[occurs] / np.maximum(both[occurs], 1)))


def calibration_error(scores: Scores, truth: Truth, bins: int = 15) -> float:
    """Expected calibration error: mean |accuracy - confidence| over ``bins`` ranges of confidence, weighted."""
    confidence = _checked(scores, truth).max(axis=1)
    right = scores.argmax(axis=1) == truth
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for number in np.unique(index):
        rows = index == number
        error += rows.mean() * abs(right[rows].mean() - confidence[rows].mean())
    return float(error)


def negative_log_likelihood(scores: Scores, truth: Truth) -> float:
    """Mean of -log of the truth's score, in nats."""
    own = _checked(scores, truth)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(own, 1e-12)).mean())


def risk_coverage_area(scores: Scores, truth: Truth) -> float:
    """AURC: mean error among the k most confident rows, over all k."""
    order = np.argsort(-_checked(scores, truth).max(axis=1), kind="stable")
    wrong = (scores.argmax(axis=1) != truth)[order]
    return float((np.cumsum(wrong) / np.arange(1, len(wrong) + 1)).mean())


def coverage_at(scores: Scores, truth: Truth, wanted: float) -> tuple[float, float]:
    """Largest share of most confident rows that is right in at least ``wanted`` of cases, and the confidence there.

    (0.0, 1.0) where not even the most confident row is right.
    """
    confidence = _checked(scores, truth).max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    right = np.cumsum((scores.argmax(axis=1) == truth)[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= wanted)
    if not len(enough):
        return 0.0, 1.0
    last = int(enough[-1])
    return (last + 1) / len(order), float(confidence[order[last]])


def right_after_review(scores: Scores, truth: Truth, reviewed: float) -> float:
    """Share of rows that are right once a person has put right the ``reviewed`` share with the least confidence."""
    confidence = _checked(scores, truth).max(axis=1)
    right = scores.argmax(axis=1) == truth
    right[np.argsort(confidence, kind="stable")[: round(reviewed * len(right))]] = True
    return float(right.mean())


def auroc(positive: NDArray[np.floating], negative: NDArray[np.floating]) -> float:
    """Probability that a value of ``positive`` exceeds one of ``negative``; ties count half. nan where one is empty."""
    if not len(positive) or not len(negative):
        return float("nan")
    values = np.concatenate([positive, negative])
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[index]
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def prediction_sets(scores: Scores, quantile: float) -> NDArray[np.bool_]:
    """LAC sets (n, classes): every label whose score is at least 1 - ``quantile``; never empty (the best label)."""
    inside = scores >= 1.0 - quantile
    inside[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return inside


def bootstrap(
    figure: Callable[[Scores, Truth], float],
    scores: Scores,
    truth: Truth,
    groups: NDArray[np.str_] | None = None,
    *,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """95 % interval of ``figure`` by drawing rows with replacement; whole ``groups`` (n,) where given."""
    rng = np.random.default_rng(seed)
    keys = np.arange(len(truth)) if groups is None else np.unique(groups, return_inverse=True)[1]
    members = [np.flatnonzero(keys == key) for key in range(int(keys.max()) + 1)]
    values = []
    for _ in range(rounds):
        rows = np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))])
        values.append(figure(scores[rows], truth[rows]))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def _checked(scores: Scores, truth: Truth) -> Scores:
    if scores.ndim != 2 or len(scores) != len(truth) or not len(truth):
        raise ValueError(f"scores {scores.shape} do not fit truths {truth.shape}")
    return scores
