"""The review: a room of its own, in which one key decides one track.

Every verdict is saved at once through the session, in the order given; the next track is already there. What the
player plays starts at the moment that argues most for the first suggestion.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.library.types import LibraryChange, RootId, TrackId
from app.session.reviewing import ReviewOrder
from app.ui.album_question import AlbumQuestion
from app.ui.bridge import messages, run_task
from app.ui.controls import ElidedLabel, label
from app.ui.genre_entry import GenreEntry
from app.ui.key_dialog import KeyDialog
from app.ui.key_help import KeyHelp
from app.ui.player import Player
from app.ui.review_agenda import Agenda, audit_agenda, place_file, queue_agenda
from app.ui.review_bar import ReviewBar
from app.ui.review_choice import appended, marked, offered, turned
from app.ui.review_end import ReviewEnd, result_words
from app.ui.review_flow import ReviewFlow
from app.ui.review_hearing import SEEK_S, ReviewHearing
from app.ui.review_page import ReviewPage
from app.ui.review_place import save_place
from app.ui.review_stock import ReviewStock
from app.ui.review_verdicts import ReviewVerdicts
from app.ui.shortcuts import KeyMap, KeyPress, ReviewAction, read_key
from app.ui.theme import SPACE
from app.ui.track_details import TrackDetails
from app.ui.verdict_queue import VerdictQueue
from app.ui.words import shown_title
from app.ui.write_question import WriteQuestion

if TYPE_CHECKING:
    from app.session import Session
    from app.tagging.entries import Batch

#: Genres that a comparison goes through at most.
_COMPARED = 3
#: How long a confirmation stands, in milliseconds.
_TELL_MS = 4_000


class ReviewPane(QWidget):
    """The room. :meth:`start` fills it; ``finished`` asks the window to go back to the library."""

    finished = Signal()
    verdict_given = Signal(object)  #: TrackId
    bulk_requested = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self.verdicts = ReviewVerdicts(session, self)
        self._picked: list[str] | None = None  # genres added to the choice to come; None: none was touched yet
        self._hearing = ReviewHearing(player)
        self._began = time.monotonic()
        self._agenda = Agenda()
        self.keys = KeyMap.read(session.settings.keys)
        self.stock = ReviewStock(session, self.verdicts.saving, self)
        self.page = ReviewPage(session, player, self.stock.shelf)
        self.end = ReviewEnd()
        self.entry = GenreEntry(self)
        self.album_question = AlbumQuestion(session, self.verdicts, self)
        self.help = KeyHelp(self)
        self._make()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))

    # ── the room ──────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self, ids: Sequence[TrackId]) -> None:
        """Review ``ids`` in this order."""
        self._begin(Agenda(tuple(TrackId(int(track)) for track in ids)))

    def start_queue(self, root: RootId | None, order: ReviewOrder | None = None) -> None:
        """Review what waits in ``root``: where it was left, or in another ``order`` from the beginning."""
        self._fetch_agenda(lambda: queue_agenda(self._session, root, order))

    def start_audit(self, root: RootId | None) -> None:
        """Go through the tracks in ``root`` whose sound contradicts the genre that their file holds."""
        self._fetch_agenda(lambda: audit_agenda(self._session, root))

    def leave(self) -> None:
        """Go back to the library, and say what was done."""
        self._player.pause()
        self._keep_place()
        summary = self.flow.summary()
        if summary.decided and self.flow.current is not None:
            messages().told.emit(result_words(summary, self._minutes()))
        self.finished.emit()

    def take_keys(self) -> None:
        """Use the keys that the settings have now."""
        self.keys = KeyMap.read(self._session.settings.keys)
        self.help.show_keys(self.keys)
        self.page.show_keys(self.keys)
        self._show_hint()

    def take_over(self, tracks: Sequence[TrackId]) -> None:
        """Tracks were decided elsewhere meanwhile (many at once): they are decided here too."""
        self.verdicts.take_over(tracks)

    def take_change(self, change: LibraryChange) -> None:
        """The library has changed, by a verdict of ours or by another Earmark: show what is so now."""
        if self.isVisible():
            self.stock.renew(change, self.flow)

    def _fetch_agenda(self, fetch: Callable[[], Agenda]) -> None:
        self._begin(Agenda())
        self.end.say_nothing("")
        self.saving.submit(fetch, done=self._begin)

    def _begin(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self.verdicts.begin(agenda.ids)
        self.flow.go_to(agenda.start)
        self.stock.forget()
        self._began = time.monotonic()
        self._hearing.begin()
        self.take_keys()
        self.bar.show_kind(audit=agenda.audit, order=agenda.order)
        self.end.say_nothing(agenda.nothing)
        run_task(self._session.vocabulary, on_done=self.entry.set_vocabulary, owner=self)
        self._show_current()
        self.setFocus()

    def _minutes(self) -> float:
        return (time.monotonic() - self._began) / 60

    def _keep_place(self) -> None:
        """Remember where the review stands, after what is being saved."""
        place = self._agenda.place(self.flow.current)
        if place is not None:
            self.saving.submit(lambda: save_place(place, place_file()))

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
        return self.stock.details(self.flow.current)

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
        self._hint = label(role="muted", size="small")
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
        page.append_clicked.connect(self._append)
        page.artist_clicked.connect(self._artist)
        page.type_clicked.connect(self._type)
        page.sound.compare_requested.connect(self._compare)
        page.other_left.connect(self._hear_again)
        self.entry.entered.connect(self._take_genres)
        self.entry.left.connect(self.setFocus)
        self.bar.keys_clicked.connect(self.help.toggle)
        self.bar.leave_clicked.connect(self.leave)
        self.bar.order_chosen.connect(lambda order: self.start_queue(self._agenda.root, order))
        self.help.change_clicked.connect(self._change_keys)
        self.end.back_clicked.connect(self.leave)
        self.end.undo_clicked.connect(self.verdicts.undo)
        self.verdicts.given.connect(self.verdict_given)
        self.verdicts.given.connect(lambda _track: self._refresh_end())
        self.verdicts.write_met.connect(self._ask_about_write)
        self.verdicts.outdated.connect(self.stock.forget)
        self.stock.fetched.connect(self._fetched)
        self.stock.gone.connect(self._pass_over)
        self.verdicts.moved.connect(self._show_current)
        self.verdicts.told.connect(self._tell)

    # ── keys ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def event(self, event: QEvent) -> bool:
        """Claim our keys before the window's shortcuts see them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._read(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        press = self._read(event)
        if press is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or press.action in _REPEATING:
            self.act(press)

    def _read(self, event: QKeyEvent) -> KeyPress | None:
        return read_key(event, keys=self.keys)

    def act(self, press: KeyPress) -> None:
        """Do what ``press`` asks for."""
        if self.help.isVisible() and press.action in {ReviewAction.LEAVE, ReviewAction.HELP}:
            self.help.hide()
        elif self.page.compare.isVisible() and press.action is ReviewAction.LEAVE:
            self.page.compare.close_panel()
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
            ReviewAction.APPEND: self._append,
            ReviewAction.ALBUM: self._album,
            ReviewAction.ARTIST: self._artist,
            ReviewAction.COMPARE: self._compare,
            ReviewAction.OTHER: self._hear_other,
            ReviewAction.CLOSER: lambda: self.page.sound.look_closer(1),
            ReviewAction.FARTHER: lambda: self.page.sound.look_closer(-1),
            ReviewAction.WHOLE: self.page.sound.picture.box.show_all,
            ReviewAction.BULK: self.bulk_requested.emit,
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
        self._take_genres([genre], added)

    def _take_genres(self, genres: Sequence[str], added: bool) -> None:
        details = self.details
        if details is None:
            return
        if added:
            self._picked = reduce(
                lambda picked, genre: turned(genre, picked), genres, marked(details.row, self._picked)
            )
            self.album_question.hide()
            self.page.show_picked(details, self._picked)
            return
        self._choose([*genres, *(one for one in self._picked or [] if one not in genres)])

    def _accept(self) -> None:
        """Enter: what is marked, or the first suggestion; at the end, back to the library."""
        details = self.details
        if details is not None and (genres := offered(details.row, self._picked)):
            self._choose(genres)
        elif details is not None:
            self._tell_none(details, self.tr("There is no suggestion to accept: type a genre with /"))
        elif self.flow.current is None:
            self.leave()

    def _choose(self, genres: Sequence[str]) -> None:
        self.verdicts.choose(genres, self._title())

    def _append(self) -> None:
        """What Enter would choose, in addition to what the file says."""
        details = self.details
        if details is None:
            return
        if genres := appended(details.row, self._picked):
            self._choose(genres)
        else:
            self._tell_none(details, self.tr("There is no suggestion to add: type a genre with /"))

    def _tell_none(self, details: TrackDetails, sentence: str) -> None:
        """Why nothing can be taken over: ``sentence``, or that the model does not know the genre."""
        unknown = self.tr("Earmark does not know the genre of this track: name one yourself, with 1…9 or /")
        self._tell(unknown if details.row.unknown else sentence)

    def _artist(self) -> None:
        """In the audit: keep what the files say for all tracks of the current one's artist."""
        track = self.flow.current
        if not self._agenda.audit or track is None:
            self._tell(self.tr("That is for checking the files' genres, in the menu."))
            return
        artist, tracks = self._agenda.same_artist(track, self.flow)
        words = self.tr("Kept as they are: %n tracks by {0}", "", len(tracks)).format(artist)
        self.verdicts.keep_all(tracks, words)

    def _keep(self) -> None:
        self.verdicts.keep(self._title())

    def _skip(self) -> None:
        self.verdicts.skip(self._title())

    def _album(self) -> None:
        """What Enter would choose, for the whole album."""
        details = self.details
        if details is None:
            return
        if genres := offered(details.row, self._picked):
            self.album_question.look(details.row.id, genres, self.keys)
        else:
            self._tell_none(details, self.tr("There is no suggestion to use: type a genre with /"))

    def _title(self) -> str:
        details = self.details
        return shown_title(details.row) if details is not None else self.tr("The track")

    def _ask_about_write(self, write: Batch) -> None:
        """The newest thing done was a write: undoing it changes files, so it is asked for."""
        undo = self._undo_write
        WriteQuestion(write, lambda: undo(int(write.id)), self.verdicts.undo_verdict, self).open()

    def _undo_write(self, batch: int) -> None:
        self._player.release()  # a file must not be held open while it is written
        self.verdicts.undo_write(batch)

    def _change_keys(self) -> None:
        self.help.hide()
        dialog = KeyDialog(self._session, self)
        dialog.applied.connect(self.take_keys)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # ── comparing ────────────────────────────────────────────────────────────────────────────────────────────────

    def _compare(self) -> None:
        """A sure track of the first genre in question; asked again, of the next."""
        details = self.details
        if details is not None:
            genres = dict.fromkeys([*(details.row.suggestions or (details.row.predicted,)), *details.row.genres])
            self.page.compare.next([genre for genre in genres if genre in details.labels][:_COMPARED], details.row.id)

    def _hear_other(self) -> None:
        """Of two tracks beside each other: the one that is not heard now."""
        compare, sound = self.page.compare, self.page.sound
        if compare.path is None:
            self._tell(self.tr("There is no other track to hear: compare first."))
        elif self._player.path == compare.path:
            sound.take_player()
            self._hear_again(always=True)
        else:
            compare.hear()

    def _hear_again(self, *, always: bool = False) -> None:
        """After the track beside it, the one in question again; not where the review has gone on from that."""
        if (details := self.details) is not None and details.row.path == self.page.sound.path:
            self._hearing.start(details, always=always)

    # ── moving and typing ────────────────────────────────────────────────────────────────────────────────────────

    def _step(self, by: int) -> None:
        if self.flow.step(by):
            self._tell("")  # what was said of the track before
            self._show_current()

    def _type(self) -> None:
        if self.details is not None:
            self._place_entry()
            self.entry.begin()

    # ── showing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_current(self) -> None:
        self.entry.end()
        self.album_question.hide()
        self.page.compare.close_panel()
        self._picked = None
        self.bar.show_flow(self.flow)
        self._keep_place()
        track = self.flow.current
        if track is None:
            self._show_end()
            return
        self._pages.setCurrentWidget(self.page)
        self._hint.show()
        if (details := self.stock.details(track)) is not None:
            self._show_details(details)
        else:
            self.stock.fetch(track)

    def _fetched(self, track: TrackId) -> None:
        details = self.details
        if track == self.flow.current and details is not None:
            self._show_details(details)
        else:
            self.stock.draw_ahead(self.flow)

    def _pass_over(self, track: TrackId) -> None:
        """A track has left the library."""
        current = track == self.flow.current
        self.flow.drop(track)
        if current:
            self._tell(self.tr("A track has left the library and was passed over."))
            self._show_current()

    def _show_details(self, details: TrackDetails) -> None:
        row = details.row
        fresh = self.page.sound.path != row.path
        self.page.show_details(details, marked(row, self._picked), audit=self._agenda.audit)
        artist, doubted = self._agenda.same_artist(row.id, self.flow)
        self.page.show_artist(artist, len(doubted))
        if fresh:
            self._hearing.start(details)
        self.stock.look_ahead(self.flow)

    def _show_end(self) -> None:
        self.page.sound.show_nothing()
        self.end.show_summary(self.flow.summary(), self._minutes())
        self._pages.setCurrentWidget(self.end)
        self._hint.hide()

    def _refresh_end(self) -> None:
        """The last verdict is saved: now it is known whether it changes its file."""
        if self.flow.current is None:
            self.end.show_summary(self.flow.summary(), self._minutes())

    def _show_hint(self) -> None:
        accept, help_ = self.keys.hint(ReviewAction.ACCEPT), self.keys.hint(ReviewAction.HELP)
        parts = [self.tr("1…9 chooses")]
        if accept:
            parts.insert(0, self.tr("{0} accepts").format(accept))
        if help_:
            parts.append(self.tr("{0} shows all keys").format(help_))
        self._hint.setText("   ·   ".join(parts))

    def _tell(self, sentence: str) -> None:
        self._told.set_whole_text(sentence)
        self._telling.start()

    # ── places ────────────────────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what floats in its place."""
        super().resizeEvent(event)
        self.help.place()
        self.album_question.place()
        self._place_entry()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close what floats, and be silent."""
        super().hideEvent(event)
        self.help.hide()
        self.album_question.hide()
        self.entry.end()
        self._player.pause()

    def _place_entry(self) -> None:
        width = min(360, self.width() - 4 * SPACE)
        self.entry.setFixedWidth(width)
        corner = self.page.choices.mapTo(self, self.page.choices.rect().topLeft())
        self.entry.move(corner.x(), max(SPACE, min(corner.y() - 8 * SPACE, self.height() - 280)))


_REPEATING = {ReviewAction.NEXT, ReviewAction.PREVIOUS, ReviewAction.BACK, ReviewAction.FORWARD}
