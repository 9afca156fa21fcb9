"""The four augmentations of Pocelli & Sordetti: noise, time shift, time mask, frequency mask. Strengths are ours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.augment import mask
from trainer.config import Augment

#: Standard deviation of the noise, in units of the 0..1 scale: 1.6 of 80 dB.
NOISE = 0.02
#: Each of the four happens to a piece with this probability, masks to all of them (they may be empty).
CHANCE = 0.5
_MASKS = Augment(masks=1, time_mask_frames=12, freq_mask_bands=16)


def disturb(batch: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Pieces (n, bands, frames), 0..1, noisier, shifted around in time, and with a gap in time and in frequency."""
    disturbed = np.empty_like(batch)
    for i, piece in enumerate(batch):
        shift = int(rng.integers(piece.shape[1])) if rng.random() < CHANCE else 0
        disturbed[i] = np.roll(piece, shift, axis=1)
        if rng.random() < CHANCE:
            disturbed[i] += np.float32(NOISE) * rng.standard_normal(piece.shape, dtype=np.float32)
    np.clip(disturbed, 0.0, 1.0, out=disturbed)
    return mask(disturbed, _MASKS, rng)
