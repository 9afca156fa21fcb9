"""What is heard is what is drawn: the roll's columns are those of the front end over the same samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.inference.mel import FrontEnd, StreamingMel, mel_power
from app.ui.live_roll import HOP_SAMPLES, LiveRoll, RollBuffer, decibel_bytes
from tests.ui.pictures import RATE, noise

FINE = replace(FrontEnd(), hop_samples=HOP_SAMPLES)


@given(st.lists(st.integers(0, 7), max_size=40), st.integers(1, 12))
@settings(max_examples=60)
def test_the_ring_is_one_slice_of_what_was_pushed(pieces: list[int], capacity: int) -> None:
    ring, everything = RollBuffer(capacity, 2), np.zeros((0, 2), np.uint8)
    for piece in pieces:
        added = (np.arange(2 * piece).reshape(piece, 2) + 3 * len(everything)).astype(np.uint8)
        ring.push(added)
        everything = np.concatenate([everything, added])
        held = everything[-capacity:]
        assert ring.count == len(everything)
        window = ring.window(ring.first, ring.count)
        assert window.tolist() == held.tolist()
        assert window.base is not None  # a view, not a copy
    assert len(ring.window(ring.count, ring.count + 5)) == 0


@pytest.fixture
def roll(qtbot: QtBot) -> LiveRoll:
    made = LiveRoll(lambda hop: StreamingMel(replace(FrontEnd(), hop_samples=hop)), RATE, 4.0)
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.take_scale(FINE.band_centres_hz())
    made.show()
    qtbot.waitExposed(made)
    return made


def _same(drawn: NDArray[np.uint8], expected: NDArray[np.uint8]) -> None:
    """Equal but for the last bit of a float: matrix products of other widths may round differently."""
    assert drawn.shape == expected.shape
    apart = np.abs(drawn.astype(int) - expected.astype(int))
    assert apart.max(initial=0) <= 1
    assert (apart > 0).mean() < 1e-3


@pytest.mark.parametrize("piece", [576, 1, 4_097, 23_040])
def test_every_column_is_that_of_the_offline_picture(roll: LiveRoll, piece: int) -> None:
    samples = noise(1.0 if piece == 1 else 5.0)
    start_s = 30.0
    for at in range(0, len(samples), piece):
        roll.take(samples[at : at + piece], start_s + at / RATE)
    offline = decibel_bytes(mel_power(samples, FINE)).T
    columns = roll.heard_columns()
    assert len(columns) >= len(offline) - 3  # the last frames still wait for their second half
    _same(columns, offline[: len(columns)])


def test_the_right_edge_is_what_is_heard(roll: LiveRoll) -> None:
    samples = noise(6.0)
    roll.take(samples, 0.0)
    offline = decibel_bytes(mel_power(samples, FINE)).T
    for heard_s in (0.5, 2.0, 5.0):
        roll.set_position(heard_s)
        QApplication.processEvents()
        end = int(heard_s * RATE / HOP_SAMPLES) + 1
        shown = roll.image.image
        _same(shown, offline[max(0, end - len(shown)) : end])
        assert roll.box.viewRange()[0] == pytest.approx([heard_s - 4.0, heard_s])
        place = roll.image.mapRectToParent(roll.image.boundingRect())
        assert place.right() == pytest.approx((end - 0.5) * HOP_SAMPLES / RATE, abs=1e-6)


def test_a_jump_begins_anew(roll: LiveRoll) -> None:
    roll.take(noise(2.0), 0.0)
    assert len(roll.heard_columns()) > 80
    roll.take(noise(1.0, seed=1), 50.0)
    _same(roll.heard_columns(), decibel_bytes(mel_power(noise(1.0, seed=1), FINE)).T[: len(roll.heard_columns())])
    roll.restart("Listen")
    assert len(roll.heard_columns()) == 0
    assert roll.message == "Listen"
    roll.take(noise(1.0), 7.0)
    roll.set_position(7.5)
    assert roll.message == ""


def test_levels_are_those_of_the_whole_picture(roll: LiveRoll) -> None:
    samples = noise(3.0)
    power = mel_power(samples, FINE)
    roll.set_levels(float(power.max()) * 10, 60.0)
    roll.take(samples, 0.0)
    roll.set_position(2.0)
    low, high = roll.image.levels
    assert (high - low) * 160.0 / 255.0 == pytest.approx(60.0, abs=0.1)


def test_hours_of_sound_need_no_more_memory(roll: LiveRoll) -> None:
    samples = noise(1.0)
    for second in range(40):
        roll.take(samples, float(second))
    assert len(roll.heard_columns()) <= (4.0 + 3.0) * RATE / HOP_SAMPLES + 2
