"""What was not read: files and folders with the reason, and sound of kinds that Earmark does not read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTreeWidgetItem, QVBoxLayout, QWidget

from app.session import Session, Unread
from app.stamp import display_path
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import closing_row, file_list, label, open_at, push_button
from app.ui.core_words import core_text
from app.ui.theme import SPACE
from app.ui.track_actions import show_in_folder

_PATH = Qt.ItemDataRole.UserRole


class UnreadDialog(QDialog):
    """The list as the last scans left it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not read"))
        open_at(self, 760, 480)
        self.head = label(size="large", bold=True)
        self.passed_over = label(role="muted", wrap=True)
        headings = [self.tr("File or folder"), self.tr("Why")]
        self.list = file_list(headings, self.tr("What could not be read"), [440])
        self.list.itemSelectionChanged.connect(self._follow)
        self._below = QWidget()  # keeps the words at the top where no list does
        self._show_button = push_button(self.tr("Show in folder"), self._show_in_folder, picture="show")
        close = push_button(self.tr("Close"), self.accept, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.head)
        column.addWidget(self.passed_over)
        column.addWidget(self.list, 1)
        column.addWidget(self._below, 1)
        column.addLayout(closing_row(close, self._show_button))
        self._show(Unread())
        run_task(session.not_read, on_done=self._show, owner=self)

    def _show(self, unread: Unread) -> None:
        count = len(unread.problems)
        if count:
            self.head.setText(self.tr("%Ln files or folders could not be read", "", count))
        else:
            self.head.setText(self.tr("Everything could be read"))
        self.passed_over.setText(" ".join(words.passed_over(unread.passed_over)))
        self.passed_over.setVisible(bool(unread.passed_over))
        self.list.clear()
        for path, reason in unread.problems:
            item = QTreeWidgetItem([display_path(path), core_text(reason)])
            item.setData(0, _PATH, path)
            item.setToolTip(0, display_path(path))
            item.setToolTip(1, core_text(reason))
            self.list.addTopLevelItem(item)
        for part in (self.list, self._show_button):
            part.setVisible(count > 0)
        self._below.setVisible(not count)
        self._follow()

    def _follow(self) -> None:
        self._show_button.setEnabled(bool(self.list.selectedItems()))

    def _show_in_folder(self) -> None:
        for item in self.list.selectedItems()[:1]:
            show_in_folder(item.data(0, _PATH))
