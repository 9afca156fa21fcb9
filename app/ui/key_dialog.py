"""Binds the keys of the review anew: choose what is to be done, press the key that shall do it.

A key that already means something is taken over only when it is pressed a second time; what it meant is said before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.ui.bridge import run_task
from app.ui.controls import label, line, open_at, push_button
from app.ui.message_strip import MessageStrip
from app.ui.shortcuts import (
    DELIVERED,
    FIXED,
    KeyMap,
    ReviewAction,
    action_words,
    event_keys,
    may_be_bound,
    read_key,
    shown_key,
    shown_keys,
)
from app.ui.theme import ROW_HEIGHT, SPACE

if TYPE_CHECKING:
    from app.session import Session


#: What the rows stand for.
_ACTIONS = tuple(DELIVERED)


class KeyTable(QTableWidget):
    """Actions and their keys. Enter or F2 waits for a key, Delete takes the keys away."""

    changed = Signal()
    said = Signal(str)  #: what the person is to do, or what stands in the way; empty: nothing

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(len(DELIVERED), 2, parent)
        self.keys = keys
        self._waiting: ReviewAction | None = None  # for a key
        self._asked = ""  # a key of another action, pressed once
        self.setAccessibleName(self.tr("Keys of the review"))
        self.setHorizontalHeaderLabels([self.tr("Does"), self.tr("Keys")])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setStyleSheet(f"QTableWidget::item {{ padding-left: {SPACE}px; }}")
        self.horizontalHeader().resizeSection(1, 190)
        self.cellDoubleClicked.connect(lambda _row, _column: self.wait_for_key())
        self.currentCellChanged.connect(lambda *_: self.stop_waiting())
        self._fill()
        self.setCurrentCell(0, 0)

    @property
    def waiting(self) -> bool:
        """Whether the next key is bound."""
        return self._waiting is not None

    def wait_for_key(self) -> None:
        """Bind the next key pressed to the action in the current row."""
        action = self._current()
        self._waiting, self._asked = action, ""
        self._fill()
        self.setFocus()
        self.said.emit(self.tr("Press the key for “{0}”. Esc leaves it as it is.").format(action_words(action)))

    def stop_waiting(self) -> None:
        """Bind nothing."""
        if self._waiting is not None:
            self._waiting, self._asked = None, ""
            self._fill()
            self.said.emit("")

    def take_away(self) -> None:
        """Leave the current action without a key."""
        self._set(self.keys.unbound(self._current()))

    def reset(self) -> None:
        """All keys as delivered."""
        self._set(KeyMap())

    def event(self, event: QEvent) -> bool:
        """While a key is awaited, every key is ours: no shortcut of the window or the dialog acts."""
        if self.waiting and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self.waiting and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._bind(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 wait for a key, Delete takes the keys away."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.wait_for_key()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_away()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard no key comes."""
        super().focusOutEvent(event)
        self.stop_waiting()

    def _bind(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop_waiting()
            return
        key = event_keys(event)[0]
        action = self._waiting
        if not key or action is None:
            return
        press = read_key(event, keys=self.keys)
        if not may_be_bound(key) or (press is not None and press.action in FIXED):
            self.said.emit(self.tr("“{0}” cannot be changed. Press another key.").format(shown_key(key)))
            return
        meaning = self.keys.action_of(key)
        if meaning not in {None, action} and self._asked != key:
            self._asked = key
            words = self.tr("“{0}” already means “{1}”. Press it again to take it from there, or press another key.")
            self.said.emit(words.format(shown_key(key), action_words(meaning) if meaning else ""))
            return
        self._set(self.keys.unbound(action).bound(action, key))

    def _set(self, keys: KeyMap) -> None:
        self._waiting, self._asked = None, ""
        self.keys = keys
        self._fill()
        lost = [action for action in _ACTIONS if not keys.keys_of(action)]
        words = self.tr("Without a key now: {0}").format(", ".join(f"“{action_words(one)}”" for one in lost))
        self.said.emit(words if lost else "")
        self.changed.emit()

    def _current(self) -> ReviewAction:
        return _ACTIONS[max(self.currentRow(), 0)]

    def _fill(self) -> None:
        for row, action in enumerate(_ACTIONS):
            shown = shown_keys(self.keys.keys_of(action)) or "\N{EN DASH}"
            if action is self._waiting:
                shown = self.tr("press a key…")
            for column, text in enumerate((action_words(action), shown)):
                item = self.item(row, column) or QTableWidgetItem()
                item.setText(text)
                if self.item(row, column) is None:
                    self.setItem(row, column, item)


class KeyPage(QWidget):
    """The table with what it says and its buttons: in a dialog of its own, and in the settings."""

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = KeyTable(keys)
        self._usual = self.tr("Digits always choose a suggestion, and Esc always leaves. All other keys are yours.")
        self.sentence = label(self._usual, role="muted", wrap=True)
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().height())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.said.connect(lambda sentence: self.sentence.setText(sentence or self._usual))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(push_button(self.tr("Change"), self.table.wait_for_key))
        buttons.addWidget(push_button(self.tr("No key"), self.table.take_away))
        buttons.addWidget(push_button(self.tr("As delivered"), self.table.reset))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def stored(self) -> dict[str, str]:
        """What the settings are to keep."""
        return self.table.keys.stored()


class KeyDialog(QDialog):
    """The page by itself. The settings change when Save is pressed."""

    applied = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Keys of the review"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 600, 560)
        self.page = KeyPage(KeyMap.read(session.settings.keys))
        self.table = self.page.table
        self.strip = MessageStrip()
        self.save_button = push_button(self.tr("Save"), self.save, primary=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.strip)
        column.addWidget(line())
        column.addLayout(buttons)

    def save(self) -> None:
        """Store the keys and close."""
        settings = replace(self._session.settings, keys=self.page.stored())
        run_task(
            self._session.change_settings,
            settings,
            on_done=lambda _none: self._saved(),
            on_error=self._fail,
            owner=self,
        )

    def _saved(self) -> None:
        self.applied.emit()
        self.accept()

    def _fail(self, problem: AppError) -> None:
        self.strip.show_error(problem)
