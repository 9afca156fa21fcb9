"""Files that the system asks the running program to open: on macOS what is dropped on the icon or opened with Earmark.

macOS never starts a program a second time and gives it no words on a command line: it sends an event to the application
itself, one for each file, from before the first window is there. Elsewhere the event does not come.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class OpenedFiles(QObject):
    """Gathers what is to be opened until somebody takes it, and what comes at one time into one lot."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[bytes] = []
        self._take: Callable[[list[bytes]], None] | None = None

    def give_to(self, take: Callable[[list[bytes]], None]) -> None:
        """Call ``take`` with the paths (bytes) that came and will come."""
        self._take = take
        self._hand_on_soon()

    def add(self, path: bytes) -> None:
        """A file or a folder that is to be opened."""
        if path not in self._waiting:
            self._waiting.append(path)
        self._hand_on_soon()

    def _hand_on_soon(self) -> None:
        QTimer.singleShot(0, self._hand_on)

    def _hand_on(self) -> None:
        if self._take is not None and self._waiting:
            lot, self._waiting = self._waiting, []
            self._take(lot)


class Application(QApplication):
    """Qt's application, which also knows what the system asks it to open."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.opened = OpenedFiles(self)

    def event(self, event: QEvent) -> bool:
        """Take the system's requests to open a file; links to the network are none."""
        if isinstance(event, QFileOpenEvent):
            if event.file():
                self.opened.add(os.fsencode(event.file()))
            return True
        return super().event(event)
