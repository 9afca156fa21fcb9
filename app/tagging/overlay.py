"""The new content before it exists: the real file below, the planned splices on top, nothing written anywhere.

Everything that is checked before a write (our own reader, a second reader, hashes) reads an :class:`Overlay` as if it
were the finished file. It keeps only the spliced bytes in memory, so a file of any size costs a few kilobytes.
"""

from __future__ import annotations

import bisect
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

if TYPE_CHECKING:
    from app.stamp import OpenFile
    from app.tagging.layout import Source, Span, Splice

#: A reader that reads oftener from one file goes round in circles: a damaged length leads it back to where it was.
READS_LIMIT = 1_000_000
#: Bytes handed on at a time when content is hashed or copied.
BLOCK_BYTES = 1 << 20
#: Bytes that are read at least, for a reader that asks for few.
AHEAD_BYTES = 1 << 16
#: Bytes at the end that are read together: what is looked through there, and the tags behind it.
BEHIND_BYTES = AHEAD_BYTES + (4 << 10)

_T = TypeVar("_T")


class FileSource:
    """An open binary file as a :class:`~app.tagging.layout.Source`. The file stays the caller's to close."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | io.FileIO = file
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
        while filled < len(room) and (count := self._file.readinto(room[filled:])):  # type: ignore[union-attr]
            filled += count
        return room[:filled]


class DirectSource(FileSource):
    """A file opened without a buffer: every read asks the system for just that, and nothing read before is kept."""

    def __init__(self, file: io.FileIO) -> None:
        self._file, self._descriptor = file, file.fileno()
        self._size = os.fstat(self._descriptor).st_size

    if hasattr(os, "pread") and hasattr(os, "preadv"):  # not on Windows

        def read_at(self, offset: int, length: int) -> bytes:
            """Up to ``length`` bytes from ``offset``."""
            length = min(length, self._size - offset)
            if offset < 0 or length <= 0:
                return b""
            data = os.pread(self._descriptor, length, offset)
            while len(data) < length and (more := os.pread(self._descriptor, length - len(data), offset + len(data))):
                data += more
            return data

        def read_into(self, offset: int, room: memoryview) -> memoryview:
            """As :meth:`read_at`, into ``room`` as far as the file goes; the part of it that was filled."""
            filled = 0
            while filled < len(room) and (count := os.preadv(self._descriptor, (room[filled:],), offset + filled)):
                filled += count
            return room[:filled]

    else:

        def read_at(self, offset: int, length: int) -> bytes:
            """Up to ``length`` bytes from ``offset``."""
            length = min(length, self._size - offset)
            if offset < 0 or length <= 0:
                return b""
            return bytes(self.read_into(offset, memoryview(bytearray(length))))


class OpenSource(FileSource):
    """An open file of which the beginning is in memory: most that a list shows of a file stands there."""

    def __init__(self, opened: OpenFile) -> None:
        self._file, self._size = opened.file, opened.status.st_size
        self._beginning = opened.beginning[: self._size]
        self._known = len(self._beginning)

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        end = offset + length
        if 0 <= offset < end <= self._known:
            return self._beginning[offset:end]
        return super().read_at(offset, length)


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
        #: The span outside of which all bytes are those below, in their old places; ``None`` where the length differs.
        self.touched: Span | None = None
        self._starts: list[int] = []
        #: Per piece: offset below (or -1 for new bytes), the new bytes, length.
        self._pieces: list[tuple[int, bytes, int]] = []
        self._size = 0
        position = 0
        ordered = sorted(splices, key=lambda s: (s.start, s.end))
        for splice in ordered:
            if splice.start < position or splice.end < splice.start or splice.end > below.size:
                raise ValueError("splices overlap or lie outside the content")
            self._append(position, b"", splice.start - position)
            self._append(-1, splice.new, len(splice.new))
            position = splice.end
        self._append(position, b"", below.size - position)
        if self._size == below.size:
            self.touched = (ordered[0].start, position) if ordered else (0, 0)

    def _append(self, offset: int, data: bytes, length: int) -> None:
        if length:
            self._starts.append(self._size)
            self._pieces.append((offset, data, length))
            self._size += length

    @property
    def size(self) -> int:
        """Length of the new content in bytes."""
        return self._size

    def same_end(self) -> _End | None:
        """The end of the :class:`Headed` below, where it is the end of this content too, in the same place."""
        below = self._below
        if not isinstance(below, Headed) or self.touched is None or self.touched[1] > below.end.at:
            return None
        return below.end

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


class _End:
    """The end of a content, read when it is first asked for, and what was found out about stretches of it."""

    __slots__ = ("_source", "answers", "at", "data")

    def __init__(self, source: Source, at: int) -> None:
        self._source = source
        #: Where it begins.
        self.at = at
        self.data: bytes | None = None
        #: What :func:`once_of` was told.
        self.answers: dict[tuple[Callable[[bytes], Any], int, int], Any] = {}

    def read(self) -> bytes:
        """All of it."""
        if self.data is None:
            self.data = self._source.read_at(self.at, self._source.size - self.at)
        return self.data


class Headed:
    """``below`` as it is, its beginning and its end read once: there, where tags stand, readers ask for a few bytes
    again and again. What was found out about the whole of it is kept as well (:func:`once`).

    An :class:`Overlay` over another one that leaves the end as it is shares that.
    """

    __slots__ = ("_below", "answers", "end", "head", "size")

    def __init__(self, below: Source) -> None:
        self._below = below
        #: Its beginning.
        self.head = below.read_at(0, AHEAD_BYTES)
        #: Length in bytes.
        self.size = below.size
        shared = below.same_end() if isinstance(below, Overlay) else None
        #: Its end.
        self.end = shared or _End(below, max(len(self.head), self.size - BEHIND_BYTES))
        #: What :func:`once` was told.
        self.answers: dict[Callable[[Source], Any], Any] = {}

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        end = offset + length
        if offset >= 0 and end <= len(self.head):
            return self.head[offset:end] if length > 0 else b""
        at = self.end.at
        if length <= 0 or not at <= offset < self.size:
            return self._below.read_at(offset, length)
        return self.end.read()[offset - at : end - at]

    def of_end(self, ask: Callable[[bytes], _T], start: int, end: int) -> _T:
        """``ask`` of the bytes from ``start`` to ``end``; of those at the end it is asked once."""
        if start < self.end.at:
            return ask(self.read_at(start, end - start))
        answers, key = self.end.answers, (ask, start, end)
        if key not in answers:
            answers[key] = ask(self.read_at(start, end - start))
        answer: _T = answers[key]
        return answer


def once_of(ask: Callable[[bytes], _T], source: Source, start: int, end: int) -> _T:
    """``ask`` of the bytes from ``start`` to ``end``, which is not asked again where ``source`` keeps the answer."""
    if isinstance(source, Headed):
        return source.of_end(ask, start, end)
    return ask(source.read_at(start, end - start))


def once(ask: Callable[[Source], _T], source: Source) -> _T:
    """``ask(source)``, which is not asked again where ``source`` keeps answers: they are for reading only."""
    if not isinstance(source, Headed):
        return ask(source)
    if ask not in source.answers:
        source.answers[ask] = ask(source)
    answer: _T = source.answers[ask]
    return answer


class SourceFile:
    """A source as a read-only file object, for readers that want one; each has a position of its own.

    It reads ahead: what stands at the beginning, where readers come back to, is kept, and the stretch asked for last. A
    reader that asks too often is ended by ValueError (:data:`READS_LIMIT`), and whatever length a damaged tag claims,
    no more memory is asked for than the source is long.
    """

    __slots__ = ("_ahead", "_ahead_at", "_calls", "_head", "_position", "_size", "_source", "_watched", "saw")

    def __init__(self, source: Source, watched: Span = (0, 0)) -> None:
        self._source, self._size = source, source.size
        self._position = self._calls = self._ahead_at = 0
        self._head, self._ahead = source.head if isinstance(source, Headed) else b"", b""
        self._watched = watched
        #: Whether a byte of ``watched`` was asked for.
        self.saw = False

    def tell(self) -> int:
        """The current offset."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; seeking before the start is an error, behind the end is not."""
        position = offset + (0, self._position, self._size)[whence]
        if position < 0:
            raise OSError(22, "seek before the start")
        self._position = position
        return position

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes from the current offset on; all where it is -1 or ``None``."""
        self._calls += 1
        if self._calls > READS_LIMIT:
            raise ValueError("the same bytes are read again and again")
        start = self._position
        if size is None or size == -1:
            size = max(0, self._size - start)
        elif size < 0:
            raise ValueError("a length below zero")
        end = start + size
        if end <= len(self._head):
            data = self._head[start:end]
        elif self._ahead_at <= start and end <= self._ahead_at + len(self._ahead):
            data = self._ahead[start - self._ahead_at : end - self._ahead_at]
        else:
            data = self._beyond(start, size)
        self._position = start + len(data)
        if start < self._watched[1] and end > self._watched[0]:
            self.saw = True
        return data

    def _beyond(self, start: int, size: int) -> bytes:
        """What has not been read ahead."""
        if size >= AHEAD_BYTES:
            return self._source.read_at(start, size)
        data = self._source.read_at(start, AHEAD_BYTES)
        if start == 0:
            self._head = data
        else:
            self._ahead_at, self._ahead = start, data
        return data[:size]


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


def blocks(source: Source, spans: Iterable[Span] | None = None) -> Iterator[bytes]:
    """The bytes of ``spans`` (default: all) in blocks of at most :data:`BLOCK_BYTES`."""
    for start, end in spans if spans is not None else ((0, source.size),):
        for offset in range(start, end, BLOCK_BYTES):
            yield source.read_at(offset, min(BLOCK_BYTES, end - offset))
