"""The table widget over :class:`TrackModel`: selection by track, not by row, and commands by keyboard and menu.

A new order or a new filter resets the model; the selection, the current track and the place on the screen are kept,
because they are remembered as track ids.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.library.types import SortKey, TrackId
from app.ui.theme import ROW_HEIGHT, ROW_HEIGHT_COMFORTABLE, theme
from app.ui.track_delegate import TrackDelegate
from app.ui.track_model import SORT_KEYS, Column, TrackModel

#: Widths of a column: the least, the one that it wants before others must give way, and its share of what is left over.
_WIDTHS: dict[Column, tuple[int, int, int]] = {
    Column.STATE: (32, 32, 0),
    Column.ALBUM: (110, 150, 3),
    Column.TITLE: (116, 180, 5),
    Column.ARTIST: (90, 120, 3),
    Column.GENRES: (80, 92, 2),
    Column.ARROW: (32, 32, 0),
    Column.PREDICTED: (124, 140, 3),
    Column.CONFIDENCE: (64, 112, 0),
    Column.DURATION: (60, 60, 0),
}
#: Columns that give way in a narrow window, the first one first.
_GIVE_WAY = (Column.DURATION, Column.ALBUM, Column.ARTIST)
_GIVE_WAY_GROUPED = (Column.DURATION, Column.ARTIST)


class TrackView(QTableView):
    """The track table."""

    current_changed = Signal(object)  #: TrackId of the current row, or None
    selection_changed = Signal(int)  #: number of tracks selected
    sort_requested = Signal(SortKey, bool)  #: key, descending
    menu_requested = Signal(QPoint)  #: global position
    opened = Signal(object)  #: TrackId: Enter or a double click

    def __init__(self, model: TrackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = TrackDelegate(model)
        self._kept_ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._kept_current: TrackId | None = None
        self._kept_top: TrackId | None = None
        #: The person has set the width of a column: the widths are theirs from then on.
        self.own_widths = False
        self._fitting = False
        self.setAccessibleName(self.tr("Tracks"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up_look()
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selection_changed.emit(len(self.selected_rows()))
        )
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.track_at(index.row())))
        theme().changed.connect(self.viewport().update)

    # what the window sets and asks

    def set_comfortable(self, comfortable: bool) -> None:
        """Rows of 36 px instead of 28."""
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_COMFORTABLE if comfortable else ROW_HEIGHT)

    def set_grouped(self, grouped: bool) -> None:
        """Show the album as a column at the left that spans the tracks of a group."""
        self._delegate.grouped = grouped
        header = self.horizontalHeader()
        header.moveSection(header.visualIndex(Column.ALBUM), 0 if grouped else 3)
        self.fit_columns()
        self.viewport().update()

    def selected_rows(self) -> NDArray[np.int64]:
        """Selected table rows, ascending."""
        ranges = cast("list[QItemSelectionRange]", list(self.selectionModel().selection()))  # type: ignore[call-overload]
        if not ranges:
            return np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate([np.arange(part.top(), part.bottom() + 1) for part in ranges]))

    def selected_tracks(self) -> list[TrackId]:
        """Selected tracks in the order of the table."""
        return [TrackId(track) for track in self._model.ids[self.selected_rows()].tolist()]

    def current_track(self) -> TrackId | None:
        """Track of the current row."""
        return self._model.track_at(self.currentIndex().row())

    def highlighted_track(self) -> TrackId | None:
        """The track to tell about: the current one if it is selected, else the first selected; None without any.

        Qt makes the first row the current one when the table gets the focus, without selecting it.
        """
        current, selection = self.currentIndex(), self.selectionModel()
        if current.isValid() and selection.isRowSelected(current.row()):
            return self.current_track()
        rows = self.selected_rows()
        return self._model.track_at(int(rows[0])) if len(rows) else None

    def select_track(self, track: TrackId) -> None:
        """Make a track the current and only selected one, when it is shown."""
        row = self._model.row_of(track)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self._model.index(row, Column.TITLE))

    def show_sorting(self, key: SortKey, descending: bool) -> None:
        """Draw the sort arrow without asking for a new order."""
        columns = [column for column, its_key in SORT_KEYS.items() if its_key is key]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(columns[0] if columns else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def save_columns(self) -> QByteArray:
        """Order, widths and visibility of the columns."""
        return self.horizontalHeader().saveState()

    def restore_columns(self, saved: QByteArray) -> None:
        """Put back what :meth:`save_columns` gave."""
        self.own_widths = self.horizontalHeader().restoreState(saved)

    def fit_columns(self) -> None:
        """Share the width out among the columns; in a narrow window some give way. Not where the person set widths."""
        if self.own_widths:
            return
        room = self.viewport().width()
        shown = dict(_WIDTHS)
        for column in _GIVE_WAY_GROUPED if self._delegate.grouped else _GIVE_WAY:
            if sum(wanted for _, wanted, _ in shown.values()) > room:
                del shown[column]
        base = 1 if sum(wanted for _, wanted, _ in shown.values()) <= room else 0
        spare = max(0, room - sum(widths[base] for widths in shown.values()))
        shares = sum(share for *_, share in shown.values())
        header = self.horizontalHeader()
        self._fitting = True
        for column in Column:
            header.setSectionHidden(column, column not in shown)
            if column in shown:
                header.resizeSection(column, shown[column][base] + spare * shown[column][2] // shares)
        self._fitting = False

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the track; everything else as usual."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self.current_track())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the window copies paths
        else:
            super().keyPressEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; the group's name moves along to the first row in sight."""
        super().scrollContentsBy(dx, dy)
        self._delegate.top_row = max(0, self.rowAt(0))
        if dy and self._delegate.grouped:
            self.viewport().update()

    # parts

    def _set_up_look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_requested.emit(self.viewport().mapToGlobal(at)))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        self.set_comfortable(False)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(32)
        for column in (Column.STATE, Column.ARROW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.moveSection(header.visualIndex(Column.ALBUM), 3)
        header.sectionResized.connect(self._note_own_width)
        # Headers ask, for every column, whether each of 200,000 rows is selected. These have no use for the answer.
        for part in (header, self.verticalHeader()):
            part.setSelectionModel(QItemSelectionModel(self._model, part))
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._ask_for_order)

    def _note_own_width(self, _section: int, before: int, after: int) -> None:
        if not self._fitting and before and after and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.own_widths = True

    def _ask_for_order(self, section: int, order: Qt.SortOrder) -> None:
        if section >= 0:
            self.sort_requested.emit(SORT_KEYS[Column(section)], order == Qt.SortOrder.DescendingOrder)

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._model.track_at(current.row()) if current.isValid() else None)

    def _remember(self) -> None:
        self._kept_ids = self._model.ids[self.selected_rows()]
        self._kept_current = self.current_track()
        self._kept_top = self._model.track_at(self.rowAt(0)) if self.verticalScrollBar().value() else None

    def _restore(self) -> None:
        rows = np.flatnonzero(np.isin(self._model.ids, self._kept_ids))
        chosen = QItemSelection()
        last = len(Column) - 1
        for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else ():
            chosen.select(self._model.index(int(run[0]), 0), self._model.index(int(run[-1]), last))
        current = self._model.row_of(self._kept_current) if self._kept_current is not None else -1
        selection = self.selectionModel()
        if current >= 0:
            selection.setCurrentIndex(
                self._model.index(current, Column.TITLE), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        top = self._model.row_of(self._kept_top) if self._kept_top is not None else -1
        if current >= 0:
            self.scrollTo(self._model.index(current, Column.TITLE))
        elif top >= 0:
            self.scrollTo(self._model.index(top, Column.TITLE), QAbstractItemView.ScrollHint.PositionAtTop)
        if self._kept_current is not None and current < 0:
            self.current_changed.emit(None)
