"""From a :class:`Query` to the ids of its tracks, in order, quickly enough to follow the keys of a search box.

SQLite finds what a filter matches, by an index for each filter; the filters are joined and the result is ordered as
numpy arrays. Each order is read once from its index, as small integers, and remembered until a transaction raises the
revision of what it depends on. Ids come out of SQLite as one text (``group_concat``): a third of the time that a row
for each takes.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.library.database import Database
from app.library.ranges import below_clause
from app.library.text import UNTAGGED, fold
from app.library.types import STATE_OF_VIEW, Query, SortKey, View

Ids = NDArray[np.int64]

#: FTS5's trigrams cannot find shorter words; those are found by LIKE.
_TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a sort key lives: ``empty`` is the SQL value that sorts last in both directions."""

    table: str
    id: str
    key: str
    subject: str
    empty: str | None = None


_COLUMNS = {
    SortKey.TITLE: _Column("tracks", "id", "title_key", "tags"),
    SortKey.ARTIST: _Column("tracks", "id", "artist_key", "tags", "''"),
    SortKey.GENRES: _Column("tracks", "id", "genres_key", "tags", "''"),
    SortKey.DURATION: _Column("tracks", "id", "duration_s", "tags", "NULL"),
    SortKey.PREDICTED: _Column("decisions", "track", "predicted", "decisions", "''"),
    SortKey.CONFIDENCE: _Column("decisions", "track", "confidence", "decisions", "NULL"),
    SortKey.MARGIN: _Column("decisions", "track", "margin", "decisions", "NULL"),
    SortKey.STATE: _Column("decisions", "track", "state", "decisions"),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The present tracks: ids ascending, and for each its place in album order, in path order, and its album."""

    ids: Ids
    album_place: Ids
    path_place: Ids
    album: Ids
    tagged_albums: int  #: albums from this number on are folders of tracks without an album tag

    def positions(self, ids: Ids) -> Ids:
        """Index into ``ids`` of this base for each given id that is present; the others are left out."""
        if not len(self.ids):
            return np.empty(0, np.int64)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        positions: Ids = found[self.ids[found] == ids]
        return positions


class QueryEngine:
    """Answers queries on one database; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._remembered: dict[str, tuple[tuple[int, ...], Any]] = {}

    def ids(self, query: Query) -> Ids:
        """Ids of the tracks of ``query``, in its order."""
        with self._database.read() as connection:
            revisions = dict(connection.execute("SELECT subject, number FROM revisions"))
            base: _Base = self._remember("base", (revisions["tags"],), lambda: _read_base(connection))
            chosen = _filtered(connection, base, query)
            groups = self._groups(connection, base, query.sort, revisions)
        arrange = _by_album if query.by_album else _ordered
        ids: Ids = base.ids[arrange(base, chosen, groups, query.descending)]
        return ids

    def _groups(
        self, connection: sqlite3.Connection, base: _Base, sort: SortKey, revisions: dict[str, int]
    ) -> tuple[Ids, int]:
        """For each present track the number of its sort key's value, and the number that stands for "no value"."""
        if sort is SortKey.PATH:
            return base.path_place, len(base.ids)
        if sort is SortKey.ALBUM:
            return np.minimum(base.album, base.tagged_albums), base.tagged_albums
        column = _COLUMNS[sort]
        state = (revisions["tags"], revisions[column.subject])
        groups: tuple[Ids, int] = self._remember(sort.value, state, lambda: _read_groups(connection, base, column))
        return groups

    def _remember(self, name: str, state: tuple[int, ...], read: Any) -> Any:
        with self._lock:
            held = self._remembered.get(name)
        if held is not None and held[0] == state:
            return held[1]
        value = read()
        with self._lock:
            self._remembered[name] = (state, value)
        return value


def _read_base(connection: sqlite3.Connection) -> _Base:
    by_album = _numbers(connection, "SELECT id FROM tracks WHERE NOT missing ORDER BY album_group, path")
    album_sizes = _numbers(
        connection, "SELECT count(*) FROM tracks WHERE NOT missing GROUP BY album_group ORDER BY album_group"
    )
    by_path = _numbers(connection, "SELECT id FROM tracks ORDER BY path")
    tagged = connection.execute(
        "SELECT count(DISTINCT album_group) FROM tracks WHERE NOT missing AND album_group < ?", (UNTAGGED,)
    ).fetchone()[0]
    order = np.argsort(by_album)  # place in album order of the i-th smallest id
    album = np.repeat(np.arange(len(album_sizes)), album_sizes)[order]
    base = _Base(by_album[order], order, np.zeros(len(order), np.int64), album, tagged)
    base.path_place[base.positions(by_path)] = np.arange(len(order))
    return base


def _read_groups(connection: sqlite3.Connection, base: _Base, column: _Column) -> tuple[Ids, int]:
    ordered = f"FROM {column.table} ORDER BY {column.key}"
    ids = _numbers(connection, f"SELECT {column.id} {ordered}")
    sizes = _numbers(connection, f"SELECT count(*) FROM {column.table} GROUP BY {column.key} ORDER BY {column.key}")
    numbers = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    last = len(sizes) + 1
    if column.empty is not None:  # the empty value is the smallest of its column: the first group, if it occurs
        without = connection.execute(
            f"SELECT count(*) FROM {column.table} WHERE {column.key} IS {column.empty}"
        ).fetchone()[0]
        numbers[:without] = last
    groups = np.zeros(len(base.ids), np.int64)
    found = np.minimum(np.searchsorted(base.ids, ids), max(len(base.ids) - 1, 0))
    present = base.ids[found] == ids if len(base.ids) else np.zeros(len(ids), bool)
    groups[found[present]] = numbers[present]
    return groups, last


def _filtered(connection: sqlite3.Connection, base: _Base, query: Query) -> Ids:
    """Positions in ``base`` of the tracks that pass every filter of ``query``, ascending."""
    passing = np.ones(len(base.ids), bool)
    for statement, values in _filters(connection, query):
        matched = np.zeros(len(base.ids), bool)
        matched[base.positions(_numbers(connection, statement, values))] = True
        passing &= matched
    return np.flatnonzero(passing)


def _filters(connection: sqlite3.Connection, query: Query) -> list[tuple[str, list[Any]]]:
    filters: list[tuple[str, list[Any]]] = []
    if query.view is not View.ALL:
        filters.append(("SELECT track FROM decisions WHERE state = ?", [int(STATE_OF_VIEW[query.view])]))
    if query.root is not None:
        root = connection.execute("SELECT path FROM roots WHERE id = ?", (query.root,)).fetchone()
        clause, values = below_clause([root[0]]) if root else ("0", [])
        filters.append((f"SELECT id FROM tracks WHERE {clause}", list(values)))
    if query.below:
        clause, values = below_clause(query.below)
        filters.append((f"SELECT id FROM tracks WHERE {clause}", list(values)))
    if query.genre is not None:
        filters.append(("SELECT track FROM decisions WHERE predicted = ?", [query.genre]))
    words = fold(query.text.replace("\0", " ")).split()
    if words:
        filters.append(_text_filter(words))
    return filters


def _text_filter(words: list[str]) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    long = [word for word in words if len(word) >= _TRIGRAM]
    if long:
        conditions.append("track_text MATCH ?")
        values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    for word in words:
        if len(word) < _TRIGRAM:
            conditions.append("text LIKE ? ESCAPE '\\'")
            values.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    return "SELECT rowid FROM track_text WHERE " + " AND ".join(conditions), values


def _ordered(base: _Base, chosen: Ids, groups: tuple[Ids, int], descending: bool) -> Ids:
    """``chosen`` by sort key, then album, then path."""
    keys = _directed(groups, chosen, descending)
    return chosen[np.argsort(keys * (len(base.ids) + 1) + base.album_place[chosen])]


def _by_album(base: _Base, chosen: Ids, groups: tuple[Ids, int], descending: bool) -> Ids:
    """``chosen`` with albums kept together, ordered by their first track under the sort."""
    if not len(chosen):
        return chosen
    placed = chosen[np.argsort(base.album_place[chosen])]  # albums are runs of this
    albums = base.album[placed]
    starts = np.flatnonzero(np.concatenate(([True], albums[1:] != albums[:-1])))
    first = np.minimum.reduceat(_directed(groups, placed, descending), starts)
    of_track = np.repeat(first, np.diff(np.append(starts, len(placed))))
    return placed[np.argsort(of_track, kind="stable")]


def _directed(groups: tuple[Ids, int], chosen: Ids, descending: bool) -> Ids:
    numbers, last = groups
    keys = numbers[chosen]
    return np.where(keys == last, last, last - keys) if descending else keys


def _numbers(connection: sqlite3.Connection, statement: str, values: list[Any] | None = None) -> Ids:
    """The integers of a statement's single column, in its order.

    SQLite keeps a subquery's order under ``group_concat`` (it may drop it only under count, min and max).
    """
    listing = f"WITH listing (n) AS ({statement}) SELECT group_concat(n) FROM listing"
    text = connection.execute(listing, values or []).fetchone()[0]
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, np.int64)
