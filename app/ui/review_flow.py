"""The order of a review and what was done in it, without any widget: where we are, what is decided, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.library.types import TrackId


class Given(Enum):
    """What a person said about a track."""

    CHOSEN = auto()
    KEPT = auto()
    SKIPPED = auto()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a review came to. ``tracks`` = ``chosen`` + ``kept`` + ``skipped`` + ``left``."""

    tracks: int
    chosen: int
    kept: int
    skipped: int
    left: int
    changed: int = 0  #: of those chosen: the file says something else now

    @property
    def decided(self) -> int:
        """Tracks with a verdict."""
        return self.tracks - self.left


class ReviewFlow:
    """A queue of tracks, a place in it, and the verdicts given; the place behind the last track is the end."""

    def __init__(self, ids: Sequence[TrackId]) -> None:
        self._ids = list(dict.fromkeys(ids))
        self._given: dict[TrackId, Given] = {}
        self._changing: set[TrackId] = set()
        self._place = 0

    @property
    def current(self) -> TrackId | None:
        """The track to decide; None at the end."""
        return self._ids[self._place] if self._place < len(self._ids) else None

    @property
    def number(self) -> int:
        """Number of the current track, from 1; that of the last one at the end."""
        return min(self._place + 1, len(self._ids))

    @property
    def total(self) -> int:
        """Tracks in the queue."""
        return len(self._ids)

    @property
    def decided(self) -> int:
        """Tracks with a verdict."""
        return len(self._given)

    def given(self, track: TrackId) -> Given | None:
        """The verdict on ``track``, if there is one."""
        return self._given.get(track)

    def upcoming(self, count: int) -> list[TrackId]:
        """The next undecided tracks behind the current one."""
        return [track for track in self._ids[self._place + 1 :] if track not in self._given][:count]

    def rest(self) -> list[TrackId]:
        """All undecided tracks but the current one."""
        return [track for track in self._ids if track not in self._given and track != self.current]

    def note_changes(self, tracks: Iterable[TrackId]) -> None:
        """The verdicts on ``tracks`` ask for other genres than their files hold."""
        self._changing.update(tracks)

    def go_to(self, track: TrackId | None) -> bool:
        """Make ``track`` the current one; False where it is not in the queue."""
        if track is None or track not in self._ids:
            return False
        self._place = self._ids.index(track)
        return True

    def give(self, verdict: Given, tracks: Iterable[TrackId]) -> None:
        """Note a verdict on ``tracks``; the place stays."""
        for track in tracks:
            if track in self._ids:
                self._given[track] = verdict

    def advance(self) -> None:
        """Go to the next undecided track, from the beginning again when only earlier ones are left; else to the end."""
        order = [*range(self._place + 1, len(self._ids)), *range(self._place)]
        here = self.current
        if here is not None and here not in self._given:
            order.append(self._place)
        self._place = next((place for place in order if self._ids[place] not in self._given), len(self._ids))

    def step(self, by: int) -> bool:
        """Go ``by`` tracks on, decided or not; False where there is no such track."""
        place = self._place + by
        if not 0 <= place < len(self._ids):
            return False
        self._place = place
        return True

    def take_back(self, tracks: Sequence[TrackId]) -> None:
        """Verdicts on ``tracks`` were undone: forget them and go to the first; those of another review come here."""
        known = set(self._ids)
        ours = [track for track in tracks if track in known]
        if not ours:
            self._ids[self._place : self._place] = ours = list(dict.fromkeys(tracks))
        for track in ours:
            self._given.pop(track, None)
            self._changing.discard(track)
        if ours:
            self._place = min(self._ids.index(track) for track in ours)

    def drop(self, track: TrackId) -> None:
        """``track`` is gone from the library: it leaves the queue."""
        if track in self._ids:
            place = self._ids.index(track)
            self._ids.remove(track)
            self._given.pop(track, None)
            if place < self._place:
                self._place -= 1

    def summary(self) -> Summary:
        """The figures so far."""
        count = {kind: sum(verdict is kind for verdict in self._given.values()) for kind in Given}
        changed = sum(self._given.get(track) is Given.CHOSEN for track in self._changing)
        return Summary(
            self.total,
            count[Given.CHOSEN],
            count[Given.KEPT],
            count[Given.SKIPPED],
            self.total - len(self._given),
            changed,
        )
