from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.ui import icons, theme
from app.ui.painting import draw_dot
from app.ui.theme import genre_colour, has_own_colour

GENRES = tuple(theme._GENRE_COLOURS)
#: Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
}


@pytest.fixture(params=["dark", "light"])
def side(request: pytest.FixtureRequest, qtbot: QtBot) -> str:
    theme.theme().choose(request.param)
    return str(request.param)


@pytest.mark.parametrize("name", ["text", "muted"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "selection"])
def test_texts_have_contrast(side: str, name: str, ground: str) -> None:
    colours = theme.theme().palette
    assert _contrast(getattr(colours, name), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", ["accent", "good", "caution", "bad"])
def test_signals_have_contrast_on_every_ground(side: str, name: str) -> None:
    colours = theme.theme().palette
    for ground in (colours.window, colours.surface, colours.raised):
        assert _contrast(getattr(colours, name), ground) >= 4.5
    assert _contrast(colours.accent_text, colours.accent) >= 4.5


def test_genre_colours_stand_out_from_every_ground(side: str) -> None:
    colours = theme.theme().palette
    for genre in GENRES:
        for ground in (colours.window, colours.surface, colours.raised):
            assert _contrast(genre_colour(genre), ground) >= 3.0, genre


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_genres_look_alike(side: str, sight: str) -> None:
    seen = {genre: _oklab(np.clip(SIGHTS[sight] @ _linear(genre_colour(genre)), 0, 1)) for genre in GENRES}
    for one, other in combinations(GENRES, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 0.085, (one, other)


def test_a_genre_keeps_its_colour_however_it_is_written(side: str) -> None:
    assert genre_colour("Hip-Hop") == genre_colour("hip hop") == genre_colour("HIPHOP")
    assert genre_colour("Zydeco") == genre_colour("zydeco")


OTHERS = ("Zydeco", "Chillwave", "Audiobook", "Schlager", "Krautrock", "Fado", "Klezmer", "Shoegaze", "Ska", "Drone")


def test_a_genre_that_has_no_colour_looks_like_none_that_has(side: str) -> None:
    own = {genre: _oklab(_linear(genre_colour(genre))) for genre in GENRES}
    others = {genre_colour(name).name() for name in OTHERS}
    assert len(others) > 4
    for name in OTHERS:
        seen = _oklab(_linear(genre_colour(name)))
        assert min(np.linalg.norm(seen - colour) for colour in own.values()) > 0.085
        assert not has_own_colour(name)
        for ground in (theme.theme().palette.window, theme.theme().palette.surface, theme.theme().palette.raised):
            assert _contrast(genre_colour(name), ground) >= 3.0
    assert has_own_colour("hip hop")
    assert has_own_colour("Rap")


def test_the_dot_of_a_genre_that_has_no_colour_is_a_ring(side: str) -> None:
    def inmost(genre: str) -> QColor:
        picture = QImage(16, 16, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        draw_dot(painter, 4, 8, genre)
        painter.end()
        return picture.pixelColor(8, 8)

    assert inmost("Jazz") == genre_colour("Jazz")
    assert inmost("Zydeco").alpha() == 0


def test_the_theme_says_when_it_changes(qtbot: QtBot) -> None:
    theme.theme().choose("dark")
    with qtbot.waitSignal(theme.theme().changed):
        theme.theme().choose("light")
    assert not theme.theme().is_dark
    theme.theme().choose("dark")
    assert theme.theme().is_dark


@pytest.mark.parametrize("name", icons.GLYPHS)
def test_every_icon_draws_something(qtbot: QtBot, name: str) -> None:
    picture = icons.icon(name).pixmap(QSize(32, 32)).toImage()
    assert any(picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height()))


def test_an_icon_follows_the_theme(qtbot: QtBot) -> None:
    picture = icons.icon("stop")
    theme.theme().choose("light")
    light = _strongest(picture)
    theme.theme().choose("dark")
    assert light != _strongest(picture)


def _strongest(picture: QIcon) -> str:
    image = picture.pixmap(QSize(48, 48)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha()).name()


def _linear(colour: QColor) -> NDArray[np.float64]:
    share = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _contrast(one: QColor, other: QColor) -> float:
    lights = sorted(float(_linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _oklab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ottosson 2020."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    mix = np.array(
        [
            [0.2104542553, 0.793617785, -0.0040720468],
            [1.9779984951, -2.428592205, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.808675766],
        ]
    )
    result: NDArray[np.float64] = mix @ np.cbrt(cones @ linear)
    return result
