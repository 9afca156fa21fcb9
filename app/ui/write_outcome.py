"""The two later pages of a write: how far it is, and what came of it, with every file that was left out and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QTreeWidgetItem, QVBoxLayout, QWidget

from app.errors import AppError
from app.progress import Progress
from app.session import WriteReport
from app.stamp import display_path
from app.ui.activity_bar import progress_line
from app.ui.controls import ElidedLabel, file_list, label, push_button
from app.ui.core_words import core_text
from app.ui.theme import SPACE, font


class ProgressPage(QWidget):
    """Progress of a write."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = label(size="large", bold=True)
        self._line.setFont(font("large", bold=True, tabular=True))
        self._file = ElidedLabel()
        self._file.setProperty("role", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = push_button(self.tr("Stop"), self.cancelled.emit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addStretch(1)
        for part in (self._line, self._bar, self._file):
            column.addWidget(part)
        column.addStretch(2)
        column.addLayout(row)

    def begin(self, total: int) -> None:
        """A write of ``total`` files begins."""
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._cancel.setEnabled(True)
        self.show_progress(Progress(0, total))

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self._line.setText(progress_line(self.tr("Writing"), progress))
        self._bar.setValue(progress.done)
        if progress.current is not None:
            self._file.set_whole_text(display_path(progress.current))

    @property
    def done(self) -> int:
        """How many files are done."""
        return self._bar.value()

    def show_ending(self) -> None:
        """Stopped: the file in hand is finished."""
        self._line.setText(self.tr("Finishing the file in hand…"))
        self._cancel.setEnabled(False)


class ResultPage(QWidget):
    """What came of a write."""

    closed = Signal()
    history_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch: int | None = None
        self.head = label(size="large", bold=True)
        self.sentence = label(role="muted", wrap=True)
        headings = [self.tr("File"), self.tr("What happened"), self.tr("Why")]
        self.list = file_list(headings, self.tr("Files left as they are"), [380, 110])
        self._history = push_button(
            self.tr("Open the history"), lambda: self.history_requested.emit(self._batch), picture="history"
        )
        self._close = push_button(self.tr("Close"), self.closed.emit, primary=True)
        row = QHBoxLayout()
        row.addWidget(self._history)
        row.addStretch(1)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.head)
        column.addWidget(self.sentence)
        column.addWidget(self.list, 1)
        self._below = QWidget()  # keeps the words at the top where no list does
        column.addWidget(self._below, 1)
        column.addLayout(row)

    def show_report(self, report: WriteReport) -> None:
        """Show the counts, and the files that were left as they are with their reasons."""
        self._batch = report.batch
        self._history.setVisible(report.batch is not None)
        self.head.setText(self.tr("%Ln files written", "", report.written))
        parts = []
        if report.not_reached:
            parts.append(self.tr("stopped before %Ln files had their turn", "", report.not_reached))
        elif report.cancelled:
            parts.append(self.tr("stopped before the end"))
        if report.unchanged:
            parts.append(self.tr("%Ln already said so", "", report.unchanged))
        if report.skipped:
            parts.append(self.tr("%Ln skipped", "", len(report.skipped)))
        if report.failed:
            parts.append(self.tr("%Ln failed", "", len(report.failed)))
        self.sentence.setText(" · ".join(parts) or self.tr("Every file was read back and says what it should."))
        self.list.clear()
        for what, files in ((self.tr("skipped"), report.skipped), (self.tr("failed"), report.failed)):
            for path, reason in files:
                item = QTreeWidgetItem([display_path(path), what, core_text(reason)])
                item.setToolTip(0, display_path(path))
                item.setToolTip(2, core_text(reason))
                self.list.addTopLevelItem(item)
        self._show_list(self.list.topLevelItemCount() > 0)
        self._close.setFocus()

    def show_error(self, problem: AppError) -> None:
        """The write could not begin or go on."""
        self._batch = None
        self._history.setVisible(False)
        self._show_list(False)
        self.head.setText(core_text(problem.sentence))
        self.sentence.setText(core_text(problem.hint))

    def _show_list(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self._below.setVisible(not shown)
