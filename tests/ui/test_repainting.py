"""What changes in a row paints that row, and what is on the screen is what the library holds."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.types import Query, SortKey, TrackId, TrackRow
from app.ui.bridge import running_tasks
from app.ui.columns import Grouping
from app.ui.track_model import TrackModel
from app.ui.track_view import TrackView
from tests.ui.doubles import MemoryLibrary, make_row


class Painted(QObject):
    """What of a table was painted since the last :meth:`clear`."""

    def __init__(self, view: TrackView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False

    def clear(self) -> None:
        self.region = QRegion()


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary(1_000)


@pytest.fixture
def model(library: MemoryLibrary) -> TrackModel:
    made = TrackModel(library.rows)
    made.set_ids(library.ids(Query()))
    return made


@pytest.fixture
def view(qtbot: QtBot, model: TrackModel) -> TrackView:
    made = TrackView(model)
    model.setParent(made)
    model.in_sight = lambda: None if made.grouping else made.rows_in_sight()
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, view: TrackView) -> QImage:
    """Let it ask for what it misses and paint it; what is then on the screen."""
    model = view.model()
    assert isinstance(model, TrackModel)

    def at_rest() -> bool:
        QApplication.processEvents()  # what was read is painted, and painting asks for what is to be read again
        return not running_tasks() and not model._timer.isActive()

    qtbot.waitUntil(lambda: at_rest() and at_rest())
    return view.screen().grabWindow(view.window().winId()).toImage()


def test_only_the_row_of_a_track_that_is_heard_is_painted(qtbot: QtBot, view: TrackView, model: TrackModel) -> None:
    painted = Painted(view)
    model.set_hearing({3, 700})
    settle(qtbot, view)
    row = model.row_of(TrackId(3))
    assert painted.region.boundingRect().top() == view.rowViewportPosition(row)
    assert painted.region.boundingRect().height() <= view.rowHeight(row) + 1
    painted.clear()
    model.set_hearing({701})
    settle(qtbot, view)
    assert painted.region.boundingRect().height() <= view.rowHeight(row) + 1
    painted.clear()
    model.set_hearing({702})
    model.refresh([TrackId(800)])
    settle(qtbot, view)
    assert painted.region.isEmpty()


def test_a_change_is_read_and_painted_and_its_neighbours_are_not(
    qtbot: QtBot, view: TrackView, model: TrackModel, library: MemoryLibrary
) -> None:
    painted = Painted(view)
    library.changed[5] = make_row(5, title="Another")
    model.refresh([TrackId(5)])
    settle(qtbot, view)
    row = model.row_at(4)
    assert row is not None
    assert row.title == "Another"
    assert painted.region.boundingRect().height() <= view.rowHeight(4) + 1


def test_what_changes_while_its_row_is_read_is_read_again(
    qtbot: QtBot, view: TrackView, model: TrackModel, library: MemoryLibrary
) -> None:
    go_on = threading.Event()
    read = library.rows

    def read_slowly(ids: Iterable[int]) -> list[TrackRow]:
        found = read(ids)
        go_on.wait(30)
        return found

    model._load = read_slowly
    asked = len(library.asked)
    model.refresh([TrackId(5)])  # though it says what it said
    qtbot.waitUntil(lambda: len(library.asked) > asked)
    library.changed[5] = make_row(5, title="Another")
    model.refresh([TrackId(5)])
    QApplication.processEvents()
    go_on.set()
    settle(qtbot, view)
    row = model.row_at(4)
    assert row is not None
    assert row.title == "Another"


@pytest.mark.parametrize("grouping", [Grouping.NONE, Grouping.ALBUM])
@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_screen_shows_what_the_library_holds(
    qtbot: QtBot, view: TrackView, model: TrackModel, library: MemoryLibrary, seed: int, grouping: Grouping
) -> None:
    chance = random.Random(seed)
    view.set_grouping(grouping)
    bar = view.verticalScrollBar()

    def change() -> None:
        tracks = [chance.choice([1, 7, 12, 20, 250, 900]) for _ in range(chance.randrange(1, 4))]
        for track in tracks:
            before = library.changed.get(track) or make_row(track)
            library.changed[track] = replace(
                before, title=f"Title {chance.random()}", album=(name := chance.choice("AB")), album_group=name
            )
        model.refresh([TrackId(track) for track in tracks] if chance.random() < 0.8 else [])

    acts = [
        change,
        change,
        lambda: model.set_hearing({chance.randrange(1, 30) for _ in range(2)}),
        lambda: bar.setValue(view.rowHeight(0) * chance.choice([0, 2, 11, 250, 890])),
        lambda: model.set_ids(library.ids(Query(sort=SortKey.CONFIDENCE, descending=chance.random() < 0.5))),
        lambda: model.take_rows(library.rows([chance.randrange(1, 30)])),
        QApplication.processEvents,
    ]
    for _ in range(25):
        for _ in range(chance.randrange(1, 4)):
            chance.choice(acts)()
        seen = settle(qtbot, view)
        for place in view.rows_in_sight():
            row, track = model.row_at(place), model.track_at(place)
            assert track is not None
            assert row == (library.changed.get(track) or make_row(track))
        view.viewport().update()
        assert settle(qtbot, view) == seen


def test_many_changes_paint_only_what_says_something_else(
    qtbot: QtBot, view: TrackView, model: TrackModel, library: MemoryLibrary
) -> None:
    painted = Painted(view)
    model.refresh()
    settle(qtbot, view)
    assert painted.region.isEmpty()
    library.changed[5] = replace(make_row(5), title="Another")
    library.changed[700] = replace(make_row(700), title="Not in sight")
    model.refresh()
    settle(qtbot, view)
    assert 0 < painted.region.boundingRect().height() <= view.rowHeight(4) + 1
    row = model.row_at(4)
    assert row is not None
    assert row.title == "Another"
