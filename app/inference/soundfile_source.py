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
#: Frames decoded and mixed at once, in one buffer: a window in one go, and a long read in bounded memory.
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
        self._block = np.empty((_FRAMES_AT_ONCE, self.channels), np.float32)
        self._mix = np.full(self.channels, 1.0 / self.channels, np.float32)

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Mono sound (n,) from frame ``start`` on, n <= ``count``: fewer where the sound ends or is damaged."""
        try:
            if self._file.tell() != start:
                self._file.seek(start)
        except sf.SoundFileError:
            return np.zeros(0, np.float32)
        mono, done = np.empty(count, np.float32), 0
        while done < count:
            got = self._read_block(mono[done : done + _FRAMES_AT_ONCE])
            if got == 0:
                break
            done += got
        return mono[:done]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _read_block(self, mono: NDArray[np.float32]) -> int:
        """Fill ``mono`` with the next frames; how many there were."""
        try:
            samples = self._file.read(out=self._block[: mono.size])
        except sf.SoundFileError:
            return 0
        with np.errstate(invalid="ignore", over="ignore"):  # what is no number is cleaned away by the caller
            np.matmul(samples, self._mix, out=mono[: len(samples)])
        return len(samples)
