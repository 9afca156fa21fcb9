"""The rolling picture of what is being heard: the played samples themselves, not the file, become its columns.

The ring is twice as wide as what it holds: every column is stored twice, so that whatever is to be seen is always one
slice of memory, and drawing a frame copies nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.ui.mel_plot import MelPlot
from app.ui.picture_look import picture_look

#: Decibels of power (10 log10) between which a byte of the ring measures, and so the fineness: 0.63 dB.
FLOOR_DB, CEILING_DB = -100.0, 60.0
_BYTES_PER_DB = 255.0 / (CEILING_DB - FLOOR_DB)
#: Samples between two columns: three times as fine as the model hears, so that the roll moves evenly.
HOP_SAMPLES = 512
#: Seconds of sound that may be handed over ahead of being heard.
_AHEAD_S = 3.0
#: Loudest power assumed until something louder is heard, in decibels.
_QUIET_START_DB = 10.0
_SPAN_DB = 80.0


class MelStream(Protocol):
    """A streaming mel front end, as the session hands it out."""

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take samples; the columns now complete, (n_mels, k)."""
        ...


def decibel_bytes(power: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Mel power as bytes, from :data:`FLOOR_DB` to :data:`CEILING_DB`."""
    decibels = 10.0 * np.log10(np.maximum(power, 1e-10))
    return np.round(np.clip((decibels - FLOOR_DB) * _BYTES_PER_DB, 0, 255)).astype(np.uint8)


def byte_of(decibels: float) -> float:
    """The value that :func:`decibel_bytes` gives to ``decibels``."""
    return (decibels - FLOOR_DB) * _BYTES_PER_DB


class RollBuffer:
    """The last ``capacity`` columns of a stream of columns (k, n_mels)."""

    def __init__(self, capacity: int, n_mels: int) -> None:
        self._capacity = capacity
        self._ring = np.zeros((2 * capacity, n_mels), np.uint8)
        self._count = 0

    @property
    def count(self) -> int:
        """Columns pushed since the start."""
        return self._count

    @property
    def first(self) -> int:
        """Index of the oldest column still held."""
        return max(0, self._count - self._capacity)

    def push(self, columns: NDArray[np.uint8]) -> None:
        """Append ``columns`` (k, n_mels)."""
        kept = columns[-self._capacity :]
        places = (self._count + len(columns) - len(kept) + np.arange(len(kept))) % self._capacity
        self._ring[places] = kept
        self._ring[places + self._capacity] = kept
        self._count += len(columns)

    def window(self, start: int, end: int) -> NDArray[np.uint8]:
        """Columns ``start`` to ``end`` (exclusive) of the stream, cut to those held: a view, (k, n_mels)."""
        start, end = max(start, self.first), min(end, self._count)
        if end <= start:
            return self._ring[:0]
        place = start % self._capacity
        return self._ring[place : place + end - start]

    def clear(self) -> None:
        """Forget everything; the next column is column 0."""
        self._count = 0


class LiveRoll(MelPlot):
    """The last seconds as they are heard: the newest at the right edge, under the playhead."""

    def __init__(
        self, stream: Callable[[int], MelStream], sample_rate: int, span_s: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make_stream = stream
        self._rate = sample_rate
        self._span_s = span_s
        self._stream: MelStream | None = None
        self._buffer: RollBuffer | None = None
        self._origin_s = 0.0  # time of the stream's first sample
        self._next_s = 0.0  # where the next samples must begin to belong to this stream
        self._loudest_db = _QUIET_START_DB
        self._span_db = _SPAN_DB
        self.box.interactive = False
        self.setAccessibleName(self.tr("What is being heard, as a rolling mel spectrogram"))

    @property
    def span_s(self) -> float:
        """Seconds that are seen."""
        return self._span_s

    def set_span(self, span_s: float) -> None:
        """See ``span_s`` seconds."""
        self._span_s = span_s
        self._buffer = None
        self._stream = None

    def set_levels(self, reference_power: float | None, span_db: float = _SPAN_DB) -> None:
        """Use the levels of the whole track's picture; None: follow the loudest heard."""
        known = reference_power is not None and reference_power > 0
        self._loudest_db = 10.0 * float(np.log10(reference_power or 1.0)) if known else _QUIET_START_DB
        self._span_db = span_db

    def restart(self, message: str = "") -> None:
        """Forget what was heard (another track, a jump); ``message`` stands there until sound comes."""
        self._stream = None
        if self._buffer is not None:
            self._buffer.clear()
        self.box.setXRange(0.0, self._span_s, padding=0.0)
        self.blank(message)

    def take(self, samples: NDArray[np.float32], start_s: float) -> None:
        """Mono ``samples`` beginning at ``start_s`` were handed to the device."""
        if self._stream is None or abs(start_s - self._next_s) > 0.5 * HOP_SAMPLES / self._rate:
            self._begin(start_s)
        assert self._stream is not None
        self._next_s = start_s + samples.size / self._rate
        power = self._stream.push(samples)
        if power.shape[1]:
            self._loudest_db = max(self._loudest_db, 10.0 * float(np.log10(max(float(power.max()), 1e-10))))
            self._held(len(power)).push(decibel_bytes(power).T)

    def set_position(self, heard_s: float) -> None:
        """Show what is audible at ``heard_s`` at the right edge."""
        if self._buffer is None or self._buffer.count == 0 or not self.isVisible():
            return
        hop_s = HOP_SAMPLES / self._rate
        end = min(int((heard_s - self._origin_s) / hop_s) + 1, self._buffer.count)
        shown = self._buffer.window(end - int(self._span_s / hop_s) - 1, end)
        if len(shown) == 0:
            return
        self.say("")
        last_s = self._origin_s + (end - 0.5) * hop_s
        span_db = min(self._span_db, float(picture_look().look.range_db))
        levels = (byte_of(self._loudest_db - span_db), byte_of(self._loudest_db))
        self.draw(shown, last_s - len(shown) * hop_s, last_s, levels)
        self.box.setXRange(heard_s - self._span_s, heard_s, padding=0.0)

    def heard_columns(self) -> NDArray[np.uint8]:
        """All columns held, oldest first, (k, n_mels), as :func:`decibel_bytes`."""
        if self._buffer is None:
            return np.zeros((0, 0), np.uint8)
        return self._buffer.window(self._buffer.first, self._buffer.count)

    def _begin(self, start_s: float) -> None:
        self._stream = self._make_stream(HOP_SAMPLES)
        if self._buffer is not None:
            self._buffer.clear()
        self._origin_s = self._next_s = start_s

    def _held(self, n_mels: int) -> RollBuffer:
        if self._buffer is None:
            self._buffer = RollBuffer(int((self._span_s + _AHEAD_S) * self._rate / HOP_SAMPLES) + 2, n_mels)
            if self.scale_hz is None:
                self.box.setYRange(0, n_mels, padding=0.0)
        return self._buffer
