"""WMA (ASF): a header object of objects. The first genre is an extended content description, further ones stand in the
metadata library, as the format wants it; a padding object takes up the change.

After Microsoft's "Advanced Systems Format (ASF) Specification", sections 3 and 4.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.tagging.layout import (
    FRESH_PADDING,
    MAX_PARTS,
    MAX_TAG_BYTES,
    ExcessError,
    Field,
    LayoutError,
    Reading,
    Source,
    Splice,
    exactly,
)
from app.tagging.listing import Listing, line, listing_of


def _guid(text: str) -> bytes:
    return uuid.UUID(text).bytes_le


_HEADER = _guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
_PROPERTIES = _guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
_DESCRIPTION = _guid("75B22633-668E-11CF-A6D9-00AA0062CE6C")
_EXTENDED = _guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
_EXTENSION = _guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
_EXTENSION_MARK = _guid("ABD3D211-A9BA-11CF-8EE6-00C00C205365") + b"\x06\x00"
_METADATA = _guid("C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA")
_LIBRARY = _guid("44231C94-9498-49D1-A141-1D134E457054")
_SIGNATURE = _guid("2211B3FB-BD23-11D2-B4B7-00A0C955FC6E")
_PADDING = _guid("1806D474-CADF-4509-A4BA-9AABCB96AAE8")
_NAME = "WM/Genre"
_GENRE = _NAME.lower()
#: Bytes of an attribute's name that is kept once read: the same few come in every file.
_SHORT_NAME = 64
_TEXT = 0
_LISTED = {
    **{"Title": "title", "Author": "artist", "WM/AlbumTitle": "album"},
    **{"WM/AlbumArtist": "album_artist", "WM/Year": "year"},
}


class Object(NamedTuple):
    """An object: GUID and span with its 24 header bytes."""

    id: bytes
    start: int
    end: int


class Attribute(NamedTuple):
    """A stored attribute: where it stands, its name, the type and bytes of its value, and all its bytes."""

    start: int
    name: str
    kind: int
    value: bytes
    raw: bytes

    @property
    def is_genre(self) -> bool:
        """Whether it names the genre."""
        return self.name.lower() == _GENRE


@dataclass(frozen=True, slots=True)
class Header:
    """The header object's children, those of its extension, and the attributes of the tag objects."""

    end: int
    count: int
    objects: tuple[Object, ...]
    inner: tuple[Object, ...]
    attributes: dict[bytes, tuple[Attribute, ...]]

    def only(self, kind: bytes) -> Object | None:
        """The one object of a kind.

        Raises:
            LayoutError: there are two.
        """
        found = [o for o in (*self.objects, *self.inner) if o.id == kind]
        if len(found) > 1:
            raise LayoutError("its header holds a tag object twice")
        return found[0] if found else None


class Asf:
    """The ASF container."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        header = _read_header(source)
        every = [a for kind in (_EXTENDED, _METADATA, _LIBRARY) for a in header.attributes.get(kind, ())]
        genres = tuple(text for a in every if a.is_genre and a.kind == _TEXT for text in (_text(a.value),) if text)
        types = ("ASF",) if every else ()
        if not thorough:
            return Reading(genres, types, listing=_listing(source, header, every))
        skipped = {_PADDING, _EXTENSION, _EXTENDED, _METADATA, _LIBRARY, _PROPERTIES}
        fields = tuple(Field("ASF", a.name, a.raw) for a in every if not a.is_genre) + tuple(
            Field("ASF object", o.id.hex(), source.read_at(o.start, o.end - o.start))
            for o in (*header.objects, *header.inner)
            if o.id not in skipped
        )
        properties = header.only(_PROPERTIES)
        if properties is None:
            raise LayoutError("its header lacks the file's properties")
        stored = source.read_at(properties.start, properties.end - properties.start)
        facts = (("properties", (stored[:40] + stored[48:]).hex()),)
        problem = "its header is signed" if header.only(_SIGNATURE) else ""
        return Reading(genres, types, fields, ((header.end, source.size),), problem, facts)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the two tag objects, of padding, and of the lengths around them."""
        header = _read_header(source)
        if header.only(_SIGNATURE):
            raise LayoutError("its header is signed")
        if any(a.is_genre and a.kind != _TEXT for found in header.attributes.values() for a in found):
            raise LayoutError("its genre is not stored as text")
        if header.only(_METADATA) and any(a.is_genre for a in header.attributes[_METADATA]):
            raise LayoutError("its genre belongs to one stream only")
        splices, added = _outer(header, genres[:1])
        inner = _inner(header, genres[1:])
        splices = inner + splices  # the extension may end where the header does: its object comes first
        return splices + _sizes(source, header, sum(s.growth for s in splices), added)


