"""What changes of sound cost: held-out excerpts, altered as log-mel, judged again.

Altering the features stands in for altering the sound: exact for gain and the place in the track, close for tilt,
bandwidth, noise and speed. What codecs do to sound is tried on sound (:mod:`trainer.trials.sound`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd
from trainer.augment import DB, to_fine
from trainer.config import FINE_FRAMES
from trainer.data import FeatureSet
from trainer.features import to_unit

Unit = NDArray[np.float32]
Change = Callable[[Unit], Unit]
#: Decibels from a sound's mean power down to its noise's, and from its loudest value in a band down to its noise's in a
#: band, differ by so much: 26.7 to 29.9 for excerpts of seven genres of GTZAN.
_SPREAD_DB = 29.0


def changes(front_end: FrontEnd) -> dict[str, Change]:
    """Changes of excerpts (n, bands, 387), 0..1, by name; each gives the same form, scaled as the front end would."""
    return {
        "tilt +6 dB": lambda unit: tilt(unit, 6.0),
        "tilt -6 dB": lambda unit: tilt(unit, -6.0),
        "speed 0.94": lambda unit: speed(unit, 0.94, front_end),
        "speed 1.06": lambda unit: speed(unit, 1.06, front_end),
        "low-pass 8 kHz": lambda unit: low_pass(unit, 8000.0, front_end),
        "hiss 40 dB below": lambda unit: hiss(unit, 40.0),
        "hiss 30 dB below": lambda unit: hiss(unit, 30.0),
        "a third of the frames": coarse,
    }


def altered(rows: FeatureSet, name: str) -> FeatureSet:
    """``rows`` of 387 frames with the change ``name`` made to each.

    Raises:
        KeyError: there is no such change.
    """
    known = changes(FrontEnd())
    if name not in known:
        raise KeyError(f"no change {name!r}; there are {', '.join(known)}")
    return replace(rows, X=np.round(known[name](to_unit(rows.X)) * 255).astype(np.uint8))


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
    """Played faster by ``factor``, pitch with it; the beginning is heard again where the excerpt becomes too short.

    Bands and frames are the nearest ones, not blends: blending takes a quarter off the ripple between bands, and
    with it answers that real sound keeps at that speed (10 excerpts of GTZAN, resampled).
    """
    centres = front_end.band_centres_hz()
    bands = np.round(np.interp(centres / factor, centres, np.arange(len(centres)))).astype(np.int64)
    frames = np.round(np.arange(FINE_FRAMES) * factor).astype(np.int64) % FINE_FRAMES
    return rescale(np.ascontiguousarray(unit[:, bands][:, :, frames]))


def hiss(unit: Unit, decibels: float) -> Unit:
    """White noise ``decibels`` below the music's mean power, the same in every run.

    In a band, such noise lies :data:`_SPREAD_DB` further below the loudest value; that it wavers as a mean of a few
    bins does is drawn from a gamma distribution.
    """
    power = 10 ** (8 * (unit.astype(np.float64) - 1))
    wavering = np.random.default_rng(0).gamma(3.0, 1 / 3.0, unit.shape)
    power += 10 ** (-(decibels + _SPREAD_DB) / 10) * wavering
    return rescale((1 + np.log10(power) / 8).astype(np.float32))


def low_pass(unit: Unit, cutoff_hz: float, front_end: FrontEnd) -> Unit:
    """Nothing above ``cutoff_hz``."""
    cut = unit.copy()
    cut[:, front_end.band_centres_hz() > cutoff_hz] = 0.0
    return rescale(cut)


def coarse(unit: Unit) -> Unit:
    """Every third frame kept, as in coarser feature sets, and brought back."""
    return to_fine(np.ascontiguousarray(unit[:, :, 1::3]), FINE_FRAMES)
