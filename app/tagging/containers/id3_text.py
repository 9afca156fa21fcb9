"""The inside of ID3v2's genre frame: flags, encodings, and the ways of naming a genre that the versions had."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from app.tagging.layout import MAX_TAG_BYTES, LayoutError
from app.tagging.taxonomy import id3v1_name

_LATIN1, _UTF16, _UTF16BE, _UTF8 = 0, 1, 2, 3
_MAX_TEXT_BYTES = 1 << 20
_NUMBER = re.compile("[0-9]+")
_REFERENCES = re.compile(r"\(([0-9]{1,3}|RX|CR)\)")


def is_encrypted(stored: bytes, version: int) -> bool:
    """Whether a stored frame is encrypted."""
    return version > 2 and bool(stored[9] & (0x40 if version == 3 else 0x04))


def encoding_of(stored: bytes, version: int) -> int | None:
    """The encoding byte of a plain stored text frame, ``None`` where there is none to keep."""
    header = 6 if version == 2 else 10
    if len(stored) <= header or (version > 2 and stored[9]):
        return None
    return stored[header] if stored[header] <= _UTF8 else None


def frame_text(stored: bytes, version: int, tag_unsync: bool) -> bytes:
    """A stored frame's text, encoding byte first, with unsynchronisation, compression and extras undone.

    Empty where it cannot be read (encrypted, damaged).
    """
    if is_encrypted(stored, version):
        return b""
    data, compressed = _content(stored, version, tag_unsync)
    return _inflate(data) if compressed else data


def swells(stored: bytes, version: int, tag_unsync: bool) -> bool:
    """Whether a compressed frame unpacks to more than any frame should hold; a reader would drown in it."""
    if version == 2 or not stored[9] & (0x80 if version == 3 else 0x08) or is_encrypted(stored, version):
        return False
    data, _ = _content(stored, version, tag_unsync)
    unpacker, total = zlib.decompressobj(), 0
    while data and not unpacker.eof and total <= MAX_TAG_BYTES:
        try:
            total += len(unpacker.decompress(data, _MAX_TEXT_BYTES))
        except zlib.error:
            break
        data = unpacker.unconsumed_tail
    return total > MAX_TAG_BYTES


def _content(stored: bytes, version: int, tag_unsync: bool) -> tuple[bytes, bool]:
    """What stands behind a frame's header and its flags' extras, and whether it is compressed."""
    if version == 2:
        return (stored[6:].replace(b"\xff\x00", b"\xff") if tag_unsync else stored[6:]), False
    flags, data = stored[9], stored[10:]
    unsync = tag_unsync or (version == 4 and flags & 0x02)
    data = data.replace(b"\xff\x00", b"\xff") if unsync else data
    if version == 3:
        compressed = bool(flags & 0x80)
        return data[(4 if compressed else 0) + (1 if flags & 0x20 else 0) :], compressed
    return data[(1 if flags & 0x40 else 0) + (4 if flags & 0x01 else 0) :], bool(flags & 0x08)


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_TEXT_BYTES)
    except zlib.error:
        return b""


def parse_genres(payload: bytes) -> list[str]:
    """Genres in a text frame's ``payload`` (encoding byte first), numbers as their names."""
    found: list[str] = []
    for value in _values(payload):
        found += _named(value)
    return found


def has_reference(payload: bytes) -> bool:
    """Whether a text frame's ``payload`` names a genre by its number."""
    return any(_NUMBER.fullmatch(value) or _REFERENCES.match(value) for value in _values(payload))


def _values(payload: bytes) -> list[str]:
    if len(payload) < 2:
        return []
    encoding, data = payload[0], payload[1:]
    if encoding in (_UTF16, _UTF16BE):
        return _utf16_values(data, encoding)
    text = data.decode("utf-8" if encoding == _UTF8 else "latin-1", "replace")
    return [value.strip() for value in text.split("\0") if value.strip()]


def _utf16_values(data: bytes, encoding: int) -> list[str]:
    little = encoding == _UTF16
    values: list[str] = []
    units = [data[i : i + 2] for i in range(0, len(data) - 1, 2)]
    pending = b""
    for unit in [*units, b"\0\0"]:
        if unit != b"\0\0":
            pending += unit
            continue
        if encoding == _UTF16 and pending[:2] in (b"\xff\xfe", b"\xfe\xff"):
            little, pending = pending[:2] == b"\xff\xfe", pending[2:]
        text = pending.decode("utf-16-le" if little else "utf-16-be", "replace").strip()
        values += [text] if text else []
        pending = b""
    return values


def _named(value: str) -> list[str]:
    """One stored value as names: "17", "(17)", "(17)Rock", "(4)(17)", "((Own)", "RX"."""
    if value in ("RX", "CR") or _NUMBER.fullmatch(value):
        return [_reference(value)]
    found: list[str] = []
    match = _REFERENCES.match(value)
    while match:
        found.append(_reference(match[1]))
        value = value[match.end() :]
        match = _REFERENCES.match(value)
    value = value[1:] if value.startswith("((") else value
    return found + ([value] if value and value not in found else [])


def _reference(text: str) -> str:
    if text == "RX":
        return "Remix"
    if text == "CR":
        return "Cover"
    return id3v1_name(int(text)) or text if len(text) < 4 else text


def render_genres(genres: Sequence[str], version: int, previous: int | None) -> bytes:
    """A text frame's payload: encoding byte, then ``genres`` separated by the encoding's NUL.

    The encoding of the frame replaced (``previous``) is kept where it can hold the names. A new frame is Latin-1
    while ASCII suffices, else what the version offers: UTF-16 in 2.2 and 2.3, UTF-8 in 2.4.

    Raises:
        LayoutError: a name cannot be stored.
    """
    values = ["(" + genre if genre.startswith("(") else genre for genre in genres]
    if any("\0" in value for value in values):
        raise LayoutError("a genre's name holds a NUL")
    ascii_only = all(value.isascii() for value in values)
    allowed = (_UTF16,) if version < 4 else (_UTF16, _UTF16BE, _UTF8)
    encoding = _LATIN1 if ascii_only else (_UTF16 if version < 4 else _UTF8)
    if previous is not None and previous in allowed:
        encoding = previous
    if encoding == _UTF16:
        return b"\x01" + b"\0\0".join(b"\xff\xfe" + value.encode("utf-16-le") for value in values)
    if encoding == _UTF16BE:
        return b"\x02" + b"\0\0".join(value.encode("utf-16-be") for value in values)
    return bytes([encoding]) + b"\0".join(value.encode("utf-8") for value in values)
