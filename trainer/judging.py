"""Scores of whole excerpts from window scores: how a training, an evaluation and a calibration judge a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.config import FINE_FRAMES, HEARD_COUNT, HEARD_FRAMES
from trainer.data import FeatureSet
from trainer.features import to_unit
from trainer.splits import Rows

#: Windows (n, bands, frames), 0..1, to logits (n, k).
Scorer = Callable[[NDArray[np.float32]], NDArray[np.float32]]
#: Excerpts scored at once: 64 excerpts are 12 MiB.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Judged:
    """Window logits (n, windows, k) of ``n`` excerpts with their labels and groups."""

    logits: NDArray[np.float32]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]

    @property
    def track_logits(self) -> NDArray[np.float32]:
        """Mean over the windows, (n, k)."""
        mean: NDArray[np.float32] = self.logits.mean(axis=1)
        return mean


def window_starts(frames: int, length: int = HEARD_FRAMES, count: int = HEARD_COUNT) -> NDArray[np.int64]:
    """First frames of ``count`` windows of ``length`` spread evenly over ``frames``."""
    last = max(frames - length, 0)
    return np.round(np.linspace(0, last, count)).astype(np.int64)


def score_excerpts(X: NDArray[np.uint8] | NDArray[np.float32], scorer: Scorer) -> NDArray[np.float32]:
    """Window logits (n, windows, k) of excerpts (n, bands, any frames) of 30 s."""
    starts = window_starts(FINE_FRAMES)
    parts = []
    for begin in range(0, len(X), _AT_ONCE):
        unit = to_unit(X[begin : begin + _AT_ONCE])
        windows = np.stack([unit[:, :, start : start + HEARD_FRAMES] for start in starts], axis=1)
        logits = scorer(np.ascontiguousarray(windows.reshape(-1, *windows.shape[2:])))
        parts.append(logits.reshape(len(unit), len(starts), -1))
    return np.concatenate(parts)


def judge_rows(rows: FeatureSet, chosen: Rows, scorer: Scorer) -> Judged:
    """Score the ``chosen`` rows of a set."""
    return Judged(score_excerpts(rows.X[chosen], scorer), rows.labels[chosen], rows.groups[chosen])
