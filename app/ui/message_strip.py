"""What went wrong or well, in a sentence, without stopping anyone: a strip above the activity bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.errors import AppError
from app.ui.controls import label, push_button, tool_button
from app.ui.core_words import core_text
from app.ui.icons import icon
from app.ui.theme import ICON_SIZE, SPACE, theme

_MOST_WAITING = 20
#: What stands beside the words, and the least room in which a hint is read without turning into a column, in pixels.
_BESIDE, _FAIR = 200, 320
#: How long good news stay in sight.
GOOD_NEWS_MS = 15_000


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, a hint at what to do, and perhaps a button that does it."""

    sentence: str
    hint: str = ""
    failed: bool = False
    action: str = ""
    do: Callable[[], object] | None = None


class MessageStrip(QWidget):
    """Shows the newest message; closing it shows the one before that is unread. The same one is not kept twice.

    Good news go by themselves after a while, or when there are newer ones; what failed stays until it was closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Message] = []  # beneath the one in sight, the newest last
        self._shown: Message | None = None
        self._leave = QTimer(self, singleShot=True, interval=GOOD_NEWS_MS)
        self._leave.timeout.connect(self.dismiss)
        self._made = False
        self.hide()
        theme().changed.connect(self._refresh)

    def _make(self) -> None:
        """Made for the first message: a start has none."""
        self._made = True
        self._icon = QLabel()
        self._sentence = label(bold=True)
        self._hint = label(role="muted", wrap=True)
        self._more = label(role="muted", size="small")
        self._button = push_button("", self._act)
        self._close = tool_button("close", self.tr("Close this message"), self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        self._row = row
        row.addWidget(self._icon)
        row.addWidget(self._sentence)
        row.addWidget(self._hint, 1)
        row.addWidget(self._more)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_error(self, problem: AppError) -> None:
        """Show an error of the world."""
        self.show_message(Message(core_text(problem.sentence), core_text(problem.hint), failed=True))

    def show_sentence(self, sentence: str) -> None:
        """Show good news or advice."""
        self.show_message(Message(sentence))

    def show_message(self, message: Message) -> None:
        """Show ``message`` at once; what failed before, or offers something to do, waits beneath it."""
        if message == self._shown:
            return
        if self._shown is not None and (self._shown.failed or self._shown.do is not None):
            self._waiting.append(self._shown)
        self._waiting = [other for other in self._waiting if other != message][-_MOST_WAITING:]
        self._show(message)

    def dismiss(self) -> None:
        """Close the shown message."""
        self._show(self._waiting.pop() if self._waiting else None)

    def withdraw(self, message: Message) -> None:
        """Take ``message`` away, in sight or not: it holds no longer."""
        self._waiting = [other for other in self._waiting if other != message]
        if self._shown == message:
            self.dismiss()
        else:
            self._refresh()

    def dismiss_good_news(self) -> None:
        """Close everything but what failed."""
        self._waiting = [message for message in self._waiting if message.failed]
        if self._shown is not None and not self._shown.failed:
            self.dismiss()
        else:
            self._refresh()

    @property
    def shown(self) -> Message | None:
        """The message in sight."""
        return self._shown

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A raised ground with a coloured edge."""
        colours = theme().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.raised)
        failed = self._shown is not None and self._shown.failed
        painter.fillRect(0, 0, 4, self.height(), colours.bad if failed else colours.accent)
        painter.end()

    def _show(self, message: Message | None) -> None:
        self._leave.stop()
        self._shown = message
        self._refresh()

    def _refresh(self) -> None:
        message = self._shown
        if message is None:
            self.hide()
            self._leave.stop()
            return
        if not self._made:
            self._make()
        if not message.failed and not self._leave.isActive():
            self._leave.start()
        picture = icon("error", "bad") if message.failed else icon("message", "accent")
        self._icon.setPixmap(picture.pixmap(QSize(ICON_SIZE, ICON_SIZE), self.devicePixelRatioF()))
        self._sentence.setText(message.sentence)
        self._hint.setText(message.hint)
        self._share_room()
        self._button.setText(message.action)
        self._button.setVisible(message.do is not None)
        self._more.setText(self.tr("%Ln more", "", len(self._waiting)) if self._waiting else "")
        self.setAccessibleName(" ".join(part for part in (message.sentence, message.hint) if part))
        self.show()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence may have to give way to the hint, or need not any more."""
        super().resizeEvent(event)
        if self._made:
            self._share_room()

    def _share_room(self) -> None:
        """The sentence on one line and the hint in what is left; both on several where that is too little."""
        sentence = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text())
        hint = self._hint.fontMetrics().horizontalAdvance(self._hint.text())
        room = self.width() - _BESIDE
        narrow = sentence + min(hint, _FAIR) > room
        self._sentence.setWordWrap(narrow)
        self._row.setStretch(1, sentence if narrow else 0)
        self._row.setStretch(2, max(1, hint) if narrow else 1)

    def _act(self) -> None:
        message = self._shown
        self.dismiss()
        if message is not None and message.do is not None:
            message.do()
