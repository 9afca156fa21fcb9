from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.library.types import Query, SortKey, TrackId
from app.ui.columns import (
    FIRST_ORDER,
    FIRST_SHOWN,
    FIXED,
    WIDTHS,
    Column,
    ColumnLayout,
    Grouping,
    column_heading,
    fitted,
)
from app.ui.genre_field import GenreField
from app.ui.painting import draw_named_file
from app.ui.theme import SPACE
from app.ui.track_model import TrackModel
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


def test_the_line_of_the_focus_leaves_no_trace_in_the_row_that_had_it(view: TrackView, qtbot: QtBot) -> None:
    painted = QRegion()

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            nonlocal painted
            if isinstance(event, QPaintEvent):
                painted = painted.united(event.region())
            return False

    flag = QItemSelectionModel.SelectionFlag.NoUpdate
    view.selectionModel().setCurrentIndex(_model(view).index(0, 0), flag)
    view.grab()
    watch = Watch(view)
    view.viewport().installEventFilter(watch)
    painted = QRegion()
    view.selectionModel().setCurrentIndex(_model(view).index(3, 0), flag)
    rows = [QRect(0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row)) for row in (0, 3)]
    qtbot.waitUntil(lambda: all(QRegion(row).subtracted(painted).isEmpty() for row in rows), timeout=3000)


