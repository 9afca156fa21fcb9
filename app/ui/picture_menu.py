"""The menu of a picture: its colours, its range and axis, how close one looks, and saving it as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from app.errors import AppError
from app.settings import PictureAxis, PictureColours
from app.ui.bridge import messages, run_task
from app.ui.controls import tool_button
from app.ui.icons import icon
from app.ui.picture_look import Look, picture_look
from app.ui.words import translate

if TYPE_CHECKING:
    from app.session import Session

_RANGES_DB = (30, 40, 50, 60, 70, 80)
#: Pixels of a saved picture for each of the screen's.
_SAVED_SCALE = 2


class PictureMenu(QObject):
    """Looks are kept in the settings and hold for every picture of the window."""

    closer_chosen = Signal()
    farther_chosen = Signal()
    whole_chosen = Signal()
    save_chosen = Signal()
    compare_chosen = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.menu = QMenu(parent)
        self.button: QToolButton = tool_button("picture", self.tr("The picture of the sound"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        self._choices: list[tuple[QAction, str, object]] = []
        self._keeping = False
        self._fill()
        self._show_look()
        picture_look().changed.connect(self._show_look)

    def _fill(self) -> None:
        colours = (
            (self.tr("Of the window"), PictureColours.THEME),
            ("Magma", PictureColours.MAGMA),
            ("Viridis", PictureColours.VIRIDIS),
            (self.tr("Cividis, for colour-blind eyes"), PictureColours.CIVIDIS),
            (self.tr("Grey"), PictureColours.GREY),
        )
        axes = (
            (self.tr("As they are heard (mel)"), PictureAxis.MEL),
            (self.tr("Evenly in hertz"), PictureAxis.LINEAR),
        )
        ranges = [(self.tr("{0} dB").format(range_db), range_db) for range_db in _RANGES_DB]
        self._add_choices(self.tr("Colours"), "colours", colours)
        self._add_choices(self.tr("Loudness shown"), "range_db", ranges)
        self._add_choices(self.tr("Frequencies"), "axis", axes)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Look closer"), self.closer_chosen.emit)
        self.menu.addAction(self.tr("See more"), self.farther_chosen.emit)
        self.menu.addAction(self.tr("See the whole track"), self.whole_chosen.emit)
        self.menu.addSeparator()
        self.compare = self.menu.addAction(
            icon("compare"), self.tr("Compare with a sure one"), self.compare_chosen.emit
        )
        self.compare.setVisible(False)
        self.menu.addAction(icon("picture-file"), self.tr("Save the picture…"), self.save_chosen.emit)

    def _add_choices(self, title: str, what: str, choices: Sequence[tuple[str, object]]) -> None:
        menu = self.menu.addMenu(title)
        group = QActionGroup(menu)
        for name, value in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, value=value: self._choose(what, value))
            group.addAction(action)
            self._choices.append((action, what, value))

    def _choose(self, what: str, value: object) -> None:
        look = replace(picture_look().look, **{what: value})  # type: ignore[arg-type]  # the menu names its fields
        picture_look().choose(look)
        if not self._keeping:
            self._keep()

    def _keep(self) -> None:
        """Save the look in sight, one after the other: of two saves at once the older could come last, and stay."""
        look = picture_look().look
        settings = replace(
            self._session.settings,
            picture_colours=look.colours,
            picture_range_db=look.range_db,
            picture_axis=look.axis,
        )
        self._keeping = True
        run_task(
            self._session.change_settings, settings, on_done=lambda _none: self._kept(look), on_error=self._not_kept
        )

    def _kept(self, look: Look) -> None:
        self._keeping = False
        if picture_look().look != look:
            self._keep()

    def _not_kept(self, problem: AppError) -> None:
        self._keeping = False
        messages().failed.emit(problem)

    def _show_look(self) -> None:
        for action, what, value in self._choices:
            action.setChecked(getattr(picture_look().look, what) == value)


def ask_and_save(picture: QWidget, name: str) -> None:
    """Ask where to, and save what ``picture`` shows as a PNG; ``name`` is proposed."""
    dialog = QFileDialog(picture, translate("picture", "Save the picture"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("picture", "Pictures (*.png)"))
    dialog.setDefaultSuffix("png")
    dialog.selectFile(f"{name}.png")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda file: save_picture(picture, file))
    dialog.open()


def save_picture(picture: QWidget, file: str) -> None:
    """Save what ``picture`` shows to ``file``, a PNG, with its axes; said when done or why not."""
    image = QImage(picture.size() * _SAVED_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SAVED_SCALE)
    image.fill(picture.palette().window().color())
    QWidget.render(picture, image)  # as a widget, axes and all: a graphics view's own would draw the scene alone
    target = file if file.lower().endswith(".png") else f"{file}.png"
    run_task(_store, image, target, on_done=lambda _none: messages().told.emit(_saved_words(image.size(), target)))


def _saved_words(size: QSize, file: str) -> str:
    return translate("picture", "Saved {0} × {1} pixels to {2}").format(size.width(), size.height(), file)


def _store(image: QImage, file: str) -> None:
    """In a worker: a disk may be slow.

    Raises:
        AppError: it cannot be written.
    """
    if not image.save(file):
        raise AppError(
            translate("picture", "The picture cannot be saved to {0}.").format(file),
            translate("picture", "Is the folder writable, and is there room?"),
        )
