"""The window that ``window.py`` measures: ``python -m benchmarks.window_actor MUSIC quick|full``, figures as JSON."""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import cycle
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from app.library.types import Query, SortKey, TrackId
from app.session import Session
from app.settings import Settings
from app.ui.application import make_application
from app.ui.bridge import end_all_tasks
from app.ui.columns import SORT_KEYS, Column
from app.ui.main_window import MainWindow
from benchmarks.measurement import Measurement

_BEAT_MS = 5
_WORDS = ("ka", "bando", "ri", "lo mi", "sta", "pe", "tuni", "ver", "no", "hele")
_PATIENCE_S = 60.0


class Stage(QObject):
    """A window, and waiting for what it shows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window = window
        self._answered = False
        self._painted: Callable[[], None] = lambda: None
        window.page.shown_changed.connect(self._note_answer)
        window.page.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the table being painted."""
        if event.type() == QEvent.Type.Paint and self._answered and self._has_rows():
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    def until_painted(self, do: Callable[[], object]) -> float:
        """Milliseconds from ``do`` until the rows of the answer to it were painted."""
        loop = QEventLoop()
        self._answered = False
        self._painted = loop.quit
        QTimer.singleShot(round(1000 * _PATIENCE_S), loop, loop.quit)
        start = time.perf_counter()
        do()
        loop.exec()
        self._painted = lambda: None
        return 1e3 * (time.perf_counter() - start)

    def _note_answer(self, _count: int) -> None:
        self._answered = True
        self.window.page.view.viewport().update()  # also where the answer is what was shown before

    def _has_rows(self) -> bool:
        """Whether every row in sight has its texts."""
        model, view = self.window.page.model, self.window.page.view
        return all(model.row_at(row) is not None for row in view.rows_in_sight())


def rest(milliseconds: int) -> None:
    """Let the window do what it has to do."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(condition: Callable[[], bool]) -> float:
    """Milliseconds until ``condition`` holds, looked at after every event."""
    start = time.perf_counter()
    loop = QEventLoop()
    while not condition() and time.perf_counter() - start < _PATIENCE_S:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
    return 1e3 * (time.perf_counter() - start)


def search(stage: Stage, words: int) -> Iterator[float]:
    """Type words letter by letter, each once the answer to the last one is seen, and take them back at once."""
    field = stage.window.tool_bar.search
    field.setFocus()
    for word in _WORDS[:words]:
        for letter in word:
            if letter != " ":  # a blank finds nothing new
                yield stage.until_painted(lambda letter=letter: QTest.keyClicks(field, letter))
            else:
                QTest.keyClicks(field, letter)
                rest(100)
        yield stage.until_painted(field.clear)
        rest(60)


def sort(stage: Stage, times: int) -> Iterator[float]:
    """Click heads of columns, one after the other, twice each."""
    header = stage.window.page.view.horizontalHeader()
    shown = [each for each in SORT_KEYS if not header.isSectionHidden(each)]
    for column, _ in zip(cycle(np.repeat(shown, 2).tolist()), range(times), strict=False):
        up = header.sortIndicatorSection() != column or header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        order = Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder
        yield stage.until_painted(lambda column=column, order=order: header.setSortIndicator(column, order))
        rest(60)


class _Beat(QObject):
    """A timer, and by how much it comes late."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._strike)
        self._timer.start()

    def _strike(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, 1e3 * (now - self._last) - _BEAT_MS))
        self._last = now


