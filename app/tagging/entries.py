"""What the write journal keeps of a file, and how it is read from a row of the database."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.tagging.columns import Ending, Status, blob, number


@dataclass(frozen=True, slots=True)
class Batch:
    """What one command wrote."""

    id: int
    created: datetime
    note: str
    #: Files written, those undone since among them.
    files: int
    #: Files undone since.
    undone: int
    #: Bytes that the journal keeps for undoing the batch.
    size_bytes: int
    #: Files that were to be written; 0 where an earlier version wrote the batch.
    planned: int = 0
    #: Those of them that were left as they were, each with its reason: skipped or failed.
    left: int = 0
    #: Those that had their turn: written, left, or found to hold the genres already.
    reached: int = 0
    ending: Ending = Ending.UNKNOWN


@dataclass(frozen=True, slots=True)
class Entry:
    """One file's part of a batch."""

    id: int
    batch_id: int
    path: bytes
    old: tuple[str, ...]
    new: tuple[str, ...]
    status: Status
    reason: str
    model_id: str = ""
    policy: str = ""
    #: Bytes that the journal keeps for undoing it.
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was to be written and was left as it was."""

    path: bytes
    old: tuple[str, ...]
    new: tuple[str, ...]
    #: SKIPPED, FAILED or NOT_REACHED.
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept of an entry, for writing, undoing and recovering."""

    entry: Entry
    target: bytes
    size_before: int
    size_after: int
    mtime_before: int
    digest_before: bytes
    digest_after: bytes
    reverse: bytes
    keep_times: bool
    image_offset: int | None = None
    image: bytes | None = None
    sibling: bytes | None = None
    #: It was written under all of its names (hard links), and is undone in the same way.
    shared: bool = False

    def numbered(self, entry_id: int, batch_id: int) -> Record:
        """The same under the numbers that the journal gave to a write that is about to happen."""
        e = self.entry
        entry = Entry(
            *(entry_id, batch_id, e.path, e.old, e.new, Status.PREPARED),
            *(e.reason, e.model_id, e.policy, e.size_bytes),
        )
        return Record(
            *(entry, self.target, self.size_before, self.size_after, self.mtime_before),
            *(self.digest_before, self.digest_after, self.reverse, self.keep_times),
            *(self.image_offset, self.image, self.sibling, self.shared),
        )


def batch_of(row: tuple[object, ...]) -> Batch:
    """The batch in a row of the fields of :class:`Batch`, in their order."""
    batch, created, note, files, undone, size, planned, left, reached, ending = row
    return Batch(
        number(batch),
        datetime.fromisoformat(str(created)),
        str(note),
        number(files),
        number(undone),
        number(size),
        number(planned),
        number(left),
        number(reached),
        Ending(str(ending)) if ending in set(Ending) else Ending.UNKNOWN,
    )


def entry_of(row: tuple[object, ...]) -> Entry:
    """The entry in a row of :data:`ENTRY_COLUMNS` and the bytes kept."""
    (entry_id, batch, path, old, new, status, reason, model, policy, kept) = row
    return Entry(
        number(entry_id),
        number(batch),
        blob(path),
        tuple(json.loads(str(old))),
        tuple(json.loads(str(new))),
        Status(str(status)),
        str(reason),
        str(model),
        str(policy),
        number(kept),
    )


def left_out_of(row: tuple[object, ...]) -> LeftOut:
    """The file in a row of path, old and new genres, status and reason."""
    path, old, new, status, reason = row
    return LeftOut(
        blob(path), tuple(json.loads(str(old))), tuple(json.loads(str(new))), Status(str(status)), str(reason)
    )


def pack_plan(files: Iterable[tuple[bytes, tuple[str, ...], tuple[str, ...]]]) -> bytes:
    """Paths with old and new genres, in the order of their turns; 60,000 take a megabyte and a fifth of a second."""
    lines = [[os.fsdecode(path), old, new] for path, old, new in files]
    return zlib.compress(json.dumps(lines).encode("ascii"), 1)


def unpack_plan(packed: bytes) -> list[LeftOut]:
    """What :func:`pack_plan` packed, as files that were not reached."""
    lines = json.loads(zlib.decompress(packed))
    return [LeftOut(os.fsencode(path), tuple(old), tuple(new), Status.NOT_REACHED, "") for path, old, new in lines]


def record_of(row: tuple[object, ...]) -> Record:
    """The record in a row of :data:`ENTRY_COLUMNS`, the bytes kept, and :data:`FILE_COLUMNS`."""
    (target, size_before, size_after, mtime, before, after, reverse, keep, offset, image, sibling, shared) = row[10:]
    return Record(
        entry=entry_of(row[:10]),
        target=blob(target),
        size_before=number(size_before),
        size_after=number(size_after),
        mtime_before=number(mtime),
        digest_before=blob(before),
        digest_after=blob(after),
        reverse=blob(reverse),
        keep_times=bool(keep),
        image_offset=None if offset is None else number(offset),
        image=None if image is None else blob(image),
        sibling=None if sibling is None else blob(sibling),
        shared=bool(shared),
    )
