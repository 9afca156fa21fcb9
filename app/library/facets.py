"""What the library can be narrowed by: years and containers of the tags, and the folders that hold tracks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.library.answers import Facets

Ids = NDArray[np.int64]

#: Characters of numbers that are read at a time, in about a millisecond.
_PIECE = 100_000


class Base(Protocol):
    """The present tracks, into whose order values are laid."""

    def scatter(self, ids: Ids, values: Ids | bool) -> Ids:
        """``values`` of the tracks ``ids`` in this base's order; 0 where none is given."""


def read_numbers(connection: sqlite3.Connection, statement: str, values: Sequence[Any] = ()) -> Ids:
    """The integers of a statement's single column, in its order.

    SQLite keeps a subquery's order under ``group_concat`` (it may drop it only under count, min and max).
    """
    listing = f"WITH listing (n) AS ({statement}) SELECT group_concat(n) FROM listing"
    text = connection.execute(listing, list(values)).fetchone()[0]
    parts = [np.fromstring(part, dtype=np.int64, sep=",") for part in _pieces(text or "")]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _pieces(text: str) -> Iterator[str]:
    """``text`` in pieces that end at commas: while numpy reads one no other thread runs, the window's neither."""
    start = 0
    while start < len(text):
        end = text.find(",", start + _PIECE)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def read_years(connection: sqlite3.Connection, base: Base) -> Ids:
    """Year of each present track: the four digits that its tag begins with, 0 where it does not."""
    ids = read_numbers(connection, "SELECT id FROM tracks ORDER BY id")
    begins = "CASE WHEN year GLOB '[0-9][0-9][0-9][0-9]*' THEN CAST(substr(year, 1, 4) AS INTEGER) ELSE 0 END"
    return base.scatter(ids, read_numbers(connection, f"SELECT {begins} FROM tracks ORDER BY id"))


def read_containers(connection: sqlite3.Connection, base: Base) -> tuple[tuple[str, ...], Ids]:
    """The containers there are, and for each present track the place of its own among them."""
    names = tuple(name for (name,) in connection.execute("SELECT DISTINCT container FROM tracks ORDER BY container"))
    if not names:
        return (), base.scatter(np.empty(0, np.int64), np.empty(0, np.int64))
    place = "CASE container " + " ".join(f"WHEN ? THEN {number}" for number in range(len(names))) + " END"
    ids = read_numbers(connection, "SELECT id FROM tracks ORDER BY id")
    return names, base.scatter(ids, read_numbers(connection, f"SELECT {place} FROM tracks ORDER BY id", names))


def read_folders(connection: sqlite3.Connection) -> tuple[bytes, ...]:
    """Every folder that holds tracks, in path order."""
    return tuple(path for (path,) in connection.execute("SELECT path FROM folders ORDER BY path"))


def make_facets(names: Sequence[str], places: Ids, years: Ids, folders: tuple[bytes, ...]) -> Facets:
    """The facets of tracks with these containers (``places`` among ``names``) and years."""
    counts = np.bincount(places, minlength=len(names)) if len(names) else np.empty(0, np.int64)
    there = [(name, int(count)) for name, count in zip(names, counts, strict=True) if name and count]
    known = years[years > 0]
    return Facets(
        containers=tuple(sorted(there, key=lambda each: (-each[1], each[0]))),
        first_year=int(known.min()) if len(known) else None,
        last_year=int(known.max()) if len(known) else None,
        folders=folders,
    )
