"""Journeys on a real X display, steered from outside by real drags, clicks and keys, and checked from beside."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.library.store import Store
from app.library.types import ChosenBy, Query, TrackRow, TrackState, View
from tests.conftest import BROKEN, TRACKS

TOOLS = ("Xvfb", "xdotool")
pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="needs Xvfb and xdotool to act as a person does"
)
ROOT = Path(__file__).resolve().parents[2]


def until(ready: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    """Ask again and again; what happens is in other processes, which send no signal here."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An X server of its own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1500x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    monkeypatch.setenv("DISPLAY", f":{number}")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    yield number
    server.terminate()
    server.wait()


def do(*words: str) -> str:
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False, timeout=30).stdout.strip()


def rows(home: Path) -> list[TrackRow]:
    """The library as it is now, read from beside the program."""
    file = home / "data" / "library.sqlite3"
    if not file.exists():
        return []
    with Store(file) as store:
        return store.rows(store.ids(Query()))


def drag() -> None:
    """From the other program's window into the middle of Earmark, at a person's pace."""
    do("mousemove", "--sync", "1380", "50", "mousedown", "1")
    for x, y in ((1370, 60), (1340, 90), (900, 400), (700, 420), (690, 430), (688, 432)):
        do("mousemove", "--sync", str(x), str(y))
        time.sleep(0.15)
    do("mouseup", "1")
    time.sleep(1.0)


@contextmanager
def opened(dropped: Path, home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The program with ``dropped`` dragged into it from another one, and its window's number."""
    told = {**os.environ, "PYTHONFAULTHANDLER": "1"}  # should it die of a signal, the output says where
    program = subprocess.Popen([sys.executable, "-m", "app"], cwd=ROOT, env=told)
    source = subprocess.Popen([sys.executable, str(ROOT / "tests" / "ui" / "drag_source.py"), str(dropped)])
    try:
        until(lambda: shown("^Earmark$"), "the window opens")
        window = shown("^Earmark$")
        do("windowmove", "--sync", window, "0", "0")
        until(lambda: shown("^drag source$"), "the other program opens")
        until(lambda: rows(home) or drag(), "the folder is dropped")
        yield program, window
    finally:
        for process in (program, source):
            process.kill()
            process.wait()


def shown(title: str) -> str:
    """Number of the window of this title, empty where there is none in sight."""
    return do("search", "--onlyvisible", "--name", title).partition("\n")[0]


def focus(window: str) -> None:
    """Give a window the keyboard; without a window manager nobody else does."""
    do("windowfocus", "--sync", window)


def click_from_corner(window: str, left: int, up: int) -> None:
    """Click ``up`` pixels above the lower edge of a window, ``left`` ones from its right edge (from its left: < 0)."""
    place = dict(line.split("=") for line in do("getwindowgeometry", "--shell", window).splitlines() if "=" in line)
    if "WIDTH" not in place:
        return  # closed meanwhile
    width, height = int(place["WIDTH"]), int(place["HEIGHT"])
    across = -left if left < 0 else width - left
    click_at(window, across, height - up)


def quit_from(program: subprocess.Popen[bytes], window: str) -> None:
    """Ctrl+Q until the program ends."""
    focus(window)
    until(lambda: do("key", "ctrl+q") is None or program.poll() is not None, "the program ends", 30)
    assert program.wait(30) == 0


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def analysed(home: Path, tracks: int) -> bool:
    """Whether so many tracks are there and each was heard."""
    found = rows(home)
    return len(found) == tracks and all(row.state is not TrackState.NEW for row in found)


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
        until(lambda: _opens("^Write genres$", lambda: click_at(window, 1164, 22)), "the preview opens")
        preview = shown("^Write genres$")
        until(lambda: _begins(music, before, lambda: click_from_corner(preview, 54, 23)), "the write begins")
        until(lambda: _written(earmark_home) >= 10, "the files are written", 240)
        changed = {name for name, digest in hashes(music).items() if digest != before[name]}
        assert len(changed) >= 10
        until(lambda: not shown("^Write genres$") or press(preview, "Escape"), "the preview closes")
        until(lambda: _opens("^History$", lambda: press(window, "ctrl+h")), "the history opens")
        history = shown("^History$")
        written = hashes(music)
        until(lambda: _begins(music, written, lambda: click_from_corner(history, -334, 23)), "the undo begins")
        until(lambda: hashes(music) == before, "all is undone", 240)
        until(lambda: not shown("^History$") or press(history, "Escape"), "the history closes")
        assert all(TrackState.WRITTEN is not row.state for row in rows(earmark_home))
        quit_from(program, window)


def press(window: str, key: str) -> None:
    """A key in a window; once, and then time for what it sets off."""
    focus(window)
    do("key", key)
    time.sleep(0.3)


def click_at(window: str, x: int, y: int) -> None:
    """A click at a place of a window."""
    do("mousemove", "--window", window, str(x), str(y), "click", "1")
    time.sleep(0.3)


def _opens(title: str, ask: Callable[[], None]) -> bool:
    """Whether a window of this title is there; asked for anew where it is not."""
    if not shown(title):
        ask()
    return bool(shown(title))


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


def _begins(folder: Path, before: dict[str, str], click: Callable[[], None]) -> bool:
    """Whether a click set off a change of files. It is not given twice in a hurry: then the same place says Stop."""
    click()
    end = time.monotonic() + 20.0
    while hashes(folder) == before and time.monotonic() < end:
        time.sleep(0.1)
    return hashes(folder) != before


def _written(home: Path) -> int:
    return sum(row.state is TrackState.WRITTEN for row in rows(home))
