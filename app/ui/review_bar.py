"""The line above a review: where we are, how far it is, the keys and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ui.controls import label, push_button, tool_button
from app.ui.review_flow import ReviewFlow
from app.ui.theme import SPACE, font
from app.ui.words import number


class ReviewBar(QWidget):
    """Progress of a review."""

    keys_clicked = Signal()
    leave_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of the review"))
        self._place = label()
        self._place.setFont(font("normal", tabular=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(label(self.tr("Review"), bold=True))
        row.addWidget(self._place)
        row.addWidget(self._progress, 1)
        keys = tool_button("keyboard", self.tr("Keys (?)"), self.keys_clicked.emit)
        leave = push_button(self.tr("Leave"), self.leave_clicked.emit)
        leave.setToolTip(self.tr("Leave the review (Esc)"))
        for button in (keys, leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def show_flow(self, flow: ReviewFlow) -> None:
        """Show where ``flow`` stands."""
        self._progress.setRange(0, max(flow.total, 1))
        self._progress.setValue(flow.decided)
        place = self.tr("{0} of {1}").format(number(flow.number), number(flow.total))
        self._place.setText(place if flow.current is not None else "")
