"""From a :class:`Query` to the ids of its tracks, in order, quickly enough to follow the keys of a search box.

SQLite finds what a filter matches, by an index for each filter; the filters are joined and the result is ordered as
numpy arrays. Each order is read once from its index, as small integers, and remembered until a transaction raises the
revision of what it depends on. Ids come out of SQLite as one text (``group_concat``): a third of the time that a row
for each takes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from app.library.answers import Facets
from app.library.database import Database, stopped_when
from app.library.facets import make_facets, read_containers, read_folders, read_numbers, read_years
from app.library.ranges import span
from app.library.results import listed
from app.library.text import UNTAGGED, fold
from app.library.types import STATE_OF_VIEW, ChosenBy, Query, SortKey, TrackState, View
from app.progress import RunControl

Ids = NDArray[np.int64]
T = TypeVar("T")

#: Above every year of four digits.
_NO_YEAR = 10_000
#: States of which no confidence is told, whatever the scores were.
_NOT_SURE = (int(TrackState.UNKNOWN), int(TrackState.FAILED), int(TrackState.NEW))
#: FTS5's trigrams cannot find shorter words; those are found by LIKE.
_TRIGRAM = 3
#: Tracks at the head of an order whose texts are read to find the first ones that match, in one step and the next.
_HEADS = (1_000, 8_000)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a sort key lives. A number is read as ``key * scale``, a text by the runs of equal texts in its index."""

    table: str
    id: str
    key: str
    subject: str
    scale: int = 0


