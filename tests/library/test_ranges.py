"""What lies below what."""

from __future__ import annotations

import os
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.ranges import bare, below_clause, is_below, is_within, outermost

_names = st.binary(min_size=1, max_size=3).map(lambda name: name.replace(b"\0", b"0").replace(b"/", b"0"))
_paths = st.lists(_names, min_size=1, max_size=4).map(lambda parts: b"/" + b"/".join(parts))


@pytest.mark.parametrize(
    ("path", "ancestor", "expected"),
    [
        (b"/m/a", b"/m", True),
        (b"/m", b"/m", True),
        (b"/m/", b"/m", True),
        (b"/music", b"/m", False),
        (b"/m-x/a", b"/m", False),
        (b"/m", b"/m/a", False),
        (b"/anything", b"/", True),
    ],
)
def test_is_below(path: bytes, ancestor: bytes, expected: bool) -> None:
    assert is_below(path, ancestor) is expected


@given(_paths, st.lists(_paths, max_size=3))
def test_the_sql_condition_agrees(path: bytes, ancestors: list[bytes]) -> None:
    clause, values = below_clause(ancestors)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (path BLOB)")
        connection.execute("INSERT INTO t VALUES (?)", (path,))
        found = connection.execute(f"SELECT count(*) FROM t WHERE {clause}", values).fetchone()[0]
    connection.close()
    assert bool(found) is (not ancestors or any(is_below(path, ancestor) for ancestor in ancestors))


@given(st.lists(_paths, max_size=6))
def test_outermost_covers_everything_once(paths: list[bytes]) -> None:
    kept = outermost(paths)
    for path in paths:
        assert sum(is_below(path, top) for top in kept) == 1


def test_the_separator_is_the_systems() -> None:
    assert is_below(os.fsencode(os.path.join("a", "b")), b"a")


@pytest.mark.parametrize("count", [1, 2, 2000])
def test_the_sql_condition_takes_thousands_of_paths(count: int) -> None:
    paths = [b"/m/%05d.mp3" % number for number in range(count)]
    clause, values = below_clause(paths)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (path BLOB UNIQUE)")
        connection.executemany("INSERT INTO t VALUES (?)", [(path,) for path in [*paths, b"/m/other.mp3"]])
        found = connection.execute(f"SELECT count(*) FROM t WHERE {clause}", values).fetchone()[0]
    connection.close()
    assert found == count


_NAMES = st.lists(st.sampled_from([b"a", b"b", b"c d", b"ab"]), max_size=4).map(lambda parts: b"/" + b"/".join(parts))


@pytest.mark.skipif(os.sep != "/", reason="paths of POSIX")
@given(_NAMES, st.lists(_NAMES, max_size=5), st.booleans())
def test_within_is_below_any(path: bytes, places: list[bytes], closed: bool) -> None:
    closing = b"/" if closed else b""
    expected = any(is_below(path + closing, place) for place in places)
    assert is_within(path + closing, {bare(place + closing) for place in places}) is expected
