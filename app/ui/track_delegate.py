"""Paints the cells of the track table: states by shape, genres by dot and name, confidence by bar and figure.

Only painting is here; every text comes from the model and is also there for screen readers.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.library.types import TrackRow, TrackState
from app.ui import words
from app.ui.album_votes import AlbumVotes, vote_words
from app.ui.columns import Column, Grouping
from app.ui.core_words import core_text
from app.ui.genre_field import GenreField
from app.ui.icons import icon
from app.ui.painting import draw_bar, draw_beside, draw_genres, draw_icon, draw_named_file, draw_text
from app.ui.theme import SPACE, font, genre_colour, theme
from app.ui.thumbnails import Thumbnails
from app.ui.track_model import ROW_ROLE, TrackModel, cell_text, heard, is_yours

AnyIndex = QModelIndex | QPersistentModelIndex

#: The bar of the confidence, drawn where there is room for it beside the figures.
BAR_WIDTH = 48
FIGURES_WIDTH = 46

_LEAST_FIELD = 180
#: Rows of an album after its name that say more about it: by whom it is, and what it was heard as.
_HEAD_ROWS = 2

#: The arrow between what the file says and what was heard.
_ARROWS = {
    TrackState.READY: ("up", "accent"),
    TrackState.REVIEW: ("unknown", "caution"),
    TrackState.CONFLICT: ("conflict", "caution"),
    TrackState.KEPT: ("equal", "muted"),
    TrackState.WRITTEN: ("accept", "good"),
}


#: Columns that have nothing else to say of a track that failed.
_REASON_COLUMNS = (Column.PREDICTED, Column.CONFIDENCE)


_COLUMNS = tuple(Column)
_ANTIALIASING = QPainter.RenderHint.Antialiasing
#: Bits of a cell's state: Python's flags take longer to be compared than the rest of a cell's ground.
_SELECTED = QStyle.StateFlag.State_Selected.value
_MARKED = _SELECTED | QStyle.StateFlag.State_MouseOver.value


@dataclass(slots=True)
class _Cell:
    """What one call paints: the record, its table row and the room inside the cell's margins."""

    row: TrackRow
    place: int
    rect: QRect


