"""The write and the undo, and the library's knowledge of both.

Every file is written by :class:`app.tagging.writer.Writer` alone. A change is applied only to the content it was
planned for: the library's stamp of that content goes along, and the writer refuses when the file is another one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.errors import AppError
from app.kinds import is_writable
from app.library.answers import Written
from app.library.store import Store
from app.library.types import ChosenBy, TrackId
from app.progress import Progress, Report, RunControl
from app.session.deciding import plan_person
from app.session.files import absolute
from app.session.planning import BY_PERSON, NOT_WRITABLE, rows_of
from app.session.records import ChosenChange, ChosenPreview, PlannedChange, UndoReport, WriteReport
from app.settings import Settings
from app.stamp import read_stamp
from app.tagging.columns import Status
from app.tagging.entries import Entry, LeftOut
from app.tagging.formats import read_tags
from app.tagging.journal import Journal
from app.tagging.writer import Among, GenreChange, OutcomeStatus, WriteOutcome, Writer

_CHANGED = "The file's genres changed after the preview was made."

Reasons = list[tuple[bytes, str]]


@dataclass(slots=True)
class _Gathered:
    """What is to be written, and what fell out on the way there."""

    changes: list[GenreChange] = field(default_factory=list)
    unchanged: int = 0
    left: list[LeftOut] = field(default_factory=list)
    #: Files that a cancel came before.
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class WriteRun:
    """One write or one undo, with its writer and its steering."""

    store: Store
    writer: Writer
    report: Report
    control: RunControl

    def planned(self, changes: Sequence[PlannedChange], note: str) -> WriteReport:
        """Write the previewed ``changes``; those whose file holds other genres by now are skipped."""
        tracks = [change.track for change in changes]
        stamps, models = self.store.stamps(tracks), self.store.model_ids(tracks)
        held = {row.id: row.genres for row in rows_of(self.store, tracks)}
        gathered = _Gathered()
        for change in changes:
            if change.track not in stamps or held.get(change.track) != change.old:
                gathered.left.append(LeftOut(change.path, change.old, change.new, Status.SKIPPED, _CHANGED))
                continue
            by_model = change.chosen_by is ChosenBy.MODEL
            gathered.changes.append(
                GenreChange(
                    path=change.path,
                    new=change.new,
                    old=change.old,
                    stamp=stamps[change.track],
                    model_id=models.get(change.track, "") if by_model else "",
                    policy=change.policy,
                    reason=change.reason,
                )
            )
        return self._write(gathered, note)

    def chosen(self, paths: Sequence[bytes], genres: tuple[str, ...], settings: Settings) -> WriteReport:
        """Write ``genres`` into the files ``paths``, in the library or not; no model is asked."""
        lines, failed = look_at(paths, genres, settings, self.report, self.control)
        changes = [line for line in lines if line.new != line.old]
        left = [LeftOut(path, (), genres, Status.FAILED, reason) for path, reason in failed]
        waiting = len(dict.fromkeys(paths)) - len(lines) - len(left)
        gathered = _Gathered(changes, unchanged=len(lines) - len(changes), left=left, waiting=waiting)
        return replace(self._write(gathered, f"set {', '.join(genres)}"), chosen=_told(lines))

    def undo(self, journal: Journal, batch: int, paths: Sequence[bytes] | None) -> tuple[UndoReport, list[TrackId]]:
        """Give the files of ``batch`` (or those of its ``paths``) their old content back; also the tracks concerned."""
        outcomes = self.writer.undo(
            batch,
            paths=paths,
            elsewhere=self._elsewhere(journal, batch, paths),
            report=self.report,
            control=self.control,
        )
        old = {entry.path: entry.old for entry in journal.entries(batch)}  # by now with the paths of those that moved
        restored = _with(outcomes, OutcomeStatus.WRITTEN)
        known = [Written(each.path, each.stamp, old[each.path]) for each in restored if each.stamp and each.path in old]
        tracks = list(self.store.mark_undone(known)) if known else []
        conflicts = _reasons(outcomes, OutcomeStatus.SKIPPED) + _reasons(outcomes, OutcomeStatus.FAILED)
        return UndoReport(batch, len(restored), tuple(conflicts), self.control.cancelled), tracks

    def _elsewhere(self, journal: Journal, batch: int, paths: Sequence[bytes] | None) -> dict[int, list[bytes]]:
        """Where files of ``batch`` that are gone may be now: the library's files of their sizes."""
        among = Among(paths)
        written = [e for e in journal.entries(batch) if e.status is Status.WRITTEN and e.path in among]
        gone = [entry for entry in written if not os.path.lexists(entry.path)]
        return self.store.paths_of_sizes({journal.record(entry.id).size_after for entry in gone}) if gone else {}

    def _write(self, gathered: _Gathered, note: str) -> WriteReport:
        batch: int | None = None
        outcomes: list[WriteOutcome] = []
        if gathered.changes:
            batch, outcomes = self.writer.write(
                gathered.changes, note=note, left=gathered.left, report=self.report, control=self.control
            )
        if batch is not None:
            self._mark(batch, gathered.changes, outcomes)
        written = _with(outcomes, OutcomeStatus.WRITTEN)
        return WriteReport(
            batch=batch,
            written=len(written),
            unchanged=gathered.unchanged + len(_with(outcomes, OutcomeStatus.UNCHANGED)),
            skipped=(*_of(gathered.left, Status.SKIPPED), *_reasons(outcomes, OutcomeStatus.SKIPPED)),
            failed=(*_of(gathered.left, Status.FAILED), *_reasons(outcomes, OutcomeStatus.FAILED)),
            cancelled=self.control.cancelled,
            paths=frozenset(outcome.path for outcome in written),
            not_reached=gathered.waiting + len(gathered.changes) - len(outcomes),
        )

    def _mark(self, batch: int, changes: Sequence[GenreChange], outcomes: Sequence[WriteOutcome]) -> None:
        """Tell the library what the files hold now."""
        change_of = {change.path: change for change in changes}
        by: dict[ChosenBy, list[Written]] = {}
        for outcome in _with(outcomes, OutcomeStatus.WRITTEN):
            change = change_of[outcome.path]
            if outcome.stamp is not None:
                who = ChosenBy.PERSON if change.policy == BY_PERSON else ChosenBy.MODEL
                by.setdefault(who, []).append(Written(outcome.path, outcome.stamp, change.new))
        for who, written in by.items():
            self.store.mark_written(batch, written, who)


