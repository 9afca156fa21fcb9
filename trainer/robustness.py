"""What changes of sound cost: held-out excerpts, altered as log-mel, judged again.

Altering the features stands in for altering the sound: exact for gain and the place in the track, close for tilt,
bandwidth and speed; what codecs do to sound is not covered here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd
from trainer.augment import DB, resample_time, to_fine
from trainer.config import FINE_FRAMES

Unit = NDArray[np.float32]
Change = Callable[[Unit], Unit]


def changes(front_end: FrontEnd) -> dict[str, Change]:
    """Changes of excerpts (n, bands, 387), 0..1, by name; each gives the same form, scaled as the front end would."""
    return {
        "tilt +6 dB": lambda unit: tilt(unit, 6.0),
        "tilt -6 dB": lambda unit: tilt(unit, -6.0),
        "speed 0.94": lambda unit: speed(unit, 0.94, front_end),
        "speed 1.06": lambda unit: speed(unit, 1.06, front_end),
        "low-pass 8 kHz": lambda unit: low_pass(unit, 8000.0, front_end),
        "noise floor -40 dB": lambda unit: rescale(np.maximum(unit, np.float32(0.5))),
        "a third of the frames": coarse,
    }


def rescale(unit: Unit) -> Unit:
    """Clip 80 dB below each excerpt's maximum and scale to 0..1, as the front end does."""
    top = unit.max(axis=(1, 2), keepdims=True)
    low = np.maximum(unit.min(axis=(1, 2), keepdims=True), top - np.float32(1.0))
    return np.asarray((np.maximum(unit, low) - low) / np.maximum(top - low, np.float32(1e-6)), np.float32)


def tilt(unit: Unit, decibels: float) -> Unit:
    """Treble up by half of ``decibels`` and bass down by the other half, straight over the bands."""
    gain = np.linspace(-0.5, 0.5, unit.shape[1], dtype=np.float32) * np.float32(decibels * DB)
    return rescale(unit + gain[:, None])


def speed(unit: Unit, factor: float, front_end: FrontEnd) -> Unit:
    """Played faster by ``factor``, pitch with it; the end is heard again where the excerpt becomes too short."""
    centres = front_end.band_centres_hz()
    bands = np.asarray(np.interp(centres / factor, centres, np.arange(len(centres))), np.float64)
    frames = (np.arange(FINE_FRAMES) * factor) % (FINE_FRAMES - 1)
    moved = [resample_time(resample_time(excerpt, frames).T, bands).T for excerpt in unit]
    return rescale(np.stack(moved))


def low_pass(unit: Unit, cutoff_hz: float, front_end: FrontEnd) -> Unit:
    """Nothing above ``cutoff_hz``."""
    cut = unit.copy()
    cut[:, front_end.band_centres_hz() > cutoff_hz] = 0.0
    return rescale(cut)


def coarse(unit: Unit) -> Unit:
    """Every third frame kept, as in coarser feature sets, and brought back."""
    return to_fine(np.ascontiguousarray(unit[:, :, 1::3]), FINE_FRAMES)
