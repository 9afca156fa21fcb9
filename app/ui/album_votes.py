"""What the albums in sight were heard as, asked for in the background while their rows are painted.

A row asks while it is painted and gets nothing at first, or the vote as it was before the library changed; the newer
one takes its place once it is there. The last few albums are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.library.types import TrackId, TrackRow
from app.ui.bridge import run_task
from app.ui.words import number, translate

if TYPE_CHECKING:
    from app.library.answers import AlbumVote

#: Albums kept, and those that may wait to be asked for: as many as a tall window shows.
KEPT, _WANTED = 2000, 80
_REST_MS = 60
#: Share of its heard tracks that an album must have in one genre to be called that.
CLEAR = 0.6


class AlbumVotes(QObject):
    """Votes over ``ask`` (``Session.album_vote``), which is called in a thread with a track of the album."""

    told = Signal()  #: more votes are there

    def __init__(self, ask: Callable[[TrackId], AlbumVote], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._votes: OrderedDict[str, AlbumVote] = OrderedDict()
        self._stale: set[str] = set()
        self._wanted: OrderedDict[str, TrackId] = OrderedDict()
        self._busy = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._next)

    def vote(self, row: TrackRow) -> AlbumVote | None:
        """The vote of the album of ``row``; ``None`` without one, or until it is known, which this call sets off."""
        if not row.album:
            return None
        key = row.album_group
        if key not in self._votes or key in self._stale:
            self._wanted[key] = row.id
            self._wanted.move_to_end(key)
            while len(self._wanted) > _WANTED:
                self._wanted.popitem(last=False)
            if not self._busy and not self._rest.isActive():
                self._rest.start()
        return self._votes.get(key)

    def forget(self) -> None:
        """The library changed: votes in sight are asked for anew."""
        self._stale = set(self._votes)

    def _next(self) -> None:
        if self._busy or not self._wanted:
            return
        wanted, self._wanted = self._wanted, OrderedDict()
        self._stale.difference_update(wanted)
        self._busy = True
        run_task(
            lambda: [(key, self._ask(track)) for key, track in wanted.items()],
            on_done=self._take,
            on_error=lambda _problem: self._take([]),  # whatever fails is told by what the table itself asks for
            owner=self,
        )

    def _take(self, found: list[tuple[str, AlbumVote]]) -> None:
        self._busy = False
        for key, vote in found:
            self._votes[key] = vote
            self._votes.move_to_end(key)
        while len(self._votes) > KEPT:
            self._votes.popitem(last=False)
        if found:
            self.told.emit()
        self._next()


def vote_words(vote: AlbumVote | None) -> str:
    """What the album says, in a few words: ``album: Jazz 5/5``; empty for a single track, or one not heard yet."""
    if vote is None or vote.tracks < 2 or not vote.votes:
        return ""
    genre, tracks = vote.votes[0]
    if tracks < CLEAR * vote.analysed:
        return translate("words", "album: mixed")
    return translate("words", "album: {0} {1}/{2}").format(genre, number(tracks), number(vote.tracks))


def vote_lines(vote: AlbumVote, most: int) -> Iterator[tuple[str, str]]:
    """The ``most`` frequent genres of an album, each with its share in words."""
    for genre, tracks in vote.votes[:most]:
        yield genre, translate("review", "{0} of {1}").format(number(tracks), number(vote.tracks))
