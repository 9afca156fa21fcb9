"""Paints the rows of the track table: states by shape, genres by dot and name, confidence by bar and figure.

Only painting is here; every text comes from the model and is also there for screen readers. Whole rows are painted, not
cells through a delegate: what Qt hands over for each of 170 cells took longer than to paint them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.library.types import TrackRow, TrackState
from app.ui import words
from app.ui.album_votes import AlbumVotes, vote_words
from app.ui.columns import Column, Grouping
from app.ui.core_words import core_text
from app.ui.faces import RIGHT, face
from app.ui.painting import draw_bar, draw_beside, draw_genres, draw_icon, draw_named_file, fill
from app.ui.theme import SPACE, genre_colour, theme
from app.ui.thumbnails import Thumbnails
from app.ui.track_model import TrackModel, cell_text, heard, is_yours

#: The bar of the confidence, drawn where there is room for it beside the figures.
BAR_WIDTH = 48
FIGURES_WIDTH = 46

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
#: Columns that a row which is not known yet leaves empty.
_NO_SKELETON = frozenset({Column.ARROW, Column.STATE, Column.CONFIDENCE, Column.DURATION, Column.PICTURE})


class Section(NamedTuple):
    """A column in sight: which, and where."""

    column: Column
    left: int
    width: int


class Stripe(NamedTuple):
    """A row to paint: which, where, and how it is marked."""

    place: int
    top: int
    height: int
    selected: bool
    hovered: Column | None  #: the cell under the pointer
    focused: bool


class _Cell(NamedTuple):
    """What one call paints: the record, its table row and the room inside the cell's margins."""

    row: TrackRow
    place: int
    rect: QRect


