"""Chunked files: RIFF and RF64 (WAV), FORM (AIFF, AIFF-C) and FRM8 (DFF). All hold an ID3v2 tag in a chunk of its own.

One reader for the three dialects: byte order, width of lengths, and the outer chunk differ, the rest does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.tagging.containers import id3
from app.tagging.layout import (
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
from app.tagging.listing import Listing, listing_of

_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)
#: From here on a length of four bytes is negative for programs that take it for a signed number.
_SIGNED = 1 << 31
#: Stands in RF64 where the length is told elsewhere.
_ELSEWHERE = 0xFFFFFFFF
#: Programs differ in which of the two they go by, and a change would bring up to date one of them only.
_CONTRADICTION = "it gives a length in two places"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk: its id, the offset of its header, and the span of its data without the pad byte."""

    id: bytes
    header: int
    start: int
    end: int

    @property
    def next(self) -> int:
        """Offset of the chunk behind it, on an even distance from its own data."""
        return self.end + (self.end - self.start) % 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the chunked formats."""

    name: str
    outer: tuple[bytes, ...]
    forms: tuple[bytes, ...]
    order: str
    width: int
    id3_ids: tuple[bytes, ...]
    sound: tuple[bytes, ...]

    def number(self, data: bytes) -> int:
        """A stored length."""
        return int.from_bytes(data, "little" if self.order == "little" else "big")

    def stored(self, number: int) -> bytes:
        """A length as it is stored.

        Raises:
            LayoutError: it is too great. The greatest number of all says that the length is unknown.
        """
        if number >= (1 << 8 * self.width) - 1:
            raise LayoutError("the file would become longer than its format can say")
        return number.to_bytes(self.width, "little" if self.order == "little" else "big")


#: WAV beyond 4 GiB: lengths stand in a chunk of their own.
LONG = (b"RF64", b"BW64")
WAV = Dialect("wav", (b"RIFF", *LONG), (b"WAVE",), "little", 4, (b"id3 ", b"ID3 "), (b"data",))
AIFF = Dialect("aiff", (b"FORM",), (b"AIFF", b"AIFC"), "big", 4, (b"ID3 ", b"id3 "), (b"SSND",))
DFF = Dialect("dff", (b"FRM8",), (b"DSD ",), "big", 8, (b"ID3 ",), (b"DSD ", b"DST "))


@dataclass(frozen=True, slots=True)
class Form:
    """The outer chunk: offset of its length, its end, and the chunks within."""

    dialect: Dialect
    chunks: tuple[Chunk, ...]
    length: int
    end: int
    #: Why nothing may be changed: the end of a sentence, or empty.
    read_only: str
    #: RF64: the chunk that holds the lengths, the outer one in its first eight bytes.
    lengths: Chunk | None = None

    def id3_chunks(self) -> tuple[Chunk, ...]:
        """The chunks that hold an ID3 tag."""
        return tuple(chunk for chunk in self.chunks if chunk.id in self.dialect.id3_ids)

    def resized(self, change: int) -> list[Splice]:
        """The outer length after ``change`` bytes more.

        Raises:
            LayoutError: the file would become too long.
        """
        length, width = self.length + change, self.dialect.width
        if not change:
            return []
        if self.lengths is not None:
            return [Splice(self.lengths.start, self.lengths.start + 8, length.to_bytes(8, "little"))]
        if width == 4 and self.length < _SIGNED <= length:
            raise LayoutError("it would grow beyond 2 GiB, where some programs stop reading it")
        return [Splice(4, 4 + width, self.dialect.stored(length))]


def read_form(source: Source, dialect: Dialect) -> Form:
    """The chunks of the file.

    Raises:
        LayoutError: they cannot be followed.
    """
    head = 4 + dialect.width
    data = exactly(source, 0, head + 4, "its first chunk")
    length = dialect.number(data[4:head])
    if data[:4] not in dialect.outer or data[head:] not in dialect.forms:
        raise LayoutError("it is not of the form its first bytes announce")
    lengths, table = _long_lengths(source, head + 4) if data[:4] in LONG else (None, {})
    contradicted = ""
    if lengths is not None:
        short, length = length, int.from_bytes(source.read_at(lengths.start, 8), "little")
        contradicted = "" if short == _ELSEWHERE else _CONTRADICTION
    problem = "it does not say how long it is" if length in _UNKNOWN_LENGTHS and dialect.width == 4 else contradicted
    end = head + length
    if end > source.size:
        problem = problem or "it is shorter than it says"
        end = source.size
    chunks, stop = _chunks(source, dialect, head + 4, end if not problem else source.size, table)
    if lengths is not None and any(c.id == b"data" and c.end - c.start != table[b"data"] for c in chunks):
        problem = problem or _CONTRADICTION
    if stop != end:
        problem = problem or "its chunks do not add up to its length"
    if problem == "" and end != source.size and source.read_at(end, 12).strip(b"\0"):
        problem = "bytes that belong to nothing follow its last chunk"
    return Form(dialect, tuple(chunks), length, end, problem, lengths)


def _long_lengths(source: Source, at: int) -> tuple[Chunk, dict[bytes, int]]:
    """RF64's first chunk, and the lengths that it gives: the sound's, and those of other long chunks by their id.

    After EBU Tech 3306 and ITU-R BS.2088.

    Raises:
        LayoutError: there is none, or it cannot be followed.
    """
    head = exactly(source, at, 8 + 28, "its table of lengths")
    chunk = Chunk(head[:4], at, at + 8, at + 8 + int.from_bytes(head[4:8], "little"))
    count = int.from_bytes(head[32:36], "little")
    if chunk.id != b"ds64" or count > MAX_PARTS or chunk.start + 28 + 12 * count > chunk.end:
        raise LayoutError("its table of lengths cannot be followed")
    rows = exactly(source, chunk.start + 28, 12 * count, "its table of lengths") if count else b""
    found = {rows[n : n + 4]: int.from_bytes(rows[n + 4 : n + 12], "little") for n in range(0, len(rows), 12)}
    if len(found) != count:
        raise LayoutError("its table of lengths names a chunk twice")
    return chunk, {**found, b"data": int.from_bytes(head[16:24], "little")}


def _chunks(
    source: Source, dialect: Dialect, at: int, end: int, table: Mapping[bytes, int] | None = None
) -> tuple[list[Chunk], int]:
    found: list[Chunk] = []
    header = 4 + dialect.width
    while at + header <= end:
        data = source.read_at(at, header)
        length = dialect.number(data[4:])
        if table and length == _ELSEWHERE:
            length = table.get(data[:4], length)
        chunk = Chunk(data[:4], at, at + header, at + header + length)
        if chunk.end > end or not all(32 <= byte < 127 for byte in chunk.id):
            break
        found.append(chunk)
        if len(found) > MAX_PARTS:
            raise ExcessError("it has more chunks than any music file")
        at = chunk.next
    # the last chunk's pad byte is left out by some writers, and counted in the outer length or not
    return found, min(at, end) if found and found[-1].end <= end < at else at


def id3_tag(source: Source, form: Form) -> tuple[id3.Id3Tag | None, str]:
    """The tag in the form's ID3 chunk, and why it must not be changed."""
    chunks = form.id3_chunks()
    if not chunks:
        return None, ""
    chunk = chunks[0]
    tag = id3.find(source, chunk.start) if chunk.end - chunk.start <= MAX_TAG_BYTES else None
    if tag is None or tag.end > chunk.end:
        return None, "its ID3 chunk holds no ID3 tag"
    problem = "it has two ID3 chunks" if len(chunks) > 1 else tag.read_only
    if source.read_at(tag.end, min(chunk.end - tag.end, MAX_TAG_BYTES)).strip(b"\0"):
        problem = problem or "bytes that are no tag follow in its ID3 chunk"
    return tag, problem


