"""What people decided, and the way back: verdicts with an undo stack that outlives a restart.

One call is one step of the stack, however many tracks it covers ("apply to the whole album" is undone at once).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.library.results import listed, settle
from app.library.text import pack, unpack
from app.library.types import TrackId, TrackState

if TYPE_CHECKING:
    from app.library.answers import Judged, Verdict, VerdictStep

#: Steps kept: many evenings of reviewing, and still a few megabytes at most.
STEPS_KEPT = 10_000


def put_verdicts(connection: sqlite3.Connection, verdicts: Sequence[Verdict], note: str) -> list[TrackId]:
    """Store verdicts as one step that can be undone; ids of the tracks that exist."""
    step = connection.execute("INSERT INTO verdict_steps (created, note) VALUES (?, ?)", (time.time(), note)).lastrowid
    decided: list[TrackId] = []
    for verdict in {verdict.track: verdict for verdict in verdicts}.values():
        known = connection.execute(
            "INSERT INTO verdict_changes (step, track, state, chosen, created, batch) "
            "SELECT ?, d.track, v.state, v.chosen, v.created, d.batch "
            "FROM decisions d LEFT JOIN verdicts v ON v.track = d.track WHERE d.track = ?",
            (step, verdict.track),
        ).rowcount
        if not known:
            continue
        connection.execute(
            "INSERT OR REPLACE INTO verdicts (track, state, chosen, created) VALUES (?, ?, ?, ?)",
            (verdict.track, int(verdict.state), pack(verdict.chosen), time.time()),
        )
        decided.append(verdict.track)
    if not decided:
        connection.execute("DELETE FROM verdict_steps WHERE id = ?", (step,))
        return []
    connection.execute("DELETE FROM verdict_steps WHERE id <= ?", ((step or 0) - STEPS_KEPT,))
    # What was written before is no longer what is wanted; undoing the verdict brings the mark back.
    connection.execute(
        "UPDATE decisions SET batch = NULL WHERE track IN (SELECT value FROM json_each(?))", (listed(decided),)
    )
    settle(connection, decided)
    return decided


def undo_verdict(connection: sqlite3.Connection) -> list[TrackId]:
    """Take back the last step; the tracks it covered. Nothing when the stack is empty.

    A file written since stays WRITTEN: taking back its content is the journal's business.
    """
    step = _last_step(connection)
    if step is None:
        return []
    changes = connection.execute(
        "SELECT track, state, chosen, created, batch FROM verdict_changes WHERE step = ?", (step[0],)
    ).fetchall()
    for track, state, chosen, created, batch in changes:
        if state is None:
            connection.execute("DELETE FROM verdicts WHERE track = ?", (track,))
        else:
            connection.execute(
                "INSERT OR REPLACE INTO verdicts (track, state, chosen, created) VALUES (?, ?, ?, ?)",
                (track, state, chosen, created),
            )
        connection.execute("UPDATE decisions SET batch = coalesce(batch, ?) WHERE track = ?", (batch, track))
    connection.execute("DELETE FROM verdict_steps WHERE id = ?", (step[0],))
    tracks = [TrackId(change[0]) for change in changes]
    settle(connection, tracks)
    return tracks


def last_step(connection: sqlite3.Connection) -> VerdictStep | None:
    """The step that :func:`undo_verdict` would take back, ``None`` when there is none."""
    from app.library.answers import VerdictStep

    step = _last_step(connection)
    if step is None:
        return None
    tracks = connection.execute("SELECT count(*) FROM verdict_changes WHERE step = ?", (step[0],)).fetchone()[0]
    return VerdictStep(step[2], step[1], tracks)


#: Steps of one track each: a person looked at that one. Of several verdicts on a track the newest counts.
_JUDGED = f"""
WITH single AS (
    SELECT max(step) AS step, track FROM verdict_changes
    WHERE step IN (SELECT step FROM verdict_changes GROUP BY step HAVING count(*) = 1) GROUP BY track)
SELECT v.track, v.state, v.chosen, d.predicted, d.confidence, t.genres
FROM single s JOIN verdicts v ON v.track = s.track JOIN decisions d ON d.track = s.track JOIN tracks t ON t.id = s.track
WHERE d.confidence IS NOT NULL AND d.predicted != '' AND v.state != {int(TrackState.SKIPPED)}
ORDER BY s.step DESC LIMIT ?
"""


def recent(connection: sqlite3.Connection, limit: int) -> list[Judged]:
    """The newest ``limit`` verdicts on single tracks that the model had answered, newest first."""
    from app.library.answers import Judged

    return [
        Judged(TrackId(track), TrackState(state), unpack(chosen), predicted, confidence, unpack(genres))
        for track, state, chosen, predicted, confidence, genres in connection.execute(_JUDGED, (limit,))
    ]


def _last_step(connection: sqlite3.Connection) -> tuple[int, str, float] | None:
    """Newest step that still covers a track (those of a forgotten folder are gone)."""
    row: tuple[int, str, float] | None = connection.execute(
        "SELECT id, note, created FROM verdict_steps s "
        "WHERE EXISTS (SELECT 1 FROM verdict_changes WHERE step = s.id) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row