def _on_screen(view: TrackView) -> QImage:
    """What has reached the screen, without anything being painted for it."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.window().winId()).toImage()


@pytest.mark.parametrize("scrolled", [0, 37, 10**9], ids=["head", "between", "end"])
def test_a_table_that_becomes_higher_or_lower_paints_what_is_new_and_looks_the_same(
    qtbot: QtBot, view: TrackView, scrolled: int
) -> None:
    painted: list[QRegion] = []

    class Watch(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region())
            return False

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    view.setParent(window)
    view.show()
    with qtbot.waitExposed(window):
        window.show()
    view.verticalScrollBar().setValue(scrolled)
    at = view.rows_in_sight()
    qtbot.waitUntil(lambda: all(_model(view).row_at(row) is not None for row in at))
    _on_screen(view)
    watch = Watch(view)
    view.viewport().installEventFilter(watch)
    for height in (352, 400, 380, 520, 300):
        before = view.viewport().height()
        painted.clear()
        view.resize(view.width(), height)
        seen = _on_screen(view)
        if not scrolled:
            room = QRegion(0, before, view.viewport().width(), max(0, height - before))
            assert all(part.subtracted(room).isEmpty() for part in painted), height
        view.viewport().update()
        view.repaint()
        assert _on_screen(view) == seen, height
    view.setParent(None)  # it is closed by itself


def test_a_filter_keeps_the_selection_that_it_shows(view: TrackView) -> None:
    view.selectRow(5)
    _select(view, 7)
    _model(view).set_ids(np.array([8, 9, 10], dtype=np.int64))
    assert view.selected_tracks() == [8]
    assert view.current_track() is None


def test_a_filter_that_hides_all_that_was_selected_says_so(view: TrackView, qtbot: QtBot) -> None:
    view.selectionModel().clearCurrentIndex()
    _select(view, 5, 7)
    with qtbot.waitSignal(view.selection_changed, check_params_cb=lambda count: count == 0):
        _model(view).set_ids(np.array([20, 21], dtype=np.int64))
    assert view.highlighted_track() is None


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 999)])
def test_home_and_end_select_the_first_and_the_last_track(view: TrackView, key: Qt.Key, row: int) -> None:
    view.selectRow(5)
    QTest.keyClick(view, key)
    assert view.selected_rows().tolist() == [row]
    assert row in view.rows_in_sight()


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
    [(1200, set()), (800, {Column.DURATION, Column.ALBUM}), (670, {Column.DURATION, Column.ALBUM, Column.ARTIST})],
)
def test_columns_give_way_in_a_narrow_window(view: TrackView, width: int, hidden: set[Column]) -> None:
    view.resize(width, 400)
    assert FIRST_SHOWN - view.shown_columns() == hidden
    header = view.horizontalHeader()
    assert sum(header.sectionSize(column) for column in Column) <= view.viewport().width()


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("grouping", list(Grouping))
def test_no_heading_is_cut_off_in_a_small_window(library: MemoryLibrary, grouping: Grouping) -> None:
    """1024 pixels leave so much between side bar and inspector."""
    view = TrackView(TrackModel(library.rows))
    view.model().setParent(view)
    view.resize(542, 400)
    view.set_grouping(grouping)
    view.ensurePolished()
    view.fit_columns()
    header = view.horizontalHeader()
    measure = header.fontMetrics()
    for column in view.shown_columns() - set(FIXED):
        assert header.sectionSize(column) >= measure.horizontalAdvance(column_heading(column)) + 2 * SPACE, column
    assert header.length() <= view.viewport().width()
    view.deleteLater()


def test_where_headings_take_more_than_there_is_texts_give_way() -> None:
    shown = [Column.STATE, Column.TITLE, Column.GENRES, Column.PREDICTED]
    needed = fitted(shown, 10_000, (), {Column.GENRES: 100})
    assert needed[Column.GENRES] > 100
    narrow = fitted(shown, 340, (), {Column.GENRES: 100})
    assert narrow[Column.GENRES] == 100
    assert sum(narrow.values()) <= 340
    narrowest = fitted(shown, 10, (), {Column.GENRES: 100})
    assert narrowest[Column.TITLE] >= WIDTHS[Column.TITLE].least * 3 // 4, "then the table scrolls"
    assert narrowest[Column.STATE] == WIDTHS[Column.STATE].least


@pytest.mark.parametrize(("width", "seen"), [(94, False), (170, True)])
def test_what_stands_beside_a_long_title_is_whole_or_not_there(qapp: QApplication, width: int, seen: bool) -> None:
    def painted(place: str) -> QImage:
        image = QImage(width, 28, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_named_file(painter, image.rect(), "A title much longer than its column", place, QColor("black"))
        painter.end()
        return image

    assert (painted("mp3 · 2011 - Album") != painted("")) is seen


def test_paints_every_state_grouped_and_not(qtbot: QtBot, view: TrackView) -> None:
    view.resize(1200, 600)
    qtbot.waitUntil(lambda: _model(view).row_at(30) is not None)
    plain = view.grab().toImage()
    view.set_grouping(Grouping.ALBUM)
    assert view.horizontalHeader().visualIndex(Column.ALBUM) == 0
    view.verticalScrollBar().setValue(140)
    assert view.grab().toImage() != plain


def test_comfortable_rows_are_higher(view: TrackView) -> None:
    assert view.rowHeight(0) == 28
    view.set_comfortable(True)
    assert view.rowHeight(0) == 36


def test_columns_are_remembered_by_name(view: TrackView) -> None:
    view.resize(1300, 400)
    assert view.layout_of_columns() == ColumnLayout()
    header = view.horizontalHeader()
    header.moveSection(header.visualIndex(Column.GENRES), 1)
    view.show_column(Column.FORMAT, True)
    view.show_column(Column.ARTIST, False)
    text = view.layout_of_columns().to_text()
    view.lay_columns_out(ColumnLayout())
    assert header.visualIndex(Column.GENRES) == FIRST_ORDER.index(Column.GENRES)
    view.lay_columns_out(ColumnLayout.from_text(text))
    assert header.visualIndex(Column.GENRES) == 1
    assert view.shown_columns() == FIRST_SHOWN - {Column.ARTIST} | {Column.FORMAT}
    assert view.layout_of_columns().to_text() == text


def test_chosen_columns_give_way_no_more(view: TrackView) -> None:
    view.resize(1300, 400)
    view.show_column(Column.YEAR, True)
    view.resize(500, 400)
    assert view.shown_columns() == FIRST_SHOWN | {Column.YEAR}
    assert view.horizontalHeader().length() > view.viewport().width()


def test_widths_are_kept_as_the_person_set_them(view: TrackView) -> None:
    view.resize(1300, 400)
    view.own_widths = True
    view.horizontalHeader().resizeSection(Column.TITLE, 333)
    text = view.layout_of_columns().to_text()
    view.lay_columns_out(ColumnLayout())
    assert view.columnWidth(Column.TITLE) != 333
    view.lay_columns_out(ColumnLayout.from_text(text))
    assert view.columnWidth(Column.TITLE) == 333


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"order": 3}', '{"order": [], "shown": [], "widths": []}'])
def test_a_layout_that_makes_no_sense_is_the_delivered_one(text: str) -> None:
    assert ColumnLayout.from_text(text) == ColumnLayout()


def test_a_layout_of_another_version_is_taken_as_far_as_it_goes() -> None:
    text = '{"order": ["TITLE", "COVER", "STATE"], "shown": ["STATE", "COVER"], "widths": {"TITLE": 200, "COVER": 9}}'
    layout = ColumnLayout.from_text(text)
    assert layout.order[:2] == (Column.TITLE, Column.STATE)
    assert sorted(layout.order) == sorted(Column)
    assert layout.shown == {Column.TITLE, Column.STATE}, "the title is always there"
    assert layout.widths == {Column.TITLE: 200}


def test_grouping_puts_a_column_at_the_left_and_back(view: TrackView) -> None:
    view.resize(1300, 400)
    header = view.horizontalHeader()
    for grouping, column in ((Grouping.ARTIST, Column.ARTIST), (Grouping.ALBUM, Column.ALBUM)):
        view.set_grouping(grouping)
        assert header.visualIndex(column) == 0
        assert view.layout_of_columns() == ColumnLayout(), "a group's column is no choice of the person"
        assert not view.grab().isNull()
    view.set_grouping(Grouping.NONE)
    assert [header.logicalIndex(place) for place in range(len(Column))] == list(FIRST_ORDER)


def test_the_menu_of_columns_shows_and_hides(view: TrackView) -> None:
    view.resize(1300, 400)
    actions = {action.text(): action for action in view.column_menu().actions()}
    assert not actions["Title"].isEnabled()
    actions["Format"].trigger()
    assert Column.FORMAT in view.shown_columns()
    assert _model(view).index(0, Column.FORMAT).data() == "FLAC"
    actions["As delivered"].trigger()
    assert view.shown_columns() == FIRST_SHOWN


def test_a_genre_is_typed_in_its_row(qtbot: QtBot, view: TrackView) -> None:
    _model(view).row_at(2)
    view.editing_begun.connect(lambda field: field.offer(["Jazz", "Jazz Fusion"]))
    assert view.edit_genre(TrackId(3))
    field = view.findChild(GenreField)
    assert isinstance(field, GenreField)
    field.selectAll()
    qtbot.keyClicks(field, "Acid Jazz; Polka")
    with qtbot.waitSignal(view.genres_entered) as entered, qtbot.assertNotEmitted(view.opened):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert entered.args == [3, ("Acid Jazz", "Polka")]
    qtbot.waitUntil(lambda: not view.is_editing)


def test_tab_types_on_in_the_next_row_and_escape_leaves(qtbot: QtBot, view: TrackView) -> None:
    assert view.edit_genre(TrackId(3))
    first = view.findChild(GenreField)
    assert isinstance(first, GenreField)
    qtbot.keyClicks(first, "Polka")
    with qtbot.waitSignal(view.genres_entered) as entered:
        qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert entered.args == [3, ("Polka",)]
    assert view.is_editing
    assert view.current_track() == 4
    second = next(field for field in view.findChildren(GenreField) if field is not first)
    with qtbot.assertNotEmitted(view.genres_entered):
        qtbot.keyClicks(second, "half a wo")
        qtbot.keyClick(second, Qt.Key.Key_Escape)
    assert not view.is_editing


def test_leaving_the_line_as_it_was_changes_nothing(qtbot: QtBot, view: TrackView) -> None:
    assert view.edit_genre(TrackId(3))
    field = view.findChild(GenreField)
    assert isinstance(field, GenreField)
    with qtbot.assertNotEmitted(view.genres_entered, wait=50):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not view.is_editing
