"""APEv2 tags at a file's end, before an ID3v1 tag: splice the Genre item, leave the other items' bytes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.layout import MAX_PARTS, MAX_TAG_BYTES, ExcessError, Field, LayoutError, Source, Splice
from app.tagging.listing import line

_MAGIC = b"APETAGEX"
_BLOCK = 32
_HAS_HEADER = 1 << 31
_NAMES = {
    **{"title": "title", "artist": "artist", "album": "album", "album artist": "album_artist"},
    **{"year": "year", "date": "date"},
}
_DESCRIBING = frozenset(("title", "artist", "album", "album artist", "track", "year", "genre"))


@dataclass(frozen=True, slots=True)
class Item:
    """An item's key, its kind (0 text, 1 binary, 2 link), its value and its span in the file."""

    key: str
    kind: int
    value: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ApeTag:
    """A parsed tag: span of the whole tag with its header, span of its items, version number, items."""

    start: int
    end: int
    items_start: int
    items_end: int
    version: int
    items: tuple[Item, ...]
    has_header: bool
    flags: bytes

    @property
    def genre_items(self) -> tuple[Item, ...]:
        """The Genre items, in any case of the letters."""
        return tuple(item for item in self.items if item.key.lower() == "genre")

    @property
    def describes(self) -> bool:
        """Whether it says what the music is, and does not only hold gain values and the like."""
        return any(item.key.lower() in _DESCRIBING for item in self.items)

    def genres(self) -> tuple[str, ...]:
        """The genres."""
        texts = [item.value.decode("utf-8", "replace") for item in self.genre_items if item.kind == 0]
        return tuple(value.strip() for text in texts for value in text.split("\0") if value.strip())

    def names(self) -> dict[str, str] | None:
        """Title, artist, album and year by the names of a listing; ``None`` where readers may see different ones."""
        found: dict[str, str] = {}
        for item in self.items:
            name = _NAMES.get(item.key.lower())
            if name is None:
                continue
            if item.kind or name in found:
                return None
            try:
                found[name] = line(item.value.decode("utf-8").split("\0"))
            except UnicodeDecodeError:
                return None
        date = found.pop("date", "")
        return found if found.get("year") else {**found, "year": date}

    def fields(self, source: Source) -> tuple[Field, ...]:
        """Every item but the genre, raw."""
        others = (item for item in self.items if item.key.lower() != "genre")
        return tuple(Field("APEv2", item.key, source.read_at(item.start, item.end - item.start)) for item in others)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Version and flags."""
        return (("APEv2 version", str(self.version)), ("APEv2 flags", self.flags.hex()))


def find(source: Source, end: int) -> ApeTag | None:
    """The tag whose footer ends at ``end``, ``None`` where there is none.

    Raises:
        LayoutError: there is one that cannot be followed.
    """
    footer = source.read_at(end - _BLOCK, _BLOCK) if end >= _BLOCK else b""
    if footer[:8] != _MAGIC:
        return None
    version, size, count = (int.from_bytes(footer[a : a + 4], "little") for a in (8, 12, 16))
    flags = int.from_bytes(footer[20:24], "little")
    items_start, items_end = end - size, end - _BLOCK
    if not _BLOCK <= size <= MAX_TAG_BYTES or items_start < 0 or version not in (1000, 2000):
        raise LayoutError("its APEv2 tag claims an impossible size or version")
    has_header = bool(flags & _HAS_HEADER)
    start = items_start - (_BLOCK if has_header else 0)
    if has_header and source.read_at(start, 8) != _MAGIC:
        raise LayoutError("its APEv2 tag has lost its header")
    if not has_header and source.read_at(items_start - _BLOCK, 8) == _MAGIC:
        raise LayoutError("its APEv2 tag has a header that it does not announce")
    if has_header and source.read_at(start + 8, 12) != footer[8:20]:
        raise LayoutError("header and footer of its APEv2 tag differ")
    items = _items(source.read_at(items_start, items_end - items_start), items_start, count)
    return ApeTag(start, end, items_start, items_end, version, items, has_header, footer[20:24])


def _items(data: bytes, offset: int, count: int) -> tuple[Item, ...]:
    if count > MAX_PARTS:
        raise ExcessError("its APEv2 tag claims an impossible number of items")
    items: list[Item] = []
    at = 0
    for _ in range(count):
        length, flags = int.from_bytes(data[at : at + 4], "little"), int.from_bytes(data[at + 4 : at + 8], "little")
        key_end = data.find(b"\0", at + 8, at + 8 + 256)
        end = key_end + 1 + length
        if key_end < 0 or end > len(data):
            raise LayoutError("an item of its APEv2 tag is cut off")
        key = data[at + 8 : key_end].decode("latin-1")
        items.append(Item(key, flags >> 1 & 3, data[key_end + 1 : end], offset + at, offset + end))
        at = end
    if at != len(data):
        raise LayoutError("its APEv2 tag holds bytes behind the last item")
    return tuple(items)


def set_genres(tag: ApeTag, genres: Sequence[str]) -> list[Splice]:
    """Splices that make ``genres`` the tag's Genre item.

    Raises:
        LayoutError: the tag is of version 1, which holds one ASCII value only, and more is asked for.
    """
    if tag.version == 1000 and (len(genres) > 1 or any(not genre.isascii() for genre in genres)):
        raise LayoutError("its APE tag is of version 1, which holds one plain genre only")
    old = tag.genre_items
    if any(item.kind for item in old):
        raise LayoutError("the genre in its APEv2 tag is not text")
    new = _item(old[0].key if old else "Genre", genres) if genres else b""
    splices = [Splice(item.start, item.end, new if item is old[0] else b"") for item in old]
    if not old:
        splices = [Splice(tag.items_end, tag.items_end, new)]
    size = tag.end - tag.items_start + sum(splice.growth for splice in splices)
    count = len(tag.items) - len(old) + bool(new)
    numbers = size.to_bytes(4, "little") + count.to_bytes(4, "little")
    splices.append(Splice(tag.items_end + 12, tag.items_end + 20, numbers))
    if tag.has_header:
        splices.append(Splice(tag.start + 12, tag.start + 20, numbers))
    return splices


def new_tag(genres: Sequence[str], texts: Sequence[tuple[str, str]] = ()) -> bytes:
    """A fresh APEv2 tag with ``genres`` and ``texts`` (key, value)."""
    items = b"".join(_item(key, (text,)) for key, text in texts) + _item("Genre", genres)
    count = len(texts) + 1
    numbers = b"".join(n.to_bytes(4, "little") for n in (2000, len(items) + _BLOCK, count))
    header, footer = ((0xA0000000).to_bytes(4, "little"), (0x80000000).to_bytes(4, "little"))
    return _MAGIC + numbers + header + b"\0" * 8 + items + _MAGIC + numbers + footer + b"\0" * 8


def _item(key: str, genres: Sequence[str]) -> bytes:
    value = "\0".join(genres).encode("utf-8")
    return len(value).to_bytes(4, "little") + b"\0" * 4 + key.encode("latin-1") + b"\0" + value
