"""What the table can be narrowed by beyond its genres: state, how sure, format, year and folder.

A small window below the button that opens it. What is chosen holds at once, so that the table answers while one looks.
"""

from __future__ import annotations

import os
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.library.answers import Facets
from app.library.types import Query, TrackState
from app.stamp import display_path
from app.ui import words
from app.ui.controls import label, push_button, spin_box
from app.ui.narrowing import MOST_FOLDERS, widened
from app.ui.theme import SPACE

#: How long the hand must rest before a figure that is being typed counts.
_REST_MS = 250
_COLUMNS = 3


class FilterPanel(QFrame):
    """The filters; ``narrowed`` carries the query with them."""

    narrowed = Signal(object)  #: Query

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(self.tr("Filters"))
        self.setProperty("popup", True)
        self._query = Query()
        self._folders: dict[str, bytes] = {}
        self._corner = QPoint()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell)
        self._states = {state: self._box(words.state_name(state)) for state in TrackState}
        self._formats: dict[str, QCheckBox] = {}
        self._least = self._share(self.tr("At least this sure"), 0)
        self._most = self._share(self.tr("At most this sure"), 100)
        self._first = self._year(self.tr("First year"))
        self._last = self._year(self.tr("Last year"))
        self._folder = QLineEdit()
        self._folder.setPlaceholderText(self.tr("Any folder: type a part of its name"))
        self._folder.setAccessibleName(self.tr("Folder"))
        self._folder.setClearButtonEnabled(True)
        self._folder.textChanged.connect(lambda _text: self._rest.start())
        self._format_grid = QGridLayout()
        self._lay_out()

    def set_facets(self, facets: Facets) -> None:
        """Offer the formats, years and folders of the library."""
        for box in self._formats.values():
            self._format_grid.removeWidget(box)
            box.deleteLater()
        self._formats = {}
        for place, (name, count) in enumerate(facets.containers):
            self._formats[name] = box = self._box(f"{words.format_name(name)}  {words.number(count)}")
            self._format_grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)
        low, high = facets.first_year or 1900, facets.last_year or 2100
        for field in (self._first, self._last):
            field.blockSignals(True)
            field.setRange(low - 1, high)  # the least one stands for "any"
            field.blockSignals(False)
        self._folders = {display_path(path): path for path in facets.folders}
        completer = QCompleter(list(self._folders), self._folder)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._folder.setCompleter(completer)
        self.show_query(self._query)
        if self.isVisible():  # they come after it was opened, and take their room now
            for box in self._formats.values():
                box.show()
            self._place()

    def show_query(self, query: Query) -> None:
        """Set the fields to what ``query`` is narrowed by, without telling."""
        self._query = query
        fields = (*self._states.values(), *self._formats.values(), self._least, self._most, self._first, self._last)
        for field in (*fields, self._folder):
            field.blockSignals(True)
        for state, box in self._states.items():
            box.setChecked(state in query.states)
        for name, box in self._formats.items():
            box.setChecked(name in query.containers)
        self._least.setValue(0 if query.least_sure is None else round(query.least_sure * 100))
        self._most.setValue(100 if query.most_sure is None else round(query.most_sure * 100))
        self._first.setValue(query.first_year or self._first.minimum())
        self._last.setValue(query.last_year or self._last.minimum())
        if self.chosen().below != query.below:
            self._folder.setText(display_path(query.below[0]) if query.below else "")
        for field in (*fields, self._folder):
            field.blockSignals(False)

    def chosen(self) -> Query:
        """The query as the fields say."""
        return replace(
            self._query,
            states=tuple(state for state, box in self._states.items() if box.isChecked()),
            containers=tuple(name for name, box in self._formats.items() if box.isChecked()),
            least_sure=self._least.value() / 100 if self._least.value() > 0 else None,
            most_sure=self._most.value() / 100 if self._most.value() < 100 else None,
            first_year=self._first.value() if self._first.value() > self._first.minimum() else None,
            last_year=self._last.value() if self._last.value() > self._last.minimum() else None,
            below=self._below(),
        )

    def open_at(self, corner: QPoint) -> None:
        """Show with the right upper corner at ``corner`` (global), inside the screen."""
        self.ensurePolished()
        self._corner = corner
        self._place()
        self.show()
        self._states[TrackState.NEW].setFocus()

    def _place(self) -> None:
        """As large as what is in it, inside the screen."""
        corner = self._corner
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(room.left(), corner.x() - self.width()), room.right() - self.width() - SPACE)
        top = min(corner.y(), max(room.top(), room.bottom() - self.height() - SPACE))
        self.move(left, top)

    def _below(self) -> tuple[bytes, ...]:
        """The folder typed, or those in whose path the words typed occur."""
        typed = self._folder.text().strip()
        if not typed:
            return ()
        if typed in self._folders:
            return (self._folders[typed],)
        if os.fsencode(typed) in self._query.below:
            return self._query.below
        folded = typed.casefold()
        fitting = tuple(path for name, path in self._folders.items() if folded in name.casefold())
        return fitting[:MOST_FOLDERS] or (os.fsencode(typed),)

    def _clear(self) -> None:
        self._rest.stop()
        self.show_query(widened(self._query))
        self.narrowed.emit(self._query)

    def _tell(self) -> None:
        self._rest.stop()
        query = self.chosen()
        if query != self._query:
            self._query = query
            self.narrowed.emit(query)

    # parts

    def _lay_out(self) -> None:
        states = QGridLayout()
        for grid in (states, self._format_grid):
            grid.setHorizontalSpacing(2 * SPACE)
        for place, box in enumerate(self._states.values()):
            states.addWidget(box, place // _COLUMNS, place % _COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for heading, content in (
            (self.tr("STATE"), states),
            (self.tr("HOW SURE"), self._range(self._least, self._most)),
            (self.tr("FORMAT"), self._format_grid),
            (self.tr("YEAR IN THE TAG"), self._range(self._first, self._last)),
        ):
            column.addWidget(label(heading, role="heading", size="small"))
            column.addLayout(content)
        column.addWidget(label(self.tr("FOLDER"), role="heading", size="small"))
        column.addWidget(self._folder)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, SPACE, 0, 0)
        buttons.addWidget(push_button(self.tr("Clear"), self._clear))
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Close"), self.hide, primary=True))
        column.addLayout(buttons)
        self.setMinimumWidth(420)

    def _range(self, low: QWidget, high: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for part in (label(self.tr("from")), low, label(self.tr("to")), high):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _box(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.toggled.connect(lambda _checked: self._tell())
        return box

    def _share(self, name: str, first: int) -> QSpinBox:
        field = self._figure(name)
        field.setRange(0, 100)
        field.setSuffix(" %")
        field.setValue(first)
        return field

    def _year(self, name: str) -> QSpinBox:
        field = self._figure(name)
        field.setSpecialValueText(self.tr("any"))
        return field

    def _figure(self, name: str) -> QSpinBox:
        field = spin_box()
        field.setAccessibleName(name)
        field.setMinimumWidth(96)
        field.valueChanged.connect(lambda _value: self._rest.start())
        return field
