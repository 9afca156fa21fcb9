"""What models answered: predictions and failures, the decisions they come to, and what is still to be analysed.

A track's state follows from facts that are kept apart: was it written by us and is unchanged since, did a person
decide, did the analysis fail, what does the model's answer come to. :func:`settle` alone derives the one from the
others, so undoing a verdict or changing a setting never has to remember what the state was before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from app.kinds import READ_ONLY_KINDS
from app.library.ranges import below_clause, span
from app.library.text import clean, pack, unpack
from app.library.types import ChosenBy, TrackId, TrackState
from app.stamp import FileStamp

if TYPE_CHECKING:
    from app.library.answers import Decided, Failure, Prediction, ScoreChunk

_LISTED = "(SELECT value FROM json_each(?))"

#: Two rows are names of one file. Inode 0 is what systems without inodes report.
_SAME_FILE = (
    "{1}.inode = {0}.inode AND {1}.device = {0}.device AND {0}.inode != 0 AND NOT {1}.missing "
    "AND {1}.size = {0}.size AND {1}.mtime_ns = {0}.mtime_ns AND {1}.head = {0}.head"
)

_NEVER_WRITTEN = ", ".join(f"'{kind}'" for kind in sorted(READ_ONLY_KINDS))

#: A person may choose for what no model can hear; where the tags cannot be read either, nothing could be written.
#: READY is what a write would change: nothing is in files of kinds that are never written.
_SETTLE = f"""
UPDATE decisions SET (state, chosen, chosen_by) = (
    SELECT
        CASE WHEN d.batch IS NOT NULL THEN {int(TrackState.WRITTEN)}
             WHEN f.track IS NOT NULL AND v.state = {int(TrackState.READY)}
                  AND (SELECT tag_error FROM tracks WHERE id = d.track) != '' THEN {int(TrackState.FAILED)}
             WHEN coalesce(v.state, CASE WHEN f.track IS NULL THEN d.model_state END) = {int(TrackState.READY)}
                  AND (SELECT container FROM tracks WHERE id = d.track) IN ({_NEVER_WRITTEN})
             THEN {int(TrackState.KEPT)}
             ELSE coalesce(v.state, CASE WHEN f.track IS NOT NULL THEN {int(TrackState.FAILED)} END, d.model_state,
                           {int(TrackState.NEW)}) END,
        CASE WHEN d.batch IS NOT NULL THEN d.written
             WHEN v.track IS NOT NULL THEN v.chosen
             WHEN f.track IS NOT NULL THEN '[]'
             ELSE d.model_chosen END,
        CASE WHEN d.batch IS NOT NULL THEN d.written_by
             WHEN v.track IS NOT NULL THEN '{ChosenBy.PERSON}'
             WHEN f.track IS NULL AND d.model_chosen != '[]' THEN '{ChosenBy.MODEL}' END
    FROM decisions d LEFT JOIN verdicts v ON v.track = d.track LEFT JOIN failures f ON f.track = d.track
    WHERE d.track = decisions.track)
WHERE track IN {_LISTED}
"""

#: "Written" gives way only to a model's answer that asks for another write, and never where a person chose.
_DECIDE = f"""
UPDATE decisions SET
    model_state = ?1, model_chosen = ?2, confidence = ?3, margin = ?4, predicted = ?5, runner_up = ?6, suggestions = ?7,
    batch = CASE WHEN ?1 = {int(TrackState.READY)} AND written_by IS NOT '{ChosenBy.PERSON}'
                      AND NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.track = decisions.track)
                 THEN NULL ELSE batch END
WHERE track = ?8 AND (model_state IS NOT ?1 OR model_chosen IS NOT ?2 OR confidence IS NOT ?3 OR margin IS NOT ?4
                      OR predicted IS NOT ?5 OR runner_up IS NOT ?6 OR suggestions IS NOT ?7
                      OR (batch IS NOT NULL AND ?1 = {int(TrackState.READY)}))
