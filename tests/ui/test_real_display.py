"""The journey on a real X display, steered from outside by real drags, clicks and keys: drop, analyse, review, quit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.library.store import Store
from app.library.types import Query, TrackRow, TrackState, View

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


def test_a_persons_journey(display: str, tiny_model: str, music: Path, earmark_home: Path) -> None:
    program = subprocess.Popen([sys.executable, "-m", "app"], cwd=ROOT)
    source = subprocess.Popen([sys.executable, str(ROOT / "tests" / "ui" / "drag_source.py"), str(music)])
    try:
        until(lambda: do("search", "--onlyvisible", "--name", "^Earmark$"), "the window opens")
        window = do("search", "--onlyvisible", "--name", "^Earmark$").splitlines()[0]
        do("windowmove", "--sync", window, "0", "0")

        until(lambda: do("search", "--onlyvisible", "--name", "^drag source$"), "the other program opens")
        until(lambda: rows(earmark_home) or drag(), "the folder is dropped")

        def analysed() -> bool:
            found = rows(earmark_home)
            return len(found) == 7 and all(row.state is not TrackState.NEW for row in found)

        until(analysed, "everything is analysed", 90)
        with Store(earmark_home / "data" / "library.sqlite3") as store:
            waiting = store.counts()[View.REVIEW]
        assert waiting > 0
        do("windowfocus", "--sync", window)
        do("mousemove", "--sync", "400", "240", "click", "1")  # a track of the table
        do("key", "ctrl+Return")  # accept many
        until(lambda: do("search", "--onlyvisible", "--name", "^Accept many$"), "the dialog opens")
        dialog = do("search", "--onlyvisible", "--name", "^Accept many$").splitlines()[0]
        do("windowfocus", "--sync", dialog)
        do("key", "Home")  # the slider has the focus: at least 0 per cent sure

        def accepted() -> bool:
            do("key", "Return")
            return all(row.state is not TrackState.REVIEW for row in rows(earmark_home))

        until(accepted, "all are accepted")
        do("windowfocus", "--sync", window)
        until(lambda: do("key", "ctrl+q") is None or program.poll() is not None, "the program ends", 30)
        assert program.wait(30) == 0
    finally:
        for process in (program, source):
            process.kill()
            process.wait()
