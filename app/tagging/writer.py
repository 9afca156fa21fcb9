"""Writing genres and taking them back: plan, check, journal, apply, read back. One process at a time.

A file is touched only when its new content has been computed and checked and its way back is on the disk. Whatever
stands in the way becomes a :class:`WriteOutcome` with its reason; the run goes on with the next file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from io import FileIO

from app.errors import AppError, TagError, WriteRefused
from app.progress import Report, RunControl, ignore_progress
from app.settings import HardLinks
from app.stamp import FileStamp, read_stamp, stamp_of
from app.tagging import apply, digests, recovery, through
from app.tagging import genres as native
from app.tagging.batches import NewBatch
from app.tagging.columns import Status
from app.tagging.entries import Entry, LeftOut, Record
from app.tagging.guards import Folders, Target, check_stamp, check_target, check_unchanged, open_target, sole_writer
from app.tagging.journal import Journal
from app.tagging.layout import Source
from app.tagging.moved import Moved
from app.tagging.outcomes import GenreChange, OutcomeStatus, WriteOutcome
from app.tagging.overlay import BytesSource, DirectSource, FileSource, Headed, Overlay
from app.tagging.patch import Patch, make_patch, pack, unpack
from app.tagging.policy import check_names
from app.tagging.portions import Hands, Pending, Portions
from app.tagging.verify import check

_BUSY = "Another Earmark is writing just now."
_CHANGED = "The file was changed by another program just now."
_NO_WAY_BACK = "The journal's entry does not lead back to the old file."
_AWAY = "Its write was interrupted, and its drive or folder is not there now; it is mended when it is there again."


@dataclass(frozen=True, slots=True)
class _Plan:
    """A checked change that is not yet in the journal."""

    change: GenreChange
    target: Target
    source: FileSource
    patch: Patch
    content: Overlay


class Writer:
    """Writes under ``journal``.

    Args:
        journal: where every change is noted before it happens.
        keep_times: leave the modification time as it was.
        hard_links: what to do about a file with other names.
    """

    def __init__(self, journal: Journal, *, keep_times: bool = True, hard_links: HardLinks = HardLinks.SKIP) -> None:
        self._journal = journal
        self._keep_times = keep_times
        self._hard_links = hard_links
        #: The kind of digest for a file, asked anew by every run.
        self._kind_for: Callable[[bytes], digests.Kind] = lambda _: digests.NEWEST
        #: Files of several names written here, by device and inode: under the next name they are known, not changed.
        self._shared: dict[tuple[int, int], FileStamp | None] = {}
        self._folders = Folders()

    def write(
        self,
        changes: Sequence[GenreChange],
        *,
        note: str,
        left: Sequence[LeftOut] = (),
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> tuple[int | None, list[WriteOutcome]]:
        """Write ``changes``; the batch's number (``None`` if nothing was written) and every outcome.

        Files not reached because of a cancel have no outcome. ``left`` are files that were to be written as well and
        fell out before: the history names them with those that fall out here.

        Raises:
            AppError: another Earmark is writing.
        """
        batch = NewBatch(self._journal, note, changes, left)
        hands = Hands(batch.prepare, self._write_one, lambda each: self._leave(each.record), batch.settle)
        with sole_writer(self._journal.file) as alone:
            if not alone:
                raise AppError(_BUSY, "Try again when it has finished.")
            self._mend_all()
            self._kind_for = self._journal.kinds()
            steps = ((change.path, partial(self._plan, change)) for change in changes)
            outcomes = Portions(hands, len(changes), report, control).run(steps)
            batch.end(len(outcomes))
            self._journal.flush()
        written = any(outcome.status is OutcomeStatus.WRITTEN for outcome in outcomes)
        return (batch.number if written else None), outcomes

    def undo(
        self,
        batch_id: int,
        *,
        paths: Iterable[bytes] | None = None,
        elsewhere: Mapping[int, Sequence[bytes]] | None = None,
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> list[WriteOutcome]:
        """Take back a batch, or those of its files that are among or below ``paths``, in reverse order.

        A file that changed since is SKIPPED with the reason. One that is gone is followed to the one file ``elsewhere``
        (paths by size) that holds exactly what was written into it; its outcome names that path.

        Raises:
            AppError: there is no such batch, or another Earmark is writing.
        """

        def prepare(portion: Sequence[Pending]) -> None:
            self._journal.begin_undo([each.record for each in portion])

        hands = Hands(prepare, self._undo_one, lambda each: self._leave(each.record))
        with sole_writer(self._journal.file) as alone:
            if not alone:
                raise AppError(_BUSY, "Try again when it has finished.")
            self._mend_all()
            entries = self._journal.entries(batch_id)
            if not entries:
                raise AppError(f"There is no batch {batch_id}.")
            among = Among(paths)
            wanted = [e for e in reversed(entries) if e.status is Status.WRITTEN and e.path in among]
            # what leads a file back can be large: it is read when it is wanted
            moved = Moved(self._journal, elsewhere or {})
            steps = ((e.path, partial(self._plan_undo, e, moved)) for e in wanted)
            outcomes = Portions(hands, len(wanted), report, control).run(steps)
            self._journal.flush()
            return outcomes

    def recover(self) -> list[WriteOutcome]:
        """Finish or take back what a crash interrupted; nothing while another Earmark is writing."""
        with sole_writer(self._journal.file) as alone:
            return self._mend_all() if alone else []

    def _mend_all(self) -> list[WriteOutcome]:
        """What became of what was interrupted; of files whose write had not begun there is nothing to say."""
        self._journal.end_interrupted()
        outcomes = [self._mend(record) for record in self._journal.unfinished()]
        self._journal.flush()
        return [outcome for outcome in outcomes if outcome.entry_id is not None]

    def _mend(self, record: Record, *, just_now: bool = False) -> WriteOutcome:
        path, entry_id = record.entry.path, record.entry.id
        try:
            mended = recovery.mend(self._journal, record, just_now=just_now)
        except FileNotFoundError:
            return WriteOutcome(path, entry_id, OutcomeStatus.FAILED, _AWAY)
        except OSError as problem:
            return WriteOutcome(path, entry_id, OutcomeStatus.FAILED, apply.explain(problem).sentence)
        if mended.status is Status.LOST:
            return WriteOutcome(path, entry_id, OutcomeStatus.FAILED, mended.sentence)
        status = OutcomeStatus.WRITTEN if mended.status is not Status.ROLLED_BACK else OutcomeStatus.UNCHANGED
        return WriteOutcome(
            path, None if mended.untouched else entry_id, status, mended.sentence, _stamp(record.target)
        )

    def _plan(self, change: GenreChange) -> WriteOutcome | Pending:
        """The change with all that carries it out, checked; an outcome where there is nothing to be done."""
        problem = check_names(change.new)
        if problem:
            return WriteOutcome(change.path, None, OutcomeStatus.SKIPPED, problem)
        target = check_target(change.path, self._hard_links, self._folders)
        file = open_target(target)
        planned: WriteOutcome | Pending | None = None
        try:
            planned = self._planned(change, target, file)
            return planned
        finally:
            if not isinstance(planned, Pending):
                file.close()

    def _planned(self, change: GenreChange, target: Target, file: FileIO) -> WriteOutcome | Pending:
        source = DirectSource(file)
        now = Headed(source)
        expected = self._expected(change)
        if expected is not None:
            check_stamp(stamp_of(os.fstat(file.fileno()), now.head), expected)
        container = _container(now)
        reading = native.read_genres(now, container)
        if reading.genres == change.new and not reading.numeric:
            return WriteOutcome(change.path, None, OutcomeStatus.UNCHANGED, "It has these genres already.")
        patch = make_patch(now, native.plan_splices(now, container, change.new))
        content = Overlay(source, patch.splices)
        check(now, Overlay(now, patch.splices), container, change.new, reading)
        record = self._record(_Plan(change, target, source, patch, content))
        return Pending(record, target, file, source, content, patch, patch.size_bytes)

    def _write_one(self, pending: Pending) -> WriteOutcome:
        entry, target = pending.record.entry, pending.target
        self._carry_out(pending)
        self._journal.finish(pending.record, Status.WRITTEN)
        stamp = _stamp(target.path)
        if self._writes_shared(target):
            self._shared[target.status.st_dev, target.status.st_ino] = stamp
        return WriteOutcome(entry.path, entry.id, OutcomeStatus.WRITTEN, entry.reason, stamp)

    def _expected(self, change: GenreChange) -> FileStamp | None:
        """What the file should be: as planned, or as it was left when it was written under another name."""
        if not self._shared:
            return change.stamp
        with suppress(OSError):
            status = os.stat(change.path)
            return self._shared.get((status.st_dev, status.st_ino)) or change.stamp
        return change.stamp

    def _record(self, plan: _Plan) -> Record:
        shared, change = self._writes_shared(plan.target), plan.change
        offset, image, sibling = _means(plan.patch, plan.source, plan.target, shared=shared)
        before, after = digests.of_both(plan.source, plan.patch.splices, self._kind_for(plan.target.path))
        return Record(
            entry=Entry(
                id=0,
                batch_id=0,
                path=change.path,
                old=change.old,
                new=change.new,
                status=Status.PREPARED,
                reason=change.reason,
                model_id=change.model_id,
                policy=change.policy,
            ),
            target=plan.target.path,
            size_before=plan.source.size,
            size_after=plan.content.size,
            mtime_before=plan.target.status.st_mtime_ns,
            digest_before=before,
            digest_after=after,
            reverse=pack(plan.patch.reverse()),
            keep_times=self._keep_times,
            image_offset=offset,
            image=image,
            sibling=sibling,
            shared=shared,
        )

    def _writes_shared(self, target: Target) -> bool:
        return target.status.st_nlink > 1 and self._hard_links is HardLinks.IN_PLACE

    def _plan_undo(self, entry: Entry, moved: Moved) -> Pending:
        """The way back with all that carries it out, checked."""
        record = self._journal.record(entry.id)
        if not os.path.lexists(record.target):
            if self._journal.later_batch(record) is not None:
                raise WriteRefused(self._conflict(record))
            record = moved.followed(record)
        links = HardLinks.IN_PLACE if record.shared else self._hard_links
        target = check_target(record.target, links, self._folders)
        with ExitStack() as opened:
            file = opened.enter_context(open(target.path, "rb", buffering=0))
            source = DirectSource(file)
            if source.size != record.size_after:
                raise WriteRefused(self._conflict(record))
            try:
                patch = make_patch(source, unpack(record.reverse))
            except ValueError as problem:
                raise WriteRefused(_NO_WAY_BACK) from problem
            now, then = digests.of_both(source, patch.splices, digests.kind_of(record.digest_after))
            if now != record.digest_after:
                raise WriteRefused(self._conflict(record))
            if then != record.digest_before:
                raise WriteRefused(_NO_WAY_BACK)
            shared = target.status.st_nlink > 1 and (record.shared or self._writes_shared(target))
            offset, image, sibling = _means(patch, source, target, shared=shared)
            undoing = replace(record.entry, status=Status.UNDOING)
            record = replace(record, entry=undoing, image_offset=offset, image=image, sibling=sibling)
            content = Overlay(source, patch.splices)
            opened.pop_all()
            return Pending(record, target, file, source, content, patch, patch.size_bytes + len(record.reverse))

    def _undo_one(self, pending: Pending) -> WriteOutcome:
        entry = pending.record.entry
        self._carry_out(pending)
        self._journal.finish(pending.record, Status.UNDONE)
        return WriteOutcome(entry.path, entry.id, OutcomeStatus.WRITTEN, "Restored.", _stamp(pending.target.path))

    def _leave(self, record: Record) -> None:
        """Close the entry of a file to which nothing was done: an undo is as it was, a write is forgotten."""
        if record.entry.status is Status.UNDOING:
            self._journal.finish(record, Status.WRITTEN)
        else:
            self._journal.forget(record)

    def _conflict(self, record: Record) -> str:
        later = self._journal.later_batch(record)
        if later is not None and not self._journal.follows(record):
            return f"Another program changed the file before batch {later} wrote it again: it cannot go back so far."
        if later is not None:
            return f"It was written again in batch {later}: undo that one first."
        return "The file changed since Earmark wrote it."

    def _carry_out(self, pending: Pending) -> None:
        """Bring the content into the file; on failure the file is as it was and the entry closed.

        Raises:
            AppError: it did not work, with the reason.
        """
        record, target, content = pending.record, pending.target, pending.content
        undoing = record.entry.status is Status.UNDOING
        wanted = record.digest_before if undoing else record.digest_after
        try:
            check_unchanged(target)
            # as by a program that puts the old times back; who overwrites a span asks for more, holding the file
            if record.sibling is not None and not pending.patch.stands_on(pending.source):
                raise WriteRefused(_CHANGED, "Scan again.")
            if through.is_through(record):
                through.write_through(target, record, pending.source if undoing else content)
                recovery.drop_sibling(record)
            elif record.sibling is not None:
                apply.replace(target, record.sibling, content, wanted, pending.file.close)
            elif record.image_offset is not None:
                image = record.image or b""
                apply.overwrite(target, record.image_offset, image, content.read_at(record.image_offset, len(image)))
            if undoing or record.keep_times:
                apply.set_times(target, record.mtime_before)
        except WriteRefused:  # nothing was written
            recovery.drop_sibling(record)
            self._leave(record)
            raise
        except OSError as problem:
            raise _with_what_became(apply.explain(problem), self._mend(record, just_now=True)) from problem


def _with_what_became(failure: AppError, mended: WriteOutcome) -> AppError:
    """``failure``, and what the file is now unless it is as it was: the disk may have failed behind the change."""
    if mended.status is OutcomeStatus.UNCHANGED or mended.reason == failure.sentence:
        return failure
    return AppError(f"{failure.sentence} {mended.reason}", failure.hint)


def _container(source: Source) -> str:
    container = native.recognise(source)
    if not container:
        raise TagError("The file is empty." if not source.size else "It is no music file that Earmark knows.")
    return container


def _stamp(path: bytes) -> FileStamp | None:
    try:
        return read_stamp(path)
    except OSError:
        return None


def _means(
    patch: Patch, source: FileSource, target: Target, *, shared: bool
) -> tuple[int | None, bytes | None, bytes | None]:
    """How a patch will be applied, as the journal keeps it: where, the bytes that stand there, a file beside.

    A small span is overwritten (no file beside); else the file beside takes the old one's place (no place), or a file
    that is ``shared`` by several names is changed by way of it (a place and a file, no bytes).

    Raises:
        WriteRefused: these bytes are no longer those that the patch was made of.
    """
    span = patch.in_place_span
    if span is not None and (shared or target.status.st_nlink == 1):
        image = source.read_at(span[0], span[1] - span[0])
        if not patch.stands_on(BytesSource(image), span[0]):
            raise WriteRefused(_CHANGED, "Scan again.")
        return span[0], image, None
    return (patch.splices[0].start if shared else None), None, apply.new_sibling_name()


class Among:
    """Whether a path is one of ``paths`` or lies below one; all do where there are none to go by."""

    def __init__(self, paths: Iterable[bytes] | None) -> None:
        wanted = None if paths is None else set(paths)
        self._paths = wanted and wanted | {path.rstrip(os.sep.encode()) for path in wanted}

    def __contains__(self, path: bytes) -> bool:
        if self._paths is None:
            return True
        while path not in self._paths:
            above = os.path.dirname(path)
            if above == path:
                return False
            path = above
        return True


__all__ = ["GenreChange", "HardLinks", "OutcomeStatus", "WriteOutcome", "Writer"]
