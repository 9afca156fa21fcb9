"""The line at the top: search, the three verbs of the program with their counts, and the menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from app.library.types import View
from app.ui import words
from app.ui.controls import push_button, tool_button
from app.ui.icons import icon
from app.ui.theme import CONTROL_HEIGHT, ICON_SIZE

#: The widest count that the buttons have room for from the start, so that they do not move as it grows.
_WIDEST = 99_999


class _SearchLine(QLineEdit):
    """Escape empties it; where nothing stands in it, Escape leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is ours."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class MainToolBar(QToolBar):
    """Search and the three verbs."""

    searched = Signal(str)
    search_left = Signal()  #: by Escape
    analyse_requested = Signal()
    review_requested = Signal()
    write_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tools")
        self.setAccessibleName(self.tr("Tools"))
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.search = self._make_search()
        self.menu = QMenu(self)
        self._analyse = self._verb("analyse", self.tr("Analyse"), self.analyse_requested)
        self._review = self._verb("review", self.tr("Review"), self.review_requested)
        self._write = self._verb("write", self.tr("Write"), self.write_requested)
        self._analyse.setToolTip(self.tr("Look for new files and listen to what was not heard yet"))
        self._review.setToolTip(self.tr("Decide, one key per track, where the sound fits several genres"))
        self._write.setToolTip(self.tr("See what would change in your files, then write it"))
        more = tool_button("menu", self.tr("Menu"))
        more.setMenu(self.menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for part in (self.search, gap, self._analyse, self._review, self._write, more):
            self.addWidget(part)
        self.set_counts({})

    def complete(self) -> None:
        """Add what is not seen at first: the button that clears, for which Qt looks through the themes of icons."""
        self.search.setClearButtonEnabled(True)

    def set_counts(self, counts: Mapping[View, int]) -> None:
        """Show how much waits for each verb."""
        for button, name, view in (
            (self._analyse, self.tr("Analyse"), View.NEW),
            (self._review, self.tr("Review"), View.REVIEW),
            (self._write, self.tr("Write"), View.READY),
        ):
            count = counts.get(view, 0)
            button.setText(f"{name} {words.number(count)}" if count else name)
            button.setAccessibleName(button.text())
        self._review.setEnabled(counts.get(View.REVIEW, 0) > 0)
        self._write.setEnabled(counts.get(View.READY, 0) > 0)
        self._analyse.setEnabled(counts.get(View.ALL, 0) > 0)

    def _make_search(self) -> QLineEdit:
        search = _SearchLine()
        search.left.connect(self.search_left)
        search.setPlaceholderText(self.tr("Search tracks, artists, genres…"))
        search.setAccessibleName(self.tr("Search"))
        search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        search.setFixedHeight(CONTROL_HEIGHT)
        search.setMinimumWidth(160)
        search.setMaximumWidth(420)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        search.textChanged.connect(self.searched)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._find)
        return search

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _verb(self, picture: str, name: str, signal: SignalInstance) -> QPushButton:
        button = push_button(name, signal.emit, picture=picture)
        button.setFixedHeight(CONTROL_HEIGHT)
        widest = button.fontMetrics().horizontalAdvance(f"{name} {words.number(_WIDEST)}")
        button.setMinimumWidth(widest + ICON_SIZE + 32)
        return button
