"""What Earmark has written, by date, and the way back: a whole batch, or single files of it.

A file that changed since it was written is left as it is and named with the reason.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.progress import Progress
from app.ui import words
from app.ui.bridge import Task, run_task
from app.ui.change_delegate import change_table
from app.ui.controls import label, line, open_at, push_button
from app.ui.core_words import core_text
from app.ui.entry_model import EntryModel
from app.ui.message_strip import Message, MessageStrip
from app.ui.theme import SPACE
from app.ui.write_question import nothing_undone

if TYPE_CHECKING:
    from app.library.types import LibraryChange
    from app.session import Session, UndoReport
    from app.tagging.entries import Batch, Entry

#: Rest after the library has changed, in which further changes come: then the history is read once.
RENEW_MS = 300
_BATCH = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """Batches at the left, the files of the chosen one at the right."""

    about_to_write = Signal()

    def __init__(self, session: Session, batch: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = batch
        self._shown: int | None = None  # batch whose files are listed
        self._task: Task | None = None
        self._listed: list[Batch] = []
        self._renewing = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._renewing.timeout.connect(self._renew)
        self.setWindowTitle(self.tr("History"))
        open_at(self, 1000, 600)
        self.batches = QListWidget()
        self.batches.setAccessibleName(self.tr("What was written"))
        self.batches.setMinimumWidth(260)
        self.batches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.batches.setWordWrap(True)  # three lines where two are too narrow, in any language
        self.batches.currentItemChanged.connect(self._choose)
        self.model = EntryModel(self)
        self.table = change_table(self.model, self.tr("Files written"), (190, 100, 32, 110, 132))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.strip = MessageStrip()
        self.head = label(size="large", bold=True)
        self._sentence = label(role="muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self.undo_files = push_button(self.tr("Undo the selected files"), self._undo_selected)
        self.undo_batch = push_button(self.tr("Undo all of it"), self._undo_all, picture="undo")
        self._lay_out()
        self._load_batches()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        buttons.addWidget(self.undo_batch)
        buttons.addWidget(self.undo_files)
        buttons.addWidget(self._bar, 1)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Close"), self.reject))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        top.addWidget(self.head)
        top.addWidget(self._sentence)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.table, 1)
        column.addWidget(self.strip)
        column.addWidget(line())
        column.addLayout(buttons)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(self.batches)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    # loading

    def take_change(self, _change: LibraryChange) -> None:
        """Something was written or undone, perhaps by another Earmark: show it soon."""
        if not self._renewing.isActive():
            self._renewing.start()

    def _renew(self) -> None:
        def take(batches: list[Batch]) -> None:
            if batches != self._listed and self._task is None:  # an undo of ours reads them when it is done
                self._show_batches(batches)

        run_task(self._session.history, on_done=take, on_error=self.strip.show_error, owner=self)

    def _load_batches(self) -> None:
        run_task(self._session.history, on_done=self._show_batches, on_error=self.strip.show_error, owner=self)

    def _show_batches(self, batches: list[Batch]) -> None:
        chosen = self._wanted if self._wanted is not None else self._chosen_id()
        self._listed = batches
        self.batches.blockSignals(True)  # while it is filled nothing is chosen, and the conflicts stay in sight
        self.batches.clear()
        for batch in batches:
            item = QListWidgetItem(f"{_when(batch)}\n{self._numbered(batch)} · {self._summary(batch)}")
            item.setData(_BATCH, batch)
            self.batches.addItem(item)
        self.batches.blockSignals(False)
        places = [place for place, batch in enumerate(batches) if batch.id == chosen]
        self.batches.setCurrentRow(places[0] if places else 0)
        self._wanted = None
        if not batches:
            self.head.setText(self.tr("Nothing has been written yet"))
            self._sentence.setText(self.tr("Every write appears here and can be undone, even after a restart."))
        self._enable()

    def _numbered(self, batch: Batch) -> str:
        """The batch by the number that ``earmark undo`` takes, hence without separators."""
        return self.tr("Batch {0}").format(int(batch.id))

    def _summary(self, batch: Batch) -> str:
        parts = [self._files(batch)]
        if batch.left:
            parts.append(self.tr("%Ln left as they are", "", batch.left))
        if batch.ending == "stopped":
            parts.append(self.tr("stopped"))
        elif batch.ending == "interrupted":
            parts.append(self.tr("cut off"))
        return " · ".join(parts)

    def _files(self, batch: Batch) -> str:
        if batch.undone >= batch.files:
            return self.tr("%Ln files, undone", "", batch.files)
        if batch.undone:
            return self.tr("{0}, {1} undone").format(self.tr("%Ln files", "", batch.files), words.number(batch.undone))
        return self.tr("%Ln files", "", batch.files)

    def _told(self, batch: Batch) -> str:
        """What there is to say of a batch, and of those of its files that no write reached."""
        said = " · ".join(part for part in (self._numbered(batch), self._summary(batch), batch.note) if part)
        waiting = batch.planned - batch.reached
        if batch.ending == "stopped":
            return f"{said}\n" + self.tr("It was stopped before %Ln files had their turn.", "", waiting)
        if batch.ending == "interrupted" and batch.reached:
            why = self.tr("It was cut off by an error, or because Earmark or the computer ended.")
            return f"{said}\n{why} " + self.tr("%Ln files were not reached.", "", waiting)
        if batch.ending == "interrupted":
            why = self.tr(
                "It was cut off by an error, or because Earmark or the computer ended: the rest was not reached."
            )
            return f"{said}\n{why}"
        return said

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.model.set_entries([])
            return
        batch: Batch = item.data(_BATCH)
        if int(batch.id) != self._shown:
            self._shown = int(batch.id)
            self.model.set_conflicts({})  # those of the undo of another batch
        self.head.setText(_when(batch))
        self._sentence.setText(self._told(batch))
        run_task(
            self._session.batch_entries,
            batch.id,
            on_done=partial(self._show_entries, int(batch.id)),
            on_error=self.strip.show_error,
            owner=self,
        )

    def _show_entries(self, batch: int, entries: list[Entry]) -> None:
        if batch == self._chosen_id():
            self.model.set_entries(entries)
            self._enable()

    def _chosen_id(self) -> int | None:
        item = self.batches.currentItem()
        return int(item.data(_BATCH).id) if item is not None else None

    def _enable(self) -> None:
        free = self._task is None
        self.undo_batch.setEnabled(free and self.model.undoable() > 0)
        self.undo_files.setEnabled(free and bool(self._selected()))

    def _selected(self) -> list[bytes]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [entry.path for entry in map(self.model.entry_at, rows) if entry.status == "written"]

    # undoing

    def _undo_all(self) -> None:
        self._undo(None)

    def _undo_selected(self) -> None:
        self._undo(self._selected())

    def _undo(self, chosen: list[bytes] | None) -> None:
        batch = self._chosen_id()
        if batch is None or self._task is not None:
            return
        self.about_to_write.emit()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._task = run_task(
            self._session.undo,
            batch,
            paths=chosen,
            on_done=self._show_undone,
            on_error=self._fail,
            on_progress=self._show_progress,
            owner=self,
        )
        self._enable()

    def _show_progress(self, progress: Progress) -> None:
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)

    def _show_undone(self, report: UndoReport) -> None:
        self._end()
        sentence = self.tr("%Ln files are as they were, byte for byte.", "", report.restored)
        if not report.restored:
            sentence = nothing_undone(report)
        if report.conflicts:
            path, reason = report.conflicts[0]
            left = self.tr("%Ln left as they are.", "", len(report.conflicts))
            hint = f"{left} {words.file_name(path)}: {core_text(reason)}"
            self.strip.show_message(Message(sentence, hint, failed=True))
            self.model.set_conflicts(dict(report.conflicts))
        else:
            self.strip.show_message(Message(sentence))
        self._load_batches()

    def _fail(self, problem: AppError) -> None:
        self._end()
        self.strip.show_error(problem)

    def _end(self) -> None:
        self._task = None
        self._bar.hide()
        self._enable()

    def reject(self) -> None:
        """Close, unless an undo runs: that is stopped first and its result shown."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()


def _when(batch: Batch) -> str:
    """Date and time in the person's zone and locale."""
    local = QDateTime.fromSecsSinceEpoch(int(batch.created.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
