"""The files of one batch of the history: what each said before and after, and whether it was undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.stamp import display_path
from app.ui import words
from app.ui.change_model import KIND_ROLE, PLACE_ROLE
from app.ui.core_words import core_text
from app.ui.table_heads import head

if TYPE_CHECKING:
    from app.tagging.entries import Entry

AnyIndex = QModelIndex | QPersistentModelIndex
_NOT_REACHED = "not reached"


class EntryColumn(IntEnum):
    """Columns of the history."""

    FILE = 0
    OLD = 1
    ARROW = 2
    NEW = 3
    STATUS = 4
    REASON = 5


class EntryModel(QAbstractTableModel):
    """Entries of a batch, those first that were left as they were, those last whose turn had not come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._conflicts: dict[bytes, str] = {}

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show the entries of another batch, or the same one anew."""
        self.beginResetModel()
        self._entries = sorted(entries, key=lambda entry: (entry.status == _NOT_REACHED, not entry.status.is_left))
        paths = {entry.path for entry in entries} if self._conflicts else set()
        self._conflicts = {path: why for path, why in self._conflicts.items() if path in paths}
        self.endResetModel()

    def set_conflicts(self, conflicts: Mapping[bytes, str]) -> None:
        """Name the files that the last undo left as they are."""
        self._conflicts = dict(conflicts)
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(EntryColumn) - 1))

    def entry_at(self, row: int) -> Entry:
        """The entry in ``row``."""
        return self._entries[row]

    def undoable(self) -> int:
        """How many entries can still be undone."""
        return sum(entry.status == "written" for entry in self._entries)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(EntryColumn)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, and how they are drawn under ``KIND_ROLE``."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        column = EntryColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(entry, column) if column is EntryColumn.REASON else display_path(entry.path)
        if role == PLACE_ROLE and column is EntryColumn.FILE:
            return words.file_place(entry.path, words.file_name(entry.path))
        if role == KIND_ROLE:
            kinds: dict[EntryColumn, Any] = {
                EntryColumn.OLD: "text",
                EntryColumn.ARROW: "arrow",
                EntryColumn.NEW: tuple(entry.new),
            }
            if entry.status.is_left or entry.status == _NOT_REACHED:  # what it was to say, it does not
                kinds[EntryColumn.NEW] = "muted"
            return kinds.get(column, "text" if column is EntryColumn.FILE else "muted")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        titles = {
            EntryColumn.FILE: self.tr("File"),
            EntryColumn.OLD: self.tr("Before"),
            EntryColumn.NEW: self.tr("After"),
            EntryColumn.STATUS: self.tr("Now"),
            EntryColumn.REASON: self.tr("Why"),
        }
        return head(titles.get(EntryColumn(section), ""), orientation, role)

    def _text(self, entry: Entry, column: EntryColumn) -> str:
        status = self._status(str(entry.status))
        return {
            EntryColumn.FILE: words.file_name(entry.path),
            EntryColumn.OLD: words.shown_genres(tuple(entry.old)),
            EntryColumn.NEW: words.shown_genres(tuple(entry.new)),
            EntryColumn.STATUS: self.tr("left as it is") if entry.path in self._conflicts else status,
            EntryColumn.REASON: core_text(self._conflicts.get(entry.path, entry.reason)),
        }.get(column, "")

    def _status(self, status: str) -> str:
        return {
            "written": self.tr("written"),
            "undone": self.tr("undone"),
            "skipped": self.tr("skipped"),
            "failed": self.tr("failed"),
            "rolled back": self.tr("taken back"),
            _NOT_REACHED: self.tr("not reached"),
        }.get(status, status)
