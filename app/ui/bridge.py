"""Between the blocking core and the window: work goes to threads, its results come back on the GUI thread.

The rule: no file and no database is touched on the GUI thread. :func:`run_task` runs a function of the core in a
thread; what it reports is merged (only the newest report is delivered, however many were made), so that a fast run
cannot flood the event loop. Errors are told apart here: an :class:`AppError` goes to the caller or to the message
strip, anything else is a bug and goes to ``sys.excepthook``, which shows the crash dialog.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
import threading
from collections import deque
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QThreadPool, Signal, SignalInstance

from app.errors import AppError
from app.library.types import LibraryChange
from app.priority import let_window_go_first
from app.progress import Progress, RunControl
from app.ui.words import translate


class Messages(QObject):
    """What the window's message strip shows; any part of the window may post."""

    #: An AppError, shown as its sentence and hint.
    failed = Signal(object)
    #: A sentence of good news or advice.
    told = Signal(str)


@cache
def messages() -> Messages:
    """The application's one message bus."""
    return Messages()


class Task(QObject):
    """One call running in a thread, steered and listened to from the GUI thread."""

    finished = Signal()

    _returned = Signal(object)
    _raised = Signal(object)
    _reported = Signal()

    def __init__(
        self,
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[AppError], None] | None,
        on_progress: Callable[[Progress], None] | None,
        owner: QObject | None,
    ) -> None:
        super().__init__()
        self.control = RunControl()
        self._on_done = on_done
        self._on_error = on_error
        self._on_progress = on_progress
        self._owner = owner
        self._lock = threading.Lock()
        self._latest: Progress | None = None
        self._call: Callable[[], Any] = _nothing
        queued = Qt.ConnectionType.QueuedConnection
        self._returned.connect(self._deliver_result, queued)
        self._raised.connect(self._deliver_error, queued)
        self._reported.connect(self._deliver_progress, queued)

    def pause(self) -> None:
        """Hold the run after the files in hand."""
        self.control.pause()

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        self.control.resume()

    def cancel(self) -> None:
        """End the run after the files in hand; its result (what was done so far) is still delivered."""
        self.control.cancel()

    def report(self, progress: Progress) -> None:
        """Called from the working thread, as often as it likes."""
        with self._lock:
            waiting = self._latest is not None
            self._latest = progress
        if not waiting:
            self._reported.emit()

    def begin(self, call: Callable[[], Any]) -> None:
        """Hand ``call`` to a thread."""
        self._call = call
        _running.add(self)
        _pool().start(self._work)

    def _work(self) -> None:
        """Body of the working thread: make the call and send back what becomes of it."""
        let_window_go_first()
        try:
            result = self._call()
        except Exception as problem:  # noqa: BLE001 - the boundary of the thread: delivered below, nothing is lost
            self._send(self._raised, problem)
        else:
            self._send(self._returned, result)

    def _send(self, signal: SignalInstance, value: object) -> None:
        """Send, unless the window is gone and this object with it: then nobody waits for the answer."""
        with contextlib.suppress(RuntimeError):
            if shiboken6.isValid(self):
                signal.emit(value)

    def _deliver_progress(self) -> None:
        with self._lock:
            progress, self._latest = self._latest, None
        if progress is not None and self._on_progress is not None and self._wanted():
            self._on_progress(progress)

    def _deliver_result(self, result: object) -> None:
        self._deliver_progress()
        on_done, wanted = self._on_done, self._wanted()
        self._end()
        if on_done is not None and wanted:
            on_done(result)

    def _deliver_error(self, problem: BaseException) -> None:
        on_error, wanted = self._on_error, self._wanted()
        self._end()
        if not isinstance(problem, AppError):
            sys.excepthook(type(problem), problem, problem.__traceback__)
            if on_error is None:
                return
            problem = AppError(translate("words", "This failed because of a fault in Earmark."))  # who waits goes on
        if on_error is None:
            messages().failed.emit(problem)
        elif wanted:
            on_error(problem)

    def _wanted(self) -> bool:
        return self._owner is None or shiboken6.isValid(self._owner)

    def _end(self) -> None:
        """Let go of the callbacks here, on the GUI thread: the pool may hold this object a little longer, and a widget
        whose last reference is dropped in another thread takes the process with it.
        """
        self._on_done = self._on_error = self._on_progress = self._owner = None
        self._call = _nothing
        _running.discard(self)
        _ended.append(self)
        self.finished.emit()


#: Tasks under way; also what keeps them alive until their result was delivered.
_running: set[Task] = set()
#: The last ones that ended, kept so that none is destroyed by a thread of the pool that is about to let go of it.
_ended: deque[Task] = deque(maxlen=100)


def _nothing() -> None:
    """In the place of a call that was made."""


def _parameters(function: Callable[..., Any]) -> frozenset[str]:
    try:
        return frozenset(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # some functions written in C do not say
        return frozenset()


@cache
def _pool() -> QThreadPool:
    """Threads of the core's calls: enough that a short query never waits behind the long runs."""
    pool = QThreadPool(QCoreApplication.instance())
    pool.setMaxThreadCount(12)
    if sys.platform != "linux":  # there each thread sees to it itself
        pool.setThreadPriority(QThread.Priority.LowPriority)
    return pool


def run_task(
    function: Callable[..., Any],
    *args: Any,
    on_done: Callable[[Any], None] | None = None,
    on_error: Callable[[AppError], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    owner: QObject | None = None,
    **keywords: Any,
) -> Task:
    """Run ``function(*args, **keywords)`` in a thread; the callbacks come on the GUI thread, which must call this.

    ``report=`` and ``control=`` are passed along when the function takes them. ``on_error`` gets an
    :class:`AppError`; without it the message strip shows it. Once ``owner`` is deleted no callback is made.
    """
    task = Task(on_done, on_error, on_progress, owner)
    taken = _parameters(function)
    if "report" in taken:
        keywords.setdefault("report", task.report)
    if "control" in taken:
        keywords.setdefault("control", task.control)
    task.begin(partial(function, *args, **keywords))
    return task


def running_tasks() -> tuple[Task, ...]:
    """Tasks whose result was not delivered yet."""
    return tuple(_running)


def end_all_tasks(timeout_ms: int = 30_000) -> bool:
    """Cancel what runs and wait for its threads, for quitting; False when some did not end in time."""
    for task in running_tasks():
        task.cancel()
    return _pool().waitForDone(timeout_ms)


class LibraryChanges(QObject):
    """``Session.subscribe`` as a signal on the GUI thread; changes that pile up are merged into one."""

    changed = Signal(object)  #: LibraryChange

    _arrived = Signal()

    def __init__(self, subscribe: Callable[[Callable[[LibraryChange], None]], Callable[[], None]]) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._pending: LibraryChange | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe: Callable[[], None] | None = subscribe(self.receive)

    def receive(self, change: LibraryChange) -> None:
        """Take a change, from any thread."""
        with self._lock:
            before = self._pending
            self._pending = change if before is None else _merged(before, change)
        if before is None:
            self._arrived.emit()

    def close(self) -> None:
        """Stop listening; safe to call twice."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _deliver(self) -> None:
        with self._lock:
            change, self._pending = self._pending, None
        if change is not None:
            self.changed.emit(change)


def _merged(one: LibraryChange, other: LibraryChange) -> LibraryChange:
    """Both changes as one; no tracks named means many, and many swallows a list."""
    tracks = one.tracks | other.tracks if one.tracks and other.tracks else frozenset()
    return LibraryChange(tracks, one.structure or other.structure, one.roots or other.roots)
