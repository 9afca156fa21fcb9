"""The loop of a write or an undo: a few files are planned, noted in the journal together, and carried out one by one.

An entry of the journal waits for the disk, so several files share one wait. A portion is small in number, time and
memory: what was planned is soon carried out, on a slow drive file by file, and a cancel finds little left to be done.
No file is twice in one portion, under whatever names: its second change is planned when the first has happened.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import FileIO
from typing import TypeVar

from app.errors import AppError, WriteRefused
from app.progress import Progress, RateMeter, Report, RunControl
from app.tagging import apply
from app.tagging.entries import Record
from app.tagging.guards import Target
from app.tagging.outcomes import OutcomeStatus, WriteOutcome
from app.tagging.overlay import FileSource, Overlay
from app.tagging.patch import Patch

#: A portion ends with as many planned files, after as many seconds, or with as many bytes to be kept of them.
_FILES, _SECONDS, _BYTES = 16, 0.25, 1 << 20


_T = TypeVar("_T")


@dataclass(slots=True)
class Pending:
    """A change of a file that was planned and checked; the file is open for reading until it is over."""

    record: Record
    target: Target
    file: FileIO
    source: FileSource
    content: Overlay
    patch: Patch
    #: Bytes of memory that the change takes, about.
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does what with a portion."""

    #: Brings the entries of all of them to the disk together; AppError: of none.
    note: Callable[[Sequence[Pending]], None]
    #: Changes one file that was noted.
    carry_out: Callable[[Pending], WriteOutcome]
    #: Closes the entry of a file that was noted and is not to be changed after all.
    leave: Callable[[Pending], None]
    #: Is told what became of each file.
    settle: Callable[[WriteOutcome], None] = lambda _: None


Plan = Callable[[], WriteOutcome | Pending]


class Portions:
    """One run over files.

    Args:
        hands: note, carry out, leave.
        total: how many files there are.
        report: is told of every file that is done.
        control: pauses and cancels between two files; a portion that was begun is finished before a pause.
    """

    def __init__(self, hands: Hands, total: int, report: Report, control: RunControl | None) -> None:
        self._hands, self._total, self._report, self._control = hands, total, report, control
        self._portion: list[tuple[bytes, WriteOutcome | Pending]] = []
        self._files: set[tuple[int, int]] = set()
        self._count = self._bytes = 0
        self._began = 0.0
        self._outcomes: list[WriteOutcome] = []
        self._failed = 0
        self._meter = RateMeter()

    def run(self, steps: Iterable[tuple[bytes, Plan]]) -> list[WriteOutcome]:
        """Every file's outcome, in order; what a step raises becomes one. Files not reached have none."""
        try:
            for path, plan in steps:
                if self._is_full() or (self._control is not None and self._control.paused):
                    self._settle()
                if self._control is not None and not self._control.wait_while_paused():
                    break
                self._add(path, plan)
            self._settle()
        finally:
            self._drop()
        return self._outcomes

    def _add(self, path: bytes, plan: Plan) -> None:
        """Plan one file more; where it is in the portion already, when that has been carried out."""
        if not self._portion:
            self._began = time.monotonic()
        planned = _attempt(path, plan)
        file = _identity(path, planned)
        if file in self._files:
            if isinstance(planned, Pending):
                planned.file.close()
            self._settle()
            if self._cancelled():
                return
            self._began = time.monotonic()
            planned = _attempt(path, plan)
            file = _identity(path, planned)
        self._portion.append((path, planned))
        if isinstance(planned, Pending):
            self._count, self._bytes = self._count + 1, self._bytes + planned.size_bytes
        if file is not None:
            self._files.add(file)

    def _is_full(self) -> bool:
        return bool(self._portion) and (
            self._count >= _FILES or self._bytes >= _BYTES or time.monotonic() - self._began >= _SECONDS
        )

    def _pending(self) -> list[Pending]:
        return [each for _, each in self._portion if isinstance(each, Pending)]

    def _settle(self) -> None:
        """Note and carry out what was planned, as far as the run is not cancelled."""
        if self._cancelled():
            return
        self._note()
        for path, each in self._portion:
            if self._cancelled():
                if isinstance(each, Pending):
                    self._hands.leave(each)
            else:
                done = each if isinstance(each, WriteOutcome) else self._carry_out(path, each)
                self._tell(done)
        self._drop()

    def _carry_out(self, path: bytes, pending: Pending) -> WriteOutcome:
        try:
            return _attempt(path, partial(self._hands.carry_out, pending))
        finally:
            pending.file.close()

    def _note(self) -> None:
        """Note all of them together; where that cannot be, one by one, so that each has its own reason."""
        pending = self._pending()
        if not pending:
            return
        with suppress(AppError):
            self._hands.note(pending)
            return
        for place, (path, each) in enumerate(self._portion):
            if isinstance(each, Pending):
                try:
                    self._hands.note([each])
                except AppError as problem:
                    each.file.close()
                    self._portion[place] = (path, _failed(path, problem))

    def _drop(self) -> None:
        for pending in self._pending():
            pending.file.close()
        self._portion.clear()
        self._files.clear()
        self._count = self._bytes = 0

    def _cancelled(self) -> bool:
        return self._control is not None and self._control.cancelled

    def _tell(self, outcome: WriteOutcome) -> None:
        self._outcomes.append(outcome)
        self._hands.settle(outcome)
        paused_s = self._control.paused_s if self._control is not None else 0.0
        rate, left = self._meter.measure(len(self._outcomes), self._total, paused_s)
        self._failed += outcome.status is OutcomeStatus.FAILED
        self._report(Progress(len(self._outcomes), self._total, self._failed, outcome.path, rate, left))


def _attempt(path: bytes, step: Callable[[], _T]) -> _T | WriteOutcome:
    try:
        return step()
    except WriteRefused as problem:
        return WriteOutcome(path, None, OutcomeStatus.SKIPPED, problem.sentence)
    except AppError as problem:
        return _failed(path, problem)
    except OSError as problem:
        return _failed(path, apply.explain(problem))


def _failed(path: bytes, problem: AppError) -> WriteOutcome:
    return WriteOutcome(path, None, OutcomeStatus.FAILED, problem.sentence)


def _identity(path: bytes, planned: WriteOutcome | Pending) -> tuple[int, int] | None:
    """What is the same for all names of a file; ``None`` where there is no file."""
    if isinstance(planned, Pending):
        status = planned.target.status
    else:
        try:
            status = os.stat(path)
        except OSError:
            return None
    return status.st_dev, status.st_ino
