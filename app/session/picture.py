"""The mel spectrogram of a whole track, drawn at once however long the track is.

Sound is heard block by block and never held whole. A track longer than :data:`MAX_COLUMNS` frames keeps, for each
column shown, the loudest of its frames in each band (a mean would fade short beats away).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.inference.decode import stream_blocks
from app.inference.mel import POWER_FLOOR, FrontEnd, StreamingMel, scale_unit
from app.progress import RunControl
from app.session.records import MelPicture

#: Columns kept at most: more than a wide screen shows.
MAX_COLUMNS = 4000


def draw(path: bytes, front_end: FrontEnd, control: RunControl | None = None) -> MelPicture:
    """The picture of the file at ``path``; of what was heard so far when ``control`` is cancelled.

    Raises:
        DecodeError: the sound cannot be read.
    """
    columns = PeakColumns(front_end.n_mels, MAX_COLUMNS)
    samples = 0
    stream = StreamingMel(front_end)
    for block in until_cancelled(stream_blocks(path, front_end.sample_rate), control):
        samples += len(block)
        columns.add(stream.push(block))
    columns.add(stream.flush())
    power = columns.power()
    return MelPicture(
        unit=scale_unit(power, front_end.top_db),
        seconds_per_column=columns.frames_per_column * front_end.seconds_per_frame,
        duration_s=samples / front_end.sample_rate,
        frequencies_hz=front_end.band_centres_hz(),
        reference_power=float(power.max(initial=0.0)),
        span_db=_span_db(power, front_end.top_db),
    )


def until_cancelled(blocks: Iterator[NDArray[np.float32]], control: RunControl | None) -> Iterator[NDArray[np.float32]]:
    """``blocks``, ending early when ``control`` is cancelled."""
    for block in blocks:
        if control is not None and control.cancelled:
            return
        yield block


def with_hop(front_end: FrontEnd, hop_samples: int) -> FrontEnd:
    """The same front end with columns ``hop_samples`` apart."""
    return replace(front_end, hop_samples=hop_samples)


class PeakColumns:
    """A bounded row of columns that halves itself, taking the maximum of neighbours, whenever it is full."""

    def __init__(self, n_mels: int, limit: int) -> None:
        self.frames_per_column = 1
        self._limit = limit
        self._kept: NDArray[np.float32] = np.zeros((n_mels, limit), dtype=np.float32)
        self._filled = 0
        self._partial: NDArray[np.float32] = np.zeros((n_mels, 0), dtype=np.float32)

    def add(self, frames: NDArray[np.float32]) -> None:
        """Append ``frames`` (n_mels, k), k >= 0."""
        frames = np.concatenate([self._partial, frames], axis=1)
        while True:
            free = (self._limit - self._filled) * self.frames_per_column
            whole = min(frames.shape[1], free) // self.frames_per_column * self.frames_per_column
            self._append(frames[:, :whole])
            frames = frames[:, whole:]
            if frames.shape[1] < self.frames_per_column:
                break
            self._halve()
        self._partial = frames

    def power(self) -> NDArray[np.float32]:
        """All columns (n_mels, n_columns), the last one perhaps of fewer frames than the others."""
        kept = self._kept[:, : self._filled]
        if self._partial.shape[1]:
            kept = np.concatenate([kept, self._partial.max(axis=1, keepdims=True)], axis=1)
        return kept

    def _append(self, frames: NDArray[np.float32]) -> None:
        added = frames.shape[1] // self.frames_per_column
        if added:
            folded = frames.reshape(len(frames), added, self.frames_per_column)
            self._kept[:, self._filled : self._filled + added] = folded.max(axis=2)
            self._filled += added

    def _halve(self) -> None:
        half = self._filled // 2
        self._kept[:, :half] = np.maximum(self._kept[:, 0 : 2 * half : 2], self._kept[:, 1 : 2 * half : 2])
        self._filled = half
        self.frames_per_column *= 2


def _span_db(power: NDArray[np.float32], top_db: float) -> float:
    """What :func:`scale_unit` maps to 0..1: from the quietest to the loudest, at most ``top_db``."""
    if power.size == 0:
        return 0.0
    loudest, quietest = (max(float(value), POWER_FLOOR) for value in (power.max(), power.min()))
    return min(top_db, 10.0 * math.log10(loudest / quietest))
