"""Closing the window while something runs: ask, finish the files in hand, close, and go on at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.activity_bar import ActivityBar
    from app.ui.runs import Runs


class Closing(QObject):
    """Decides whether ``window`` may close now."""

    begun = Signal()  #: nothing new is to be begun

    def __init__(self, window: QWidget, runs: Runs, activity: ActivityBar) -> None:
        super().__init__(window)
        self._window = window
        self._runs = runs
        self._activity = activity
        #: The person has asked to close although something ran.
        self.under_way = False
        runs.became_idle.connect(self._go_on)

    def may_close(self) -> bool:
        """Whether nothing runs; if something does, the person is asked (once)."""
        if not self._runs.busy:
            return True
        if not self.under_way:
            self._ask()
        return False

    def close_after_run(self) -> None:
        """End the run after the files in hand, then close."""
        self.under_way = True
        self.begun.emit()
        if self._runs.busy:
            self._runs.end()
            self._activity.show_ending()
        else:
            self._window.close()

    def _go_on(self) -> None:
        if self.under_way:
            self._window.close()

    def _ask(self) -> None:
        from PySide6.QtWidgets import QMessageBox  # and its many enums, which a start does not wait for

        question = QMessageBox(self._window)
        question.setObjectName("close-question")
        question.setWindowTitle(self.tr("Quit Earmark?"))
        question.setText(self.tr("Tracks are still being analysed."))
        question.setInformativeText(self.tr("The files in hand are finished first. The next start goes on from there."))
        leave = question.addButton(self.tr("Quit"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(leave)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave.clicked.connect(self.close_after_run)
        question.open()
