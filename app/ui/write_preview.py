"""What a write would change, before it does: old and new of every file, with the reason; then the write; then what
came of it.

Three pages in one dialog: the list, the progress, the result. Nothing is written before the button with the number of
files on it is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.library.types import TrackId
from app.progress import Progress
from app.settings import HardLinks, Policy
from app.ui import words
from app.ui.bridge import Task, run_task
from app.ui.change_delegate import change_table
from app.ui.change_model import ChangeKind, ChangeModel
from app.ui.controls import label, line, open_at, push_button
from app.ui.link_question import LinkQuestion
from app.ui.theme import SPACE
from app.ui.write_outcome import ProgressPage, ResultPage

if TYPE_CHECKING:
    from app.session import PlannedChange, Session, WriteReport
    from app.session.files import Barred

_TYPING_MS = 150


class WritePreview(QDialog):
    """The write of ``tracks``, or of everything that is ready (``None``)."""

    about_to_write = Signal()
    history_requested = Signal(object)  #: id of the batch just written
    files_left = Signal(list)  #: of TrackIds whose files were skipped, perhaps for being others than were previewed

    def __init__(self, session: Session, tracks: Sequence[TrackId] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tracks = tracks
        self._task: Task | None = None
        self._serial = 0
        self._with_unchanged = False
        #: Files with several names about which a person is to be asked before they are written.
        self._linked: frozenset[bytes] = frozenset()
        self._barred: Barred | None = None  #: files that permissions keep from being written
        self.setWindowTitle(self.tr("Write genres"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 1040, 640)
        self.model = ChangeModel(self)
        self.pages = QStackedWidget()
        self.progress_page = ProgressPage()
        self.result_page = ResultPage()
        self._make_list_page()
        for page in (self._list_page, self.progress_page, self.result_page):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.progress_page.cancelled.connect(self._cancel)
        self.result_page.closed.connect(self.accept)
        self.result_page.history_requested.connect(self._open_history)
        self._plan()

    # the list

    def _make_list_page(self) -> None:
        self._head = label(size="large", bold=True)
        self._sentence = label(role="muted", wrap=True)
        self._warning = label(role="caution", wrap=True)
        self.policy_box = self._make_policy_box()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the changes"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.genre_box = QComboBox()
        self.genre_box.setMinimumWidth(150)
        self.genre_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.genre_box.setAccessibleName(self.tr("New genre"))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.genre_box.activated.connect(lambda _place: self._filter())
        self.kind_box = self._make_kind_box()
        self.table = change_table(self.model, self.tr("Changes"), (32, 196, 126, 130, 32, 136, 84))
        self._footer = label(role="muted")
        self.write_button = push_button(self.tr("Write"), self.write, picture="write", primary=True)
        self.model.ticks_changed.connect(self._count)
        self._list_page = QWidget()
        column = QVBoxLayout(self._list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_top())
        column.addWidget(line())
        column.addWidget(self.table, 1)
        column.addWidget(line())
        column.addLayout(self._make_bottom())

    def _make_top(self) -> QVBoxLayout:
        top = QVBoxLayout()
        top.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        top.setSpacing(SPACE)
        top.addWidget(self._head)
        top.addWidget(self._sentence)
        top.addWidget(self._warning)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(self.tr("Where a file has a genre:")))
        row.addWidget(self.policy_box, 1)
        row.addWidget(self.kind_box)
        row.addWidget(self.genre_box)
        row.addWidget(self.search)
        top.addLayout(row)
        return top

    def _make_bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setSpacing(SPACE)
        bottom.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        bottom.addWidget(push_button(self.tr("Tick all"), lambda: self._tick_shown(True)))
        bottom.addWidget(push_button(self.tr("Untick all"), lambda: self._tick_shown(False)))
        bottom.addSpacing(SPACE)
        bottom.addWidget(self._footer, 1)
        bottom.addWidget(push_button(self.tr("Cancel"), self.reject))
        bottom.addWidget(self.write_button)
        return bottom

    def _make_policy_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("What to do where a file has a genre"))
        # its choices are sentences: what there is no room for is left out of the closed box
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for policy in Policy:
            box.addItem(words.policy_name(policy), policy.value)
        box.setCurrentIndex(box.findData(self._session.settings.policy.value))
        box.activated.connect(lambda _place: self._plan())
        return box

    def _make_kind_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Kind of change"))
        for name, kind in (
            (self.tr("All changes"), None),
            (self.tr("Had no genre"), ChangeKind.FILLS),
            (self.tr("One is added"), ChangeKind.ADDS),
            (self.tr("One is replaced"), ChangeKind.REPLACES),
            (self.tr("Left as they are"), ChangeKind.STAYS),
        ):
            box.addItem(name, kind)
        box.activated.connect(lambda _place: self._choose_kind())
        return box

    def _choose_kind(self) -> None:
        """What stays is only planned when it is asked for: it may be most of the library."""
        if self.kind_box.currentData() == ChangeKind.STAYS and not self._with_unchanged:
            self._with_unchanged = True
            self._plan()
        else:
            self._filter()

    def _plan(self) -> None:
        self._serial += 1
        serial = self._serial
        self._head.setText(self.tr("Looking at what would change…"))
        self._sentence.setText(self.tr("Nothing is written yet."))
        self.write_button.setEnabled(False)
        using = replace(self._session.settings, policy=Policy(self.policy_box.currentData()))

        unchanged = self._with_unchanged

        def look() -> tuple[list[PlannedChange], frozenset[bytes], Barred]:
            changes = self._session.plan(self._tracks, using=using, unchanged=unchanged)
            paths = [change.path for change in changes if change.changed]
            return changes, self._session.linked(paths), self._session.barred(paths)

        run_task(look, on_done=lambda found: self._show_plan(serial, *found), on_error=self._fail, owner=self)

    def _show_plan(self, serial: int, changes: list[PlannedChange], linked: frozenset[bytes], barred: Barred) -> None:
        if serial != self._serial:
            return
        self._linked, self._barred = linked, barred
        self.model.set_changes(changes)
        chosen = self.genre_box.currentData()
        self.genre_box.clear()
        self.genre_box.addItem(self.tr("All genres"), None)
        for genre in self.model.new_genres():
            self.genre_box.addItem(genre, genre)
        self.genre_box.setCurrentIndex(max(0, self.genre_box.findData(chosen)))
        self._filter()

    def _filter(self) -> None:
        kind = self.kind_box.currentData()
        self.model.filter(self.search.text(), self.genre_box.currentData(), ChangeKind(kind) if kind else None)
        if kind == ChangeKind.STAYS:
            self._head.setText(self.tr("%Ln files stay as they are", "", self.model.stay_count()))
            self._sentence.setText(self.tr("Why stands beside each. What you ticked is written all the same."))
        else:
            self._count()

    def _tick_shown(self, taken: bool) -> None:
        self.model.tick(range(self.model.rowCount()), taken)

    def _count(self) -> None:
        taken = self.model.taken_count()
        self.write_button.setEnabled(taken > 0)
        self.write_button.setText(self.tr("Write %Ln files", "", taken) if taken else self.tr("Write"))
        if not self.model.rowCount() and not taken:
            self._head.setText(self.tr("Nothing would change"))
            self._sentence.setText(self.tr("The files already say what was chosen, or the rule below protects them."))
        else:
            self._head.setText(self.tr("%Ln files would change", "", taken))
            self._sentence.setText(
                self.tr("Only the genre is touched. Each file is checked after the write, and all of it can be undone.")
            )
        self._warn()
        wrong = round(self.model.expected_wrong())
        self._footer.setText(self.tr("about %Ln expected to be wrong", "", wrong) if wrong else "")
        self._footer.setToolTip(
            self.tr("The model's doubts about the ticked tracks, added up; your own choices count as right.")
        )

    def _warn(self) -> None:
        """Say which of the ticked files will not be written, or may not be: before the write, not after it."""
        barred, parts = self._barred, list[str]()
        taken = [change.path for change in self.model.taken()] if barred and (barred.files or barred.beside) else []
        if barred and (count := sum(path in barred.files for path in taken)):
            parts.append(self.tr("%Ln files are read-only and will be skipped.", "", count))
        if barred and (count := sum(path in barred.beside for path in taken)):
            parts.append(self.tr("%Ln files lie in folders that may not be written to.", "", count))
            parts.append(self.tr("What has no room to spare in its tags is left as it is."))
        self._warning.setText(" ".join(parts))
        self._warning.setVisible(bool(parts))

    # the write

    def write(self) -> None:
        """Write the ticked changes; files with several names are asked about first, once and for all."""
        changes = self.model.taken()
        if not changes or self._task is not None:
            return
        if count := sum(change.path in self._linked for change in changes):
            LinkQuestion(count, lambda choice: self._answer_links(changes, choice), self).open()
        else:
            self._begin(changes)

    def _answer_links(self, changes: list[PlannedChange], choice: HardLinks | None) -> None:
        if choice is not None:
            self._linked = frozenset()
            answer = self._session.answer_links
            run_task(answer, choice, on_done=lambda _: self._begin(changes), on_error=self._fail, owner=self)

    def _begin(self, changes: list[PlannedChange]) -> None:
        self.about_to_write.emit()
        self.pages.setCurrentWidget(self.progress_page)
        self.progress_page.begin(len(changes))
        self._task = run_task(
            self._session.write,
            changes,
            on_done=self._show_result,
            on_error=self._fail,
            on_progress=self._show_progress,
            owner=self,
        )

    def reject(self) -> None:
        """Escape and the window's cross: while writing they cancel, and the result is shown."""
        if self._task is not None:
            self._cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's cross."""
        if self._task is not None:
            event.ignore()
            self._cancel()
        else:
            super().closeEvent(event)

    def _show_progress(self, progress: Progress) -> None:
        self.progress_page.show_progress(progress)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.progress_page.show_ending()

    def _show_result(self, report: WriteReport) -> None:
        self._task = None
        self.result_page.show_report(report)
        if skipped := {path for path, _ in report.skipped}:
            self.files_left.emit([change.track for change in self.model.taken() if change.path in skipped])
        self.pages.setCurrentWidget(self.result_page)

    def _fail(self, problem: AppError) -> None:
        self._task = None
        self.result_page.show_error(problem)
        self.pages.setCurrentWidget(self.result_page)

    def _open_history(self, batch: int | None) -> None:
        self.accept()
        self.history_requested.emit(batch)
