"""What could not be read is told once, and can be looked up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.session import ScanReport, Session, Unread
from app.ui.bridge import running_tasks
from app.ui.main_window import MainWindow
from app.ui.message_strip import Message
from app.ui.unread_dialog import UnreadDialog


def _settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not running_tasks() and not window.runs.busy, timeout=60_000)


def _shown(window: MainWindow) -> Message | None:
    return window.strip.shown


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_that_leads_nowhere_is_told_once_and_quietly(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "gone.mp3").symlink_to("nowhere.mp3")
    (folder / "b.ac3").write_bytes(b"x")
    window.add_paths([bytes(folder)])
    _settle(qtbot, window)
    shown = window.strip.shown
    assert shown is not None
    assert not shown.failed
    assert (shown.sentence, shown.hint) == (
        "1 file or folder could not be read.",
        "gone.mp3: the link leads nowhere",
    )
    window.strip.dismiss()
    beneath = window.strip.shown
    assert beneath is not None
    assert (beneath.sentence, beneath.hint) == ("1 sound file is of a kind that Earmark does not read.", ".ac3 1")
    window.strip.dismiss()
    window.runs.rescan()
    _settle(qtbot, window)
    assert _shown(window) is None
    window.screens.open_unread()
    dialog = window.findChild(UnreadDialog)
    assert isinstance(dialog, UnreadDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    [listed] = dialog.list.findItems("gone.mp3", Qt.MatchFlag.MatchContains)
    assert listed.text(1) == "the link leads nowhere"
    assert ".ac3 1" in dialog.passed_over.text()
    dialog.accept()


def test_what_is_amiss_is_told_in_red(qtbot: QtBot, window: MainWindow) -> None:
    locked = ((b"/m/locked", "Permission denied"),)
    window.runs.step_ended.emit(ScanReport(0, 0, 0, 0, 0, locked, fresh=Unread(locked)))
    qtbot.waitUntil(lambda: window.strip.shown is not None)
    assert window.strip.shown is not None
    assert window.strip.shown.failed


def test_an_empty_list_says_so(qtbot: QtBot, session: Session) -> None:
    dialog = UnreadDialog(session)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not running_tasks())
    assert dialog.head.text() == "Everything could be read"
    assert dialog.list.isHidden()
