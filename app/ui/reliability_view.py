"""How far a model's word can be relied on, genre by genre: a table of two bars each, that tells itself in words too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.session.model_figures import GenreFigures
from app.ui import words
from app.ui.faces import RIGHT, face
from app.ui.painting import draw_bar, draw_genres
from app.ui.theme import ROW_HEIGHT, SPACE, genre_colour, theme

_SHARE = Qt.ItemDataRole.UserRole
_GENRE = Qt.ItemDataRole.UserRole + 1
_FIGURES = 48


class ReliabilityView(QTableWidget):
    """Genre, how much of it is found, how often it is right to say it, how many tracks that is known from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName(self.tr("How far to rely on it, by genre"))
        for column, (heading, tip) in enumerate(
            (
                (self.tr("Genre"), ""),
                (self.tr("Finds of it"), self.tr("Of all tracks of this genre, how many it calls by it")),
                (self.tr("Right when it says so"), self.tr("Of all tracks that it calls by it, how many are of it")),
                (self.tr("Tracks"), self.tr("Of this genre, that the figures come from")),
            )
        ):
            item = QTableWidgetItem(heading)
            item.setToolTip(tip)
            self.setHorizontalHeaderItem(column, item)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setAccessibleName(self.accessibleName())
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        theme().changed.connect(self.viewport().update)

    def show_figures(self, genres: Sequence[GenreFigures]) -> None:
        """Show these genres."""
        self.setRowCount(len(genres))
        for row, genre in enumerate(genres):
            shares = (None, genre.found, genre.right, None)
            texts = (genre.name, words.percent(genre.found), _percent(genre.right), words.number(genre.tracks))
            for column, (text, share) in enumerate(zip(texts, shares, strict=True)):
                item = QTableWidgetItem(text)
                item.setData(_SHARE, share)
                item.setData(_GENRE, genre.name)
                if column == 3:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)


class _Delegate(QStyledItemDelegate):
    """A name with its dot, or a bar with its figure."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * SPACE, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() == 3:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        inner = rect.adjusted(SPACE, 0, -SPACE, 0)
        painter.fillRect(rect, theme().palette.surface)
        share = index.data(_SHARE)
        if index.column() == 0:
            draw_genres(painter, inner, [str(index.data())], face())
        else:
            figures = QRect(inner.right() - _FIGURES, inner.top(), _FIGURES, inner.height())
            if share is not None:
                bar = QRectF(inner.left(), inner.center().y() - 2.5, max(8, inner.width() - _FIGURES - SPACE), 6)
                draw_bar(painter, bar, share, genre_colour(str(index.data(_GENRE))))
            face(tabular=True).draw(painter, figures, str(index.data()), theme().palette.text, RIGHT)
        painter.restore()


def _percent(share: float | None) -> str:
    return "–" if share is None else words.percent(share)
