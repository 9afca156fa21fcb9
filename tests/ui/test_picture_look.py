"""What a person can change about the picture: colours, range, axis, closeness; and the file it is saved to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.inference.mel import FrontEnd
from app.session import Session
from app.settings import PictureAxis, PictureColours
from app.ui.bridge import messages
from app.ui.colour_maps import loudness_colours
from app.ui.mel_axes import Spread
from app.ui.mel_plot import readout_text
from app.ui.picture_look import Look, picture_look
from app.ui.picture_menu import PictureMenu, save_picture
from app.ui.spectrogram import SpectrogramView
from app.ui.theme import theme
from tests.ui.pictures import picture

CENTRES = FrontEnd().band_centres_hz()


@pytest.fixture(autouse=True)
def _usual_look(qapp: object) -> Iterator[None]:
    yield
    picture_look().choose(Look())


@pytest.fixture
def view(qtbot: QtBot) -> SpectrogramView:
    made = SpectrogramView()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.show_picture(picture(60.0))
    return made


def lightness(table: np.ndarray) -> np.ndarray:
    """CIE lightness of sRGB colours (n, 3) in 0..255."""
    linear = np.where(table / 255 <= 0.04045, table / 255 / 12.92, ((table / 255 + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)


@pytest.mark.parametrize("choice", list(PictureColours))
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_map_rises_evenly_in_lightness(qapp: object, choice: PictureColours, look: str) -> None:
    before = theme().palette
    theme().choose(look)
    table = loudness_colours(theme().palette, choice)
    theme().choose("dark" if before.dark else "light")
    assert table.shape == (256, 3)
    steps = np.diff(lightness(table.astype(float)))
    falling = choice is PictureColours.THEME and look == "light"
    assert np.all((-steps if falling else steps) > -0.6)  # bytes are rounded
    assert abs(lightness(table.astype(float))[[0, -1]] @ [-1, 1]) > 60


def test_the_range_lifts_the_quiet_end(view: SpectrogramView) -> None:
    assert view.image.levels == pytest.approx((0.0, 255.0))
    picture_look().choose(Look(range_db=40))
    assert view.image.levels == pytest.approx((127.5, 255.0))
    assert view.decibels_at(30.0, 10) == 0.0  # what is read off is not changed by what is shown


def test_frequencies_can_be_spread_evenly(view: SpectrogramView) -> None:
    mel_hz = float(CENTRES[10])
    for axis in PictureAxis:
        picture_look().choose(Look(axis=axis))
        assert view.scale_hz is not None
        loudest = int(np.argmax(view.image.image[100]))
        assert view.scale_hz.hz(loudest + 0.5) == pytest.approx(mel_hz, abs=60)
        point = view.point_at(QPointF(30.0, view.scale_hz.position(mel_hz)))
        assert point is not None
        assert point.decibels == pytest.approx(0.0, abs=0.01)
        assert "dB" in readout_text(point)
        assert "Hz" in readout_text(point)
    heights = np.array([view.scale_hz.position(hz) for hz in (2_000, 4_000, 6_000, 8_000)])
    assert np.ptp(np.diff(heights)) < 1e-6
    labels = [text for _, text in view.scale_hz.ticks(300.0)]
    assert {"2k", "4k", "6k", "8k", "10k"} <= set(labels)


@given(st.integers(0, 127), st.integers(0, 255))
def test_laying_out_keeps_loudness(band: int, value: int) -> None:
    columns = np.zeros((3, CENTRES.size), np.uint8)
    columns[:, band] = value
    assert np.array_equal(Spread(CENTRES, PictureAxis.MEL).lay_out(columns), columns)
    laid = Spread(CENTRES, PictureAxis.LINEAR).lay_out(columns)
    assert laid.max() <= value
    full = np.full((2, CENTRES.size), value, np.uint8)
    assert np.abs(Spread(CENTRES, PictureAxis.LINEAR).lay_out(full).astype(int) - value).max() <= 1


def test_looking_closer_and_seeing_all(view: SpectrogramView) -> None:
    view.box.zoom(4, 45.0)
    low, high = view.box.viewRange()[0]
    assert high - low == pytest.approx(60.0 / 1.25**4)
    assert (45.0 - low) / (high - low) == pytest.approx(0.75)
    view.box.zoom(-40)
    assert view.box.viewRange()[0] == pytest.approx([0.0, 60.0])
    view.box._zoom_frequencies(3, 64.0)
    bottom, top = view.box.viewRange()[1]
    assert top - bottom < 128 / 1.9
    view.box.show_all()
    assert view.box.viewRange()[1] == pytest.approx([0.0, 128.0])


def test_the_menu_changes_and_keeps_the_look(qtbot: QtBot, session: Session) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    menu = PictureMenu(session, host)
    actions = {action.text(): action for submenu in menu.menu.findChildren(QMenu) for action in submenu.actions()}
    actions["Evenly in hertz"].trigger()
    actions["50 dB"].trigger()
    actions["Cividis, for colour-blind eyes"].trigger()
    assert picture_look().look == Look(PictureColours.CIVIDIS, 50, PictureAxis.LINEAR)
    assert actions["50 dB"].isChecked()
    assert not actions["80 dB"].isChecked()
    qtbot.waitUntil(lambda: session.settings.picture_colours is PictureColours.CIVIDIS)
    picture_look().choose(Look())
    assert actions["80 dB"].isChecked()
    picture_look().take(session.settings)
    assert picture_look().look.range_db == 50


def test_the_picture_is_saved_with_its_axes(qtbot: QtBot, view: SpectrogramView, tmp_path: Path) -> None:
    with qtbot.waitSignal(messages().told) as told:
        save_picture(view, str(tmp_path / "song"))
    image = QImage(str(tmp_path / "song.png"))
    assert (image.width(), image.height()) == (2 * view.width(), 2 * view.height())
    assert "song.png" in told.args[0]
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(0, image.width(), 7)}
    assert len(colours) > 10
    with qtbot.waitSignal(messages().failed) as failed:
        save_picture(view, str(tmp_path / "no folder" / "song.png"))
    assert "cannot be saved" in failed.args[0].sentence
