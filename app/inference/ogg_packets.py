"""Packets of Opus and Vorbis taken out of their Ogg pages without the demuxer, those of Opus several at a time.

Some fifty packets a second each cost objects of Python and a walk through the demuxer; pages are one to four a second,
and cut into packets in a few lines. Packets of Opus of one kind are put together to one of 120 ms with many frames
(RFC 6716, 3.2.5), which the decoder takes apart itself; the samples are the same to the bit. The demuxer still finds
the place and says where the first sound belongs. What is not plain is left to it, too: a page that is damaged, missing,
of another stream, the first or the last of its stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, BinaryIO

import av

from app.ogg import CONTINUED, FIRST, FULL, HEAD, LAST, MARK, NONE_ENDS, is_sound

_CONTAINER, _OPUS, _CODECS = "ogg", "opus", frozenset({"opus", "vorbis"})
#: Where the head of an Opus stream says how it arranges its channels, and what it says of one or two.
_FAMILY_AT, _PLAIN = 18, b"\0"
#: Bytes read at once.
_BLOCK = 1 << 16
#: Frames asked for at once at most, eleven seconds at 48 kHz: so much is held in packets.
_MOST = 1 << 19
#: Bytes of pages gone through for so much at most: the richest streams take half of it. Others are no plain ones.
_FARTHEST = 1 << 22
#: An Opus packet begins with its kind, the highest bit for sound that is transformed, and two bits for the number of
#: its frames: 0 for one, 3 for a number in the next byte, in which the highest bit says that they differ in length.
_TRANSFORMED, _NUMBER, _MANY, _DIFFERENT = 0x80, 0b11, 0b11, 0x80
#: Samples of the shortest frame at 48 kHz, where the kind says how often they are doubled, and of the longest packet.
_SHORTEST, _LONGEST = 120, 5760
#: Bytes of a frame whose length takes one byte are fewer than this, those of any frame no more than that.
_TWO_BYTES, _LONGEST_FRAME = 252, 1275


class OggPackets:
    """The packets of one stream, from a place on that the demuxer has found."""

    def __init__(self, file: BinaryIO, container: av.container.InputContainer, stream: av.AudioStream) -> None:
        """Of ``stream`` in ``file``, open as ``container``.

        Raises:
            ValueError: it is neither Vorbis nor Opus of one or two channels in Ogg.
        """
        codec = stream.codec_context
        if container.format.name != _CONTAINER or codec.name not in _CODECS:
            raise ValueError("neither Opus nor Vorbis in Ogg")
        self._is_opus = codec.name == _OPUS
        if self._is_opus and (codec.extradata or b"")[_FAMILY_AT : _FAMILY_AT + 1] != _PLAIN:
            raise ValueError("Opus of many channels")
        self._file = file
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        self._at = place  # of the next page
        self._block, self._block_at = b"", 0
        self._stream: tuple[int, int] | None = None  # its serial number, and the number of the page before
        self._end = 0  # of the packets found so far, in frames
        self._begun: bytes | None = None  # packet that goes on on the next page; ``None``: its beginning is not known
        self._found: list[bytes] = []  # packets not handed out yet

    def go_behind(self, packet: av.Packet[av.AudioStream]) -> None:
        """Go on with what follows ``packet``, which the demuxer gave.

        Raises:
            ValueError: it cannot be told where that is, or the place is not plain.
            OSError: the file cannot be read.
        """
        if packet.pos is None:
            raise ValueError("a packet without a place")
        self._go_to(packet.pos)
        content = bytes(packet)
        self._turn()
        if content not in self._found:  # it goes on on the next page
            self._turn()
        if self._found.count(content) != 1:
            raise ValueError("it may be any of several packets")
        del self._found[: self._found.index(content) + 1]

    def take(self, frames: int) -> Iterator[av.Packet[Any]]:
        """The packets that come next: ``frames`` of sound and somewhat more, or less where that is very long.

        Raises:
            ValueError: what is not plain comes first, or pages go on and on without an end.
            OSError: the file cannot be read.
        """
        end, farthest = self._end + min(frames, _MOST), self._at + _FARTHEST
        while self._end < end or not self._found:
            if self._at > farthest:
                raise ValueError("far more pages than sound")
            self._turn()
        found, self._found = self._found, []
        return (av.Packet(content) for content in (together(found) if self._is_opus else found))

    def _turn(self) -> None:
        """Find the packets that end on the next page."""
        head = self._read(HEAD.size + FULL)
        if len(head) < HEAD.size:
            raise ValueError("the end of the file")
        mark, flags, end, serial, number, _, segments = HEAD.unpack_from(head)
        lacing = head[HEAD.size : HEAD.size + segments]
        size = HEAD.size + segments + sum(lacing)
        page = self._read(size)
        if mark != MARK or len(page) != size or flags & (FIRST | LAST) or not is_sound(page):
            raise ValueError("a page that is damaged, the first or the last")
        continued = bool(flags & CONTINUED)
        if self._stream is None:
            self._begun = None if continued else b""
        elif (serial, number) != (self._stream[0], self._stream[1] + 1) or continued != bool(self._begun):
            raise ValueError("not the page that should follow")
        if end != NONE_ENDS:
            if self._stream is not None and end < self._end:
                raise ValueError("a page that ends before the one before")
            self._end = end
        self._stream, self._at = (serial, number), self._at + size
        self._cut(page, lacing)

    def _cut(self, page: bytes, lacing: bytes) -> None:
        places = accumulate(lacing, initial=HEAD.size + len(lacing))
        begin = next(places)
        ends = [place for size, place in zip(lacing, places, strict=True) if size < FULL]
        packets = [page[one:other] for one, other in pairwise([begin, *ends])]
        rest = page[ends[-1] if ends else begin :]
        if not packets:
            self._begun = None if self._begun is None else self._begun + rest
            return
        if self._begun is None:
            del packets[0]
        else:
            packets[0] = self._begun + packets[0]
        self._found += packets
        self._begun = rest

    def _read(self, size: int) -> bytes:
        """At most ``size`` bytes from the next page on."""
        at = self._at - self._block_at
        if at < 0 or at + size > len(self._block):
            left = self._file.tell()
            self._file.seek(self._at)
            self._block, self._block_at, at = self._file.read(max(size, _BLOCK)), self._at, 0
            self._file.seek(left)  # the demuxer goes on where it left the file
        return self._block[at : at + size]


def together(packets: list[bytes]) -> Iterator[bytes]:
    """The same Opus sound in fewer packets: frames of one kind that follow one another as packets of 120 ms.

    Only of transformed sound, and only what are packets of one frame: what the decoder of speech makes of a packet
    depends on how many frames it holds.
    """
    at = 0
    while at < len(packets):
        some = packets[at : at + _frames_together(packets[at])]
        lengths = [len(packet) - 1 for packet in some]
        alike = len(some) > 1 and len({packet[:1] for packet in some}) == 1
        if alike and min(lengths) > 0 and max(lengths) <= _LONGEST_FRAME:
            yield _of_many(some, lengths[:-1])
        else:
            yield from some
        at += len(some)


def _frames_together(packet: bytes) -> int:
    """How many packets that begin with the kind of ``packet`` make up the longest; 1: none are put together."""
    if not packet or packet[0] & _NUMBER or not packet[0] & _TRANSFORMED:
        return 1
    return _LONGEST // (_SHORTEST << (packet[0] >> 3 & 0b11))


def _of_many(packets: list[bytes], lengths: list[int]) -> bytes:
    """One packet of the frames of ``packets``, each of which holds one: ``lengths`` of all but the last."""
    head = bytearray([packets[0][0] | _MANY, _DIFFERENT | len(packets)])
    for length in lengths:
        if length < _TWO_BYTES:
            head.append(length)
        else:
            head += bytes([_TWO_BYTES + (length & 0b11), (length - _TWO_BYTES) >> 2])
    return b"".join([head, *[packet[1:] for packet in packets]])
