"""What tells one content of a file from another, after a crash or years later.

The journal keeps a digest of the old and one of the new content of every file it changed. Recovery and undo compare
them with what the file holds now: is it the old one, the new one, or somebody else's? Nobody gains by making two
contents alike here, so what counts is that no two of them agree by accident, and that hashing is quick: it is most of
what a write costs. There are two kinds, told by their length:

* XXH3-128 (17 bytes: a one, then the hash), for whatever is written now;
* SHA-256 (32 bytes), for what earlier versions wrote, for the file after that until it is undone, and where the
  package ``xxhash`` cannot be had.

The only module that asks ``xxhash``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from app.tagging.overlay import BLOCK_BYTES, FileSource

if TYPE_CHECKING:
    from app.tagging.layout import Source, Splice


class Kind(Enum):
    """A way of hashing, by what its digests begin with."""

    SHA256 = b""
    XXH3 = b"\x01"


#: Whether digests of kind XXH3 can be made and compared here.
HAS_XXH3 = find_spec("xxhash") is not None
#: The kind of new digests.
NEWEST = Kind.XXH3 if HAS_XXH3 else Kind.SHA256
#: Bytes of a digest of kind XXH3.
XXH3_BYTES = 17


class _Hasher(Protocol):
    def update(self, data: bytes | memoryview, /) -> None: ...

    def digest(self) -> bytes: ...


def kind_of(digest: bytes) -> Kind:
    """The kind of a digest from the journal. What is no digest at all is none of ours and agrees with nothing."""
    return Kind.XXH3 if len(digest) == XXH3_BYTES and digest.startswith(Kind.XXH3.value) else Kind.SHA256


def of(source: Source, kind: Kind = NEWEST) -> bytes:
    """The digest of all of ``source``.

    Raises:
        OSError: it cannot be read, or became shorter meanwhile.
    """
    hasher = _hasher(kind)
    _feed((hasher,), source, 0, source.size)
    return kind.value + hasher.digest()


def of_both(source: Source, splices: Sequence[Splice], kind: Kind = NEWEST) -> tuple[bytes, bytes]:
    """The digests of ``source`` and of what ordered ``splices`` make of it; it is read once.

    Raises:
        OSError: it cannot be read, or became shorter meanwhile.
    """
    old, new = _hasher(kind), _hasher(kind)
    position = 0
    for splice in splices:
        _feed((old, new), source, position, splice.start)
        _feed((old,), source, splice.start, splice.end)
        new.update(splice.new)
        position = splice.end
    _feed((old, new), source, position, source.size)
    return kind.value + old.digest(), kind.value + new.digest()


def matches(source: Source, digest: bytes) -> bool:
    """Whether ``source`` is the content that ``digest`` was made of.

    Raises:
        OSError: it cannot be read, or became shorter meanwhile.
    """
    return of(source, kind_of(digest)) == digest


def _hasher(kind: Kind) -> _Hasher:
    if kind is Kind.SHA256:
        import hashlib  # brings OpenSSL, which a start needs not

        return hashlib.sha256()
    import xxhash  # not there on every system; the journal says so when it is opened

    hasher: _Hasher = xxhash.xxh3_128()
    return hasher


def _feed(hashers: Iterable[_Hasher], source: Source, start: int, end: int) -> None:
    for block in _blocks(source, start, end):
        for hasher in hashers:
            hasher.update(block)


def _blocks(source: Source, start: int, end: int) -> Iterator[bytes | memoryview]:
    """The bytes from ``start`` to ``end``; each block is gone when the next is asked for."""
    while start < end:
        length = min(BLOCK_BYTES, end - start)
        block = source.read_into(start, _room()[:length]) if isinstance(source, FileSource) else None
        data = source.read_at(start, length) if block is None else block
        if len(data) != length:
            raise OSError("the file became shorter while it was read")
        yield data
        start += length


class _Room(threading.local):
    """A buffer for each thread: making room for every block anew costs as much as reading it."""

    view: memoryview | None = None


_ROOM = _Room()


def _room() -> memoryview:
    if _ROOM.view is None:
        _ROOM.view = memoryview(bytearray(BLOCK_BYTES))
    return _ROOM.view
