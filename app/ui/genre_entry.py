"""Type any genre: a line with the genres that fit, the person's own vocabulary first.

What is typed need not be in the list; the last line always offers it as it stands. Commas and semicolons separate
several genres, as in every field for genres.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.ui.genre_field import split_genres
from app.ui.theme import SPACE, is_theme_event, theme

_SHOWN = 7
_ROW = 26


def matching(typed: str, vocabulary: Sequence[str], limit: int = _SHOWN) -> list[str]:
    """Genres of ``vocabulary`` that fit what is typed: those that begin with it, then those with a word that does,
    then those that contain it; in the vocabulary's order within each."""
    wanted = typed.strip().casefold()
    if not wanted:
        return list(vocabulary[:limit])
    ranked = []
    for place, genre in enumerate(vocabulary):
        folded = genre.casefold()
        if folded.startswith(wanted):
            ranked.append((0, place, genre))
        elif any(word.startswith(wanted) for word in folded.replace("-", " ").split()):
            ranked.append((1, place, genre))
        elif wanted in folded:
            ranked.append((2, place, genre))
    return [genre for _, _, genre in sorted(ranked)[:limit]]


class GenreEntry(QFrame):
    """The line and its list. Enter chooses, Shift+Enter adds, Escape leaves."""

    entered = Signal(tuple, bool)  #: genres, whether they are added
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("genre-entry")
        self._vocabulary: tuple[str, ...] = ()
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Type a genre"))
        self.line.setAccessibleName(self.tr("Any genre"))
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Genres that fit"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textEdited.connect(self._offer)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._enter(added=False))
        self._take_colours()
        self.hide()

    def set_vocabulary(self, genres: Sequence[str]) -> None:
        """Offer ``genres``, the likely ones first."""
        self._vocabulary = tuple(genres)

    def begin(self) -> None:
        """Show an empty line and take the keyboard."""
        self.line.clear()
        self._offer("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def end(self) -> None:
        """Hide."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the list from the line."""
        if watched is self.line and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # every key is for the line: no shortcut of the window acts while a person types
            return False
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._steer(event)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Take new colours."""
        super().changeEvent(event)
        if is_theme_event(event):
            self._take_colours()

    def _steer(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(added=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self.end()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))
        else:
            return False
        return True

    def _offer(self, typed: str) -> None:
        genres = matching(typed, self._vocabulary)
        own = " ".join(typed.split())
        self.list.clear()
        for genre in genres:
            self._add(genre, genre)
        if own and own.casefold() not in {genre.casefold() for genre in genres}:
            self._add(self.tr("Use “{0}”").format(own), own)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(1, self.list.count()) * _ROW + 2)
        self._column.activate()
        self.adjustSize()

    def _add(self, text: str, genre: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, genre)
        item.setSizeHint(QSize(0, _ROW))
        self.list.addItem(item)

    def _enter(self, *, added: bool) -> None:
        if self.list.currentRow() < 0:
            return
        item = self.list.currentItem()
        genres = split_genres(str(item.data(Qt.ItemDataRole.UserRole)), self._vocabulary)
        if genres:
            self.end()
            self.entered.emit(genres, added)

    def _take_colours(self) -> None:
        colours = theme().palette
        sheet = (
            f"#genre-entry {{ background: {colours.raised.name()}; border: 1px solid {colours.accent.name()};"
            f" border-radius: 6px; }} #genre-entry QListWidget {{ background: transparent; border: 0; }}"
            f" #genre-entry QListWidget::item:selected {{ background: {colours.selection.name()};"
            f" color: {colours.text.name()}; border-radius: 4px; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
