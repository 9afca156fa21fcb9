"""What a person's verdicts do: they are saved in the order given, and the review moves on at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.library.types import ChosenBy, TrackId
from app.ui.review_flow import Given, ReviewFlow
from app.ui.verdict_queue import VerdictQueue
from app.ui.words import shown_genres

if TYPE_CHECKING:
    from app.session import Session


class ReviewVerdicts(QObject):
    """Gives verdicts on the current track of :attr:`flow`, and takes them back."""

    given = Signal(object)  #: TrackId whose verdict was saved or taken back
    outdated = Signal(object)  #: list of TrackId whose details are no longer true; empty: all
    moved = Signal()  #: another track is the current one, or it is to be shown anew
    told = Signal(str)  #: a short confirmation

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.flow = ReviewFlow(())
        self.saving = VerdictQueue(self)

    def begin(self, ids: Sequence[TrackId]) -> None:
        """Review these tracks in this order."""
        self.flow = ReviewFlow(ids)

    def choose(self, genres: Sequence[str], title: str) -> None:
        """Choose ``genres`` for the current track."""
        track, chosen = self.flow.current, list(genres)
        if track is not None:
            words = f"{title}: {shown_genres(tuple(chosen))}"
            self._give(Given.CHOSEN, track, lambda: self._session.choose([track], chosen), words)

    def keep(self, title: str) -> None:
        """Leave the current track's genres as the file has them."""
        track = self.flow.current
        if track is not None:
            words = self.tr("{0}: kept as it is").format(title)
            self._give(Given.KEPT, track, lambda: self._session.keep([track]), words)

    def skip(self, title: str) -> None:
        """Put the current track off."""
        track = self.flow.current
        if track is not None:
            words = self.tr("{0}: put off").format(title)
            self._give(Given.SKIPPED, track, lambda: self._session.skip([track]), words)

    def choose_album(self, genres: Sequence[str]) -> None:
        """Choose ``genres`` for all tracks of the current track's album; those in the queue are then decided too."""
        track, chosen, rest = self.flow.current, list(genres), self.flow.rest()
        if track is None:
            return
        self.outdated.emit([])
        self.flow.give(Given.CHOSEN, [track])
        self.saving.submit(
            lambda: (self._session.apply_to_album(track, chosen), _decided(self._session, rest)),
            done=lambda result: self._album_chosen(track, chosen, *result),
            failed=lambda _problem: self._take_back([track]),
        )

    def undo(self) -> None:
        """Take the newest verdict back, once those before it are saved, and go to its track."""
        self.saving.submit(self._session.undo_verdict, done=self._undone)

    def _give(self, verdict: Given, track: TrackId, save: Callable[[], object], words: str) -> None:
        self.outdated.emit([track])
        self.flow.give(verdict, [track])
        self.saving.submit(
            save,
            done=lambda _result: self.given.emit(track),
            failed=lambda _problem: self._take_back([track]),
        )
        self.told.emit(words)
        self.flow.advance()
        self.moved.emit()

    def _album_chosen(self, track: TrackId, genres: Sequence[str], count: int, decided: Sequence[TrackId]) -> None:
        self.flow.give(Given.CHOSEN, decided)
        self.given.emit(track)
        self.told.emit(self.tr("{0} for %n tracks of the album", "", count).format(shown_genres(tuple(genres))))
        if self.flow.current == track:
            self.flow.advance()
        self.moved.emit()

    def _undone(self, tracks: tuple[TrackId, ...]) -> None:
        if not tracks:
            self.told.emit(self.tr("There is nothing to take back."))
            return
        self._take_back(tracks)
        self.told.emit(self.tr("Taken back: %n verdicts", "", len(tracks)))
        for track in tracks:
            self.given.emit(track)

    def _take_back(self, tracks: Sequence[TrackId]) -> None:
        self.outdated.emit(list(tracks))
        self.flow.take_back(tracks)
        self.moved.emit()


def _decided(session: Session, tracks: Sequence[TrackId]) -> list[TrackId]:
    """Those of ``tracks`` that a person has decided on by now."""
    return [row.id for row in session.rows(list(tracks)) if row.chosen_by is ChosenBy.PERSON]
