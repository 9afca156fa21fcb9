"""Writing through a file that several names share: no new file can take its place, so it is changed where it is.

Used where the change is not a small span. The content with the genres in it (the one that the journal's hash
``digest_after`` names) is first put beside the file, whole and on the disk; the content without them follows from it by
the journal's way back. So whatever a crash leaves in the file, both contents are at hand until the copy goes.
"""

from __future__ import annotations

import os

from app.errors import WriteRefused
from app.tagging import apply, digests
from app.tagging.columns import Status
from app.tagging.entries import Record
from app.tagging.guards import Target, check_unchanged, held
from app.tagging.layout import Source
from app.tagging.overlay import BLOCK_BYTES, FileSource, Overlay
from app.tagging.patch import unpack

#: A disk writes whole sectors: after a crash each holds its old or its new bytes.
_SECTOR = 512


def is_through(record: Record) -> bool:
    """Whether ``record`` is carried out by this module: a place to begin at and a copy beside, no bytes kept."""
    return record.sibling is not None and record.image_offset is not None


def write_through(target: Target, record: Record, after: Source) -> None:
    """Change the shared file, ``after`` being the content with the genres in it; the copy beside is left to the caller.

    Raises:
        WriteRefused: another program holds the file or changed it just now; nothing was written.
        OSError: the writing failed; the file may hold old and new bytes until :func:`put_back`.
    """
    copy = copy_path(record)
    apply.write_new(copy, after)
    undoing = record.entry.status is Status.UNDOING
    with open(copy, "rb") as kept, open(target.path, "r+b", buffering=0) as file, held(file):
        source = FileSource(kept)
        if not digests.matches(source, record.digest_after):
            raise WriteRefused("Left as it is: the copy of it could not be read back as it was written.")
        check_unchanged(target)
        _rewrite(
            file.fileno(), Overlay(source, unpack(record.reverse)) if undoing else source, record.image_offset or 0
        )
    if not apply.holds(target.path, record.digest_before if undoing else record.digest_after):
        raise OSError(5, "it could not be read back as it was written")


def put_back(record: Record) -> bool:
    """Take an interrupted step back: the file holds again what it held before the step; False where it cannot be.

    It is done only when every sector of the file is of the one content or the other: what somebody else wrote stays.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        kept = open(copy_path(record), "rb")  # noqa: SIM115  closed below
    except FileNotFoundError:
        return False
    with kept, open(record.target, "r+b", buffering=0) as file:
        after = FileSource(kept)
        if not digests.matches(after, record.digest_after):
            return False
        try:
            before = Overlay(after, unpack(record.reverse))
        except ValueError:  # the journal itself is damaged
            return False
        with open(record.target, "rb") as found:
            if not _is_mixture(FileSource(found), before, after):
                return False
        _rewrite(file.fileno(), after if record.entry.status is Status.UNDOING else before, record.image_offset or 0)
    return True


def copy_path(record: Record) -> bytes:
    """Where the copy beside the file is."""
    return os.path.join(os.path.dirname(record.target), record.sibling or b"")


def _rewrite(descriptor: int, content: Source, start: int) -> None:
    """Give the open file ``content`` from ``start`` on, and its length, on the disk."""
    for offset in range(start, content.size, BLOCK_BYTES):
        apply.put(descriptor, offset, content.read_at(offset, BLOCK_BYTES))
    os.ftruncate(descriptor, content.size)
    os.fsync(descriptor)


def _is_mixture(found: Source, one: Source, other: Source) -> bool:
    """Whether each sector of ``found`` is that of ``one`` or of ``other``, or was made longer and not yet filled."""
    if not min(one.size, other.size) <= found.size <= max(one.size, other.size):
        return False
    for offset in range(0, found.size, BLOCK_BYTES):
        block, first, second = (source.read_at(offset, BLOCK_BYTES) for source in (found, one, other))
        if block in (first, second):
            continue
        for at in range(0, len(block), _SECTOR):
            part = block[at : at + _SECTOR]
            choices = (first[at : at + len(part)], second[at : at + len(part)])
            if part not in choices and not _is_cut(part, *choices) and any(part):
                return False
    return True


def _is_cut(part: bytes, one: bytes, other: bytes) -> bool:
    """Whether ``part`` begins as one of the contents and ends as the other: a write cut off in a sector."""
    n = next((i for i, (a, b) in enumerate(zip(part, one, strict=False)) if a != b), len(one))
    m = next((i for i, (a, b) in enumerate(zip(part, other, strict=False)) if a != b), len(other))
    return part[n:] == other[n : len(part)] or part[m:] == one[m : len(part)]
