"""The thin pictures in the table's rows: of the real sound, drawn at rest, never asked for by scrolling."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.errors import DecodeError
from app.library.types import Query, TrackState
from app.session import Session
from app.session.thumbnail import draw_thumbnail
from app.ui.columns import Column
from app.ui.main_window import MainWindow
from app.ui.picture_look import Look, picture_look
from app.ui.theme import theme
from app.ui.thumbnails import Thumbnails
from tests.ui.doubles import make_row


def shades(value: int = 128) -> np.ndarray:
    return np.full((8, 40), value, np.uint8)


def test_a_thumbnail_is_of_the_sound(music: Path) -> None:
    strings = draw_thumbnail(os.fsencode(music / "02 strings.flac"))
    beat = draw_thumbnail(os.fsencode(music / "03 beat.ogg"))
    assert strings.dtype == beat.dtype == np.uint8
    assert strings.shape == beat.shape
    assert np.abs(strings.astype(int) - beat.astype(int)).mean() > 5
    with pytest.raises(DecodeError):
        draw_thumbnail(os.fsencode(music / "gone.flac"))


def test_what_is_asked_for_is_drawn_once_the_table_rests(qtbot: QtBot) -> None:
    drawn: list[bytes] = []
    thumbnails = Thumbnails(lambda path: drawn.append(path) or shades())
    rows = [make_row(track, state=TrackState.READY) for track in range(1, 5)]
    theme().choose("dark")  # whatever the window of another test followed
    picture_look().choose(Look())
    assert all(thumbnails.picture(row) is None for row in rows)
    thumbnails.forget_wishes()  # scrolled by
    for row in rows[2:]:
        thumbnails.picture(row)
    qtbot.waitUntil(lambda: all(thumbnails.picture(row) is not None for row in rows[2:]))
    assert sorted(drawn) == [row.path for row in rows[2:]]
    thumbnails.picture(rows[2])
    assert len(drawn) == 2  # kept
    dark = thumbnails.picture(rows[2])
    theme().choose("light")
    try:
        assert thumbnails.picture(rows[2]) != dark
    finally:
        theme().choose("dark")


def test_what_cannot_be_drawn_is_asked_for_once(qtbot: QtBot) -> None:
    asked: list[bytes] = []

    def fail(path: bytes) -> np.ndarray:
        asked.append(path)
        raise DecodeError("No sound.")

    thumbnails = Thumbnails(fail)
    failing, failed = make_row(1, state=TrackState.READY), make_row(2, state=TrackState.FAILED)
    thumbnails.picture(failed)
    with qtbot.waitSignal(thumbnails.drawn):
        thumbnails.picture(failing)
    assert thumbnails.picture(failing) is None
    assert asked == [failing.path]


def test_the_table_shows_them(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    view = analysed.page.view
    view.show_column(Column.PICTURE, True)
    thumbnails = view._rows.thumbnails
    assert thumbnails is not None
    row = next(row for row in library.rows(library.ids(Query())) if row.state is not TrackState.FAILED)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: isinstance(thumbnails.picture(row), QImage), timeout=30_000)
