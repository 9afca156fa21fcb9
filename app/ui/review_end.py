"""The end of a review: what was done, and the way back, also for the last verdict."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.icons import icon
from app.ui.review_flow import Summary
from app.ui.theme import SPACE, font
from app.ui.words import number


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

    def show_summary(self, summary: Summary, minutes: float) -> None:
        """Show the figures of a review that took ``minutes``."""
        whole = self.tr("All reviewed") if not summary.left else self.tr("Review ended")
        self._heading.setText(whole if summary.tracks else self.tr("Nothing to review"))
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        rows = [
            (self.tr("genre chosen"), summary.chosen),
            (self.tr("kept as they were"), summary.kept),
            (self.tr("put off"), summary.skipped),
        ]
        if summary.left:
            rows.append((self.tr("not decided"), summary.left))
        for place, (text, count) in enumerate(rows if summary.tracks else []):
            figure = label(number(count), bold=True)
            figure.setFont(font("normal", bold=True, tabular=True))
            self._figures.addWidget(figure, place, 0, Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(label(text), place, 1)
        spent = max(1, round(minutes))
        self._note.setText(
            self.tr("%n tracks in {0} min. Nothing is in your files yet: Write does that.", "", summary.tracks).format(
                number(spent)
            )
            if summary.tracks
            else ""
        )
