from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.library.types import Query, SortKey
from app.ui.track_model import Column, TrackModel
from app.ui.track_view import TrackView
from tests.ui.doubles import MemoryLibrary


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary(1_000)


@pytest.fixture
def view(qtbot: QtBot, library: MemoryLibrary) -> TrackView:
    model = TrackModel(library.rows)
    model.set_ids(library.ids(Query()))
    made = TrackView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    return made


def _model(view: TrackView) -> TrackModel:
    model = view.model()
    assert isinstance(model, TrackModel)
    return model


def _select(view: TrackView, *rows: int) -> None:
    flag = QItemSelectionModel.SelectionFlag
    for row in rows:
        view.selectionModel().select(_model(view).index(row, 0), flag.Select | flag.Rows)


def test_sorting_does_not_lose_the_selection_nor_the_current_track(view: TrackView, library: MemoryLibrary) -> None:
    view.selectRow(5)
    _select(view, 7, 8, 40)
    before = view.selected_tracks()
    current = view.current_track()
    _model(view).set_ids(library.ids(Query(sort=SortKey.CONFIDENCE, descending=True)))
    assert sorted(view.selected_tracks()) == sorted(before)
    assert view.current_track() == current
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())


def test_a_filter_keeps_the_selection_that_it_shows(view: TrackView) -> None:
    view.selectRow(5)
    _select(view, 7)
    _model(view).set_ids(np.array([8, 9, 10], dtype=np.int64))
    assert view.selected_tracks() == [8]
    assert view.current_track() is None


def test_selecting_everything_is_quick_and_survives_a_new_order(qtbot: QtBot) -> None:
    class CountingModel(TrackModel):
        asked = 0

        def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
            self.asked += 1
            return super().flags(index)

    library = MemoryLibrary(200_000)
    model = CountingModel(library.rows)
    model.set_ids(library.ids(Query()))
    view = TrackView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.show()
    view.selectAll()
    model.set_ids(library.ids(Query(descending=True)))
    view.grab()
    assert len(view.selected_rows()) == 200_000
    assert model.asked < 10_000, "nothing asks every row"


def test_a_click_on_a_header_asks_for_an_order(qtbot: QtBot, view: TrackView) -> None:
    header = view.horizontalHeader()
    place = header.viewport().rect().topLeft()
    place.setX(header.sectionViewportPosition(Column.TITLE) + 20)
    place.setY(8)
    with qtbot.waitSignal(view.sort_requested) as asked:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [SortKey.TITLE, False]
    with qtbot.waitSignal(view.sort_requested) as asked:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [SortKey.TITLE, True]


def test_showing_an_order_asks_for_none(qtbot: QtBot, view: TrackView) -> None:
    with qtbot.assertNotEmitted(view.sort_requested):
        view.show_sorting(SortKey.ARTIST, True)
    assert view.horizontalHeader().sortIndicatorSection() == Column.ARTIST


def test_enter_and_double_click_open_a_track(qtbot: QtBot, view: TrackView) -> None:
    view.selectRow(3)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [4]
    place = view.visualRect(_model(view).index(2, Column.TITLE)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [3]


def test_the_menu_is_asked_for_where_the_pointer_is(qtbot: QtBot, view: TrackView) -> None:
    with qtbot.waitSignal(view.menu_requested):
        view.customContextMenuRequested.emit(view.viewport().rect().center())


@pytest.mark.parametrize(
    ("width", "hidden"),
    [(1200, set()), (740, {Column.DURATION, Column.ALBUM}), (500, {Column.DURATION, Column.ALBUM, Column.ARTIST})],
)
def test_columns_give_way_in_a_narrow_window(view: TrackView, width: int, hidden: set[Column]) -> None:
    view.resize(width, 400)
    assert {column for column in Column if view.isColumnHidden(column)} == hidden
    header = view.horizontalHeader()
    assert sum(header.sectionSize(column) for column in Column) <= view.viewport().width()


def test_paints_every_state_grouped_and_not(qtbot: QtBot, view: TrackView) -> None:
    view.resize(1200, 600)
    qtbot.waitUntil(lambda: _model(view).row_at(30) is not None)
    plain = view.grab().toImage()
    view.set_grouped(True)
    assert view.horizontalHeader().visualIndex(Column.ALBUM) == 0
    view.verticalScrollBar().setValue(140)
    assert view.grab().toImage() != plain


def test_comfortable_rows_are_higher(view: TrackView) -> None:
    assert view.rowHeight(0) == 28
    view.set_comfortable(True)
    assert view.rowHeight(0) == 36


def test_columns_are_remembered(view: TrackView) -> None:
    view.horizontalHeader().moveSection(2, 5)
    saved = view.save_columns()
    view.horizontalHeader().moveSection(5, 2)
    view.restore_columns(saved)
    assert view.own_widths
    assert view.save_columns() == saved
