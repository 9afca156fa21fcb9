"""The first tracks of a query read from an index, while no order is known yet: what the first look at a library shows.

SQLite walks the index and stops after a page, which takes a millisecond whatever the size of the library; to know the
order of all tracks (:mod:`app.library.query`) takes numpy and a look at every one.
"""

from __future__ import annotations

import sqlite3
import time

from app.library.database import stopped_when
from app.library.text import UNTAGGED
from app.library.types import Query, SortKey

#: A walk that has met so many equal keys that it still goes on is given up: all tracks are then read instead.
_PATIENCE_S = 0.03

#: Where each order is to be read: a condition that leaves out what has no value and comes last, and the key's column.
_KEYS = {
    SortKey.PATH: ("1", "path"),
    SortKey.ALBUM: (f"album_group < '{UNTAGGED}'", "album_group"),
    SortKey.TITLE: ("title_key > ''", "title_key"),
    SortKey.ARTIST: ("artist_key > ''", "artist_key"),
}


def walk(connection: sqlite3.Connection, query: Query, count: int) -> tuple[list[int], int] | None:
    """Ids of the first ``count`` tracks of ``query``, and how many it finds; ``None`` where no index tells.

    That is so with filters and groups, and with columns in which many tracks are equal.
    """
    if query != Query(sort=query.sort, descending=query.descending) or query.sort not in _KEYS:
        return None
    condition, key = _KEYS[query.sort]
    direction = " DESC" if query.descending else ""
    ties = "" if query.sort is SortKey.PATH else ", path" if query.sort is SortKey.ALBUM else ", album_group, path"
    statement = f"SELECT id FROM tracks WHERE NOT missing AND {condition} ORDER BY {key}{direction}{ties} LIMIT ?"
    end = time.monotonic() + _PATIENCE_S
    with stopped_when(connection, lambda: time.monotonic() > end) as stopped:
        first = [track for (track,) in connection.execute(statement, (count,))]
    if stopped:
        return None
    total = "SELECT (SELECT count(*) FROM tracks) - (SELECT count(*) FROM tracks WHERE missing)"
    tracks = int(connection.execute(total).fetchone()[0])
    return (first, tracks) if len(first) == min(count, tracks) else None  # else some without a value are to follow
