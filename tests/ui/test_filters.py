"""Filters beyond the genre: the panel that sets them, the line that tells them, and what the table makes of both."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from app import paths
from app.library.answers import Decided, Facets
from app.library.store import Store
from app.library.types import Query, TrackState
from app.session import Session
from app.ui.bridge import messages
from app.ui.filter_panel import FilterPanel
from app.ui.genre_field import GenreField
from app.ui.main_window import MainWindow
from app.ui.narrowing import is_narrowed, widened
from app.ui.narrowing_bar import NarrowingBar
from tests.conftest import TRACKS

FACETS = Facets((("flac", 12_000), ("mp3", 30)), 1961, 2024, (b"/music/a", b"/music/a/live", b"/music/b\xff"))
NARROW = Query(
    text="kept",
    states=(TrackState.REVIEW, TrackState.UNKNOWN),
    least_sure=0.4,
    most_sure=0.7,
    containers=("mp3",),
    first_year=1970,
    last_year=1979,
    below=(b"/music/b\xff",),
)


@pytest.fixture
def panel(qtbot: QtBot) -> FilterPanel:
    made = FilterPanel()
    qtbot.addWidget(made)
    made.set_facets(FACETS)
    return made


def test_the_fields_say_what_the_query_is_narrowed_by(panel: FilterPanel) -> None:
    for query in (NARROW, Query(text="kept"), replace(NARROW, least_sure=None, last_year=None)):
        panel.show_query(query)
        assert panel.chosen() == query


def test_what_is_chosen_is_told_at_once(qtbot: QtBot, panel: FilterPanel) -> None:
    panel.show_query(Query(text="kept"))
    with qtbot.waitSignal(panel.narrowed) as told:
        panel._states[TrackState.FAILED].click()
    assert told.args == [Query(text="kept", states=(TrackState.FAILED,))]
    with qtbot.waitSignal(panel.narrowed) as told:
        panel._formats["flac"].click()
    assert told.args[0].containers == ("flac",)
    with qtbot.waitSignal(panel.narrowed) as told:
        panel._least.setValue(55)
    assert told.args[0].least_sure == 0.55
    with qtbot.waitSignal(panel.narrowed) as told:
        panel._first.setValue(1999)
    assert told.args[0].first_year == 1999
    with qtbot.waitSignal(panel.narrowed) as told:
        panel._clear()
    assert told.args == [Query(text="kept")]


def test_a_folder_is_chosen_by_its_name_or_a_part_of_it(qtbot: QtBot, panel: FilterPanel) -> None:
    for typed, below in (
        ("/music/a", (b"/music/a",)),
        ("LIVE", (b"/music/a/live",)),
        ("music", FACETS.folders),
        ("nowhere", (b"nowhere",)),
    ):
        panel._folder.setText(typed)
        assert panel.chosen().below == below


def test_the_panel_opens_inside_the_screen(qtbot: QtBot, panel: FilterPanel) -> None:
    panel.open_at(QPoint(10, 10_000))
    assert panel.screen().availableGeometry().contains(panel.geometry())
    panel.hide()


def test_formats_that_come_after_it_was_opened_are_not_cut_off(qtbot: QtBot, panel: FilterPanel) -> None:
    panel.open_at(QPoint(700, 10))
    many = ("ape", "ogg-vorbis", "optimfrog", "flac", "matroska", "wavpack")
    panel.set_facets(replace(FACETS, containers=tuple((name, 12_345) for name in many)))
    qtbot.waitUntil(lambda: all(box.width() >= box.sizeHint().width() for box in panel._formats.values()))
    assert panel.screen().availableGeometry().contains(panel.geometry())
    panel.hide()


def test_each_filter_is_told_and_can_be_taken_away(qtbot: QtBot) -> None:
    bar = NarrowingBar()
    qtbot.addWidget(bar)
    bar.show_query(Query(text="kept"))
    assert bar.isHidden()
    bar.show_query(NARROW)
    assert not bar.isHidden()
    texts = [button.text() for button in bar._buttons]
    assert texts == ["To review, Unknown", "40 % to 70 % sure", "MP3", "1970 to 1979", "in b\ufffd", "Clear all"]
    query = NARROW
    while is_narrowed(query):
        with qtbot.waitSignal(bar.widened) as told:
            bar._buttons[0].click()
        query = told.args[0]
        bar.show_query(query)
    assert query == widened(NARROW) == Query(text="kept")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query(least_sure=0.5), "at least 50 % sure"),
        (Query(most_sure=0.5), "at most 50 % sure"),
        (Query(first_year=1999), "from 1999"),
        (Query(last_year=1999), "until 1999"),
        (Query(first_year=1999, last_year=1999), "1999"),
        (Query(below=(b"/m/a", b"/m/b", b"/m/c")), "in a and 2 other folders"),
    ],
)
def test_filters_are_told_in_words(qtbot: QtBot, query: Query, text: str) -> None:
    bar = NarrowingBar()
    qtbot.addWidget(bar)
    bar.show_query(query)
    assert [button.text() for button in bar.findChildren(QToolButton)] == [text]


def test_the_table_follows_the_filters(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page = analysed.page
    page.filter_bar._ask_for_filters()
    qtbot.waitUntil(lambda: "flac" in page.filter_panel._formats)
    page.filter_panel._formats["flac"].click()
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    assert page.narrowing_bar.isVisible()
    page.filter_panel.hide()
    page.narrowing_bar._buttons[0].click()
    qtbot.waitUntil(lambda: len(page.model.ids) == len(TRACKS) + 1)
    assert not page.narrowing_bar.isVisible()
    page.view.selectAll()
    page.narrow(replace(page.query, states=(TrackState.FAILED,)))
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    assert library.rows(page.model.ids)[0].state is TrackState.FAILED


def test_unknown_tracks_are_not_accepted_and_it_is_said(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page = analysed.page
    with Store(paths.library_file()) as store:
        unknown = Decided(TrackState.UNKNOWN, (), 0.07, 0.01, "Blues", "Jazz", ("Blues", "Jazz"))
        store.put_decisions([(row.id, unknown) for row in store.rows(page.model.ids) if row.predicted])
    before = library.rows(page.model.ids)
    page.view.selectAll()
    with qtbot.waitSignal(messages().told) as told:
        next(action for action in page.view.actions() if action.text() == "Accept what was heard").trigger()
    count = len(page.model.ids)
    assert told.args == [f"{count} tracks were not accepted: Earmark does not know their genre. Name one yourself."]
    assert [row.chosen_by for row in library.rows(page.model.ids)] == [row.chosen_by for row in before]


def test_only_this_folder_and_never_touch_these_genres(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page, actions = analysed.page, {action.text(): action for action in analysed.page.view.actions()}
    polka = next(row for row in library.rows(page.model.ids) if row.genres == ("Polka",))
    page.view.select_track(polka.id)
    actions["Only this folder"].trigger()
    qtbot.waitUntil(lambda: page.query.below == (os.path.dirname(polka.path),))
    actions["Never touch the genres of these files…"].trigger()
    qtbot.waitUntil(lambda: analysed.findChild(QMessageBox, "keep-question") is not None)
    question = analysed.findChild(QMessageBox, "keep-question")
    assert isinstance(question, QMessageBox)
    assert "Polka" in question.informativeText()
    question.defaultButton().click()
    qtbot.waitUntil(lambda: library.settings.keep_list == ("Polka",))


def test_a_genre_typed_in_a_row_is_chosen_and_nothing_moves(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    page = analysed.page
    page.view.horizontalHeader().setSortIndicator(6, Qt.SortOrder.AscendingOrder)  # by what was heard
    qtbot.waitUntil(lambda: page.query.sort.value == "predicted")
    qtbot.waitUntil(lambda: not page._asked_for_order)
    before = page.model.ids.tolist()
    track = next(row for row in library.rows(page.model.ids) if row.state is TrackState.REVIEW).id
    page.view.setFocus()
    page.view.select_track(track)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.view.findChild(GenreField) is not None)
    field = page.view.findChild(GenreField)
    assert isinstance(field, GenreField)
    qtbot.waitUntil(lambda: field.completer() is not None)
    qtbot.keyClicks(field, "Zydeco")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library.rows([track])[0].chosen == ("Zydeco",))
    page.follow()
    qtbot.waitUntil(lambda: not page._later.isActive())
    assert page.model.ids.tolist() == before


def test_a_track_that_leaves_the_view_hands_its_place_on(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page = analysed.page
    page.narrow(replace(page.query, states=(TrackState.REVIEW,)))
    qtbot.waitUntil(lambda: not page._asked_for_order and len(page.model.ids) > 1)
    first, second = (page.model.track_at(row) for row in (0, 1))
    assert first is not None
    page.view.select_track(first)
    library.skip([first])
    qtbot.waitUntil(lambda: first not in page.model.ids.tolist(), timeout=10_000)
    assert page.view.selected_tracks() == [second]
