"""How long a start takes, from the system's call to the painted window, beside a bare window with an empty table.

The bare one is all that PySide6 needs to show one. Both are started in turns, each in a process of its own, so that a
busy machine slows both alike; the figure that says something about Earmark is the ratio. Processor time is measured as
well, which waits of a busy machine do not touch. Two libraries: the empty one of a new listener, and one of 200,000
tracks, where the clock stops once rows with their texts were painted. Both begin with the command ``earmark``.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.make_library import copy_library
from benchmarks.measurement import Measurement

_ROUNDS, _QUICK_ROUNDS = 9, 2
_TRACKS, _QUICK_TRACKS = 200_000, 5_000

#: Ends the program once a widget was painted (a table with rows, if there are to be some): until a person sees
#: something. It sees the events of that widget only: Python would take longer for all than the window does.
_WATCH = """
import os
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
def end():
    print("painted", flush=True)  # not by number: what Earmark's decoders print there goes nowhere
    os._exit(0)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and painted():
            QTimer.singleShot(0, end)
        return False
"""
_BARE = (
    _WATCH
    + """
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

application = QApplication([])
watch = Watch()
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(0, 10, table))
window.setCentralWidget(table)
painted = lambda: True
table.viewport().installEventFilter(watch)
window.resize(1280, 800)
window.show()
application.exec()
"""
)
#: The watch is set on Earmark's window when that is made. Its modules are imported where they are for a person: within
#: the command, once there is a display.
_EARMARK = (
    """
from app.cli import window
from app.cli.main import main

has_display = window.has_display

def watch_then_tell(environment, platform):
    from app.ui import application
"""
    + "".join(f"    {line}\n" for line in _WATCH.strip().splitlines())
    + """
    make = application.MainWindow

    def painted():
        return not rows or made[0].page.view.model().row_at(0) is not None

    def make_and_watch(session):
        made.append(make(session))
        (made[0].page.view.viewport() if rows else made[0]).installEventFilter(watch)
        return made[0]

    made, watch = [], Watch()
    application.MainWindow = make_and_watch
    return has_display(environment, platform)

window.has_display = watch_then_tell
main([])
"""
)
_TERMINAL = "import sys; from app.cli.main import main; sys.exit(main(['--version']))"
_PYTHON = "pass"


@dataclass(frozen=True, slots=True)
class _Start:
    wall_s: float
    processor_s: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is started, and the bare thing it is held against."""

    subject: str
    until: str
    code: str
    base: str
    bare: str


def _start(code: str, home: str) -> _Start:
    # Compiled modules are kept, as in any installation; the warming start writes them.
    environment = {**os.environ, "EARMARK_HOME": home, "PYTHONPYCACHEPREFIX": os.path.join(home, "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, timeout=120, text=True
    )
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    if "Watch" in code and "painted" not in done.stdout:
        raise RuntimeError(f"Nothing was painted: {done.stderr}")
    return _Start(ended - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(quick: bool) -> Iterator[Measurement]:
    """Seconds and ratios of the window's start, and of a command's."""
    rounds, tracks = (_QUICK_ROUNDS, _QUICK_TRACKS) if quick else (_ROUNDS, _TRACKS)
    bare = "a bare window with an empty table"
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        home, empty = Path(folder, "home"), Path(folder, "empty")
        copy_library(home, tracks)
        shown = _Pair(f"window on {tracks:,} tracks", "rows are painted", f"rows = True\n{_EARMARK}", bare, _BARE)
        yield from _compare(shown, rounds, str(home))
        first = _Pair("window on no library", "the first paint", f"rows = False\n{_EARMARK}", bare, _BARE)
        yield from _compare(first, rounds, str(empty))
        command = _Pair("earmark --version", "the end", _TERMINAL, "an empty Python", _PYTHON)
        yield from _compare(command, rounds, str(empty))


def _compare(pair: _Pair, rounds: int, home: str) -> Iterator[Measurement]:
    for warming in (pair.bare, pair.code):
        _start(warming, home)
    pairs = [(_start(pair.bare, home), _start(pair.code, home)) for _ in range(rounds)]
    subject, base = pair.subject, pair.base
    wall = statistics.median(ours.wall_s for _, ours in pairs)
    yield Measurement(f"{subject}, start", wall, "s", f"until {pair.until}, {rounds} starts in turns")
    yield Measurement(f"{base}, start", statistics.median(theirs.wall_s for theirs, _ in pairs), "s")
    ratio = statistics.median(ours.wall_s / theirs.wall_s for theirs, ours in pairs)
    yield Measurement(f"{subject}, beside {base}", ratio, "times", "wall clock")
    ratio = statistics.median(ours.processor_s / theirs.processor_s for theirs, ours in pairs)
    yield Measurement(f"{subject}, beside {base}", ratio, "times", "processor time")