class TrackDelegate(QStyledItemDelegate):
    """Delegate of all columns; ``top_row`` is the first row in sight, where a group's name is repeated."""

    editing_begun = Signal(object)  #: the GenreField, to be offered words
    genres_entered = Signal(object, tuple)  #: TrackId, names

    def __init__(self, model: TrackModel) -> None:
        super().__init__(model)
        self._model = model
        self.grouping = Grouping.NONE
        self.top_row = 0
        self.thumbnails: Thumbnails | None = None  #: where the pictures of the sound come from, if from anywhere
        self.votes: AlbumVotes | None = None  #: where it comes from what an album was heard as
        self._painters = {
            Column.STATE: self._paint_state,
            Column.ALBUM: self._paint_album,
            Column.TITLE: self._paint_title,
            Column.ARTIST: self._paint_artist,
            Column.GENRES: self._paint_genres,
            Column.ARROW: self._paint_arrow,
            Column.PREDICTED: self._paint_heard,
            Column.CONFIDENCE: self._paint_confidence,
            Column.DURATION: self._paint_duration,
            Column.PICTURE: self._paint_picture,
            Column.FORMAT: self._paint_format,
            Column.YEAR: self._paint_year,
            Column.FOLDER: self._paint_folder,
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Room for the text of the cell, for fitting a column to its contents."""
        text = str(index.data() or "")
        return QSize(QFontMetrics(font()).horizontalAdvance(text) + 4 * SPACE, option.rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        # This runs for every cell in sight at every step of scrolling: nothing in it asks Qt twice, or through a role.
        place, column = index.row(), _COLUMNS[index.column()]
        row = self._model.row_at(place)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(_ANTIALIASING)
        self._paint_ground(painter, option, place, column)
        inner = rect.adjusted(SPACE, 0, -SPACE, 0)
        if row is None:
            _paint_skeleton(painter, inner, column, place)
        elif row.state is TrackState.FAILED and column in _REASON_COLUMNS:
            painter.setClipRect(rect)
            draw_text(painter, _reason_room(option, inner), core_text(row.error), theme().palette.bad)
        else:
            self._painters[column](painter, _Cell(row, place, inner))
        painter.restore()

    # typing a genre

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: ARG002
        """A line to type in, with the words that fit."""
        field = GenreField(parent=parent)
        field.setFrame(False)
        field.entered.connect(lambda: self._close(field))
        self.editing_begun.emit(field)
        return field

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Begin with what stands there; once: what is typed is not overwritten when the row changes."""
        row: TrackRow | None = index.data(ROW_ROLE)
        if isinstance(editor, GenreField) and row is not None and not editor.isModified() and not editor.text():
            names = row.genres if index.column() == Column.GENRES and not row.chosen else row.chosen or heard(row)[:1]
            editor.setText(", ".join(names))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: ARG002
        """Tell what was typed; nothing typed, or nothing new, changes nothing."""
        if isinstance(editor, GenreField) and editor.isModified() and editor.genres():
            editor.setModified(False)
            track = self._model.track_at(index.row())
            if track is not None:
                self.genres_entered.emit(track, editor.genres())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: ARG002
        """As high as the row, and wide enough to type in."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(0, 0, max(0, _LEAST_FIELD - rect.width()), 0))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave Enter to the field, which first takes the word chosen in its list and then tells."""
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            return False
        return super().eventFilter(editor, event)

    def _close(self, field: GenreField) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, place: int, column: Column) -> None:
        colours = theme().palette
        rect: QRect = option.rect
        state: int = option.state.value
        ground = colours.surface
        if state & _MARKED and not self._names_groups(column):
            ground = colours.selection if state & _SELECTED else colours.raised
        painter.fillRect(rect, ground)
        if self.grouping and place > 0 and not self._continues(place):
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, colours.border)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == place:
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colours.accent)

    # columns

    def _paint_state(self, painter: QPainter, cell: _Cell) -> None:
        name, role = ("hear", "accent") if self._model.is_heard(cell.place) else words.STATE_ICONS[cell.row.state]
        draw_icon(painter, cell.rect, icon(name, role))

    def _paint_title(self, painter: QPainter, cell: _Cell) -> None:
        title = cell_text(cell.row, Column.TITLE)
        draw_named_file(painter, cell.rect, title, words.file_place(cell.row.path, title), theme().palette.text)

    def _paint_artist(self, painter: QPainter, cell: _Cell) -> None:
        if not self._names_groups(Column.ARTIST):
            draw_text(painter, cell.rect, cell.row.artist, theme().palette.muted)
        elif self._place_in_group(cell.place) == 0:
            painter.setFont(font(bold=True))
            named = cell.row.artist or words.translate("words", "No artist")
            draw_text(painter, cell.rect, named, theme().palette.text)

    def _paint_duration(self, painter: QPainter, cell: _Cell) -> None:
        painter.setFont(font(tabular=True))
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, cell.rect, words.clock(cell.row.duration_s), theme().palette.muted, right)

    def _paint_year(self, painter: QPainter, cell: _Cell) -> None:
        painter.setFont(font(tabular=True))
        draw_text(
            painter, cell.rect, cell_text(cell.row, Column.YEAR), theme().palette.muted, Qt.AlignmentFlag.AlignRight
        )

    def _paint_folder(self, painter: QPainter, cell: _Cell) -> None:
        folder = cell_text(cell.row, Column.FOLDER)
        shown = painter.fontMetrics().elidedText(folder, Qt.TextElideMode.ElideLeft, cell.rect.width())
        draw_text(painter, cell.rect, shown, theme().palette.muted)

    def _paint_format(self, painter: QPainter, cell: _Cell) -> None:
        draw_text(painter, cell.rect, cell_text(cell.row, Column.FORMAT), theme().palette.muted)

    def _paint_picture(self, painter: QPainter, cell: _Cell) -> None:
        picture = self.thumbnails.picture(cell.row) if self.thumbnails is not None else None
        if picture is not None:
            rect = cell.rect.adjusted(-SPACE // 2, SPACE // 2, SPACE // 2, -SPACE // 2)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture)

    def _paint_album(self, painter: QPainter, cell: _Cell) -> None:
        if not self._names_groups(Column.ALBUM):
            draw_text(painter, cell.rect, cell.row.album, theme().palette.muted)
            return
        step = self._place_in_group(cell.place)
        said = vote_words(self.votes.vote(cell.row)) if self.votes is not None and step <= _HEAD_ROWS else ""
        if step == 0:
            painter.setFont(font(bold=True))
            named, colour = cell.row.album or words.translate("words", "No album"), theme().palette.text
        else:
            named, colour = self._group_artist(cell.place) if step == 1 else "", theme().palette.muted
        if step == _HEAD_ROWS:
            draw_text(painter, cell.rect, said, colour)
        elif step < _HEAD_ROWS and not self._continues(cell.place + 1):  # the group ends before the vote's own row
            draw_beside(painter, cell.rect, named, said, colour)
        elif step < _HEAD_ROWS:
            draw_text(painter, cell.rect, named, colour)

    def _paint_genres(self, painter: QPainter, cell: _Cell) -> None:
        draw_text(
            painter,
            cell.rect,
            words.shown_genres(cell.row.genres),
            theme().palette.text if cell.row.genres else theme().palette.muted,
        )

    def _paint_arrow(self, painter: QPainter, cell: _Cell) -> None:
        if cell.row.state in _ARROWS:
            draw_icon(painter, cell.rect, icon(*_ARROWS[cell.row.state]))

    def _paint_heard(self, painter: QPainter, cell: _Cell) -> None:
        names = heard(cell.row)
        if self._model.is_heard(cell.place) and not names:
            draw_text(painter, cell.rect, words.translate("words", "listening…"), theme().palette.accent)
            return
        if cell.row.state is TrackState.UNKNOWN:
            draw_text(painter, cell.rect, words.translate("words", "unknown"), theme().palette.muted)
            return
        painter.setFont(font(bold=cell.row.state is TrackState.READY))
        draw_genres(painter, cell.rect, names)

    def _paint_confidence(self, painter: QPainter, cell: _Cell) -> None:
        if is_yours(cell.row):
            draw_text(painter, cell.rect, words.translate("words", "yours"), theme().palette.muted)
            return
        if cell.row.confidence is None or cell.row.state in {TrackState.NEW, TrackState.UNKNOWN}:
            return
        figures = QRect(cell.rect)
        if figures.width() >= BAR_WIDTH + FIGURES_WIDTH:
            bar = QRectF(figures.left(), figures.center().y() - 2.5, BAR_WIDTH, 6)
            draw_bar(painter, bar, cell.row.confidence, genre_colour(cell.row.predicted))
            figures.setLeft(figures.left() + BAR_WIDTH)
        figures.setWidth(min(figures.width(), FIGURES_WIDTH))
        painter.setFont(font(tabular=True))
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, figures, words.percent(cell.row.confidence), theme().palette.text, right)

    # groups

    def _names_groups(self, column: Column) -> bool:
        """Whether ``column`` spans the tracks of a group with its name."""
        return bool(self.grouping) and column.name.lower() == self.grouping.value

    def _continues(self, place: int) -> bool:
        """Whether the row above belongs to the same group."""
        here, above = self._model.row_at(place), self._model.row_at(place - 1)
        key = _artist_key if self.grouping is Grouping.ARTIST else _album_key
        return here is not None and above is not None and key(here) == key(above)

    def _place_in_group(self, place: int) -> int:
        """0 for the row that names the group, which is the first in sight; 1 and 2 for the next; 3 for all others."""
        for step in range(_HEAD_ROWS + 1):
            if place - step <= self.top_row or not self._continues(place - step):
                return step
        return _HEAD_ROWS + 1

    def _group_artist(self, place: int) -> str:
        here, above = self._model.row_at(place), self._model.row_at(place - 1)
        if here is None or above is None:
            return ""
        return here.artist if here.artist == above.artist else words.translate("words", "Various artists")