def set_id3(source: Source, form: Form, genres: Sequence[str], *, behind_another: bool = False) -> list[Splice]:
    """Splices of the ID3 chunk, made where there is none; the outer length is the caller's.

    ``behind_another``: another new chunk goes before it.

    Raises:
        LayoutError: it cannot be done safely.
    """
    tag, problem = id3_tag(source, form)
    if problem:
        raise LayoutError(problem)
    if tag is None:
        new = append(form, form.dialect.id3_ids[0], id3.new_tag(genres), behind_another=behind_another)
        return [new] if genres else []
    splices = id3.set_genres(tag, genres)
    return splices + resize(form, form.id3_chunks()[0], sum(s.growth for s in splices))


def append(form: Form, chunk_id: bytes, data: bytes, *, behind_another: bool = False) -> Splice:
    """A new chunk at the form's end, behind a pad byte where the last chunk lacks its own."""
    last = form.chunks[-1] if form.chunks else None
    missing_pad = last is not None and last.next > form.end and not behind_another
    chunk = chunk_id + form.dialect.stored(len(data)) + data + b"\0" * (len(data) % 2)
    return Splice(form.end, form.end, (b"\0" if missing_pad else b"") + chunk)


def resize(form: Form, chunk: Chunk, change: int) -> list[Splice]:
    """A chunk's length after ``change`` bytes more, and its pad byte."""
    if not change:
        return []
    length = chunk.end - chunk.start
    header = Splice(chunk.header + 4, chunk.start, form.dialect.stored(length + change))
    if change % 2 == 0:
        return [header]
    had_pad = chunk.next > chunk.end and chunk.next <= form.end
    if (length + change) % 2 == 0:
        return [header, Splice(chunk.end, chunk.end + 1, b"")] if had_pad else [header]
    return [header, Splice(chunk.end, chunk.end, b"\0")]


