"""How long a start takes, from the system's call to the first painted window, beside a bare PySide6 window.

Both are started in turns, each in a process of its own, so that a busy machine slows both alike; the figure that says
something about Earmark is the ratio. Processor time is measured as well, which waits of a busy machine do not touch.
The library is empty, as it is for a new listener.
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

from benchmarks.measurement import Measurement

_ROUNDS, _QUICK_ROUNDS = 7, 2

#: Ends the program at the first paint of a window: what is measured is the time until a person sees something.
_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            os.write(1, b"painted")
            os._exit(0)
        return False
"""
_BARE = (
    _WATCH
    + """
application = QApplication([])
watch = Watch()
application.installEventFilter(watch)
window = QMainWindow()
window.resize(1200, 800)
window.show()
application.exec()
"""
)
_EARMARK = """
import sys
from app.ui import application
""" + (
    _WATCH
    + """
made = application.make_application(["earmark"])
watch = Watch()
made.installEventFilter(watch)
application.run()
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
    code: str
    base: str
    bare: str


def _start(code: str, home: str) -> _Start:
    # Compiled modules are kept, as in any installation; the warming start writes them.
    environment = {**os.environ, "EARMARK_HOME": home, "PYTHONPYCACHEPREFIX": os.path.join(home, "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.DEVNULL)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return _Start(ended - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(quick: bool) -> Iterator[Measurement]:
    """Seconds and ratios of the window's start, and of a command's."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with tempfile.TemporaryDirectory() as home:
        for pair in (
            _Pair("window", _EARMARK, "a bare PySide6 window", _BARE),
            _Pair("earmark --version", _TERMINAL, "an empty Python", _PYTHON),
        ):
            yield from _compare(pair, rounds, home)


def _compare(pair: _Pair, rounds: int, home: str) -> Iterator[Measurement]:
    for warming in (pair.bare, pair.code):
        _start(warming, home)
    pairs = [(_start(pair.bare, home), _start(pair.code, home)) for _ in range(rounds)]
    subject, base = pair.subject, pair.base
    wall = statistics.median(ours.wall_s for _, ours in pairs)
    detail = f"until {'the first paint' if subject == 'window' else 'the end'}, {rounds} starts in turns"
    yield Measurement(f"{subject}, start", wall, "s", detail)
    ratio = statistics.median(ours.wall_s / theirs.wall_s for theirs, ours in pairs)
    yield Measurement(f"{subject}, beside {base}", ratio, "times", "wall clock")
    ratio = statistics.median(ours.processor_s / theirs.processor_s for theirs, ours in pairs)
    yield Measurement(f"{subject}, beside {base}", ratio, "times", "processor time")