"""

_FORGET_ANSWER = """
UPDATE decisions SET model_state = NULL, model_chosen = '[]', confidence = NULL, margin = NULL, predicted = '',
    runner_up = '', suggestions = '[]' WHERE track IN """


def listed(tracks: Iterable[int]) -> str:
    """Track ids as the one parameter that ``json_each(?)`` takes, however many they are."""
    return json.dumps([int(track) for track in tracks])


def settle(connection: sqlite3.Connection, tracks: Sequence[int]) -> None:
    """Derive state, chosen genres and who chose them anew for ``tracks``."""
    if tracks:
        connection.execute(_SETTLE, (listed(tracks),))


def forget(connection: sqlite3.Connection, tracks: Sequence[int]) -> None:
    """The content of ``tracks`` is another: drop what was heard in the old one. A person's last verdict stays."""
    if not tracks:
        return
    names = listed(tracks)
    connection.execute(f"DELETE FROM predictions WHERE track IN {_LISTED}", (names,))
    connection.execute(f"DELETE FROM failures WHERE track IN {_LISTED}", (names,))
    connection.execute(_FORGET_ANSWER + _LISTED, (names,))
    # A person who wrote other genres since (`earmark set`) has the last word: the older one must not come back.
    connection.execute(
        f"DELETE FROM verdicts WHERE track IN {_LISTED} AND EXISTS ("
        "SELECT 1 FROM decisions d, json_each(verdicts.chosen) "
        f"WHERE d.track = verdicts.track AND d.batch IS NOT NULL AND d.written_by = '{ChosenBy.PERSON}' "
        "AND value NOT IN (SELECT value FROM json_each(d.written)))",
        (names,),
    )
    compare_verdicts(connection, tracks)
    forget_written(connection, tracks)


def compare_verdicts(connection: sqlite3.Connection, tracks: Sequence[int]) -> None:
    """Genres that a person chose for ``tracks`` may be in the files by now, or no longer: say so anew."""
    connection.execute(
        f"UPDATE verdicts SET state = CASE WHEN chosen = (SELECT genres FROM tracks WHERE id = verdicts.track) "
        f"THEN {int(TrackState.KEPT)} ELSE {int(TrackState.READY)} END "
        f"WHERE chosen != '[]' AND track IN {_LISTED}",
        (listed(tracks),),
    )


def forget_written(connection: sqlite3.Connection, tracks: Sequence[int]) -> None:
    """Take the "written" mark from ``tracks``, also from what an undone verdict would bring back."""
    names = listed(tracks)
    connection.execute(f"UPDATE decisions SET batch = NULL, written = '[]' WHERE track IN {_LISTED}", (names,))
    connection.execute(f"UPDATE verdict_changes SET batch = NULL WHERE track IN {_LISTED}", (names,))


def put_predictions(
    connection: sqlite3.Connection, items: Sequence[tuple[TrackId, Prediction, Decided]]
) -> list[TrackId]:
    """Store answers for the contents they were heard in; ids stored. A stale answer is left out.

    Other names of the same file (hard links) get the answer too.
    """
    stored: list[TrackId] = []
    for track, prediction, decided in items:
        if not _is_current(connection, track, prediction.stamp):
            continue
        for name in (track, *twins(connection, track)):
            _put_prediction(connection, name, prediction)
            connection.execute(_DECIDE, (*_decided_values(decided), name))
            stored.append(name)
    settle(connection, stored)
    return stored


def put_failures(
    connection: sqlite3.Connection, failures: Sequence[Failure], exists: Callable[[bytes], bool]
) -> list[TrackId]:
    """Store why tracks could not be analysed; ids stored. A failure of older content is left out.

    A file that does not even ``exists`` now where it was tried (its drive is away, or it was moved while its turn came)
    stays in the queue of later runs.
    """
    stored: list[TrackId] = []
    for failure in failures:
        if not _is_current(connection, failure.track, failure.stamp):
            continue
        path = connection.execute("SELECT path FROM tracks WHERE id = ?", (failure.track,)).fetchone()[0]
        away = failure.stamp is None and not exists(failure.path or path)
        for name in (failure.track, *twins(connection, failure.track)):
            connection.execute(
                "INSERT OR REPLACE INTO failures (track, error, hint, away) VALUES (?, ?, ?, ?)",
                (name, clean(failure.error), clean(failure.hint), away),
            )
            stored.append(name)
    settle(connection, stored)
    return stored


def put_decisions(connection: sqlite3.Connection, items: Sequence[tuple[TrackId, Decided]]) -> int:
    """Replace what stored answers come to; how many tracks that changed."""
    changed = [
        track for track, decided in items if connection.execute(_DECIDE, (*_decided_values(decided), track)).rowcount
    ]
    settle(connection, changed)
    return len(changed)


