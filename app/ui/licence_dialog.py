"""The licences of everything that comes with the program: the lists, and the texts where they come along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from app import paths
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import closing_row, lay_beside, open_at, push_button, with_note
from app.ui.theme import SPACE

_FILE = Qt.ItemDataRole.UserRole


def licence_files() -> list[Path]:
    """The lists first, then each package's text, by name; only ready-made programs carry the texts."""
    folder = paths.resources_dir() / "licences"
    return [*sorted(folder.glob("*.md"), reverse=True), *sorted((folder / "texts").glob("*.txt"), key=_name)]


def _name(file: Path) -> str:
    return file.stem.lower()


class LicenceDialog(QDialog):
    """What there is at the left, the chosen text at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 860, 600)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Licences"))
        self.list.setFixedWidth(200)
        self.list.currentItemChanged.connect(self._choose)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setOpenExternalLinks(True)
        self._lay_out()
        run_task(licence_files, on_done=self._show, owner=self)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(SPACE, SPACE, 2 * SPACE, SPACE)
        right.addWidget(with_note(self.text, words.in_english()), 1)
        close = push_button(self.tr("Close"), self.accept, primary=True)
        right.addLayout(closing_row(close))
        lay_beside(self, self.list, right)

    def _show(self, files: list[Path]) -> None:
        names = {"third-party": self.tr("All parts"), "models": self.tr("The models")}
        for file in files:
            item = QListWidgetItem(names.get(file.stem, file.stem))
            item.setData(_FILE, file)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            file: Path = item.data(_FILE)
            run_task(lambda: (file, file.read_text(encoding="utf-8")), on_done=self._read, owner=self)

    def _read(self, found: tuple[Path, str]) -> None:
        file, text = found
        item = self.list.currentItem()
        if item is None or item.data(_FILE) != file:  # another was chosen meanwhile
            return
        if file.suffix == ".md":
            self.text.setMarkdown(text)
        else:
            self.text.setPlainText(text)
