"""What another Earmark does to the library is seen in the open window, without being asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.errors import LibraryError
from app.library.types import ChosenBy, Query, TrackState, View
from app.session import Session
from app.ui import elsewhere
from app.ui.bridge import messages
from app.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "LOOK_MS", 20)
    monkeypatch.setattr(elsewhere, "AFTER_MS", 50)


def test_a_write_and_an_undo_in_a_terminal_are_seen(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    """In processes of their own, as a person does it."""
    page = analysed.page
    track = next(
        row for row in library.rows(library.ids(Query())) if not row.genres and row.state is not TrackState.FAILED
    )

    def earmark(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "app", *arguments], cwd=ROOT, check=True, capture_output=True, timeout=120
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
