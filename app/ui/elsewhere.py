"""Notices what another Earmark does to the library while the window is open: an undo or a write in a terminal.

SQLite is asked from time to time whether somebody else has changed the file. That costs a few microseconds, in a
thread; where somebody has, the window's listeners are told as of any change of our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.bridge import run_task

if TYPE_CHECKING:
    from app.errors import AppError
    from app.session import Session

#: Between two looks; and after one that found something: an analysis in a terminal changes the library all the time,
#: and what is shown of a large one takes a moment to be read.
LOOK_MS, AFTER_MS = 1000, 3000


class Elsewhere(QObject):
    """Asks ``session`` from :meth:`begin` on, while ``window`` is in sight."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._ended = False

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start(LOOK_MS)

    def end(self) -> None:
        """Look no more."""
        self._ended = True
        self._timer.stop()

    def look(self) -> None:
        """Look now, unless nobody sees the window: then the next time."""
        if self._window.isMinimized() or not self._window.isVisible():
            self._go_on(False)
        else:
            run_task(self._session.notice_others, on_done=self._go_on, on_error=self._fail, owner=self)

    def _go_on(self, found: bool) -> None:
        if not self._ended:
            self._timer.start(AFTER_MS if found else LOOK_MS)

    def _fail(self, _problem: AppError) -> None:
        """Whoever shows the library says that it cannot be read."""
        self._go_on(True)
