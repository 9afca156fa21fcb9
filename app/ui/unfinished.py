"""An analysis that came to no end, because the window was closed or the program killed: the next start goes on with it.

A note on the disk lies there from the moment an analysis is asked for until it has ended or was cancelled, so that it
is found whatever became of the program. It also tells how far the last start came that went on by itself: what makes
Earmark end each time at the same place must not do so at every start.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import paths
from app.library.types import View
from app.replacing import replace_text
from app.ui.bridge import run_task

if TYPE_CHECKING:
    from app.session import Session
    from app.ui.runs import Runs

log = logging.getLogger(__name__)

#: A start that heard no more tracks than so many, or half of them, came to the same place as the one before.
HARDLY = 32


class Unfinished(QObject):
    """Remembers over a start that ``runs`` have something to analyse."""

    stuck = Signal()  #: the program ended twice in a row at the same place: whether to go on is left to the person

    def __init__(self, session: Session, runs: Runs) -> None:
        super().__init__(runs)
        self._session, self._runs = session, runs
        self._file = paths.data_dir() / "analysing.json"
        self._found = self._file.is_file()  #: left by an earlier start: this one's own is yet to come
        self._before = self._read()
        self._waiting: int | None = None  #: tracks not analysed when this start went on by itself
        self._closing = False
        runs.began.connect(self._look)
        runs.became_idle.connect(self._end)

    def go_on(self) -> None:
        """Go on with what an earlier start left; called once, when the window is there."""
        if self._found:
            run_task(self._session.counts, on_done=self._decide, owner=self)

    def keep(self) -> None:
        """The window closes, and what runs ends for that reason alone: the next start goes on."""
        self._waiting = None
        if self._runs.will_hear:
            self._leave_note()
        self._closing = True

    def _decide(self, counts: Mapping[View, int]) -> None:
        before, self._waiting = self._before, counts.get(View.NEW, 0)
        if before is not None and 0 <= before - self._waiting <= min(HARDLY, before // 2):  # more: files were found
            log.warning("the analysis ended twice with about %d tracks left; it waits", self._waiting)
            self._look()
            self.stuck.emit()
            return
        self._leave_note()  # before what may end it again
        self._runs.rescan()

    def _look(self, *_shown: object) -> None:
        """Leave the note where something is to be analysed and none lies there; take it away where nothing is."""
        if self._closing:
            return
        if self._runs.will_hear:
            if not self._file.exists():
                self._leave_note()
        else:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _end(self) -> None:
        """All that was asked for has ended: the program has not."""
        self._waiting = None
        self._look()

    def _leave_note(self) -> None:
        try:
            replace_text(self._file, json.dumps({"waiting": self._waiting}))
        except OSError as problem:  # forgetting it costs a click
            log.warning("that an analysis is under way cannot be noted: %s", problem)

    def _read(self) -> int | None:
        """How many tracks waited when the start before went on by itself; ``None`` where it did not."""
        try:
            waiting = json.loads(self._file.read_text(encoding="utf-8"))["waiting"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return waiting if isinstance(waiting, int) else None
