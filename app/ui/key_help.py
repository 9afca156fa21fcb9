"""The overlay that lists the keys of the review, and the way to change them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.shortcuts import KeyMap, ReviewAction, action_words, shown_keys
from app.ui.theme import SPACE, font, is_theme_event, theme
from app.ui.words import translate

#: What stands below each other: deciding at the left, going about and the picture at the right.
_DECIDING = (
    *(ReviewAction.CHOOSE, ReviewAction.ADD, ReviewAction.ACCEPT, ReviewAction.TYPE, ReviewAction.KEEP),
    *(ReviewAction.APPEND, ReviewAction.SKIP, ReviewAction.ALBUM, ReviewAction.ARTIST, ReviewAction.BULK),
    *(ReviewAction.UNDO, ReviewAction.LEAVE),
)
_HEARING = (
    *(ReviewAction.NEXT, ReviewAction.PREVIOUS, ReviewAction.TOGGLE_PLAY, ReviewAction.BACK, ReviewAction.FORWARD),
    *(ReviewAction.MOMENT_FOR, ReviewAction.MOMENT_AGAINST, ReviewAction.COMPARE, ReviewAction.OTHER),
    *(ReviewAction.CLOSER, ReviewAction.FARTHER, ReviewAction.WHOLE, ReviewAction.HELP),
)

#: What the frame takes of the width besides the two lists, in pixels; and Qt's word for no limit.
_MARGINS, _UNBOUND = 15 * SPACE, 16_777_215


def key_list(keys: KeyMap, actions: Sequence[ReviewAction] = (*_DECIDING, *_HEARING)) -> list[tuple[str, str]]:
    """``(keys, what they do)`` as the overlay lists them."""
    return [(_shown(keys, action), action_words(action)) for action in actions]


def _shown(keys: KeyMap, action: ReviewAction) -> str:
    if action is ReviewAction.CHOOSE:
        return "1 \N{HORIZONTAL ELLIPSIS} 9"
    if action is ReviewAction.ADD:
        return translate("keys", "Shift + digit")
    return shown_keys(keys.keys_of(action)) or "\N{EN DASH}"


class KeyHelp(QFrame):
    """The overlay of all keys, over the middle of its parent; a click hides it."""

    change_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("key-help")
        self.setAccessibleName(self.tr("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(self.tr("Keys"), size="large", bold=True))
        lists = QHBoxLayout()
        lists.setSpacing(5 * SPACE)
        self._caps: dict[ReviewAction, QLabel] = {}
        self._words: list[QLabel] = []
        for actions in (_DECIDING, _HEARING):
            lists.addLayout(self._make_list(actions))
        column.addLayout(lists)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("A click or Esc hides this."), role="muted"), 1)
        self.change_button = push_button(self.tr("Change the keys…"), self.change_clicked.emit, picture="keyboard")
        row.addWidget(self.change_button)
        column.addLayout(row)
        self.show_keys(KeyMap())
        self._take_colours()
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.hide()

    def show_keys(self, keys: KeyMap) -> None:
        """List these keys."""
        for action, cap in self._caps.items():
            cap.setText(_shown(keys, action))
        self.setAccessibleDescription("; ".join(f"{key}: {does}" for key, does in key_list(keys)))

    def toggle(self) -> None:
        """Show the list, or hide it."""
        self.setVisible(not self.isVisible())
        self.raise_()

    def place(self) -> None:
        """Stand in the middle of the parent, in lines that are broken where it is narrow."""
        self._fit()
        self.move(self._room.rect().center() - self.rect().center())

    def _fit(self) -> None:
        """Break the words of the keys into lines where the whole would be wider than the parent."""
        taken = sum(
            max(self._caps[action].sizeHint().width() for action in actions) + 2 * SPACE
            for actions in (_DECIDING, _HEARING)
        )
        room = (self._room.width() - taken - _MARGINS) // 2
        for words in self._words:
            width = words.fontMetrics().horizontalAdvance(words.text()) + 2
            words.setWordWrap(width > room)
            words.setMinimumWidth(min(width, room) if width > room else 0)
            words.setMaximumWidth(max(room, 80) if width > room else _UNBOUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the middle."""
        super().resizeEvent(event)
        self.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide."""
        event.accept()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Take new colours."""
        super().changeEvent(event)
        if is_theme_event(event):
            self._take_colours()

    def _make_list(self, actions: Sequence[ReviewAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        for row, action in enumerate(actions):
            cap = QLabel()
            cap.setTextFormat(Qt.TextFormat.PlainText)
            cap.setFont(font("normal", bold=True))
            self._caps[action] = cap
            words = label(action_words(action))
            self._words.append(words)
            grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        grid.setRowStretch(len(actions), 1)
        return grid

    def _take_colours(self) -> None:
        colours = theme().palette
        sheet = f"#key-help {{ background: {colours.raised.name()}; border: 1px solid {colours.border.name()};"
        sheet += " border-radius: 8px; }"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
