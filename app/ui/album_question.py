"""Before one key decides a whole album: which genre, how many tracks, and what was decided otherwise before.

An album of a few tracks is taken at once, for one step takes it back. What takes more than a person sees beside the
track, or undoes what they decided by hand, is shown first, and the same key a second time says yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.library.types import ChosenBy, TrackId, TrackRow, TrackState
from app.ui.controls import label, push_button
from app.ui.shortcuts import KeyMap, ReviewAction, is_whole_key, read_key
from app.ui.theme import SPACE, is_theme_event, theme
from app.ui.words import shown_genres

if TYPE_CHECKING:
    from app.errors import AppError
    from app.session import Session
    from app.ui.review_verdicts import ReviewVerdicts

#: Tracks of an album that are taken without a question.
HANDFUL = 5


@dataclass(frozen=True, slots=True)
class AlbumChoice:
    """What the key for the whole album would do."""

    genres: tuple[str, ...]
    album: str  #: its name, with the artist where all tracks are by one
    tracks: int
    overruled: int  #: tracks that a person decided otherwise before
    sure: int = 0  #: of the others: those that Earmark is sure are something else
    filed: int = 0  #: of those left then: those whose files hold other genres

    @classmethod
    def of(cls, genres: Sequence[str], rows: Sequence[TrackRow], current: TrackId) -> AlbumChoice:
        """What ``genres`` for all ``rows`` of one album comes to, asked for at the ``current`` track."""
        chosen = tuple(genres)
        others = [row for row in rows if row.id != current]
        overruled = sum(_decided_otherwise(row, chosen) for row in others)
        left = [row for row in others if row.chosen_by is not ChosenBy.PERSON or row.state is TrackState.SKIPPED]
        sure = sum(_is_surely_other(row, chosen) for row in left)
        filed = sum(bool(row.genres) and row.genres != chosen and not _is_surely_other(row, chosen) for row in left)
        artists = {row.artist for row in rows}
        named = (*(artists if len(artists) == 1 else ()), rows[0].album if rows else "")
        return cls(chosen, " · ".join(filter(None, named)), len(rows), overruled, sure, filed)

    @property
    def is_asked_about(self) -> bool:
        """Whether it is more than one key should do unseen."""
        return self.tracks > HANDFUL or self.overruled > 0


def _decided_otherwise(row: TrackRow, genres: tuple[str, ...]) -> bool:
    by_person = row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED
    return by_person and (row.chosen or row.genres) != genres


def _is_surely_other(row: TrackRow, genres: tuple[str, ...]) -> bool:
    """Whether Earmark itself would write, or has written, other genres than ``genres``."""
    return row.state in {TrackState.READY, TrackState.WRITTEN} and bool(row.chosen) and row.chosen != genres


class AlbumQuestion(QFrame):
    """The question, over the middle of its parent, whose keys are its own while it is shown.

    The keys for the album and for accepting say yes, any other no. A no does nothing else: a hand that wants the
    question gone must not decide the track beneath.
    """

    def __init__(self, session: Session, verdicts: ReviewVerdicts, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._verdicts, self._room = session, verdicts, parent
        self._looked_at: TrackId | None = None  # whose album is just being looked at
        self._choice = AlbumChoice((), "", 0, 0)
        self._key_map = KeyMap()
        self.setObjectName("album-question")
        self._head = label(size="large", bold=True, wrap=True)
        self._album = label(role="muted", wrap=True)
        self._overruled = label(wrap=True)
        self._keys = label(role="muted", wrap=True)
        self.take_button = push_button("", self.agree, primary=True)
        self.leave_button = push_button(self.tr("Cancel"), self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for part in (self._head, self._album, self._overruled, self._keys):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.take_button)
        column.addLayout(row)
        self._take_colours()
        self.hide()

    def look(self, track: TrackId, genres: Sequence[str], keys: KeyMap) -> None:
        """Take the album of the current ``track`` at once where it is small, else ask; after what is being saved."""
        if self._looked_at == track:
            return  # the key was hit twice

        def go_on(rows: Sequence[TrackRow]) -> None:
            self._looked_at = None
            if self._verdicts.flow.current != track or not self._room.isVisible():
                return
            choice = AlbumChoice.of(genres, rows, track)
            if choice.is_asked_about and self._verdicts.fit(genres):
                self.ask(choice, keys)
            else:
                self._verdicts.choose_album(genres)

        def fail(_problem: AppError) -> None:
            self._looked_at = None

        self._looked_at = track
        self._verdicts.saving.submit(lambda: self._session.album(track), done=go_on, failed=fail)

    def ask(self, choice: AlbumChoice, keys: KeyMap) -> None:
        """Show what ``choice`` would do, with the keys that answer."""
        self._choice, self._key_map = choice, keys
        question = self.tr("{0} for all %Ln tracks?", "", choice.tracks).format(shown_genres(choice.genres))
        self._head.setText(question)
        self._album.setText(choice.album)
        overruled = self._whom_it_overrules(choice)
        self._overruled.setText(overruled)
        self._overruled.setVisible(bool(overruled))
        self._keys.setText(self._key_words(keys))
        self.take_button.setText(self.tr("Take all %Ln", "", choice.tracks))
        self.setAccessibleName(question)
        self.setAccessibleDescription(" ".join(filter(None, (choice.album, overruled))))
        self.place()
        self.show()
        self.raise_()
        self._room.setFocus()
        self._room.installEventFilter(self)

    def _whom_it_overrules(self, choice: AlbumChoice) -> str:
        """One line for each kind of tracks that say something else; empty: none does."""
        said = []
        if count := choice.overruled:
            said.append(self.tr("You decided %Ln of them otherwise before. This replaces that.", "", count))
        if count := choice.sure:
            said.append(self.tr("Earmark is sure that %Ln of them are something else.", "", count))
        if count := choice.filed:
            said.append(self.tr("The files of %Ln of them hold another genre.", "", count))
        return "\n".join(said)

    def agree(self) -> None:
        """Yes."""
        self.hide()
        self._verdicts.choose_album(self._choice.genres)

    def place(self) -> None:
        """Stand in the middle of the parent."""
        self.setFixedWidth(max(240, min(400, self._room.width() - 4 * SPACE)))
        self.adjustSize()
        self.move(self._room.rect().center() - self.rect().center())

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the room its keys back."""
        super().hideEvent(event)
        self._room.removeEventFilter(self)

    def eventFilter(self, _room: QObject, event: QEvent) -> bool:
        """Read the room's keys, before the window's shortcuts see them."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and is_whole_key(event) and not event.isAutoRepeat():
            press = read_key(event, keys=self._key_map)
            self.hide()
            if press is not None and press.action in {ReviewAction.ALBUM, ReviewAction.ACCEPT}:
                self.agree()
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take new colours."""
        super().changeEvent(event)
        if is_theme_event(event):
            self._take_colours()

    def _key_words(self, keys: KeyMap) -> str:
        yes, undo = keys.hint(ReviewAction.ALBUM) or keys.hint(ReviewAction.ACCEPT), keys.hint(ReviewAction.UNDO)
        parts = [self.tr("{0} again takes them, Esc does not.").format(yes)] if yes else []
        if undo:
            parts.append(self.tr("{0} takes all of it back.").format(undo))
        return " ".join(parts)

    def _take_colours(self) -> None:
        colours = theme().palette
        sheet = f"#album-question {{ background: {colours.raised.name()}; border: 1px solid {colours.accent.name()};"
        sheet += " border-radius: 8px; }"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
