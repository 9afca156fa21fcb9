"""Journeys on a real X display, steered from outside by real drags, clicks and keys, and checked from beside."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library.store import Store
from app.library.types import ChosenBy, TrackState, View
from tests.conftest import BROKEN, TRACKS
from tests.ui.real_display import (
    analysed,
    begins,
    click_at,
    click_from_corner,
    do,
    focus,
    hashes,
    missing_tools,
    opened,
    opens,
    press,
    quit_from,
    rows,
    shown,
    until,
    x_server,
)

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason="needs Xvfb and xdotool to act as a person does")


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An X server of its own."""
    with x_server() as number:
        monkeypatch.setenv("DISPLAY", f":{number}")
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        yield number


def test_a_persons_journey(display: str, tiny_model: str, music: Path, earmark_home: Path) -> None:
    with opened(music, earmark_home) as (program, window):
        until(lambda: analysed(earmark_home, 7), "everything is analysed", 240)
        with Store(earmark_home / "data" / "library.sqlite3") as store:
            waiting = store.counts()[View.REVIEW]
        assert waiting > 0
        focus(window)
        do("mousemove", "--sync", "400", "240", "click", "1")  # a track of the table
        do("key", "ctrl+Return")  # accept many
        until(lambda: shown("^Accept many$"), "the dialog opens")
        focus(shown("^Accept many$"))
        do("key", "Home")  # the slider has the focus: at least 0 per cent sure

        def accepted() -> bool:
            if shown("^Accept many$"):  # a key too many would open something else, behind which nothing quits
                do("key", "Return")
            return all(row.state is not TrackState.REVIEW for row in rows(earmark_home))

        until(accepted, "all are accepted")
        quit_from(program, window)


def test_ten_tracks_are_reviewed_written_and_undone(
    display: str, tiny_model: str, music: Path, earmark_home: Path
) -> None:
    (music / BROKEN).unlink()
    (music / "notes.txt").unlink()
    for name in TRACKS:
        shutil.copy(music / name, music / f"again {name}")
    before = hashes(music)
    with opened(music, earmark_home) as (program, window):
        until(lambda: analysed(earmark_home, 12), "everything is analysed", 240)
        focus(window)
        do("mousemove", "--sync", "400", "240", "click", "1")  # a track of the table
        do("key", "ctrl+a", "key", "r")  # review them all
        until(lambda: _judged(earmark_home) >= 10 or _judge_one(earmark_home), "ten verdicts are saved", 240)
        do("key", "Escape")
        until(lambda: opens("^Write genres$", lambda: click_at(window, 1164, 22)), "the preview opens")
        preview = shown("^Write genres$")
        until(lambda: begins(music, before, lambda: click_from_corner(preview, 54, 23)), "the write begins")
        until(lambda: _written(earmark_home) >= 10, "the files are written", 240)
        changed = {name for name, digest in hashes(music).items() if digest != before[name]}
        assert len(changed) >= 10
        until(lambda: not shown("^Write genres$") or press(preview, "Escape"), "the preview closes")
        until(lambda: opens("^History$", lambda: press(window, "ctrl+h")), "the history opens")
        history = shown("^History$")
        written = hashes(music)
        until(lambda: begins(music, written, lambda: click_from_corner(history, -334, 23)), "the undo begins")
        until(lambda: hashes(music) == before, "all is undone", 240)
        until(lambda: not shown("^History$") or press(history, "Escape"), "the history closes")
        assert all(TrackState.WRITTEN is not row.state for row in rows(earmark_home))
        quit_from(program, window)


def _judged(home: Path) -> int:
    return sum(row.chosen_by is ChosenBy.PERSON for row in rows(home))


def _judge_one(home: Path) -> None:
    """The key of a verdict, and time for it to be saved; a track that has no suggestion is passed over."""
    before = _judged(home)
    do("key", "1")
    end = time.monotonic() + 5.0
    while _judged(home) == before and time.monotonic() < end:
        time.sleep(0.05)
    if _judged(home) == before:
        do("key", "Down")


def _written(home: Path) -> int:
    return sum(row.state is TrackState.WRITTEN for row in rows(home))
