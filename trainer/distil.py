"""Distillation: finished runs say what they hear in FMA's rows, in the ten genres that FMA has no labels for.

The teachers answer as a bundle would. FMA brings a thousand artists to the thirty of each genre of GTZAN, so a network
taught by others might learn from music that nobody labelled (Hinton et al. 2015, "Distilling the Knowledge in a Neural
Network"; Xie et al. 2020, "Self-training with Noisy Student").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer import metrics
from trainer.batches import Pool
from trainer.config import Recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import BundleNet
from trainer.judging import score_excerpts
from trainer.labels import GTZAN_LABELS
from trainer.train import load_average, score_windows

#: The set whose rows are taught: GTZAN's own labels are better than any teacher.
TAUGHT_SET = "fma"


def with_teachers(recipe: Recipe, pools: dict[str, Pool]) -> dict[str, Pool]:
    """``pools`` with what ``recipe.teachers`` say of FMA's rows, if there are teachers and such rows.

    Raises:
        DataError: a teacher is not there, or was trained on another split: it may know the artists that judge.
    """
    if not recipe.teachers or TAUGHT_SET not in pools:
        return pools
    runs = [Path(teacher.format(split=recipe.split)) for teacher in recipe.teachers]
    pool = pools[TAUGHT_SET]
    return pools | {TAUGHT_SET: replace(pool, taught=answers_of(runs, recipe.split, pool.rows))}


def answers_of(runs: Sequence[Path], split: str, rows: FeatureSet) -> NDArray[np.float32]:
    """Probabilities (n, 10) of the ten genres that ``runs``, together as a bundle, give the excerpts of ``rows``.

    Raises:
        DataError: a run has no checkpoint, is of another split, or all are kernel machines.
    """
    members = []
    for run in runs:
        recipe, model, _ = load_average(run)
        if recipe.split != split:
            raise DataError(
                f"The teacher {run} was trained on {recipe.split}, not on {split}.",
                "It may have learned what judges: give a teacher of the same split.",
            )
        members.append(model)
    logits = score_excerpts(rows.X, partial(score_windows, BundleNet(members)))
    return metrics.softmax(logits[:, :, : len(GTZAN_LABELS)].mean(axis=1)).astype(np.float32)
