"""ID3v2's extended header: where it ends, and the numbers in it that a change of the frames must bring up to date.

2.3 repeats the padding's length and may hold a checksum over the frames; 2.4 may hold one over frames and padding.
One that is wrong already is left wrong: no reader looks at it, and it is not ours to decide which of the two errs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

_FLAG = 0x40
_FRAME_ID = re.compile(rb"[A-Z0-9]{4}")


@dataclass(frozen=True, slots=True)
class Body:
    """A tag's bytes between header and footer, unsynchronisation undone, with where frames begin and end in it."""

    data: bytes
    version: int
    frames_start: int
    frames_end: int


def frames_start(body: bytes, version: int, flags: int) -> tuple[int, str]:
    """Where frames begin behind the extended header, and why the tag must not be edited (the end of a sentence)."""
    if not flags & _FLAG:
        return 0, ""
    if version == 2:
        return len(body), "its ID3v2.2 tag is compressed in a way nobody has described"
    if _FRAME_ID.fullmatch(body[:4]):
        return 0, "its ID3 tag announces an extended header and has none"
    size = int.from_bytes(body[:4], "big") + 4 if version == 3 else _number(body[:4], 7)
    if not 6 <= size <= len(body) or (version == 3 and size < 10):
        return len(body), "its extended ID3 header cannot be followed"
    return size, ""


def updated(old: Body, new: Body) -> bytes:
    """The extended header for ``new``, made from the one of ``old``; of the same length."""
    header = bytearray(old.data[: old.frames_start])
    if old.version == 3 and header:
        padding = len(old.data) - old.frames_end
        if int.from_bytes(header[6:10], "big") == padding:
            header[6:10] = (len(new.data) - new.frames_end).to_bytes(4, "big")
        if header[4] & 0x80 and len(header) >= 14:
            _exchange(header, slice(10, 14), 8, lambda b: b.data[b.frames_start : b.frames_end], (old, new))
    elif old.version == 4 and header:
        at = _crc_offset(header)
        if at:
            _exchange(header, slice(at, at + 5), 7, lambda b: b.data[b.frames_start :], (old, new))
    return bytes(header)


def without_numbers(header: bytes, version: int) -> bytes:
    """The extended header with the numbers that :func:`updated` may change left out."""
    if version == 3:
        return header[:6] + header[14:] if header[4:5] and header[4] & 0x80 else header[:6] + header[10:]
    at = _crc_offset(header)
    return header[:at] + header[at + 5 :] if at else header


def _crc_offset(header: bytes | bytearray) -> int:
    """Offset of 2.4's checksum, behind the data of the flags before it; 0 where there is none."""
    if len(header) < 6 or not header[5] & 0x20:
        return 0
    at = 6 + (1 if header[5] & 0x40 else 0) + 1
    return at if len(header) >= at + 5 and header[at - 1] == 5 else 0


def _exchange(
    header: bytearray, where: slice, bits: int, span: Callable[[Body], bytes], bodies: tuple[Body, Body]
) -> None:
    """Put the checksum of the new body where that of the old one stands, if that one is right."""
    old, new = bodies
    stored = header[where]
    if _number(stored, bits) == zlib.crc32(span(old)):
        crc = zlib.crc32(span(new))
        header[where] = bytes(crc >> bits * i & (1 << bits) - 1 for i in reversed(range(len(stored))))


def _number(data: bytes | bytearray, bits: int) -> int:
    number = 0
    for byte in data:
        number = number << bits | byte & (1 << bits) - 1
    return number
