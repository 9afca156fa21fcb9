"""The empty state: one picture, one sentence, one button."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.theme import SPACE, font, genre_colour, theme

_BARS = 31
_GENRES = ("Blues", "Electronic", "Reggae", "Disco", "Pop", "Rock", "Jazz")


class DropZone(QWidget):
    """Shown while the library is empty."""

    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Drop your music here"))
        title = label(self.tr("Drop your music here"), size="large", bold=True)
        sentence = label(
            self.tr(
                "Earmark listens to each track and proposes its genre. "
                "Nothing is written to your files until you have looked at the changes, and everything can be undone."
            ),
            wrap=True,
        )
        sentence.setFixedWidth(440)
        sentence.setMinimumHeight(sentence.heightForWidth(440))
        open_key = QKeySequence(QKeySequence.StandardKey.Open).toString(QKeySequence.SequenceFormat.NativeText)
        hint = label(self.tr("Folders or files, anywhere in this window. {0} opens the same.").format(open_key))
        hint.setProperty("role", "muted")
        button = push_button(
            self.tr("Choose a folder…"), self.choose_requested.emit, picture="add-folder", primary=True
        )
        self.setFocusProxy(button)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Picture(), 0, centre)
        for part in (title, sentence, button, hint):
            if part in (title, sentence, hint):
                part.setAlignment(centre)
            column.addWidget(part, 0, centre)
        column.addStretch(1)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The dashed frame."""
        colours = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.surface)
        painter.setPen(QPen(colours.border, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 12, 12)
        painter.end()


class DropShade(QWidget):
    """Laid over the whole window while something is dragged above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show over all of the parent."""
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A veil, a dashed frame and one sentence."""
        colours = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.window)
        veil.setAlphaF(0.93)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(colours.accent, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)
        painter.setPen(colours.text)
        painter.setFont(font("large", bold=True))
        sentence = self.tr("Let go to add and analyse")
        painter.drawText(self._above_middle(), Qt.AlignmentFlag.AlignCenter, sentence)
        painter.end()

    def _above_middle(self) -> QRect:
        """Where the sentence stands clear of that of the empty window."""
        return self.rect().adjusted(0, 0, 0, -self.height() // 2)


class _Picture(QWidget):
    """A small sound in the colours of the genres, fixed so that it is the same at every start."""

    def sizeHint(self) -> QSize:
        return QSize(_BARS * 10, 96)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(_BARS):
            swell = math.exp(-(((bar - (_BARS - 1) / 2) / (_BARS / 3.2)) ** 2))
            height = self.height() * swell * (0.45 + 0.55 * abs(math.sin(bar * 1.7) * math.cos(bar * 0.6)))
            painter.setBrush(genre_colour(_GENRES[bar * len(_GENRES) // _BARS]))
            painter.drawRoundedRect(QRectF(bar * 10 + 2, (self.height() - height) / 2, 6, max(6.0, height)), 3, 3)
        painter.end()
