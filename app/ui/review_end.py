"""The end of a review: what was done, and the way back, also for the last verdict."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.icons import icon
from app.ui.review_flow import Summary
from app.ui.theme import SPACE, font
from app.ui.words import number, translate

#: From so many seconds on, a review is told in minutes.
_MINUTES_FROM_S = 90


class ReviewEnd(QWidget):
    """The summary."""

    back_clicked = Signal()
    undo_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(2 * SPACE)
        picture = QLabel()
        picture.setPixmap(icon("ready", "accent").pixmap(QSize(56, 56)))
        self._heading = label(size="large", bold=True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(2 * SPACE)
        self._note = label(role="muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing = ""
        buttons = QHBoxLayout()
        for button in (
            push_button(self.tr("Take the last one back"), self.undo_clicked.emit, picture="undo"),
            push_button(self.tr("Back to the library"), self.back_clicked.emit, primary=True),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        buttons.insertStretch(0, 1)
        buttons.addStretch(1)
        for widget in (picture, self._heading):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addLayout(self._figures)
        centred.addStretch(1)
        column.addLayout(centred)
        column.addWidget(self._note, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(buttons)

    def say_nothing(self, sentence: str) -> None:
        """What an empty review says."""
        self._nothing = sentence

    def show_summary(self, summary: Summary, minutes: float) -> None:
        """Show the figures of a review that took ``minutes``."""
        whole = self.tr("All reviewed") if not summary.left else self.tr("Review ended")
        self._heading.setText(whole if summary.tracks else self.tr("Nothing to review"))
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        rows = [
            (self.tr("changed"), summary.changed),
            (self.tr("chosen as the file has it"), summary.chosen - summary.changed),
            (self.tr("kept"), summary.kept),
            (self.tr("put off"), summary.skipped),
            (self.tr("not decided"), summary.left),
        ]
        rows = [row for place, row in enumerate(rows) if row[1] or place in {0, 2}]
        for place, (text, count) in enumerate(rows if summary.tracks else []):
            figure = label(number(count), bold=True)
            figure.setFont(font("normal", bold=True, tabular=True))
            self._figures.addWidget(figure, place, 0, Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(label(text), place, 1)
        later = self.tr("Nothing is in your files yet: Write does that.") if summary.changed else ""
        self._note.setText(
            "\n".join(part for part in (spent_words(summary, minutes), later) if part)
            if summary.tracks
            else self._nothing
        )


def spent_words(summary: Summary, minutes: float) -> str:
    """``42 tracks in 11 min, 16 s each``."""
    seconds = max(1, round(minutes * 60))
    if seconds < _MINUTES_FROM_S:
        tracks = translate("review", "%Ln tracks in {0} s", "", summary.decided).format(number(seconds))
    else:
        tracks = translate("review", "%Ln tracks in {0} min", "", summary.decided).format(number(round(minutes)))
    if summary.decided <= 1:
        return tracks
    each = translate("review", "{0} s each").format(number(max(1, round(minutes * 60 / summary.decided))))
    return f"{tracks}, {each}"


def result_words(summary: Summary, minutes: float) -> str:
    """The whole of it in a line, for who leaves before the end."""
    parts = [
        spent_words(summary, minutes),
        translate("review", "%Ln changed", "", summary.changed),
        translate("review", "%Ln kept", "", summary.kept),
    ]
    return " · ".join(parts)
