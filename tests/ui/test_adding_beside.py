"""Music that is added while other music is being listened to: remembered and listed at once, heard in its turn."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app import paths
from app.library.types import TrackState, View
from app.session import Session
from app.ui.main_window import MainWindow
from app.ui.message_strip import Message
from tests.ui.test_main_window import drop, rows, settle


@pytest.fixture
def more(tmp_path: Path, music: Path) -> Path:
    """A second folder, with one song."""
    folder = tmp_path / "more music"
    folder.mkdir()
    shutil.copy(music / "02 strings.flac", folder / "late.flac")
    return folder


def dropped_beside(qtbot: QtBot, window: MainWindow, music: Path, more: Path) -> None:
    """Hold the analysis of ``music`` and drop ``more``, until its song is in the table."""
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        drop(window, music)
    window.activity._pause.click()
    with qtbot.waitSignal(window.runs.queued, timeout=30_000) as queued:
        drop(window, more)
    assert queued.args == [1]
    qtbot.waitUntil(lambda: b"late.flac" in shown(window), timeout=30_000)


def shown(window: MainWindow) -> set[bytes]:
    """Names of the files in the table."""
    return {os.path.basename(row.path) for row in window._session.rows(window.page.model.ids.tolist())}


def test_a_drop_during_an_analysis_is_listed_at_once_and_heard_in_its_turn(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, more: Path
) -> None:
    dropped_beside(qtbot, window, music, more)
    assert window.runs.busy
    assert window.activity._what.text().startswith("Analysing"), "the bar stays with what is listened to"
    assert os.fsencode(more) in {root.path for root in session.folders()}
    qtbot.waitUntil(lambda: os.fsencode(more) in {root.path for root in window._roots}, timeout=30_000)
    assert rows(window, session)["late.flac"].state is TrackState.NEW
    assert window.strip.shown is not None
    assert window.strip.shown.sentence == "1 track added."
    with qtbot.waitSignal(window.runs.became_idle, timeout=90_000):
        window.activity._pause.click()
    settle(qtbot, window)
    assert session.counts()[View.NEW] == 0


def test_cancelling_ends_the_listening_and_not_the_adding(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, more: Path
) -> None:
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        drop(window, music)
    window.activity._pause.click()
    drop(window, more)  # not yet looked through
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        window.activity._cancel.click()
    settle(qtbot, window)
    assert rows(window, session)["late.flac"].state is TrackState.NEW
    assert {root.path for root in session.folders()} == {os.fsencode(music), os.fsencode(more)}
    window.runs.rescan()
    qtbot.waitUntil(lambda: not window.runs.busy, timeout=60_000)
    assert session.counts()[View.NEW] == 0


def test_a_scan_is_cancelled_by_itself_and_leaves_the_next_one(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, more: Path
) -> None:
    drop(window, music)
    drop(window, more)
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Reading tags", timeout=30_000):
        pass
    assert window.runs.shown is not None
    window.runs.shown.pause()
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        window.runs.cancel()
    settle(qtbot, window)
    assert "late.flac" in rows(window, session)


def test_what_was_dropped_before_closing_is_heard_after_the_next_start(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, more: Path
) -> None:
    dropped_beside(qtbot, window, music, more)
    window.close()
    question = window.findChild(QMessageBox, "close-question")
    assert isinstance(question, QMessageBox)
    question.defaultButton().click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert (paths.data_dir() / "analysing.json").is_file()
    assert session.counts()[View.NEW] > 0
    again = MainWindow(session)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.runs.became_idle, timeout=60_000):
        again.show()
    assert session.counts()[View.NEW] == 0
    settle(qtbot, again)
    assert "late.flac" in rows(again, session)


def test_an_empty_drop_asks_for_another_and_that_takes_the_bar_away(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    drop(window, QUrl())  # as a window system gives it that did not hand the addresses over in time
    assert window.strip.shown == Message("What was dropped could not be read. Drop it again.", failed=True)
    drop(window, QUrl("https://example.org/song.mp3"))
    assert window.strip.shown.sentence == "What was dropped is not a file or folder here."
    with qtbot.waitSignal(window.runs.became_idle, timeout=90_000):
        drop(window, music)
        assert not window.strip.isVisible()
    settle(qtbot, window)


def test_pictures_and_texts_are_told_once_and_not_kept(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, more: Path
) -> None:
    told: list[str] = []
    window.runs.step_ended.connect(
        lambda _report: told.append(window.strip.shown.sentence if window.strip.shown else "")
    )
    picture = QPixmap(40, 40)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(more / "cover.jpg"))
    (more / "empty.txt").touch()
    odd = more / "song.download"
    (more / "late.flac").rename(odd)
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        drop(window, more / "cover.jpg", music / "notes.txt", more / "empty.txt")
    settle(qtbot, window)
    assert told == ["3 files hold no music that Earmark reads."], "and nothing is looked through"
    assert session.folders() == []
    assert window.middle.currentWidget() is window.drop_zone
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        drop(window, more / "cover.jpg", odd)
    settle(qtbot, window)
    assert [root.path for root in session.folders()] == [os.fsencode(odd)]
    assert set(rows(window, session)) == {"song.download"}
    assert "1 file holds no music that Earmark reads." in told


def test_in_a_known_folder_a_picture_is_no_track_either(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    session.add_folder(os.fsencode(music))
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        drop(window, music / "notes.txt")
    settle(qtbot, window)
    assert session.counts()[View.ALL] == 0
    assert [root.path for root in session.folders()] == [os.fsencode(music)]
