"""Ogg pages: header fields, segments. After RFC 3533."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.ogg import LAST, MARK, checksum
from app.tagging.layout import LayoutError, Source

#: Position of a page on which no packet ends.
NO_POSITION = b"\xff" * 8
_HEADER = 27
_MAX_SEGMENTS = 255
_LONGEST_HEADER = _HEADER + _MAX_SEGMENTS
_FIRST_BLOCK, _BLOCK = 16 << 10, 1 << 20
_LONGEST = _HEADER + _MAX_SEGMENTS + _MAX_SEGMENTS * 255
#: How much of the end is looked through for the last page: first where nearly all have it.
_LAST_BLOCKS = (6 << 10, _FIRST_BLOCK, _LONGEST)


class Page(NamedTuple):
    """A page's header and where it lies; the body is read when asked for."""

    offset: int
    flags: int
    position: bytes
    serial: bytes
    number: int
    lacing: bytes
    #: Offsets of the first body byte and just behind the page.
    body: int
    end: int


def read_page(source: Source, offset: int) -> Page:
    """The page at ``offset``.

    Raises:
        LayoutError: there is none, or it is cut off.
    """
    return _parse(source.read_at(offset, _LONGEST_HEADER), offset, source.size)


def _parse(data: bytes, offset: int, size: int) -> Page:
    """The page whose header begins ``data`` and stands at ``offset`` of a content of ``size`` bytes."""
    if len(data) < _HEADER or data[:5] != MARK:
        raise LayoutError("its Ogg pages do not follow one another")
    lacing = data[_HEADER : _HEADER + data[26]]
    body = offset + _HEADER + len(lacing)
    number = int.from_bytes(data[18:22], "little")
    page = Page(offset, data[5], data[6:14], data[14:18], number, lacing, body, body + sum(lacing))
    if len(lacing) != data[26] or page.end > size:
        raise LayoutError("its last Ogg page is cut off")
    return page


def pages(source: Source, offset: int = 0, *, cut_off: bool = False) -> Iterator[Page]:
    """All pages from ``offset`` to the end; ``cut_off`` lets the last one be incomplete, and leaves it out.

    Raises:
        LayoutError: bytes that are no page.
    """
    block, start, size = b"", 0, source.size
    while offset < size:
        if cut_off and _is_cut_off(source, offset):
            return
        if not start <= offset <= start + len(block) - _LONGEST_HEADER:
            # a small block first, within the file's beginning: most callers want the first pages only
            wanted = _BLOCK if block or offset > _FIRST_BLOCK - _LONGEST_HEADER else _FIRST_BLOCK - offset
            start, block = offset, source.read_at(offset, wanted)
        page = _parse(block[offset - start : offset - start + _LONGEST_HEADER], offset, size)
        yield page
        offset = page.end


def last_position(source: Source, serial: bytes) -> int | None:
    """How far the stream ``serial`` has come on the content's last page; ``None`` if that is not the stream's end."""
    for near in _LAST_BLOCKS:
        start = max(0, source.size - near)
        data = source.read_at(start, near)
        at = data.rfind(b"OggS")
        if at >= 0 or not start:
            break
    if at < 0:
        return None
    try:
        page = _parse(data[at : at + _LONGEST_HEADER], start + at, source.size)
    except LayoutError:
        return None
    if page.serial != serial or not page.flags & LAST or page.position == NO_POSITION:
        return None
    return int.from_bytes(page.position, "little", signed=True)


def _is_cut_off(source: Source, offset: int) -> bool:
    """Whether a page begins at ``offset`` that the content's end cuts off; only the last one can be."""
    if source.size - offset > _LONGEST or source.read_at(offset, 5) != MARK[: source.size - offset]:
        return False
    try:
        read_page(source, offset)
    except LayoutError:
        return True
    return False


@dataclass(frozen=True, slots=True)
class PageHead:
    """The fields of a page's header that its content does not determine."""

    flags: int
    position: bytes
    serial: bytes
    number: int


def render_page(fields: PageHead, lacing: bytes, body: bytes) -> bytes:
    """A page's bytes with its checksum."""
    head = b"OggS\0" + bytes([fields.flags]) + fields.position + fields.serial + fields.number.to_bytes(4, "little")
    tail = bytes([len(lacing)]) + lacing + body
    return head + checksum(head + b"\0\0\0\0" + tail) + tail


def lacing_of(packets: Sequence[bytes]) -> bytes:
    """Segment lengths of ``packets`` one behind the other, each complete."""
    return b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)


def share_out(segments: int, wanted: Sequence[int]) -> list[int]:
    """Segments per page: as many pages as ``wanted`` has where that is possible, and its counts as far as they go."""
    count = max(len(wanted), -(-segments // _MAX_SEGMENTS))
    if segments < count:
        raise LayoutError("its comment would leave an Ogg page empty")
    shares: list[int] = []
    left = segments
    for index in range(count):
        pages_behind = count - index - 1
        most = min(_MAX_SEGMENTS, left - pages_behind)
        least = max(1, left - pages_behind * _MAX_SEGMENTS)
        wish = wanted[index] if index < len(wanted) and pages_behind else _MAX_SEGMENTS
        shares.append(max(least, min(most, wish)))
        left -= shares[-1]
    return shares
