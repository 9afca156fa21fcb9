"""What a training step sees: rows of all sets in every batch, drawn so that no artist and no genre dominates.

All sets sit in one batch because batch normalisation keeps one set of statistics: alternating batches spoil them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from trainer import augment, style
from trainer.config import CONTRAST, N_MELS, Recipe
from trainer.data import FeatureSet
from trainer.labels import GTZAN_LABELS, LABEL_IDS, N_LABELS, REFUSAL, known_labels
from trainer.splits import Rows

#: Extra rows of these labels are always made coarse: only coarse rows train the FMA-only genres (see labels.py).
ALWAYS_COARSE = ("electronic", "international")


@dataclass(frozen=True, slots=True)
class Batch:
    """``mel`` float32 (n, 1, bands, frames); ``target`` (n,) label; ``known`` bool (n, labels).

    ``taught`` float32 (n, 10): what teachers say of the ten genres; zeros where none was asked.
    """

    mel: NDArray[np.float32]
    target: NDArray[np.int64]
    known: NDArray[np.bool_]
    taught: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of one set that may be drawn, each with its probability; ``taught`` (all rows, 10) is :class:`Batch`'s."""

    rows: FeatureSet
    chosen: Rows
    weights: NDArray[np.float64]
    taught: NDArray[np.float32] | None = None


def make_pool(rows: FeatureSet, chosen: Rows, artist_cap: int) -> Pool:
    """Every label equally likely; within it, an artist counts for at most ``artist_cap`` of its tracks."""
    labels, groups = rows.labels[chosen], rows.groups[chosen]
    keys = np.char.add(np.char.add(labels, "/"), groups)
    _, index, counts = np.unique(keys, return_inverse=True, return_counts=True)
    own = np.minimum(counts, artist_cap)[index] / counts[index]
    for label in np.unique(labels):
        own[labels == label] /= own[labels == label].sum()
    return Pool(rows, chosen, own / own.sum())


def evenly(pool: Pool) -> Pool:
    """The same rows, each as likely as any other: nothing of their labels and artists is used."""
    return replace(pool, weights=np.full(len(pool.chosen), 1 / len(pool.chosen)))


class BatchMaker:
    """Draws the batches of an epoch; the same seed and epoch give the same batches."""

    def __init__(self, recipe: Recipe, pools: dict[str, Pool]) -> None:
        self._recipe = recipe
        self._twins = recipe.objective == CONTRAST
        self._plan = _plan(recipe, {name: evenly(pool) for name, pool in pools.items()} if self._twins else pools)

    def epoch_rng(self, epoch: int) -> np.random.Generator:
        """Generator for everything random in ``epoch``: a resumed run draws what an unbroken one would have."""
        return np.random.default_rng([self._recipe.seed, epoch])

    def draw(self, rng: np.random.Generator) -> Batch:
        """One augmented batch; without labels two windows of each track, one behind the other."""
        strength = self._recipe.augment
        drawn = [
            (pool, row) for pool, count in self._plan for row in rng.choice(pool.chosen, count, p=pool.weights).tolist()
        ]
        if self._twins:
            drawn = [each for each in drawn for _ in range(2)]
        frames = self._recipe.window_frames
        mel = np.empty((len(drawn), N_MELS, frames), np.float32)
        target = np.empty(len(drawn), np.int64)
        known = np.empty((len(drawn), N_LABELS), bool)
        taught = np.zeros((len(drawn), len(GTZAN_LABELS)), np.float32)
        for i, (pool, row) in enumerate(drawn):
            label = str(pool.rows.labels[row])
            coarse = pool.rows.name == "fma" or label in ALWAYS_COARSE or rng.random() < strength.coarse
            mel[i] = augment.cut_row(pool.rows.X[row], coarse, strength, rng, frames)
            if pool.taught is not None:
                taught[i] = pool.taught[row]
            target[i] = LABEL_IDS.index(label)
            known[i] = known_labels(pool.rows.name, label, coarse)
        mel = style.mix_style(style.shift_time(mel, strength, rng), strength, rng)
        mel = augment.mask(augment.equalise(mel, strength, rng), strength, rng)
        return Batch(mel[:, None], target, known, taught)


def _plan(recipe: Recipe, pools: dict[str, Pool]) -> list[tuple[Pool, int]]:
    noise = [pool for name, pool in pools.items() if name.endswith(REFUSAL)]
    music = [pool for name, pool in pools.items() if name == "extra"]
    plan = [(pools["gtzan"], recipe.gtzan_per_batch)] if "gtzan" in pools else []
    plan += [(pools["fma"], recipe.fma_per_batch)] if "fma" in pools else []
    refused = recipe.extra_per_batch // 2 if music else recipe.extra_per_batch
    for i, pool in enumerate(noise):
        plan.append((pool, refused * (i + 1) // len(noise) - refused * i // len(noise)))
    plan += [(pool, recipe.extra_per_batch - refused) for pool in music]
    return [(pool, count) for pool, count in plan if count]
