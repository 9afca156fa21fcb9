"""The bottom line: what is being done, how far it is, how long it will take; pause and cancel."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.progress import Progress
from app.ui import words
from app.ui.controls import ElidedLabel, label, tool_button
from app.ui.icons import icon
from app.ui.theme import SPACE, font

HEIGHT = 40


class ActivityBar(QWidget):
    """Always there and of one height, so that nothing jumps when a run begins or ends."""

    pause_requested = Signal()
    resume_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Activity"))
        self._paused = False
        self._what = label()
        self._what.setFont(font(tabular=True))
        self._file = ElidedLabel()
        self._file.setProperty("role", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(200)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._pause = tool_button("pause", self.tr("Pause"), self._press_pause)
        self._cancel = tool_button("cancel", self.tr("Cancel"), self.cancel_requested.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 0, SPACE, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._what)
        row.addSpacing(SPACE)
        row.addWidget(self._file, 1)
        self._running = QWidget(self)  # shown and hidden as one: each time the whole window is laid out
        parts = QHBoxLayout(self._running)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(SPACE)
        for part in (self._bar, self._pause, self._cancel):
            parts.addWidget(part)
        row.addWidget(self._running)
        self.show_idle("")

    def show_idle(self, summary: str) -> None:
        """Nothing runs: show ``summary`` instead."""
        self._what.setText(summary)
        self._file.set_whole_text("")
        self._running.hide()

    def begin(self, what: str, *, can_pause: bool = True) -> None:
        """A run named ``what`` ("Analysing") begins."""
        self._what.setText(what)
        self._file.set_whole_text("")
        self._show_share(0, 0)
        self._pause.setVisible(can_pause)
        self.set_paused(False)
        self._cancel.setEnabled(True)
        self._running.show()

    def show_progress(self, what: str, progress: Progress) -> None:
        """How far the run named ``what`` is."""
        self._what.setText(progress_line(what, progress, paused=self._paused))
        if progress.total:
            self._show_share(progress.done, progress.total)
        if progress.current is not None:
            self.show_file(progress.current)

    def show_file(self, path: bytes) -> None:
        """Name the file being worked on."""
        self._file.set_whole_text(words.file_name(path))

    def show_ending(self) -> None:
        """The run was cancelled and ends after the files in hand."""
        self._what.setText(self.tr("Finishing the files in hand…"))
        self._cancel.setEnabled(False)

    def set_paused(self, paused: bool) -> None:
        """Turn the pause button into resume, or back."""
        self._paused = paused
        self._pause.setIcon(icon("play" if paused else "pause"))
        name = self.tr("Resume") if paused else self.tr("Pause")
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)

    def _press_pause(self) -> None:
        self.set_paused(not self._paused)
        (self.pause_requested if self._paused else self.resume_requested).emit()

    def _show_share(self, done: int, total: int) -> None:
        """Move the bar to ``done`` of ``total``; 0 of 0: nobody knows how much there is.

        A bar paints itself at once, and with it all that waits to be painted, so it is held until its turn comes.
        """
        self._bar.setUpdatesEnabled(False)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setUpdatesEnabled(True)


def progress_line(what: str, progress: Progress, *, paused: bool = False) -> str:
    """ "Analysing 3,402 of 12,408 · 21 tracks/s · 7 min left", as far as it is known."""
    done = words.number(progress.done)
    if progress.total is None:
        parts = [words.translate("words", "{0} {1}").format(what, done)]
    else:
        parts = [words.translate("words", "{0} {1} of {2}").format(what, done, words.number(progress.total))]
    if progress.failed:
        parts.append(words.translate("words", "%Ln failed", "", progress.failed))
    if paused:
        parts.append(words.translate("words", "paused"))
    elif progress.rate > 0:
        rate = QLocale().toString(progress.rate, "f", 0 if progress.rate >= 10 else 1)
        parts.append(words.translate("words", "{0} tracks/s").format(rate))
        parts.append(words.time_left(progress.seconds_left))
    return " · ".join(part for part in parts if part)
