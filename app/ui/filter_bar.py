"""Chips above the table: one per genre the model knows, and the grouping by album.

Where the chips would need more than two rows, one button with a menu takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.ui.controls import push_button, tool_button
from app.ui.flow_layout import FlowLayout
from app.ui.theme import SPACE, SPACE_INSIDE, font, genre_colour, theme

_HEIGHT = 22
_DOT = 8


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
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + _DOT + 3 * SPACE, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Pill, dot, name; the checked one is filled, and its border is the accent."""
        colours = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        strong = self.isChecked() or self.hasFocus()
        edge = colours.accent if strong else colours.muted if self.underMouse() else colours.border
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.selection if self.isChecked() else colours.surface)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(genre_colour(self.text()))
        painter.drawEllipse(QRectF(SPACE, (self.height() - _DOT) / 2, _DOT, _DOT))
        painter.setPen(colours.text)
        painter.drawText(self.rect().adjusted(SPACE + _DOT + 5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()


class FilterBar(QWidget):
    """The chips and the grouping switch."""

    genre_chosen = Signal(object)  #: genre name, or None for all
    grouping_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filter by genre"))
        self._chips: list[GenreChip] = []
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
        self._group: QToolButton = tool_button("album", self.tr("Group by album"), flat=False)
        self._group.setText(self.tr("Albums"))
        self._group.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._group.setFont(font("small"))
        self._group.setFixedHeight(_HEIGHT + 4)
        self._group.setCheckable(True)
        self._group.toggled.connect(self.grouping_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self._flow_host, 1)
        row.addWidget(self._menu_button)
        row.addStretch(0)
        row.addWidget(self._group, 0, Qt.AlignmentFlag.AlignTop)

    def set_genres(self, genres: Sequence[str]) -> None:
        """Offer these genres, in this order; the chosen one stays chosen if it is among them."""
        chosen = self.chosen_genre()
        if [chip.text() for chip in self._chips] == list(genres):
            return
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

    def chosen_genre(self) -> str | None:
        """Genre of the pressed chip."""
        return next((chip.text() for chip in self._chips if chip.isChecked()), None)

    def clear_genre(self) -> None:
        """Release the pressed chip without a signal."""
        for chip in self._chips:
            chip.setChecked(False)
        self._name_menu()

    def set_grouping(self, grouped: bool) -> None:
        """Set the switch."""
        self._group.setChecked(grouped)

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
        room = self.width() - self._group.sizeHint().width() - 3 * SPACE
        narrow = self._flow.heightForWidth(room) > 2 * _HEIGHT + SPACE_INSIDE
        self._flow_host.setVisible(not narrow)
        self._menu_button.setVisible(narrow)
        self.updateGeometry()

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