def stalls(stage: Stage, heard: list[TrackId], seconds: float) -> tuple[list[float], int]:
    """How late the loop is while workers listen and the table is scrolled and sorted; tracks heard meanwhile."""
    window, chance = stage.window, random.Random(3)
    bar, header = window.page.view.verticalScrollBar(), window.page.view.horizontalHeader()
    done = [0]
    window.runs.step_ended.connect(lambda report: done.__setitem__(0, done[0] + getattr(report, "done", 0)))
    window.runs.became_idle.connect(lambda: window.runs.analyse(tracks=heard, again=True))
    window.runs.analyse(tracks=heard, again=True)
    rest(200)
    beat, columns = _Beat(), cycle((Column.TITLE, Column.ARTIST, Column.CONFIDENCE, Column.PREDICTED))
    end = time.perf_counter() + seconds
    step = 0
    while time.perf_counter() < end:
        step += 1
        bar.setValue(chance.randrange(bar.maximum()) if step % 25 == 0 else bar.value() + 84)
        if step % 40 == 0:
            header.setSortIndicator(next(columns), Qt.SortOrder.AscendingOrder)
        rest(40)
    window.runs.became_idle.disconnect()
    window.runs.end()
    until(lambda: not window.runs.busy)
    return beat.late_ms[1:], done[0]


def review(stage: Stage, tracks: list[TrackId]) -> Iterator[float]:
    """Skip from track to track; the clock stops when the next one is drawn and its first samples were played."""
    window = stage.window
    window.review(tracks)
    pane = window.review_pane
    drawn: list[bytes] = []
    sounding: list[float] = []
    window.player.samples_played.connect(lambda _samples, start_s: sounding.append(start_s))
    until(lambda: pane.page.sound.picture.picture is not None and bool(sounding))
    rest(2500)
    for _ in tracks[2:]:
        before, shown = window.player.path, pane.page.sound.picture.picture
        sounding.clear()
        drawn.clear()
        start = time.perf_counter()
        QTest.keyClick(pane, Qt.Key.Key_S)
        until(lambda before=before: window.player.path != before and bool(sounding))
        until(lambda shown=shown: pane.page.sound.picture.picture not in (None, shown))
        window.repaint()
        yield 1e3 * (time.perf_counter() - start)
        rest(1500)  # a person listens
    pane.leave()


def spread(name: str, milliseconds: list[float], detail: str) -> list[Measurement]:
    """Median, 95th percentile and the worst."""
    figures = (("median", np.median(milliseconds)), ("95th percentile", np.percentile(milliseconds, 95)))
    found = [Measurement(f"{name}, {which}", float(value), "ms", detail) for which, value in figures]
    return [*found, Measurement(f"{name}, worst", max(milliseconds), "ms", f"of {len(milliseconds)}")]


def play(music: Path, quick: bool) -> list[Measurement]:
    """Every scene, one after the other."""
    gc.disable()  # as the command does that opens a window, until the first tracks are in sight
    application = make_application(["earmark"])
    session = Session(settings=Settings(workers=2, watch_folders=False))
    window = MainWindow(session)
    stage = Stage(window)
    stage.until_painted(window.show)
    window.resize(1280, 800)
    rest(6000)  # what is got ready after a start
    tracks = f"{window.page.model.rowCount():,} tracks"
    found = spread("search, key to painted rows", list(search(stage, 3 if quick else len(_WORDS))), tracks)
    found += spread("sort, click to painted rows", list(sort(stage, 8 if quick else 40)), tracks)
    session.add_folder(os.fsencode(music))
    session.scan([os.fsencode(music)])
    below = Query(below=(os.fsencode(music),), sort=SortKey.PATH)
    heard = [TrackId(int(track)) for track in session.ids(below)]
    session.analyse([os.fsencode(music)])
    late, done = stalls(stage, heard, 4.0 if quick else 40.0)
    detail = f"{tracks}, 2 workers heard {done}; scrolled and sorted"
    found.append(Measurement("event loop late, 99th percentile", float(np.percentile(late, 99)), "ms", detail))
    found.append(
        Measurement("event loop late, longest", max(late), "ms", f"of {len(late):,} looks, {_BEAT_MS} ms apart")
    )
    times = list(review(stage, heard[: 6 if quick else 30]))
    found += spread("review, key to next track sounding and drawn", times, f"{len(heard)} tracks of real length")
    window.close()
    end_all_tasks()
    session.close()
    application.processEvents()
    return found


if __name__ == "__main__":
    figures = play(Path(sys.argv[1]), sys.argv[2] == "quick")
    print(json.dumps([asdict(figure) for figure in figures]), flush=True)
    os._exit(0)
