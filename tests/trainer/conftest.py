"""Small invented data sets, in the forms that the trainer reads and works with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.config import Recipe
from trainer.data import FeatureSet
from trainer.labels import FMA_ONLY, GTZAN_LABELS


def invented_rows(name: str, labels: list[str], frames: int, seed: int = 0) -> FeatureSet:
    """One row for each of ``labels``: noise with a bright band whose place is the label's; every row its own group."""
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 120, (len(labels), 128, frames), dtype=np.uint8)
    order = sorted(set(labels))
    for row, label in zip(X, labels, strict=True):
        start = 8 * order.index(label)
        row[start : start + 8] = 230
    n = len(labels)
    parts = np.array(["valid" if i % 4 == 3 else "train" for i in range(n)])
    return FeatureSet(
        name,
        X,
        np.array(labels),
        np.array([f"{name}-{i}" for i in range(n)]),
        np.array([f"{name}.{i}" for i in range(n)]),
        parts,
        np.arange(n, dtype=np.int8) % 5,
    )


@pytest.fixture(scope="session")
def sets() -> dict[str, FeatureSet]:
    """A set for each role: fine music, coarse music, extra music with sounds that are none."""
    ten = [label for label in GTZAN_LABELS for _ in range(4)]
    seven = [label for label in (*FMA_ONLY, "hiphop", "pop", "rock") for _ in range(4)]
    extra = ["hiphop"] * 4 + ["electronic"] * 4 + ["not_music"] * 8
    return {
        "gtzan": invented_rows("gtzan", ten, 387),
        "fma": invented_rows("fma", seven, 128, 1),
        "extra": invented_rows("extra", extra, 387, 2),
    }


@pytest.fixture(scope="session")
def tiny_recipe() -> Recipe:
    """A recipe of a few small steps, in full precision so that results repeat to the bit."""
    return replace(
        Recipe(),
        model_options={"widths": (4, 8, 8), "channels": 16, "embedding": 16, "dropout": 0.0},
        steps=4,
        steps_per_epoch=2,
        gtzan_per_batch=6,
        fma_per_batch=4,
        extra_per_batch=4,
        half_precision=False,
        threads=1,
    )


def write_features(
    file: Path, genres: list[str], y: NDArray[np.uint8], frames: int, names: list[str] | None = None
) -> None:
    """An npz of the form that ``evaluate`` reads."""
    X = np.random.default_rng(3).integers(0, 255, (len(y), 128, frames), dtype=np.uint8)
    more = {} if names is None else {"names": np.array(names)}
    np.savez(file, X=X, y=y, genres=np.array(genres), **more)
