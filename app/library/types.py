"""Records of the library, shared with the session, the command line and the window.

All are immutable; a path is the operating system's bytes (``os.fsencode``), because not every file name is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NewType

from app.kinds import is_writable

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
    KEPT = 5  #: nothing to do: the file holds what was chosen, a person kept its tag, or its kind is never written
    WRITTEN = 6  #: written by Earmark and unchanged since
    FAILED = 7  #: cannot be analysed, and no write would be possible or nobody asked for one; ``error`` says why
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
    #: Confidence (0..1) of the model's answer, both ends included; with either, tracks without an answer, and unknown
    #: ones, do not pass.
    least_sure: float | None = None
    most_sure: float | None = None
    containers: tuple[str, ...] = ()  #: one of these, as ``TrackRow.container``; empty: any
    #: Year of the tag, both ends included; with either, tracks without a year do not pass.
    first_year: int | None = None
    last_year: int | None = None


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
    unknown: bool = False  #: the model's answer is that it does not know, whatever a person decided since
    album_group: str = ""  #: shared by the tracks of one album, and by no other album of that name

    @property
    def read_only(self) -> bool:
        """Whether the file is of a kind that is heard and never written."""
        return not is_writable(self.container)

    @property
    def unheard(self) -> bool:
        """Whether it was tried in vain to hear the track, also where a person has chosen its genres since."""
        tried = bool(self.error) and not self.predicted and self.state is not TrackState.NEW
        return tried or self.state is TrackState.FAILED


@dataclass(frozen=True, slots=True, eq=False)
class FirstRows:
    """The first tracks of a query, which a window shows while the others are still looked for."""

    rows: list[TrackRow]
    total: int | None  #: how many tracks the query finds; ``None``: not counted yet
    ids: NDArray[np.int64] | None = None  #: of all of them, in order, where they were found on the way


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What changed since the last report, merged, at most ten times a second; ``tracks`` empty = many or all."""

    tracks: frozenset[TrackId] = frozenset()
    structure: bool = False  #: tracks appeared, vanished or moved between views
    roots: bool = False
