from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.library.types import ChosenBy, Query, SortKey, TrackId, TrackRow, TrackState
from app.ui import words
from app.ui.bridge import messages
from app.ui.columns import SORT_KEYS, Column
from app.ui.track_model import (
    IN_FLIGHT,
    MAX_ROWS,
    PAGE,
    ROW_ROLE,
    WANTED,
    TrackModel,
    cell_text,
    heard,
    tool_tip,
)
from tests.ui.doubles import MemoryLibrary, make_row


@pytest.fixture
def library() -> MemoryLibrary:
    return MemoryLibrary(1_000)


@pytest.fixture
def model(qtbot: QtBot, library: MemoryLibrary) -> TrackModel:
    made = TrackModel(library.rows)
    made.set_ids(library.ids(Query()))
    return made


def test_keeps_the_rules_of_item_models(model: TrackModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_rows_come_by_pages_in_the_background(qtbot: QtBot, model: TrackModel, library: MemoryLibrary) -> None:
    assert model.row_at(0) is None
    with qtbot.waitSignal(model.dataChanged):
        pass
    row = model.row_at(0)
    assert row is not None
    assert row.title == "Title 1"
    assert model.row_at(PAGE - 1) is not None
    assert library.asked == [list(range(1, PAGE + 1))]


def test_a_row_outside_the_table_is_none(model: TrackModel) -> None:
    assert model.row_at(-1) is None
    assert model.row_at(10_000) is None
    assert model.track_at(-1) is None
    assert model.data(QModelIndex()) is None


def test_fast_scrolling_loads_only_the_newest_pages(qtbot: QtBot) -> None:
    library = MemoryLibrary(200_000)
    model = TrackModel(library.rows)
    model.set_ids(library.ids(Query()))
    for row in range(0, 200_000, PAGE):
        model.row_at(row)
    last = library.all.size - PAGE
    qtbot.waitUntil(lambda: model.row_at(last) is not None)
    assert len(library.asked) <= WANTED + IN_FLIGHT


def test_holds_at_most_so_many_rows(qtbot: QtBot) -> None:
    library = MemoryLibrary(MAX_ROWS + 10 * PAGE)
    model = TrackModel(library.rows)
    model.set_ids(library.ids(Query()))
    for row in range(0, len(library.all), PAGE):
        _load(qtbot, model, row)
    assert len(model._rows) <= MAX_ROWS


def test_a_new_order_keeps_the_loaded_rows(qtbot: QtBot, model: TrackModel, library: MemoryLibrary) -> None:
    _load(qtbot, model, 0)
    model.set_ids(library.ids(Query(descending=True)))
    assert model.row_at(999) is not None
    assert model.track_at(0) == 1_000
    assert model.row_of(TrackId(1)) == 999
    assert model.row_of(TrackId(5_000)) == -1


def test_a_changed_row_stays_in_sight_until_the_new_one_is_there(
    qtbot: QtBot, model: TrackModel, library: MemoryLibrary
) -> None:
    _load(qtbot, model, 0)
    library.changed[1] = make_row(1, title="New title")
    model.refresh([TrackId(1)])
    before = model.row_at(0)
    assert before is not None
    assert before.title == "Title 1"
    qtbot.waitUntil(lambda: _title(model, 0) == "New title")
    library.changed[2] = make_row(2, title="Another")
    model.refresh()
    qtbot.waitUntil(lambda: _title(model, 1) == "Another")


def test_a_vanished_track_is_a_skeleton_and_is_not_asked_for_again(qtbot: QtBot) -> None:
    asked: list[int] = []

    def load(ids: list[int]) -> list[TrackRow]:
        asked.append(len(ids))
        return []

    model = TrackModel(load)
    model.set_ids(np.arange(1, 4, dtype=np.int64))
    model.row_at(0)
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert model.row_at(0) is None
    assert model.data(model.index(0, Column.TITLE)) == ""
    assert asked == [3]


def test_a_failing_load_is_told_once(qtbot: QtBot) -> None:
    def load(ids: list[int]) -> list[TrackRow]:
        raise AppError("The library cannot be read.")

    model = TrackModel(load)
    model.set_ids(np.arange(1, 4, dtype=np.int64))
    with qtbot.waitSignals([messages().failed, model.dataChanged]):
        model.row_at(0)
    with qtbot.assertNotEmitted(messages().failed, wait=50):
        model.row_at(0)


def test_marks_what_is_heard(model: TrackModel) -> None:
    model.set_hearing({3})
    assert [row for row in range(10) if model.is_heard(row)] == [2]
    model.set_hearing(set())
    assert not model.is_heard(2)


def test_gives_records_texts_and_names(qtbot: QtBot, model: TrackModel) -> None:
    _load(qtbot, model, 0)
    index = model.index(0, Column.TITLE)
    assert isinstance(model.data(index, ROW_ROLE), TrackRow)
    assert model.data(index) == "Title 1"
    assert "/music/" in model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(Column.TITLE, Qt.Orientation.Horizontal) == "Title"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_after_a_persons_choice_no_percentage_is_shown() -> None:
    row = make_row(1, state=TrackState.READY, chosen=("Polka",), chosen_by=ChosenBy.PERSON, confidence=0.9)
    assert cell_text(row, Column.CONFIDENCE) == "yours"
    assert heard(row) == ("Polka",)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TrackState.NEW, ()),
        (TrackState.FAILED, ()),
        (TrackState.REVIEW, ("Rock", "Pop")),
        (TrackState.READY, ("Jazz",)),
        (TrackState.CONFLICT, ("Rock",)),
    ],
)
def test_what_is_shown_as_heard(state: TrackState, expected: tuple[str, ...]) -> None:
    row = make_row(1, state=state, chosen=("Jazz",), predicted="Rock", suggestions=("Rock", "Pop"))
    assert heard(row) == expected


