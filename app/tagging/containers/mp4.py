"""MP4 and M4A: ``©gen`` in ``moov.udta.meta.ilst``, one data atom a genre; the numeric ``gnre`` gives way to it.

Telephones' files (3GPP) have tags of their own kind in ``moov.udta``: their genre is read where there is no other, and
a file with such tags is left as it is, because it would then say two things at once (ETSI TS 126 244, 8.2 to 8.10).

A free atom beside the list, or the one behind ``moov``, takes up the change; otherwise ``moov`` grows and every
absolute offset that points behind it is moved on.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.containers import mp4_listing
from app.tagging.containers.mp4_atoms import Atom, atoms, child, offset_fields
from app.tagging.layout import FRESH_PADDING, MAX_TAG_BYTES, Field, LayoutError, Reading, Source, Splice, exactly
from app.tagging.taxonomy import id3v1_name

_GENRE, _NUMERIC = b"\xa9gen", b"gnre"
_FREE = (b"free", b"skip")
_UTF8_TYPE = 1
#: Tags that 3GPP defines: title, artist, author, genre, album, year, description, rating, class, key words.
_PHONE_TAGS = frozenset((b"titl", b"perf", b"auth", b"gnre", b"albm", b"yrrc", b"dscp", b"rtng", b"clsf", b"kywd"))
_OF_PHONES = "it has tags of the kind that telephones write (3GPP), which Earmark does not write"
_HANDLER = b"\0\0\0\x21hdlr" + b"\0" * 8 + b"mdirappl" + b"\0" * 9


@dataclass(frozen=True, slots=True)
class Tree:
    """The atoms on the way to the list of tags; those that are missing are ``None``."""

    top: tuple[Atom, ...]
    moov: Atom
    udta: Atom | None
    meta: Atom | None
    #: Bytes before ``meta``'s children: 4, or 0 in QuickTime's own form.
    meta_skip: int
    ilst: Atom | None

    @property
    def parents(self) -> tuple[Atom, ...]:
        """The present ones from the inside out, the list itself left out."""
        return tuple(atom for atom in (self.meta, self.udta, self.moov) if atom)


class Mp4:
    """The MP4 container."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        tree = _tree(source)
        items = atoms(source, tree.ilst.body, tree.ilst.end) if tree.ilst else []
        genres = _genres(source, [a for a in items if a.kind == _GENRE])
        genres = genres or _genres(source, [a for a in items if a.kind == _NUMERIC])
        of_phones = _phone_tags(source, tree)
        genres = genres or tuple(filter(None, (_phone_text(source, a) for a in of_phones if a.kind == _NUMERIC)))
        types = ("MP4",) if items else (("3GPP",) if of_phones else ())
        if not thorough:
            plain = tree.meta_skip == 4 and [a.kind for a in tree.top].count(b"moov") == 1 and not of_phones
            shown = mp4_listing.listing(source, tree.moov, items) if plain else None
            return Reading(genres, types, read_only=_OF_PHONES if of_phones else "", listing=shown)
        fields = tuple(Field("MP4", a.kind.decode("latin-1"), _raw(source, a)) for a in items if not _is_genre(a))
        fields += _structure(source, tree)
        payload = tuple((atom.body, atom.end) for atom in tree.top if atom.kind == b"mdat")
        problem = "" if [a.kind for a in tree.top].count(b"moov") == 1 else "it has two indexes"
        problem = _OF_PHONES if of_phones else problem
        numeric = any(a.kind == _NUMERIC for a in items)
        return Reading(genres, types, fields, payload, problem, _sound_positions(source, tree), numeric)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the list of tags, of free space, of the lengths around and of offsets behind."""
        reading, tree = self.read(source), _tree(source)
        if reading.read_only:
            raise LayoutError(reading.read_only)
        atom = _genre_atom(genres) if genres else b""
        if tree.ilst is None:
            return _first_list(source, tree, atom) if genres else []
        items = atoms(source, tree.ilst.body, tree.ilst.end)
        old = [a for a in items if _is_genre(a)]
        splices = [Splice(a.start, a.end, atom if a is old[0] else b"") for a in old]
        splices = splices or [
            Splice(items[-1].end if items else tree.ilst.body, items[-1].end if items else tree.ilst.body, atom)
        ]
        change = sum(splice.growth for splice in splices)
        if change:
            splices.append(_resized(source, tree.ilst, change))
            splices += _absorb(source, tree, change)
        return splices


def _tree(source: Source) -> Tree:
    top = atoms(source, 0, source.size)
    moov = next((a for a in top if a.kind == b"moov"), None)
    if moov is None:
        raise LayoutError("it has no index")
    if moov.size > MAX_TAG_BYTES:
        raise LayoutError("its index claims an impossible size")
    udta = child(source, moov, b"udta")
    meta = child(source, udta, b"meta") if udta else None
    skip = _meta_skip(source, meta) if meta else 4
    ilst = child(source, meta, b"ilst", skip) if meta else None
    return Tree(tuple(top), moov, udta, meta, skip, ilst)


def _meta_skip(source: Source, meta: Atom) -> int:
    """``meta`` has version and flags before its children, but not in QuickTime's own form."""
    return 0 if source.read_at(meta.body + 4, 4) in (b"hdlr", b"ilst", b"free") else 4


