"""Those pages of an Ogg Vorbis file that hold what is heard, as one short file.

A page of Ogg says at which sample its last packet ends, so that a place is found by reading a few pieces of the file.
Behind the last packet of a page the decoder goes on exactly there. What comes before it depends on what was decoded
last: a packet gives a quarter of its own length and of the length before it, and which of two lengths it has is told
by its first byte and the modes at the end of the stream's setup. After the Vorbis I specification and RFC 3533.

What is not plain (pages that are missing, of another stream, the first or the last) is no excerpt's business.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.inference.excerpt import Excerpt, Passage
from app.ogg import CONTINUED, FIRST, FULL, HEAD, LAST, MARK, NONE_ENDS, checksum, is_sound

#: Bytes looked at for pages near a place, and how often a place is looked for.
_LOOK, _LOOKS = 1 << 15, 16
#: Bytes of one passage at most: at the richest of streams half a minute.
_FARTHEST = 1 << 22
#: Bits of a mode in the setup: whether it is long, two fields that are zero, and its mapping of 8 of which 6 are used.
_MODE_BITS, _ZERO_BITS, _MAPPINGS, _COUNT_BITS = 41, 32, 64, 6
#: A comment without any words, and the place of both block lengths in the packet that describes the sound.
_NO_COMMENT, _LENGTHS_AT = b"\x03vorbis" + bytes(8) + b"\x01", 28


class _Page(NamedTuple):
    at: int  # in the bytes at hand
    flags: int
    end: int  # of its last packet, in frames
    number: int
    lacing: bytes
    size: int  # of all of it


class VorbisExcerpt:
    """The passages of one file."""

    def __init__(self, descriptor: int, setup: bytes, frames: int, places: Sequence[tuple[int, int]]) -> None:
        """Find ``places``, from a frame on and so many each, counted as the file's pages do, in some ``frames`` in all.

        ``setup`` holds the stream's three first packets, as FFmpeg keeps them.

        Raises:
            ValueError: something is not plain.
            OSError: the file cannot be read.
        """
        described, modes = _unlaced(setup)
        self._lengths = _lengths(described, modes)
        #: The longest block, in frames: FFmpeg's time stamps are late by less where short ones follow long ones.
        self.longest = max(self._lengths)
        self._descriptor, self._frames = descriptor, frames
        self._size = os.fstat(descriptor).st_size
        mark, flags, _, self._serial, *_ = HEAD.unpack(os.pread(descriptor, HEAD.size, 0).ljust(HEAD.size, b"\0"))
        if mark != MARK or not flags & FIRST:
            raise ValueError("the stream does not begin with the file")
        self._known = [(0, 0), (frames, self._size)]  # ends of pages, and where these are
        #: The short file, in pieces.
        self.content = [self._made(FIRST, 0, [described]), self._made(0, 1, [_NO_COMMENT, modes])]
        self.passages: list[Passage] = []
        self._count, self._last = 0, 0  # frames of the sound so far, and the length of its last block
        for start, count in places:
            self._append(start, count)

    def open(self, channels: int) -> Excerpt:
        """The sound; errors as there."""
        return Excerpt(self.content, "ogg", channels, self.longest)

    def _made(self, flags: int, number: int, packets: list[bytes]) -> bytes:
        lacing = b"".join(bytes([FULL] * (len(each) // FULL) + [len(each) % FULL]) for each in packets)
        if len(lacing) > FULL:
            raise ValueError("a setup of more than a page")
        page = b"".join([HEAD.pack(MARK, flags, 0, self._serial, number, 0, len(lacing)), lacing, *packets])
        return page[:22] + checksum(page) + page[26:]

    def _append(self, start: int, count: int) -> None:
        content, first, last = self._cut(self._find(start), start, start + count)
        blocks = self._blocks(content, first)
        swings_in = sum((one + other) // 4 for one, other in pairwise([self._last, *blocks] if self._last else blocks))
        sure = self._count + swings_in
        self.passages.append(Passage(start, count, sure + start - first.end, sure, first.end - sure))
        self._count, self._last = sure + last.end - first.end, self._blocks(content, last)[-1]
        self.content.append(content)

    def _find(self, target: int) -> int:
        """Where the last page is that ends at frame ``target`` or before."""
        look = _LOOK
        for _ in range(_LOOKS):
            low = max(each for each in self._known if each[0] <= target)
            high = min((each for each in self._known if each[0] > target), default=None)
            if high is None:
                raise ValueError("it lies behind the end")
            guess = low[1] + (high[1] - low[1]) * (target - low[0]) // (high[0] - low[0]) - look // 2
            guess = max(low[1], guess)
            block = os.pread(self._descriptor, look, guess)
            begin = block.find(MARK)
            found = self._pages(block, begin) if begin >= 0 else ()
            ends = [(page.end, guess + page.at) for page in found if page.end != NONE_ENDS]
            before = [each for each in ends if each[0] <= target]
            if before and len(before) < len(ends):
                return before[-1][1]
            new = [each for each in (ends[0], ends[-1]) if each not in self._known] if ends else []
            self._known += new
            if not new:
                look *= 4  # pages are larger than what was looked at
        raise ValueError("the place is not found")

    def _pages(self, block: bytes, at: int) -> Iterator[_Page]:
        """The pages that begin in ``block``, one of them at ``at``, as long as their heads are in it."""
        while at + HEAD.size <= len(block):
            mark, flags, end, serial, number, _, segments = HEAD.unpack_from(block, at)
            lacing = block[at + HEAD.size : at + HEAD.size + segments]
            if mark != MARK or serial != self._serial:
                raise ValueError("no page of this stream")
            if len(lacing) < segments:
                return
            size = HEAD.size + segments + sum(lacing)
            yield _Page(at, flags, end, number, lacing, size)
            at += size

    def _cut(self, at: int, start: int, end: int) -> tuple[bytes, _Page, _Page]:
        """The pages from ``at`` on in which the frames up to ``end`` lie, the first of them and the last."""
        wanted = (end - start) * self._size // max(1, self._frames)
        content = os.pread(self._descriptor, wanted + wanted // 8 + 2 * _LOOK, at)
        while True:
            first: _Page | None = None
            before: _Page | None = None
            for page in self._pages(content, 0):
                if page.at + page.size > len(content):
                    break
                self._check(page, before)
                # What FFmpeg leaves out because it is damaged would move all that follows.
                if not is_sound(content[page.at : page.at + page.size]):
                    raise ValueError("a damaged page")
                first = first or page
                if page.end >= end and page.lacing[-1] < FULL:
                    return content[: page.at + page.size], first, page
                before = page
            more = os.pread(self._descriptor, len(content), at + len(content))
            content += more
            if not more or len(content) > _FARTHEST:
                raise ValueError("no end of it is found")

    def _check(self, page: _Page, before: _Page | None) -> None:
        if page.flags & (FIRST | LAST) or not page.lacing:
            raise ValueError("the first page, the last, or an empty one")
        if before is None:
            return
        goes_on = before.lacing[-1] == FULL
        if page.number != before.number + 1 or bool(page.flags & CONTINUED) != goes_on:
            raise ValueError("not the page that should follow")
        if page.end != NONE_ENDS and page.end < before.end:
            raise ValueError("a page that ends before the one before")

    def _blocks(self, content: bytes, page: _Page) -> list[int]:
        """The lengths of the packets that begin and end on ``page``, in frames: one at least."""
        blocks, begins = [], not page.flags & CONTINUED
        place = begin = page.at + HEAD.size + len(page.lacing)
        for size in page.lacing:
            place += size
            if size < FULL:
                if begins and place > begin:
                    blocks.append(self._lengths[content[begin]])
                elif begins:
                    raise ValueError("an empty packet")
                begins, begin = True, place
        if not blocks or not all(blocks):
            raise ValueError("a page without packets of sound")
        return blocks


def _unlaced(setup: bytes) -> tuple[bytes, bytes]:
    """The first and the third of three packets whose lengths stand in front, but for the last one's."""
    at, sizes = 1, []
    if not setup or setup[0] != 2:
        raise ValueError("not the three packets of a stream's beginning")
    for _ in range(2):
        size = 0
        while setup[at : at + 1] == bytes([FULL]):
            size, at = size + FULL, at + 1
        sizes.append(size + sum(setup[at : at + 1]))
        at += 1
    return setup[at : at + sizes[0]], setup[at + sum(sizes) :]


