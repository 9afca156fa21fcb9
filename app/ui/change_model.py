"""The lines of a write preview: what each file says and what it would say; each line can be taken out.

The whole plan is in memory (it is what will be written, so it may not change under the list); filtering picks line
numbers, so the ticks belong to the change and not to the row on the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.library.types import ChosenBy
from app.stamp import display_path
from app.ui import words
from app.ui.core_words import core_text
from app.ui.table_heads import head

if TYPE_CHECKING:
    from app.session import PlannedChange

AnyIndex = QModelIndex | QPersistentModelIndex

CHANGE_ROLE = Qt.ItemDataRole.UserRole + 1
#: How the delegate is to draw a cell: "tick", "arrow", "figure", "muted", or genres as a tuple of names.
KIND_ROLE = Qt.ItemDataRole.UserRole + 7
#: What is said quietly after a file's name, so that files of one name can be told apart.
PLACE_ROLE = Qt.ItemDataRole.UserRole + 8


class ChangeColumn(IntEnum):
    """Columns of the preview."""

    TAKE = 0
    TITLE = 1
    ARTIST = 2
    OLD = 3
    ARROW = 4
    NEW = 5
    SURE = 6
    REASON = 7


class ChangeKind(StrEnum):
    """What happens to a file's genres."""

    FILLS = "fills"  #: it held none
    ADDS = "adds"  #: all it held stays
    REPLACES = "replaces"  #: something it held goes
    STAYS = "stays"  #: nothing happens; the reason says why


def kind_of(change: PlannedChange) -> ChangeKind:
    """What ``change`` does."""
    if not change.changed:
        return ChangeKind.STAYS
    if not change.old:
        return ChangeKind.FILLS
    return ChangeKind.ADDS if set(change.old) <= set(change.new) else ChangeKind.REPLACES


