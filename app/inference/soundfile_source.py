"""Sound through libsndfile: the first choice, because it is fast and seeks to the sample. The one module calling it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import numpy as np
import soundfile as sf
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.mp3_excerpt import Mp3Excerpt

log = logging.getLogger(__name__)

#: A count of frames beyond this (a century at 48 kHz) is libsndfile's way to say that it does not know.
_UNKNOWN_FRAMES = 1 << 57
#: Frames decoded and mixed at once, in one buffer: a window in one go, and a long read in bounded memory.
_FRAMES_AT_ONCE = 1 << 19
#: A place in an MP3 that lies farther from the last one is looked for by ourselves.
_FAR_S = 2.0


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
        self._descriptor = descriptor
        self._excerpt: tuple[Mp3Excerpt, _Forward] | None = None
        self._excerpts = self._file.format == "MP3" and self._file.seekable()  # until that failed
        self._block = np.empty((_FRAMES_AT_ONCE, self.channels), np.float32)
        self._mix = np.full(self.channels, 1.0 / self.channels, np.float32)

    def expect(self, places: Sequence[tuple[int, int]]) -> None:
        """Nothing is gained by knowing what will be read next."""

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Mono sound (n,) from frame ``start`` on, n <= ``count``: fewer where the sound ends or is damaged."""
        if self._excerpts and count <= _FRAMES_AT_ONCE and abs(start - self._file.tell()) > _FAR_S * self.sample_rate:
            mono = self._read_excerpt(start, count)
            if mono.size == count:
                return mono
            self._leave_excerpt()
        return self._read(self._file, start, count)

    def _read_excerpt(self, start: int, count: int) -> NDArray[np.float32]:
        """The same from the file's excerpt, or less where that cannot be had."""
        nothing = np.zeros(0, np.float32)
        try:
            if self._excerpt is None:
                made = Mp3Excerpt(self._descriptor, self.sample_rate)
                try:
                    if made.place(start, 0) is None:
                        return nothing
                    self._excerpt = made, _Forward(made.descriptor, closefd=False)
                finally:
                    if self._excerpt is None:
                        made.close()
            excerpt, file = self._excerpt
            if (file.samplerate, file.channels, file.frames) != (self.sample_rate, self.channels, self.frames):
                return nothing
            place = excerpt.place(start, count)
        except (sf.SoundFileError, OSError, ValueError) as problem:
            log.debug("no excerpt: %s", problem)
            return nothing
        return nothing if place is None else self._read(file, place, count)

    def _leave_excerpt(self) -> None:
        self._excerpts = False
        if self._excerpt is not None:
            excerpt, file = self._excerpt
            file.close()
            excerpt.close()
            self._excerpt = None

    def _read(self, file: sf.SoundFile, start: int, count: int) -> NDArray[np.float32]:
        try:
            if file.tell() != start:
                file.seek(start)
        except sf.SoundFileError:
            return np.zeros(0, np.float32)
        mono, done = np.empty(count, np.float32), 0
        while done < count:
            got = self._read_block(file, mono[done : done + _FRAMES_AT_ONCE])
            if got == 0:
                break
            done += got
        return mono[:done]

    def close(self) -> None:
        """Let go of the file."""
        self._leave_excerpt()
        self._file.close()

    def _read_block(self, file: sf.SoundFile, mono: NDArray[np.float32]) -> int:
        """Fill ``mono`` with the next frames; how many there were."""
        try:
            samples = file.read(out=self._block[: mono.size])
        except sf.SoundFileError:
            return 0
        with np.errstate(invalid="ignore", over="ignore"):  # what is no number is cleaned away by the caller
            np.matmul(samples, self._mix, out=mono[: len(samples)])
        return len(samples)


class _Forward(sf.SoundFile):  # type: ignore[misc]
    """A file that nobody asks where it stands: the package would seek after each read to where the read ended.

    libsndfile stands there anyway; mpg123 would begin anew, some frames before. Files that may be damaged are not read
    so: after damage that seek is what lets others go on.
    """

    def seekable(self) -> bool:
        """No: what the package does for files that are is not needed here."""
        return False
