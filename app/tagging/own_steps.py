"""Whether what a file holds now was made of what it held before by Earmark's own write or undo, and by nothing else.

A look at a folder in the middle of a write finds files that the library has not been told of yet. Their sound is the
one that was heard: the journal knows both contents.
"""

from __future__ import annotations

import hashlib
import os

from app.errors import AppError
from app.stamp import HEAD_BYTES, FileStamp
from app.tagging import digests
from app.tagging.columns import Status
from app.tagging.entries import Record
from app.tagging.journal import Journal
from app.tagging.overlay import FileSource, Overlay
from app.tagging.patch import unpack

#: Steps back that are looked at: a write, its undo, and the write after.
_STEPS = 3
_FORWARD = (Status.PREPARED, Status.WRITTEN, Status.UNDOING)
_BACK = (Status.UNDOING, Status.UNDONE)


def is_own_step(journal: Journal, path: bytes, before: FileStamp, batch: int | None, after: FileStamp) -> bool:
    """Whether the file at ``path``, which was ``before`` and is ``after`` now, was changed by one step of ours alone.

    ``batch`` is the one that is known to have left ``before``. The whole content is compared, not its stamp.
    """
    try:
        records = journal.last_steps(os.path.realpath(path), _STEPS)
        return any(_leads(record, path, before, batch, after) for record in records)
    except (AppError, OSError, ValueError):
        return False


def _leads(record: Record, path: bytes, before: FileStamp, batch: int | None, after: FileStamp) -> bool:
    entry, sizes = record.entry, (record.size_before, record.size_after)
    if entry.status in _FORWARD and (before.size, after.size) == sizes and before.mtime_ns == record.mtime_before:
        with open(path, "rb") as file:
            source = FileSource(file)
            if not digests.matches(source, record.digest_after):
                return False
            head = Overlay(source, unpack(record.reverse)).read_at(0, HEAD_BYTES)
            return hashlib.blake2b(head, digest_size=len(before.head)).digest() == before.head
    if entry.status in _BACK and (after.size, before.size) == sizes and batch == entry.batch_id:
        with open(path, "rb") as file:
            return digests.matches(FileSource(file), record.digest_before)
    return False
