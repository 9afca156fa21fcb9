"""Title, artist, album, year and length of an MP4 file, where no reader could see others."""

from __future__ import annotations

from collections.abc import Sequence

from app.tagging.containers.mp4_atoms import Atom, atoms, child
from app.tagging.layout import Source
from app.tagging.listing import Listing, line, listing_of

_NAMES = {
    b"\xa9nam": "title",
    b"\xa9ART": "artist",
    b"\xa9alb": "album",
    b"aART": "album_artist",
    b"\xa9day": "year",
}
#: A text's type as stored: "as the atom's name implies", and UTF-8.
_TEXTS = (b"\0\0\0", b"\0\0\1")


def listing(source: Source, moov: Atom, items: Sequence[Atom]) -> Listing | None:
    """What the tags ``items`` and the index ``moov`` say; ``None`` where another reader should be asked."""
    found: dict[str, str] = {}
    for atom in items:
        name = _NAMES.get(atom.kind)
        if name is None:
            continue
        values = None if name in found else _values(source.read_at(atom.body, atom.end - atom.body))
        if values is None:
            return None
        found[name] = line(values)
    length = _length(source, moov)
    return None if length is None else listing_of(found, length)


def _values(data: bytes) -> list[str] | None:
    """The texts of the ``data`` atoms that ``data`` is made of."""
    values: list[str] = []
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        plain = data[at + 4 : at + 8] == b"data" and data[at + 9 : at + 12] in _TEXTS
        if not plain or not 16 <= size <= len(data) - at:
            return None
        try:
            values.append(data[at + 16 : at + size].decode("utf-8"))
        except UnicodeDecodeError:
            return None
        at += size
    return values


def _length(source: Source, moov: Atom) -> float | None:
    """Seconds of the first track of sound."""
    for track in atoms(source, moov.body, moov.end):
        media = child(source, track, b"mdia") if track.kind == b"trak" else None
        if media is None:
            continue
        parts = {atom.kind: atom for atom in reversed(atoms(source, media.body, media.end))}
        handler, head = parts.get(b"hdlr"), parts.get(b"mdhd")
        if handler is None or head is None or source.read_at(handler.body + 8, 4) != b"soun":
            continue
        stored = source.read_at(head.body, 24)
        if len(stored) < 24 or stored[0]:  # lengths of eight bytes are for films
            return None
        scale = int.from_bytes(stored[12:16], "big")
        return int.from_bytes(stored[16:20], "big") / scale if scale else None
    return None
