"""MP4's tree of atoms, and where in it absolute file offsets stand.

After ISO/IEC 14496-12 and QuickTime's file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.tagging.layout import MAX_TAG_BYTES, ExcessError, LayoutError, Source, exactly

_MAX_ATOMS = 200_000


@dataclass(frozen=True, slots=True)
class Atom:
    """An atom: its type, the offset of its header, of its content, and of its end."""

    kind: bytes
    start: int
    body: int
    end: int

    @property
    def size(self) -> int:
        """Length with its header."""
        return self.end - self.start


def atoms(source: Source, start: int, end: int) -> list[Atom]:
    """The atoms that fill ``start`` to ``end``.

    Raises:
        LayoutError: they do not fill it.
    """
    found: list[Atom] = []
    at = start
    while at < end:
        head = source.read_at(at, 16)
        size, body = int.from_bytes(head[:4], "big"), at + 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), at + 16
        elif size == 0 and end == source.size:
            size = end - at
        if len(head) < 8 or size < body - at or size > end - at:
            if end - at < 8 and not source.read_at(at, end - at).strip(b"\0"):
                break  # QuickTime ends a list of atoms with a 32 bit zero
            raise LayoutError("its atoms do not add up")
        found.append(Atom(head[4:8], at, body, at + size))
        if len(found) > _MAX_ATOMS:
            raise ExcessError("it has more atoms than any music file")
        at += size
    return found


def child(source: Source, parent: Atom, kind: bytes, skip: int = 0) -> Atom | None:
    """The first child of a kind; ``skip`` bytes of the parent's content come before its children."""
    return next((a for a in atoms(source, parent.body + skip, parent.end) if a.kind == kind), None)


def below(source: Source, parent: Atom, *path: bytes) -> Iterator[Atom]:
    """Every atom reached from ``parent`` along ``path``."""
    for atom in atoms(source, parent.body, parent.end):
        if atom.kind == path[0]:
            if len(path) == 1:
                yield atom
            else:
                yield from below(source, atom, *path[1:])


@dataclass(frozen=True, slots=True)
class OffsetField:
    """A stored absolute file offset: where it stands, its width in bytes, its value, and whether sound is there."""

    at: int
    width: int
    value: int
    in_table: bool = False


def offset_fields(source: Source, top: list[Atom]) -> Iterator[OffsetField]:
    """All absolute offsets of the file: chunk tables, bases of fragments, random access tables.

    Raises:
        LayoutError: it holds offsets of a kind that is not followed here.
    """
    for atom in top:
        if atom.kind == b"moov":
            for table in below(source, atom, b"trak", b"mdia", b"minf", b"stbl"):
                yield from _chunk_offsets(source, table)
        elif atom.kind == b"moof":
            for fragment in below(source, atom, b"traf"):
                yield from _fragment_base(source, fragment)
        elif atom.kind == b"mfra":
            for access in below(source, atom, b"tfra"):
                yield from _random_access(source, access)
        elif atom.kind == b"meta":
            raise LayoutError("it holds items that are addressed from the file's start")


def _chunk_offsets(source: Source, table: Atom) -> Iterator[OffsetField]:
    for atom in atoms(source, table.body, table.end):
        if atom.kind == b"saio":
            raise LayoutError("it is encrypted")
        if atom.kind not in (b"stco", b"co64"):
            continue
        width = 4 if atom.kind == b"stco" else 8
        data = exactly(source, atom.body, atom.end - atom.body, "a table of offsets")
        count = int.from_bytes(data[4:8], "big")
        if 8 + count * width > len(data):
            raise LayoutError("a table of offsets is cut off")
        for at in range(8, 8 + count * width, width):
            yield OffsetField(atom.body + at, width, int.from_bytes(data[at : at + width], "big"), True)


def _fragment_base(source: Source, fragment: Atom) -> Iterator[OffsetField]:
    for atom in atoms(source, fragment.body, fragment.end):
        if atom.kind == b"saio":
            raise LayoutError("it is encrypted")
        if atom.kind != b"tfhd":
            continue
        data = source.read_at(atom.body, 16)
        if data[3] & 1:
            yield OffsetField(atom.body + 8, 8, int.from_bytes(data[8:16], "big"))


def _random_access(source: Source, access: Atom) -> Iterator[OffsetField]:
    data = source.read_at(access.body, min(access.end - access.body, MAX_TAG_BYTES))
    if len(data) < 16:
        raise LayoutError("a table of offsets is cut off")
    width = 8 if data[0] == 1 else 4
    lengths = data[11]
    tail = sum((lengths >> shift & 3) + 1 for shift in (4, 2, 0))
    count, step = int.from_bytes(data[12:16], "big"), 2 * width + tail
    if 16 + count * step > len(data):
        raise LayoutError("a table of offsets is cut off")
    for at in range(16 + width, 16 + count * step, step):
        yield OffsetField(access.body + at, width, int.from_bytes(data[at : at + width], "big"))