def other_chunks(source: Source, form: Form, left_out: Sequence[Chunk]) -> tuple[Field, ...]:
    """Every chunk but the sound and those in ``left_out``, raw."""
    skipped = {chunk.header for chunk in left_out}
    if form.lengths is not None:
        skipped.add(form.lengths.header)
    found: list[Field] = []
    for chunk in form.chunks:
        if chunk.header in skipped or chunk.id in form.dialect.sound:
            continue
        if chunk.end - chunk.start > MAX_TAG_BYTES:
            raise LayoutError("one of its chunks is too big to be checked")
        raw = source.read_at(chunk.start, chunk.end - chunk.start)
        found.append(Field(form.dialect.name, chunk.id.decode("latin-1"), raw))
    return tuple(found)


class Id3Form:
    """AIFF and DFF: an ID3 chunk in a big-endian form."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        form = read_form(source, self._dialect)
        tag, problem = id3_tag(source, form)
        genres, types = (tag.genres(), (tag.type_name,)) if tag else ((), ())
        if not thorough:
            return Reading(genres, types, listing=self._listing(source, form, tag, problem))
        return Reading(
            genres,
            types,
            other_chunks(source, form, form.id3_chunks()) + (tag.fields() if tag else ()),
            tuple((c.start, c.end) for c in form.chunks if c.id in self._dialect.sound),
            form.read_only or problem,
            tag.facts() if tag else (),
            tag is not None and tag.numeric,
        )

    def _listing(self, source: Source, form: Form, tag: id3.Id3Tag | None, problem: str) -> Listing | None:
        """What an AIFF file says, ``None`` where another reader should be asked."""
        from app.tagging.containers import chunk_listing  # which knows this module

        names = chunk_listing.names(source, form, tag, problem) if self._dialect is AIFF else None
        length = chunk_listing.aiff_length(source, form) if names is not None else None
        return listing_of(names, length) if names is not None and length is not None else None

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the ID3 chunk and of the outer length."""
        form = read_form(source, self._dialect)
        if form.read_only:
            raise LayoutError(form.read_only)
        splices = set_id3(source, form, genres)
        change = sum(s.growth for s in splices)
        if change and self._moves_indexed_sound(form):
            raise LayoutError("a table in it addresses the sound from the file's start")
        return splices + form.resized(change)

    @staticmethod
    def _moves_indexed_sound(form: Form) -> bool:
        """DFF may hold a table of absolute offsets (DSTI), which a longer tag in front would make wrong."""
        first_tag = min((chunk.header for chunk in form.id3_chunks()), default=form.end)
        return any(chunk.id == b"DSTI" for chunk in form.chunks) and any(
            chunk.header > first_tag for chunk in form.chunks if chunk.id in form.dialect.sound
        )