def _phone_tags(source: Source, tree: Tree) -> list[Atom]:
    """The tags of 3GPP's kind, in files that say that they are of theirs."""
    if tree.udta is None or source.read_at(4, 6) != b"ftyp3g":
        return []
    return [atom for atom in atoms(source, tree.udta.body, tree.udta.end) if atom.kind in _PHONE_TAGS]


def _phone_text(source: Source, atom: Atom) -> str:
    """Behind version, flags and language: UTF-8, or UTF-16 where a byte order mark says so; a zero ends it."""
    raw = exactly(source, atom.body, atom.end - atom.body, "its genre")[6:]
    wide = raw[:2] in (b"\xfe\xff", b"\xff\xfe")
    return raw.decode("utf-16" if wide else "utf-8", "replace").partition("\0")[0].strip()


def _raw(source: Source, atom: Atom) -> bytes:
    return exactly(source, atom.start, atom.size, "one of its tags")


def _is_genre(atom: Atom) -> bool:
    return atom.kind in (_GENRE, _NUMERIC)


def _genres(source: Source, found: Sequence[Atom]) -> tuple[str, ...]:
    names: list[str] = []
    for atom in found:
        for data in atoms(source, atom.body, atom.end):
            if data.kind != b"data":
                continue
            raw = exactly(source, data.body, data.end - data.body, "its genre")
            names.append(_name(atom.kind, int.from_bytes(raw[:4], "big"), raw[8:]))
    return tuple(name for name in names if name)


def _name(kind: bytes, data_type: int, value: bytes) -> str:
    if kind == _NUMERIC:
        return id3v1_name(int.from_bytes(value[:2], "big") - 1) or ""
    text = value.decode("utf-16-be" if data_type == 2 else "utf-8", "replace")
    return text.strip("\0 ")


def _genre_atom(genres: Sequence[str]) -> bytes:
    data = b""
    for genre in genres:
        value = _UTF8_TYPE.to_bytes(4, "big") + b"\0" * 4 + genre.encode("utf-8")
        data += (8 + len(value)).to_bytes(4, "big") + b"data" + value
    return (8 + len(data)).to_bytes(4, "big") + _GENRE + data


def _first_list(source: Source, tree: Tree, genre: bytes) -> list[Splice]:
    """A list of tags for a file that has none, in as many new parents as are missing."""
    data = (8 + len(genre)).to_bytes(4, "big") + b"ilst" + genre + _free(FRESH_PADDING)
    if tree.meta is None:
        data = _HANDLER + data
        data = (12 + len(data)).to_bytes(4, "big") + b"meta" + b"\0" * 4 + data
        if tree.udta is None:
            data = (8 + len(data)).to_bytes(4, "big") + b"udta" + data
    holder = tree.parents[0]
    at = holder.end
    if holder is tree.udta and source.read_at(at - 4, 4) == b"\0\0\0\0" and _ends_with_zero(source, holder):
        at -= 4
    return [Splice(at, at, data), *_grown(source, tree, len(data))]


def _ends_with_zero(source: Source, udta: Atom) -> bool:
    inside = atoms(source, udta.body, udta.end)
    return (inside[-1].end if inside else udta.body) == udta.end - 4


def _free(room: int) -> bytes:
    return (8 + room).to_bytes(4, "big") + b"free" + b"\0" * room


def _absorb(source: Source, tree: Tree, change: int) -> list[Splice]:
    """Free space takes up ``change``, or the parents grow and leave free space for the next time."""
    if tree.meta is None or tree.ilst is None:
        raise LayoutError("its list of tags stands where it should not")
    siblings = atoms(source, tree.meta.body + tree.meta_skip, tree.meta.end)
    free = next((a for a in siblings if a.kind in _FREE and tree.ilst.end == a.start), None)
    if free and _fits(free, change):
        return _squeezed(free, change)
    behind = next((a for a in tree.top if a.start == tree.moov.end and a.kind in _FREE), None)
    if behind and behind.body - behind.start == 8 and _fits(behind, change):
        return [*_squeezed(behind, change), *_lengths(source, tree, change)]
    if free:
        room = FRESH_PADDING - (free.end - free.body)
        fresh = [Splice(free.start, free.start + 4, (8 + FRESH_PADDING).to_bytes(4, "big"))]
        fresh += [Splice(free.end, free.end, b"\0" * room)] if room >= 0 else [Splice(free.end + room, free.end, b"")]
        return fresh + _grown(source, tree, change + room)
    if change < -8:
        return [Splice(tree.ilst.end, tree.ilst.end, _free(-change - 8))]
    padding = _free(FRESH_PADDING)
    return [Splice(tree.ilst.end, tree.ilst.end, padding), *_grown(source, tree, change + len(padding))]