class ChangeModel(QAbstractTableModel):
    """Planned changes with a tick each."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: list[PlannedChange] = []
        self._taken: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self._may: NDArray[np.bool_] = np.zeros(0, dtype=bool)  # which lines change anything
        self._shown: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def set_changes(self, changes: Sequence[PlannedChange]) -> None:
        """Show a plan, all that would change ticked; lines that would not are shown when they are asked for."""
        left_out = {change.track for change in self.left_out()}
        self.beginResetModel()
        self._changes = list(changes)
        self._may = np.array([change.changed for change in changes], dtype=bool)
        self._taken = self._may & np.array([change.track not in left_out for change in changes], dtype=bool)
        self._shown = np.flatnonzero(self._may)
        self.endResetModel()
        self.ticks_changed.emit()

    def left_out(self) -> list[PlannedChange]:
        """The changes that a person took out."""
        return [self._changes[place] for place in np.flatnonzero(self._may & ~self._taken)]

    def stay_count(self) -> int:
        """Lines that change nothing."""
        return int((~self._may).sum())

    def filter(self, text: str, genre: str | None, kind: ChangeKind | None = None) -> None:
        """Show only lines with every word of ``text``, with ``genre`` among the new ones, and of this ``kind``.

        Without a kind, all that change something.
        """
        wanted = text.casefold().split()
        self.beginResetModel()
        self._shown = np.array(
            [
                place
                for place, change in enumerate(self._changes)
                if (kind_of(change) is kind if kind is not None else change.changed)
                and (genre is None or genre in change.new)
                and _has_words(change, wanted)
            ],
            dtype=np.int64,
        )
        self.endResetModel()

    def taken(self) -> list[PlannedChange]:
        """The ticked changes, in order; a filter does not take any away."""
        return [self._changes[place] for place in np.flatnonzero(self._taken)]

    def taken_count(self) -> int:
        """Number of ticked changes."""
        return int(self._taken.sum())

    def expected_wrong(self) -> float:
        """Expected number of wrong ones among the ticked that the model chose: the sum of 1 - confidence."""
        return float(sum(1.0 - change.confidence for change in self.taken() if change.confidence is not None))

    def new_genres(self) -> list[str]:
        """Genres that would be written, each once, most frequent first."""
        counts = Counter(genre for change in self._changes if change.changed for genre in change.new)
        return sorted(counts, key=lambda name: (-counts[name], name))

    def tick(self, rows: Sequence[int], taken: bool) -> None:
        """Tick or untick the lines in these rows."""
        places = self._shown[list(rows)]
        self._taken[places] = self._may[places] & taken
        if len(self._shown):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(ChangeColumn) - 1))
        self.ticks_changed.emit()

    def is_taken(self, row: int) -> bool:
        """Whether the line in ``row`` is ticked."""
        return bool(self._taken[self._shown[row]])

    # QAbstractTableModel

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of lines shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(ChangeColumn)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        may = index.column() == ChangeColumn.TAKE and bool(self._may[self._shown[index.row()]])
        return flags | Qt.ItemFlag.ItemIsUserCheckable if may else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, ticks, and the change itself under :data:`CHANGE_ROLE`."""
        if not index.isValid():
            return None
        change = self._changes[int(self._shown[index.row()])]
        column = ChangeColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(change, column)
            case Qt.ItemDataRole.CheckStateRole if column is ChangeColumn.TAKE and self._may[self._shown[index.row()]]:
                return Qt.CheckState.Checked if self.is_taken(index.row()) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return _text(change, column) if column is ChangeColumn.REASON else display_path(change.path)
            case _ if role == PLACE_ROLE and column is ChangeColumn.TITLE:
                return words.file_place(change.path, _text(change, column))
        return {CHANGE_ROLE: change, KIND_ROLE: _kind(change, column)}.get(role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick one line."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != ChangeColumn.TAKE:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        titles = {
            ChangeColumn.TITLE: self.tr("Title"),
            ChangeColumn.ARTIST: self.tr("Artist"),
            ChangeColumn.OLD: self.tr("The file says"),
            ChangeColumn.NEW: self.tr("It will say"),
            ChangeColumn.SURE: self.tr("Sure"),
            ChangeColumn.REASON: self.tr("Why"),
        }
        column = ChangeColumn(section)
        return head(titles.get(column, ""), orientation, role, figures=column is ChangeColumn.SURE)


def _has_words(change: PlannedChange, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = " ".join((change.title, change.artist, change.album, display_path(change.path), *change.old, *change.new))
    text = text.casefold()
    return all(word in text for word in wanted)


def _text(change: PlannedChange, column: ChangeColumn) -> str:
    match column:
        case ChangeColumn.TITLE:
            return change.title or words.file_name(change.path)
        case ChangeColumn.ARTIST:
            return change.artist
        case ChangeColumn.OLD:
            return words.shown_genres(change.old)
        case ChangeColumn.NEW:
            return words.shown_genres(change.new)
        case ChangeColumn.SURE:
            if not change.changed:
                text = ""
            elif change.chosen_by is ChosenBy.PERSON or change.confidence is None:
                text = words.translate("words", "yours")
            else:
                text = words.percent(change.confidence)
        case ChangeColumn.REASON:
            text = core_text(change.reason)
        case _:
            text = ""
    return text


def _kind(change: PlannedChange, column: ChangeColumn) -> object:
    if not change.changed and column in {ChangeColumn.TAKE, ChangeColumn.ARROW, ChangeColumn.NEW}:
        return "text" if column is not ChangeColumn.NEW else "muted"
    return {
        ChangeColumn.TAKE: "tick",
        ChangeColumn.ARTIST: "muted",
        ChangeColumn.OLD: "muted" if not change.old else "text",
        ChangeColumn.ARROW: "arrow",
        ChangeColumn.NEW: change.new,
        ChangeColumn.SURE: "figure",
        ChangeColumn.REASON: "muted",
    }.get(column, "text")
