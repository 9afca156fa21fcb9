"""Saves verdicts in the order they were given, at once, without making the person wait.

One worker drains the queue; a verdict given while another is being saved goes next, so that an undo can never
overtake what it takes back. Once a verdict was submitted it is saved even when the window closes right after.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import AppError
from app.ui.bridge import messages, run_task


@dataclass(frozen=True, slots=True, eq=False)
class _Act:
    run: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[AppError], None] | None


class VerdictQueue(QObject):
    """Runs what it is given one after the other; the results come back on the GUI thread."""

    drained = Signal()  #: nothing is left to save

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._acts: deque[_Act] = deque()
        self._running = False
        self._waiting = 0  # results not delivered yet
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is still to be saved or told."""
        return self._waiting > 0

    def submit(
        self,
        run: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
    ) -> None:
        """Call ``run`` in a worker after those submitted before; ``done`` gets its result, ``failed`` its AppError."""
        self._waiting += 1
        with self._lock:
            self._acts.append(_Act(run, done, failed))
            if self._running:
                return
            self._running = True
        run_task(self._drain)

    def _drain(self) -> None:
        """In the worker: run what is there until nothing is."""
        while (act := self._next()) is not None:
            try:
                result = act.run()
            except AppError as problem:
                self._ended.emit(act, problem)
            except BaseException:
                self._ended.emit(act, None)
                with self._lock:
                    self._running = False
                raise
            else:
                self._ended.emit(act, (result,))

    def _next(self) -> _Act | None:
        with self._lock:
            if self._acts:
                return self._acts.popleft()
            self._running = False
            return None

    def _deliver(self, act: _Act, outcome: object) -> None:
        self._waiting -= 1
        if isinstance(outcome, AppError):
            messages().failed.emit(outcome)
            if act.failed is not None:
                act.failed(outcome)
        elif isinstance(outcome, tuple) and act.done is not None:
            act.done(outcome[0])
        if self._waiting == 0:
            self.drained.emit()
