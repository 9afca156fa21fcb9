"""How the pictures of the sound look, the same everywhere in the window: colours, loudness range, frequency axis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.settings import MOST_RANGE_DB, PictureAxis, PictureColours, Settings


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose for the pictures."""

    colours: PictureColours = PictureColours.THEME
    range_db: int = MOST_RANGE_DB
    axis: PictureAxis = PictureAxis.MEL


class PictureLook(QObject):
    """The look in force; every picture follows ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self._look = Look()

    @property
    def look(self) -> Look:
        """The look in force."""
        return self._look

    def take(self, settings: Settings) -> None:
        """Look as the settings say."""
        self.choose(Look(settings.picture_colours, settings.picture_range_db, settings.picture_axis))

    def choose(self, look: Look) -> None:
        """Look like this from now on."""
        if look != self._look:
            self._look = look
            self.changed.emit()


@cache
def picture_look() -> PictureLook:
    """The look of this window's pictures."""
    return PictureLook()
