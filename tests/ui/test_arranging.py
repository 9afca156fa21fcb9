from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.arranging import follower, merged


def ids(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("shown", "found", "expected"),
    [
        (ids(3, 1, 2), ids(1, 2, 3), [3, 1, 2]),  # only the order changed: nothing moves
        (ids(3, 1, 2), ids(2, 3), [3, 2]),
        (ids(1, 2, 3), ids(1, 9, 2, 3), [1, 9, 2, 3]),
        (ids(3, 2, 1), ids(9, 1, 8, 2, 3), [9, 3, 2, 1, 8]),
        (ids(), ids(4, 5), [4, 5]),
        (ids(1, 2), ids(), []),
        (ids(1, 2), ids(7, 8), [7, 8]),
    ],
)
def test_what_is_in_sight_stays_in_its_order(shown: np.ndarray, found: np.ndarray, expected: list[int]) -> None:
    assert merged(shown, found).tolist() == expected


@given(
    st.lists(st.integers(1, 40), unique=True),
    st.lists(st.integers(1, 40), unique=True),
)
def test_every_track_once_and_none_moved(shown: list[int], found: list[int]) -> None:
    arranged = merged(ids(*shown), ids(*found)).tolist()
    assert sorted(arranged) == sorted(found)
    assert [track for track in arranged if track in shown] == [track for track in shown if track in found]


def test_a_large_library_is_arranged_in_no_time() -> None:
    rng = np.random.default_rng(0)
    shown = rng.permutation(np.arange(200_000, dtype=np.int64))
    found = np.concatenate([np.setdiff1d(shown, shown[::50]), np.arange(200_000, 204_000, dtype=np.int64)])
    start = time.perf_counter()
    arranged = merged(shown, rng.permutation(found))
    assert time.perf_counter() - start < 2.0
    assert len(arranged) == len(found)


def test_the_next_track_takes_the_place_of_one_that_left() -> None:
    shown = ids(5, 6, 7, 8)
    assert follower(shown, ids(5, 7, 8), 1) == 7
    assert follower(shown, ids(5, 6), 3) == 6
    assert follower(shown, ids(9), 0) is None
