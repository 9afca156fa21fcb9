"""Scanned files, predictions and decisions made up for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.library.answers import Decided, Prediction, ScannedFile
from app.library.types import TrackState
from app.stamp import FileStamp

LABELS = ("Blues", "Jazz", "Rock")


def stamp(number: int) -> FileStamp:
    return FileStamp(1000 + number, 10**18 + number, number.to_bytes(16, "big"))


def scanned(path: bytes = b"/music/a/01.mp3", content: int = 0, inode: int = 0, **tags: object) -> ScannedFile:
    values: dict[str, object] = {"title": "Title", "artist": "Artist", "album": "Album", "container": "mp3", **tags}
    return ScannedFile(path=path, device=1, inode=inode, stamp=stamp(content), **values)  # type: ignore[arg-type]


def many(count: int, folder: bytes = b"/music/a") -> list[ScannedFile]:
    return [scanned(folder + b"/%04d.mp3" % n, content=n, inode=0, title=f"Title {n}") for n in range(count)]


def prediction(content: int = 0, seed: int = 0, model: str = "cnn-1") -> Prediction:
    noise = np.random.default_rng(seed)
    return Prediction(
        model_id=model,
        stamp=stamp(content),
        scores=noise.dirichlet(np.ones(len(LABELS))).astype(np.float32),
        music=0.75,
        embedding=noise.standard_normal(8).astype(np.float16),
        moment_starts_s=np.array([0.0, 30.5], np.float32),
        moment_scores=noise.random((2, len(LABELS))).astype(np.float16),
        moment_length_s=10.0,
        seconds_heard=20.0,
        duration_s=201.5,
        embedding_version="0123456789abcdef",
        familiarity=0.3,
    )


def decided(state: TrackState = TrackState.READY, *chosen: str, confidence: float | None = 0.9) -> Decided:
    names = chosen or (("Jazz",) if state is TrackState.READY else ())
    return Decided(state, names, confidence, 0.5, "Jazz", "Rock", ("Jazz", "Rock"))


@dataclass(frozen=True)
class Tags:
    """What a reader of tags would return."""

    title: str = "Title"
    artist: str = "Artist"
    album: str = "Album"
    album_artist: str = ""
    year: str = "1999"
    genres: tuple[str, ...] = ()
    container: str = "mp3"
    duration_s: float | None = 12.5
