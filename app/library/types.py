"""Records of the library, shared with the session, the command line and the window.

All are immutable; a path is the operating system's bytes (``os.fsencode``), because not every file name is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NewType

from app.stamp import FileStamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TrackId = NewType("TrackId", int)
RootId = NewType("RootId", int)


class TrackState(IntEnum):
    """Where a track stands. Stored as its number: never renumber."""

    NEW = 0  #: seen, not yet analysed
    READY = 1  #: genres chosen (by the model above the threshold, or by a person) and a write would change the file
    REVIEW = 2  #: the model is not sure: a person decides
    UNKNOWN = 3  #: resembles nothing the model knows, or is not music
    CONFLICT = 4  #: the model is sure, but the file holds another genre of the user's own, which the policy protects
    KEPT = 5  #: nothing to do: the file holds what was chosen, or a person kept its tag
    WRITTEN = 6  #: written by Earmark and unchanged since
    FAILED = 7  #: cannot be analysed; ``error`` says why
    SKIPPED = 8  #: a person looked and put it off


class ChosenBy(StrEnum):
    """Who chose a track's genres. A person's verdict outranks every model run."""

    MODEL = "model"
    PERSON = "person"


class View(StrEnum):
    """The named views of the side bar."""

    ALL = "all"
    REVIEW = "review"
    UNKNOWN = "unknown"
    READY = "ready"
    CONFLICTS = "conflicts"
    WRITTEN = "written"
    FAILED = "failed"
    NEW = "new"
    KEPT = "kept"
    SKIPPED = "skipped"


#: The state that each view shows; the views other than ALL part the tracks among them, so their counts add up to ALL.
STATE_OF_VIEW = {
    View.REVIEW: TrackState.REVIEW,
    View.UNKNOWN: TrackState.UNKNOWN,
    View.READY: TrackState.READY,
    View.CONFLICTS: TrackState.CONFLICT,
    View.WRITTEN: TrackState.WRITTEN,
    View.FAILED: TrackState.FAILED,
    View.NEW: TrackState.NEW,
    View.KEPT: TrackState.KEPT,
    View.SKIPPED: TrackState.SKIPPED,
}


class SortKey(StrEnum):
    """Columns that the table can be ordered by. Ties are broken by album, then path, so an order is total."""

    PATH = "path"
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    GENRES = "genres"
    PREDICTED = "predicted"
    CONFIDENCE = "confidence"
    MARGIN = "margin"
    STATE = "state"
    DURATION = "duration"
    YEAR = "year"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or a single file, that the user added."""

    id: RootId
    path: bytes
    tracks: int  #: present ones, those of roots nested in this one included
    is_file: bool = False
    #: The root that holds the same files, where this one is only another name of it or of a part of it (a link).
    same_as: bytes | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What a table or a command wants to see. An empty query is the whole library in path order."""

    view: View = View.ALL
    text: str = ""  #: search in title, artist, album, genres and path; every word must occur
    root: RootId | None = None
    #: Only tracks at or below one of these paths.
    below: tuple[bytes, ...] = ()
    genre: str | None = None  #: label name predicted as most likely
    sort: SortKey = SortKey.PATH
    descending: bool = False
    #: Keep the tracks of an album together, albums ordered by their first track under ``sort``.
    by_album: bool = False
    #: The same for the tracks of an artist, in which albums are together; ``by_album`` is then not asked.
    by_artist: bool = False
    states: tuple[TrackState, ...] = ()  #: one of these; empty: any
    #: Confidence (0..1) of the model's answer, both ends included; with either, tracks without an answer do not pass.
    least_sure: float | None = None
    most_sure: float | None = None
    containers: tuple[str, ...] = ()  #: one of these, as ``TrackRow.container``; empty: any
    #: Year of the tag, both ends included; with either, tracks without a year do not pass.
    first_year: int | None = None
    last_year: int | None = None


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
class TrackRow:
    """What a table row or a JSON line shows of a track."""

    id: TrackId
    path: bytes
    title: str
    artist: str
    album: str
    duration_s: float | None
    container: str
    genres: tuple[str, ...]  #: what the file holds
    state: TrackState
    chosen: tuple[str, ...]  #: what Earmark would write (or wrote)
    chosen_by: ChosenBy | None
    confidence: float | None  #: of the most likely label, calibrated
    predicted: str  #: display name of the most likely label, "" if not analysed
    runner_up: str
    suggestions: tuple[str, ...]  #: prediction set, most likely first
    error: str
    hint: str
    year: str = ""  #: year or date as the tag has it


@dataclass(frozen=True, slots=True, eq=False)
class FirstRows:
    """The first tracks of a query, which a window shows while the others are still looked for."""

    rows: list[TrackRow]
    total: int | None  #: how many tracks the query finds; ``None``: not counted yet
    ids: NDArray[np.int64] | None = None  #: of all of them, in order, where they were found on the way


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


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What changed since the last report, merged, at most ten times a second; ``tracks`` empty = many or all."""

    tracks: frozenset[TrackId] = frozenset()
    structure: bool = False  #: tracks appeared, vanished or moved between views
    roots: bool = False
