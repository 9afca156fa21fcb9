"""What a person's verdicts do: they are saved in the order given, and the review moves on at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.library.types import ChosenBy, TrackId, TrackRow, TrackState
from app.session.records import StepBack, UndoReport
from app.ui.core_words import core_text
from app.ui.review_flow import Given, ReviewFlow
from app.ui.verdict_queue import VerdictQueue
from app.ui.words import shown_genres
from app.ui.write_question import words_of_undoing

if TYPE_CHECKING:
    from app.session import Session


class ReviewVerdicts(QObject):
    """Gives verdicts on the current track of :attr:`flow`, and takes them back."""

    given = Signal(object)  #: TrackId whose verdict was saved or taken back
    outdated = Signal(object)  #: list of TrackId whose details are no longer true; empty: all
    moved = Signal()  #: another track is the current one, or it is to be shown anew
    told = Signal(str)  #: a short confirmation
    write_met = Signal(object)  #: Batch: the newest thing done is this write, so nothing was taken back yet

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
        if track is not None and self.fit(chosen):
            words = f"{title}: {shown_genres(tuple(chosen))}"
            self._give(Given.CHOSEN, track, lambda: self._chosen(track, chosen), words)

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
        if track is None or not self.fit(chosen):
            return
        self.outdated.emit([])
        self.flow.give(Given.CHOSEN, [track])
        self.saving.submit(
            lambda: (self._session.apply_to_album(track, chosen), _decided(self._session, [track, *rest])),
            done=lambda result: self._album_chosen(track, chosen, *result),
            failed=lambda _problem: self._take_back([track]),
        )

    def keep_all(self, tracks: Sequence[TrackId], words: str) -> None:
        """Leave the genres of these tracks as the files have them: one step, which one step takes back."""
        kept = list(tracks)
        self.outdated.emit(kept)
        self.flow.give(Given.KEPT, kept)
        self.saving.submit(
            lambda: self._session.keep(kept),
            done=lambda _result: self.given.emit(kept[0]),
            failed=lambda _problem: self._not_saved(kept),
        )
        self.told.emit(words)
        self.flow.advance()
        self.moved.emit()

    def take_over(self, tracks: Sequence[TrackId]) -> None:
        """Those of ``tracks`` that were decided elsewhere meanwhile are decided here too."""
        self.outdated.emit([])
        self.saving.submit(lambda: _decided(self._session, tracks), done=self._taken_over)

    def undo(self) -> None:
        """Take the newest verdict back, once those before it are saved, and go to its track.

        Where a write is newer than it, nothing is taken back, and ``write_met`` tells.
        """
        self.saving.submit(self._session.step_back, done=self._stepped_back)

    def undo_verdict(self) -> None:
        """Take the newest verdict back, whatever was written since."""
        self.saving.submit(self._session.undo_verdict, done=self._undone)

    def undo_write(self, batch: int) -> None:
        """Give the files of a write their old content back."""
        self.saving.submit(lambda: self._session.undo(batch), done=self._unwritten)

    def _give(self, verdict: Given, track: TrackId, save: Callable[[], object], words: str) -> None:
        self.outdated.emit([track])
        self.flow.give(verdict, [track])
        self.saving.submit(
            save,
            done=lambda result: self._saved(track, changed=result is True),
            failed=lambda _problem: self._not_saved([track]),
        )
        self.told.emit(words)
        self.flow.advance()
        self.moved.emit()

    def fit(self, genres: Sequence[str]) -> bool:
        """Whether ``genres`` can be chosen; where they cannot, why is told and nothing else is claimed."""
        try:
            self._session.check_genres(genres)
        except AppError as problem:
            self.told.emit(core_text(problem.sentence))
            return False
        return True

    def _not_saved(self, tracks: Sequence[TrackId]) -> None:
        """What was told of the verdicts on ``tracks`` is not so."""
        self.told.emit("")
        self._take_back(tracks)

    def _chosen(self, track: TrackId, genres: Sequence[str]) -> bool:
        """In the worker: choose; whether the file is to say something else."""
        self._session.choose([track], genres)
        return any(row.state is TrackState.READY for row in self._session.rows([track]))

    def _saved(self, track: TrackId, *, changed: bool) -> None:
        if changed:
            self.flow.note_changes([track])
        self.given.emit(track)

    def _album_chosen(self, track: TrackId, genres: Sequence[str], count: int, decided: Sequence[TrackRow]) -> None:
        self.flow.give(Given.CHOSEN, [row.id for row in decided])
        self.flow.note_changes(row.id for row in decided if row.state is TrackState.READY)
        self.given.emit(track)
        self.told.emit(self.tr("{0} for %n tracks of the album", "", count).format(shown_genres(tuple(genres))))
        if self.flow.current == track:
            self.flow.advance()
        self.moved.emit()

    def _taken_over(self, rows: Sequence[TrackRow]) -> None:
        self.flow.give(Given.CHOSEN, [row.id for row in rows if row.chosen])
        self.flow.give(Given.KEPT, [row.id for row in rows if not row.chosen and row.state is TrackState.KEPT])
        self.flow.note_changes(row.id for row in rows if row.state is TrackState.READY)
        if self.flow.current is not None and self.flow.given(self.flow.current) is not None:
            self.flow.advance()
        self.moved.emit()

    def _stepped_back(self, step: StepBack) -> None:
        if step.write is not None:
            self.write_met.emit(step.write)
        else:
            self._undone(step.tracks)

    def _unwritten(self, report: UndoReport) -> None:
        self.outdated.emit([])
        self.moved.emit()
        self.told.emit(words_of_undoing(report))

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


def _decided(session: Session, tracks: Sequence[TrackId]) -> list[TrackRow]:
    """Those of ``tracks`` that a person has decided on by now."""
    return [row for row in session.rows(list(tracks)) if row.chosen_by is ChosenBy.PERSON]
