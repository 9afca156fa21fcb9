"""Sound through libsndfile: the first choice, because it is fast and seeks to the sample. The one module calling it."""

from __future__ import annotations

import os
import sys

import numpy as np
import soundfile as sf
from numpy.typing import NDArray

from app.errors import DecodeError

#: A count of frames beyond this (a century at 48 kHz) is libsndfile's way to say that it does not know.
_UNKNOWN_FRAMES = 1 << 57
#: Where one read may stop early for a block's sake (frames): bounds the memory of a read of many channels.
_FRAMES_AT_ONCE = 1 << 19


class SoundfileSource:
    """An open sound; positions and counts are in frames at ``sample_rate``."""

    name = "libsndfile"

    def __init__(self, path: bytes, descriptor: int) -> None:
        """Open the file behind ``descriptor``, which stays the caller's to close.

        Raises:
            DecodeError: libsndfile does not know the format.
        """
        # A descriptor serves any file name; libsndfile takes none on Windows, where names are always text.
        target = os.fsdecode(path) if sys.platform == "win32" else descriptor
        try:
            self._file = sf.SoundFile(target, closefd=False)
        except (sf.SoundFileError, TypeError, ValueError) as problem:
            raise DecodeError(f"libsndfile cannot read it: {problem}") from problem
        self.sample_rate: int = self._file.samplerate
        self.channels: int = self._file.channels
        frames = int(self._file.frames)
        #: What the header says; ``None`` where it says nothing.
        self.frames: int | None = frames if 0 < frames < _UNKNOWN_FRAMES else None
        self._mix = np.full(self.channels, 1.0 / self.channels, np.float32)

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Mono sound (n,) from frame ``start`` on, n <= ``count``: fewer where the sound ends or is damaged."""
        try:
            if self._file.tell() != start:
                self._file.seek(start)
        except sf.SoundFileError:
            return np.zeros(0, np.float32)
        parts: list[NDArray[np.float32]] = []
        wanted = count
        while wanted > 0:
            part = self._read_block(min(wanted, _FRAMES_AT_ONCE))
            if part.size == 0:
                break
            parts.append(part)
            wanted -= part.size
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _read_block(self, count: int) -> NDArray[np.float32]:
        try:
            samples = self._file.read(count, dtype="float32", always_2d=True)
        except sf.SoundFileError:
            return np.zeros(0, np.float32)
        mono: NDArray[np.float32] = samples[:, 0] if self.channels == 1 else samples @ self._mix
        return mono
