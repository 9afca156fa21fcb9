"""Hertz to band and back, and the labels of both axes."""

from __future__ import annotations

import itertools

import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.inference.mel import FrontEnd
from app.ui.mel_axes import (
    FREQUENCY_TICKS_HZ,
    FrequencyScale,
    TimeAxis,
    frequency_text,
    time_step,
    time_text,
)

CENTRES = FrontEnd().band_centres_hz()


@pytest.mark.parametrize("band", [0, 1, 40, 126, 127])
def test_the_centre_of_a_band_is_in_its_middle(band: int) -> None:
    scale = FrequencyScale(CENTRES)
    assert scale.position(float(CENTRES[band])) == pytest.approx(band + 0.5)
    assert scale.hz(band + 0.5) == pytest.approx(float(CENTRES[band]))


@given(st.floats(20.0, 11_000.0))
def test_hertz_to_band_and_back(hz: float) -> None:
    scale = FrequencyScale(CENTRES)
    assert scale.hz(scale.position(hz)) == pytest.approx(hz, rel=1e-9)


@given(st.floats(1.0, 11_025.0), st.floats(1.0, 11_025.0))
def test_higher_is_higher(one: float, other: float) -> None:
    scale = FrequencyScale(CENTRES)
    assert (one < other) == (scale.position(one) < scale.position(other)) or one == pytest.approx(other)


def test_a_tone_lights_the_band_that_the_axis_names() -> None:
    from app.inference.mel import mel_power

    front_end = FrontEnd()
    for hz in (200.0, 1_000.0, 5_000.0):
        samples = np.sin(2 * np.pi * hz * np.arange(22_050) / 22_050).astype(np.float32)
        loudest = int(mel_power(samples, front_end)[:, 5].argmax())
        assert abs(FrequencyScale(CENTRES).position(hz) - (loudest + 0.5)) <= 1.0


def test_a_tall_axis_has_all_the_labels_and_a_low_one_the_telling() -> None:
    scale = FrequencyScale(CENTRES)
    assert [label for _, label in scale.ticks(800)] == ["100", "200", "500", "1k", "2k", "5k", "10k"]
    few = [label for _, label in scale.ticks(60)]
    assert "1k" in few
    assert "10k" in few
    assert len(few) < len(FREQUENCY_TICKS_HZ)


@given(st.floats(20.0, 2_000.0))
def test_labels_never_overlap(height: float) -> None:
    places = [place * height / len(CENTRES) for place, _ in FrequencyScale(CENTRES).ticks(height)]
    assert all(b - a >= 12.9 for a, b in itertools.pairwise(places))


def test_too_few_or_falling_centres_are_refused() -> None:
    for centres in (np.array([100.0]), np.array([200.0, 100.0])):
        with pytest.raises(ValueError, match="ascending"):
            FrequencyScale(centres)


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [(0, 0, "0:00"), (7.4, 0, "0:07"), (59.6, 0, "1:00"), (221, 0, "3:41"), (3725, 0, "1:02:05"), (72.34, 1, "1:12.3")],
)
def test_times_as_people_say_them(seconds: float, decimals: int, text: str) -> None:
    assert time_text(seconds, decimals) == text


def test_frequencies_as_an_axis_says_them() -> None:
    assert [frequency_text(hz) for hz in (100, 500, 1000, 2500, 10000)] == ["100", "500", "1k", "2.5k", "10k"]


@given(st.floats(1.0, 20_000.0), st.floats(50.0, 3_000.0))
def test_time_labels_find_room(span: float, width: float) -> None:
    step = time_step(span, width)
    assert step * width / span >= 51.9 or step == 7_200


def test_time_axis_counts_in_round_steps(qapp: object) -> None:
    axis = TimeAxis()
    [(step, values)] = axis.tickValues(0.0, 223.0, 400.0)
    assert step == 30
    assert axis.tickStrings(values, 1.0, step) == ["0:00", "0:30", "1:00", "1:30", "2:00", "2:30", "3:00", "3:30"]
    [(step, values)] = axis.tickValues(10.0, 11.0, 800.0)
    assert axis.tickStrings(values, 1.0, step)[0] == "0:10.0"


@pytest.mark.parametrize(("first_s", "span_s"), [(-8.5, 9.0), (-14.0, 16.0), (-0.9, 1.0), (3.2, 0.4)])
def test_no_two_times_read_the_same(qapp: QApplication, first_s: float, span_s: float) -> None:
    axis = TimeAxis()
    [(step, values)] = axis.tickValues(first_s, first_s + span_s, 900.0)
    labels = axis.tickStrings(values, 1.0, step)
    assert labels
    assert len(set(labels)) == len(labels)


def test_the_last_label_of_a_short_sound_ends_with_the_axis(qtbot: QtBot) -> None:
    axis = TimeAxis()
    plot = pg.PlotWidget(axisItems={"bottom": axis})
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.setXRange(0.0, 3.0, padding=0.0)
    plot.show()
    plot.grab()
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    _, _, labels = axis.generateDrawSpecs(painter)
    painter.end()
    assert "0:03" in [text for _, _, text in labels]
    assert max(rect.right() for rect, _, _ in labels) <= axis.size().width()


@pytest.mark.parametrize("width", [120, 150, 180, 220, 300])
@pytest.mark.parametrize("span_s", [0.3, 0.5, 1.0, 11.0])
def test_no_label_is_moved_onto_another(qtbot: QtBot, span_s: float, width: int) -> None:
    axis = TimeAxis()
    plot = pg.PlotWidget(axisItems={"bottom": axis})
    qtbot.addWidget(plot)
    plot.resize(width, 200)
    plot.setXRange(0.0, span_s, padding=0.0)
    plot.show()
    plot.grab()
    painter = QPainter(image := QImage(width, 200, QImage.Format.Format_RGB32))
    _, _, labels = axis.generateDrawSpecs(painter)
    painter.end()
    assert not image.isNull()
    for (left, _, _), (right, _, _) in itertools.pairwise(labels):
        assert right.left() - left.right() >= 4
