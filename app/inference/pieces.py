"""Sound as FFmpeg hands it over, its channels mixed in one pass where the sound is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

#: FFmpeg's kinds of samples.
_KINDS: dict[str, type[np.generic]] = {
    "u8": np.uint8,
    "s16": np.int16,
    "s32": np.int32,
    "s64": np.int64,
    "flt": np.float32,
    "dbl": np.float64,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Decoded sound whose channels are not mixed yet: the one pass that mixes them writes where the caller wants it."""

    channels: tuple[NDArray[Any], ...]  #: views of FFmpeg's memory, each (size,)

    @classmethod
    def of(cls, frame: av.AudioFrame) -> Piece:
        """All of ``frame``; nothing is copied."""
        planes: tuple[Any, ...] = frame.planes
        count, channels = frame.samples, frame.layout.nb_channels
        kind = _KINDS[frame.format.name.removesuffix("p")]
        if frame.format.is_planar:
            return cls(tuple(np.frombuffer(plane, kind, count) for plane in planes))
        together = np.frombuffer(planes[0], kind, count * channels).reshape(count, channels)
        return cls(tuple(together.T))

    @property
    def size(self) -> int:
        """Frames."""
        return self.channels[0].size

    def rest(self, start: int) -> Piece:
        """What begins at frame ``start``."""
        return Piece(tuple(channel[start:] for channel in self.channels))

    def mix(self, start: int, mono: NDArray[np.float32]) -> None:
        """Fill ``mono`` with the mean of the channels from frame ``start`` on, -1..1 for formats of whole numbers."""
        end, kind = start + mono.size, self.channels[0].dtype
        first, *others = (channel[start:end] for channel in self.channels)
        with np.errstate(invalid="ignore", over="ignore"):  # what is no number is cleaned away by the caller
            if kind == np.float32 and others:
                np.add(first, others.pop(0), out=mono)
            else:
                mono[:] = first
            for other in others:
                np.add(mono, other, out=mono, dtype=np.float32, casting="same_kind")
            if kind == np.uint8:
                mono -= np.float32(128.0 * len(self.channels))
            full = 2.0 ** (8 * kind.itemsize - 1) if kind.kind in "iu" else 1.0
            if (divisor := full * len(self.channels)) != 1.0:
                mono /= np.float32(divisor)


def pieces(together: av.AudioFifo) -> Iterator[tuple[None, Piece]]:
    """All that was put together, as a piece, if there is any."""
    frame = together.read() if together.samples else None
    if frame is not None:
        yield None, Piece.of(frame)
