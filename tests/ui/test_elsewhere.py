"""What another Earmark does to the library is seen in the open window, without being asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from app.errors import LibraryError
from app.library.types import ChosenBy, Query, TrackState, View
from app.session import Session
from app.ui import elsewhere, history_dialog
from app.ui.bridge import messages
from app.ui.main_window import MainWindow
from app.ui.message_strip import Message
from tests.ui.reviewing import press

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "LOOK_MS", 20)
    monkeypatch.setattr(elsewhere, "AFTER_MS", 50)


def earmark(*arguments: str) -> None:
    """In a process of its own, as a person does it in a terminal."""
    subprocess.run([sys.executable, "-m", "app", *arguments], cwd=ROOT, check=True, capture_output=True, timeout=120)


def test_a_write_and_an_undo_in_a_terminal_are_seen(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page = analysed.page
    track = next(
        row for row in library.rows(library.ids(Query())) if not row.genres and row.state is not TrackState.FAILED
    )

    def shown() -> tuple[str, ...]:
        row = page.model.row_at(page.model.row_of(track.id))
        return row.genres if row is not None else ()

    qtbot.waitUntil(lambda: analysed.counted and page.model.row_at(0) is not None)
    earmark("set", "--genre", "Zouk", "--yes", track.path.decode())
    qtbot.waitUntil(lambda: shown() == ("Zouk",), timeout=20_000)
    qtbot.waitUntil(lambda: analysed._counts[View.WRITTEN] == 1)
    earmark("undo", "--last")
    qtbot.waitUntil(lambda: shown() == (), timeout=20_000)
    assert not analysed.runs.busy, "no disk was looked through"


def test_an_open_review_and_an_open_history_show_it_too(
    qtbot: QtBot, analysed: MainWindow, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_dialog, "RENEW_MS", 0)
    first, second = [
        row for row in library.rows(library.ids(Query())) if not row.genres and row.state is not TrackState.FAILED
    ][:2]
    analysed.review([first.id, second.id])
    pane = analysed.review_pane
    qtbot.waitUntil(lambda: pane.details is not None)
    heard, answer = pane.page.choice(1), pane.page._answer.text()
    press(pane, qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)  # begun here, not yet accepted
    picked = list(pane._picked or [])
    earmark("set", "--genre", "Zouk", "--yes", first.path.decode())
    qtbot.waitUntil(lambda: pane.page._file.text() == "Zouk", timeout=20_000)
    assert pane.page._answer.text() == "You chose Zouk"
    assert pane._picked == picked
    assert pane.flow.current == first.id
    analysed.screens.open_history()
    history = analysed.screens._open[history_dialog.HistoryDialog]
    assert isinstance(history, history_dialog.HistoryDialog)
    qtbot.waitUntil(history.undo_batch.isEnabled)
    press(pane, qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)
    earmark("undo", "--last")
    qtbot.waitUntil(lambda: pane.page._file.text() == "no genre", timeout=20_000)
    qtbot.waitUntil(lambda: not history.undo_batch.isEnabled())
    assert "undone" in history.batches.item(0).text()
    entry = history.model.entry_at(0)
    assert entry is not None
    assert entry.status == "undone"
    history._undo_all()  # as by a click before it was noticed
    qtbot.waitUntil(lambda: history._task is None)
    assert history.strip.shown == Message("These files had been undone before. Nothing was changed.")
    history.close()
    assert pane.page._answer.text() == answer
    assert pane.page.choice(1) == heard
    pane._picked = None
    press(pane, qtbot, Qt.Key.Key_Return)
    assert library.rows([first.id])[0].chosen == (heard,)


def test_a_folder_and_a_verdict_of_another_session_are_seen(
    qtbot: QtBot, analysed: MainWindow, library: Session, tmp_path: Path
) -> None:
    page = analysed.page
    track = page.model.track_at(0)
    assert track is not None
    with Session() as other:
        other.skip([track])
        other.add_folder(bytes(tmp_path))
        qtbot.waitUntil(lambda: len(analysed._roots) == len(library.folders()) == 2)
    row = page.model.row_at(0)
    assert row is not None
    assert (row.state, row.chosen_by) == (TrackState.SKIPPED, ChosenBy.PERSON)


def test_nothing_is_asked_while_nobody_sees_the_window(
    qtbot: QtBot, analysed: MainWindow, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(library, "notice_others", lambda: bool(asked.append(True)))
    qtbot.waitUntil(lambda: bool(asked))
    analysed.hide()
    qtbot.waitUntil(analysed.elsewhere._timer.isActive)
    asked.clear()
    analysed.elsewhere.look()
    assert analysed.elsewhere._timer.isActive()
    assert not asked
    analysed.show()
    qtbot.waitUntil(lambda: bool(asked))


def test_a_library_that_cannot_be_asked_is_tried_again_and_told_by_others(
    qtbot: QtBot, analysed: MainWindow, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def fail() -> bool:
        asked.append(True)
        raise LibraryError("It is gone.")

    monkeypatch.setattr(library, "notice_others", fail)
    with qtbot.assertNotEmitted(messages().failed):
        qtbot.waitUntil(lambda: len(asked) > 1)
    analysed.elsewhere.end()
    QTimer.singleShot(0, analysed.elsewhere.end)  # twice is no harm
