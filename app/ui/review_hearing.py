"""How a review sounds: from the most telling moment on, and to the moments that argue for or against."""

from __future__ import annotations

import numpy as np

from app.ui.evidence_view import ranked_moments, telling_moment
from app.ui.player import Player
from app.ui.track_details import TrackDetails

#: Seconds that an arrow key goes back or on.
SEEK_S = 5.0


class ReviewHearing:
    """Steers the player for the review. A person who paused is not startled by the next track."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._autoplay = True
        self._step: tuple[bool, int] = (False, -1)

    def begin(self) -> None:
        """A review begins: tracks play by themselves."""
        self._autoplay = True

    def start(self, details: TrackDetails, *, always: bool = False) -> None:
        """Play a track that was just shown, from its most telling moment; ``always``: also where a person paused."""
        self._step = (False, -1)
        leading = leading_label(details)
        if leading is not None and details.prediction is not None:
            self._player.seek_s(telling_moment(details.prediction, leading))
        if (self._autoplay or always) and not details.row.unheard:
            self._player.play()

    def toggle(self) -> None:
        """Play or pause, and do the same with the tracks to come."""
        self._player.toggle()
        self._autoplay = self._player.playing

    def skip(self, seconds: float) -> None:
        """Go on by ``seconds``, or back."""
        self._player.seek_s(self._player.position_s + seconds)

    def to_moment(self, details: TrackDetails | None, *, against: bool) -> None:
        """To the strongest moment for or against the first suggestion; asked again, to the next strongest."""
        leading = leading_label(details) if details is not None else None
        if details is None or details.prediction is None or leading is None:
            return
        moments = ranked_moments(details.prediction, leading, against=against)
        if not moments:
            return
        before, step = self._step
        step = (step + 1) % len(moments) if before == against else 0
        self._step = (against, step)
        self._player.seek_s(moments[step])
        self._player.play()
        self._autoplay = True


def leading_label(details: TrackDetails) -> int | None:
    """Index of the first suggestion, or else of the most likely genre; None for a track that was not heard."""
    if not details.heard or details.prediction is None:
        return None
    leading = details.row.suggestions[0] if details.row.suggestions else details.row.predicted
    if leading in details.labels:
        return details.labels.index(leading)
    return int(np.argmax(details.prediction.scores))
