"""The headings of the tables of changes and ticks: above text at the left, above figures at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt


def head(title: str, orientation: Qt.Orientation, role: int, *, figures: bool = False) -> Any:
    """What the heading of a column gives under ``role``."""
    if orientation != Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        across = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
        return across | Qt.AlignmentFlag.AlignVCenter
    return title if role == Qt.ItemDataRole.DisplayRole else None