def look_at(
    paths: Sequence[bytes], genres: tuple[str, ...], settings: Settings, report: Report, control: RunControl
) -> tuple[list[GenreChange], Reasons]:
    """What setting ``genres`` would make of each file, the same lists where nothing; and what cannot be read, or is of
    a kind that is never written.
    """
    found: list[GenreChange] = []
    failed: Reasons = []
    paths = list(dict.fromkeys(paths))
    for path in paths:
        if not control.wait_while_paused():
            break
        report(Progress(0, len(paths), current=path))
        try:
            stamp, tags = read_stamp(path), read_tags(path)
        except AppError as problem:
            failed.append((path, problem.sentence))
        except OSError as problem:
            failed.append((path, f"The file cannot be read: {problem.strerror or problem}."))
        else:
            plan = plan_person(tags.genres, genres, settings)
            if plan.new == tags.genres or is_writable(tags.container):
                found.append(GenreChange(path, plan.new, tags.genres, stamp, "", BY_PERSON, plan.reason))
            else:
                failed.append((path, NOT_WRITABLE))
    return found, failed


def preview(
    paths: Sequence[bytes], genres: tuple[str, ...], settings: Settings, report: Report, control: RunControl
) -> ChosenPreview:
    """:func:`look_at` as lines for people; the paths may be relative."""
    lines, failed = look_at([absolute(path) for path in paths], genres, settings, report, control)
    return ChosenPreview(_told(lines), tuple(failed), control.cancelled)


def _told(lines: Sequence[GenreChange]) -> tuple[ChosenChange, ...]:
    return tuple(ChosenChange(line.path, line.old, line.new, line.reason) for line in lines)


def entries_of(journal: Journal, batch: int) -> list[Entry]:
    """The files of ``batch``: those that were written, those that were left as they were, those not reached.

    Of a file whose write was begun and taken back because it failed, the failure is told.
    """
    left = journal.left_out(batch)
    told = {file.path for file in left}
    written = [e for e in journal.entries(batch) if e.status is not Status.ROLLED_BACK or e.path not in told]
    others = (*left, *journal.not_reached(batch))
    return [*written, *(Entry(0, batch, f.path, f.old, f.new, f.status, f.reason) for f in others)]


def undo_steps(
    journal: Journal, batch: int, paths: Sequence[bytes] | None, *, later: bool
) -> list[tuple[int, Sequence[bytes] | None]]:
    """Batches to undo one after another, with the files of each: with ``later`` what was written into them since."""
    among, steps = Among(paths), dict[int, list[bytes]]()
    for number, there, here in journal.later_writes(batch) if later else ():
        if here in among:
            steps.setdefault(number, []).append(there)
    return [*steps.items(), (batch, paths)]


def joined(parts: Sequence[UndoReport]) -> UndoReport:
    """The reports of :func:`undo_steps` as one, that of the batch asked for being the last.

    Of several reasons why one file was left the first is given: the others follow from it.
    """
    reasons: dict[bytes, str] = {}
    for part in parts:
        for path, reason in part.conflicts:
            reasons.setdefault(path, reason)
    return replace(parts[-1], conflicts=tuple(reasons.items()), later=sum(part.restored for part in parts[:-1]))


def _with(outcomes: Iterable[WriteOutcome], status: OutcomeStatus) -> list[WriteOutcome]:
    return [outcome for outcome in outcomes if outcome.status is status]


def _of(left: Iterable[LeftOut], status: Status) -> Reasons:
    return [(file.path, file.reason) for file in left if file.status is status]


def _reasons(outcomes: Iterable[WriteOutcome], status: OutcomeStatus) -> Reasons:
    return [(outcome.path, outcome.reason) for outcome in _with(outcomes, status)]