def _reason_room(option: QStyleOptionViewItem, inner: QRect) -> QRect:
    """The room of all columns that the reason of a failure is written across, seen from any of them."""
    view = option.widget
    if not isinstance(view, QTableView):
        return inner
    header = view.horizontalHeader()
    shown = [column for column in _REASON_COLUMNS if not header.isSectionHidden(column)]
    left = min(header.sectionViewportPosition(column) for column in shown)
    right = max(header.sectionViewportPosition(column) + header.sectionSize(column) for column in shown)
    return QRect(left + SPACE, inner.top(), right - left - 2 * SPACE, inner.height())


def _album_key(row: TrackRow) -> tuple[str, bytes]:
    return row.album.casefold(), b"" if row.album else row.path.rpartition(b"/")[0]


def _artist_key(row: TrackRow) -> str:
    return row.artist.casefold()


def _paint_skeleton(painter: QPainter, rect: QRect, column: Column, place: int) -> None:
    """A grey bar where a text will be; its length varies with the row, so that it reads as text."""
    if column in {Column.ARROW, Column.STATE, Column.CONFIDENCE, Column.DURATION, Column.PICTURE}:
        return
    share = 0.4 + 0.12 * ((place * 7 + int(column) * 3) % 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().palette.raised)
    painter.drawRoundedRect(QRectF(rect.left(), rect.center().y() - 4, rect.width() * share, 9), 4, 4)
