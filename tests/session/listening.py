"""A library with made-up answers of the tiny model: tracks, albums, tags and scores as a test wants them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from app import paths
from app.library.answers import Decided
from app.library.store import Store
from app.library.types import TrackId, TrackState
from app.stamp import FileStamp
from tests.bundles import GENRES
from tests.library.records import prediction, scanned


def scores(**shares: float) -> np.ndarray:
    """Scores of the tiny model's genres, (n_genres,): those named, the rest shared evenly by the others."""
    named = {("Hip-Hop" if name == "HipHop" else name): share for name, share in shares.items()}
    rest = (1.0 - sum(named.values())) / (len(GENRES) - len(named))
    return np.array([named.get(genre, rest) for genre in GENRES], np.float32)


@dataclass
class Listening:
    """Fills the library of the test's home, before a session opens it and decides."""

    model: str
    ids: dict[str, TrackId] = field(default_factory=dict)

    def add(self, name: str, heard: np.ndarray, music: float = 0.95, **tags: object) -> TrackId:
        """A track ``name`` that was heard as ``heard``; ``tags`` as :class:`ScannedFile` has them."""
        number = len(self.ids)
        with Store(paths.library_file()) as store:
            file = scanned(f"/music/{name}.mp3".encode(), content=number, title=name, **{"album": "", **tags})
            track = store.put_files([file]).new[0]
            answer = replace(prediction(number), model_id=self.model, scores=heard, music=music, stamp=_stamp(number))
            store.put_predictions([(track, answer, Decided(TrackState.REVIEW, (), 0.5, 0.1, "?"))])
        self.ids[name] = track
        return track

    def names(self, tracks: object) -> list[str]:
        """The names of tracks, in their order."""
        known = {int(track): name for name, track in self.ids.items()}
        return [known[int(track)] for track in tracks]  # type: ignore[attr-defined]


def _stamp(number: int) -> FileStamp:
    return scanned(content=number).stamp
