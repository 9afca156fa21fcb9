"""The clock between the pieces of sound: even, never ahead of the sound, never backwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.playback_clock import PlaybackClock


def test_it_stands_until_sound_comes_and_runs_with_it() -> None:
    clock = PlaybackClock()
    clock.place(3.0)
    clock.run()
    assert clock.position(10.0) == 3.0
    clock.hear(3.0, 1.0, 0.0, now=10.0)
    assert clock.position(10.5) == pytest.approx(3.5)
    assert clock.position(14.0) == pytest.approx(4.0)  # the device starved: never beyond what was handed over
    clock.hear(4.0, 1.0, 0.0, now=14.0)
    assert clock.position(14.2) == pytest.approx(4.2)


def test_a_piece_that_begins_before_the_seek_does_not_pull_it_back() -> None:
    clock = PlaybackClock()
    clock.place(3.0)
    clock.run()
    clock.hear(2.09, 1.04, 0.0, now=0.0)
    assert clock.position(0.1) == pytest.approx(3.1)


def test_the_device_s_delay_counts() -> None:
    clock = PlaybackClock()
    clock.run()
    clock.hear(0.0, 1.0, 0.04, now=0.0)
    clock.hear(0.5, 1.0, 0.04, now=0.5)
    assert clock.position(1.0) == pytest.approx(1.0, abs=0.04)


def test_holding_keeps_the_place_and_running_again_goes_on_from_there() -> None:
    clock = PlaybackClock()
    clock.run()
    clock.hear(0.0, 5.0, 0.0, now=0.0)
    clock.hold(2.0)
    assert clock.position(9.0) == pytest.approx(2.0)
    clock.hear(2.0, 1.0, 0.0, now=9.0)  # a straggler after the pause means nothing
    assert clock.position(9.5) == pytest.approx(2.0)
    clock.run()
    clock.hear(2.0, 1.0, 0.0, now=10.0)
    assert clock.position(10.5) == pytest.approx(2.5)


@given(st.lists(st.tuples(st.floats(0.0, 0.3), st.floats(0.005, 1.2)), min_size=1, max_size=60))
def test_it_never_runs_backwards_nor_ahead(pieces: list[tuple[float, float]]) -> None:
    clock, start, now, last = PlaybackClock(), 0.0, 0.0, 0.0
    clock.run()
    for late, length in pieces:
        clock.hear(start, length, 0.0, now + late)
        for part in (0.0, 0.5, 1.0):
            position = clock.position(now + late + part * length)
            assert last <= position <= start + length + 1e-9
            last = position
        start, now = start + length, now + length


@given(st.lists(st.floats(0.0, 0.08), min_size=20, max_size=60))
def test_late_arrivals_shake_it_little(lateness: list[float]) -> None:
    """Pieces of 50 ms, each up to 80 ms late in the event loop: the clock stays within 80 ms of what is heard."""
    clock = PlaybackClock()
    clock.run()
    for number, late in enumerate([0.0, *lateness]):
        clock.hear(number * 0.05, 0.5, 0.0, number * 0.05 + late)
        now = number * 0.05 + late
        assert abs(clock.position(now) - now) <= 0.081
