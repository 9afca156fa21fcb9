"""The review: a room of its own, in which one key decides one track.

Every verdict is saved at once through the session, in the order given; the next track is already there. What the
player plays starts at the moment that argues most for the first suggestion.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.library.types import ChosenBy, TrackId, TrackState
from app.ui.bridge import run_task
from app.ui.controls import ElidedLabel, label
from app.ui.genre_entry import GenreEntry
from app.ui.mel_job import PictureShelf
from app.ui.player import Player
from app.ui.review_bar import ReviewBar
from app.ui.review_end import ReviewEnd
from app.ui.review_flow import ReviewFlow
from app.ui.review_hearing import SEEK_S, ReviewHearing
from app.ui.review_page import ReviewPage
from app.ui.review_verdicts import ReviewVerdicts
from app.ui.shortcuts import KeyHelp, KeyPress, ReviewAction, read_key
from app.ui.theme import SPACE
from app.ui.track_details import TrackDetails, fetch_details
from app.ui.verdict_queue import VerdictQueue
from app.ui.words import shown_title

if TYPE_CHECKING:
    from app.session import Session

#: Tracks made ready ahead: their details, and the picture of the first of them.
_AHEAD = 2
#: How long a confirmation stands, in milliseconds.
_TELL_MS = 4_000


class ReviewPane(QWidget):
    """The room. :meth:`start` fills it; ``finished`` asks the window to go back to the library."""

    finished = Signal()
    verdict_given = Signal(object)  #: TrackId

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self.verdicts = ReviewVerdicts(session, self)
        self._known: dict[TrackId, TrackDetails] = {}
        self._picked: list[str] | None = None  # genres added to the choice to come; None: none was touched yet
        self._hearing = ReviewHearing(player)
        self._began = time.monotonic()
        self._shelf = PictureShelf(session.picture, self)
        self.page = ReviewPage(session, player, self._shelf)
        self.end = ReviewEnd()
        self.entry = GenreEntry(self)
        self.help = KeyHelp(self)
        self._make()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))

    # ── the room ──────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self, ids: Sequence[TrackId]) -> None:
        """Review ``ids`` in this order."""
        self.verdicts.begin([TrackId(int(track)) for track in ids])
        self._known.clear()
        self._began = time.monotonic()
        self._hearing.begin()
        run_task(self._session.vocabulary, on_done=self.entry.set_vocabulary, owner=self)
        self._show_current()
        self.setFocus()

    def leave(self) -> None:
        """Go back to the library."""
        self._player.pause()
        self.finished.emit()

    @property
    def flow(self) -> ReviewFlow:
        """Where the review stands."""
        return self.verdicts.flow

    @property
    def saving(self) -> VerdictQueue:
        """What is still to be saved."""
        return self.verdicts.saving

    @property
    def details(self) -> TrackDetails | None:
        """The track that is decided on, once it was fetched."""
        track = self.flow.current
        return self._known.get(track) if track is not None else None

    def _make(self) -> None:
        self.bar = ReviewBar()
        self._told = ElidedLabel()
        self._told.setProperty("role", "muted")
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TELL_MS)
        self._telling.timeout.connect(lambda: self._told.set_whole_text(""))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.end)
        self._hint = label(
            self.tr("Enter accepts   ·   1…9 chooses   ·   ? shows all keys"), role="muted", size="small"
        )
        bottom = QHBoxLayout()
        bottom.addWidget(self._told, 1)
        bottom.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        column.addLayout(bottom)
        for child in self.findChildren(QWidget):
            if child is not self.entry.line:
                child.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        page = self.page
        page.genre_clicked.connect(self._take_genre)
        page.keep_clicked.connect(self._keep)
        page.skip_clicked.connect(self._skip)
        page.album_clicked.connect(self._album)
        page.type_clicked.connect(self._type)
        self.entry.entered.connect(self._take_genre)
        self.entry.left.connect(self.setFocus)
        self.bar.keys_clicked.connect(self.help.toggle)
        self.bar.leave_clicked.connect(self.leave)
        self.end.back_clicked.connect(self.leave)
        self.end.undo_clicked.connect(self.verdicts.undo)
        self.verdicts.given.connect(self.verdict_given)
        self.verdicts.outdated.connect(self._forget)
        self.verdicts.moved.connect(self._show_current)
        self.verdicts.told.connect(self._tell)

    # ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def event(self, event: QEvent) -> bool:
        """Claim our keys before the window's shortcuts see them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and read_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        press = read_key(event)
        if press is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or press.action in _REPEATING:
            self.act(press)

    def act(self, press: KeyPress) -> None:
        """Do what ``press`` asks for."""
        if self.help.isVisible() and press.action in {ReviewAction.LEAVE, ReviewAction.HELP}:
            self.help.hide()
        elif press.action is ReviewAction.CHOOSE:
            self._take_digit(press.digit, added=False)
        elif press.action is ReviewAction.ADD:
            self._take_digit(press.digit, added=True)
        else:
            self._simple_acts()[press.action]()

    def _simple_acts(self) -> dict[ReviewAction, Callable[[], object]]:
        hearing = self._hearing
        return {
            ReviewAction.NEXT: lambda: self._step(1),
            ReviewAction.PREVIOUS: lambda: self._step(-1),
            ReviewAction.TOGGLE_PLAY: hearing.toggle,
            ReviewAction.BACK: lambda: hearing.skip(-SEEK_S),
            ReviewAction.FORWARD: lambda: hearing.skip(SEEK_S),
            ReviewAction.MOMENT_FOR: lambda: hearing.to_moment(self.details, against=False),
            ReviewAction.MOMENT_AGAINST: lambda: hearing.to_moment(self.details, against=True),
            ReviewAction.ACCEPT: self._accept,
            ReviewAction.TYPE: self._type,
            ReviewAction.KEEP: self._keep,
            ReviewAction.SKIP: self._skip,
            ReviewAction.ALBUM: self._album,
            ReviewAction.UNDO: self.verdicts.undo,
            ReviewAction.HELP: self.help.toggle,
            ReviewAction.LEAVE: self.leave,
        }

    # ── verdicts ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _take_digit(self, digit: int, *, added: bool) -> None:
        genre = self.page.choice(digit) if self.details is not None else None
        if genre is not None:
            self._take_genre(genre, added)

    def _take_genre(self, genre: str, added: bool) -> None:
        """Choose ``genre`` (with what was added before) and go on; or only add it, or take an added one out again."""
        details = self.details
        if details is None:
            return
        if added:
            before = self._marked(details)
            self._picked = [one for one in before if one != genre] if genre in before else [*before, genre]
            self.page.show_picked(details, self._picked)
            return
        self._choose([genre, *(one for one in self._picked or [] if one != genre)])

    def _marked(self, details: TrackDetails) -> list[str]:
        """The genres marked on the page: those added, or else those that the person chose before."""
        row = details.row
        decided = row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED
        return list(row.chosen if decided else ()) if self._picked is None else self._picked

    def _accept(self) -> None:
        """Enter: what is marked, or the first suggestion; at the end, back to the library."""
        details = self.details
        if details is not None and (genres := self._offered(details)):
            self._choose(genres)
        elif details is not None:
            self._tell(self.tr("There is no suggestion to accept: type a genre with /"))
        elif self.flow.current is None:
            self.leave()

    def _offered(self, details: TrackDetails) -> list[str]:
        """The genres marked, or else the first suggestion; empty where there is neither."""
        row = details.row
        first = row.suggestions[:1] or ((row.predicted,) if row.predicted else ())
        return self._marked(details) or list(first)

    def _choose(self, genres: Sequence[str]) -> None:
        self.verdicts.choose(genres, self._title())

    def _keep(self) -> None:
        self.verdicts.keep(self._title())

    def _skip(self) -> None:
        self.verdicts.skip(self._title())

    def _album(self) -> None:
        """What Enter would choose, for the whole album."""
        details = self.details
        if details is None:
            return
        if genres := self._offered(details):
            self.verdicts.choose_album(genres)
        else:
            self._tell(self.tr("There is no suggestion to use: type a genre with /"))

    def _title(self) -> str:
        details = self.details
        return shown_title(details.row) if details is not None else self.tr("The track")

    def _forget(self, tracks: Sequence[TrackId]) -> None:
        """Details of these tracks, or of all when there are none, are no longer true."""
        for track in tracks or list(self._known):
            self._known.pop(track, None)

    # ── moving and typing ────────────────────────────────────────────────────────────────────────────────────────

    def _step(self, by: int) -> None:
        if self.flow.step(by):
            self._show_current()

    def _type(self) -> None:
        if self.details is not None:
            self._place_entry()
            self.entry.begin()

    # ── showing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_current(self) -> None:
        self.entry.end()
        self._picked = None
        self.bar.show_flow(self.flow)
        track = self.flow.current
        if track is None:
            self._show_end()
            return
        self._pages.setCurrentWidget(self.page)
        self._hint.show()
        if track in self._known:
            self._show_details(self._known[track])
        else:
            self._fetch(track)

    def _fetch(self, track: TrackId) -> None:
        """Fetch after what is being saved, so that what is shown includes it."""
        self.saving.submit(
            lambda: fetch_details(self._session, track),
            done=lambda details: self._fetched(track, details),
        )

    def _fetched(self, track: TrackId, details: TrackDetails | None) -> None:
        current = track == self.flow.current
        if details is None:
            self.flow.drop(track)
            if current:
                self._tell(self.tr("A track has left the library and was passed over."))
                self._show_current()
            return
        self._known[track] = details
        if current:
            self._show_details(details)
        else:
            self._shelf.prepare([details.row.path])

    def _show_details(self, details: TrackDetails) -> None:
        row = details.row
        fresh = self.page.sound.path != row.path
        self.page.show_details(details, self._marked(details))
        if fresh:
            self._hearing.start(details)
        for upcoming in self.flow.upcoming(_AHEAD):
            if upcoming not in self._known:
                self._fetch(upcoming)
        self._shelf.prepare([self._known[one].row.path for one in self.flow.upcoming(_AHEAD) if one in self._known][:1])

    def _show_end(self) -> None:
        self._player.pause()
        self.end.show_summary(self.flow.summary(), (time.monotonic() - self._began) / 60)
        self._pages.setCurrentWidget(self.end)
        self._hint.hide()

    def _tell(self, sentence: str) -> None:
        self._told.set_whole_text(sentence)
        self._telling.start()

    # ── places ────────────────────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what floats in its place."""
        super().resizeEvent(event)
        self.help.place()
        self._place_entry()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close what floats, and be silent."""
        super().hideEvent(event)
        self.help.hide()
        self.entry.end()
        self._player.pause()

    def _place_entry(self) -> None:
        width = min(360, self.width() - 4 * SPACE)
        self.entry.setFixedWidth(width)
        corner = self.page.choices.mapTo(self, self.page.choices.rect().topLeft())
        self.entry.move(corner.x(), max(SPACE, min(corner.y() - 8 * SPACE, self.height() - 280)))


_REPEATING = {ReviewAction.NEXT, ReviewAction.PREVIOUS, ReviewAction.BACK, ReviewAction.FORWARD}
