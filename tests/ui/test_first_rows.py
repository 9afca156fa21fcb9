"""Rows in sight before all tracks are known: nothing jumps, and who acts in between acts on the right tracks."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.library.types import FirstRows, LibraryChange, Query, SortKey, TrackId
from app.progress import RunControl
from app.ui.awaited import AwaitedIds
from app.ui.track_model import TrackModel
from app.ui.track_page import AT_ONCE, TrackPage, _Found
from app.ui.track_view import TrackView
from tests.ui.doubles import MemoryLibrary

_ALL = np.arange(1, 301, dtype=np.int64)
_FIRST = list(range(1, 61))


@pytest.fixture
def view(qtbot: QtBot) -> TrackView:
    model = TrackModel(MemoryLibrary(300).rows)
    made = TrackView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def begin(view: TrackView, wait: object = None) -> TrackModel:
    model = view.model()
    assert isinstance(model, TrackModel)
    model.set_first(list(_FIRST), 300, wait or (lambda: _ALL))  # type: ignore[arg-type]
    return model


def test_keeps_the_rules_of_item_models(qtmodeltester: ModelTester, view: TrackView) -> None:
    qtmodeltester.check(begin(view))


def test_all_rows_have_their_room_at_once(view: TrackView) -> None:
    model = begin(view)
    room = view.verticalScrollBar().maximum()
    assert model.rowCount() == 300
    assert (model.track_at(59), model.track_at(60), model.row_at(299)) == (60, None, None)
    model.complete(_ALL)
    assert model.track_at(60) == 61
    assert view.verticalScrollBar().maximum() == room


@pytest.mark.parametrize("tracks", [40, 60, 200, 400])
def test_more_or_fewer_than_counted(view: TrackView, tracks: int) -> None:
    model = begin(view)
    model.complete(np.arange(1, tracks + 1, dtype=np.int64))
    assert model.rowCount() == tracks
    assert model.ids.tolist() == list(range(1, tracks + 1))


def test_what_is_selected_stays_selected(view: TrackView) -> None:
    model = begin(view)
    view.selectRow(5)
    model.complete(_ALL)
    assert view.selected_tracks() == [6]
    assert view.current_track() == 6


def test_another_order_than_that_of_the_first_ones_keeps_the_tracks(view: TrackView) -> None:
    model = begin(view)
    view.selectRow(5)
    model.complete(_ALL[::-1].copy())
    assert view.selected_tracks() == [6]
    assert view.currentIndex().row() == 294


def test_selecting_everything_waits_for_everything(view: TrackView) -> None:
    begin(view)
    view.selectAll()
    assert view.selected_tracks() == _ALL.tolist()


@pytest.mark.parametrize("tracks", [100, 300, 400])
def test_everything_was_selected_and_something_has_changed_meanwhile(view: TrackView, tracks: int) -> None:
    now = np.arange(tracks, 0, -1, dtype=np.int64)
    model = begin(view, lambda: now)
    view.selectAll()
    model.complete(now)
    assert model.ids.tolist() == now.tolist()
    assert set(_FIRST) <= set(view.selected_tracks())  # those that were seen; all but a head that nobody had seen


def test_everything_was_selected_and_something_else_is_shown_before_all_are_known(view: TrackView) -> None:
    model = begin(view)
    view.selectAll()
    turned = np.arange(300, 0, -1, dtype=np.int64)
    model.set_first(turned[:60].tolist(), 300, lambda: turned)
    assert view.selected_tracks() == turned.tolist()


def test_the_end_is_told_once_it_is_known(qtbot: QtBot, view: TrackView) -> None:
    model = begin(view)
    told: list[object] = []
    view.current_changed.connect(told.append)
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.currentIndex().row() == 299
    assert told[-1] is None
    model.complete(_ALL)
    assert told[-1] == 300
    assert view.current_track() == 300
    qtbot.waitUntil(lambda: model.row_at(299) is not None)


def test_where_the_others_cannot_be_had_the_first_ones_remain(view: TrackView) -> None:
    model = begin(view, lambda: None)
    assert model.ids.tolist() == _FIRST
    assert model.rowCount() == 60


class SlowLibrary(MemoryLibrary):
    """Tells the first rows at once, and all ids when it is let."""

    def __init__(self, tracks: int) -> None:
        super().__init__(tracks)
        self.let = threading.Event()

    def ids(self, query: Query, control: RunControl | None = None) -> NDArray[np.int64]:
        self.let.wait(20)
        return super().ids(query)

    def first_rows(self, query: Query, count: int, control: RunControl | None = None) -> FirstRows:
        ids = super().ids(query)
        return FirstRows(self.rows(ids[:count]), len(ids))

    def thumbnail(self, path: bytes) -> NDArray[np.uint8]:
        return np.zeros((8, 40), np.uint8)

    def album_vote(self, track: int) -> object:
        raise AssertionError(track)


@pytest.fixture
def library() -> SlowLibrary:
    return SlowLibrary(1_000)


@pytest.fixture
def page(qtbot: QtBot, library: SlowLibrary) -> TrackPage:
    made = TrackPage(library)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    with qtbot.waitSignal(made.shown_changed):
        made.reload()
    return made


def test_rows_are_in_sight_before_all_are_known(qtbot: QtBot, page: TrackPage, library: SlowLibrary) -> None:
    assert page.model.row_at(AT_ONCE - 1) is not None
    assert page.model.rowCount() == 1_000
    assert not page.model.is_complete
    library.let.set()
    qtbot.waitUntil(lambda: page.model.is_complete)
    assert page.model.ids.tolist() == library.all.tolist()


def test_a_newer_question_has_the_last_word(qtbot: QtBot, page: TrackPage, library: SlowLibrary) -> None:
    with qtbot.waitSignal(page.shown_changed):
        page.set_order(SortKey.PATH, descending=True, grouping=page.view.grouping)
        page.reload()
    assert page.model.track_at(0) == 1_000
    library.let.set()
    qtbot.waitUntil(lambda: page.model.is_complete)
    assert page.model.ids.tolist() == library.all[::-1].tolist()


def test_what_is_chosen_stays_in_sight_in_another_order(qtbot: QtBot, page: TrackPage, library: SlowLibrary) -> None:
    library.let.set()
    page.view.selectRow(2)
    with qtbot.waitSignal(page.shown_changed):
        page._set_sorting(SortKey.PATH, True)
    assert page.view.current_track() == 3
    assert page.view.currentIndex().row() in page.view.rows_in_sight()
    assert page.model.row_at(page.view.currentIndex().row()) is not None, "read with the answer"


def test_the_same_question_again_leaves_the_table_alone(qtbot: QtBot, page: TrackPage, library: SlowLibrary) -> None:
    library.let.set()
    qtbot.waitUntil(lambda: page.model.is_complete)
    resets: list[None] = []
    page.model.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignal(page.shown_changed):
        page.reload()
    qtbot.waitUntil(lambda: page._others is None)
    assert not resets


def test_what_changes_while_a_question_is_answered_is_read_again(
    qtbot: QtBot, page: TrackPage, library: SlowLibrary
) -> None:
    now = library.rows([1])[0]
    page._asking = True
    page.take_change(LibraryChange(frozenset({TrackId(1)})))
    page._take(_Found(page.query, None, [replace(now, title="as it was")], 1_000))  # read before the change, told after

    def title() -> str:
        row = page.model.row_at(0)
        return row.title if row is not None else ""

    qtbot.waitUntil(lambda: title() == now.title)


def test_where_the_others_could_not_be_had_the_next_change_asks_again(
    qtbot: QtBot, page: TrackPage, library: SlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NDArray[np.int64]:
        raise AppError("The library cannot be read.")

    with monkeypatch.context() as failing:
        failing.setattr(library, "ids", fail)
        with qtbot.waitSignal(page.shown_changed):
            page.set_order(SortKey.PATH, descending=True, grouping=page.view.grouping)
            page.reload()
        qtbot.waitUntil(lambda: page._others is not None and page._others.has_failed)
    library.let.set()
    page.follow()
    qtbot.waitUntil(lambda: page.model.is_complete)
    assert page.model.ids.tolist() == library.all[::-1].tolist()


def test_awaited_ids_can_be_given_up_and_begun_anew(qtbot: QtBot, page: TrackPage) -> None:
    asked: list[RunControl] = []
    done: list[int] = []

    def find(control: RunControl) -> NDArray[np.int64]:
        asked.append(control)
        return _ALL

    awaited = AwaitedIds(find, lambda ids: done.append(len(ids)), page)
    awaited.give_up()
    awaited.begin()
    assert not asked
    waited = awaited.wait()
    assert waited is not None
    assert waited.tolist() == _ALL.tolist()
    qtbot.waitUntil(lambda: done == [300])
    awaited.give_up()
    awaited.go_on()
    qtbot.waitUntil(lambda: done == [300, 300])
