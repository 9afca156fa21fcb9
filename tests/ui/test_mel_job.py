"""Pictures in the background: wanted, kept, given up, prepared."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import DecodeError
from app.progress import RunControl
from app.session.records import MelPicture
from app.ui.bridge import end_all_tasks
from app.ui.mel_job import KEPT, PictureShelf
from tests.ui.pictures import picture


class Drawing:
    """A session that draws when it is let go on."""

    def __init__(self) -> None:
        self.begun: list[bytes] = []
        self.gate = threading.Event()
        self.gate.set()
        self.gave_up: list[bytes] = []

    def picture(self, path: bytes, control: RunControl | None = None) -> MelPicture:
        self.begun.append(path)
        while not self.gate.wait(0.01):
            assert control is not None
            if control.cancelled:
                self.gave_up.append(path)
                break
        if path == b"bad":
            raise DecodeError("No sound.")
        return picture(2.0)


@pytest.fixture
def make_shelf(qapp: QApplication) -> Iterator[Callable[[Drawing], PictureShelf]]:
    """Makes shelves that live until their work has ended."""
    made: list[PictureShelf] = []

    def make(drawing: Drawing) -> PictureShelf:
        made.append(PictureShelf(drawing.picture))
        return made[-1]

    yield make
    for shelf in made:
        shelf.want(None)
    end_all_tasks()
    QApplication.processEvents()


Make = Callable[[Drawing], PictureShelf]


def test_a_wanted_picture_comes_once_and_is_kept(make_shelf: Make, qtbot: QtBot) -> None:
    drawing = Drawing()
    shelf = make_shelf(drawing)
    with qtbot.waitSignal(shelf.ready) as ready:
        assert shelf.want(b"a") is None
    assert ready.args[0] == b"a"
    assert shelf.want(b"a") is ready.args[1]
    assert drawing.begun == [b"a"]
    shelf.forget(b"a")
    with qtbot.waitSignal(shelf.ready):
        assert shelf.want(b"a") is None


def test_passing_over_tracks_draws_only_the_last(make_shelf: Make, qtbot: QtBot) -> None:
    drawing = Drawing()
    shelf = make_shelf(drawing)
    with qtbot.waitSignal(shelf.ready) as ready:
        for number in range(50):
            shelf.want(b"%d" % number)
    assert ready.args[0] == b"49"
    assert drawing.begun == [b"49"]


def test_wanting_another_gives_the_first_up(make_shelf: Make, qtbot: QtBot) -> None:
    drawing = Drawing()
    drawing.gate.clear()
    shelf = make_shelf(drawing)
    shelf.want(b"a")
    qtbot.waitUntil(lambda: drawing.begun == [b"a"])
    shelf.want(b"b")
    qtbot.waitUntil(lambda: drawing.gave_up == [b"a"])
    with qtbot.waitSignal(shelf.ready) as ready:
        drawing.gate.set()
    assert ready.args[0] == b"b"
    with qtbot.waitSignal(shelf.ready) as ready:  # what was given up halfway is not taken for a whole picture
        assert shelf.want(b"a") is None


def test_a_failure_is_told_and_the_shelf_goes_on(make_shelf: Make, qtbot: QtBot) -> None:
    shelf = make_shelf(Drawing())
    with qtbot.waitSignal(shelf.failed) as failed:
        shelf.want(b"bad")
    assert failed.args[1].sentence == "No sound."
    with qtbot.waitSignal(shelf.ready):
        shelf.want(b"a")


def test_the_next_are_prepared_and_few_are_kept(make_shelf: Make, qtbot: QtBot) -> None:
    drawing = Drawing()
    shelf = make_shelf(drawing)
    with qtbot.waitSignal(shelf.ready):
        shelf.want(b"a")
    shelf.prepare([b"b", b"c"])
    qtbot.waitUntil(lambda: drawing.begun == [b"a", b"b", b"c"])
    qtbot.waitUntil(lambda: shelf.want(b"c") is not None)
    for number in range(KEPT):
        with qtbot.waitSignal(shelf.ready):
            shelf.want(b"%d" % number)
    assert shelf.want(b"a") is None


def test_what_is_made_ahead_goes_on_while_the_one_before_it_is_taken(make_shelf: Make, qtbot: QtBot) -> None:
    """Going from track to track: each is there already, and the one behind it is not begun anew each time."""
    drawing = Drawing()
    shelf = make_shelf(drawing)
    with qtbot.waitSignal(shelf.ready):
        shelf.want(b"a")
    shelf.prepare([b"b", b"c"])
    qtbot.waitUntil(lambda: drawing.begun == [b"a", b"b", b"c"])
    drawing.gate.clear()
    assert shelf.want(b"b") is not None
    shelf.prepare([b"c", b"d"])
    qtbot.waitUntil(lambda: drawing.begun == [b"a", b"b", b"c", b"d"])
    assert shelf.want(b"c") is not None
    shelf.prepare([b"d", b"e"])
    assert drawing.gave_up == []
    drawing.gate.set()
    qtbot.waitUntil(lambda: b"e" in shelf._kept)
    assert drawing.begun == [b"a", b"b", b"c", b"d", b"e"]


def test_what_was_given_up_is_made_ahead_after_all(make_shelf: Make, qtbot: QtBot) -> None:
    drawing = Drawing()
    drawing.gate.clear()
    shelf = make_shelf(drawing)
    shelf.want(b"a")
    qtbot.waitUntil(lambda: drawing.begun == [b"a"])
    shelf.want(b"b")  # a is passed over
    shelf.prepare([b"a", b"c"])
    qtbot.waitUntil(lambda: drawing.gave_up == [b"a"])
    drawing.gate.set()
    qtbot.waitUntil(lambda: b"c" in shelf._kept)
    assert drawing.begun == [b"a", b"b", b"a", b"c"]
    assert b"a" in shelf._kept