def _fits(free: Atom, change: int) -> bool:
    return free.body - free.start == 8 and (free.size == change or 8 <= free.size - change < 1 << 32)


def _squeezed(free: Atom, change: int) -> list[Splice]:
    """The free atom shortened by ``change`` at its end (lengthened where it is negative)."""
    if free.size == change:
        return [Splice(free.start, free.end, b"")]
    head = Splice(free.start, free.start + 4, (free.size - change).to_bytes(4, "big"))
    if change > 0:
        return [head, Splice(free.end - change, free.end, b"")]
    return [head, Splice(free.end, free.end, b"\0" * -change)]


def _grown(source: Source, tree: Tree, change: int) -> list[Splice]:
    """Lengths of the parents, and every offset that points behind ``moov``, moved by ``change``."""
    if any(atom.kind in (b"sidx", b"ssix") and atom.start < tree.moov.start for atom in tree.top):
        raise LayoutError("a table in front of its index measures across it")
    splices = _lengths(source, tree, change)
    for field in offset_fields(source, list(tree.top)):
        if field.in_table and not any(
            atom.start < field.value <= atom.end for atom in tree.top if atom.kind == b"mdat"
        ):
            raise LayoutError("its table of offsets points to where no sound is")
        if field.value >= tree.moov.end:
            value = field.value + change
            if value >= 1 << 8 * field.width:
                raise LayoutError("its sound would move out of reach of its table of offsets")
            splices.append(Splice(field.at, field.at + field.width, value.to_bytes(field.width, "big")))
    return splices


def _lengths(source: Source, tree: Tree, change: int) -> list[Splice]:
    return [_resized(source, parent, change) for parent in tree.parents]


def _resized(source: Source, atom: Atom, change: int) -> Splice:
    size = atom.size + change
    if atom.body - atom.start == 16:
        return Splice(atom.start + 8, atom.start + 16, size.to_bytes(8, "big"))
    if size >= 1 << 32 or source.read_at(atom.start, 4) == b"\0\0\0\0":
        raise LayoutError("its index does not say how long it is")
    return Splice(atom.start, atom.start + 4, size.to_bytes(4, "big"))


def _structure(source: Source, tree: Tree) -> tuple[Field, ...]:
    """Everything else: other atoms of the index with tables of offsets left out, and those beside it."""
    found: list[Field] = []
    for atom in tree.top:
        if atom.kind not in (b"moov", b"mdat", b"moof", b"mfra", *_FREE):
            found.append(Field("MP4 atom", atom.kind.decode("latin-1"), _raw(source, atom)))
    found += _branch(source, tree.moov, tree)
    return tuple(found)


_BRANCHES = (b"trak", b"mdia", b"minf", b"stbl", b"udta")


def _branch(source: Source, parent: Atom, tree: Tree, skip: int = 0) -> list[Field]:
    found: list[Field] = []
    for atom in atoms(source, parent.body + skip, parent.end):
        if atom == tree.meta:
            found += _branch(source, atom, tree, tree.meta_skip)
        elif atom.kind in _BRANCHES and parent.kind != b"udta":
            found += _branch(source, atom, tree)
        elif atom.kind not in (b"stco", b"co64", *_FREE) and atom != tree.ilst:
            tag = "MP4" if parent == tree.meta else "MP4 atom"
            found.append(Field(tag, atom.kind.decode("latin-1"), _raw(source, atom)))
    return found


def _sound_positions(source: Source, tree: Tree) -> tuple[tuple[str, str], ...]:
    """Where every stored offset points, as a distance from the start of the top atom it points into.

    Offsets into or before ``moov`` are given as they are: they must not move.
    """
    starts = [atom.start for atom in tree.top]
    places: list[str] = []
    for field in offset_fields(source, list(tree.top)):
        index = bisect.bisect_right(starts, field.value) - 1
        inside = index >= 0 and field.value < tree.top[index].end
        kind = tree.top[index].kind.decode("latin-1") if inside else "outside"
        distance = field.value - starts[index] if inside else 0
        places.append(f"{kind} {index} {distance}")
    return (("sound positions", " ".join(places)),)
