"""Near-duplicates: the same recording twice, in another encoding, master or length, told by its features.

What is compared is how 16 groups of bands rise and fall over 43 steps of the excerpt, each group's mean taken out, so
that level and equaliser do not count. Measured on GTZAN, all of its published repetitions lie above 0.94 (one, of an
excerpt begun elsewhere, at 0.91), and 0.83 is the most that two different recordings reached.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.data import DataError, FeatureSet
from trainer.splits import Split

#: Correlation from which two excerpts are one recording.
NEAR = 0.9
#: The set that is not looked at: noise and hum are alike by nature.
GENERATED = "generated"
_GROUPS = 16
_STEPS = 43
_BLOCK = 1024


def describe(X: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Descriptions (n, 688) of length one of excerpts (n, bands, frames); zeros for what never changes."""
    n, bands, frames = X.shape
    edges = np.round(np.arange(_STEPS + 1) * frames / _STEPS).astype(int)
    out = np.empty((n, _GROUPS * _STEPS), np.float32)
    for start in range(0, n, _BLOCK):
        rows = np.asarray(X[start : start + _BLOCK])
        grouped = rows.reshape(len(rows), _GROUPS, bands // _GROUPS, frames).mean(axis=2, dtype=np.float32)
        sums = np.concatenate([np.zeros((len(rows), _GROUPS, 1), np.float32), grouped.cumsum(axis=2)], axis=2)
        course = (sums[:, :, edges[1:]] - sums[:, :, edges[:-1]]) / np.diff(edges)
        course -= course.mean(axis=2, keepdims=True)
        flat = course.reshape(len(rows), -1)
        # Rounding leaves a little movement where there is none: a thousandth of the scale is taken for silence.
        length = np.linalg.norm(flat, axis=1, keepdims=True)
        still = length < (0.25 if X.dtype == np.uint8 else 1e-3)
        out[start : start + len(rows)] = np.where(still, 0.0, flat / np.maximum(length, 1e-9))
    return out


def near_pairs(X: NDArray[np.uint8] | NDArray[np.float32], least: float = NEAR) -> NDArray[np.int64]:
    """Pairs (k, 2) of rows, the first the lower, whose descriptions correlate at ``least``."""
    described = describe(X)
    found = []
    for start in range(0, len(described), _BLOCK):
        alike = described[start : start + _BLOCK] @ described[start:].T
        first, second = np.nonzero(alike >= least)
        above = second > first
        found.append(np.stack([first[above], second[above]], axis=1) + start)
    return np.concatenate(found).astype(np.int64) if found else np.empty((0, 2), np.int64)


def kept_pairs(rows: FeatureSet, folder: Path) -> NDArray[np.int64]:
    """Near pairs of a set of the work ``folder``; found once, then kept beside the set until it is prepared again."""
    file = folder / f"{rows.name}.near.npy"
    try:
        pairs: NDArray[np.int64] = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        pairs = near_pairs(rows.X)
        sibling = file.with_suffix(".new")
        with sibling.open("wb") as out:
            np.save(out, pairs)
        os.replace(sibling, file)
    return pairs


def check_near(rows: FeatureSet, split: Split, pairs: NDArray[np.int64]) -> None:
    """Stop where one of ``pairs`` has a row on either side of the split.

    Raises:
        DataError: with the names of a few.
    """
    side = np.zeros(len(rows), np.int8)
    side[split.train], side[split.valid] = 1, 2
    across = [pair for pair in pairs.tolist() if sorted(side[pair].tolist()) == [1, 2]]
    if across:
        some = "; ".join(f"{rows.names[a]} and {rows.names[b]}" for a, b in across[:3])
        raise DataError(
            f"{len(across)} pairs of excerpts of {rows.name} on both sides of the split sound the same: {some}.",
            "Give both the same artist or group, or leave one of them out.",
        )
