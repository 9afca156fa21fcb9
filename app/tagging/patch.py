"""A change as the exact byte ranges it touches, small enough to keep for ever, and its way back.

A :class:`Patch` holds for every range the old and the new bytes. Its reverse, packed, is what the journal stores:
enough to restore the old content byte for byte from the new one, and nothing of the file beyond what was changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.tagging.layout import Source, Splice
from app.tagging.overlay import Overlay

#: Largest span rewritten in place (bytes); beyond it the whole file is written anew beside the old one.
IN_PLACE_BYTES = 64 << 10
_FORMAT = 1
#: As many bytes fit in the smallest window of zlib.
_SMALL = 256


@dataclass(frozen=True, slots=True)
class Patch:
    """Splices in file order that do not overlap, with the old bytes of each."""

    splices: tuple[Splice, ...]
    old: tuple[bytes, ...]
    size_before: int

    @property
    def size_after(self) -> int:
        """Length of the new content in bytes."""
        return self.size_before + sum(splice.growth for splice in self.splices)

    @property
    def unchanged_head(self) -> int:
        """How many bytes at the beginning stay as they are."""
        return self.splices[0].start if self.splices else self.size_before

    @property
    def in_place_span(self) -> tuple[int, int] | None:
        """The one span to rewrite when the length stays and the span is small; else ``None``."""
        if not self.splices or self.size_after != self.size_before:
            return None
        start, end = self.splices[0].start, self.splices[-1].end
        return (start, end) if 0 < end - start <= IN_PLACE_BYTES else None

    @property
    def size_bytes(self) -> int:
        """Bytes of memory that the old and the new bytes take, about."""
        return sum(len(splice.new) for splice in self.splices) + sum(len(old) for old in self.old)

    def stands_on(self, source: Source, start: int = 0) -> bool:
        """Whether ``source``, the content from ``start`` on, still holds the old bytes where they will be replaced."""
        pairs = zip(self.splices, self.old, strict=True)
        return all(source.read_at(splice.start - start, splice.end - splice.start) == old for splice, old in pairs)

    def reverse(self) -> tuple[Splice, ...]:
        """Splices that turn the new content back into the old one, in coordinates of the new content."""
        shifts = accumulate((splice.growth for splice in self.splices), initial=0)
        return tuple(
            Splice(splice.start + shift, splice.start + shift + len(splice.new), old)
            for splice, old, shift in zip(self.splices, self.old, shifts, strict=False)
        )


def make_patch(source: Source, splices: Sequence[Splice]) -> Patch:
    """The patch of ``splices`` over ``source``: ordered, equal heads and tails trimmed, no-ops dropped.

    Raises:
        ValueError: splices overlap or lie outside the content.
    """
    Overlay(source, splices)
    trimmed: list[Splice] = []
    old_bytes: list[bytes] = []
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        old = source.read_at(splice.start, splice.end - splice.start)
        head, tail = _common(old, splice.new)
        kept = Splice(splice.start + head, splice.end - tail, splice.new[head : len(splice.new) - tail])
        if kept.start < kept.end or kept.new:
            trimmed.append(kept)
            old_bytes.append(old[head : len(old) - tail])
    return Patch(tuple(trimmed), tuple(old_bytes), source.size)


def _common(old: bytes, new: bytes) -> tuple[int, int]:
    """Lengths of the common head and of the common tail, not overlapping."""
    shorter = min(len(old), len(new))
    if old[:shorter] == new[:shorter]:
        return shorter, 0
    head = next(i for i in range(shorter) if old[i] != new[i])
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def pack(splices: Sequence[Splice]) -> bytes:
    """Ordered ``splices`` as bytes: per splice the gap since the last one, the length replaced, and the new bytes."""
    plain = bytearray()
    position = 0
    for splice in splices:
        for number in (splice.start - position, splice.end - splice.start, len(splice.new)):
            plain += _varint(number)
        plain += splice.new
        position = splice.end
    # for so few bytes a small window and little memory do: making room for large ones took longer than all else
    packer = zlib.compressobj(6, zlib.DEFLATED, 9, 1) if len(plain) <= _SMALL else zlib.compressobj(6)
    return bytes([_FORMAT]) + packer.compress(plain) + packer.flush()


def unpack(packed: bytes) -> tuple[Splice, ...]:
    """What :func:`pack` packed.

    Raises:
        ValueError: of another format or damaged.
    """
    if packed[:1] != bytes([_FORMAT]):
        raise ValueError("a reverse patch of an unknown format")
    try:
        return tuple(_splices(zlib.decompress(packed[1:])))
    except (zlib.error, IndexError) as problem:
        raise ValueError("a damaged reverse patch") from problem


def _splices(plain: bytes) -> Iterator[Splice]:
    at = position = 0
    while at < len(plain):
        gap, at = _read_varint(plain, at)
        replaced, at = _read_varint(plain, at)
        length, at = _read_varint(plain, at)
        start = position + gap
        position = start + replaced
        yield Splice(start, position, plain[at : at + length])
        at += length


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while data[at] & 0x80:
        number |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
    return number | data[at] << shift, at + 1
