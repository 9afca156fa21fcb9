"""Sound through FFmpeg (PyAV): everything that libsndfile does not read. The one module calling it.

The file is handed over as an object and only containers of sound are let in: no file can make FFmpeg open another
file or an address, as playlists do.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import math
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import BinaryIO

import av
import av.error
import av.logging
import numpy as np
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.aac_index import AacIndex
from app.inference.nameless import Nameless
from app.inference.ogg_packets import OggPackets
from app.inference.passages import Passages
from app.inference.pieces import Piece, pieces
from app.ogg import LAST, MARK

log = logging.getLogger(__name__)
# What FFmpeg has to say about damaged files is told by DecodeErrors. Even to be asked about each message takes half of
# the time that opening an M4A does: its demuxer has one for each packet.
av.logging.set_level(None)

#: Demuxers that may be used, by their FFmpeg names.
_CONTAINERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,asf_o,au,caf,dff,dsf,dts,eac3,flac,iff,loas,matroska,webm,mov,mp4,m4a,3gp,3g2,mp3,"
    "mpc,mpc8,mpeg,mpegts,ogg,oma,tak,tta,w64,wav,wv,xwma"
)
#: Containers without an index: a seek there lands at a guess, so they are decoded from the beginning.
_NO_INDEX = frozenset({"aac", "ac3", "amr", "amrnb", "amrwb", "dts", "eac3", "loas", "mp3", "mpeg", "mpegts"})
#: Containers in which a seek lands at the beginning of a page of many packets, each of which can be decoded by itself.
_PAGES = frozenset({"ogg"})
#: A seek aims this much early: codecs with overlapping blocks need some of them before their sound is right.
_PREROLL_S = 0.25
#: Vorbis needs but the packet before to be exact; what Opus decodes hangs on what came before for longer.
_VORBIS_PREROLL_S = 0.1
#: Up to this far ahead, decoding on is no slower than seeking.
_NEAR_S = 1.0
#: Frames put together at most before their samples are looked at: a third of a second. More is no faster.
_PIECE_FRAMES = 1 << 14
#: Packets handed to the decoder at once where that is possible.
_PACKETS_TOGETHER = 16
#: A codec whose packets hold what lies between their middle and that of the packet before.
_OVERLAPPING = "vorbis"
#: The place of a decoder that nothing can be read from before another place is looked for.
_NOWHERE = sys.maxsize
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
        self._index: AacIndex | None = None
        self._pages: OggPackets | None = None
        self._passages: Passages | None = None
        self._without_demuxer = False  # whether what is being decoded is found by the index, or in the pages
        self.sample_rate = self.channels = 0
        self._open()
        #: What the header says; ``None`` where it says nothing.
        self.frames = self._claimed_frames()
        with contextlib.suppress(ValueError):
            self._index = AacIndex(self._file, self._container, self._stream)
        with contextlib.suppress(ValueError):
            self._pages = OggPackets(self._file, self._container, self._stream)

    def _open(self) -> None:
        """Open the container from the beginning of the file and decode the first frame of its first sound."""
        self._held: deque[Piece] = deque()
        self._position = 0  # of the first frame held, or of the next one decoded
        self._origin_s = Fraction(0)  # time stamp of the first sound decoded: there position 0 is
        self._file.seek(0)
        options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "none"}
        try:
            self._container = av.open(
                Nameless(self._file), mode="r", container_options=options, metadata_errors="ignore"
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

    def expect(self, places: Sequence[tuple[int, int]]) -> None:
        """Have ready what will be read next, in this order: from a frame on, so many. What else is read stays right."""
        self._passages = Passages.of(
            self._file, self._stream, self._container.format.name, self._origin_s * self.sample_rate, places
        )

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Mono sound (n,) from frame ``start`` on, n <= ``count``: fewer where the sound ends or is damaged."""
        if self._passages is not None:
            ready = self._passages.read(start, count)
            if ready is not None:
                return ready
            self._passages = None
        if not self._position <= start <= self._position + self._held_frames() + int(_NEAR_S * self.sample_rate):
            self._go_to(start, start + count)
        mono = self._take(start, count)
        if mono.size < count and self._without_demuxer:  # the end of the sound, and damage, are the demuxer's
            self._without_demuxer, self._position, self._pages = False, _NOWHERE, None
            self._go_to(start)
            mono = self._take(start, count)
        return mono

    def _take(self, start: int, count: int) -> NDArray[np.float32]:
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
        self._pieces, self._passages = iter(()), None
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

    def _go_to(self, start: int, end: int = _NOWHERE) -> None:
        """Place the decoder at or before frame ``start``; at the beginning where nothing nearer can be trusted.

        By the index if the sound up to ``end`` is in it.
        """
        vorbis = self._stream.codec_context.name == _OVERLAPPING
        early = start - int((_VORBIS_PREROLL_S if vorbis else _PREROLL_S) * self.sample_rate)
        if self._seekable and early > 0:
            if self._index is not None and end < _NOWHERE and self._find(self._index, early, end):
                return
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
        self._without_demuxer = False
        try:
            target = self._timestamp(frame, time_base)
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

    def _find(self, index: AacIndex, frame: int, end: int) -> bool:
        """Look for the place in the index, and go on by it; True where that can be done."""
        time_base = self._stream.time_base
        if not time_base:
            return False
        found = index.find(self._timestamp(frame, time_base), self._timestamp(end, time_base))
        if found is None:
            return False
        number, timestamp = found
        self._held.clear()
        self._without_demuxer, self._position = True, self._frame_at(timestamp, time_base)
        self._pieces = self._decode_by_index(index, number)
        return True

    def _timestamp(self, frame: int, time_base: Fraction) -> int:
        return int((Fraction(frame, self.sample_rate) + self._origin_s) / time_base)

    def _frame_at(self, timestamp: int, time_base: Fraction) -> int:
        return round((timestamp * time_base - self._origin_s) * self.sample_rate)

    def _restart(self) -> None:
        """Begin again: not by seeking, which some containers cannot even do to their beginning."""
        self._container.close()
        self._index, self._pages, self._without_demuxer = None, None, False  # they were those of the container
        try:
            self._open()
        except DecodeError:  # it opened before: the file is being changed under our hands
            self._held.clear()
            self._pieces = iter(())

    def _decode(self, target: int | None = None) -> Iterator[tuple[int | None, Piece]]:
        """From where the file stands: sound in pieces, and where the first begins (``None``: not known).

        Decoders give thousands of small frames; they are put together before Python looks at their samples, and all
        that is done for each of them stands in this one loop. Damaged packets are left out.
        """
        decode, together, begun, bad = self._stream.codec_context.decode, av.AudioFifo(), False, 0
        try:
            packets = self._packets(target)
            while (packet := next(packets, None)) is not None:
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
                    yield self._place(first, packet, target is not None), Piece.of(first)
                    if target is not None and self._pages is not None:
                        packets = self._behind(packet, self._pages, packets)
                for frame in frames:
                    frame.pts = None  # they follow one another, whatever the rounding of their time stamps says
                    try:
                        if frame.layout.nb_channels != self.channels:  # the memory that holds them would not
                            raise ValueError
                        together.write(frame)
                    except ValueError:  # of another form than those before it
                        yield from pieces(together)
                        together = av.AudioFifo()
                        self._take_form(frame)
                        together.write(frame)
                if together.samples >= min(_PIECE_FRAMES, self._needed):
                    yield from pieces(together)
        except _FAULTS as problem:
            log.debug("the sound ends early: %s", problem)
        yield from pieces(together)

    def _packets(self, target: int | None) -> Iterator[av.Packet[av.AudioStream]]:
        """Those that come next; where there is a ``target``, in the stream's time base, without those ending before.

        Raises:
            ValueError: their places before the ``target`` cannot be told.
        """
        packets: Iterator[av.Packet[av.AudioStream]] = self._container.demux(self._stream)
        if target is None:
            return packets
        first, back = next(packets, None), target
        while first is not None and self._is_on_last_page(first):
            if back <= 0 or not self._stream.time_base:
                raise ValueError("only its last page is found")
            back -= max(target - back, int(1 / self._stream.time_base))  # a second, two, four, ...
            self._container.seek(max(0, back), stream=self._stream, backward=True)
            packets = self._container.demux(self._stream)
            first = next(packets, None)
        return itertools.dropwhile(
            lambda each: each.pts is not None and each.duration and each.pts + each.duration <= target,
            itertools.chain(() if first is None else (first,), packets),
        )

    def _behind(
        self, packet: av.Packet[av.AudioStream], pages: OggPackets, others: Iterator[av.Packet[av.AudioStream]]
    ) -> Iterator[av.Packet[av.AudioStream]]:
        """What follows ``packet``: taken from the ``pages`` as long as they are plain, or else the ``others``."""
        try:
            pages.go_behind(packet)
            found = pages.take(self._needed)
        except _FAULTS as problem:
            log.debug("packets are left to the demuxer: %s", problem)
            return others
        self._without_demuxer = True
        more = iter(lambda: pages.take(self._needed), None)  # raises where it cannot go on: the sound ends early
        return itertools.chain(found, itertools.chain.from_iterable(more))

    def _is_on_last_page(self, packet: av.Packet[av.AudioStream]) -> bool:
        """Whether ``packet`` stands on the last page of its Ogg stream: reached by a seek, FFmpeg guesses its time.

        The page says where it ends, but its last packet is cut off somewhere.
        """
        if packet.pos is None:
            return False
        left = self._file.tell()
        self._file.seek(packet.pos)
        head = self._file.read(len(MARK) + 1)
        self._file.seek(left)
        return head[:-1] == MARK and bool(head[-1] & LAST)

    def _decode_by_index(self, index: AacIndex, number: int) -> Iterator[tuple[None, Piece]]:
        """Sound in pieces from the packet ``number`` on, until the demuxer has to go on, or something is not plain."""
        together, size, channels = av.AudioFifo(), 0, self.channels
        try:
            index.flush()
            while True:
                wanted = max(0, self._needed - together.samples)
                count = min(math.ceil(wanted / size), _PACKETS_TOGETHER) if size and wanted else 1
                frames = index.decode(number, count)
                if not frames:
                    break
                if frames[0].sample_rate != self.sample_rate:
                    raise ValueError("another rate than the sound's")
                number, size = number + count, frames[0].samples
                for frame in frames:
                    if frame.layout.nb_channels != channels:
                        raise ValueError("another form than the sound's")
                    together.write(frame)
                if together.samples >= min(_PIECE_FRAMES, self._needed):
                    yield from pieces(together)
        except _FAULTS as problem:
            log.debug("the index is of no use: %s", problem)
            self._index = None
        yield from pieces(together)

    def _take_form(self, frame: av.AudioFrame) -> None:
        """Believe the decoder rather than the header, which may name another rate (HE-AAC)."""
        self.sample_rate = frame.sample_rate or self.sample_rate
        self.channels = frame.layout.nb_channels or self.channels

    def _place(self, frame: av.AudioFrame, packet: av.Packet[av.AudioStream], sought: bool) -> int | None:
        """Where ``frame``, the first out of ``packet``, begins; ``None``: not known."""
        if frame.pts is None or not frame.time_base:
            return None
        if self._stream.codec_context.name == _OVERLAPPING and sought and packet.duration:
            # FFmpeg has a short packet behind a long one begin too late, but end where it does.
            return self._frame_at(frame.pts + packet.duration, frame.time_base) - frame.samples
        return self._frame_at(frame.pts, frame.time_base)

    def _claimed_frames(self) -> int | None:
        if self._stream.duration and self._stream.time_base:
            return max(0, round(self._stream.duration * self._stream.time_base * self.sample_rate)) or None
        if self._container.duration:
            return max(0, round(self._container.duration / av.time_base * self.sample_rate)) or None
        return None


def _reason(problem: BaseException) -> str:
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
