"""What screens show of the catalogue: rows, counts, an album's vote, the genres in use. Reads only."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.library.results import listed
from app.library.text import fold, unpack
from app.library.types import STATE_OF_VIEW, ChosenBy, TrackId, TrackRow, TrackState, View
from app.stamp import FileStamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.library.answers import AlbumVote

_ROW = """
SELECT t.id, t.path, t.title, t.artist, t.album, t.duration_s, t.container, t.genres, d.state, d.chosen, d.chosen_by,
       d.confidence, d.predicted, d.runner_up, d.suggestions, coalesce(f.error, t.tag_error), coalesce(f.hint, ''),
       t.year, d.model_state, t.album_group
FROM tracks t JOIN decisions d ON d.track = t.id LEFT JOIN failures f ON f.track = t.id
WHERE t.id IN (SELECT value FROM json_each(?))
"""


def read_rows(connection: sqlite3.Connection, ids: Iterable[int]) -> list[TrackRow]:
    """The tracks ``ids`` in that order; ids that no longer exist are left out."""
    wanted = [int(track) for track in ids]
    found = {row[0]: row for row in connection.execute(_ROW, (listed(wanted),))}
    return [_track_row(found[track]) for track in wanted if track in found]


def read_counts(connection: sqlite3.Connection) -> dict[TrackState, int]:
    """Present tracks of the whole library, by state."""
    by_state = Counter(dict(connection.execute("SELECT state, count(*) FROM decisions GROUP BY state")))
    hidden = connection.execute(
        "SELECT d.state, count(*) FROM tracks t CROSS JOIN decisions d ON d.track = t.id "  # the few missing first
        "WHERE t.missing GROUP BY d.state"
    )
    by_state.subtract(dict(hidden))
    return {state: by_state[int(state)] for state in TrackState}


def counts_of_views(by_state: Mapping[TrackState, int]) -> dict[View, int]:
    """The counts that the side bar shows; the views other than ALL add up to ALL."""
    return {View.ALL: sum(by_state.values()), **{view: by_state[state] for view, state in STATE_OF_VIEW.items()}}


def read_album_tracks(connection: sqlite3.Connection, track: int) -> NDArray[np.int64]:
    """Ids of the album of ``track`` in path order; a track without an album tag is alone."""
    import numpy as np  # brought by what needs numbers, not by every start

    row = connection.execute("SELECT album, album_group FROM tracks WHERE id = ?", (track,)).fetchone()
    if row is None:
        return np.empty(0, np.int64)
    if not row[0]:
        return np.array([track], np.int64)
    rows = connection.execute("SELECT id FROM tracks WHERE NOT missing AND album_group = ? ORDER BY path", (row[1],))
    return np.array([number for (number,) in rows], np.int64)


def read_album_vote(connection: sqlite3.Connection, track: int) -> AlbumVote:
    """What the tracks of the album of ``track`` are predicted as, most frequent first.

    What resembles nothing the model knows has no voice.
    """
    from app.library.answers import AlbumVote

    ids = read_album_tracks(connection, track)
    rows = connection.execute(
        "SELECT iif(d.model_state IS ?, '', d.predicted), t.album, coalesce(nullif(t.album_artist, ''), t.artist) "
        "FROM tracks t JOIN decisions d ON d.track = t.id WHERE t.id IN (SELECT value FROM json_each(?))",
        (int(TrackState.UNKNOWN), listed(ids)),
    ).fetchall()
    votes = Counter(predicted for predicted, _, _ in rows if predicted)
    artists = Counter(artist for _, _, artist in rows if artist)
    return AlbumVote(
        album=rows[0][1] if rows else "",
        artist=artists.most_common(1)[0][0] if artists else "",
        tracks=len(rows),
        analysed=votes.total(),
        votes=tuple(sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))),
    )


def read_heard_albums(connection: sqlite3.Connection) -> list[tuple[TrackId, str, str]]:
    """``(track, album's key, most likely genre)`` of the present tracks with an album tag, by album and path.

    What resembles nothing the model knows has no voice in its album.
    """
    rows = connection.execute(
        "SELECT t.id, t.album_group, d.predicted FROM tracks t JOIN decisions d ON d.track = t.id "
        "WHERE NOT t.missing AND t.album != '' AND d.predicted != '' AND d.model_state IS NOT ? "
        "ORDER BY t.album_group, t.path",
        (int(TrackState.UNKNOWN),),
    )
    return [(TrackId(track), album, predicted) for track, album, predicted in rows]


def read_vocabulary(connection: sqlite3.Connection, labels: Sequence[str]) -> list[str]:
    """Genres the library's files hold, most frequent first, then those of ``labels`` not among them.

    Spellings that fold to the same key are one genre, under the spelling used most.
    """
    spellings: dict[str, Counter[str]] = {}
    for stored, count in connection.execute("SELECT genres, count(*) FROM tracks GROUP BY genres_key, genres"):
        for genre in unpack(stored):
            spellings.setdefault(fold(genre), Counter())[genre] += count
    ordered = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0]))
    names = [counter.most_common(1)[0][0] for key, counter in ordered if key.strip()]
    return names + [label for label in labels if fold(label) not in spellings]


def read_stamps(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[TrackId, FileStamp]:
    """Stamp of each track as last scanned or written."""
    rows = connection.execute(
        "SELECT id, size, mtime_ns, head FROM tracks WHERE id IN (SELECT value FROM json_each(?))", (listed(ids),)
    )
    return {TrackId(track): FileStamp(size, mtime_ns, head) for track, size, mtime_ns, head in rows}


def read_model_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[TrackId, str]:
    """Id of the model that answered, for the tracks that have an answer."""
    rows = connection.execute(
        "SELECT track, model_id FROM predictions WHERE track IN (SELECT value FROM json_each(?))", (listed(ids),)
    )
    return {TrackId(track): model for track, model in rows}


def _track_row(row: Any) -> TrackRow:
    return TrackRow(
        id=TrackId(row[0]),
        path=row[1],
        title=row[2],
        artist=row[3],
        album=row[4],
        duration_s=row[5],
        container=row[6],
        genres=unpack(row[7]),
        state=TrackState(row[8]),
        chosen=unpack(row[9]),
        chosen_by=ChosenBy(row[10]) if row[10] else None,
        confidence=row[11],
        predicted=row[12],
        runner_up=row[13],
        suggestions=unpack(row[14]),
        error=row[15],
        hint=row[16],
        year=row[17],
        unknown=row[18] == TrackState.UNKNOWN,
        album_group=row[19],
    )
