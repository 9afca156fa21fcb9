"""A short table of things to tick: what each is called, and a few figures about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.ui.change_model import KIND_ROLE
from app.ui.table_heads import head

AnyIndex = QModelIndex | QPersistentModelIndex


class TickModel(QAbstractTableModel):
    """Rows of texts behind a tick. ``kinds`` says how each column is drawn: "text", "figure", "muted", "genre"."""

    ticks_changed = Signal()

    def __init__(self, titles: Sequence[str], kinds: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = ("", *titles)
        self._kinds = ("tick", *kinds)
        self._rows: list[tuple[str, ...]] = []
        self._ticks: NDArray[np.bool_] = np.zeros(0, dtype=bool)

    @property
    def ticks(self) -> NDArray[np.bool_]:
        """Which rows are ticked, (n_rows,)."""
        return self._ticks.copy()

    def set_rows(self, rows: Sequence[tuple[str, ...]], *, ticked: bool = True) -> None:
        """Show these rows, all of them ticked or none."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ticks = np.full(len(rows), ticked)
        self.endResetModel()
        self.ticks_changed.emit()

    def change_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show other figures in the same rows; their ticks stay."""
        self._rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 1), self.index(len(rows) - 1, len(self._titles) - 1))

    def tick_all(self, ticked: bool) -> None:
        """Tick every row, or none."""
        self._ticks[:] = ticked
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._titles) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns, that of the ticks included."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts and ticks, and how they are drawn under ``KIND_ROLE``."""
        if not index.isValid():
            return None
        column = index.column()
        text = self._rows[index.row()][column - 1] if column else ""
        kind = self._kinds[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return self._rows[index.row()][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        return {Qt.ItemDataRole.DisplayRole: text, KIND_ROLE: (text,) if kind == "genre" else kind}.get(
            Qt.ItemDataRole(role) if role < Qt.ItemDataRole.UserRole else role
        )

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick one row."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self._ticks[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(self._titles) - 1))
        self.ticks_changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        return head(self._titles[section], orientation, role, figures=self._kinds[section] == "figure")
