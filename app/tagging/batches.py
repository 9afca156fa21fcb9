"""A batch as the journal gets to know it: begun with its first files, told who was left out, ended in some way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.tagging.columns import Ending, Status
from app.tagging.entries import LeftOut, pack_plan
from app.tagging.journal import Journal
from app.tagging.outcomes import GenreChange, OutcomeStatus, WriteOutcome
from app.tagging.portions import Pending

_LEFT = {OutcomeStatus.SKIPPED: Status.SKIPPED, OutcomeStatus.FAILED: Status.FAILED}


class NewBatch:
    """What one run writes under ``note``; in the journal from the first file on that is to be touched.

    ``left`` are files that fell out before the run. A run that touches no file leaves nothing behind.
    """

    def __init__(self, journal: Journal, note: str, changes: Sequence[GenreChange], left: Sequence[LeftOut]) -> None:
        self._journal, self._note = journal, note
        self._planned = changes
        self._changes = {change.path: change for change in changes}
        self._left = list(left)  # those that the journal has not been told of
        self._before, self._total = len(left), len(changes)
        #: Its number; ``None`` as long as no file was to be touched.
        self.number: int | None = None

    def prepare(self, portion: Sequence[Pending]) -> None:
        """Note the changes of ``portion``; they are on the disk when this returns. AppError: none of them is."""
        planned = self._before + self._total
        plan = self._plan if self.number is None else b""
        records = self._journal.prepare([each.record for each in portion], self.number, self._note, planned, plan)
        self.number = records[0].entry.batch_id
        for each, record in zip(portion, records, strict=True):
            each.record = record

    @cached_property
    def _plan(self) -> bytes:
        """All that is to be written, packed once: a journal on a full disk refuses it with each file."""
        return pack_plan((change.path, change.old, change.new) for change in self._planned)

    def settle(self, outcome: WriteOutcome) -> None:
        """Note a file that was left as it was."""
        if outcome.status in _LEFT:
            change = self._changes[outcome.path]
            self._left.append(LeftOut(outcome.path, change.old, change.new, _LEFT[outcome.status], outcome.reason))
        self._tell()

    def end(self, done: int) -> None:
        """Note how it ended, ``done`` of the changes having had their turn."""
        self._tell()
        if self.number is not None:
            ending = Ending.DONE if done == self._total else Ending.STOPPED
            self._journal.end(self.number, ending, self._before + done)

    def _tell(self) -> None:
        if self.number is not None:
            for file in self._left:
                self._journal.leave(self.number, file)
            self._left.clear()
