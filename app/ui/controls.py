"""Small controls made the same way everywhere: buttons with an icon and an accessible name, labels, separators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.theme import ICON_SIZE, SPACE, font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox


#: What a window system draws around a window, at most, in pixels.
_FRAME = QSize(16, 48)


def open_at(window: QWidget, width: int, height: int) -> None:
    """Give ``window`` that size, or what the screen has room for with the frame around it."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableGeometry().size() - _FRAME))


def tool_button(
    picture: str, name: str, pressed: Callable[[], object] | None = None, *, tip: str = "", flat: bool = True
) -> QToolButton:
    """A button with only an icon; ``name`` is what a screen reader says, and the tool tip unless there is ``tip``."""
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setAccessibleName(name)
    button.setToolTip(tip or name)
    button.setProperty("flat", flat)
    if pressed is not None:
        button.clicked.connect(lambda _checked=False: pressed())
    return button


def push_button(
    text: str, pressed: Callable[[], object] | None = None, *, picture: str = "", primary: bool = False
) -> QPushButton:
    """A button with a verb on it; ``primary``: the one that the screen is there for."""
    button = QPushButton(text)
    if picture:
        button.setIcon(icon(picture, "accent_text" if primary else "text"))
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setProperty("primary", primary)
    button.setAutoDefault(False)
    if pressed is not None:
        button.clicked.connect(lambda _checked=False: pressed())
    return button


def label(text: str = "", *, role: str = "", size: str = "normal", bold: bool = False, wrap: bool = False) -> QLabel:
    """A label in one of the three sizes; ``role`` "muted" for second-rank text, "heading" for a section's name."""
    made = QLabel(text)
    made.setFont(font(size, bold=bold))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def with_note(part: QWidget, note: str) -> QWidget:
    """``part`` with a quiet line above it, or as it is where there is nothing to be said."""
    if not note:
        return part
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, SPACE, 0, 0)
    column.setSpacing(SPACE)
    column.addWidget(label(note, role="muted", wrap=True))
    column.addWidget(part, 1)
    return whole


def line(*, vertical: bool = False) -> QFrame:
    """A hairline between two parts."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.NoFrame)
    rule.setProperty("rule", True)
    rule.setFixedWidth(1) if vertical else rule.setFixedHeight(1)
    return rule


def spin_box() -> QSpinBox:
    """A field for a number, whose text stands as far from the edge as that of the other fields."""
    from PySide6.QtWidgets import QSpinBox  # not for the first window

    made = QSpinBox()
    made.lineEdit().setTextMargins(SPACE, 0, 0, 0)
    return made


class ElidedLabel(QLabel):
    """A label that keeps its text on one line and shortens it in the middle; the whole is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole_text(self, text: str) -> None:
        """Show ``text``, shortened where it must be."""
        if text != self._whole:
            self._whole = text
            self.setToolTip(text)
            self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew for the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        line = " ".join(self._whole.splitlines())  # a file's name may hold a line's end
        self.setText(self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideMiddle, self.width()))


def file_list(headings: Sequence[str], name: str, widths: Sequence[int]) -> QTreeWidget:
    """An empty list of files with what is to be said of each; a path is shortened in the middle: its end says which.

    ``widths`` are those of the columns before the last one, ``name`` is what a screen reader says.
    """
    made = QTreeWidget()
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setHeaderLabels(list(headings))
    made.setAccessibleName(name)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    for column, width in enumerate(widths):
        made.header().resizeSection(column, width)
    return made


def lay_beside(host: QWidget, listed: QWidget, right: QLayout) -> None:
    """A list over the whole height of ``host``, and beside it what it chooses."""
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(listed)
    row.addWidget(line(vertical=True))
    row.addLayout(right, 1)


def closing_row(close: QPushButton, *others: QPushButton) -> QHBoxLayout:
    """The buttons at the foot of a dialog: that which closes it at the right."""
    row = QHBoxLayout()
    for button in others:
        row.addWidget(button)
    row.addStretch(1)
    row.addWidget(close)
    return row
