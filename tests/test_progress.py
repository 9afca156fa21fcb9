"""Pause, cancel, and the rate that people are told."""

from __future__ import annotations

import threading

import pytest

from app.progress import RateMeter, RunControl


def test_pause_holds_and_resume_lets_go() -> None:
    control = RunControl()
    assert control.wait_while_paused()
    control.pause()
    assert control.paused
    assert not control.wait_while_paused(timeout_s=0.01)
    control.resume()
    assert control.wait_while_paused()


def test_cancel_wakes_a_paused_run() -> None:
    control = RunControl()
    control.pause()
    went_on: list[bool] = []
    waiting = threading.Thread(target=lambda: went_on.append(control.wait_while_paused()))
    waiting.start()
    control.cancel()
    waiting.join(5)
    assert went_on == [False]
    assert control.cancelled


def test_a_pause_after_the_cancel_holds_up_nobody() -> None:
    control = RunControl()
    control.cancel()
    control.pause()
    assert not control.paused
    assert not control.wait_while_paused(timeout_s=0)


def test_rate_and_time_left_follow_the_last_seconds() -> None:
    now = [0.0]
    meter = RateMeter(span_s=10, clock=lambda: now[0])
    for second in range(1, 21):
        now[0] = float(second)
        rate, left = meter.measure(2 * second, 100)
    assert rate == pytest.approx(2.0)
    assert left == pytest.approx(30.0)
    now[0] = 40.0
    rate, left = meter.measure(41, 100)
    assert rate < 0.2
    assert left is not None
    assert left > 100


def test_nothing_done_tells_no_rate() -> None:
    meter = RateMeter(clock=lambda: 5.0)
    assert meter.measure(0, 10) == (0.0, None)


def test_a_pause_makes_nothing_slower() -> None:
    now = [0.0]
    control = RunControl(clock=lambda: now[0])
    meter = RateMeter(span_s=10, clock=lambda: now[0])
    for second in range(1, 6):
        now[0] = float(second)
        before = meter.measure(2 * second, 100, control.paused_s)
    control.pause()
    control.pause()  # twice is once
    now[0] = 3600.0
    assert control.paused_s == pytest.approx(3595.0)
    assert meter.measure(10, 100, control.paused_s) == before
    control.resume()
    control.resume()
    now[0] = 3601.0
    assert control.paused_s == pytest.approx(3595.0)
    assert meter.measure(12, 100, control.paused_s) == (pytest.approx(2.0), pytest.approx(44.0))
