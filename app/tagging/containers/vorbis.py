"""The comment block that FLAC, Vorbis, Opus and Speex share: vendor string, then ``KEY=value`` entries, UTF-8.

After the public Vorbis I specification, section 5 (comment field and header).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.layout import MAX_PARTS, ExcessError, Field, LayoutError
from app.tagging.listing import line

_NAMES = {
    **{b"title": "title", b"artist": "artist", b"album": "album", b"albumartist": "album_artist"},
    **{b"date": "date", b"year": "year"},
}


@dataclass(frozen=True, slots=True)
class Comment:
    """A parsed block: vendor and entries as stored, and whatever follows them (framing bit, padding)."""

    vendor: bytes
    entries: tuple[bytes, ...]
    rest: bytes

    def genres(self) -> tuple[str, ...]:
        """The values of all GENRE entries."""
        values = (entry.partition(b"=")[2] for entry in self.entries if is_genre(entry))
        return tuple(text for text in (value.decode("utf-8", "replace").strip() for value in values) if text)

    def names(self) -> dict[str, str]:
        """Title, artist, album and year by the names of a listing."""
        values: dict[str, list[str]] = {}
        for entry in self.entries:
            key, equals, value = entry.partition(b"=")
            name = _NAMES.get(key.lower())
            if name is not None and equals:
                values.setdefault(name, []).append(value.decode("utf-8", "replace"))
        found = {name: line(texts) for name, texts in values.items()}
        date = found.pop("date", "")
        return {**found, "year": date} if date else found

    def fields(self) -> tuple[Field, ...]:
        """Every entry but the genre, raw."""
        others = (entry for entry in self.entries if not is_genre(entry))
        return tuple(Field("Vorbis comment", _key(entry), entry) for entry in others)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """The vendor string."""
        return (("vendor", self.vendor.hex()),)

    def with_genres(self, genres: Sequence[str]) -> Comment:
        """The block with ``genres`` in the place of the old ones, in the key's old spelling."""
        old = [entry for entry in self.entries if is_genre(entry)]
        key = old[0].partition(b"=")[0] if old else b"GENRE"
        new = [key + b"=" + genre.encode("utf-8") for genre in genres]
        if not old:
            return Comment(self.vendor, (*self.entries, *new), self.rest)
        first = self.entries.index(old[0])
        kept = [entry for entry in self.entries[first:] if not is_genre(entry)]
        return Comment(self.vendor, (*self.entries[:first], *new, *kept), self.rest)

    def render(self) -> bytes:
        """The block's bytes, the rest included."""
        parts = [_length(len(self.vendor)), self.vendor, _length(len(self.entries))]
        for entry in self.entries:
            parts += [_length(len(entry)), entry]
        return b"".join(parts) + self.rest


def parse(data: bytes) -> Comment:
    """The block in ``data``.

    Raises:
        LayoutError: a length leads outside it.
    """
    vendor, at = _take(data, 0)
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    entries: list[bytes] = []
    if count > min(MAX_PARTS, len(data) // 4):
        raise ExcessError("its comment block claims an impossible number of entries")
    for _ in range(count):
        entry, at = _take(data, at)
        entries.append(entry)
    return Comment(vendor, tuple(entries), data[at:])


def is_genre(entry: bytes) -> bool:
    """Whether an entry's key is GENRE, in any case."""
    return entry[:6].lower() == b"genre="


def _take(data: bytes, at: int) -> tuple[bytes, int]:
    start = at + 4
    end = start + int.from_bytes(data[at:start], "little")
    if start > len(data) or end > len(data):
        raise LayoutError("its comment block is cut off")
    return data[start:end], end


def _length(number: int) -> bytes:
    return number.to_bytes(4, "little")


def _key(entry: bytes) -> str:
    return entry.partition(b"=")[0].decode("latin-1").upper()