class RowPainter:
    """Paints rows of ``model``; ``top_row`` is the first row in sight, where a group's name is repeated."""

    def __init__(self, model: TrackModel) -> None:
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

    def paint(self, painter: QPainter, stripe: Stripe, sections: Sequence[Section], room: QRect) -> None:
        """Paint what of one row lies in ``room``; the surface under it is painted already. ``sections``: all shown."""
        row = self._model.row_at(stripe.place)
        self._paint_ground(painter, stripe, sections)
        failed = row is not None and row.state is TrackState.FAILED
        for section in sections:
            column, left, width = section
            if left > room.right() or left + width <= room.left():
                continue
            inner = QRect(left + SPACE, stripe.top, width - 2 * SPACE, stripe.height)
            if row is None:
                _paint_skeleton(painter, inner, column, stripe.place)
            elif failed and column in _REASON_COLUMNS:
                self._paint_reason(painter, row, stripe, section, sections)
            else:
                self._painters[column](painter, _Cell(row, stripe.place, inner))

    def _paint_ground(self, painter: QPainter, stripe: Stripe, sections: Sequence[Section]) -> None:
        colours = theme().palette
        top, height = stripe.top, stripe.height
        if stripe.selected or stripe.hovered is not None:
            for column, left, width in sections:
                marked = stripe.selected or column is stripe.hovered
                if marked and not self._names_groups(column):
                    colour = colours.selection if stripe.selected else colours.raised
                    fill(painter, QRect(left, top, width, height), colour)
        if self.grouping and stripe.place > 0 and not self._continues(stripe.place):
            for _, left, width in sections:
                fill(painter, QRect(left, top, width, 1), colours.border)
        if stripe.focused:
            for _, left, width in sections:
                fill(painter, QRect(left, top + height - 1, width, 1), colours.accent)

    def _paint_reason(
        self, painter: QPainter, row: TrackRow, stripe: Stripe, here: Section, sections: Sequence[Section]
    ) -> None:
        """Of the reason of a failure, which is written across all columns that it has, what falls into this one."""
        room = [section for section in sections if section.column in _REASON_COLUMNS]
        left = min(section.left for section in room)
        right = max(section.left + section.width for section in room)
        painter.setClipRect(here.left, stripe.top, here.width, stripe.height)
        rect = QRect(left + SPACE, stripe.top, right - left - 2 * SPACE, stripe.height)
        face().draw(painter, rect, core_text(row.error), theme().palette.bad)
        painter.setClipping(False)

    # columns

    def _paint_state(self, painter: QPainter, cell: _Cell) -> None:
        name, role = ("hear", "accent") if self._model.is_heard(cell.place) else words.STATE_ICONS[cell.row.state]
        draw_icon(painter, cell.rect, name, role)

    def _paint_title(self, painter: QPainter, cell: _Cell) -> None:
        title = cell_text(cell.row, Column.TITLE)
        draw_named_file(painter, cell.rect, title, words.file_place(cell.row.path, title), theme().palette.text)

    def _paint_artist(self, painter: QPainter, cell: _Cell) -> None:
        if not self._names_groups(Column.ARTIST):
            _write(painter, cell, cell.row.artist)
        elif self._place_in_group(cell.place) == 0:
            named = cell.row.artist or words.translate("words", "No artist")
            face(bold=True).draw(painter, cell.rect, named, theme().palette.text)

    def _paint_duration(self, painter: QPainter, cell: _Cell) -> None:
        _write_figures(painter, cell.rect, words.clock(cell.row.duration_s), theme().palette.muted)

    def _paint_year(self, painter: QPainter, cell: _Cell) -> None:
        _write_figures(painter, cell.rect, cell_text(cell.row, Column.YEAR), theme().palette.muted)

    def _paint_folder(self, painter: QPainter, cell: _Cell) -> None:
        folder = cell_text(cell.row, Column.FOLDER)
        shown = face().shortened(folder, cell.rect.width(), Qt.TextElideMode.ElideLeft)
        _write(painter, cell, shown)

    def _paint_format(self, painter: QPainter, cell: _Cell) -> None:
        _write(painter, cell, cell_text(cell.row, Column.FORMAT))

    def _paint_picture(self, painter: QPainter, cell: _Cell) -> None:
        picture = self.thumbnails.picture(cell.row) if self.thumbnails is not None else None
        if picture is not None:
            painter.drawImage(cell.rect.adjusted(-SPACE // 2, SPACE // 2, SPACE // 2, -SPACE // 2), picture)

    def _paint_album(self, painter: QPainter, cell: _Cell) -> None:
        if not self._names_groups(Column.ALBUM):
            _write(painter, cell, cell.row.album)
            return
        step = self._place_in_group(cell.place)
        if step > _HEAD_ROWS:
            return
        said = vote_words(self.votes.vote(cell.row)) if self.votes is not None else ""
        if step == 0:
            named, colour = cell.row.album or words.translate("words", "No album"), theme().palette.text
        else:
            named, colour = self._group_artist(cell.place) if step == 1 else said, theme().palette.muted
        writing = face(bold=step == 0)
        if step < _HEAD_ROWS and not self._continues(cell.place + 1):  # the group ends before the vote's own row
            draw_beside(painter, cell.rect, named, said, colour=colour, named=writing)
        else:
            writing.draw(painter, cell.rect, named, colour)

    def _paint_genres(self, painter: QPainter, cell: _Cell) -> None:
        _write(painter, cell, words.shown_genres(cell.row.genres), "text" if cell.row.genres else "muted")

    def _paint_arrow(self, painter: QPainter, cell: _Cell) -> None:
        if cell.row.state in _ARROWS:
            draw_icon(painter, cell.rect, *_ARROWS[cell.row.state])

    def _paint_heard(self, painter: QPainter, cell: _Cell) -> None:
        names = heard(cell.row)
        if self._model.is_heard(cell.place) and not names:
            _write(painter, cell, words.translate("words", "listening…"), "accent")
        elif cell.row.state is TrackState.UNKNOWN:
            _write(painter, cell, words.translate("words", "unknown"))
        elif words.is_left_without(cell.row):
            _write(painter, cell, words.translate("words", "no genre"))
        else:
            draw_genres(painter, cell.rect, names, face(bold=cell.row.state is TrackState.READY))

    def _paint_confidence(self, painter: QPainter, cell: _Cell) -> None:
        if is_yours(cell.row):
            _write(painter, cell, words.translate("words", "yours"))
            return
        if cell.row.confidence is None or cell.row.state in {TrackState.NEW, TrackState.UNKNOWN}:
            return
        figures = QRect(cell.rect)
        if figures.width() >= BAR_WIDTH + FIGURES_WIDTH:
            bar = QRectF(figures.left(), figures.center().y() - 2.5, BAR_WIDTH, 6)
            draw_bar(painter, bar, cell.row.confidence, genre_colour(cell.row.predicted))
            figures.setLeft(figures.left() + BAR_WIDTH)
        figures.setWidth(min(figures.width(), FIGURES_WIDTH))
        _write_figures(painter, figures, words.percent(cell.row.confidence), theme().palette.text)

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


def _write(painter: QPainter, cell: _Cell, text: str, role: str = "muted") -> None:
    face().draw(painter, cell.rect, text, getattr(theme().palette, role))


def _write_figures(painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
    face(tabular=True).draw(painter, rect, text, colour, RIGHT)


def _album_key(row: TrackRow) -> str:
    return row.album_group


def _artist_key(row: TrackRow) -> str:
    return row.artist.casefold()


def _paint_skeleton(painter: QPainter, rect: QRect, column: Column, place: int) -> None:
    """A grey bar where a text will be; its length varies with the row, so that it reads as text."""
    if column in _NO_SKELETON:
        return
    share = 0.4 + 0.12 * ((place * 7 + int(column) * 3) % 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().palette.raised)
    painter.drawRoundedRect(QRectF(rect.left(), rect.center().y() - 4, rect.width() * share, 9), 4, 4)
