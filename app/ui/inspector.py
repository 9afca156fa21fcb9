"""The right side of the window: one track to see, hear and understand.

States: nothing selected, a track (not yet analysed, heard, decided, failed), and, while a batch runs and nothing is
selected, the track being analysed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.library.types import ChosenBy, LibraryChange, TrackId, TrackState
from app.ui.bridge import Task, run_task
from app.ui.controls import ElidedLabel, label, push_button
from app.ui.icons import icon
from app.ui.mel_job import PictureShelf
from app.ui.player import Player
from app.ui.theme import ICON_SIZE, SPACE, SPACE_INSIDE, font, is_theme_event
from app.ui.words import STATE_ICONS, file_name, shown_origin, shown_title

if TYPE_CHECKING:
    from app.session import Session
    from app.ui.live_roll import LiveRoll
    from app.ui.scores_view import ScoresView
    from app.ui.sound_panel import SoundPanel
    from app.ui.spectrogram import SpectrogramView
    from app.ui.track_details import TrackDetails

#: The track shown during an analysis changes at most this often, in seconds: a person must be able to follow.
_FOLLOW_S = 2.5
_SCORES, _MOST_SCORES = 5, 6
#: Between two parts that are made ahead, so that what a person does comes in between.
_BETWEEN_PARTS_MS = 60
#: Below this height, in pixels, the sentence under the answer gives its room to the picture.
_ROOMY = 560
_REVIEWABLE = {TrackState.REVIEW, TrackState.UNKNOWN, TrackState.CONFLICT, TrackState.SKIPPED}


class Inspector(QWidget):
    """One track."""

    review_requested = Signal(object)  #: TrackId
    _drawn: tuple[str, str] | None = None  # the state's icon and its role; a theme may come before there is one

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._track: TrackId | None = None
        self._details: TrackDetails | None = None
        self._fetch: Task | None = None
        self._followed_at = -_FOLLOW_S
        self.shelf = PictureShelf(session.picture, self)
        self._empty = self._make_empty()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self.setMinimumWidth(280)
        self.setAccessibleName(self.tr("Track"))

    @property
    def track(self) -> TrackId | None:
        """The track that was asked for."""
        return self._track

    @property
    def details(self) -> TrackDetails | None:
        """What is shown of it, once it was fetched."""
        return self._details

    @cached_property
    def sound(self) -> SoundPanel:
        """Picture and player of the track. Made for the first one: what draws sound takes longer to import than Qt."""
        from app.ui.sound_panel import SoundPanel

        return SoundPanel(self._session, self._player, self.shelf, picture=self._drawing, roll=self._roll)

    @cached_property
    def _drawing(self) -> SpectrogramView:
        from app.ui.spectrogram import SpectrogramView

        return SpectrogramView(self)

    @cached_property
    def _roll(self) -> LiveRoll:
        from app.ui.sound_panel import make_roll

        return make_roll(self._session, self)

    @cached_property
    def scores(self) -> ScoresView:
        """The bars of what was heard."""
        from app.ui.scores_view import ScoresView

        return ScoresView()

    @cached_property
    def _page(self) -> QWidget:
        """What is said of a track, made for the first one."""
        self._make_header()
        page = self._make_page()
        self._pages.addWidget(page)
        return page

    def get_ready(self) -> None:
        """Make what shows a track before there is one, a part at a time: at once that holds the window up."""
        parts = (lambda: self._drawing, lambda: self._roll, lambda: self.sound, lambda: self._page)
        self._make_next(iter(parts))

    def _make_next(self, parts: Iterator[Callable[[], QWidget]]) -> None:
        make = next(parts, None)
        if make is not None:
            make()
            QTimer.singleShot(_BETWEEN_PARTS_MS, self, lambda: self._make_next(parts))

    # ── what to show ──────────────────────────────────────────────────────────────────────────────────────────────

    def show_track(self, track: TrackId | None) -> None:
        """Show ``track``; None: nothing is selected."""
        self._track = track
        self._details = None
        if track is None:
            if "sound" in vars(self):
                self.sound.show_nothing()
            self._pages.setCurrentWidget(self._empty)
            return
        self.refresh()

    def refresh(self) -> None:
        """Fetch the track shown anew: something about it changed."""
        track = self._track
        if track is None:
            return
        from app.ui.track_details import fetch_details

        if self._fetch is not None:
            self._fetch.cancel()
        self._fetch = run_task(
            fetch_details,
            self._session,
            track,
            on_done=lambda details: self._show(track, details),
            owner=self,
        )

    def take_change(self, change: LibraryChange) -> None:
        """React to a change of the library."""
        if self._track is not None and (not change.tracks or self._track in change.tracks):
            self.refresh()

    def show_analysing(self, path: bytes | None) -> None:
        """Show the track that the running batch hears now, unless a person selected one; None: the batch ended."""
        if path is None:
            self._followed_at = -_FOLLOW_S
            if self._track is None:
                self.show_track(None)
            elif self._details is None:
                self.refresh()
            return
        if self._track is not None:
            return
        now = time.monotonic()
        if now - self._followed_at < _FOLLOW_S:
            return
        self._followed_at = now
        self._pages.setCurrentWidget(self._page)
        self._title.set_whole_text(file_name(path))
        self._subtitle.set_whole_text(self.tr("is being analysed"))
        self._show_answer("hear", "accent", self.tr("Listening…"), "")
        self._file.set_whole_text("")
        self.scores.show_lines(())
        self._review.hide()
        self.sound.show_track(path, None, None)

    # ── making ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _make_header(self) -> None:
        self._title, self._subtitle, self._file = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._title.setFont(font("large", bold=True))
        for quiet in (self._subtitle, self._file):
            quiet.setProperty("role", "muted")
        self._picture = QLabel()
        self._answer = label(bold=True, wrap=True)
        self._reason = label(role="muted", wrap=True)
        self._review = push_button(self.tr("Review"), self._ask_review, picture="review")
        self._review.hide()

    def _make_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = QLabel()
        picture.setPixmap(icon("hear", "muted").pixmap(QSize(48, 48)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = label(self.tr("Select a track to see and hear it."), role="muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        column.addWidget(words)
        return page

    def _make_page(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE_INSIDE)
        for widget in (self._title, self._subtitle):
            column.addWidget(widget)
        column.addSpacing(SPACE_INSIDE)
        column.addLayout(self._make_answer())
        column.addWidget(self._file)
        column.addSpacing(SPACE_INSIDE)
        column.addWidget(self.sound, 1)
        column.addSpacing(SPACE)
        column.addWidget(self.scores)
        area = QScrollArea()
        area.setAccessibleName(self.tr("About the track"))
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _make_answer(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._answer)
        words.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._review, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # ── showing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, track: TrackId, details: TrackDetails | None) -> None:
        if track != self._track:
            return
        if details is None:  # it left the library meanwhile
            self.show_track(None)
            return
        from app.ui.track_details import answer_words, file_words, reason_words

        self._details = details
        row = details.row
        self._pages.setCurrentWidget(self._page)
        self._title.set_whole_text(shown_title(row))
        self._subtitle.set_whole_text(shown_origin(row))
        self._file.set_whole_text(file_words(row))
        self._show_answer(*STATE_ICONS[row.state], answer_words(details), reason_words(details))
        self._review.setVisible(row.state in _REVIEWABLE)
        self._show_scores(details)
        self.sound.show_track(row.path, row.duration_s, details)

    def _show_answer(self, picture: str, role: str, answer: str, reason: str) -> None:
        self._drawn = picture, role
        self._draw_state()
        self._answer.setText(answer)
        self._reason.setText(reason)
        self._spare_room()

    def _draw_state(self) -> None:
        if self._drawn is not None:
            self._picture.setPixmap(icon(*self._drawn).pixmap(QSize(ICON_SIZE + 2, ICON_SIZE + 2)))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the state's icon in new colours."""
        super().changeEvent(event)
        if is_theme_event(event):
            self._draw_state()

    def _show_scores(self, details: TrackDetails) -> None:
        if not details.heard or details.prediction is None:
            self.scores.show_lines(())
            return
        from app.ui.scores_view import decided_lines, score_lines

        row = details.row
        lines = score_lines(details.prediction, details.labels, row.suggestions, _SCORES)
        if row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED:
            lines = decided_lines(lines, row.chosen)
        self.scores.show_lines(lines[:_MOST_SCORES])

    def _ask_review(self) -> None:
        if self._track is not None:
            self.review_requested.emit(self._track)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture room: a low window does without the sentence under the answer."""
        super().resizeEvent(event)
        self._spare_room()

    def _spare_room(self) -> None:
        if "_page" not in vars(self):
            return
        failed = self._details is not None and self._details.row.unheard
        self._reason.setVisible(bool(self._reason.text()) and (failed or self.height() >= _ROOMY))
