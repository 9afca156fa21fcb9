"""The front end: how sound becomes the picture that a model hears, offline and as a stream.

One rule: the trainer, the predictor and the screen all call this module, so that a network never meets frames of
another kind than those it was trained on. Only numpy is needed; the results agree with
``librosa.feature.melspectrogram`` (``center=True``, zero padding), which the tests hold this module to.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Power below which everything counts as silence, librosa's ``amin``; it keeps the logarithm finite.
POWER_FLOOR = 1e-10
#: Frames transformed at once: 33 frames of 2,048 samples are 528 KiB, which stays in a core's cache, and four times 33
#: are a window of ten seconds.
_FRAMES_AT_ONCE = 33
#: Bands weighted at once: neighbours share their bins, and a triangle is zero nearly everywhere.
_BANDS_AT_ONCE = 16
_MEL, _MFCC = "log-mel", "mfcc"
_SCALING = "minmax"


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """Every number that decides how sound becomes the picture of a model; the defaults are those of the training data.

    The log-mel is made first, always. Its rows are what the network gets, unless the last two numbers say otherwise.
    """

    sample_rate: int = 22_050  #: hertz; sound is brought to this rate first
    n_fft: int = 2_048  #: samples in one analysis frame, and in the periodic Hann window over it
    hop_samples: int = 1_709  #: samples between the centres of two frames (77.5 ms)
    n_mels: int = 128
    f_min: float = 0.0  #: hertz, lower edge of the lowest band
    f_max: float = 11_025.0  #: hertz, upper edge of the highest band
    top_db: float = 80.0  #: decibels below the loudest value that are still told apart
    join_bands: int = 1  #: neighbouring bands of the scaled log-mel that are averaged into one row
    n_mfcc: int = 0  #: cepstral coefficients that are the rows instead of the bands; 0 = the bands are

    def to_json(self) -> dict[str, Any]:
        """The parameters as they stand in ``model.json``: those of what is made of the log-mel only where it is."""
        values = asdict(self)
        if self.join_bands == 1:
            del values["join_bands"]
        if not self.n_mfcc:
            del values["n_mfcc"]
        return {"kind": _MFCC if self.n_mfcc else _MEL, **values, "scaling": _SCALING}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> FrontEnd:
        """The inverse of :meth:`to_json`.

        Raises:
            ValueError: of another kind, a parameter is missing or unknown, or a value makes no sense.
        """
        values = dict(stored)
        kind, scaling = values.pop("kind", None), values.pop("scaling", None)
        if kind not in (_MEL, _MFCC) or scaling != _SCALING:
            raise ValueError(f"a front end of the kind {kind!r} with {scaling!r} scaling is not known to this version")
        needed = {field.name for field in fields(cls)} - {"join_bands", "n_mfcc"}
        derived = {"n_mfcc"} if kind == _MFCC else set()
        if not needed | derived <= set(values) <= needed | derived | {"join_bands"}:
            raise ValueError(f"the front end needs exactly {', '.join(sorted(needed | derived))}")
        front_end = cls(
            sample_rate=int(values["sample_rate"]),
            n_fft=int(values["n_fft"]),
            hop_samples=int(values["hop_samples"]),
            n_mels=int(values["n_mels"]),
            f_min=float(values["f_min"]),
            f_max=float(values["f_max"]),
            top_db=float(values["top_db"]),
            join_bands=int(values.get("join_bands", 1)),
            n_mfcc=int(values.get("n_mfcc", 0)),
        )
        front_end._check(kind)
        return front_end

    def _check(self, kind: str) -> None:
        if min(self.sample_rate, self.n_fft, self.hop_samples, self.n_mels) < 1:
            raise ValueError("sample_rate, n_fft, hop_samples and n_mels are at least 1")
        if not (0.0 <= self.f_min < self.f_max <= self.sample_rate / 2 and self.top_db > 0.0):
            raise ValueError("the bands lie between 0 Hz and half the sample rate, and top_db is positive")
        if self.join_bands < 1 or self.n_mels % self.join_bands:
            raise ValueError(f"{self.n_mels} bands cannot be joined by {self.join_bands}")
        if kind == _MFCC and not 1 <= self.n_mfcc <= self.n_mels // self.join_bands:
            raise ValueError(f"{self.n_mfcc} coefficients cannot be made of {self.n_mels // self.join_bands} bands")

    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON of the parameters: equal when all numbers are."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def n_rows(self) -> int:
        """Rows of the picture that the network gets."""
        return self.n_mfcc or self.n_mels // self.join_bands

    @property
    def magnification(self) -> float:
        """By how much, at most, a change of all bands of the scaled log-mel shows in a row of the picture."""
        return self.top_db * float(np.sqrt(self.n_mels // self.join_bands)) if self.n_mfcc else 1.0

    @property
    def seconds_per_frame(self) -> float:
        """Seconds from one column to the next."""
        return self.hop_samples / self.sample_rate

    def frame_count(self, n_samples: int) -> int:
        """Columns that ``n_samples`` of sound give; no sound gives none."""
        return 1 + n_samples // self.hop_samples if n_samples else 0

    def band_centres_hz(self) -> NDArray[np.float64]:
        """Centre frequency of each band, (n_mels,), in hertz, lowest first."""
        return _band_edges_hz(self.n_mels, self.f_min, self.f_max)[1:-1]


def mel_power(samples: NDArray[np.float32], front_end: FrontEnd) -> NDArray[np.float32]:
    """Mel power spectrogram, (n_mels, n_frames), of mono ``samples`` (n,) at the front end's rate.

    Frame ``k`` is centred on sample ``k * hop_samples``; what lies before and after the sound counts as zero.
    """
    n_fft = front_end.n_fft
    if samples.ndim != 1:
        raise ValueError(f"mono samples of shape (n,) are needed, not {samples.shape}")
    begin, end = n_fft // 2, n_fft // 2 + samples.size  # half a frame of silence on either side
    sound = np.empty(samples.size + n_fft)
    sound[:begin], sound[begin:end], sound[end:] = 0.0, samples, 0.0
    return _columns(sound, front_end.frame_count(samples.size), front_end)


def scale_unit(power: NDArray[np.float32], top_db: float) -> NDArray[np.float32]:
    """Log-mel of ``power`` in 0..1: decibels, clipped ``top_db`` below the maximum, then min-max scaled.

    The scale is that of the whole array, as the training data is scaled over its 30 s: give all windows of a track
    together. Sound without any contrast (silence) gives zeros.
    """
    if power.size == 0:
        return np.zeros(power.shape, np.float32)
    decibels = np.float32(10.0) * np.log10(np.maximum(power, np.float32(POWER_FLOOR)))
    top = decibels.max()
    bottom = max(decibels.min(), top - np.float32(top_db))
    if top <= bottom:
        return np.zeros(power.shape, np.float32)
    scaled: NDArray[np.float32] = (np.maximum(decibels, bottom) - bottom) / (top - bottom)
    return scaled


def picture_rows(unit: NDArray[np.float32], front_end: FrontEnd) -> NDArray[np.float32]:
    """What the network gets, (..., n_rows, n_frames), of the scaled log-mel ``unit`` (..., n_mels, n_frames).

    Bands in 0..1, or cepstral coefficients: the orthonormal cosine transform (type II, as ``librosa.feature.mfcc``)
    of the decibels, ``-top_db`` to 0, of each frame, the lowest first.
    """
    if front_end.join_bands > 1:
        *others, bands, frames = unit.shape
        unit = unit.reshape(*others, bands // front_end.join_bands, front_end.join_bands, frames).mean(axis=-2)
    if not front_end.n_mfcc:
        return unit
    decibels = np.float32(front_end.top_db) * (unit - np.float32(1.0))
    rows: NDArray[np.float32] = _cosines(front_end.n_mfcc, unit.shape[-2]) @ decibels
    return rows


class StreamingMel:
    """The columns of :func:`mel_power`, handed out as the sound arrives, whatever the size of the pieces."""

    def __init__(self, front_end: FrontEnd) -> None:
        self._front_end = front_end
        self._ended = False
        # The half frame before the first sample is silence: this centres frame 0 on sample 0.
        self._kept = np.zeros(front_end.n_fft // 2, np.float32)
        self._skip = 0  # samples to drop before the next frame, where the hop exceeds the frame
        self._heard = False

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take mono ``samples`` (n,), n >= 0; the columns that are now complete, (n_mels, k), k >= 0."""
        if self._ended:
            raise ValueError("the stream has ended: make a new one")
        if samples.ndim != 1:
            raise ValueError(f"mono samples of shape (n,) are needed, not {samples.shape}")
        self._heard = self._heard or samples.size > 0
        return self._advance(samples)

    def flush(self) -> NDArray[np.float32]:
        """End the sound: the columns still owed, (n_mels, k). Further calls raise ``ValueError``."""
        if self._ended:
            raise ValueError("the stream has ended: make a new one")
        self._ended = True
        tail = self._front_end.n_fft - self._front_end.n_fft // 2
        return self._advance(np.zeros(tail if self._heard else 0, np.float32))

    def _advance(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        n_fft, hop = self._front_end.n_fft, self._front_end.hop_samples
        sound = np.concatenate([self._kept, samples.astype(np.float32, copy=False)])
        dropped = min(self._skip, sound.size)
        sound, self._skip = sound[dropped:], self._skip - dropped
        count = 1 + (sound.size - n_fft) // hop if sound.size >= n_fft else 0
        columns = _columns(sound.astype(np.float64), count, self._front_end)
        used = min(count * hop, sound.size)
        self._skip += count * hop - used
        self._kept = sound[used:].copy()
        return columns


def _columns(sound: NDArray[np.float64], count: int, front_end: FrontEnd) -> NDArray[np.float32]:
    """The first ``count`` frames of ``sound``, whose values lie side by side, as mel power, (n_mels, count)."""
    columns = np.empty((front_end.n_mels, count), np.float32)
    if count == 0:
        return columns
    window, groups = _hann(front_end.n_fft), _band_groups(front_end)
    steps = front_end.hop_samples * sound.itemsize, sound.itemsize
    frames = np.ndarray((count, front_end.n_fft), sound.dtype, sound, strides=steps)
    # numpy transforms float64 more than four times as fast as float32 (measured with numpy 2.4).
    windowed, spectrum, power = _buffers(front_end.n_fft)
    squares = spectrum.view(np.float64)  # real and imaginary parts in turns
    for start in range(0, count, _FRAMES_AT_ONCE):
        end = min(start + _FRAMES_AT_ONCE, count)
        n = end - start
        np.multiply(frames[start:end], window, out=windowed[:n])
        np.fft.rfft(windowed[:n], axis=1, out=spectrum[:n])
        np.square(squares[:n], out=squares[:n])
        np.add(squares[:n, ::2], squares[:n, 1::2], out=power[:n], casting="same_kind")
        for first, bins, weights in groups:
            np.matmul(weights, power[:n, bins].T, out=columns[first : first + len(weights), start:end])
    return columns


class _Buffers(threading.local):
    """Memory that a thread uses again and again: fresh memory for every block would cost as much as the transform."""

    n_fft = 0
    arrays: tuple[NDArray[np.float64], NDArray[np.complex128], NDArray[np.float32]]


_kept = _Buffers()


def _buffers(n_fft: int) -> tuple[NDArray[np.float64], NDArray[np.complex128], NDArray[np.float32]]:
    """Room for a block of windowed frames, of their spectra and of their power."""
    if _kept.n_fft != n_fft:
        bins = n_fft // 2 + 1
        _kept.arrays = (
            np.empty((_FRAMES_AT_ONCE, n_fft)),
            np.empty((_FRAMES_AT_ONCE, bins), np.complex128),
            np.empty((_FRAMES_AT_ONCE, bins), np.float32),
        )
        _kept.n_fft = n_fft
    return _kept.arrays


@lru_cache(maxsize=8)
def _hann(n: int) -> NDArray[np.float64]:
    """The periodic Hann window: one period of ``n`` samples of a raised cosine."""
    window: NDArray[np.float64] = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n) / n)
    return window


