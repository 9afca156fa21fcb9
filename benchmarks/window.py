"""How quickly the window answers over a library of 200,000 tracks: keys of the search, columns, the review, and stalls.

A window of its own process (``window_actor.py``) is used as a person would, without a screen: keys are pressed, heads
of columns clicked, and the clock stops when the rows that follow from it were painted. Stalls are what a timer of five
milliseconds comes late by, while two workers listen to music and the table is scrolled and sorted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.make_library import copy_library
from benchmarks.make_music import make_music
from benchmarks.measurement import Measurement

_TRACKS, _QUICK_TRACKS = 200_000, 5_000
_FILES, _QUICK_FILES = 60, 20
_FILE_S, _QUICK_FILE_S = 180.0, 20.0


def measure(quick: bool) -> Iterator[Measurement]:
    """Milliseconds from a key to what it shows, and how late the event loop is."""
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        home = copy_library(Path(folder, "home"), _QUICK_TRACKS if quick else _TRACKS)
        music = Path(folder, "music")
        make_music(music, _QUICK_FILES if quick else _FILES, _QUICK_FILE_S if quick else _FILE_S)
        yield from act(home, music, "quick" if quick else "full")


def act(home: Path, music: Path, how: str) -> list[Measurement]:
    """What the actor measured in a window on the library in ``home``, with ``music`` to listen to."""
    environment = {**os.environ, "EARMARK_HOME": str(home)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.window_actor", str(music), how]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(f"the window could not be measured: {done.stderr[-2000:]}")
    return [Measurement(**each) for each in json.loads(done.stdout.splitlines()[-1])]
