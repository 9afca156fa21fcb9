"""Records of the library that no window needs before its first rows are in sight, apart from those that it does.

To make one dataclass takes as long as to paint six rows, and a start would make all of them before the first row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.types import TrackId, TrackState
from app.stamp import FileStamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by in the library."""

    containers: tuple[tuple[str, int], ...]  #: name and number of tracks, the frequent ones first
    first_year: int | None  #: of all tags, ``None`` where none has one
    last_year: int | None
    folders: tuple[bytes, ...]  #: every folder that holds tracks, in path order


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """What a scan learned about one audio file: identity and tags."""

    path: bytes
    device: int
    inode: int
    stamp: FileStamp
    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    year: str = ""
    container: str = ""
    genres: tuple[str, ...] = ()
    duration_s: float | None = None
    #: Set when the tags cannot be read; the track is still listed and may still be analysed.
    tag_error: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's answer for one track, as stored. Changing threshold or policy needs no new analysis."""

    model_id: str
    stamp: FileStamp  #: of the content that was heard
    scores: NDArray[np.float32]  #: (n_labels,) calibrated, over the genres, sums to 1
    music: float  #: probability that what is heard is music, 0..1
    embedding: NDArray[np.float16]  #: (n_dims,)
    moment_starts_s: NDArray[np.float32]  #: (n_moments,)
    moment_scores: NDArray[np.float16]  #: (n_moments, n_labels)
    moment_length_s: float
    seconds_heard: float
    duration_s: float
    embedding_version: str = ""  #: of the network that made it: only embeddings of one version can be compared
    #: Share of music that the model was judged by which looked stranger to it, 0..1; ``None``: it does not tell.
    familiarity: float | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a model's answer amounts to under the present threshold, policy and names. Derived, so it can be redone."""

    state: TrackState  #: READY, REVIEW, UNKNOWN, CONFLICT or KEPT
    chosen: tuple[str, ...] = ()
    confidence: float | None = None  #: of the most likely label, calibrated
    margin: float | None = None  #: most likely minus second most likely
    predicted: str = ""  #: display name of the most likely label
    runner_up: str = ""
    suggestions: tuple[str, ...] = ()  #: prediction set, most likely first


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided about a track; it outranks every model run."""

    track: TrackId
    #: READY (a write would change the file) or KEPT (the file already holds the choice, or its own tag is kept), or
    #: SKIPPED.
    state: TrackState
    chosen: tuple[str, ...] = ()  #: the genres chosen; empty for "keep" and "skip"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a track could not be analysed."""

    track: TrackId
    stamp: FileStamp | None  #: of the content that was tried; ``None``: the file could not even be opened
    error: str
    hint: str = ""
    path: bytes = b""  #: where it was tried, which may have become another meanwhile; empty: where it is now


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds after a write or an undo of ours."""

    path: bytes
    stamp: FileStamp
    genres: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ScoreChunk:
    """Stored answers of one model, to be decided anew without hearing anything again."""

    model_id: str
    ids: NDArray[np.int64]  #: (n,)
    scores: NDArray[np.float32]  #: (n, n_labels)
    music: NDArray[np.float32]  #: (n,)
    familiarity: NDArray[np.float32]  #: (n,), nan where the model does not tell it
    genres: tuple[tuple[str, ...], ...]  #: what each file holds


@dataclass(frozen=True, slots=True)
class PutResult:
    """What a batch of scanned files came to."""

    new: tuple[TrackId, ...] = ()
    changed: tuple[TrackId, ...] = ()
    moved: tuple[TrackId, ...] = ()  #: known under another path, which is gone: nothing else changed
    same: int = 0  #: had this stamp already


@dataclass(frozen=True, slots=True)
class AlbumVote:
    """What the album of a track says, for the review pane: label names by number of tracks, most first."""

    album: str
    artist: str
    tracks: int
    analysed: int
    votes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of one track that the model had answered, looked at by itself."""

    track: TrackId
    state: TrackState  #: READY or KEPT
    chosen: tuple[str, ...]  #: empty: the file's own genres were kept
    predicted: str  #: what the model heard as most likely
    confidence: float  #: of that, calibrated
    genres: tuple[str, ...]  #: what the file holds


@dataclass(frozen=True, slots=True)
class VerdictStep:
    """The newest step of the undo stack of verdicts."""

    created: float  #: seconds since the epoch
    note: str
    tracks: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the watched folders met."""

    ready: tuple[bytes, ...] = ()  #: new or changed files that have come to rest
    gone: tuple[bytes, ...] = ()  #: known files and folders that are no longer there
    waiting: int = 0  #: files that are still changing
    away: frozenset[bytes] = frozenset()  #: roots that cannot be reached
    pause_s: float = 4.0  #: until the next look
