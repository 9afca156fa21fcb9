"""The keys of the review: which key means what, and the overlay that lists them.

Keys are read as events and not as window shortcuts, so that a digit, a space or an arrow means the same wherever in the
room the focus is, and nothing is ambiguous with the window's own shortcuts. A digit with Shift is known by its place on
the keyboard where the platform tells it, because the sign it types differs by layout.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.controls import label
from app.ui.theme import SPACE, font, is_theme_event, theme


class ReviewAction(Enum):
    """What a key can ask for."""

    NEXT = auto()
    PREVIOUS = auto()
    TOGGLE_PLAY = auto()
    BACK = auto()
    FORWARD = auto()
    MOMENT_FOR = auto()
    MOMENT_AGAINST = auto()
    CHOOSE = auto()
    ADD = auto()
    ACCEPT = auto()
    TYPE = auto()
    KEEP = auto()
    SKIP = auto()
    ALBUM = auto()
    UNDO = auto()
    HELP = auto()
    LEAVE = auto()


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key read: the action, and the digit of a choice."""

    action: ReviewAction
    digit: int = 0


_Key, _None, _Shift, _Ctrl = (
    Qt.Key,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], ReviewAction] = {
    (_Key.Key_J, _None): ReviewAction.NEXT,
    (_Key.Key_Down, _None): ReviewAction.NEXT,
    (_Key.Key_K, _None): ReviewAction.PREVIOUS,
    (_Key.Key_Up, _None): ReviewAction.PREVIOUS,
    (_Key.Key_Space, _None): ReviewAction.TOGGLE_PLAY,
    (_Key.Key_Left, _None): ReviewAction.BACK,
    (_Key.Key_Right, _None): ReviewAction.FORWARD,
    (_Key.Key_Right, _Shift): ReviewAction.MOMENT_FOR,
    (_Key.Key_Left, _Shift): ReviewAction.MOMENT_AGAINST,
    (_Key.Key_Return, _None): ReviewAction.ACCEPT,
    (_Key.Key_Enter, _None): ReviewAction.ACCEPT,
    (_Key.Key_X, _None): ReviewAction.KEEP,
    (_Key.Key_S, _None): ReviewAction.SKIP,
    (_Key.Key_A, _None): ReviewAction.ALBUM,
    (_Key.Key_Z, _Ctrl): ReviewAction.UNDO,
    (_Key.Key_Escape, _None): ReviewAction.LEAVE,
    (_Key.Key_F1, _None): ReviewAction.HELP,
}
_SIGNS = {"?": ReviewAction.HELP, "/": ReviewAction.TYPE}
#: Where the digit 1 of the main row is among the platform's scan codes; 2 to 9 follow it.
_SCAN_OF_ONE = {"xcb": 10, "wayland": 10, "windows": 2}
#: What Shift and a digit type on common layouts, for platforms without scan codes: US, German, Spanish, French figures.
_SHIFTED = {
    "!": 1,
    "@": 2,
    '"': 2,
    "#": 3,
    "\N{SECTION SIGN}": 3,
    "\N{MIDDLE DOT}": 3,
    "$": 4,
    "%": 5,
    "^": 6,
    "&": 6,
    "*": 8,
    "(": 8,
    ")": 9,
}


def read_key(event: QKeyEvent, platform: str | None = None) -> KeyPress | None:
    """What ``event`` asks for in the review; None: nothing, the key is not ours."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() in _SIGNS and not modifiers & ~_Shift:
        return KeyPress(_SIGNS[event.text()])
    digit = _digit(event, platform or QGuiApplication.platformName())
    if digit and modifiers == _None:
        return KeyPress(ReviewAction.CHOOSE, digit)
    if digit and modifiers == _Shift:
        return KeyPress(ReviewAction.ADD, digit)
    action = _KEYS.get((Qt.Key(event.key()), modifiers))
    return KeyPress(action) if action is not None else None


def _digit(event: QKeyEvent, platform: str) -> int:
    """The digit 1 to 9 on the pressed key, 0 for another key."""
    if _Key.Key_1 <= event.key() <= _Key.Key_9:
        return event.key() - int(_Key.Key_0)
    first = _SCAN_OF_ONE.get(platform)
    if first is not None and event.nativeScanCode():
        place = event.nativeScanCode() - first + 1
        return place if 1 <= place <= 9 else 0
    return _SHIFTED.get(event.text(), 0)


def key_list() -> list[tuple[str, str]]:
    """``(keys, what they do)`` as the overlay lists them."""

    def say(text: str) -> str:
        return QCoreApplication.translate("keys", text)

    control = "\N{PLACE OF INTEREST SIGN}" if sys.platform == "darwin" else "Ctrl"
    return [
        ("1 … 9", say("choose this suggestion and go on")),
        (say("Shift + digit"), say("add it as a second genre")),
        ("Enter", say("accept what is marked, or the first suggestion")),
        ("/", say("type any genre")),
        ("X", say("keep what the file says")),
        ("S", say("skip, decide later")),
        ("A", say("the same for the whole album")),
        (f"{control} + Z", say("take the last verdict back")),
        ("J  K  \N{DOWNWARDS ARROW}  \N{UPWARDS ARROW}", say("next and previous track")),
        ("Space", say("play or pause")),
        ("\N{LEFTWARDS ARROW}  \N{RIGHTWARDS ARROW}", say("5 seconds back or on")),
        (say("Shift") + " + \N{RIGHTWARDS ARROW}", say("the moment that argues most for the first suggestion")),
        (say("Shift") + " + \N{LEFTWARDS ARROW}", say("the moment that argues most against it")),
        ("?", say("show and hide this list")),
        ("Esc", say("leave the review")),
    ]


class KeyHelp(QFrame):
    """The overlay of all keys, over the middle of its parent; a click hides it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("key-help")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(self.tr("Keys"), size="large", bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        for row, (keys, meaning) in enumerate(key_list()):
            cap = QLabel(keys)
            cap.setFont(font("normal", bold=True))
            grid.addWidget(cap, row, 0)
            grid.addWidget(label(meaning), row, 1)
        column.addLayout(grid)
        self._take_colours()
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.hide()

    def toggle(self) -> None:
        """Show the list, or hide it."""
        self.setVisible(not self.isVisible())
        self.raise_()

    def place(self) -> None:
        """Stand in the middle of the parent."""
        self.move(self._room.rect().center() - self.rect().center())

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

    def _take_colours(self) -> None:
        colours = theme().palette
        sheet = f"#key-help {{ background: {colours.raised.name()}; border: 1px solid {colours.border.name()};"
        sheet += " border-radius: 8px; }"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