@lru_cache(maxsize=8)
def _cosines(n_rows: int, n_bands: int) -> NDArray[np.float32]:
    """The first ``n_rows`` rows of the orthonormal cosine transform, type II, of ``n_bands`` values."""
    matrix = np.cos(np.pi / n_bands * np.arange(n_rows)[:, None] * (np.arange(n_bands) + 0.5)) * np.sqrt(2.0 / n_bands)
    matrix[0] = np.sqrt(1.0 / n_bands)
    cosines: NDArray[np.float32] = matrix.astype(np.float32)
    return cosines


@lru_cache(maxsize=8)
def _band_groups(front_end: FrontEnd) -> tuple[tuple[int, slice, NDArray[np.float32]], ...]:
    """The filter bank without most of its zeros: first band, bins and weights of every :data:`_BANDS_AT_ONCE` bands."""
    bank, groups = _filter_bank(front_end), []
    for first in range(0, front_end.n_mels, _BANDS_AT_ONCE):
        weights = bank[first : first + _BANDS_AT_ONCE]
        used = np.flatnonzero(weights.any(axis=0))
        bins = slice(int(used[0]), int(used[-1]) + 1) if used.size else slice(0, 1)
        groups.append((first, bins, np.ascontiguousarray(weights[:, bins])))
    return tuple(groups)


