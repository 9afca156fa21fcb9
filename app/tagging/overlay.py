"""The new content before it exists: the real file below, the planned splices on top, nothing written anywhere.

Everything that is checked before a write (our own reader, a second reader, hashes) reads an :class:`Overlay` as if it
were the finished file. It keeps only the spliced bytes in memory, so a file of any size costs a few kilobytes.
"""

from __future__ import annotations

import bisect
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from app.tagging.layout import Source, Span, Splice

#: A reader that reads oftener from one file goes round in circles: a damaged length leads it back to where it was.
READS_LIMIT = 1_000_000
#: Bytes handed on at a time when content is hashed or copied.
BLOCK_BYTES = 1 << 20


class FileSource:
    """An open binary file as a :class:`~app.tagging.layout.Source`. The file stays the caller's to close."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, io.SEEK_END)

    @property
    def size(self) -> int:
        """Length in bytes when the source was made."""
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        if offset < 0 or length <= 0 or offset >= self._size:
            return b""
        self._file.seek(offset)
        return self._file.read(min(length, self._size - offset))

    def read_into(self, offset: int, room: memoryview) -> memoryview:
        """As :meth:`read_at`, into ``room`` as far as the file goes; the part of it that was filled."""
        self._file.seek(offset)
        filled = 0
        while filled < len(room) and (count := self._file.readinto(room[filled:])):  # type: ignore[attr-defined]
            filled += count
        return room[:filled]


class BytesSource:
    """Bytes in memory as a source: a tag that was read whole, or a test's file."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        return self._data[offset : offset + length] if offset >= 0 and length > 0 else b""


class Overlay:
    """``below`` with ``splices`` applied.

    Raises:
        ValueError: two splices overlap, or one lies outside ``below``.
    """

    def __init__(self, below: Source, splices: Sequence[Splice]) -> None:
        self._below = below
        self._starts: list[int] = []
        #: Per piece: offset below (or -1 for new bytes), the new bytes, length.
        self._pieces: list[tuple[int, bytes, int]] = []
        self._size = 0
        position = 0
        for splice in sorted(splices, key=lambda s: (s.start, s.end)):
            if splice.start < position or splice.end < splice.start or splice.end > below.size:
                raise ValueError("splices overlap or lie outside the content")
            self._append(position, b"", splice.start - position)
            self._append(-1, splice.new, len(splice.new))
            position = splice.end
        self._append(position, b"", below.size - position)

    def _append(self, offset: int, data: bytes, length: int) -> None:
        if length:
            self._starts.append(self._size)
            self._pieces.append((offset, data, length))
            self._size += length

    @property
    def size(self) -> int:
        """Length of the new content in bytes."""
        return self._size

    def origins(self, spans: Iterable[Span]) -> list[Span] | None:
        """Spans below whose bytes are those of ``spans`` here, joined where they touch; ``None`` if a byte is new.

        Equal to the joined payload below, it proves that the sound is the same without reading it.
        """
        found: list[Span] = []
        for start, end in spans:
            index = bisect.bisect_right(self._starts, start) - 1
            at = start
            while at < end:
                below, _, length = self._pieces[index]
                inside = at - self._starts[index]
                take = min(end - at, length - inside)
                if below < 0:
                    return None
                found.append((below + inside, below + inside + take))
                at, index = at + take, index + 1
        return joined(found)

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes of the new content from ``offset``."""
        if offset < 0 or length <= 0 or offset >= self._size:
            return b""
        parts: list[bytes] = []
        left = min(length, self._size - offset)
        index = bisect.bisect_right(self._starts, offset) - 1
        while left:
            below, data, piece_length = self._pieces[index]
            inside = offset - self._starts[index]
            take = min(left, piece_length - inside)
            part = data[inside : inside + take] if below < 0 else self._below.read_at(below + inside, take)
            if len(part) != take:
                raise OSError("the file became shorter while it was read")
            parts.append(part)
            offset, left, index = offset + take, left - take, index + 1
        return b"".join(parts)


class SourceFile(io.RawIOBase):
    """A source as a read-only file object, for readers that want one."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The current offset."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; seeking before the start is an error, behind the end is not."""
        base = (0, self._position, self._source.size)[whence]
        if base + offset < 0:
            raise OSError(22, "seek before the start")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` from the current offset."""
        data = self._source.read_at(self._position, len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def joined(spans: Iterable[Span]) -> list[Span]:
    """``spans`` in their order, empty ones dropped, each that begins where the last ended joined to it."""
    found: list[Span] = []
    for start, end in spans:
        if start >= end:
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


class _CountedReader(io.BufferedReader):
    """A buffered reader that ends with ValueError after :data:`READS_LIMIT` reads.

    It asks for no more memory than the file is long, whatever length a damaged tag claims.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(SourceFile(source), buffer_size=1 << 16)
        self._reads = 0
        self._longest = source.size

    def read(self, size: int | None = -1, /) -> bytes:
        """As its parent."""
        size = size if size is None else min(size, self._longest)
        self._reads += 1
        if self._reads > READS_LIMIT:
            raise ValueError("the same bytes are read again and again")
        return super().read(size)


def as_file(source: Source) -> io.BufferedReader:
    """``source`` as a buffered file object."""
    return _CountedReader(source)


def blocks(source: Source, spans: Iterable[Span] | None = None) -> Iterator[bytes]:
    """The bytes of ``spans`` (default: all) in blocks of at most :data:`BLOCK_BYTES`."""
    for start, end in spans if spans is not None else ((0, source.size),):
        for offset in range(start, end, BLOCK_BYTES):
            yield source.read_at(offset, min(BLOCK_BYTES, end - offset))
