"""The table widget over :class:`TrackModel`: selection by track, not by row, and commands by keyboard and menu.

A new order or a new filter resets the model; the selection, the current track and the place on the screen are kept,
because they are remembered as track ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.library.types import SortKey, TrackId
from app.ui.album_votes import AlbumVotes
from app.ui.columns import (
    ALWAYS,
    FIRST_ORDER,
    FIRST_SHOWN,
    FIXED,
    GIVE_WAY,
    SORT_KEYS,
    Column,
    ColumnLayout,
    Grouping,
    column_heading,
    column_name,
    fitted,
)
from app.ui.painting import fill
from app.ui.row_painter import RowPainter, Section, Stripe
from app.ui.theme import ROW_HEIGHT, ROW_HEIGHT_COMFORTABLE, SPACE, theme
from app.ui.thumbnails import Thumbnails
from app.ui.track_delegate import TrackDelegate
from app.ui.track_model import TrackModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Who waits for the table's paint waits no longer than this, in milliseconds: it may be behind another window.
UNSEEN_MS = 2000

#: From a paint until those who waited for it go on: what was painted must reach the screen first.
AFTER_MS = 10

_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_HOVERS = (QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.HoverLeave)

#: The column that names the groups.
_GROUP_COLUMNS = {Grouping.ALBUM: Column.ALBUM, Grouping.ARTIST: Column.ARTIST}


class TrackView(QTableView):
    """The track table."""

    current_changed = Signal(object)  #: TrackId of the current row, or None
    selection_changed = Signal(int)  #: number of tracks selected
    sort_requested = Signal(SortKey, bool)  #: key, descending
    menu_requested = Signal(QPoint)  #: global position
    opened = Signal(object)  #: TrackId: Enter or a double click
    editing_begun = Signal(object)  #: the GenreField, to be offered words
    genres_entered = Signal(object, tuple)  #: TrackId, names typed into its row

    def __init__(self, model: TrackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = TrackDelegate(model)
        self._rows = RowPainter(model)
        self._hovered = (-1, -1)  #: row and column of the cell under the pointer
        self._kept_ids: NDArray[np.int64] | None = None  #: of the tracks selected, if any
        self._kept_current: TrackId | None = None
        self._kept_top: TrackId | None = None
        #: The person has set the width of a column: the widths are theirs from then on.
        self.own_widths = False
        #: The columns that the person chose; ``None``: as delivered, and some give way in a narrow window.
        self._chosen: frozenset[Column] | None = None
        self._grouping = Grouping.NONE
        self._ungrouped_place = 0  # of the column that names the groups, while it stands at the left
        self._fitting = False
        self._after_paint: list[Callable[[], None]] = []
        self._painted = QTimer(self, singleShot=True)
        self._painted.timeout.connect(self._tell_painted)
        self.setAccessibleName(self.tr("Tracks"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up_look()
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.completed.connect(self._tell_again)
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selection_changed.emit(len(self.selected_rows()))
        )
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().currentRowChanged.connect(self._move_line)
        self._delegate.editing_begun.connect(self.editing_begun)
        self._delegate.genres_entered.connect(self.genres_entered)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.track_at(index.row())))
        theme().changed.connect(self.viewport().update)

    # what the window sets and asks

    def set_comfortable(self, comfortable: bool) -> None:
        """Rows of 36 px instead of 28."""
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_COMFORTABLE if comfortable else ROW_HEIGHT)

    def set_grouping(self, grouping: Grouping) -> None:
        """Show the album or the artist as a column at the left that spans the tracks of a group."""
        if grouping is self._grouping:
            return
        header = self.horizontalHeader()
        if self._grouping:
            header.moveSection(0, self._ungrouped_place)
        self._grouping = self._rows.grouping = grouping
        if grouping:
            self._ungrouped_place = header.visualIndex(_GROUP_COLUMNS[grouping])
            header.moveSection(self._ungrouped_place, 0)
        self.fit_columns()
        self.viewport().update()

    @property
    def grouping(self) -> Grouping:
        """What is kept together."""
        return self._grouping

    @property
    def is_editing(self) -> bool:
        """Whether a genre is being typed in a row."""
        return self.state() == QAbstractItemView.State.EditingState

    def rows_in_sight(self) -> range:
        """Table rows of which at least a part is in sight."""
        return range(max(0, self.rowAt(0)), self._last_row(self.viewport().height() - 1) + 1)

    def edit_genre(self, track: TrackId) -> bool:
        """Let the genre of a track be typed in its row; whether its column is in sight."""
        row = self._model.row_of(track)
        columns = [column for column in (Column.PREDICTED, Column.GENRES) if not self.isColumnHidden(column)]
        if row < 0 or not columns:
            return False
        index = self._model.index(row, columns[0])
        self.scrollTo(index)
        self.setCurrentIndex(index)
        self.edit(index)
        return self.is_editing

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Draw these pictures of the sound."""
        self._rows.thumbnails = thumbnails
        thumbnails.drawn.connect(self._repaint_picture)
        self.verticalScrollBar().valueChanged.connect(lambda _value: thumbnails.forget_wishes())

    def set_album_votes(self, votes: AlbumVotes) -> None:
        """Say at the head of an album what it was heard as, and to screen readers in its cells."""
        self._rows.votes = self._model.votes = votes
        votes.told.connect(self.viewport().update)

    def selected_rows(self) -> NDArray[np.int64]:
        """Selected table rows, ascending."""
        import numpy as np  # brought by what needs numbers, not by every start

        ranges = cast("list[QItemSelectionRange]", list(self.selectionModel().selection()))  # type: ignore[call-overload]
        if not ranges:
            return np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate([np.arange(part.top(), part.bottom() + 1) for part in ranges]))

    def selected_tracks(self) -> list[TrackId]:
        """Selected tracks in the order of the table."""
        if not self.selectionModel().hasSelection():
            return []
        return [TrackId(track) for track in self._model.ids_at(self.selected_rows()).tolist()]

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

    def place_to_keep(self) -> TrackId | None:
        """The track that stays in sight, wherever another order puts it; ``None``: the head of the table does."""
        current = self.current_track()
        if current is not None or not self.verticalScrollBar().value():
            return current
        return self._model.track_at(self.rowAt(0))

    def after_paint(self, do: Callable[[], None]) -> None:
        """Call ``do`` once what there is now was painted; soon, where the table is not in sight."""
        self._after_paint.append(do)
        self._painted.start(UNSEEN_MS if self.isVisible() else 0)

    def select_track(self, track: TrackId) -> None:
        """Make a track the current and only selected one, when it is shown."""
        row = self._model.row_of(track)
        if row >= 0:
            index = self._model.index(row, Column.TITLE)
            flags = QItemSelectionModel.SelectionFlag  # selectRow finds no column where they run from right to left
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def show_sorting(self, key: SortKey, descending: bool) -> None:
        """Draw the sort arrow without asking for a new order."""
        columns = [column for column, its_key in SORT_KEYS.items() if its_key is key]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(columns[0] if columns else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def layout_of_columns(self) -> ColumnLayout:
        """What the person made of the columns: their order, which are shown, their widths."""
        header = self.horizontalHeader()
        order = [Column(header.logicalIndex(place)) for place in range(len(Column))]
        if self._grouping:
            order.insert(self._ungrouped_place, order.pop(0))
        widths = {column: header.sectionSize(column) for column in self.shown_columns()} if self.own_widths else {}
        return ColumnLayout(tuple(order) if tuple(order) != FIRST_ORDER else (), self._chosen or frozenset(), widths)

    def lay_columns_out(self, layout: ColumnLayout) -> None:
        """Put the columns as ``layout`` says; an empty one puts them as they were delivered."""
        grouping = self._grouping
        self.set_grouping(Grouping.NONE)
        header = self.horizontalHeader()
        for place, column in enumerate(layout.order or FIRST_ORDER):
            header.moveSection(header.visualIndex(column), place)
        self._chosen = layout.shown or None
        self.own_widths = bool(layout.widths)
        self._fitting = True
        for column, width in layout.widths.items():
            if column not in FIXED:
                header.resizeSection(column, max(width, header.minimumSectionSize()))
        self._fitting = False
        self.set_grouping(grouping)
        self.fit_columns()

    def shown_columns(self) -> frozenset[Column]:
        """The columns in sight."""
        return frozenset(column for column in Column if not self.isColumnHidden(column))

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide a column; from then on none gives way by itself."""
        before = self.shown_columns()
        self._chosen = (before | {column} if shown else before - {column}) | {ALWAYS}
        self.fit_columns()

    def fit_columns(self) -> None:
        """Show the chosen columns and share the width out among them, unless the person has set widths.

        Until somebody chose columns, some give way in a narrow window.
        """
        header = self.horizontalHeader()
        named = {_GROUP_COLUMNS[self._grouping]} if self._grouping else set()
        shown = [column for column in FIRST_ORDER if column in (self._chosen or FIRST_SHOWN) or column in named]
        giving_way = () if self._chosen is not None else [column for column in GIVE_WAY if column not in named]
        widths = fitted(shown, self.viewport().width(), giving_way, self._heads(shown))
        if self.own_widths:
            widths = {column: header.sectionSize(column) or width for column, width in widths.items()}
        self._fitting = True
        for column in Column:
            header.setSectionHidden(column, column not in widths)
            if column in widths and not self.own_widths:
                header.resizeSection(column, widths[column])
        self._fitting = False

    def _heads(self, columns: Sequence[Column]) -> dict[Column, int]:
        """How wide the headings of ``columns`` are, with what is around them."""
        measure = self.horizontalHeader().fontMetrics()
        return {column: measure.horizontalAdvance(column_heading(column)) + 2 * SPACE + 1 for column in columns}

    # events

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Tab the genre of the next track is typed, in the same column."""
        hints = QAbstractItemDelegate.EndEditHint
        step = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, hints.NoHint if step else hint)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + step)
        if step and below.isValid():
            self.setCurrentIndex(below)
            self.edit(below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the track; everything else as usual."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if not self.is_editing:  # else the key has ended the line that is typed in, which lets it pass on to here
                self.opened.emit(self.current_track())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the window copies paths
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Know the cell under the pointer, which Qt keeps to itself."""
        kind = event.type()
        if kind in _HOVERS and isinstance(event, QHoverEvent):
            index = self.indexAt(event.position().toPoint())
            self._hovered = (-1, -1) if kind is QEvent.Type.HoverLeave else (index.row(), index.column())
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the rows that must be painted."""
        room = event.rect()
        painter = QPainter(self.viewport())
        fill(painter, room, theme().palette.surface)
        painter.setRenderHints(_HINTS)
        sections = self._sections()
        for stripe in self._stripes(event.region()):
            self._rows.paint(painter, stripe, sections, room)
        painter.end()
        if self._after_paint and self._painted.interval() != AFTER_MS:
            self._painted.start(AFTER_MS)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads; Home and End lead to the first and the last track, for nobody moves along a row."""
        ends = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd
        if action in ends:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; the group's name moves along to the first row in sight."""
        super().scrollContentsBy(dx, dy)
        self._rows.top_row = max(0, self.rowAt(0))
        if dy and self._grouping:
            self.viewport().update()

    # parts

    def _sections(self) -> list[Section]:
        """The columns in sight, and those that are scrolled out of it."""
        shown = (column for column in Column if not self.isColumnHidden(column))
        return [Section(each, self.columnViewportPosition(each), self.columnWidth(each)) for each in shown]

    def _stripes(self, region: QRegion) -> Iterator[Stripe]:
        """Each row of which something is to be painted, once."""
        parts = cast("list[QRect]", list(region))  # type: ignore[call-overload]
        rows = {row for part in parts for row in range(self.rowAt(part.top()), self._last_row(part.bottom()) + 1)}
        selection = self.selectionModel() if self.selectionModel().hasSelection() else None
        focused = self.currentIndex().row() if self.hasFocus() else -1
        hovered_row, hovered_column = self._hovered
        for row in sorted(rows - {-1}):
            selected = selection is not None and selection.isSelected(self._model.index(row, Column.TITLE))
            hovered = Column(hovered_column) if row == hovered_row else None
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            yield Stripe(row, top, height, selected, hovered, row == focused)

    def _last_row(self, y: int) -> int:
        """The row at ``y``, or the last one where there is none."""
        row = self.rowAt(y)
        return row if row >= 0 else self._model.rowCount() - 1

    def _set_up_look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.SelectedClicked)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        # With a style sheet Qt takes what is painted for see-through, and paints all rows at each step of a scroll.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # The rows stay where they are when the table becomes higher or lower, as it does for each message.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StaticContents)
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
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(32)
        for column in FIXED:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        for place, column in enumerate(FIRST_ORDER):
            header.moveSection(header.visualIndex(column), place)
        header.sectionResized.connect(self._note_own_width)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.column_menu().popup(header.mapToGlobal(at)))
        # Headers ask, for every column, whether each of 200,000 rows is selected. These have no use for the answer.
        for part in (header, self.verticalHeader()):
            part.setSelectionModel(QItemSelectionModel(self._model, part))
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._ask_for_order)

    def column_menu(self) -> QMenu:
        """A menu of the columns, made for one use."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in FIRST_ORDER:
            action = menu.addAction(column_name(column))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            named = bool(self._grouping) and column is _GROUP_COLUMNS[self._grouping]
            action.setEnabled(column is not ALWAYS and not named)
            action.toggled.connect(lambda shown, column=column: self.show_column(column, shown))
        menu.addSeparator()
        menu.addAction(self.tr("As delivered"), lambda: self.lay_columns_out(ColumnLayout()))
        return menu

    def _note_own_width(self, _section: int, before: int, after: int) -> None:
        if not self._fitting and before and after and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.own_widths = True

    def _repaint_picture(self, track: TrackId) -> None:
        """Paint one cell: with all of them, 22 pictures would mean 22 tables."""
        for row in self.rows_in_sight():
            if self._model.track_at(row) == track:
                self.update(self._model.index(row, Column.PICTURE))

    def _ask_for_order(self, section: int, order: Qt.SortOrder) -> None:
        if section in SORT_KEYS:
            self.sort_requested.emit(SORT_KEYS[Column(section)], order == Qt.SortOrder.DescendingOrder)

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(self._model.track_at(current.row()) if current.isValid() else None)

    def _move_line(self, *rows: QModelIndex) -> None:
        """Paint the rows anew that lose and get the line of the focus: Qt paints a cell of each only."""
        width = self.viewport().width()
        for row in (index.row() for index in rows if index.isValid()):
            self.viewport().update(0, self.rowViewportPosition(row), width, self.rowHeight(row))

    def _tell_painted(self) -> None:
        self._painted.setInterval(UNSEEN_MS)
        waiting, self._after_paint = self._after_paint, []
        for do in waiting:
            do()

    def _tell_again(self) -> None:
        """The tracks of rows that were selected before anybody knew them are known."""
        if self.currentIndex().isValid():
            self._tell_current(self.currentIndex())
        if self.selectionModel().hasSelection():
            self.selection_changed.emit(len(self.selected_rows()))

    def _remember(self) -> None:
        selected = self.selectionModel().hasSelection()
        self._kept_ids = self._model.ids_at(self.selected_rows()) if selected else None
        self._kept_current = self.current_track()
        self._kept_top = self._model.track_at(self.rowAt(0)) if self.verticalScrollBar().value() else None

    def _restore(self) -> None:
        chosen = QItemSelection()
        last = len(Column) - 1
        for begin, end in [] if self._kept_ids is None else self._runs_of(self._kept_ids):
            chosen.select(self._model.index(begin, 0), self._model.index(end, last))
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
        if self._kept_ids is not None and chosen.isEmpty():  # Qt forgot them with the reset, and told nobody
            self.selection_changed.emit(0)

    def _runs_of(self, ids: NDArray[np.int64]) -> list[tuple[int, int]]:
        """Where these tracks are in the table: first and last row of each run of neighbours."""
        import numpy as np

        rows = np.flatnonzero(np.isin(self._model.ids, ids))
        runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []
        return [(int(run[0]), int(run[-1])) for run in runs]
