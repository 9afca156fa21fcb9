"""The choice of windows: inside the track, in order, spread, and always the same."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inference.windows import OVERLAP_SHARE, Window, choose_windows

durations = st.floats(0.01, 20_000.0)
lengths = st.floats(0.5, 60.0)
counts = st.integers(1, 20)


@given(duration_s=durations, length_s=lengths, count=counts)
def test_windows_lie_in_the_track_in_order(duration_s: float, length_s: float, count: int) -> None:
    windows = choose_windows(duration_s, length_s, count)
    assert 1 <= len(windows) <= count
    assert windows == choose_windows(duration_s, length_s, count)
    for window in windows:
        assert window.start_s >= 0.0
        assert window.end_s <= duration_s + 1e-6
    for one, other in itertools.pairwise(windows):
        assert other.start_s >= one.end_s - OVERLAP_SHARE * length_s - 0.1 - 1e-6  # starts are cut to tenths


@given(duration_s=st.floats(100.0, 20_000.0))
def test_a_long_track_is_heard_all_over(duration_s: float) -> None:
    windows = choose_windows(duration_s, 10.0, 5)
    assert len(windows) == 5
    assert windows[0].start_s <= 10.0
    assert windows[-1].end_s >= duration_s - 10.2
    gaps = [other.start_s - one.start_s for one, other in itertools.pairwise(windows)]
    assert max(gaps) - min(gaps) <= 0.2


@given(duration_s=durations)
def test_starts_are_whole_samples_at_usual_rates(duration_s: float) -> None:
    for window in choose_windows(duration_s, 5.0, 4):
        for rate in (44_100, 48_000, 22_050, 32_000, 96_000):
            assert math.isclose(window.start_s * rate, round(window.start_s * rate), abs_tol=1e-3)


def test_a_short_track_is_heard_whole() -> None:
    assert choose_windows(3.0, 10.0, 4) == (Window(0.0, 3.0),)
    assert choose_windows(10.0, 10.0, 4) == (Window(0.0, 10.0),)


def test_a_track_with_room_for_one_is_heard_in_its_middle() -> None:
    assert choose_windows(18.0, 10.0, 4) == (Window(4.0, 10.0),)


@pytest.mark.parametrize("duration_s", [29.0, 29.98, 30.0, 30.013])
def test_an_excerpt_a_moment_short_is_heard_whole(duration_s: float) -> None:
    windows = choose_windows(duration_s, 7.5, 6)
    assert len(windows) == 4
    assert windows[0].start_s == 0.0
    assert windows[-1].end_s >= duration_s - 0.1


def test_no_sound_gives_no_window() -> None:
    assert choose_windows(0.0, 10.0, 4) == ()


@pytest.mark.parametrize("wrong", [(math.nan, 10.0, 3), (math.inf, 10.0, 3), (60.0, 0.0, 3), (60.0, 10.0, 0)])
def test_nonsense_is_refused(wrong: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match="no windows"):
        choose_windows(*wrong)
