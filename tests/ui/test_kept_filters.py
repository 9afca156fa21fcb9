"""Filters survive a restart, and a damaged or foreign store of them harms nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.library.types import Query, TrackState, View
from app.session import Session
from app.ui.bridge import running_tasks
from app.ui.kept_filters import filters_text, with_filters
from app.ui.main_window import MainWindow

QUERIES = st.builds(
    Query,
    view=st.sampled_from(View),
    genre=st.none() | st.text(min_size=1),
    states=st.lists(st.sampled_from(TrackState), unique=True).map(tuple),
    least_sure=st.none() | st.floats(0, 1),
    containers=st.lists(st.text(min_size=1)).map(tuple),
    first_year=st.none() | st.integers(0, 3000),
    below=st.lists(st.binary(min_size=1)).map(tuple),
)


@given(QUERIES)
def test_filters_come_back(query: Query) -> None:
    assert with_filters(Query(), filters_text(query)) == query


@pytest.mark.parametrize("text", ["", "{", "[]", '"view"', '{"view": "sideways", "states": ["NOWHERE"], "below": [3]}'])
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    assert with_filters(Query(text="blue"), text) == Query(text="blue")


def test_what_makes_sense_beside_it_is_taken() -> None:
    assert with_filters(Query(), '{"view": "ready", "least_sure": "much"}') == Query(view=View.READY)


def test_a_restart_shows_what_was_shown(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    genre = library.labels()[0]
    analysed.side_bar.choose_view(View.REVIEW)
    next(chip for chip in analysed.page.filter_bar._chips if chip.text() == genre).click()
    analysed.page.narrow(replace(analysed.page.query, containers=("flac", "mp3"), least_sure=0.1))
    analysed.page.set_text("song")
    analysed.close()
    again = MainWindow(library)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.counted and not running_tasks())
    assert again.page.query == replace(analysed.page.query, text="")
    assert again.side_bar.chosen_view() is View.REVIEW
    assert again.page.filter_bar.chosen_genre() == genre
    assert not again.page.narrowing_bar.isHidden()
    again.close()


def test_a_genre_that_no_model_knows_any_more_is_let_go(qtbot: QtBot, window: MainWindow) -> None:
    window.page.set_filters(Query(genre="Polka"))
    window.page.filter_bar.set_genres(["Jazz", "Rock"])
    assert window.page.query.genre is None
