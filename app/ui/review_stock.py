"""What a review shows next, there before it is asked for: details from the library, pictures of the sound.

Details are fetched behind what is being saved, so that they include it. Drawing a picture also reads the file, so that
it sounds without delay, also from a share on the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.library.types import LibraryChange, TrackId
from app.ui.mel_job import PictureShelf
from app.ui.review_flow import ReviewFlow
from app.ui.track_details import TrackDetails, fetch_details
from app.ui.verdict_queue import VerdictQueue

if TYPE_CHECKING:
    from app.session import Session

#: Tracks made ready ahead.
_AHEAD = 3


class ReviewStock(QObject):
    """Details and pictures of the tracks around the one that is decided on."""

    fetched = Signal(object)  #: TrackId whose details are there
    gone = Signal(object)  #: TrackId that has left the library

    def __init__(self, session: Session, saving: VerdictQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._saving = session, saving
        self._details: dict[TrackId, TrackDetails] = {}
        self.shelf = PictureShelf(session.picture, self)

    def details(self, track: TrackId | None) -> TrackDetails | None:
        """What is known of ``track``; None until it was fetched."""
        return self._details.get(track) if track is not None else None

    def fetch(self, track: TrackId) -> None:
        """Fetch the details of ``track``; :attr:`fetched` or :attr:`gone` tells."""
        self._saving.submit(
            lambda: fetch_details(self._session, track), done=lambda details: self._take(track, details)
        )

    def forget(self, tracks: Sequence[TrackId] = ()) -> None:
        """Details of these tracks, or of all when there are none, are no longer true."""
        for track in tracks or list(self._details):
            self._details.pop(track, None)

    def renew(self, change: LibraryChange, flow: ReviewFlow) -> None:
        """Fetch anew what ``change`` may have made untrue; :attr:`fetched` tells if the current track's is different.

        Until then its details stand: no key is to be lost meanwhile.
        """
        current = flow.current
        touched = change.tracks or frozenset(self._details)
        for track in touched - {current}:
            self._details.pop(track, None)
        if current in touched and current in self._details:
            self._saving.submit(
                lambda: fetch_details(self._session, current), done=lambda details: self._renewed(current, details)
            )

    def look_ahead(self, flow: ReviewFlow) -> None:
        """Fetch the next tracks of ``flow``, and draw those that are known, the nearest first."""
        upcoming = flow.upcoming(_AHEAD)
        for track in upcoming:
            if track not in self._details:
                self.fetch(track)
        self.draw_ahead(flow)

    def draw_ahead(self, flow: ReviewFlow) -> None:
        """Draw the next tracks of ``flow`` that are known, once the one that is shown is drawn."""
        known = (self.details(track) for track in flow.upcoming(_AHEAD))
        if self.details(flow.current) is not None:
            self.shelf.prepare([details.row.path for details in known if details is not None])

    def _renewed(self, track: TrackId, details: TrackDetails | None) -> None:
        before = self._details.get(track)
        if before is None or details is None or not details.says_the_same(before):
            self._take(track, details)

    def _take(self, track: TrackId, details: TrackDetails | None) -> None:
        if details is None:
            self.gone.emit(track)
        else:
            self._details[track] = details
            self.fetched.emit(track)