def adopt_from_twin(connection: sqlite3.Connection, track: TrackId) -> None:
    """Give a track that has just been found the answer of another name of the same file, if there is one."""
    for twin in twins(connection, track):
        if connection.execute("SELECT 1 FROM predictions WHERE track = ?", (twin,)).fetchone() is None:
            continue
        for table in ("predictions", "evidence"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "track"]
            columns = ", ".join(names)
            connection.execute(
                f"INSERT OR REPLACE INTO {table} (track, {columns}) SELECT ?, {columns} FROM {table} WHERE track = ?",
                (track, twin),
            )
        connection.execute(
            "UPDATE decisions SET (model_state, model_chosen, confidence, margin, predicted, runner_up, suggestions) = "
            "(SELECT model_state, model_chosen, confidence, margin, predicted, runner_up, suggestions "
            "FROM decisions WHERE track = ?) WHERE track = ?",
            (twin, track),
        )
        settle(connection, [track])
        return


def twins(connection: sqlite3.Connection, track: int) -> list[TrackId]:
    """Other present tracks that are the same file under another name: same device, inode and stamp."""
    rows = connection.execute(
        f"SELECT o.id FROM tracks t JOIN tracks o ON {_SAME_FILE.format('t', 'o')} "
        "WHERE t.id = ? AND o.id != t.id ORDER BY o.id",
        (track,),
    )
    return [TrackId(row[0]) for row in rows]


def pending_page(
    connection: sqlite3.Connection, condition: str, values: Sequence[Any], after: tuple[str, bytes], size: int
) -> list[tuple[str, bytes, TrackId]]:
    """Up to ``size`` tracks to analyse behind ``after`` in album order: (album group, path, id)."""
    rows = connection.execute(
        f"SELECT t.album_group, t.path, t.id FROM tracks t WHERE {condition} "
        "AND (t.album_group, t.path) > (?, ?) ORDER BY t.album_group, t.path LIMIT ?",
        (*values, *after, size),
    )
    return rows.fetchall()


def tracks_below(connection: sqlite3.Connection, paths: Sequence[bytes]) -> list[TrackId]:
    """The present tracks at or below ``paths``, in the order of these: each is one look into the index of paths."""
    query = "SELECT id FROM tracks WHERE NOT missing AND (path = ? OR (path >= ? AND path < ?)) ORDER BY path"
    found = (TrackId(row[0]) for path in paths for row in connection.execute(query, span(path)))
    return list(dict.fromkeys(found))


def pending_condition(
    below: Sequence[bytes],
    again: bool,
    tracks: Sequence[TrackId] | None,
    models: Sequence[str] | None = None,
    *,
    each_name: bool = False,
) -> tuple[str, list[Any]]:
    """SQL condition on ``tracks t`` and its parameters, for what an analysis has to hear.

    Of several names of one file the first stands for all, unless ``each_name``; of tracks asked for by id each is
    heard. With ``models``, the
    answers of other models count for nothing.
    """
    by_others = [] if models is None else [json.dumps(list(models))]
    clause, values = below_clause(below, "t.path")
    conditions, parameters = ["NOT t.missing", clause], list[Any](values)
    if not again:
        conditions.append(_unanswered("t", bool(by_others)))
        parameters += by_others
    if tracks is not None:
        conditions.append(f"t.id IN {_LISTED}")
        parameters.append(listed(tracks))
    elif not each_name:
        earlier, values = below_clause(below, "o.path")
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM tracks o WHERE {_SAME_FILE.format('t', 'o')} AND o.id < t.id AND {earlier}"
            + ("" if again else f" AND {_unanswered('o', bool(by_others))}")
            + ")"
        )
        parameters += values if again else [*values, *by_others]
    return " AND ".join(conditions), parameters


def _unanswered(table: str, by_others: bool) -> str:
    known = " AND p.model_id IN (SELECT value FROM json_each(?))" if by_others else ""
    return (
        f"CASE (SELECT f.away FROM failures f WHERE f.track = {table}.id) WHEN 1 THEN 1 WHEN 0 THEN 0 "
        f"ELSE NOT EXISTS (SELECT 1 FROM predictions p WHERE p.track = {table}.id{known}) END"
    )


