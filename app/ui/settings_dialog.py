"""The settings, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.settings import Settings
from app.ui.bridge import run_task
from app.ui.controls import line, push_button
from app.ui.genre_settings import GenreSettings
from app.ui.key_dialog import KeyPage
from app.ui.message_strip import MessageStrip
from app.ui.setting_pages import FilesPage, ListeningPage, WindowPage
from app.ui.shortcuts import KeyMap
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import ModelDescription, Session


class SettingsDialog(QDialog):
    """Changes the session's settings when Save is pressed, and none of them before."""

    applied = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._models: list[ModelDescription] = []
        self.setWindowTitle(self.tr("Settings"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(640)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.setAccessibleName(self.tr("Pages"))
        self.strip = MessageStrip()
        self.save_button = push_button(self.tr("Save"), self.save, primary=True)
        self.save_button.setDefault(True)
        self._lay_out()
        self._show(session.settings)
        run_task(session.models, on_done=self._show_models, on_error=self.strip.show_error, owner=self)

    def chosen(self) -> Settings:
        """The settings as the fields say now.

        Raises:
            AppError: a field makes no sense.
        """
        settings = replace(self.genres.applied_to(self._shown), keys=self.keys.stored())
        return self.window_page.applied_to(self.files.applied_to(self.listening.applied_to(settings)))

    def save(self) -> None:
        """Save and close; where that fails, say so and stay."""
        wanted = self._sensible()
        if wanted is None:
            return
        self.save_button.setEnabled(False)
        run_task(
            self._session.change_settings,
            wanted,
            on_done=lambda _none: self._finish(),
            on_error=self._fail,
            owner=self,
        )

    def export_to(self, file: Path) -> None:
        """Write what the fields say to ``file``, for another computer or another day."""
        wanted = self._sensible()
        if wanted is not None:
            run_task(
                self._session.export_settings,
                wanted,
                file,
                on_done=lambda _none: self.strip.show_sentence(self.tr("The settings are in {0}.").format(file)),
                on_error=self.strip.show_error,
                owner=self,
            )

    def import_from(self, file: Path) -> None:
        """Fill the fields from ``file``; nothing changes before Save."""
        run_task(self._session.import_settings, file, on_done=self._take, on_error=self.strip.show_error, owner=self)

    def _sensible(self) -> Settings | None:
        """:meth:`chosen`; ``None`` after saying what makes no sense."""
        try:
            return self.chosen()
        except AppError as problem:
            self.pages.setCurrentWidget(self.genres)
            self.strip.show_error(problem)
            return None

    def _take(self, settings: Settings) -> None:
        self._show(settings)
        self._show_models(self._models)
        self.strip.show_sentence(self.tr("This is what the file says. It holds once you save it."))

    def _finish(self) -> None:
        self.applied.emit()
        self.accept()

    def _fail(self, problem: AppError) -> None:
        self.save_button.setEnabled(True)
        self.strip.show_error(problem)

    # parts

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages)
        column.addWidget(self.strip)
        column.addWidget(line())
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        buttons.addWidget(push_button(self.tr("Import…"), self._ask_import))
        buttons.addWidget(push_button(self.tr("Export…"), self._ask_export))
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)

    def _show(self, settings: Settings) -> None:
        """Make the pages for ``settings``; the one in sight stays in sight."""
        place = max(0, self.pages.currentIndex())
        while self.pages.count():
            page = self.pages.widget(0)
            self.pages.removeTab(0)
            if page is not None:
                page.deleteLater()
        self._shown = settings
        self.genres = GenreSettings(settings)
        self.listening = ListeningPage(self._session, settings)
        self.files = FilesPage(settings)
        self.window_page = WindowPage(settings)
        self.pages.addTab(self.genres, self.tr("Genres"))
        self.pages.addTab(self.listening, self.tr("Listening"))
        self.pages.addTab(self.files, self.tr("Files"))
        self.pages.addTab(self.window_page, self.tr("Window"))
        self.keys = KeyPage(KeyMap.read(settings.keys))
        self.pages.addTab(self.keys, self.tr("Keys"))
        self.pages.setCurrentIndex(place)

    def _show_models(self, models: list[ModelDescription]) -> None:
        self._models = models
        self.listening.show_models(models)

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Settings to import"), "", self.tr("Settings (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, self.import_from)

    def _ask_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export the settings"), "", self.tr("Settings (*.json)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("earmark-settings.json")
        self._ask(dialog, self.export_to)

    def _ask(self, dialog: QFileDialog, use: Callable[[Path], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: use(Path(name)))
        dialog.open()
