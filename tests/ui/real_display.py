"""A person before a real X display: real drags, clicks and keys from outside the program, and a look from beside it."""

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

from app.library.store import Store
from app.library.types import Query, TrackRow, TrackState

TOOLS = ("Xvfb", "xdotool")
ROOT = Path(__file__).resolve().parents[2]


def missing_tools() -> list[str]:
    """Programs that it takes and that are not here."""
    return [tool for tool in TOOLS if not shutil.which(tool)]


def until(ready: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    """Ask again and again; what happens is in other processes, which send no signal here."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@contextmanager
def x_server() -> Iterator[str]:
    """An X server of its own; its number."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1500x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield answer.readline().strip()
    finally:
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

    def asked_to_end() -> bool:
        do("key", "Escape")  # what a late key opened would keep the other one to itself
        do("key", "ctrl+q")
        return program.poll() is not None

    until(asked_to_end, "the program ends", 30)
    assert program.wait(30) == 0


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def analysed(home: Path, tracks: int) -> bool:
    """Whether so many tracks are there and each was heard."""
    found = rows(home)
    return len(found) == tracks and all(row.state is not TrackState.NEW for row in found)


def press(window: str, key: str) -> None:
    """A key in a window; once, and then time for what it sets off."""
    focus(window)
    do("key", key)
    time.sleep(0.3)


def click_at(window: str, x: int, y: int) -> None:
    """A click at a place of a window."""
    do("mousemove", "--window", window, str(x), str(y), "click", "1")
    time.sleep(0.3)


def opens(title: str, ask: Callable[[], None]) -> bool:
    """Whether a window of this title is there; asked for anew where it is not."""
    if not shown(title):
        ask()
    return bool(shown(title))


def begins(folder: Path, before: dict[str, str], click: Callable[[], None]) -> bool:
    """Whether a click set off a change of files. It is not given twice in a hurry: then the same place says Stop."""
    click()
    end = time.monotonic() + 20.0
    while hashes(folder) == before and time.monotonic() < end:
        time.sleep(0.1)
    return hashes(folder) != before
