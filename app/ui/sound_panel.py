"""Picture, evidence, roll and transport of one track, kept in step: the inspector and the review both show this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.session.records import MelPicture
from app.ui.bridge import messages
from app.ui.core_words import core_text
from app.ui.evidence_view import EvidenceView, moments_of
from app.ui.live_roll import LiveRoll
from app.ui.mel_job import PictureShelf
from app.ui.picture_menu import PictureMenu, ask_and_save
from app.ui.player import Player
from app.ui.sound_source import SAMPLE_RATE
from app.ui.spectrogram import SpectrogramView
from app.ui.theme import SPACE_INSIDE
from app.ui.track_details import TrackDetails
from app.ui.transport import Transport
from app.ui.words import file_name, shown_title

if TYPE_CHECKING:
    from app.session import Session

#: The roll gives way below this height of the panel, in pixels: the whole picture comes first.
_ROLL_NEEDS = 250
#: A narrow panel stands above scores, which come before the roll.
_WIDE, _ROLL_NEEDS_NARROW = 420, 380
_LEAST_PICTURE, _LEAST_ROLL = 84, 58
#: Seconds that the roll shows for each pixel of its width.
_SECONDS_PER_PIXEL = 0.016


def make_roll(session: Session, parent: QWidget) -> LiveRoll:
    """A roll for a panel."""
    return LiveRoll(session.streaming_mel, SAMPLE_RATE, 6.0, parent)


class SoundPanel(QWidget):
    """One track to see and hear. It acts on the player only while the player holds this panel's track."""

    picture_failed = Signal(object)  #: AppError
    compare_requested = Signal()

    def __init__(
        self,
        session: Session,
        player: Player,
        shelf: PictureShelf,
        parent: QWidget | None = None,
        *,
        picture: SpectrogramView | None = None,
        roll: LiveRoll | None = None,
    ) -> None:
        """A panel; ``picture`` and ``roll``, which take longest to make, may have been made before."""
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every script
        self._player, self._shelf = player, shelf
        self._path: bytes | None = None
        self._duration_s: float | None = None
        self._reason_said = False  # why the file cannot be heard stands beside the panel
        self.picture = picture or SpectrogramView(self)
        self.picture.setMinimumHeight(_LEAST_PICTURE)
        self.evidence = EvidenceView(self)
        self.roll = roll or make_roll(session, self)
        self.roll.setMinimumHeight(_LEAST_ROLL)
        self.transport = Transport(player, self)
        self.menu = PictureMenu(session, self)
        self.transport.add_button(self.menu.button)
        self._name = ""  # of a file that the picture is saved to
        self._compared = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_INSIDE)
        column.addWidget(self.evidence)
        column.addWidget(self.picture, 5)
        column.addWidget(self.transport)
        column.addWidget(self.roll, 2)
        self._connect()

    def show_track(self, path: bytes, duration_s: float | None, details: TrackDetails | None) -> None:
        """Show the track at ``path``, its moments if ``details`` has them, and hand it to the player."""
        heard_s = details.prediction.duration_s if details is not None and details.prediction is not None else None
        self._duration_s = duration_s or heard_s
        self._reason_said = details is not None and details.row.unheard
        self._name = shown_title(details.row) if details is not None else file_name(path)
        if path != self._path:
            self._path = path
            self._player.load(path, duration_s=self._duration_s)
            self._clear_roll()
            self.evidence.show_moments((), duration_s)
            picture = self._shelf.want(path)
            if picture is None:
                self.picture.show_waiting(self.tr("Drawing the sound…"), duration_s)
            else:
                self._show_picture(path, picture)
        if details is not None and details.heard and details.prediction is not None:
            prediction = details.prediction
            self.evidence.show_moments(moments_of(prediction, details.labels), prediction.duration_s)
            self._take_view(*self.picture.box.viewRange()[0])
        elif details is not None:
            note = "" if self._reason_said else self.tr("not analysed: no evidence yet")
            self.evidence.show_moments((), duration_s, note)

    def show_nothing(self) -> None:
        """No track."""
        self._path = None
        self._shelf.want(None)
        self._player.load(None)
        self.picture.show_waiting("")
        self.evidence.show_moments(())
        self.roll.restart()

    def set_compared(self, compared: bool) -> None:
        """Another picture stands beside this one: the roll gives its height to both."""
        self._compared = compared
        self._fit_roll()

    def take_player(self) -> bool:
        """Hear this panel's track again, after another one; whether another one was there."""
        if self._path is None or self._player.path == self._path:
            return False
        self._player.load(self._path, duration_s=self._duration_s)
        return True

    @property
    def path(self) -> bytes | None:
        """The track that is shown."""
        return self._path

    def showEvent(self, event: QShowEvent) -> None:
        """Take the player back from the room that had it, and stand where it stands."""
        super().showEvent(event)
        if self._path is None:
            return
        if self._player.path != self._path:
            self._player.load(self._path, duration_s=self._duration_s)
        self._clear_roll()
        self._show_position(self._player.position_s)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the roll up where there is no room for it."""
        super().resizeEvent(event)
        self._fit_roll()
        span = max(4.0, round(self.width() * _SECONDS_PER_PIXEL))
        if span != self.roll.span_s:
            self.roll.set_span(span)

    def _fit_roll(self) -> None:
        needs = _ROLL_NEEDS if self.width() >= _WIDE else _ROLL_NEEDS_NARROW
        self.roll.setVisible(self.height() >= needs and not self._compared)

    def _connect(self) -> None:
        menu, box = self.menu, self.picture.box
        menu.closer_chosen.connect(lambda: self.look_closer(1))
        menu.farther_chosen.connect(lambda: self.look_closer(-1))
        menu.whole_chosen.connect(box.show_all)
        menu.compare_chosen.connect(self.compare_requested)
        menu.save_chosen.connect(lambda: ask_and_save(self.picture, self._name))
        self._shelf.ready.connect(self._show_picture)
        self._shelf.failed.connect(self._show_failure)
        self.picture.seek_requested.connect(self._hear_from)
        self.evidence.seek_requested.connect(self._hear_from)
        self.picture.view_changed.connect(self._take_view)
        self._player.position_changed.connect(self._show_position)
        self._player.samples_played.connect(self._take_samples)
        self._player.placed.connect(self._jumped)
        self._player.error.connect(self._say_error)
        self._player.notice.connect(self._say_notice)

    def look_closer(self, steps: int) -> None:
        """Zoom into the picture around the playhead, or the middle where that is out of sight; below 0: out of it."""
        low, high = self.picture.box.viewRange()[0]
        at = self._player.position_s if self._ours() else -1.0
        self.picture.box.zoom(2.0 * steps, at if low <= at <= high else None)

    def _ours(self) -> bool:
        return self._path is not None and self._player.path == self._path and self.isVisible()

    def _show_picture(self, path: bytes, picture: MelPicture) -> None:
        if path != self._path:
            return
        self.picture.show_picture(picture)
        self.roll.take_scale(picture.frequencies_hz)
        self.roll.set_levels(picture.reference_power, picture.span_db)
        self.picture.set_position(self._player.position_s)

    def _show_failure(self, path: bytes, problem: AppError) -> None:
        if path == self._path:
            if self._reason_said:
                self.picture.show_failure(self.tr("There is no sound to draw."))
            else:
                self.picture.show_failure(core_text(problem.sentence), core_text(problem.hint))
            self.roll.restart()
            self.picture_failed.emit(problem)

    def _take_view(self, first_s: float, last_s: float) -> None:
        self.evidence.set_view(first_s, last_s)

    def _show_position(self, seconds: float) -> None:
        if self._ours():
            self.picture.set_position(seconds)
            self.evidence.set_position(seconds)
            self.roll.set_position(seconds)

    def _take_samples(self, samples: object, start_s: float) -> None:
        if self._ours():
            self.roll.take(samples, start_s)  # type: ignore[arg-type]  # a signal carries it as an object

    def _jumped(self, seconds: float) -> None:
        if self._ours():
            self._clear_roll()
            self._show_position(seconds)

    def _clear_roll(self) -> None:
        """Empty the roll; while nothing plays it says what it is for."""
        self.roll.restart("" if self._player.playing else self.tr("What plays is drawn here as you hear it."))

    def _hear_from(self, seconds: float) -> None:
        self.take_player()
        if self._path is not None:
            self._player.seek_s(seconds)
            self._player.play()

    def _say_notice(self, sentence: str) -> None:
        if self._ours():
            messages().told.emit(sentence)

    def _say_error(self, sentence: str) -> None:
        if self._ours():
            self.roll.restart(sentence)
            if not self.roll.isVisible():
                messages().told.emit(sentence)
