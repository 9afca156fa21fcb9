"""``folds``: what finished runs answer on the GTZAN rows that each of them held out, taken together.

The runs of one split answer as one bundle would. Five runs of five folds judge every row once, each by a machine that
never met its artist: the figure to choose by, three times as many rows as the published valid part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from trainer import metrics
from trainer.data import DataError, FeatureSet
from trainer.ensemble import BundleNet
from trainer.intervals import draw_groups, genre_draws, interval
from trainer.judging import score_excerpts
from trainer.labels import FMA_LABELS, GTZAN_LABELS, LABEL_IDS
from trainer.models.kernel import Kernel
from trainer.splits import split_set
from trainer.train import load_average, score_windows


@dataclass(frozen=True, slots=True)
class Heard:
    """What runs answer to the rows that their splits hold out: ``rows`` (n,), and of each its scores and its truth.

    ``sizes`` says how many of them belong to each split, in order; ``fma`` how much of FMA each split gets right.
    """

    rows: NDArray[np.int64]
    scores: metrics.Scores
    truth: metrics.Truth
    sizes: dict[str, int]
    fma: list[float]

    def in_order(self) -> tuple[NDArray[np.int64], metrics.Scores]:
        """Rows and scores by number of row: the same for all runs of the same splits."""
        order = np.argsort(self.rows)
        return self.rows[order], self.scores[order]


def fold_figures(
    runs: Sequence[Path], rows: FeatureSet, fma: FeatureSet | None = None, against: Sequence[Path] = ()
) -> dict[str, Any]:
    """Accuracy with its interval, log-likelihood, ECE and accuracy by split of ``runs`` on GTZAN, JSON-ready.

    With ``fma`` also the accuracy over its seven genres on what it holds out, which is the same in every split: the
    mean of the splits' accuracies. Kernel machines alone have none. With ``against``, runs of the same splits, also
    the differences to them, with intervals by drawing the same artists for both.

    Raises:
        DataError: a run has no checkpoint, two splits hold out the same row, or none holds out any; ``against`` holds
            out others.
    """
    heard = hear_runs(runs, rows, fma)
    right = heard.scores.argmax(axis=1) == heard.truth
    ends = np.cumsum(list(heard.sizes.values()))[:-1]
    drawn = interval(genre_draws(heard.scores, heard.truth, draw_groups(rows.groups[heard.rows]), {})["accuracy"])
    figures = {
        "rows": len(heard.rows),
        "accuracy": _short(right.mean()),
        "accuracy_95": [_short(end) for end in drawn] if drawn else None,
        "nll": _short(metrics.negative_log_likelihood(heard.scores, heard.truth)),
        "ece": _short(metrics.calibration_error(heard.scores, heard.truth)),
        "fma": _short(np.mean(heard.fma)) if heard.fma else None,
        "by_split": {split: _short(own.mean()) for split, own in zip(heard.sizes, np.split(right, ends), strict=True)},
    }
    return figures | ({"against": differences(hear_runs(against, rows), heard, rows)} if against else {})


def hear_runs(runs: Sequence[Path], rows: FeatureSet, fma: FeatureSet | None = None) -> Heard:
    """The answers of ``runs`` to the rows of GTZAN that each holds out; those of one split answer as one bundle.

    Raises:
        DataError: a run has no checkpoint, two splits hold out the same row, or none holds out any.
    """
    members: dict[str, list[nn.Module]] = {}
    for run in runs:
        recipe, model, _ = load_average(run)
        members.setdefault(recipe.split, []).append(model)
    held = {split: split_set(rows, split).valid for split in members}
    judged = np.concatenate(list(held.values())) if held else np.zeros(0, np.int64)
    if not len(judged) or len(set(judged.tolist())) < len(judged):
        raise DataError("The runs hold out the same rows, or none.", "Give runs of different folds.")
    answers, on_fma = [], []
    for split, models in members.items():
        alone = all(isinstance(model, Kernel) for model in models)
        heard = models[0] if alone else BundleNet(models)
        if fma is not None and not alone:
            on_fma.append(_right_on_fma(heard, fma, split))
        logits = score_excerpts(rows.X[held[split]], partial(score_windows, heard))
        answers.append(logits[:, :, : len(GTZAN_LABELS)].mean(axis=1))
    scores = metrics.softmax(np.concatenate(answers))
    truth = np.array([GTZAN_LABELS.index(label) for label in rows.labels[judged].tolist()])
    return Heard(judged, scores, truth, {split: len(own) for split, own in held.items()}, on_fma)


def differences(first: Heard, second: Heard, rows: FeatureSet) -> dict[str, Any]:
    """Accuracy and log-likelihood of ``second`` less those of ``first``, each with its paired interval; JSON-ready.

    Raises:
        DataError: they judge other rows.
    """
    (judged, before), (others, after) = first.in_order(), second.in_order()
    if not np.array_equal(judged, others):
        raise DataError("The two sides hold out other rows.", "Give runs of the same splits.")
    truth, draws = first.truth[np.argsort(first.rows)], draw_groups(rows.groups[judged])
    drawn = [genre_draws(scores, truth, draws, {}) for scores in (before, after)]
    right = [scores.argmax(axis=1) == truth for scores in (before, after)]
    nll = [metrics.negative_log_likelihood(scores, truth) for scores in (before, after)]
    changes = {"accuracy": right[1].mean() - right[0].mean(), "nll": nll[1] - nll[0]}
    found: dict[str, Any] = {}
    for name, change in changes.items():
        ends = interval(drawn[1][name] - drawn[0][name])
        found |= {name: _short(change), f"{name}_95": [_short(end) for end in ends] if ends else None}
    return found | {"won": int((right[1] & ~right[0]).sum()), "lost": int((right[0] & ~right[1]).sum())}


def _right_on_fma(heard: nn.Module, fma: FeatureSet, split: str) -> float:
    held = split_set(fma, split).valid
    chosen = held[np.isin(fma.labels[held], FMA_LABELS)]
    logits = score_excerpts(fma.X[chosen], partial(score_windows, heard)).mean(axis=1)
    answers = logits[:, [LABEL_IDS.index(name) for name in FMA_LABELS]].argmax(axis=1)
    return float(np.mean(np.array(FMA_LABELS)[answers] == fma.labels[chosen]))


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