_COLUMNS = {
    SortKey.TITLE: _Column("tracks", "id", "title_key", "tags"),
    SortKey.ARTIST: _Column("tracks", "id", "artist_key", "tags"),
    SortKey.GENRES: _Column("tracks", "id", "genres_key", "tags"),
    SortKey.DURATION: _Column("tracks", "id", "duration_s", "tags", 1000),
    SortKey.PREDICTED: _Column("decisions", "track", "predicted", "decisions"),
    SortKey.CONFIDENCE: _Column("decisions", "track", "confidence", "decisions", 10**9),
    SortKey.MARGIN: _Column("decisions", "track", "margin", "decisions", 10**9),
    SortKey.STATE: _Column("decisions", "track", "state", "decisions", 1),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The present tracks: ids ascending, and for each its place in path order."""

    ids: Ids
    path_place: Ids

    #: Index into ``ids`` of each track by its id, -1 for one that is not present. Ids are dense: they are counted up.
    position: NDArray[np.int32]

    @classmethod
    def of(cls, by_path: Ids) -> _Base:
        """The base of all present tracks, given in path order."""
        place = np.argsort(by_path)
        ids = by_path[place]
        position = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
        position[ids] = np.arange(len(ids))
        return cls(ids, place, position)

    def scatter(self, ids: Ids, values: Ids | bool) -> Ids:
        """``values`` of the tracks ``ids`` laid out in this base's order; 0 where none is given."""
        laid: Ids = np.zeros(len(self.ids), np.asarray(values).dtype)
        known = ids < len(self.position)
        found = self.position[ids if known.all() else ids[known]]
        present = found >= 0
        if isinstance(values, np.ndarray):
            laid[found[present]] = values[known][present]
        else:
            laid[found[present]] = values
        return laid


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """A number for each present track that orders it; ``last`` stands for "no value" in both directions."""

    numbers: Ids
    last: int

    def directed(self, chosen: Ids, descending: bool) -> Ids:
        """The keys of ``chosen``, turned round if ``descending``."""
        keys: Ids = self.numbers[chosen]
        return np.where(keys == self.last, self.last, self.last - 1 - keys) if descending else keys


class First(NamedTuple):
    """The first tracks of a query."""

    ids: list[int]
    total: int | None  #: how many it finds; ``None``: not counted yet
    all: Ids | None = None  #: ids of all of them, where they were found on the way


class QueryEngine:
    """Answers queries on one database; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._remembered: dict[str, tuple[tuple[int, ...], Any]] = {}

    def ids(self, query: Query, control: RunControl | None = None) -> Ids:
        """Ids of the tracks of ``query``, in its order; of no use once ``control`` was cancelled."""
        with self._database.read() as connection:
            return _all_ids(_Orders(self, connection, _revisions(connection)), query, control)

    def first(self, query: Query, count: int, control: RunControl | None = None) -> First:
        """The first ``count`` tracks of ``query``; of no use once ``control`` was cancelled."""
        with self._database.read() as connection:
            orders = _Orders(self, connection, _revisions(connection))
            grouped = query.by_album or query.by_artist
            found = (
                None if grouped else (_first_found if _reads_every_text(query) else _first_sorted)(orders, query, count)
            )
            if found is not None:
                return found
            ids = _all_ids(orders, query, control)
            return First(ids[:count].tolist(), len(ids), ids)

    def is_ready(self, connection: sqlite3.Connection) -> bool:
        """Whether the tracks are known as they are now, so that nothing is read of every one of them."""
        with self._lock:
            held = self._remembered.get("base")
        return held is not None and held[0] == (_revisions(connection)["files"],)

    def counts_below(self, path: bytes) -> dict[TrackState, int]:
        """Present tracks at or below ``path``, by state."""
        with self._database.read() as connection:
            orders = _Orders(self, connection, _revisions(connection))
            inside = _below(connection, orders.base(), [path])
            counts = np.bincount(orders.keys(SortKey.STATE).numbers[inside], minlength=len(TrackState))
        return {state: int(counts[state]) for state in TrackState}

    def facets(self) -> Facets:
        """What there is to filter by."""
        with self._database.read() as connection:
            orders = _Orders(self, connection, _revisions(connection))
            names, places = orders.containers()
            years = orders.years()
            return make_facets(names, places, years, read_folders(connection))

    def remember(self, name: str, revision: tuple[int, ...], read: Callable[[], T]) -> T:
        """What ``read`` gave for this revision, read now if that was another one."""
        with self._lock:
            held = self._remembered.get(name)
        if held is not None and held[0] == revision:
            return cast(T, held[1])
        value = read()
        with self._lock:
            self._remembered[name] = (revision, value)
        return value


@dataclass(frozen=True, slots=True)
class _Orders:
    """The orders as one transaction sees them, each read when first asked for."""

    engine: QueryEngine
    connection: sqlite3.Connection
    revisions: dict[str, int]

    def base(self) -> _Base:
        return self.engine.remember("base", (self.revisions["files"],), lambda: _read_base(self.connection))

    def album_place(self) -> Ids:
        """Place of each present track in the order of album, then path."""
        statement = "SELECT id FROM tracks WHERE NOT missing ORDER BY album_group, path"
        return self.engine.remember(
            "album_place", (self.revisions["files"],), lambda: np.argsort(read_numbers(self.connection, statement))
        )

    def albums(self) -> tuple[Ids, int]:
        """Number of each present track's album, and the number from which on they are folders of untagged tracks."""
        return self.engine.remember(
            "albums", (self.revisions["files"],), lambda: _read_albums(self.connection, self.album_place())
        )

    def years(self) -> Ids:
        """Year of each present track's tag, 0 where it has none."""
        revision = (self.revisions["files"], self.revisions["tags"])
        return self.engine.remember("years", revision, lambda: read_years(self.connection, self.base()))

    def containers(self) -> tuple[tuple[str, ...], Ids]:
        """The containers there are, and for each present track the place of its own among them."""
        revision = (self.revisions["files"], self.revisions["tags"])
        return self.engine.remember("containers", revision, lambda: read_containers(self.connection, self.base()))

    def keys(self, sort: SortKey) -> _Keys:
        """What a sort key orders by."""
        if sort is SortKey.PATH:
            return _Keys(self.base().path_place, len(self.base().ids))
        if sort is SortKey.ALBUM:
            numbers, tagged = self.albums()
            return _Keys(np.minimum(numbers, tagged), tagged)
        if sort is SortKey.YEAR:
            years = self.years()
            return _Keys(np.where(years, years, _NO_YEAR), _NO_YEAR)
        if sort is SortKey.CONTAINER:
            names, places = self.containers()
            return _Keys(np.where(np.array(names)[places] == "", len(names), places) if names else places, len(names))
        if sort is SortKey.CONFIDENCE:
            revision = (self.revisions["files"], self.revisions["decisions"])
            return self.engine.remember("sure", revision, lambda: _sure_keys(self))
        return self.column_keys(sort)

    def column_keys(self, sort: SortKey) -> _Keys:
        """What a sort key orders by that is kept in a column as it is."""
        column = _COLUMNS[sort]
        revision = (self.revisions["files"], self.revisions[column.subject])
        return self.engine.remember(sort.value, revision, lambda: _read_keys(self.connection, self.base(), column))


def _revisions(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT subject, number FROM revisions"))


def _read_base(connection: sqlite3.Connection) -> _Base:
    by_path = read_numbers(connection, "SELECT id FROM tracks ORDER BY path")
    missing = read_numbers(connection, "SELECT id FROM tracks WHERE missing")
    if len(missing):
        by_path = by_path[~np.isin(by_path, missing)]
    return _Base.of(by_path)


def _read_albums(connection: sqlite3.Connection, album_place: Ids) -> tuple[Ids, int]:
    sizes = read_numbers(
        connection, "SELECT count(*) FROM tracks WHERE NOT missing GROUP BY album_group ORDER BY album_group"
    )
    untagged = connection.execute(
        "SELECT count(DISTINCT album_group) FROM tracks WHERE NOT missing AND album_group >= ?", (UNTAGGED,)
    ).fetchone()[0]
    return np.repeat(np.arange(len(sizes)), sizes)[album_place], len(sizes) - untagged


def _read_keys(connection: sqlite3.Connection, base: _Base, column: _Column) -> _Keys:
    ids = read_numbers(connection, f"SELECT {column.id} FROM {column.table} ORDER BY {column.key}")
    if column.scale:
        scaled = f"CAST(round({column.key} * {column.scale}) AS INTEGER)"
        numbers = read_numbers(connection, f"SELECT coalesce({scaled}, -1) FROM {column.table} ORDER BY {column.key}")
        last = int(numbers.max(initial=0)) + 1
        numbers[numbers < 0] = last
    else:
        of_key = f"FROM {column.table} GROUP BY {column.key} ORDER BY {column.key}"
        sizes = read_numbers(connection, f"SELECT count(*) {of_key}")
        last = len(sizes)
        numbers = np.repeat(np.arange(last), sizes)
        empty = f"SELECT count(*) FROM {column.table} WHERE {column.key} = ''"
        numbers[: connection.execute(empty).fetchone()[0]] = last  # the empty text comes first
    return _Keys(base.scatter(ids, numbers), last)


def _sure_keys(orders: _Orders) -> _Keys:
    """How sure each present track is, as people see it: what they chose is surest; what is told as unknown has none."""
    model, base = orders.column_keys(SortKey.CONFIDENCE), orders.base()
    surest = _COLUMNS[SortKey.CONFIDENCE].scale + 1
    states = orders.keys(SortKey.STATE).numbers
    by_person = read_numbers(
        orders.connection,
        "SELECT track FROM decisions WHERE chosen_by = ? AND state != ?",
        (ChosenBy.PERSON.value, int(TrackState.SKIPPED)),  # put off is not chosen
    )
    numbers = np.where(model.numbers == model.last, surest + 1, model.numbers)
    numbers[np.isin(states, _NOT_SURE)] = surest + 1
    numbers[base.scatter(by_person, True).astype(bool)] = surest
    return _Keys(numbers, surest + 1)


def _all_ids(orders: _Orders, query: Query, control: RunControl | None) -> Ids:
    """Ids of the tracks of ``query`` in its order; none where ``control`` was cancelled meanwhile."""
    cancelled = (lambda: control.cancelled) if control is not None else (lambda: False)
    found: list[Ids] = []
    with stopped_when(orders.connection, cancelled):
        chosen = _filtered(orders, query)
        arrange = _grouped if query.by_album or query.by_artist else _ordered
        found.append(orders.base().ids[arrange(orders, chosen, query)])
    return found[0] if found else np.empty(0, np.int64)


def _first_sorted(orders: _Orders, query: Query, count: int) -> First:
    """The first tracks of a query whose filters an index answers: only these are put in order."""
    chosen = _filtered(orders, query)
    return First(orders.base().ids[_head(chosen, _ranks(orders, chosen, query), count)].tolist(), len(chosen))


def _first_found(orders: _Orders, query: Query, count: int) -> First | None:
    """The first tracks that hold short words, where these are frequent: the texts are read in order until it is full.

    ``None`` where too few were met.
    """
    chosen = _filtered(orders, replace(query, text=""))
    ranks = _ranks(orders, chosen, query)
    for size in _HEADS:
        if size >= len(chosen):
            return None
        ids = orders.base().ids[_head(chosen, ranks, size)]
        statement, values = _text_filter(_words(query))
        matching = f"{statement} AND id IN (SELECT value FROM json_each(?))"
        found = {track for (track,) in orders.connection.execute(matching, [*values, listed(ids)])}
        first = [track for track in ids.tolist() if track in found]
        if len(first) >= count:
            return First(first[:count], None)
    return None


def _head(chosen: Ids, ranks: Ids, count: int) -> Ids:
    """The ``count`` of ``chosen`` that are first by ``ranks``, in order."""
    if count < len(chosen):
        near = np.argpartition(ranks, count)[:count]
        chosen, ranks = chosen[near], ranks[near]
    head: Ids = chosen[np.argsort(ranks)]
    return head


def _filtered(orders: _Orders, query: Query) -> Ids:
    """Positions in the base of the tracks that pass every filter of ``query``, ascending."""
    connection, base = orders.connection, orders.base()
    passing = np.ones(len(base.ids), bool)
    if query.root is not None:
        root = connection.execute("SELECT path FROM roots WHERE id = ?", (query.root,)).fetchone()
        passing &= _below(connection, base, [root[0]] if root else [])
    if query.below:
        passing &= _below(connection, base, query.below)
    for statement, values in _filters(query):
        passing &= base.scatter(read_numbers(connection, statement, values), True)
    for allowed in _narrowed(orders, query):
        passing &= allowed
    return np.flatnonzero(passing)


def _narrowed(orders: _Orders, query: Query) -> Iterator[NDArray[np.bool_]]:
    """Which present tracks pass, for each filter that is a range or a list of values."""
    if query.states:
        yield np.isin(orders.keys(SortKey.STATE).numbers, [int(state) for state in query.states])
    if query.least_sure is not None or query.most_sure is not None:
        keys, scale = orders.column_keys(SortKey.CONFIDENCE), _COLUMNS[SortKey.CONFIDENCE].scale
        low = 0 if query.least_sure is None else round(query.least_sure * scale)
        high = scale if query.most_sure is None else round(query.most_sure * scale)
        told = (keys.numbers != keys.last) & ~np.isin(orders.keys(SortKey.STATE).numbers, _NOT_SURE)
        yield told & (keys.numbers >= low) & (keys.numbers <= high)
    if query.containers:
        names, places = orders.containers()
        yield np.isin(places, [place for place, name in enumerate(names) if name in query.containers])
    if query.first_year is not None or query.last_year is not None:
        years = orders.years()
        yield (years >= (query.first_year or 1)) & (years <= (9999 if query.last_year is None else query.last_year))


def _below(connection: sqlite3.Connection, base: _Base, paths: Sequence[bytes]) -> NDArray[np.bool_]:
    """Which present tracks lie at or below one of ``paths``: an interval of path order for each."""
    inside = np.zeros(len(base.ids), bool)
    for path in paths:
        exact, low, high = span(path)
        inside |= base.scatter(read_numbers(connection, "SELECT id FROM tracks WHERE path = ?", [exact]), True)
        inside_span = "SELECT id FROM tracks WHERE NOT missing AND path >= ? AND path < ? ORDER BY path"
        first = connection.execute(f"{inside_span} LIMIT 1", (low, high)).fetchone()
        last = connection.execute(f"{inside_span} DESC LIMIT 1", (low, high)).fetchone()
        if first and last:
            begin, end = base.path_place[base.position[[first[0], last[0]]]]
            inside |= (base.path_place >= begin) & (base.path_place <= end)
    return inside


def _filters(query: Query) -> Iterator[tuple[str, list[Any]]]:
    if query.view is not View.ALL:
        yield "SELECT track FROM decisions WHERE state = ?", [int(STATE_OF_VIEW[query.view])]
    if query.genre is not None:
        yield "SELECT track FROM decisions WHERE predicted = ?", [query.genre]
    words = _words(query)
    if words:
        yield _text_filter(words)


def _words(query: Query) -> list[str]:
    """The words that a text must hold, as texts are kept."""
    return fold(query.text.replace("\0", " ")).split()


def _reads_every_text(query: Query) -> bool:
    """Whether no index helps to find the words of ``query``."""
    words = _words(query)
    return bool(words) and all(len(word) < _TRIGRAM for word in words)


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
    if long:
        return "SELECT rowid FROM track_text WHERE " + " AND ".join(conditions), values
    # Without a word to look up every text is read: from FTS5's own table of them (documented), twice as fast.
    return "SELECT id FROM track_text_content WHERE " + " AND ".join(conditions).replace("text LIKE", "c0 LIKE"), values


def _ordered(orders: _Orders, chosen: Ids, query: Query) -> Ids:
    """``chosen`` by sort key, then album, then path."""
    ordered: Ids = chosen[np.argsort(_ranks(orders, chosen, query))]
    return ordered


def _ranks(orders: _Orders, chosen: Ids, query: Query) -> Ids:
    """A number for each of ``chosen`` by which they are in order: of sort key, then album, then path."""
    keys = orders.keys(query.sort).directed(chosen, query.descending)
    if query.sort is SortKey.PATH:
        return keys
    places = orders.album_place()
    ranks: Ids = keys * (len(places) + 1) + places[chosen]
    return ranks


def _grouped(orders: _Orders, chosen: Ids, query: Query) -> Ids:
    """``chosen`` with albums (or artists) kept together, ordered by their first track under the sort."""
    if not len(chosen):
        return chosen
    groups = orders.keys(SortKey.ARTIST).numbers if query.by_artist else orders.albums()[0]
    places = orders.album_place()
    placed = chosen[np.argsort(groups[chosen] * (len(places) + 1) + places[chosen])]  # groups are runs of this
    of_placed = groups[placed]
    starts = np.flatnonzero(np.concatenate(([True], of_placed[1:] != of_placed[:-1])))
    keys = orders.keys(query.sort).directed(placed, query.descending)
    first = np.repeat(np.minimum.reduceat(keys, starts), np.diff(np.append(starts, len(placed))))
    return placed[np.argsort(first, kind="stable")]
