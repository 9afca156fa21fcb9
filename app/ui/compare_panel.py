"""A track that surely is of a genre, beside the doubtful one: to see and to hear against each other.

The picture has as many seconds to the pixel as the doubtful one's, and begins at its most telling moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.library.types import ChosenBy, TrackId
from app.session.records import MelPicture
from app.ui.bridge import run_task
from app.ui.controls import ElidedLabel, label, tool_button
from app.ui.core_words import core_text
from app.ui.evidence_view import telling_moment
from app.ui.mel_job import PictureShelf
from app.ui.player import Player
from app.ui.spectrogram import SpectrogramView
from app.ui.theme import SPACE, SPACE_INSIDE
from app.ui.track_details import TrackDetails, fetch_details
from app.ui.words import percent, shown_title

if TYPE_CHECKING:
    from app.session import Session

#: Height of what stands above and below the picture: that of the strip and of the transport beside it.
_HEAD, _FOOT = 42, 31


@dataclass(frozen=True, slots=True, eq=False)
class _Example:
    genre: str
    details: TrackDetails | None  #: ``None``: no track here surely is ``genre``


class ComparePanel(QWidget):
    """One example at a time; :meth:`next` goes through the genres in question and then closes."""

    opened = Signal(bool)  #: whether it is open now

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every script
        self._session, self._player = session, player
        self._shelf = PictureShelf(session.picture, self)
        self._genres: list[str] = []
        self._besides = TrackId(-1)
        self._place = -1
        self._example: _Example | None = None
        self._span_s: float | None = None
        self.title, self.subtitle = ElidedLabel(), ElidedLabel()
        self.picture = SpectrogramView(self)
        self.picture.setAccessibleName(self.tr("Mel spectrogram of the track to compare with"))
        self._foot = label(role="muted", size="small")
        self._lay_out()
        self._shelf.ready.connect(self._show_picture)
        self._shelf.failed.connect(self._show_failure)
        self.picture.seek_requested.connect(self._hear_from)
        player.position_changed.connect(self._follow)
        self.hide()

    @property
    def path(self) -> bytes | None:
        """The file that is shown."""
        details = self._example.details if self._example is not None else None
        return details.row.path if details is not None else None

    @property
    def genre(self) -> str:
        """The genre in question; empty while closed."""
        return self._genres[self._place] if 0 <= self._place < len(self._genres) else ""

    def next(self, genres: Sequence[str], besides: TrackId) -> None:
        """Show a track that surely is the next of ``genres``; behind the last of them close."""
        if besides != self._besides:
            self._place = -1
        self._genres, self._besides = list(genres), besides
        self._place += 1
        if self._place >= len(self._genres):
            self.close_panel()
            return
        genre = self.genre
        self._example = None
        self.title.set_whole_text(self.tr("Looking for a sure {0}…").format(genre))
        self.subtitle.set_whole_text("")
        self.picture.show_waiting("")
        self.show()
        self.opened.emit(True)
        run_task(_find, self._session, genre, besides, on_done=self._show, owner=self)

    def close_panel(self) -> None:
        """Close, and be ready for the first genre again."""
        self._place = -1
        self._example = None
        self._shelf.want(None)
        if self.isVisible():
            self.hide()
            self.opened.emit(False)

    def take_span(self, first_s: float, last_s: float) -> None:
        """The doubtful picture shows these seconds: show as many."""
        self._span_s = last_s - first_s
        self._take_view()

    def hear(self) -> None:
        """Play the example from its most telling moment."""
        self._hear_from(self._telling_s())

    def _show(self, example: _Example) -> None:
        if example.genre != self.genre:
            return
        self._example = example
        details = example.details
        if details is None:
            if self._place + 1 < len(self._genres):
                self.next(self._genres, self._besides)
                return
            self.title.set_whole_text(self.tr("No track here surely is {0}").format(example.genre))
            self.subtitle.set_whole_text("")
            self._foot.setText("")
            self.picture.show_waiting(self.tr("Nothing to compare with yet."))
            return
        self._foot.setText(self.tr("A click plays from there."))
        row = details.row
        self.title.set_whole_text(self.tr("Surely {0}: {1}").format(example.genre, shown_title(row)))
        sure = percent(row.confidence) if row.chosen_by is not ChosenBy.PERSON and row.confidence is not None else ""
        self.subtitle.set_whole_text(" · ".join(part for part in (row.artist, row.album, sure) if part))
        picture = self._shelf.want(row.path)
        if picture is None:
            self.picture.show_waiting(self.tr("Drawing the sound…"), row.duration_s)
        else:
            self._show_picture(row.path, picture)

    def _show_picture(self, path: bytes, picture: MelPicture) -> None:
        if path == self.path:
            self.picture.show_picture(picture)
            self._take_view()

    def _show_failure(self, path: bytes, problem: AppError) -> None:
        if path == self.path:
            self.picture.show_failure(core_text(problem.sentence), core_text(problem.hint))

    def _take_view(self) -> None:
        box = self.picture.box
        if self._span_s is None or box.length_s <= 0:
            return
        span = min(self._span_s, box.length_s)
        start = min(max(self._telling_s() - span / 4, 0.0), box.length_s - span)
        box.setXRange(start, start + span, padding=0.0)

    def _telling_s(self) -> float:
        details = self._example.details if self._example is not None else None
        if details is None or details.prediction is None or not details.heard:
            return 0.0
        genre = self.genre if self.genre in details.labels else details.row.predicted
        return telling_moment(details.prediction, details.labels.index(genre)) if genre in details.labels else 0.0

    def _hear_from(self, seconds: float) -> None:
        if self.path is not None:
            self._player.load(self.path, start_s=seconds)
            self._player.play()

    def _follow(self, seconds: float) -> None:
        if self.isVisible() and self._player.path == self.path:
            self.picture.set_position(seconds)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(0)
        head.setContentsMargins(SPACE, 0, 0, 0)
        head.addWidget(self.title)
        self.subtitle.setProperty("role", "muted")
        head.addWidget(self.subtitle)
        top = QWidget()
        top.setFixedHeight(_HEAD)
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(head, 1)
        close = tool_button("close", self.tr("Close the comparison"), self.close_panel)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._foot.setFixedHeight(_FOOT)
        self._foot.setContentsMargins(SPACE, 0, 0, 0)
        self._foot.setText(self.tr("A click plays from there."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_INSIDE)
        column.addWidget(top)
        column.addWidget(self.picture, 1)
        column.addWidget(self._foot)


def _find(session: Session, genre: str, besides: TrackId) -> _Example:
    """In a worker: the first example of ``genre``."""
    rows = session.sure_examples(genre, besides, count=1)
    return _Example(genre, fetch_details(session, rows[0].id) if rows else None)
