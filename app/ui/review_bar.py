"""The line above a review: where we are, how far it is, the order, the keys and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QWidget

from app.session.reviewing import ReviewOrder
from app.ui.controls import label, push_button, tool_button
from app.ui.icons import icon
from app.ui.review_flow import ReviewFlow
from app.ui.theme import SPACE, font
from app.ui.words import number, translate


def order_name(order: ReviewOrder) -> str:
    """The order in plain words."""
    return {
        ReviewOrder.MARGIN: translate("review", "Closest calls first"),
        ReviewOrder.UNSURE: translate("review", "Least sure first"),
        ReviewOrder.ALBUM: translate("review", "Unlike their album first"),
        ReviewOrder.TAG: translate("review", "Unlike the file's genre first"),
    }[order]


class ReviewBar(QWidget):
    """Progress of a review."""

    keys_clicked = Signal()
    leave_clicked = Signal()
    order_chosen = Signal(object)  #: ReviewOrder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of the review"))
        self._name = label(bold=True)
        self._place = label()
        self._place.setFont(font("normal", tabular=True))
        self.order_button = self._make_order_button()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._name)
        row.addWidget(self._place)
        row.addWidget(self._progress, 1)
        row.addWidget(self.order_button)
        keys = tool_button("keyboard", self.tr("Keys (?)"), self.keys_clicked.emit)
        leave = push_button(self.tr("Leave"), self.leave_clicked.emit)
        leave.setToolTip(self.tr("Leave the review (Esc)"))
        for button in (keys, leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.show_kind(audit=False)

    def show_kind(self, *, audit: bool, order: ReviewOrder | None = None) -> None:
        """Name what is gone through; ``order`` where there is a choice of it."""
        self._name.setText(self.tr("Check the files' genres") if audit else self.tr("Review"))
        self.order_button.setVisible(order is not None)
        if order is not None:
            self.order_button.setText(order_name(order))
            self._actions[order].setChecked(True)

    def show_flow(self, flow: ReviewFlow) -> None:
        """Show where ``flow`` stands."""
        self._progress.setRange(0, max(flow.total, 1))
        self._progress.setValue(flow.decided)
        place = self.tr("{0} of {1}").format(number(flow.number), number(flow.total))
        self._place.setText(place if flow.current is not None else "")

    def _make_order_button(self) -> QToolButton:
        button = tool_button("sort", self.tr("Order of the review"), flat=False)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        group = QActionGroup(menu)
        self._actions: dict[ReviewOrder, QAction] = {}
        for order in ReviewOrder:
            action = menu.addAction(icon("sort"), order_name(order))
            action.setCheckable(True)
            action.setIcon(icon("sort"))
            action.triggered.connect(lambda _checked=False, order=order: self.order_chosen.emit(order))
            group.addAction(action)
            self._actions[order] = action
        button.setMenu(menu)
        return button
