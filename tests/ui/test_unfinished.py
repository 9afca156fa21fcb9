"""An analysis that the program did not live to end goes on at the next start; what kills each start does not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import paths
from app.library.types import View
from app.session import Session
from app.ui.bridge import end_all_tasks
from app.ui.main_window import MainWindow
from app.ui.unfinished import HARDLY, Unfinished
from tests.ui.test_main_window import settle


def note() -> Path:
    return paths.data_dir() / "analysing.json"


def listening(qtbot: QtBot, window: MainWindow, music: Path) -> None:
    """Have ``window`` listen to ``music``, and hold it."""
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        window.add_paths([os.fsencode(music)])
    window.runs.pause()


def test_a_killed_analysis_goes_on_at_the_next_start(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    listening(qtbot, window, music)
    left_by_a_kill = note().read_text()
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        window.runs.cancel()
    assert not note().exists()
    settle(qtbot, window)
    assert session.counts()[View.NEW] > 0
    note().write_text(left_by_a_kill)
    again = MainWindow(session)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.runs.became_idle, timeout=60_000):
        again.show()
    assert session.counts()[View.NEW] == 0
    assert not note().exists()
    settle(qtbot, again)
    again.close()
    assert not note().exists()


def test_a_start_that_was_killed_where_the_one_before_was_waits_for_the_person(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    listening(qtbot, window, music)
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        window.runs.cancel()
    settle(qtbot, window)
    waiting = session.counts()[View.NEW]
    assert waiting > 1
    note().write_text(json.dumps({"waiting": waiting}))
    again = MainWindow(session)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.unfinished.stuck, timeout=30_000):
        again.show()
    assert not note().exists()
    assert not again.runs.busy
    message = again.strip.shown
    assert message is not None
    assert message.sentence == "Earmark ended twice at the same place of an analysis, so it waits."
    with qtbot.waitSignal(again.runs.became_idle, timeout=60_000):
        again.strip._button.click()
        assert json.loads(note().read_text()) == {"waiting": waiting}, "a third time it waits at once"
    assert session.counts()[View.NEW] == 0
    settle(qtbot, again)
    again.close()


class Running(QObject):
    """Work of the window, as far as the note asks about it."""

    began = Signal(str, bool)
    became_idle = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.will_hear = False
        self.rescans = 0

    def rescan(self) -> None:
        self.rescans += 1
        self.will_hear = True
        self.began.emit("Reading tags", True)


@pytest.fixture
def running(qtbot: QtBot) -> Iterator[Running]:
    made = Running()
    yield made
    made.deleteLater()


@pytest.mark.parametrize(
    ("left", "now", "goes_on"),
    [
        ('{"waiting": null}', 3519, True),  # the first start after it was cut off
        ('{"waiting": 3519}', 3519, False),
        ('{"waiting": 3519}', 3519 - HARDLY, False),
        ('{"waiting": 3519}', 3518 - HARDLY, True),  # killed again, but further on
        ('{"waiting": 10}', 5, False),
        ('{"waiting": 10}', 4, True),
        ('{"waiting": 0}', 0, False),  # while tags were read
        ('{"waiting": 0}', 608, True),  # tags were read since
        ("", 10, True),  # the power went while it was written
        ("[]", 10, True),
    ],
)
def test_how_far_a_start_must_have_come(session: Session, running: Running, left: str, now: int, goes_on: bool) -> None:
    note().write_text(left)
    Unfinished(session, running)._decide({View.NEW: now})
    assert running.rescans == goes_on
    if goes_on:
        assert json.loads(note().read_text()) == {"waiting": now}
    else:
        assert not note().exists()


def test_a_window_that_was_closed_in_good_order_counts_as_no_crash(session: Session, running: Running) -> None:
    note().write_text('{"waiting": 100}')
    unfinished = Unfinished(session, running)
    unfinished._decide({View.NEW: 40})
    unfinished.keep()
    running.will_hear = False
    running.became_idle.emit(True)
    assert json.loads(note().read_text()) == {"waiting": None}


def test_what_a_start_itself_was_given_is_not_taken_for_left(session: Session, running: Running, qtbot: QtBot) -> None:
    unfinished = Unfinished(session, running)
    running.will_hear = True
    running.began.emit("Adding", False)  # the folders named on the command line
    unfinished.go_on()
    end_all_tasks()
    QApplication.processEvents()
    assert running.rescans == 0
    assert json.loads(note().read_text()) == {"waiting": None}


def test_without_an_analysis_nothing_is_left(session: Session, running: Running) -> None:
    unfinished = Unfinished(session, running)
    running.began.emit("Reading tags", True)
    unfinished.keep()
    assert not note().exists()
