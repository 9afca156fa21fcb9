"""The question about files with several names (hard links): asked once, before the first write that meets one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.settings import HardLinks


class LinkQuestion(QMessageBox):
    """Asks what is to become of ``count`` files; ``answered`` gets the choice, ``None`` where there is none."""

    def __init__(self, count: int, answered: Callable[[HardLinks | None], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setText(self.tr("%Ln of these files have several names (hard links).", "", count))
        self.setInformativeText(self.tr("What is to become of such files, now and later? The settings can change it."))
        self.choices = {
            HardLinks.IN_PLACE: self.addButton(self.tr("Change all names"), QMessageBox.ButtonRole.AcceptRole),
            HardLinks.BREAK: self.addButton(self.tr("Change this name only"), QMessageBox.ButtonRole.AcceptRole),
            HardLinks.SKIP: self.addButton(self.tr("Leave them"), QMessageBox.ButtonRole.AcceptRole),
        }
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
        self.setDefaultButton(self.choices[HardLinks.SKIP])
        self.finished.connect(lambda _code: answered(self._choice()))

    def _choice(self) -> HardLinks | None:
        clicked = self.clickedButton()
        return next((choice for choice, button in self.choices.items() if button is clicked), None)
