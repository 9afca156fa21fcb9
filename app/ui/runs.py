"""The long work of the window, one step after another: adding folders, scanning them, analysing what is new.

A drop while something runs waits its turn. The database is the queue of an analysis, so cancelling or closing loses
nothing: the next analysis goes on with what is left.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.library.types import TrackId
from app.progress import Progress
from app.ui.bridge import Task, messages, run_task

if TYPE_CHECKING:
    from app.session import Session

#: How often the window asks which files are being analysed.
POLL_MS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: its name for the activity bar and the call."""

    what: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    can_pause: bool = True


class Runs(QObject):
    """Runs steps in order; one at a time."""

    began = Signal(str, bool)  #: name of the step, whether it can be paused
    progressed = Signal(str, object)  #: name of the step, Progress
    hearing = Signal(object, object)  #: set of TrackIds being analysed, path of the newest
    step_ended = Signal(object)  #: the session's report of the step
    became_idle = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._steps: deque[Step] = deque()
        self._task: Task | None = None
        self._now: Step | None = None
        self._lock = threading.Lock()
        self._started: deque[tuple[TrackId, bytes]] = deque(maxlen=max(1, min(8, (os.cpu_count() or 2) - 1)))
        self._told: tuple[tuple[TrackId, bytes], ...] = ()
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._tell_hearing)

    @property
    def busy(self) -> bool:
        """Whether a step runs or waits."""
        return self._now is not None

    def add_paths(self, paths: Sequence[bytes]) -> None:
        """Take folders and files into the library, read their tags, and analyse what is new."""
        paths = tuple(paths)
        self._append(Step(self.tr("Adding"), self._add_all, (paths,), can_pause=False))
        self._append(Step(self.tr("Reading tags"), self._session.scan, (paths,)))
        self.analyse(paths)

    def take_in(self, ready: Sequence[bytes], gone: Sequence[bytes]) -> None:
        """Read the files that a watched folder has new or changed, hide those that left it, and analyse the new."""
        self._append(Step(self.tr("Reading tags"), self._session.scan, ((*ready, *gone),)))
        if ready:
            self.analyse(tuple(ready))

    def rescan(self, below: Sequence[bytes] = ()) -> None:
        """Look for new, changed and vanished files, then analyse what is new."""
        self._append(Step(self.tr("Reading tags"), self._session.scan, (tuple(below),)))
        self.analyse(below)

    def analyse(
        self, below: Sequence[bytes] = (), *, tracks: Sequence[TrackId] | None = None, again: bool = False
    ) -> None:
        """Analyse what is not analysed yet, or ``tracks``, or everything again."""
        keywords = {"tracks": tracks, "again": again, "started": self._note_started}
        self._append(Step(self.tr("Analysing"), self._session.analyse, (tuple(below),), keywords))

    def pause(self) -> None:
        """Hold the running step after the files in hand."""
        if self._task is not None:
            self._task.pause()

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        if self._task is not None:
            self._task.resume()

    def cancel(self) -> None:
        """End the running step after the files in hand and drop those that wait."""
        self._steps.clear()
        if self._task is not None:
            self._task.cancel()

    def _append(self, step: Step) -> None:
        self._steps.append(step)
        if self._task is None:
            self._next()

    def _next(self) -> None:
        if not self._steps:
            self._task = self._now = None
            self._poll.stop()
            self.hearing.emit(set(), None)
            self.became_idle.emit()
            return
        step = self._now = self._steps.popleft()
        with self._lock:
            self._started.clear()
        self.began.emit(step.what, step.can_pause)
        self._poll.start()
        self._task = run_task(
            step.function,
            *step.args,
            on_done=self._end,
            on_error=self._fail,
            on_progress=self._progress,
            owner=self,
            **step.keywords,
        )

    def _progress(self, progress: Progress) -> None:
        if self._now is not None:
            self.progressed.emit(self._now.what, progress)

    def _end(self, report: object) -> None:
        self.step_ended.emit(report)
        self._next()

    def _fail(self, problem: AppError) -> None:
        self._steps.clear()
        messages().failed.emit(problem)
        self._next()

    def _note_started(self, track: TrackId, path: bytes) -> None:
        """Called from the analysing thread."""
        with self._lock:
            self._started.append((track, path))

    def _tell_hearing(self) -> None:
        with self._lock:
            started = tuple(self._started)
        if started and started != self._told:
            self._told = started
            self.hearing.emit({track for track, _ in started}, started[-1][1])

    def _add_all(self, paths: Sequence[bytes]) -> None:
        """In a thread: take what can be taken, tell the rest; nothing taken at all is an error."""
        with suppress(AppError):  # nearly always all can be taken, and at once that is quick for thousands, too
            self._session.add_folders(paths)
            return
        problems: list[AppError] = []
        for path in paths:
            try:
                self._session.add_folder(path)
            except AppError as problem:
                problems.append(problem)
        if len(problems) == len(paths):
            raise problems[0]
        for refused in problems:
            messages().failed.emit(refused)
