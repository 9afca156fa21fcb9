"""The pages of the settings beside the one about genres: listening, files, window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from app import paths
from app.library.types import Query, View
from app.settings import HardLinks, Settings
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import label, spin_box
from app.ui.media import output_names
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import ModelDescription, Session

#: How sure the model must be before a track is not asked about.
_THRESHOLDS = (0.8, 0.9, 0.95)


class _Page(QWidget):
    """A form; what has no name of its own is explained by its text."""

    def __init__(self) -> None:
        super().__init__()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setVerticalSpacing(SPACE)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.addLayout(self._form)
        column.addStretch(1)

    def _add(self, name: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        self._form.addRow(name, field)

    def _add_switch(self, text: str, checked: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(checked)
        self._form.addRow("", box)
        return box

    def _explain(self, text: str = "") -> QWidget:
        note = label(text, role="muted", size="small", wrap=True)
        self._form.addRow("", note)
        return note


class ListeningPage(_Page):
    """Which model listens, when it asks, and how much of the computer it takes."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._chosen_model = settings.model  # empty: the default, whichever that is
        self._shown_model: str | None = None
        self.threshold = _box(_threshold_choices(settings), settings.threshold)
        self._add(self.tr("How sure before I stop asking"), self.threshold)
        self._outlook = label("", role="muted", size="small", wrap=True)
        self._form.addRow("", self._outlook)
        self.model = _box([], None)
        self._add(self.tr("Model"), self.model)
        self.workers = spin_box()
        self.workers.setRange(0, 64)
        self.workers.setValue(settings.workers)
        self.workers.setSpecialValueText(self.tr("all but one core"))
        self._add(self.tr("Files heard at the same time"), self.workers)
        self.leave_free = self._add_switch(self.tr("Leave the computer free"), settings.leave_free)
        self._explain(self.tr("Half as many files at a time, and only while no other program wants the processor."))
        self.threshold.currentIndexChanged.connect(lambda _place: self._count())
        self._count()

    def applied_to(self, settings: Settings) -> Settings:
        """``settings`` with what the fields say."""
        return replace(
            settings,
            threshold=self.threshold.currentData(),
            model=self._chosen_model if self.model.currentData() == self._shown_model else self.model.currentData(),
            workers=self.workers.value(),
            leave_free=self.leave_free.isChecked(),
        )

    def show_models(self, models: Sequence[ModelDescription]) -> None:
        """Offer these models."""
        self.model.clear()
        for model in models:
            name = self.tr("{0} (yours)").format(model.name) if model.user_made else model.name
            self.model.addItem(name, model.id)
        now = self._chosen_model or next((model.id for model in models if model.default), "")
        self.model.setCurrentIndex(max(0, self.model.findData(now)))
        self._shown_model = self.model.currentData()

    def _count(self) -> None:
        """Tell what the choice means for the tracks that were heard already."""
        share = self.threshold.currentData()
        if share is None:
            self._outlook.setText(self.tr("The measure that fitted best when the model was made. A good start."))
            return
        run_task(_sure_tracks, self._session, share, on_done=lambda found: self._tell(share, *found), owner=self)

    def _tell(self, share: float, sure: int, heard: int) -> None:
        if share != self.threshold.currentData():
            return
        meaning = self.tr("Of a hundred answers that are only just this sure, about {0} are right.").format(
            round(share * 100)
        )
        counted = self.tr("{0} of the {1} tracks heard so far are at least this sure.").format(
            words.number(sure), words.number(heard)
        )
        self._outlook.setText(f"{meaning} {counted}" if heard else meaning)


class FilesPage(_Page):
    """What is done about files and folders."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.keep_times = self._add_switch(self.tr("Keep the files' dates"), settings.keep_times)
        self.hard_links = _box(
            [
                (self.tr("leave them as they are"), HardLinks.SKIP.value),
                (self.tr("write this name only; the others keep the old content"), HardLinks.BREAK.value),
                (self.tr("write the file that they share; all of them change"), HardLinks.IN_PLACE.value),
            ],
            settings.hard_links.value,
        )
        self._add(self.tr("Files with several names"), self.hard_links)
        self.watch_folders = self._add_switch(self.tr("Watch the folders"), settings.watch_folders)
        self._explain(
            self.tr(
                "While this window is open, music that appears in your folders is read and listened to. A file that is "
                "still being copied waits until it is whole. Nothing is written without you."
            )
        )

    def applied_to(self, settings: Settings) -> Settings:
        """``settings`` with what the fields say."""
        return replace(
            settings,
            keep_times=self.keep_times.isChecked(),
            hard_links=HardLinks(self.hard_links.currentData()),
            watch_folders=self.watch_folders.isChecked(),
        )


class WindowPage(_Page):
    """How the window looks, speaks and sounds."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        colours = [
            (self.tr("as the system"), "system"),
            (self.tr("light"), "light"),
            (self.tr("dark"), "dark"),
        ]
        self.theme = _box(colours, settings.theme)
        self._add(self.tr("Colours"), self.theme)
        self.comfortable = self._add_switch(self.tr("Higher rows"), settings.comfortable_rows)
        languages = [(self.tr("as the system"), ""), *available_languages()]
        self.language = _box(languages, settings.language)
        self._add(self.tr("Language"), self.language)
        self._explain(self.tr("Another language is spoken from the next start on."))
        devices = [(self.tr("as the system"), "")] + [(name, name) for name in output_names()]
        if settings.output_device and settings.output_device not in {value for _, value in devices}:
            missing = self.tr("{0} (not connected)").format(settings.output_device)
            devices.append((missing, settings.output_device))
        self.output_device = _box(devices, settings.output_device)
        self._add(self.tr("Play to"), self.output_device)

    def applied_to(self, settings: Settings) -> Settings:
        """``settings`` with what the fields say."""
        return replace(
            settings,
            theme=self.theme.currentData(),
            comfortable_rows=self.comfortable.isChecked(),
            language=self.language.currentData(),
            output_device=self.output_device.currentData(),
        )


def available_languages() -> list[tuple[str, str]]:
    """The languages that the window speaks, by their own names, with the names of their translations."""
    found = sorted(
        file.stem.partition("_")[2] for file in (paths.resources_dir() / "translations").glob("earmark_*.qm")
    )
    named = [(QLocale(code).nativeLanguageName(), code) for code in found]
    return [(name[:1].upper() + name[1:], code) for name, code in named]


def _sure_tracks(session: Session, share: float) -> tuple[int, int]:
    """How many tracks are at least so sure, and how many were heard."""
    heard = len(session.ids(Query(least_sure=0.0))) + len(session.ids(Query(view=View.UNKNOWN)))
    return len(session.ids(Query(least_sure=share))), heard


def _threshold_choices(settings: Settings) -> list[tuple[str, float | None]]:
    named: dict[float | None, str] = {
        None: words.translate("settings", "as the model was tuned"),
        0.8: words.translate("settings", "80 %: asks less, errs more"),
        0.9: words.translate("settings", "90 %: in between"),
        0.95: words.translate("settings", "95 %: asks more, errs less"),
    }
    shares = {*_THRESHOLDS, *({settings.threshold} if settings.threshold is not None else ())}
    return [(named[None], None)] + [(named.get(share, words.percent(share)), share) for share in sorted(shares)]


def _box(choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)  # a name keeps its room
    box.setMinimumContentsLength(20)
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
