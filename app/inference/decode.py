"""From a file to mono sound at the rate a model wants, decoding no more than is heard.

libsndfile is asked first, FFmpeg for the rest; whatever a file does, the caller gets sound or a :class:`DecodeError`
with a sentence. A window holds the same sound whether it is reached by seeking or by decoding from the beginning.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.soundfile_source import SoundfileSource
from app.inference.windows import Window
from app.stamp import open_regular

#: Samples beyond this are damage, however loud a file was made: the largest numbers would overflow in the resampler.
_LOUDEST = np.float32(1e20)
#: Where resampled sound stays below this, no sample of it was beyond the loudest: rounding alone would leave more.
_SUSPECT = np.float32(1e6)
#: Sound read on each side of a window for the resampling filter to swing in: soxr's "HQ" reaches about 10 ms.
_MARGIN_S = 0.03
_QUALITY = "HQ"
#: What a person can do about a file without sound.
DAMAGED_HINT = "The file may be damaged, copy-protected, or no music at all: see whether another player plays it."


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """What a file says of its sound."""

    duration_s: float | None  #: as the header claims; ``None`` where it does not say
    sample_rate: int  #: hertz
    channels: int
    decoder: str  #: "libsndfile" or "FFmpeg"


class Source(Protocol):
    """What both decoders offer. Positions and counts are in frames at ``sample_rate``."""

    name: str
    sample_rate: int
    channels: int
    frames: int | None

    def expect(self, places: Sequence[tuple[int, int]]) -> None: ...  # noqa: D102 - see the decoders
    def read(self, start: int, count: int) -> NDArray[np.float32]: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Sound:
    """An open sound file; a context manager. Not for use by two threads at once."""

    def __init__(self, path: bytes) -> None:
        """Open ``path`` with the first decoder that gets sound out of it.

        Raises:
            DecodeError: it cannot be opened, is empty, or no decoder gets any sound out of it.
        """
        self._path = path
        self._file = _open_file(path)
        try:
            self._source = _open_source(path, self._file)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Sound:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._source.close()
        self._file.close()

    @property
    def info(self) -> SoundInfo:
        """What the file says of itself."""
        source = self._source
        duration_s = None if source.frames is None else source.frames / source.sample_rate
        return SoundInfo(duration_s, source.sample_rate, source.channels, source.name)

    def windows(self, windows: Sequence[Window], sample_rate: int) -> list[NDArray[np.float32]]:
        """The same as :meth:`window` of each, in less time."""
        self._source.expect([self._place(window, sample_rate)[:2] for window in windows])
        return [self.window(window, sample_rate) for window in windows]

    def window(self, window: Window, sample_rate: int) -> NDArray[np.float32]:
        """Mono sound of ``window`` at ``sample_rate``, float32, at most ``length_s * sample_rate`` samples.

        Fewer, or none, where the sound ends before the window does.
        """
        rate = self._source.sample_rate
        wanted = round(window.length_s * sample_rate)
        start, count, before = self._place(window, sample_rate)
        read = self._source.read(start, count)
        if rate == sample_rate:
            return _clean(read)[before : before + wanted]
        if read.size <= before:
            return np.zeros(0, np.float32)
        resampled = _resampled(read, rate, sample_rate)
        first = before * sample_rate // rate
        return resampled[first : first + wanted]

    def _place(self, window: Window, sample_rate: int) -> tuple[int, int, int]:
        """The frame from which on so many are read for ``window``, and how many of these lie before it."""
        rate = self._source.sample_rate
        start, count = round(window.start_s * rate), math.ceil(window.length_s * rate)
        margin, step = _margin(rate, sample_rate)
        before = min(margin, start // step * step)
        return start - before, before + count + margin, before

    def blocks(self, sample_rate: int, block_s: float = 1.0) -> Iterator[NDArray[np.float32]]:
        """The whole sound from the beginning, mono at ``sample_rate``, in pieces of about ``block_s`` seconds."""
        rate = self._source.sample_rate
        resampler = soxr.ResampleStream(rate, sample_rate, 1, dtype="float32", quality=_QUALITY)
        count, position = max(1, round(block_s * rate)), 0
        while (block := self._source.read(position, count)).size:
            position += block.size
            piece = _clean(block) if rate == sample_rate else resampler.resample_chunk(_clean(block))
            if piece.size:
                yield piece
        if rate != sample_rate:
            rest = resampler.resample_chunk(np.zeros(0, np.float32), last=True)
            if rest.size:
                yield rest

    def measure_s(self) -> float:
        """The true duration in seconds, found by decoding everything: for files whose header is not to be trusted.

        One decoder gives up at damage that the other steps over: from here on, the one that gets more sound is used.
        """
        duration_s = _decoded_s(self._source)
        try:
            file = _open_file(self._path)  # each decoder has a place in the file of its own
        except DecodeError:
            return duration_s
        try:
            other = (_by_ffmpeg if self._source.name == SoundfileSource.name else _by_sndfile)(self._path, file)
        except DecodeError:
            file.close()
            return duration_s
        other_s = _decoded_s(other)
        if other_s > duration_s:
            self._file, file = file, self._file
            self._source, other = other, self._source
        other.close()
        file.close()
        return max(duration_s, other_s)


def probe(path: bytes) -> SoundInfo:
    """What the file at ``path`` says of its sound; nothing but its beginning is decoded.

    Raises:
        DecodeError: see :class:`Sound`.
    """
    with Sound(path) as sound:
        return sound.info


def read_windows(path: bytes, windows: Sequence[Window], sample_rate: int) -> list[NDArray[np.float32]]:
    """Mono sound at ``sample_rate`` of each window, float32; shorter or empty where the sound ends early.

    Raises:
        DecodeError: see :class:`Sound`.
    """
    with Sound(path) as sound:
        return sound.windows(windows, sample_rate)


def stream_blocks(path: bytes, sample_rate: int, block_s: float = 1.0) -> Iterator[NDArray[np.float32]]:
    """The whole sound of ``path`` as pieces of mono at ``sample_rate``; memory does not grow with the duration.

    Raises:
        DecodeError: see :class:`Sound`; raised by the first ``next``.
    """
    with Sound(path) as sound:
        yield from sound.blocks(sample_rate, block_s)


def _open_file(path: bytes) -> io.BufferedReader:
    try:
        file = open_regular(path)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise DecodeError(f"The file cannot be opened: {reason}.") from problem
    if os.fstat(file.fileno()).st_size == 0:
        file.close()
        raise DecodeError("The file is empty.", "Copy it again from where it came.")
    return file


def _open_source(path: bytes, file: io.BufferedReader) -> Source:
    first, second = (_by_sndfile, _by_ffmpeg) if not _is_quicker_by_ffmpeg(file) else (_by_ffmpeg, _by_sndfile)
    try:
        return _audible(first(path, file))
    except DecodeError as problem:
        told = problem.sentence, problem.hint  # not the problem: it holds this frame, and the file would stay open
        file.seek(0)
    try:
        return _audible(second(path, file))
    except DecodeError as problem:
        # FFmpeg says best what is wrong with a file
        sentence, hint = (problem.sentence, problem.hint) if second is _by_ffmpeg else told
        raise DecodeError(f"The sound cannot be decoded. {sentence}", hint or DAMAGED_HINT) from problem


def _is_quicker_by_ffmpeg(file: io.BufferedReader) -> bool:
    """Whether it is Opus or Vorbis in Ogg, which FFmpeg decodes in about half the time that libsndfile takes."""
    descriptor = file.fileno()  # past the buffer: libsndfile goes on where the descriptor stands
    head = os.read(descriptor, 64)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return head.startswith(b"OggS") and (b"OpusHead" in head or b"\x01vorbis" in head)


def _by_sndfile(path: bytes, file: io.BufferedReader) -> Source:
    return SoundfileSource(path, file.fileno())


def _by_ffmpeg(_path: bytes, file: io.BufferedReader) -> Source:
    # Imported when it is needed: the window's start does not wait for FFmpeg's many libraries.
    from app.inference.ffmpeg_source import FfmpegSource

    return FfmpegSource(file)


def _audible(source: Source) -> Source:
    """``source``, if at least one frame comes out of it; a header alone is no sound."""
    if source.read(0, 1).size == 0:
        source.close()
        raise DecodeError("The file holds no sound that can be decoded.")
    return source


def _decoded_s(source: Source) -> float:
    """Seconds of sound that come out of ``source`` from its beginning on."""
    position = 0
    while (count := source.read(position, source.sample_rate * 10).size) > 0:
        position += count
    return position / source.sample_rate


def _margin(rate: int, sample_rate: int) -> tuple[int, int]:
    """Frames to read on each side of a window, and the step they are a multiple of: whole samples at both rates."""
    if rate == sample_rate:
        return 0, 1
    step = rate // math.gcd(rate, sample_rate)
    return math.ceil(_MARGIN_S * rate / step) * step, step


def _resampled(samples: NDArray[np.float32], rate: int, sample_rate: int) -> NDArray[np.float32]:
    """``samples`` at another rate. There are fewer afterwards, so what is no sound is looked for there."""
    resampled: NDArray[np.float32] = soxr.resample(samples, rate, sample_rate, quality=_QUALITY)
    if resampled.size and resampled.min() > -_SUSPECT and resampled.max() < _SUSPECT:
        return resampled
    cleaned: NDArray[np.float32] = soxr.resample(_clean(samples), rate, sample_rate, quality=_QUALITY)
    return cleaned


def _clean(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """``samples`` with zeros in place of what is no sound: files of floating-point samples may hold anything."""
    if not samples.size or (samples.min() > -_LOUDEST and samples.max() < _LOUDEST):  # false of what is no number
        return samples
    return np.where(np.abs(samples) < _LOUDEST, samples, np.float32(0.0))
