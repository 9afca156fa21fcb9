"""A library in memory, for tests of the table alone: as many tracks as wanted, at no cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.library.types import ChosenBy, Query, SortKey, TrackId, TrackRow, TrackState

GENRES = ("Jazz", "Rock", "Pop", "Blues")


def make_row(track: int, **changes: object) -> TrackRow:
    """A track whose values follow from its number."""
    state = list(TrackState)[track % len(TrackState)]
    genre = GENRES[track % len(GENRES)]
    values = {
        "id": TrackId(track),
        "path": f"/music/{track // 10:05}/{track:07}.flac".encode(),
        "title": f"Title {track}",
        "artist": f"Artist {track % 97}",
        "album": f"Album {track // 10}",
        "duration_s": 60.0 + track % 300,
        "container": "flac",
        "genres": () if track % 3 else (genre,),
        "state": state,
        "chosen": (genre,) if state in {TrackState.READY, TrackState.WRITTEN, TrackState.KEPT} else (),
        "chosen_by": ChosenBy.MODEL,
        "confidence": None if state in {TrackState.NEW, TrackState.FAILED} else (track % 100) / 100,
        "predicted": "" if state in {TrackState.NEW, TrackState.FAILED} else genre,
        "runner_up": "Pop",
        "suggestions": (genre, "Pop"),
        "error": "The file ends too early." if state is TrackState.FAILED else "",
        "hint": "",
        "album_group": f"album {track // 10}\x1fartist",
    }
    return TrackRow(**{**values, **changes})  # type: ignore[arg-type]


class MemoryLibrary:
    """Just ``ids`` and ``rows`` of a session, and a count of the calls."""

    def __init__(self, tracks: int) -> None:
        self.all = np.arange(1, tracks + 1, dtype=np.int64)
        self.changed: dict[int, TrackRow] = {}
        self.asked: list[list[int]] = []

    def ids(self, query: Query) -> NDArray[np.int64]:
        found = self.all
        if query.sort is SortKey.CONFIDENCE:
            found = found[np.argsort(found % 100, kind="stable")]
        return found[::-1].copy() if query.descending else found.copy()

    def rows(self, ids: Iterable[int]) -> list[TrackRow]:
        wanted = [int(track) for track in ids]
        self.asked.append(wanted)
        return [self.changed.get(track) or make_row(track) for track in wanted]

    def labels(self) -> Sequence[str]:
        return GENRES
