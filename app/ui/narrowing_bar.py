"""A line under the chips that says what the table is narrowed by, each part with a way out; away when nothing does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.library.types import Query
from app.ui import words
from app.ui.controls import tool_button
from app.ui.flow_layout import FlowLayout
from app.ui.narrowing import is_narrowed, widened
from app.ui.theme import SPACE, font


class NarrowingBar(QWidget):
    """Shows the filters of a query; ``widened`` carries the query without one of them."""

    widened = Signal(object)  #: Query

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filters in force"))
        self._host = QWidget()
        self._flow = FlowLayout(self._host)
        self._buttons: list[QToolButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 0, SPACE, SPACE)
        column.addWidget(self._host)
        self.hide()

    def show_query(self, query: Query) -> None:
        """Say what ``query`` is narrowed by."""
        while self._flow.count():
            self._flow.takeAt(0)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(text, without) for text, without in self._parts(query)]
        if len(self._buttons) > 1:
            self._buttons.append(self._button(self.tr("Clear all"), widened(query)))
        for button in self._buttons:
            self._flow.addWidget(button)
            button.show()
        self.setVisible(is_narrowed(query))

    def _parts(self, query: Query) -> list[tuple[str, Query]]:
        """Each filter in words, and the query without it."""
        parts: list[tuple[str, Query]] = []
        if query.states:
            names = ", ".join(words.state_name(state) for state in query.states)
            parts.append((names, replace(query, states=())))
        if query.least_sure is not None or query.most_sure is not None:
            parts.append((self._sure(query), replace(query, least_sure=None, most_sure=None)))
        if query.containers:
            parts.append((", ".join(map(words.format_name, query.containers)), replace(query, containers=())))
        if query.first_year is not None or query.last_year is not None:
            parts.append((self._years(query), replace(query, first_year=None, last_year=None)))
        if query.below:
            folder = words.file_name(query.below[0].rstrip(b"/"))
            others = len(query.below) - 1
            text = self.tr("in {0} and %Ln other folders", "", others) if others else self.tr("in {0}")
            parts.append((text.format(folder), replace(query, below=())))
        return parts

    def _sure(self, query: Query) -> str:
        if query.most_sure is None:
            return self.tr("at least {0} sure").format(words.percent(query.least_sure or 0.0))
        if query.least_sure is None:
            return self.tr("at most {0} sure").format(words.percent(query.most_sure))
        low, high = words.percent(query.least_sure), words.percent(query.most_sure)
        return self.tr("{0} to {1} sure").format(low, high)

    def _years(self, query: Query) -> str:
        if query.last_year is None:
            return self.tr("from {0}").format(query.first_year)
        if query.first_year is None:
            return self.tr("until {0}").format(query.last_year)
        if query.first_year == query.last_year:
            return str(query.first_year)
        return self.tr("{0} to {1}").format(query.first_year, query.last_year)

    def _button(self, text: str, without: Query) -> QToolButton:
        button = tool_button("close", self.tr("Remove the filter {0}").format(text), flat=False)
        button.setParent(self._host)
        button.setText(text)
        button.setFont(font("small"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: self.widened.emit(without))
        return button