def score_page(
    connection: sqlite3.Connection, tracks: Sequence[TrackId] | None, after: int, size: int
) -> tuple[int, list[ScoreChunk]]:
    """The stored scores of up to ``size`` of ``tracks`` (None: of all) behind id ``after``.

    Returns the last id, and a chunk for each model.
    """
    condition, values = ("1", []) if tracks is None else (f"p.track IN {_LISTED}", [listed(tracks)])
    rows = connection.execute(
        "SELECT p.track, p.model_id, p.scores, p.music, t.genres, p.familiarity "
        "FROM predictions p JOIN tracks t ON t.id = p.track "
        f"WHERE {condition} AND p.track > ? ORDER BY p.track LIMIT ?",
        (*values, after, size),
    ).fetchall()
    by_model: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        by_model.setdefault((row[1], len(row[2])), []).append(row)
    return (rows[-1][0] if rows else after), [_chunk(model, group) for (model, _), group in by_model.items()]


def read_prediction(connection: sqlite3.Connection, track: int) -> Prediction | None:
    """The stored answer for ``track``, if there is one."""
    import numpy as np  # brought by what needs numbers, not by every start

    from app.library.answers import Prediction

    row = connection.execute(
        "SELECT p.model_id, t.size, t.mtime_ns, t.head, p.scores, p.music, e.embedding, e.moment_starts, "
        "e.moment_scores, e.moment_length_s, p.seconds_heard, p.duration_s, e.embedding_version, p.familiarity "
        "FROM predictions p "
        "JOIN tracks t ON t.id = p.track JOIN evidence e ON e.track = p.track WHERE p.track = ?",
        (track,),
    ).fetchone()
    if row is None:
        return None
    scores = np.frombuffer(row[4], np.float32)
    starts = np.frombuffer(row[7], np.float32)
    return Prediction(
        model_id=row[0],
        stamp=FileStamp(row[1], row[2], row[3]),
        scores=scores,
        music=row[5],
        embedding=np.frombuffer(row[6], np.float16),
        moment_starts_s=starts,
        moment_scores=np.frombuffer(row[8], np.float16).reshape(len(starts), -1 if len(starts) else len(scores)),
        moment_length_s=row[9],
        seconds_heard=row[10],
        duration_s=row[11],
        embedding_version=row[12],
        familiarity=row[13],
    )


def _chunk(model_id: str, rows: Sequence[Any]) -> ScoreChunk:
    import numpy as np

    from app.library.answers import ScoreChunk

    return ScoreChunk(
        model_id=model_id,
        ids=np.array([row[0] for row in rows], np.int64),
        scores=np.frombuffer(b"".join(row[2] for row in rows), np.float32).reshape(len(rows), -1),
        music=np.array([row[3] for row in rows], np.float32),
        familiarity=np.array([np.nan if row[5] is None else row[5] for row in rows], np.float32),
        genres=tuple(unpack(row[4]) for row in rows),
    )


def _is_current(connection: sqlite3.Connection, track: int, stamp: FileStamp | None) -> bool:
    row = connection.execute("SELECT size, mtime_ns, head FROM tracks WHERE id = ?", (track,)).fetchone()
    return row is not None and (stamp is None or FileStamp(*row) == stamp)


def _put_prediction(connection: sqlite3.Connection, track: int, prediction: Prediction) -> None:
    import numpy as np

    connection.execute("DELETE FROM failures WHERE track = ?", (track,))
    connection.execute("DELETE FROM predictions WHERE track = ?", (track,))  # and its evidence
    connection.execute(
        "INSERT INTO predictions (track, model_id, scores, music, seconds_heard, duration_s, familiarity) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            track,
            prediction.model_id,
            np.ascontiguousarray(prediction.scores, np.float32).tobytes(),
            float(prediction.music),
            float(prediction.seconds_heard),
            float(prediction.duration_s),
            prediction.familiarity,
        ),
    )
    connection.execute(
        "INSERT INTO evidence (track, embedding, moment_starts, moment_scores, moment_length_s, embedding_version) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            track,
            np.ascontiguousarray(prediction.embedding, np.float16).tobytes(),
            np.ascontiguousarray(prediction.moment_starts_s, np.float32).tobytes(),
            np.ascontiguousarray(prediction.moment_scores, np.float16).tobytes(),
            float(prediction.moment_length_s),
            prediction.embedding_version,
        ),
    )


def _decided_values(decided: Decided) -> tuple[object, ...]:
    return (
        int(decided.state),
        pack(decided.chosen),
        None if decided.confidence is None else float(decided.confidence),
        None if decided.margin is None else float(decided.margin),
        clean(decided.predicted),
        clean(decided.runner_up),
        pack(decided.suggestions),
    )