def _filter_bank(front_end: FrontEnd) -> NDArray[np.float32]:
    """Triangular bands of equal area (Slaney's Auditory Toolbox), (n_mels, n_fft // 2 + 1)."""
    bins_hz = np.fft.rfftfreq(front_end.n_fft, 1.0 / front_end.sample_rate)
    edges = _band_edges_hz(front_end.n_mels, front_end.f_min, front_end.f_max)
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising = (bins_hz - low) / (centre - low)
    falling = (high - bins_hz) / (high - centre)
    triangles: NDArray[np.float64] = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return triangles.astype(np.float32)


def _band_edges_hz(n_mels: int, f_min: float, f_max: float) -> NDArray[np.float64]:
    """The ``n_mels + 2`` frequencies, evenly spaced in mel, on which the triangles stand."""
    return _mel_to_hz(np.linspace(_hz_to_mel(f_min), _hz_to_mel(f_max), n_mels + 2))


# Slaney's mel scale: linear to 1 kHz (200/3 Hz a mel), from there on 27 mels for each factor of 6.4.
_HZ_PER_MEL = 200.0 / 3.0
_BEND_HZ = 1_000.0
_BEND_MEL = _BEND_HZ / _HZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27.0


def _hz_to_mel(hz: float) -> float:
    if hz < _BEND_HZ:
        return hz / _HZ_PER_MEL
    return float(_BEND_MEL + np.log(hz / _BEND_HZ) / _LOG_STEP)


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _BEND_HZ * np.exp(_LOG_STEP * (mel - _BEND_MEL))
    return np.where(mel < _BEND_MEL, mel * _HZ_PER_MEL, above)