@pytest.mark.parametrize(("genres", "expected", "said"), [(("Rock",), ("Rock",), "Rock"), ((), (), "no genre")])
def test_what_a_person_kept_is_not_what_the_model_heard(
    genres: tuple[str, ...], expected: tuple[str, ...], said: str
) -> None:
    kept = make_row(1, state=TrackState.KEPT, genres=genres, chosen=(), chosen_by=ChosenBy.PERSON, predicted="Jazz")
    assert heard(kept) == expected
    assert cell_text(kept, Column.PREDICTED) == said
    assert cell_text(kept, Column.CONFIDENCE) == "yours"


def test_a_failed_track_shows_its_reason() -> None:
    row = make_row(1, state=TrackState.FAILED, error="The file ends too early.")
    assert cell_text(row, Column.PREDICTED) == "The file ends too early."


def test_what_a_person_chose_for_a_failed_track_hides_no_reason() -> None:
    why = {"error": "The file ends too early.", "predicted": "", "chosen": ("Jazz",), "chosen_by": ChosenBy.PERSON}
    ready = make_row(1, state=TrackState.READY, **why)
    assert heard(ready) == ("Jazz",)
    assert "You chose the genre." in tool_tip(ready)
    assert "It could not be heard: The file ends too early." in tool_tip(ready)
    failed = make_row(1, state=TrackState.FAILED, **why)
    assert "You chose Jazz, but nothing can be written into this file. The file ends" in tool_tip(failed)
    assert cell_text(failed, Column.PREDICTED) == "The file ends too early."


def test_every_column_but_the_picture_can_be_sorted() -> None:
    assert set(SORT_KEYS) == set(Column) - {Column.PICTURE}
    assert SORT_KEYS[Column.CONFIDENCE] is SortKey.CONFIDENCE


def _load(qtbot: QtBot, model: TrackModel, row: int) -> None:
    qtbot.waitUntil(lambda: model.row_at(row) is not None)


def _title(model: TrackModel, row: int) -> str:
    found = model.row_at(row)
    return found.title if found is not None else ""


@pytest.mark.parametrize(
    ("path", "shown", "expected"),
    [
        (b"/music/flac/a.flac", "Mr. Fancy Pants", "flac \u00b7 flac"),
        (b"/music/Week Four/a.OGG", "Mr. Fancy Pants", "ogg \u00b7 Week Four"),
        (b"/music/Week Four/a.mp3", "a.mp3", "Week Four"),
        (b"/music/plain", "plain", "music"),
        (b"/a.mp3", "a.mp3", ""),
    ],
)
def test_files_of_one_name_are_told_apart(path: bytes, shown: str, expected: str) -> None:
    assert words.file_place(path, shown) == expected
    assert path.decode() in tool_tip(make_row(1, path=path))


def test_what_is_heard_and_never_written_says_so() -> None:
    heard = make_row(1, state=TrackState.KEPT, container="matroska", genres=(), chosen=("Jazz",))
    assert cell_text(heard, Column.STATE) == "Heard, not written"
    assert "does not write genres into files of this kind" in tool_tip(heard)
    for other in (replace(heard, container="flac"), replace(heard, genres=("Jazz",)), replace(heard, chosen=())):
        assert cell_text(other, Column.STATE) == "Nothing to do"


def test_an_unknown_track_is_called_unknown() -> None:
    assert cell_text(make_row(1, state=TrackState.UNKNOWN, predicted="Jazz"), Column.PREDICTED) == "unknown"