def _lengths(described: bytes, setup: bytes) -> tuple[int, ...]:
    """Frames of a packet by its first byte; 0 where that begins no sound.

    The modes are the last thing in the setup. What lies before can only be read from its beginning, all of it; so they
    are read from the end, as long as they look like modes and until as many were met as the number before them says.
    """
    if len(described) <= _LENGTHS_AT or not described.startswith(b"\x01vorbis") or not setup.startswith(b"\x05vorbis"):
        raise ValueError("not the beginning of a Vorbis stream")
    both = 1 << (described[_LENGTHS_AT] & 0xF), 1 << (described[_LENGTHS_AT] >> 4)
    bits = int.from_bytes(setup, "little")
    at = bits.bit_length() - 1  # the bit that ends the setup
    met: list[int] = []
    modes: list[int] = []
    while at > _MODE_BITS + _COUNT_BITS and len(met) < 1 << _COUNT_BITS:
        at -= _MODE_BITS
        mode = bits >> at & (1 << _MODE_BITS) - 1
        if mode >> 1 & (1 << _ZERO_BITS) - 1 or mode >> 1 + _ZERO_BITS >= _MAPPINGS:
            break
        met.insert(0, both[mode & 1])
        if (bits >> at - _COUNT_BITS & (1 << _COUNT_BITS) - 1) + 1 == len(met):
            modes = met.copy()
    if not modes:
        raise ValueError("no modes are found")
    numbers = (1 << (len(modes) - 1).bit_length()) - 1
    found = [0 if byte & 1 else (*modes, *[0] * 64)[byte >> 1 & numbers] for byte in range(256)]
    return tuple(found)