def _listing(source: Source, header: Header, attributes: Sequence[Attribute]) -> Listing | None:
    """What the tag objects say, ``None`` where another reader may see something else in them."""
    every = (*header.objects, *header.inner)
    properties = [o for o in header.objects if o.id == _PROPERTIES and o.end - o.start >= 88]
    descriptions = [o for o in every if o.id == _DESCRIPTION]
    if len(properties) != 1 or len(descriptions) > 1 or len([o for o in every if o.id in (_EXTENDED, _LIBRARY)]) > 2:
        return None
    values: dict[str, list[str]] = {}
    for description in descriptions:
        for name, text in _described(source.read_at(description.start + 24, description.end - description.start - 24)):
            if text is None:
                return None
            values.setdefault(name, []).append(text)
    for attribute in attributes:
        listed = _LISTED.get(attribute.name)
        if listed is not None:
            plain = attribute.kind == _TEXT and attribute.raw.find(_stored(attribute.name)) in (2, 12)
            text = _plain(attribute.value) if plain else None
            if text is None:
                return None
            values.setdefault(listed, []).append(text)
    stored = source.read_at(properties[0].start + 64, 24)
    length, before = int.from_bytes(stored[:8], "little") / 10_000_000, int.from_bytes(stored[16:], "little") / 1000
    found = {name: line(texts) for name, texts in values.items()}
    return listing_of(found, max(length - before, 0.0))


def _described(data: bytes) -> list[tuple[str, str | None]]:
    """Title and author of the content description: five lengths, then the texts."""
    found: list[tuple[str, str | None]] = []
    at = 10
    for number, name in enumerate(("title", "artist")):
        end = at + int.from_bytes(data[2 * number : 2 * number + 2], "little")
        if end > at:
            found.append((name, _plain(data[at:end]) if end <= len(data) else None))
        at = end
    return found


def _plain(data: bytes) -> str | None:
    """The text that ``data`` is, ``None`` where it is not quite one."""
    try:
        text = data.decode("utf-16-le").strip("\0")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _read_header(source: Source) -> Header:
    head = exactly(source, 0, 30, "its header")
    length, count = int.from_bytes(head[16:24], "little"), int.from_bytes(head[24:28], "little")
    if head[:16] != _HEADER or not 30 <= length <= min(source.size, MAX_TAG_BYTES):
        raise LayoutError("its header claims an impossible size")
    objects = _objects(source, 30, length)
    if len(objects) != count:
        raise LayoutError("its header counts other objects than it holds")
    extension = [o for o in objects if o.id == _EXTENSION]
    if len(extension) > 1:
        raise LayoutError("its header has two extensions")
    inner: list[Object] = []
    for outer in extension:
        data = exactly(source, outer.start + 24, 22, "its header's extension")
        if data[:18] != _EXTENSION_MARK or int.from_bytes(data[18:], "little") != outer.end - outer.start - 46:
            raise LayoutError("its header's extension cannot be followed")
        inner = _objects(source, outer.start + 46, outer.end)
    found = {o.id: _attributes(source, o) for o in (*objects, *inner) if o.id in (_EXTENDED, _METADATA, _LIBRARY)}
    return Header(length, count, tuple(objects), tuple(inner), found)


def _objects(source: Source, at: int, end: int) -> list[Object]:
    found: list[Object] = []
    while at < end:
        data = source.read_at(at, 24)
        if len(data) < 24:
            raise LayoutError("an object of its header is cut off")
        size = int.from_bytes(data[16:], "little")
        if len(found) > MAX_PARTS:
            raise ExcessError("its header has more objects than any music file")
        if not 24 <= size <= end - at:
            raise LayoutError("its header's objects do not add up to its length")
        found.append(Object(data[:16], at, at + size))
        at += size
    return found


def _attributes(source: Source, holder: Object) -> tuple[Attribute, ...]:
    data = source.read_at(holder.start, holder.end - holder.start)
    count = int.from_bytes(data[24:26], "little")
    places = _description if holder.id == _EXTENDED else _record
    found: list[Attribute] = []
    at = 26
    for _ in range(count):
        name, kind, value = places(data, at)
        if value.stop > len(data):  # the name stands in front of it
            raise LayoutError("one of its attributes is cut off")
        text = _name(data[name])
        found.append(Attribute(holder.start + at, text, kind, data[value], data[at : value.stop]))
        at = value.stop
    if at != len(data):
        raise LayoutError("bytes that are no attribute follow its attributes")
    return tuple(found)


def _description(data: bytes, at: int) -> tuple[slice, int, slice]:
    """Where the name is, the kind, and where the value is, of an entry of the extended content description: lengths
    beside what they measure.
    """
    name_end = at + 2 + int.from_bytes(data[at : at + 2], "little")
    kind = int.from_bytes(data[name_end : name_end + 2], "little")
    start = name_end + 4
    end = start + int.from_bytes(data[name_end + 2 : start], "little")
    return slice(at + 2, name_end), kind, slice(start, end)


