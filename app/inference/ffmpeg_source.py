"""Sound through FFmpeg (PyAV): everything that libsndfile does not read. The one module calling it.

The file is handed over as an object and only containers of sound are let in: no file can make FFmpeg open another
file or an address, as playlists do.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO

import av
import av.error
import av.logging
import numpy as np
from numpy.typing import NDArray

from app.errors import DecodeError

log = logging.getLogger(__name__)
av.logging.set_level(av.logging.PANIC)  # what FFmpeg has to say about damaged files is told by DecodeErrors

#: Demuxers that may be used, by their FFmpeg names.
_CONTAINERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,asf_o,au,caf,dff,dsf,dts,eac3,flac,iff,loas,matroska,webm,mov,mp4,m4a,3gp,3g2,mp3,"
    "mpc,mpc8,mpeg,mpegts,ogg,oma,tak,tta,w64,wav,wv,xwma"
)
#: Containers without an index: a seek there lands at a guess, so they are decoded from the beginning.
_NO_INDEX = frozenset({"aac", "ac3", "amr", "amrnb", "amrwb", "dts", "eac3", "loas", "mp3", "mpeg", "mpegts"})
#: Containers in which a seek lands at the beginning of a page of many packets, each of which can be decoded by itself.
_PAGES = frozenset({"ogg"})
#: FFmpeg's kinds of samples.
_KINDS: dict[str, type[np.generic]] = {
    "u8": np.uint8,
    "s16": np.int16,
    "s32": np.int32,
    "s64": np.int64,
    "flt": np.float32,
    "dbl": np.float64,
}
#: A seek aims this much early: codecs with overlapping blocks need some of them before their sound is right.
_PREROLL_S = 0.25
#: Up to this far ahead, decoding on is no slower than seeking.
_NEAR_S = 1.0
#: Frames put together at most before their samples are looked at: a third of a second. More is no faster.
_PIECE_FRAMES = 1 << 14
#: Damaged packets in a row after which the sound is taken to have ended.
_BAD_PACKETS = 100
_FAULTS = (av.error.FFmpegError, ValueError, OSError, RuntimeError, MemoryError)


class FfmpegSource:
    """An open sound; positions and counts are in frames at ``sample_rate``."""

    name = "FFmpeg"

    def __init__(self, file: BinaryIO) -> None:
        """Open ``file`` and decode its first frame; the file stays the caller's to close.

        Raises:
            DecodeError: FFmpeg does not know the container or the codec, or there is no sound in it.
        """
        self._file = file
        self._seekable = True
        self._needed = 0
        self.sample_rate = self.channels = 0
        self._open()
        #: What the header says; ``None`` where it says nothing.
        self.frames = self._claimed_frames()

    def _open(self) -> None:
        """Open the container from the beginning of the file and decode the first frame of its first sound."""
        self._held: deque[_Piece] = deque()
        self._position = 0  # of the first frame held, or of the next one decoded
        self._origin_s = Fraction(0)  # time stamp of the first sound decoded: there position 0 is
        self._file.seek(0)
        options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "none"}
        try:
            self._container = av.open(
                _Nameless(self._file), mode="r", container_options=options, metadata_errors="ignore"
            )
        except _FAULTS as problem:
            raise DecodeError(f"FFmpeg cannot read it: {_reason(problem)}.") from problem
        try:
            self._open_stream()
        except BaseException:
            self._container.close()
            raise

    def _open_stream(self) -> None:
        streams = self._container.streams.audio
        if not streams:
            raise DecodeError("The file holds no sound.")
        self._stream = streams[0]
        # A codec that this FFmpeg has no decoder for leaves the stream without a context.
        if self._stream.codec_context is None:
            raise DecodeError("FFmpeg has no decoder for its sound.")
        if self._container.format.name in _NO_INDEX:
            self._seekable = False
        self.sample_rate = int(self._stream.codec_context.sample_rate or 0)
        self.channels = int(self._stream.codec_context.channels or 0)
        self._pieces = self._decode()
        first = next(self._pieces, None)
        if first is None or self.sample_rate <= 0:
            raise DecodeError("The file holds no sound that can be decoded.")
        self._origin_s = Fraction(first[0] or 0, self.sample_rate)
        self._held.append(first[1])

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Mono sound (n,) from frame ``start`` on, n <= ``count``: fewer where the sound ends or is damaged."""
        if not self._position <= start <= self._position + self._held_frames() + int(_NEAR_S * self.sample_rate):
            self._go_to(start)
        mono, done = np.empty(count, np.float32), 0
        while done < count and self._fill(max(0, start - self._position) + count - done):
            piece = self._held.popleft()
            skipped = min(max(0, start - self._position), piece.size)
            taken = min(piece.size - skipped, count - done)
            piece.mix(skipped, mono[done : done + taken])
            self._position += skipped + taken
            if skipped + taken < piece.size:
                self._held.appendleft(piece.rest(skipped + taken))
            done += taken
        return mono[:done]

    def close(self) -> None:
        """Let go of the file, and of what was decoded: the generator and this object hold each other."""
        self._pieces = iter(())
        self._held.clear()
        self._container.close()

    def _held_frames(self) -> int:
        return sum(piece.size for piece in self._held)

    def _fill(self, needed: int) -> bool:
        """Make sure that something is held, ``needed`` frames if possible; False at the end of the sound."""
        if not self._held:
            self._needed = needed  # no more is decoded for this read
            piece = next(self._pieces, None)
            if piece is None:
                return False
            self._held.append(piece[1])
        return True

    def _go_to(self, start: int) -> None:
        """Place the decoder at or before frame ``start``; at the beginning where nothing nearer can be trusted."""
        early = start - int(_PREROLL_S * self.sample_rate)
        if self._seekable and early > 0:
            if self._seek(early) and self._position <= start:
                return
            self._seekable = False
            self._restart()
        elif start < self._position:
            self._restart()

    def _seek(self, frame: int) -> bool:
        """Ask FFmpeg for the place and go on to it; True when it says where it landed."""
        time_base = self._stream.time_base
        if not time_base:
            return False
        self._held.clear()
        try:
            target = int((Fraction(frame, self.sample_rate) + self._origin_s) / time_base)
            self._container.seek(target, stream=self._stream, backward=True)
        except _FAULTS as problem:
            log.debug("seek failed: %s", problem)
            return False
        self._pieces = self._decode(target if self._container.format.name in _PAGES else None)
        first = next(self._pieces, None)
        if first is None or first[0] is None:
            return False
        self._position = first[0]
        self._held.append(first[1])
        return True

    def _restart(self) -> None:
        """Begin again: not by seeking, which some containers cannot even do to their beginning."""
        self._container.close()
        try:
            self._open()
        except DecodeError:  # it opened before: the file is being changed under our hands
            self._held.clear()
            self._pieces = iter(())

    def _decode(self, target: int | None = None) -> Iterator[tuple[int | None, _Piece]]:
        """From where the file stands: sound in pieces, and where the first begins (``None``: not known).

        Decoders give thousands of small frames; they are put together before Python looks at their samples, and all
        that is done for each of them stands in this one loop. Damaged packets are left out. Packets that end before
        ``target``, in the stream's time base, are not decoded where there is one.
        """
        decode, together, begun, bad = self._stream.codec_context.decode, av.AudioFifo(), False, 0
        try:
            for packet in self._container.demux(self._stream):
                if target is not None and packet.pts is not None and packet.duration:
                    if packet.pts + packet.duration <= target:
                        continue
                    target = None
                try:
                    frames = decode(packet)
                except _FAULTS:
                    bad += 1
                    if bad >= _BAD_PACKETS:
                        break
                    continue
                bad = 0
                if frames and not begun:
                    begun, first = True, frames.pop(0)
                    self._take_form(first)
                    yield self._frame_position(first), _Piece.of(first)
                for frame in frames:
                    frame.pts = None  # they follow one another, whatever the rounding of their time stamps says
                    try:
                        together.write(frame)
                    except ValueError:  # of another form than those before it
                        yield from _rest(together)
                        together = av.AudioFifo()
                        self._take_form(frame)
                        together.write(frame)
                if together.samples >= min(_PIECE_FRAMES, self._needed):
                    yield from _rest(together)
        except _FAULTS as problem:
            log.debug("the sound ends early: %s", problem)
        yield from _rest(together)

    def _take_form(self, frame: av.AudioFrame) -> None:
        """Believe the decoder rather than the header, which may name another rate (HE-AAC)."""
        self.sample_rate = frame.sample_rate or self.sample_rate
        self.channels = frame.layout.nb_channels or self.channels

    def _frame_position(self, frame: av.AudioFrame) -> int | None:
        if frame.pts is None or not frame.time_base:
            return None
        return round((frame.pts * frame.time_base - self._origin_s) * self.sample_rate)

    def _claimed_frames(self) -> int | None:
        if self._stream.duration and self._stream.time_base:
            return max(0, round(self._stream.duration * self._stream.time_base * self.sample_rate)) or None
        if self._container.duration:
            return max(0, round(self._container.duration / av.time_base * self.sample_rate)) or None
        return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """Decoded sound whose channels are not mixed yet: the one pass that mixes them writes where the caller wants it."""

    channels: tuple[NDArray[Any], ...]  #: views of FFmpeg's memory, each (size,)

    @classmethod
    def of(cls, frame: av.AudioFrame) -> _Piece:
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

    def rest(self, start: int) -> _Piece:
        """What begins at frame ``start``."""
        return _Piece(tuple(channel[start:] for channel in self.channels))

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


class _Nameless:
    """A file without its name: PyAV would take the name for text, which not every name is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._file.seek(offset, whence)
        except OSError:  # damaged files send FFmpeg to places before the file; it takes a negative answer for "no"
            return -1

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False


def _rest(together: av.AudioFifo) -> Iterator[tuple[None, _Piece]]:
    """All that was put together, as a piece, if there is any."""
    frame = together.read() if together.samples else None
    if frame is not None:
        yield None, _Piece.of(frame)


def _reason(problem: BaseException) -> str:
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
