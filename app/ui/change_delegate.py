"""Paints the lines of a write preview and of the history: ticks, genres with their dots, the arrow between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui import words
from app.ui.change_model import KIND_ROLE, PLACE_ROLE
from app.ui.faces import LEFT, RIGHT, face
from app.ui.icons import icon
from app.ui.painting import draw_genres, draw_icon, draw_named_file
from app.ui.theme import ROW_HEIGHT, SPACE, theme

#: A column that has a heading is at least so wide, in pixels, and the last one, which takes what is left, so wide.
_LEAST, _LEAST_LAST = 60, 100

AnyIndex = QModelIndex | QPersistentModelIndex


def change_table(model: QAbstractItemModel, name: str, widths: Sequence[int]) -> QTableView:
    """A table of changes: whole rows are selected, the last column takes the rest of the width.

    ``widths`` of the columns before it hold where there is room; no heading is cut off, in whatever language.
    """
    table = _ChangeTable(widths)
    table.setAccessibleName(name)
    table.setModel(model)
    table.setItemDelegate(ChangeDelegate(table))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    rows, header = table.verticalHeader(), table.horizontalHeader()
    rows.setVisible(False)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    header.setAccessibleName(words.translate("words", "Columns"))
    header.setHighlightSections(False)
    header.setMinimumSectionSize(32)
    for part in (rows, header):  # they need not ask whether each of many rows is selected
        part.setSelectionModel(QItemSelectionModel(model, part))
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setStretchLastSection(True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


class _ChangeTable(QTableView):
    """Fits its columns into its width as long as nobody has drawn one wider or narrower."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self._wanted = tuple(widths)
        self._fitting = False
        self._by_hand = False
        self.horizontalHeader().sectionResized.connect(self._note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns what they want, or their share of what there is."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The headings' fonts are known by now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._by_hand:
            return
        header = self.horizontalHeader()
        least = [self._least(column) for column in range(len(self._wanted))]
        wanted = [max(pair) for pair in zip(least, self._wanted, strict=True)]
        spare = self.viewport().width() - max(header.sectionSizeHint(len(wanted)), _LEAST_LAST) - sum(least)
        asked = sum(wanted) - sum(least)
        share = min(1.0, max(0.0, spare / asked)) if asked else 1.0
        self._fitting = True
        for column, (low, high) in enumerate(zip(least, wanted, strict=True)):
            header.resizeSection(column, low + int((high - low) * share))
        self._fitting = False

    def _least(self, column: int) -> int:
        """Room for the heading; a column without one holds a tick or an arrow."""
        headed = bool(self.model().headerData(column, Qt.Orientation.Horizontal))
        return max(self.horizontalHeader().sectionSizeHint(column), _LEAST) if headed else self._wanted[column]

    def _note(self, column: int, _before: int, _now: int) -> None:
        drawn = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if drawn and not self._fitting and column < len(self._wanted):
            self._by_hand = True


class ChangeDelegate(QStyledItemDelegate):
    """Draws by the model's ``KIND_ROLE``: "tick", "arrow", a tuple of genre names, "muted", "figure"; else text."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        theme().changed.connect(view.viewport().update)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        colours = theme().palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.selection)
        inner = rect.adjusted(SPACE, 0, -SPACE, 0)
        kind = index.data(KIND_ROLE)
        taken = index.model().index(index.row(), 0).data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Unchecked
        painter.setOpacity(1.0 if taken else 0.5)
        text = str(index.data() or "")
        if kind == "tick":
            self._paint_tick(painter, rect, taken)
        elif kind == "arrow":
            draw_icon(painter, inner, "up", "accent" if taken else "muted")
        elif isinstance(kind, tuple) and kind:
            draw_genres(painter, inner, kind, face(bold=taken))
        elif place := index.data(PLACE_ROLE):
            draw_named_file(painter, inner, text, place, colours.text)
        else:
            colour = colours.muted if kind in {"muted", ()} else colours.text
            face(tabular=kind == "figure").draw(painter, inner, text, colour, RIGHT if kind == "figure" else LEFT)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Room for the text."""
        return super().sizeHint(option, index) + QSize(2 * SPACE, 0)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: AnyIndex,
    ) -> bool:
        """A click anywhere in the first column, or the space bar, turns the tick."""
        if index.data(KIND_ROLE) != "tick":
            return False
        pressed = event.type() == QEvent.Type.MouseButtonRelease
        if event.type() == QEvent.Type.KeyPress and getattr(event, "key", lambda: 0)() == Qt.Key.Key_Space:
            pressed = True
        if not pressed:
            return False
        now = index.data(Qt.ItemDataRole.CheckStateRole)
        turned = Qt.CheckState.Unchecked if now == Qt.CheckState.Checked else Qt.CheckState.Checked
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)

    def _paint_tick(self, painter: QPainter, rect: QRect, taken: bool) -> None:
        colours = theme().palette
        box = QRectF(rect.center().x() - 6.5, rect.center().y() - 6.5, 14, 14)
        painter.setPen(colours.accent if taken else colours.muted)
        painter.setBrush(colours.accent if taken else colours.surface)
        painter.drawRoundedRect(box, 3, 3)
        if taken:
            icon("accept", "accent_text").paint(painter, box.toRect())