def _record(data: bytes, at: int) -> tuple[slice, int, slice]:
    """The same of an entry of the metadata and library objects: twelve bytes of numbers, then name and value."""
    name_end = at + 12 + int.from_bytes(data[at + 4 : at + 6], "little")
    kind = int.from_bytes(data[at + 6 : at + 8], "little")
    end = name_end + int.from_bytes(data[at + 8 : at + 12], "little")
    return slice(at + 12, name_end), kind, slice(name_end, end)


def _text(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").split("\0")[0].strip()


def _name(data: bytes) -> str:
    return _text(data) if len(data) > _SHORT_NAME else _short_name(data)


@lru_cache(maxsize=512)
def _short_name(data: bytes) -> str:
    return _text(data)


def _stored(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\0\0"


def _outer(header: Header, genres: Sequence[str]) -> tuple[list[Splice], int]:
    """Splices of the extended content description, and how many objects were added."""
    entries = []
    for genre in genres:
        name, value = _stored(_NAME), _stored(genre)
        entries.append(_u16(len(name)) + name + _u16(_TEXT) + _u16(len(value)) + value)
    holder = header.only(_EXTENDED)
    if holder is None:
        return _new_object(header.end, _EXTENDED, entries)
    return _replaced(holder, header.attributes[_EXTENDED], entries), 0


def _inner(header: Header, genres: Sequence[str]) -> list[Splice]:
    """Splices of the metadata library and the length of the extension around it."""
    entries = []
    for genre in genres:
        name, value = _stored(_NAME), _stored(genre)
        entries.append(b"\0\0\0\0" + _u16(len(name)) + _u16(_TEXT) + len(value).to_bytes(4, "little") + name + value)
    extension = next((o for o in header.objects if o.id == _EXTENSION), None)
    holder = header.only(_LIBRARY)
    if holder is not None:
        splices = _replaced(holder, header.attributes[_LIBRARY], entries)
    elif extension is None and entries:
        raise LayoutError("its header has no room for more than one genre")
    else:
        splices = _new_object(extension.end, _LIBRARY, entries)[0] if extension else []
    change = sum(s.growth for s in splices)
    if extension is None or not change:
        return splices
    size = extension.end - extension.start + change
    return [
        *splices,
        Splice(extension.start + 16, extension.start + 24, size.to_bytes(8, "little")),
        Splice(extension.start + 42, extension.start + 46, (size - 46).to_bytes(4, "little")),
    ]


def _new_object(at: int, kind: bytes, entries: list[bytes]) -> tuple[list[Splice], int]:
    if not entries:
        return [], 0
    data = _u16(len(entries)) + b"".join(entries)
    return [Splice(at, at, kind + (24 + len(data)).to_bytes(8, "little") + data)], 1


def _replaced(holder: Object, present: Sequence[Attribute], entries: list[bytes]) -> list[Splice]:
    old = [a for a in present if a.is_genre]
    new = b"".join(entries)
    splices = [Splice(a.start, a.start + len(a.raw), new if a is old[0] else b"") for a in old]
    if not old:
        splices = [Splice(holder.end, holder.end, new)]
    size = holder.end - holder.start + sum(s.growth for s in splices)
    count = len(present) - len(old) + len(entries)
    splices.append(Splice(holder.start + 16, holder.start + 26, size.to_bytes(8, "little") + _u16(count)))
    return splices


def _sizes(source: Source, header: Header, change: int, added: int) -> list[Splice]:
    """The header's length and count, after padding has taken up what it can."""
    padding = max((o for o in header.objects if o.id == _PADDING), key=lambda o: o.end - o.start, default=None)
    splices: list[Splice] = []
    room = padding.end - padding.start - 24 if padding else 0
    if change and padding:
        wanted = room - change if room >= change else FRESH_PADDING
        splices = _resized(padding, room, wanted)
    elif change:
        splices = [_new_padding(header.end)]
        added += 1
    change += sum(s.growth for s in splices)
    if added or change:
        length = (header.end + change).to_bytes(8, "little")
        splices.append(Splice(16, 28, length + (header.count + added).to_bytes(4, "little")))
    properties = header.only(_PROPERTIES)
    if properties is not None and change:
        at = properties.start + 40
        if int.from_bytes(source.read_at(at, 8), "little") == source.size:
            splices.append(Splice(at, at + 8, (source.size + change).to_bytes(8, "little")))
    return splices


def _resized(padding: Object, room: int, wanted: int) -> list[Splice]:
    head = Splice(padding.start + 16, padding.start + 24, (24 + wanted).to_bytes(8, "little"))
    if wanted <= room:
        return [head, Splice(padding.end - (room - wanted), padding.end, b"")]
    return [head, Splice(padding.end, padding.end, b"\0" * (wanted - room))]


def _new_padding(at: int) -> Splice:
    return Splice(at, at, _PADDING + (24 + FRESH_PADDING).to_bytes(8, "little") + b"\0" * FRESH_PADDING)


def _u16(number: int) -> bytes:
    if number > 0xFFFF:
        raise LayoutError("a genre's name is too long for its format")
    return number.to_bytes(2, "little")
