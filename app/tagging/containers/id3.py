"""ID3v2 tags of versions 2.2, 2.3 and 2.4: find the genre frame, splice a new one, leave every other byte alone.

The tag is never rendered anew: its version, its other frames with their encodings and flags, unknown and broken
frames stay the bytes they are. Layouts after the public ID3v2.2, 2.3.0 and 2.4.0 documents (id3.org).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.containers import id3_extended, id3_text
from app.tagging.layout import FRESH_PADDING, MAX_PARTS, MAX_TAG_BYTES, ExcessError, Field, LayoutError, Source, Splice
from app.tagging.overlay import BytesSource, Overlay

_UNSYNC, _FOOTER = 0x80, 0x10
_FRAME_ID = {2: re.compile(rb"[A-Z0-9]{3}"), 3: re.compile(rb"[A-Z0-9]{4}"), 4: re.compile(rb"[A-Z0-9]{4}")}
_GENRE_ID = {2: b"TCO", 3: b"TCON", 4: b"TCON"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's id and its span in the tag's stored bytes, header included."""

    id: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Id3Tag:
    """A parsed tag. Offsets of frames count from the tag's first byte."""

    offset: int
    raw: bytes
    version: int
    flags: int
    frames: tuple[Frame, ...]
    extended_end: int
    frames_end: int
    body_end: int
    #: 2.4 only: frame sizes are plain 32 bit numbers, as an old iTunes wrote them.
    plain_sizes: bool
    #: Why it must not be edited: the end of a sentence, or empty.
    read_only: str

    @property
    def end(self) -> int:
        """Offset in the source just behind the tag."""
        return self.offset + len(self.raw)

    @property
    def type_name(self) -> str:
        """ "ID3v2.3" and the like."""
        return f"ID3v2.{self.version}"

    @property
    def genre_frames(self) -> tuple[Frame, ...]:
        """The genre frames; more than one is against the rules but seen."""
        return tuple(frame for frame in self.frames if frame.id == _GENRE_ID[self.version])

    def genres(self) -> tuple[str, ...]:
        """The genres as names, numbers resolved."""
        return tuple(genre for payload in self._genre_texts() for genre in id3_text.parse_genres(payload))

    @property
    def numeric(self) -> bool:
        """Whether a genre is stored as a number."""
        return any(map(id3_text.has_reference, self._genre_texts()))

    def _genre_texts(self) -> list[bytes]:
        unsync = self.flags & _UNSYNC != 0
        return [id3_text.frame_text(self.stored(frame), self.version, unsync) for frame in self.genre_frames]

    def stored(self, frame: Frame) -> bytes:
        """A frame's bytes as they are stored."""
        return self.raw[frame.start : frame.end]

    def fields(self) -> tuple[Field, ...]:
        """Every frame but the genre, raw."""
        genre = _GENRE_ID[self.version]
        return tuple(
            Field(self.type_name, frame.id.decode("latin-1"), self.stored(frame))
            for frame in self.frames
            if frame.id != genre
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Version, flags and extended header, none of which a change of genre touches."""
        extended = id3_extended.without_numbers(self.raw[10 : self.extended_end], self.version)
        return (("ID3 header", self.raw[3:6].hex()), ("ID3 extended header", extended.hex()))


def find(source: Source, offset: int = 0) -> Id3Tag | None:
    """The tag that begins at ``offset``, ``None`` where there is none.

    Raises:
        LayoutError: there is one, but its header or its frames cannot be followed.
    """
    header = source.read_at(offset, 10)
    if len(header) < 10 or header[:3] != b"ID3" or header[3] == 0xFF or header[4] == 0xFF:
        return None
    version, flags = header[3], header[5]
    if max(header[6:10]) > 0x7F:
        return None
    if version not in (2, 3, 4):
        raise LayoutError(f"its ID3 tag is of version 2.{version}, which nobody has described")
    length = 10 + syncsafe(header[6:10]) + (10 if version == 4 and flags & _FOOTER else 0)
    if length > MAX_TAG_BYTES or offset + length > source.size:
        raise LayoutError("its ID3 tag claims to be longer than the file")
    return parse(source.read_at(offset, length), offset)


def parse(raw: bytes, offset: int = 0) -> Id3Tag:
    """The tag made of ``raw``, header included; ``offset`` is where it stands in its file."""
    version, flags = raw[3], raw[5]
    body_end = 10 + syncsafe(raw[6:10])
    whole_unsync = bool(flags & _UNSYNC) and version < 4
    body = raw[10:body_end]
    removed: list[int] = []
    if whole_unsync:
        body, removed = _resynchronise(body)
    start, problem = id3_extended.frames_start(body, version, flags)
    plain = False
    spans, stop = _walk(body, start, version, plain)
    unclear = bool(body[stop:].strip(b"\0"))
    if unclear and version == 4:
        as_plain = _walk(body, start, version, True)
        if as_plain[1] > stop:
            plain, (spans, stop) = True, as_plain
            unclear = bool(body[stop:].strip(b"\0"))
    if not problem and unclear:
        problem = "its ID3 tag holds bytes behind the last frame that are no frame"

    def stored_offset(logical: int) -> int:
        return 10 + logical + bisect.bisect_right(removed, logical)

    frames = tuple(
        [Frame(id, stored_offset(a), stored_offset(b)) for id, a, b in spans]
        if removed
        else [Frame(id, 10 + a, 10 + b) for id, a, b in spans]
    )
    flagged = [frame for frame in frames if raw[frame.start + 9]] if version > 2 else []
    if any(id3_text.swells(raw[f.start : f.end], version, bool(flags & _UNSYNC)) for f in flagged):
        raise ExcessError("a frame of its ID3 tag unpacks to more than any music file holds")
    ends = (stored_offset(start) if start else 10, stored_offset(stop), body_end)
    return Id3Tag(offset, raw, version, flags, frames, *ends, plain, problem)


def _walk(body: bytes, start: int, version: int, plain: bool) -> tuple[list[tuple[bytes, int, int]], int]:
    """Frames as (id, start, end) in ``body``, and where they stop."""
    id_length, header_length = (3, 6) if version == 2 else (4, 10)
    spans: list[tuple[bytes, int, int]] = []
    at = start
    while at + header_length <= len(body):
        frame_id = body[at : at + id_length]
        stored = body[at + id_length : at + 2 * id_length]
        size = syncsafe(stored) if version == 4 and not plain else int.from_bytes(stored, "big")
        end = at + header_length + size
        if not _FRAME_ID[version].fullmatch(frame_id) or end > len(body):
            break
        spans.append((frame_id, at, end))
        if len(spans) > MAX_PARTS:
            raise ExcessError("its ID3 tag has more frames than any music file")
        at = end
    return spans, at


def set_genres(tag: Id3Tag, genres: Sequence[str]) -> list[Splice]:
    """Splices that make ``genres`` the tag's genre frame; the tag's padding takes up the change where it can.

    Raises:
        LayoutError: the tag cannot be edited safely.
    """
    if tag.read_only:
        raise LayoutError(tag.read_only)
    old = tag.genre_frames
    if any(id3_text.is_encrypted(tag.stored(frame), tag.version) for frame in old):
        raise LayoutError("its genre frame is encrypted")
    new = _frame(tag, genres) if genres else b""
    splices = [_at(tag, frame.start, frame.end, new if frame is old[0] else b"") for frame in old]
    if not old:
        splices = [_at(tag, tag.frames_end, tag.frames_end, new)]
    change = sum(splice.growth for splice in splices)
    return _with_extended(tag, splices + _absorb(tag, change))


def _at(tag: Id3Tag, start: int, end: int, new: bytes) -> Splice:
    return Splice(tag.offset + start, tag.offset + end, new)


def _frame(tag: Id3Tag, genres: Sequence[str]) -> bytes:
    previous = tag.stored(tag.genre_frames[0]) if tag.genre_frames else b""
    data = id3_text.render_genres(genres, tag.version, id3_text.encoding_of(previous, tag.version))
    if tag.version == 2:
        frame = _GENRE_ID[2] + len(data).to_bytes(3, "big") + data
    elif tag.version == 3:
        frame = _GENRE_ID[3] + len(data).to_bytes(4, "big") + b"\0\0" + data
    else:
        unsync = tag.flags & _UNSYNC
        data = _unsynchronise(data) if unsync else data
        size = len(data).to_bytes(4, "big") if tag.plain_sizes else to_syncsafe(len(data))
        return _GENRE_ID[4] + size + (b"\0\x02" if unsync else b"\0\0") + data
    return _unsynchronise(frame) if tag.flags & _UNSYNC else frame


def _absorb(tag: Id3Tag, change: int) -> list[Splice]:
    """Splices of padding, and of the header's size where the padding does not suffice."""
    padding = tag.body_end - tag.frames_end
    end = tag.body_end
    if not change:
        return []
    footer = tag.body_end < len(tag.raw)
    if not footer and change <= padding:
        if change > 0:
            return [_at(tag, end - change, end, b"")]
        return [_at(tag, end, end, b"\0" * -change)]
    fresh = 0 if footer else FRESH_PADDING
    size = to_syncsafe(tag.body_end - 10 + change + fresh)
    splices = [_at(tag, 6, 10, size), _at(tag, end, end, b"\0" * fresh)]
    if footer:
        splices.append(_at(tag, end + 6, end + 10, size))
    return splices


def _with_extended(tag: Id3Tag, splices: list[Splice]) -> list[Splice]:
    """``splices`` and the extended header brought up to date with them."""
    old = _body(tag)
    if not old.frames_start:
        return splices
    if tag.flags & _UNSYNC and tag.version == 3:
        raise LayoutError("its ID3 tag is unsynchronised and has an extended header")
    local = [Splice(s.start - tag.offset, s.end - tag.offset, s.new) for s in splices]
    content = Overlay(BytesSource(tag.raw), local)
    new = _body(parse(content.read_at(0, content.size)))
    return [*splices, _at(tag, 10, 10 + old.frames_start, id3_extended.updated(old, new))]


def _body(tag: Id3Tag) -> id3_extended.Body:
    start = tag.extended_end - 10
    return id3_extended.Body(tag.raw[10 : tag.body_end], tag.version, start, tag.frames_end - 10)


def new_tag(genres: Sequence[str], texts: Sequence[tuple[str, str]] = ()) -> bytes:
    """A fresh ID3v2.4 tag with ``genres`` and ``texts`` (frame id, value), and some padding."""
    frames = b""
    for frame_id, text in (*texts, ("TCON", "\0".join(genres))):
        prefix = b""
        if frame_id == "COMM":
            prefix = b"eng" + b"ID3v1 Comment\0"
        encoding = 0 if text.isascii() else 3
        data = bytes([encoding]) + prefix + text.encode("utf-8")
        frames += frame_id.encode("ascii") + to_syncsafe(len(data)) + b"\0\0" + data
    body = frames + b"\0" * FRESH_PADDING
    return b"ID3\x04\0\0" + to_syncsafe(len(body)) + body


def syncsafe(data: bytes) -> int:
    """The number stored in 7 bits a byte."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def to_syncsafe(number: int) -> bytes:
    """``number`` as four bytes of 7 bits.

    Raises:
        LayoutError: it needs more.
    """
    if number >= 1 << 28:
        raise LayoutError("its ID3 tag would become too long")
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _resynchronise(body: bytes) -> tuple[bytes, list[int]]:
    """``body`` without the inserted zeros, and the offsets in the result behind which one was."""
    removed = [match.start() + 1 - count for count, match in enumerate(re.finditer(rb"\xff\x00", body))]
    return body.replace(b"\xff\x00", b"\xff"), removed


def _unsynchronise(data: bytes) -> bytes:
    data = re.sub(rb"\xff(?=[\xe0-\xff\x00])", b"\xff\x00", data)
    return data + b"\0" if data.endswith(b"\xff") else data
