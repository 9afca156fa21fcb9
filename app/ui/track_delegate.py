"""A genre typed into a row of the track table. The rows themselves are painted by ``row_painter.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from app.library.types import TrackRow
from app.ui.columns import Column
from app.ui.faces import face
from app.ui.theme import SPACE
from app.ui.track_model import ROW_ROLE, TrackModel, heard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from app.ui.genre_field import GenreField

AnyIndex = QModelIndex | QPersistentModelIndex

_LEAST_FIELD = 180


class TrackDelegate(QStyledItemDelegate):
    """What Qt asks about cells: how wide their texts are, and the field to type in."""

    editing_begun = Signal(object)  #: the GenreField, to be offered words
    genres_entered = Signal(object, tuple)  #: TrackId, names

    def __init__(self, model: TrackModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Room for the text of the cell, for fitting a column to its contents."""
        return QSize(face().advance(str(index.data() or "")) + 4 * SPACE, option.rect.height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: ARG002
        """A line to type in, with the words that fit."""
        from app.ui.genre_field import GenreField

        field = GenreField(parent=parent)
        field.setFrame(False)
        field.entered.connect(lambda: self._close(field))
        self.editing_begun.emit(field)
        return field

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Begin with what stands there; once: what is typed is not overwritten when the row changes."""
        from app.ui.genre_field import GenreField

        row: TrackRow | None = index.data(ROW_ROLE)
        if isinstance(editor, GenreField) and row is not None and not editor.isModified() and not editor.text():
            names = row.genres if index.column() == Column.GENRES and not row.chosen else row.chosen or heard(row)[:1]
            editor.show_genres(names)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: ARG002
        """Tell what was typed; nothing typed, or nothing new, changes nothing."""
        from app.ui.genre_field import GenreField

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
