"""The mel spectrogram of a whole track, drawn at once however long the track is.

Sound is heard block by block and never held whole. A track longer than :data:`MAX_COLUMNS` frames keeps, for each
column shown, the loudest of its frames in each band (a mean would fade short beats away).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.inference.decode import stream_blocks
from app.inference.mel import FrontEnd, StreamingMel, scale_unit
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
    for block in _until_cancelled(stream_blocks(path, front_end.sample_rate), control):
        samples += len(block)
        columns.add(stream.push(block))
    columns.add(stream.flush())
    power = columns.power()
    return MelPicture(
        unit=scale_unit(power, front_end.top_db),
        seconds_per_column=columns.frames_per_column * front_end.hop_samples / front_end.sample_rate,
        duration_s=samples / front_end.sample_rate,
        frequencies_hz=mel_centres_hz(front_end),
    )


def _until_cancelled(
    blocks: Iterator[NDArray[np.float32]], control: RunControl | None
) -> Iterator[NDArray[np.float32]]:
    for block in blocks:
        if control is not None and control.cancelled:
            return
        yield block


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


def mel_centres_hz(front_end: FrontEnd) -> NDArray[np.float32]:
    """Centre frequency of each band, (n_mels,), ascending, on Slaney's scale (linear to 1 kHz, then logarithmic).

    Slaney, M.: Auditory Toolbox, version 2 (1998): 3 mel per 200 Hz below 1 kHz, above it 27 mel per factor 6.4.
    """
    lowest, highest = (_hz_to_mel(hz) for hz in (front_end.f_min, front_end.f_max))
    mels = np.linspace(lowest, highest, front_end.n_mels + 2)[1:-1]
    linear = mels * 200.0 / 3.0
    logarithmic = 1000.0 * np.exp((mels - 15.0) * np.log(6.4) / 27.0)
    return np.where(mels < 15.0, linear, logarithmic).astype(np.float32)


def _hz_to_mel(hz: float) -> float:
    return hz * 3.0 / 200.0 if hz < 1000.0 else 15.0 + float(np.log(hz / 1000.0)) * 27.0 / float(np.log(6.4))
