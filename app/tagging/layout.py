"""What every container's module speaks: bytes by offset in, what was found and what to splice out.

No module of :mod:`app.tagging.containers` opens or changes a file. Each reads a :class:`Source` and returns a
:class:`Reading`, or the list of :class:`Splice` that would set the genres. Everything outside the splices is thereby
kept byte for byte by construction, and the same reader run over the spliced content is the first check of the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.tagging.listing import Listing

#: A tag bigger than this is taken for a damaged length field (bytes).
MAX_TAG_BYTES = 64 << 20
#: Free room left behind a tag that had to grow, so that the next change fits in place (bytes).
FRESH_PADDING = 1024

#: More frames, comments, items or chunks than this are taken for an attack on memory.
MAX_PARTS = 20_000

Span = tuple[int, int]


class Source(Protocol):
    """Bytes with a length, addressed by offset."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``; fewer at the end, none behind it."""


class LayoutError(Exception):
    """The bytes are not laid out as this container's module knows; the text is a sentence's end ("it has …")."""


class ExcessError(LayoutError):
    """It holds so many parts that only somebody's ill will can have made it; no other reader is asked about it."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace the old content's bytes ``start`` to ``end`` by ``new``. ``start == end`` inserts."""

    start: int
    end: int
    new: bytes

    @property
    def growth(self) -> int:
        """By how many bytes the content becomes longer (negative: shorter)."""
        return len(self.new) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Field:
    """One raw frame, atom, comment or attribute that is not a genre: its tag's type, its key and its bytes."""

    tag: str
    key: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a container's module found."""

    #: Genres that a reader of this container would show, from the tag that takes precedence.
    genres: tuple[str, ...]
    #: The tags present ("ID3v2.3", "ID3v1", "APEv2", …), the one taking precedence first.
    tag_types: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    #: Spans of the sound itself, in file order.
    payload: tuple[Span, ...] = ()
    #: Set when the tags can be read but not changed: the end of a sentence.
    read_only: str = ""
    #: Other facts that a change of genre must not touch (ID3 version, flags, vendor string).
    facts: tuple[tuple[str, str], ...] = field(default=())
    #: A genre is stored as a number that stands for its name, which not every reader knows.
    numeric: bool = False
    #: What a list shows besides, where no other reader need be asked; for a reading that is not thorough only.
    listing: Listing | None = None


class Container(Protocol):
    """The two questions a container's module answers."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout; where it is not to be ``thorough``, genres and kinds of tag suffice (a scan wants no more).

        Raises:
            LayoutError: the bytes cannot be followed.
        """

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices that make ``genres`` the file's genres; ``()`` takes them away.

        Raises:
            LayoutError: it cannot be done safely.
        """


def growth(splices: Sequence[Splice]) -> int:
    """By how many bytes all ``splices`` together lengthen the content."""
    return sum(splice.growth for splice in splices)


def exactly(source: Source, offset: int, length: int, what: str) -> bytes:
    """``length`` bytes at ``offset``.

    Raises:
        LayoutError: the content ends before.
    """
    data = source.read_at(offset, length) if length <= MAX_TAG_BYTES else b""
    if len(data) != length:
        raise LayoutError(f"{what} is cut off or claims an impossible size")
    return data
