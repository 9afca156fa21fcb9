"""After a crash: every file whose write was under way becomes the old one or the new one, never a third."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

from app.errors import AppError
from app.stamp import display_path
from app.tagging import apply, digests, through
from app.tagging import genres as native
from app.tagging.columns import Status
from app.tagging.entries import Record
from app.tagging.guards import Target
from app.tagging.journal import Journal
from app.tagging.layout import Source, Splice
from app.tagging.overlay import FileSource, Overlay
from app.tagging.patch import make_patch, unpack

_CHANGED = "The file was changed by another program after its write was interrupted."


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of an unfinished entry: its status now and a sentence."""

    status: Status
    sentence: str
    #: The write had not begun: the file is exactly as it was noted, and the entry is forgotten.
    untouched: bool = False


def mend(journal: Journal, record: Record, *, just_now: bool = False) -> Mended:
    """Finish or take back one unfinished write or undo, and note it; ``just_now``: this process has just failed at it.

    Raises:
        FileNotFoundError: its drive or folder is not there now; the entry stays unfinished until it is.
        OSError: the file cannot be read or written; the entry stays unfinished.
    """
    undoing = record.entry.status is Status.UNDOING
    result = _mend(record, Status.WRITTEN if undoing else Status.ROLLED_BACK, just_now)
    if result.untouched:
        journal.forget(record)
        return result
    if result.status is not Status.LOST or not through.is_through(record):
        drop_sibling(record)
    journal.finish(record, result.status)
    return result


def _mend(record: Record, taken_back: Status, just_now: bool) -> Mended:
    status = _status(record)
    if status is None:
        return Mended(Status.LOST, "The file is gone since its write was interrupted.")
    target = Target(record.target, status)
    if apply.holds(record.target, record.digest_after):
        return _finished(record, target, Status.WRITTEN)
    if apply.holds(record.target, record.digest_before):
        return _as_it_was(record, target)
    if through.is_through(record):
        return _put_back_through(record, target, taken_back)
    wanted = record.digest_after if taken_back is Status.WRITTEN else record.digest_before
    if record.image is not None and record.image_offset is not None and _restores(record, wanted, just_now):
        with open(record.target, "r+b", buffering=0) as file:
            apply.put(file.fileno(), record.image_offset, record.image)
            os.fsync(file.fileno())
        return _finished(record, target, taken_back)
    return Mended(Status.LOST, _CHANGED)


def _status(record: Record) -> os.stat_result | None:
    """What the system says of the file, ``None`` where it is gone; FileNotFoundError where it may come back."""
    try:
        return os.stat(record.target)
    except FileNotFoundError:
        if _is_away(record):
            raise
        return None


def _as_it_was(record: Record, target: Target) -> Mended:
    """Of a file that holds what it held before the step: it was taken back, the undo is complete, or nothing begun.

    A write has not begun, or might as well not have, where the times are the old ones too and nothing lies beside.
    """
    if record.entry.status is Status.UNDOING:
        return _finished(record, target, Status.UNDONE)
    beside = record.sibling is not None and os.path.lexists(through.copy_path(record))
    if target.status.st_mtime_ns == record.mtime_before and not beside:
        return Mended(Status.ROLLED_BACK, "The file is as it was.", untouched=True)
    return _finished(record, target, Status.ROLLED_BACK)


def _is_away(record: Record) -> bool:
    """Whether the file may come back: its folder is missing too, or empty as where a drive is not mounted.

    The file may be half-written, and only what the entry keeps makes it whole again.
    """
    try:
        return not os.listdir(os.path.dirname(record.target))
    except FileNotFoundError:
        return True


def _put_back_through(record: Record, target: Target, taken_back: Status) -> Mended:
    if not through.put_back(record):
        copy, sentence = through.copy_path(record), _CHANGED
        if os.path.exists(copy):  # not where the file's turn had not come
            sentence = f"{_CHANGED.rstrip('.')}; a copy with the new genres is in {display_path(copy)}."
        return Mended(Status.LOST, sentence)
    return _finished(record, target, taken_back)


def _restores(record: Record, wanted: bytes, just_now: bool) -> bool:
    """Whether the kept bytes make the file what it was before the interrupted step, and nobody else wrote there since.

    An entry is on the disk some time before its file is touched, and a day may pass before recovery: what stands there
    is put back only where each byte is the old or the new one, as a write leaves it that was cut off.
    """
    start, image = record.image_offset or 0, record.image or b""
    with open(record.target, "rb") as file:
        source = FileSource(file)
        if start + len(image) > source.size:
            return False
        was = Overlay(source, [Splice(start, start + len(image), image)])
        if not digests.matches(was, wanted):
            return False
        meant = None if just_now else _meant(record, was)  # a disk that fails may leave anything
        if meant is None:
            return True
        spans = (each.read_at(start, len(image)) for each in (source, was, meant))
        return all(byte in (old, new) for byte, old, new in zip(*spans, strict=True))


def _meant(record: Record, was: Source) -> Source | None:
    """What the interrupted step was to make of ``was``; ``None`` where it was planned in another way than now."""
    undoing = record.entry.status is Status.UNDOING
    try:
        splices = unpack(record.reverse) if undoing else _planned(was, record.entry.new)
    except (ValueError, AppError):
        return None
    meant = Overlay(was, splices)
    return meant if digests.matches(meant, record.digest_before if undoing else record.digest_after) else None


def _planned(was: Source, genres: tuple[str, ...]) -> tuple[Splice, ...]:
    return make_patch(was, native.plan_splices(was, native.recognise(was), genres)).splices


def _finished(record: Record, target: Target, status: Status) -> Mended:
    if record.keep_times or status in (Status.ROLLED_BACK, Status.UNDONE):
        apply.set_times(target, record.mtime_before)
    sentences = {
        Status.WRITTEN: "The interrupted write is complete: the file holds the new genres.",
        Status.ROLLED_BACK: "The interrupted write was taken back: the file is as it was.",
        Status.UNDONE: "The interrupted undo is complete: the file is as it was.",
    }
    return Mended(status, sentences[status])


def drop_sibling(record: Record) -> None:
    """Remove what was written beside the file; only a name of our own making beside the target."""
    if record.sibling and apply.is_sibling_name(record.sibling):
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(os.path.dirname(record.target), record.sibling))
