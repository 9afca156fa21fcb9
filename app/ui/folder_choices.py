"""The questions about folders: which to add, and whether one is to be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.library.types import Root
from app.ui import words
from app.ui.bridge import run_task
from app.ui.drops import typed_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from app.session import Session


class FolderChoices(QObject):
    """Asks over ``window``; what was chosen comes as ``chosen``."""

    chosen = Signal(list)  #: of paths (bytes)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def ask_folder(self) -> None:
        """Ask for a folder."""
        from PySide6.QtWidgets import QFileDialog  # and its many enums, which a start does not wait for

        dialog = QFileDialog(self._window, self.tr("Choose a folder of music"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog)

    def ask_files(self) -> None:
        """Ask for files."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Choose music files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def remove(self, root: Root) -> None:
        """Forget a folder after asking; its files are not touched."""
        from PySide6.QtWidgets import QMessageBox

        question = QMessageBox(self._window)
        question.setWindowTitle(self.tr("Forget this folder?"))
        question.setText(self.tr("Forget “{0}”?").format(words.file_name(root.path.rstrip(b"/"))))
        question.setInformativeText(
            self.tr("Its tracks leave the library, with what was heard and decided. The files stay as they are.")
        )
        forget = question.addButton(self.tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        forget.clicked.connect(lambda: run_task(self._session.remove_folder, root.id, owner=self))
        question.open()

    def _open(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.chosen.emit([typed_path(name) for name in names]))
        dialog.open()
