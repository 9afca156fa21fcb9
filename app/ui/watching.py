"""Folders watched while the window is open: what appears in them is read and listened to without being asked for.

A look runs in a thread, and the next one is set when it has ended. An analysis, which may take hours, holds none up:
what appears meanwhile is listed at once and heard in its turn. While the disk is looked through anyway, none is made.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.progress import RunControl
from app.ui.bridge import Task, run_task

if TYPE_CHECKING:
    from app.library.answers import Seen
    from app.session import Session
    from app.session.rooms import watch
    from app.ui.runs import Runs

#: Until the first look: the window's start is not to wait for disks.
_FIRST_MS = 2000
#: Until the next try after a look that failed, or that a scan would have been in the way of.
_AGAIN_MS = 5000


class Watching(QObject):
    """Looks at the folders of ``session`` from :meth:`begin` on and hands ``runs`` what it finds."""

    away_changed = Signal(object)  #: frozenset of the roots that cannot be reached

    def __init__(self, session: Session, runs: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runs = session, runs
        self._away: frozenset[bytes] = frozenset()
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @cached_property
    def _watch(self) -> watch.FolderWatch:
        """Made with the first look: it brings along what knows every kind of file, for which no start waits."""
        return self._session.watch()

    def _look(self, control: RunControl) -> Seen:
        return self._watch.look(control)

    def begin(self) -> None:
        """Watch from now on."""
        if not self._timer.isActive() and self._task is None:
            self._timer.start(_FIRST_MS)

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def looks(self) -> bool:
        """Whether a look is under way."""
        return self._task is not None

    def look(self) -> None:
        """Look now; after the scan where one is under way."""
        if self._task is not None:
            return
        if self._runs.looking:
            self._timer.start(_AGAIN_MS)
            return
        self._task = run_task(self._look, on_done=self._take, on_error=lambda _: self._fail(), owner=self)

    def _take(self, seen: Seen) -> None:
        if self._task is None:  # ended meanwhile
            return
        self._task = None
        if seen.away != self._away:
            self._away = seen.away
            self.away_changed.emit(seen.away)
        if seen.ready or seen.gone:
            self._runs.take_in(seen.ready, seen.gone)
        self._timer.start(round(seen.pause_s * 1000))

    def _fail(self) -> None:
        """The library could not be asked; whoever shows it says so, and watching goes on when it can."""
        self._task = None
        self._timer.start(_AGAIN_MS)
