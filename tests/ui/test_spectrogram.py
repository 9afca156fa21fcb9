"""The whole-track picture: clicks, read-out, zoom, following, and a flood of positions."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.colour_maps import loudness_colours
from app.ui.mel_plot import Point, readout_text
from app.ui.spectrogram import SpectrogramView, averaged, to_bytes
from app.ui.theme import theme
from tests.ui.pictures import picture


@pytest.fixture
def view(qtbot: QtBot) -> SpectrogramView:
    made = SpectrogramView()
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show_picture(picture(60.0))
    made.show()
    qtbot.waitExposed(made)
    QApplication.processEvents()
    return made


def _pixel(view: SpectrogramView, time_s: float, band: float = 64.0) -> QPoint:
    return view.mapFromScene(view.box.mapViewToScene(QPointF(time_s, band)))


@pytest.mark.parametrize("time_s", [0.5, 15.0, 30.0, 59.0])
def test_a_click_asks_for_the_time_under_it(view: SpectrogramView, qtbot: QtBot, time_s: float) -> None:
    seconds_per_pixel = 60.0 / view.box.width()
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_pixel(view, time_s))
    assert asked.args[0] == pytest.approx(time_s, abs=seconds_per_pixel)


def test_a_right_click_opens_no_menu_and_asks_for_nothing(view: SpectrogramView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.seek_requested, wait=50):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=_pixel(view, 20.0))
    assert QApplication.activePopupWidget() is None
    assert view.box.menu is None


def test_the_cursor_reads_time_hertz_and_decibels(view: SpectrogramView) -> None:
    scale = view.scale_hz
    assert scale is not None
    point = view.point_at(QPointF(30.0, 10.5))
    assert point is not None
    assert point.time_s == 30.0
    assert point.hz == pytest.approx(scale.hz(10.5))
    assert point.decibels == pytest.approx(0.0)
    quiet = view.point_at(QPointF(0.0, 100.0))
    assert quiet is not None
    assert quiet.decibels == pytest.approx(-80.0)
    assert view.point_at(QPointF(61.0, 10.0)) is None
    assert readout_text(Point(72.3, 440.0, -32.4)) == "1:12.3 · 440 Hz · \N{MINUS SIGN}32 dB"
    assert readout_text(Point(72.3, 2_540.0, None)) == "1:12.3 · 2.5 kHz"


def _wheel(view: SpectrogramView, time_s: float, steps: int) -> None:
    place = _pixel(view, time_s)
    QApplication.sendEvent(
        view.viewport(),
        QWheelEvent(
            QPointF(place),
            QPointF(view.viewport().mapToGlobal(place)),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_the_wheel_zooms_around_the_cursor_and_a_double_click_shows_all(view: SpectrogramView, qtbot: QtBot) -> None:
    _wheel(view, 30.0, 5)
    low, high = view.box.viewRange()[0]
    assert high - low == pytest.approx(60.0 / 1.25**5, rel=0.01)
    assert (30.0 - low) / (high - low) == pytest.approx(0.5, abs=0.01)
    assert view.box.viewRange()[1] == pytest.approx([0, 128])
    _wheel(view, 30.0, -50)
    assert view.box.viewRange()[0] == pytest.approx([0.0, 60.0])
    _wheel(view, 0.1, 100)
    low, high = view.box.viewRange()[0]
    assert low >= 0.0
    assert high - low >= 0.99
    place = _pixel(view, (low + high) / 2)
    for press in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):  # what a real double click sends
        press(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.box.viewRange()[0] == pytest.approx([0.0, 60.0])


def test_a_zoomed_view_turns_the_page_with_the_playhead(view: SpectrogramView) -> None:
    view.set_position(10.0)
    view.box.setXRange(5.0, 15.0, padding=0.0)
    view.set_position(15.2)
    low, high = view.box.viewRange()[0]
    assert low == pytest.approx(15.2)
    assert high - low == pytest.approx(10.0)
    view.box.setXRange(40.0, 50.0, padding=0.0)
    view.set_position(16.0)  # a person looks elsewhere: the view stays
    assert view.box.viewRange()[0] == pytest.approx([40.0, 50.0])


def test_ten_thousand_positions_cost_little(view: SpectrogramView) -> None:
    items = len(view.getPlotItem().items)
    began = time.perf_counter()
    for number in range(10_000):
        view.set_position(number * 60.0 / 10_000)
    QApplication.processEvents()
    assert time.perf_counter() - began < 4.0
    assert view.playhead.value() == pytest.approx(60.0, abs=0.2)
    assert len(view.getPlotItem().items) == items


def test_waiting_and_failing_are_said_in_words(view: SpectrogramView) -> None:
    view.show_waiting("Drawing the sound…", 42.0)
    assert view.message == "Drawing the sound…"
    assert not view.image.isVisible()
    assert view.box.viewRange()[0] == pytest.approx([0.0, 42.0])
    view.show_failure("No sound.", "Play it elsewhere.")
    assert view.message == "No sound.\nPlay it elsewhere."
    assert view.picture is None
    view.show_picture(picture(10.0))
    assert view.message == ""
    assert view.image.isVisible()


def test_averaging_keeps_the_mean_and_the_rest() -> None:
    columns = np.arange(20, dtype=np.uint8).reshape(5, 4)
    halves = averaged(columns, 2)
    assert halves.tolist() == [[2, 3, 4, 5], [10, 11, 12, 13], [16, 17, 18, 19]]
    assert averaged(columns, 1) is columns
    assert averaged(columns[:4], 2).tolist() == halves.tolist()[:2]
    assert averaged(columns, 9).tolist() == [[8, 9, 10, 11]]
    assert to_bytes(np.array([[0.0, 1.0], [0.5, 2.0]], np.float32)).tolist() == [[0, 128], [255, 255]]


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_the_colours_rise_evenly_from_the_theme_s_ground(choice: str, qapp: object) -> None:
    theme().choose(choice)
    table = loudness_colours(theme().palette).astype(float)
    light = table @ np.array([0.2126, 0.7152, 0.0722])
    steps = np.diff(light)
    assert (steps >= -1.0).all() if choice == "dark" else (steps <= 1.0).all()
    assert abs(light[-1] - light[0]) > 200
