"""Augmentations of log-mel excerpts: cutting, resolution and mastering per row (numpy), masks and equaliser per batch.

Values are on the 0..1 scale of the front end, where 1 is 80 dB: 6 dB are 0.075.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.config import FINE_FRAMES, N_MELS, WINDOW_FRAMES, Augment

Float = NDArray[np.float32]
DB = 1.0 / 80.0


def resample_time(excerpt: NDArray[np.uint8] | Float, positions: NDArray[np.floating[Any]]) -> Float:
    """Columns of ``excerpt`` (bands, frames) at fractional ``positions`` (k,), linear between: (bands, k)."""
    last = excerpt.shape[1] - 1
    at = np.clip(positions, 0, last)
    low = np.minimum(at.astype(np.int64), max(last - 1, 0))
    share = (at - low).astype(np.float32)
    high = np.minimum(low + 1, last)
    columns: Float = excerpt[:, low].astype(np.float32) * (1 - share) + excerpt[:, high].astype(np.float32) * share
    return columns


def to_fine(excerpts: NDArray[np.uint8] | Float, frames: int = FINE_FRAMES) -> Float:
    """Excerpts (n, bands, any frames) of 30 s at ``frames`` columns, float32, on the scale they came in."""
    have = excerpts.shape[2]
    if have == frames:
        return excerpts.astype(np.float32)
    positions = (np.arange(frames) + 0.5) * have / frames - 0.5
    return np.stack([resample_time(excerpt, positions) for excerpt in excerpts])


def cut_row(
    excerpt: NDArray[np.uint8], coarse: bool, strength: Augment, rng: np.random.Generator, frames: int = WINDOW_FRAMES
) -> Float:
    """A random window of ``frames`` columns (10 s) of one uint8 excerpt of 30 s, 0..1, with its speed changed.

    A fine excerpt keeps its frames as they are: the nearest to each moment. Blending neighbours would smooth what
    changes from frame to frame, which no excerpt that is judged has been. ``coarse`` makes a fine excerpt look like
    FMA's: every third frame kept and interpolated back, bands smoothed. A set that is coarse by itself is interpolated.
    """
    have = excerpt.shape[1]
    scale = have / FINE_FRAMES
    speed = 1.0 + strength.stretch * rng.uniform(-1, 1)
    span = frames * speed * scale
    start = rng.uniform(0, max(have - span, 0.0))
    positions = start + np.arange(frames) * speed * scale
    if coarse and have > FINE_FRAMES // 2:
        window = _cut_coarse(excerpt, positions, rng)
    elif have > FINE_FRAMES // 2:
        window = excerpt[:, np.clip(np.round(positions).astype(np.int64), 0, have - 1)].astype(np.float32)
    else:
        window = resample_time(excerpt, positions)
    if coarse or rng.random() < strength.quantise:
        window = np.floor(window / 4) * 4
    return _master(window / np.float32(255), strength, rng)


def _cut_coarse(excerpt: NDArray[np.uint8], positions: NDArray[np.float64], rng: np.random.Generator) -> Float:
    phase = int(rng.integers(0, 3))
    kept = excerpt[:, phase::3].astype(np.float32)
    if rng.random() < 0.7:
        share = np.float32(rng.uniform(0.1, 0.25))
        padded = np.pad(kept, ((1, 1), (0, 0)), mode="edge")
        kept = (1 - 2 * share) * kept + share * (padded[:-2] + padded[2:])
    return resample_time(kept, (positions - phase) / 3)


def _master(window: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """Another master of the same music: slope, level, bandwidth, pitch by whole bands, noise under it."""
    slope = 1.0 + strength.contrast * rng.uniform(-1, 1)
    shift = 0.5 * strength.contrast * rng.uniform(-1, 1)
    window = window * np.float32(slope) + np.float32(shift)
    roll = int(rng.integers(-strength.roll_bands, strength.roll_bands + 1))
    if roll:
        window = np.roll(window, roll, axis=0)
        edge = slice(0, roll) if roll > 0 else slice(roll, None)
        window[edge] = window[roll if roll > 0 else roll - 1]
    if rng.random() < strength.lowpass:
        cutoff = int(rng.integers(N_MELS * 5 // 8, N_MELS))
        # Half of them as by a wall: a codec or a low sampling rate leaves nothing at all above.
        window[cutoff:] *= np.float32(max(rng.uniform(-0.5, 0.5), 0.0))
    if rng.random() < strength.floor:
        floor = np.float32(rng.uniform(0.05, 0.5))
        window = (np.maximum(window, floor) - floor) / (1 - floor)
    if strength.noise > 0 and rng.random() < 0.5:
        level = np.float32(strength.noise * rng.random())
        window = window + level * rng.standard_normal(window.shape, dtype=np.float32)
    out: Float = np.clip(window, 0, 1)
    return out


def equalise(batch: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """A random smooth or stepped equaliser of 3 to 6 bands for each window of (n, bands, frames)."""
    gains = np.zeros((len(batch), batch.shape[1]), np.float32)
    bands = np.arange(batch.shape[1])
    for row in gains:
        points = int(rng.integers(3, 7))
        at = np.sort(rng.choice(batch.shape[1], points, replace=False))
        gain = rng.uniform(-strength.eq_db, strength.eq_db, points) * DB
        row[:] = np.interp(bands, at, gain) if rng.random() < 0.5 else gain[np.searchsorted(at[1:], bands)]
    return np.asarray(np.clip(batch + gains[:, :, None], 0, 1), np.float32)


def mask(batch: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """SpecAugment: stretches of time and runs of bands of each window replaced by the window's mean. In place."""
    means = batch.mean(axis=(1, 2))
    for window, mean in zip(batch, means, strict=True):
        for _ in range(strength.masks):
            width = int(rng.integers(0, strength.freq_mask_bands + 1))
            start = int(rng.integers(0, batch.shape[1] - width))
            window[start : start + width] = mean
            width = int(rng.integers(0, strength.time_mask_frames + 1))
            start = int(rng.integers(0, batch.shape[2] - width))
            window[:, start : start + width] = mean
    return batch


def mixup_partners(n: int, strength: Augment, rng: np.random.Generator) -> tuple[NDArray[np.int64], Float]:
    """Partner of each of ``n`` rows and the share (n,) that the row itself keeps, at least one half."""
    if not strength.mixup:
        return np.arange(n), np.ones(n, np.float32)
    share = rng.beta(strength.mixup, strength.mixup, n)
    return rng.permutation(n), np.maximum(share, 1 - share).astype(np.float32)
