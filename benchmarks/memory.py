"""How much memory a window on 200,000 tracks takes, how much a worker, and whether either grows with use.

Told are the resident memory as the system's own monitors show it, with libraries and what is mapped of the library's
file, which the system takes back when it needs room; and the part of it that is the process' own. Growth is what comes
on top of the own part between the first tenth of many analyses, when everything is there that is kept once, and the
end. The recordings are short and heard again and again; what is counted is analyses, not music.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from itertools import cycle, islice
from pathlib import Path

import psutil

from app.inference.worker import analyse_file, make_predictor, start_worker
from app.paths import resources_dir
from benchmarks.make_library import copy_library
from benchmarks.make_music import make_music
from benchmarks.measurement import Measurement

_TRACKS, _QUICK_TRACKS = 200_000, 5_000
_ANALYSES, _QUICK_ANALYSES = 20_000, 200
_FILES = 20


def measure(quick: bool) -> Iterator[Measurement]:
    """Megabytes of the window's process and of a worker, and by how much they grow."""
    tracks = _QUICK_TRACKS if quick else _TRACKS
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        music = Path(folder, "music")
        make_music(music, _FILES, 1.2)
        yield from _measure_worker(music, _QUICK_ANALYSES if quick else _ANALYSES)
        yield from _measure_window(copy_library(Path(folder, "home"), tracks), f"{tracks:,} tracks shown")


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a process."""

    resident: float
    own: float  #: not mapped from a file

    @classmethod
    def of(cls, process: int | None = None) -> Memory:
        """That of a process (this one) now."""
        found = psutil.Process(process).memory_info()
        return cls(found.rss / 1e6, (found.rss - getattr(found, "shared", 0)) / 1e6)


def _measure_worker(music: Path, analyses: int) -> Iterator[Measurement]:
    bundle = min(each.parent for each in (resources_dir() / "models").glob("*/model.json"))
    files = [os.fsencode(file) for file in sorted(music.rglob("*.*"))]
    spawn = multiprocessing.get_context("spawn")
    arguments = (make_predictor, str(bundle))
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=start_worker, initargs=arguments) as worker:
        tenth = worker.submit(_hear, files, analyses // 10).result()
        end = worker.submit(_hear, files, analyses - analyses // 10).result()
    detail = f"{bundle.name}, {len(files)} mp3, flac and m4a of 1.2 s in turns"
    yield Measurement("a worker, resident", end.resident, "MB", f"after {analyses:,} analyses")
    yield Measurement("a worker, its own", end.own, "MB", detail)
    growth = end.own - tenth.own
    yield Measurement(
        f"a worker, growth over {analyses:,} analyses", growth, "MB", f"from the first tenth on; {detail}"
    )


def _hear(files: list[bytes], times: int) -> Memory:
    """In the worker: hear ``times`` files; its memory then."""
    for file in islice(cycle(files), times):
        answer = analyse_file(file)
        if answer.error:
            raise RuntimeError(answer.error)
    return Memory.of()


def _measure_window(home: Path, detail: str) -> Iterator[Measurement]:
    environment = {**os.environ, "EARMARK_HOME": str(home)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.memory", "window"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    start, used = (Memory(*each) for each in json.loads(done.stdout.splitlines()[-1]))
    yield Measurement("the window's process after the start, resident", start.resident, "MB", detail)
    yield Measurement("the window's process after the start, its own", start.own, "MB", detail)
    used_for = "every column sorted, searched, scrolled through, reviewed"
    yield Measurement("the window's process in use, resident", used.resident, "MB", used_for)
    yield Measurement("the window's process in use, its own", used.own, "MB", used_for)


def _use_window() -> list[Memory]:
    """In the window's process: open, use, weigh."""
    from app.library.types import Query, View
    from app.session import Session
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow
    from benchmarks.window_actor import Stage, rest, search, sort

    application = make_application(["earmark"])
    session = Session()
    window = MainWindow(session)
    stage = Stage(window)
    stage.until_painted(window.show)
    rest(3000)
    start = Memory.of()
    list(sort(stage, 24))
    list(search(stage, 4))
    bar = window.page.view.verticalScrollBar()
    for part in range(120):
        bar.setValue(bar.maximum() * part // 120)
        rest(20)
    window.review(session.ids(Query(view=View.REVIEW))[:5])
    rest(1000)
    application.processEvents()
    return [start, Memory.of()]


if __name__ == "__main__":
    print(json.dumps([astuple(each) for each in _use_window()]), flush=True)
    os._exit(0)
