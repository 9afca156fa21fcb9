"""Augmentations that are off in the shipped recipes: another recording's colour, and another beginning.

They stand apart from :mod:`trainer.augment` because they are drawn only when a recipe asks for them: a recipe without
them draws the same random numbers, and gives the same weights, as before they existed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.config import Augment

Float = NDArray[np.float32]
#: Parameter of the Beta distribution of the shares in :func:`mix_style`, as in the paper.
_ALPHA = 0.3


def mix_style(batch: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """Freq-MixStyle (Kim et al. 2022, "Domain Generalization with Relaxed Instance Frequency-wise Normalization").

    With the probability ``strength.mixstyle``, mean and deviation over time of each band of a window of ``batch``
    (n, bands, frames) move towards those of another window: the same music in another recording's colour. 0..1.
    """
    if strength.mixstyle <= 0:
        return batch
    mean = batch.mean(axis=2, keepdims=True)
    spread = batch.std(axis=2, keepdims=True) + np.float32(1e-4)
    partner = rng.permutation(len(batch))
    share = rng.beta(_ALPHA, _ALPHA, len(batch))
    share[rng.random(len(batch)) >= strength.mixstyle] = 1.0
    own = share.astype(np.float32)[:, None, None]
    new_mean = own * mean + (1 - own) * mean[partner]
    new_spread = own * spread + (1 - own) * spread[partner]
    return np.asarray(np.clip((batch - mean) / spread * new_spread + new_mean, 0, 1), np.float32)


def shift_time(batch: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """With the probability ``strength.shift``, a window of (n, bands, frames) begins elsewhere, turned around."""
    if strength.shift <= 0:
        return batch
    chosen = np.flatnonzero(rng.random(len(batch)) < strength.shift)
    shifted = batch.copy()
    for row in chosen.tolist():
        shifted[row] = np.roll(batch[row], int(rng.integers(1, batch.shape[2])), axis=1)
    return shifted
