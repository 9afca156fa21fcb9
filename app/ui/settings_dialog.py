"""The settings, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.settings import HardLinks, Settings
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import label, line, push_button
from app.ui.genre_settings import GenreSettings
from app.ui.message_strip import MessageStrip
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import ModelDescription, Session

#: How sure the model must be before a track is not asked about; the first is the model's own figure.
_THRESHOLDS = (None, 0.8, 0.9, 0.95)


class SettingsDialog(QDialog):
    """Changes the session's settings when Save is pressed, and none of them before."""

    applied = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._before = session.settings
        self.setWindowTitle(self.tr("Settings"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(620)
        self._make_fields(session.settings)
        self.strip = MessageStrip()
        self.save_button = push_button(self.tr("Save"), self.save, primary=True)
        self.save_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_pages())
        column.addWidget(self.strip)
        column.addWidget(line())
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)
        run_task(session.models, on_done=self._show_models, on_error=self.strip.show_error, owner=self)

    def chosen(self) -> Settings:
        """The settings as the fields say now.

        Raises:
            AppError: a field makes no sense.
        """
        return replace(
            self.genres.applied_to(self._before),
            threshold=self.threshold.currentData(),
            model=self.model.currentData() if self.model.count() else self._before.model,
            workers=self.workers.value(),
            keep_times=self.keep_times.isChecked(),
            hard_links=HardLinks(self.hard_links.currentData()),
            theme=self.theme.currentData(),
            comfortable_rows=self.comfortable.isChecked(),
        )

    def save(self) -> None:
        """Save and close; where that fails, say so and stay."""
        try:
            wanted = self.chosen()
        except AppError as problem:
            self.pages.setCurrentWidget(self.genres)
            self.strip.show_error(problem)
            return
        self.save_button.setEnabled(False)
        run_task(
            self._session.change_settings,
            wanted,
            on_done=lambda _none: self._finish(),
            on_error=self._fail,
            owner=self,
        )

    def _finish(self) -> None:
        self.applied.emit()
        self.accept()

    def _fail(self, problem: AppError) -> None:
        self.save_button.setEnabled(True)
        self.strip.show_error(problem)

    def _make_fields(self, settings: Settings) -> None:
        self.genres = GenreSettings(settings)
        self.threshold = _box(
            self.tr("How sure before I stop asking"), self._threshold_choices(settings), settings.threshold
        )
        self.model = _box(self.tr("Model"), [], settings.model)
        self.workers = QSpinBox()
        self.workers.setRange(0, 64)
        self.workers.setValue(settings.workers)
        self.workers.setSpecialValueText(self.tr("all but one core"))
        self.keep_times = QCheckBox(self.tr("Keep the files' dates"))
        self.keep_times.setChecked(settings.keep_times)
        self.hard_links = _box(
            self.tr("Files with several names"),
            [
                (self.tr("leave them as they are"), HardLinks.SKIP.value),
                (self.tr("write this name only; the others keep the old content"), HardLinks.BREAK.value),
                (self.tr("write the file that they share; all of them change"), HardLinks.IN_PLACE.value),
            ],
            settings.hard_links.value,
        )
        self.theme = _box(
            self.tr("Colours"),
            [
                (self.tr("as the system"), "system"),
                (self.tr("light"), "light"),
                (self.tr("dark"), "dark"),
            ],
            settings.theme,
        )
        self.comfortable = QCheckBox(self.tr("Higher rows"))
        self.comfortable.setChecked(settings.comfortable_rows)

    def _threshold_choices(self, settings: Settings) -> list[tuple[str, float | None]]:
        choices: list[tuple[str, float | None]] = [(self.tr("as the model was tuned"), None)]
        shares = {share for share in (*_THRESHOLDS, settings.threshold) if share is not None}
        return choices + [(words.percent(share), share) for share in sorted(shares)]

    def _make_pages(self) -> QTabWidget:
        general = QWidget()
        column = QVBoxLayout(general)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._make_form())
        column.addStretch(1)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.genres, self.tr("Genres"))
        self.pages.addTab(general, self.tr("General"))
        return self.pages

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label(self.tr("WRITING"), role="heading", size="small"))
        self._add(form, self.tr("Files with several names"), self.hard_links)
        form.addRow("", self.keep_times)
        form.addRow(label(self.tr("LISTENING"), role="heading", size="small"))
        self._add(form, self.tr("How sure before I stop asking"), self.threshold)
        self._add(form, self.tr("Model"), self.model)
        self._add(form, self.tr("Files heard at the same time"), self.workers)
        form.addRow(label(self.tr("WINDOW"), role="heading", size="small"))
        self._add(form, self.tr("Colours"), self.theme)
        form.addRow("", self.comfortable)
        return form

    def _add(self, form: QFormLayout, name: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        form.addRow(name, field)

    def _show_models(self, models: list[ModelDescription]) -> None:
        self.model.clear()
        for model in models:
            name = self.tr("{0} (yours)").format(model.name) if model.user_made else model.name
            self.model.addItem(name, model.id)
        now = self._before.model or next((model.id for model in models if model.default), "")
        self.model.setCurrentIndex(max(0, self.model.findData(now)))


def _box(name: str, choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
