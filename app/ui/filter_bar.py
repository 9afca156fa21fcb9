"""Above the table: a chip per genre the model knows, more filters, the grouping, the columns, the order made anew.

Where the chips would need more than two rows, one button with a menu takes their place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.ui.columns import Grouping
from app.ui.controls import push_button, tool_button
from app.ui.flow_layout import FlowLayout
from app.ui.painting import DOT, draw_dot
from app.ui.theme import SPACE, SPACE_INSIDE, font, theme

_HEIGHT = 22


class GenreChip(QAbstractButton):
    """A checkable pill with the genre's colour and name."""

    def __init__(self, genre: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(genre)
        self.setCheckable(True)
        self.setFont(font("small"))
        self.setAccessibleName(self.tr("Only {0}").format(genre))
        self.setToolTip(self.tr("Show only tracks heard as {0}").format(genre))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for dot and name."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + DOT + 3 * SPACE, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Pill, dot, name; the checked one is filled, and its border is the accent."""
        colours = theme().palette
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # names of genres are; the dot comes first
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        strong = self.isChecked() or self.hasFocus()
        edge = colours.accent if strong else colours.muted if self.underMouse() else colours.border
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.selection if self.isChecked() else colours.surface)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        draw_dot(painter, SPACE, self.height() / 2, self.text())
        painter.setPen(colours.text)
        painter.drawText(self.rect().adjusted(SPACE + DOT + 5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()


class FilterBar(QWidget):
    """The chips, and the buttons about what the table shows."""

    genre_chosen = Signal(object)  #: genre name, or None for all
    grouping_chosen = Signal(object)  #: Grouping
    filters_requested = Signal(QPoint)  #: right lower corner of the button, global
    columns_requested = Signal(QPoint)  #: left lower corner of the button, global
    order_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filter by genre"))
        self._chips: list[GenreChip] = []
        self._awaited: str | None = None  # the chip to press when there is one
        self._flow_host = QWidget()
        self._flow = FlowLayout(self._flow_host)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._flow_host.setSizePolicy(policy)
        self._menu_button = push_button(self.tr("All genres"), picture="filter")
        self._menu_button.setFont(font("small"))
        self._menu_button.setFixedHeight(_HEIGHT + 4)
        self._menu_button.setMenu(QMenu(self))
        self._menu_button.hide()
        self._again = self._button("rescan", self.tr("Sort again"), self.order_requested.emit)
        self._again.setToolTip(self.tr("Values have changed since the table was sorted; nothing moved meanwhile"))
        self._again.hide()
        self._filters = self._button("filter", self.tr("Filter"), self._ask_for_filters)
        self._filters.setToolTip(self.tr("Filter by state, how sure, format, year and folder (Ctrl+L)"))
        self._group = self._button("album", self.tr("Group"))
        self._group.setMenu(QMenu(self))
        self._group.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._columns = tool_button("columns", self.tr("Columns"), self._ask_for_columns, flat=False)
        self._columns.setFixedHeight(_HEIGHT + 4)
        self._fill_groups()
        QShortcut(QKeySequence("Ctrl+L"), self, self._ask_for_filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self._flow_host, 1)
        row.addWidget(self._menu_button)
        row.addStretch(0)
        for part in (self._again, self._filters, self._group, self._columns):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)

    def set_genres(self, genres: Sequence[str]) -> None:
        """Offer these genres, in this order; the chosen one stays chosen if it is among them."""
        chosen = self.chosen_genre() or self._awaited
        if not self._awaited and [chip.text() for chip in self._chips] == list(genres):
            return
        self._awaited = None
        self._flow_host.setMinimumHeight(0)
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self._chips:
            chip.deleteLater()
        self._chips = [GenreChip(genre, self._flow_host) for genre in genres]
        for chip in self._chips:
            chip.setChecked(chip.text() == chosen)
            chip.clicked.connect(lambda _checked=False, chip=chip: self._press(chip))
            self._flow.addWidget(chip)
            chip.show()
        self._fill_menu()
        self._choose_form()
        if chosen is not None and chosen not in genres:  # of another model: nothing would be found, and no chip say why
            self.genre_chosen.emit(None)

    def chips_height(self) -> int:
        """Room that the chips take; 0 where a button stands for them, or none are known."""
        return self._flow_host.height() if self._chips and not self._flow_host.isHidden() else 0

    def keep_free(self, height: int) -> None:
        """Leave the chips so much room until they are known, so that the table stays where it is when they come."""
        self._flow_host.setMinimumHeight(min(max(height, 0), 2 * _HEIGHT + SPACE_INSIDE))

    def await_genre(self, genre: str | None) -> None:
        """Press the chip of ``genre`` once the genres are known, without a signal."""
        self._awaited = genre

    def chosen_genre(self) -> str | None:
        """Genre of the pressed chip."""
        return next((chip.text() for chip in self._chips if chip.isChecked()), None)

    def clear_genre(self) -> None:
        """Release the pressed chip without a signal."""
        for chip in self._chips:
            chip.setChecked(False)
        self._name_menu()

    def set_grouping(self, grouping: Grouping) -> None:
        """Choose what is kept together, as if it had been picked in the menu."""
        self._grouping_actions[grouping].trigger()

    def set_filtered(self, filtered: bool) -> None:
        """Mark the button while more than a genre narrows the table."""
        self._filters.setChecked(filtered)

    def offer_order(self, offered: bool) -> None:
        """Show the button that sorts anew, where the order in sight is an older one."""
        if offered != self._again.isVisibleTo(self):
            self._again.setVisible(offered)
            self._choose_form()

    def _button(self, picture: str, text: str, pressed: Callable[[], object] | None = None) -> QToolButton:
        button = tool_button(picture, text, pressed, flat=False)
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFont(font("small"))
        button.setFixedHeight(_HEIGHT + 4)
        return button

    def _fill_groups(self) -> None:
        chosen = QActionGroup(self)
        self._grouping_actions: dict[Grouping, QAction] = {}
        for grouping, name in (
            (Grouping.NONE, self.tr("Not grouped")),
            (Grouping.ALBUM, self.tr("By album")),
            (Grouping.ARTIST, self.tr("By artist")),
        ):
            action = self._group.menu().addAction(name)
            action.setCheckable(True)
            action.setChecked(grouping is Grouping.NONE)
            action.triggered.connect(lambda _checked=False, grouping=grouping: self._choose_group(grouping))
            chosen.addAction(action)
            self._grouping_actions[grouping] = action

    def _choose_group(self, grouping: Grouping) -> None:
        named = self._grouping_actions[grouping].text() if grouping else self.tr("Group")
        self._group.setText(named)
        self._group.setAccessibleName(named)
        self._choose_form()
        self.grouping_chosen.emit(grouping)

    def _ask_for_filters(self) -> None:
        self.filters_requested.emit(self._filters.mapToGlobal(self._filters.rect().bottomRight()))

    def _ask_for_columns(self) -> None:
        self.columns_requested.emit(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _press(self, pressed: GenreChip) -> None:
        for chip in self._chips:
            if chip is not pressed:
                chip.setChecked(False)
        self._name_menu()
        self.genre_chosen.emit(self.chosen_genre())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips or menu, as the width allows."""
        super().resizeEvent(event)
        self._choose_form()

    def _choose_form(self) -> None:
        """Chips and worded buttons where there is room; else the buttons lose their words, or the chips go."""
        wordy, bare = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        form = next((style for style in (wordy, bare) if self._chips_fit(style)), None)
        self._dress_buttons(form or wordy)
        self._flow_host.setVisible(form is not None)
        self._menu_button.setVisible(form is None)
        self.updateGeometry()

    def _chips_fit(self, style: Qt.ToolButtonStyle) -> bool:
        """Whether the chips need no more than two rows beside the buttons in this style."""
        self._dress_buttons(style)
        buttons = (self._again, self._filters, self._group, self._columns)
        taken = sum(part.sizeHint().width() + SPACE for part in buttons if not part.isHidden())
        return self._flow.heightForWidth(self.width() - taken - 3 * SPACE) <= 2 * _HEIGHT + SPACE_INSIDE

    def _dress_buttons(self, style: Qt.ToolButtonStyle) -> None:
        for button in (self._again, self._filters, self._group):
            button.setToolButtonStyle(style)

    def _fill_menu(self) -> None:
        menu = self._menu_button.menu()
        menu.clear()
        menu.addAction(self.tr("All genres"), self._press_none)
        menu.addSeparator()
        for chip in self._chips:
            menu.addAction(chip.text(), chip.click)
        self._name_menu()

    def _press_none(self) -> None:
        self.clear_genre()
        self.genre_chosen.emit(None)

    def _name_menu(self) -> None:
        self._menu_button.setText(self.chosen_genre() or self.tr("All genres"))
