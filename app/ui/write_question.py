"""Asks before a write is undone as one step back: that changes files, which a verdict never does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.words import translate

if TYPE_CHECKING:
    from app.session import UndoReport
    from app.tagging.entries import Batch


class WriteQuestion(QMessageBox):
    """The newest thing done was ``write``: undo it, or only the verdict before it, or neither."""

    def __init__(
        self, write: Batch, undo: Callable[[], object], only_verdict: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Take back a write?"))
        self.setText(self.tr("The last thing done was writing %Ln files.", "", write.files - write.undone))
        self.setInformativeText(self.tr("Give them back what they held before, byte for byte?"))
        first = self.addButton(self.tr("Undo the write"), QMessageBox.ButtonRole.AcceptRole)
        second = self.addButton(self.tr("Only the last verdict"), QMessageBox.ButtonRole.ActionRole)
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(first)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first.clicked.connect(lambda _checked=False: undo())
        second.clicked.connect(lambda _checked=False: only_verdict())


def words_of_undoing(report: UndoReport) -> str:
    """What undoing a write came to, in a line."""
    restored = translate("words", "%Ln files are as they were before the write.", "", report.restored)
    if not report.restored:
        restored = nothing_undone(report)
    if not report.conflicts:
        return restored
    left = translate("words", "%Ln changed since and were left: the history names them.", "", len(report.conflicts))
    return f"{restored} {left}"


def nothing_undone(report: UndoReport) -> str:
    """What undoing a write came to that changed no file."""
    if report.conflicts:
        return translate("words", "No file was changed.")
    return translate("words", "These files had been undone before. Nothing was changed.")
