"""``folds``: what finished runs answer on the GTZAN rows that each of them held out, taken together.

The runs of one split answer as one bundle would. Five runs of five folds judge every row once, each by a machine that
never met its artist: the figure to choose by, three times as many rows as the published valid part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
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


def fold_figures(runs: Sequence[Path], rows: FeatureSet, fma: FeatureSet | None = None) -> dict[str, Any]:
    """Accuracy with its interval, log-likelihood, ECE and accuracy by split of ``runs`` on GTZAN, JSON-ready.

    With ``fma`` also the accuracy over its seven genres on what it holds out, which is the same in every split: the
    mean of the splits' accuracies. Kernel machines alone have none.

    Raises:
        DataError: a run has no checkpoint, two splits hold out the same row, or none holds out any.
    """
    members: dict[str, list[nn.Module]] = {}
    for run in runs:
        recipe, model, _ = load_average(run)
        members.setdefault(recipe.split, []).append(model)
    held = {split: split_set(rows, split).valid for split in members}
    judged = np.concatenate([*held.values(), np.empty(0, np.intp)])
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
    right = scores.argmax(axis=1) == truth
    ends = np.cumsum([len(own) for own in held.values()])[:-1]
    drawn = interval(genre_draws(scores, truth, draw_groups(rows.groups[judged]), {})["accuracy"])
    return {
        "rows": len(judged),
        "accuracy": _short(right.mean()),
        "accuracy_95": [_short(end) for end in drawn] if drawn else None,
        "nll": _short(metrics.negative_log_likelihood(scores, truth)),
        "ece": _short(metrics.calibration_error(scores, truth)),
        "fma": _short(np.mean(on_fma)) if on_fma else None,
        "by_split": {split: _short(own.mean()) for split, own in zip(held, np.split(right, ends), strict=True)},
    }


def _right_on_fma(heard: nn.Module, fma: FeatureSet, split: str) -> float:
    held = split_set(fma, split).valid
    chosen = held[np.isin(fma.labels[held], FMA_LABELS)]
    logits = score_excerpts(fma.X[chosen], partial(score_windows, heard)).mean(axis=1)
    answers = logits[:, [LABEL_IDS.index(name) for name in FMA_LABELS]].argmax(axis=1)
    return float(np.mean(np.array(FMA_LABELS)[answers] == fma.labels[chosen]))


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
