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
from trainer.labels import GTZAN_LABELS
from trainer.models.kernel import Kernel
from trainer.splits import split_set
from trainer.train import load_average, score_windows


def fold_figures(runs: Sequence[Path], rows: FeatureSet) -> dict[str, Any]:
    """Accuracy with its interval, log-likelihood, ECE and accuracy by split of ``runs`` on GTZAN, JSON-ready.

    Raises:
        DataError: a run has no checkpoint, two splits hold out the same row, or none holds out any.
    """
    members: dict[str, list[nn.Module]] = {}
    for run in runs:
        recipe, model, _ = load_average(run)
        members.setdefault(recipe.split, []).append(model)
    held = {split: split_set(rows, split).valid for split in members}
    judged = np.concatenate(list(held.values()))
    if not len(judged) or len(set(judged.tolist())) < len(judged):
        raise DataError("The runs hold out the same rows, or none.", "Give runs of different folds.")
    answers = []
    for split, models in members.items():
        heard = models[0] if all(isinstance(model, Kernel) for model in models) else BundleNet(models)
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
        "by_split": {split: _short(own.mean()) for split, own in zip(held, np.split(right, ends), strict=True)},
    }


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
