"""What a table is still to learn while its first rows are in sight already: the ids of all tracks, in order.

They are asked for once the first rows are painted. Who needs all of them before they are there, as somebody does who
selects everything in the first tenth of a second, waits for them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.progress import RunControl
from app.ui.bridge import Task, run_task

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Nobody waits longer than this, in seconds: something is then wrong that the question itself will tell.
_PATIENCE_S = 20.0


class AwaitedIds(QObject):
    """The answer of ``find``, which is called in a thread; ``on_done`` takes it on the GUI thread."""

    def __init__(
        self,
        find: Callable[[RunControl], NDArray[np.int64]],
        on_done: Callable[[NDArray[np.int64]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._on_done = on_done
        self._given_up = False
        self._attempt: _Attempt | None = None

    @property
    def has_failed(self) -> bool:
        """Whether they were asked for and cannot be had."""
        return self._attempt is not None and self._attempt.there.is_set() and self._attempt.found is None

    def begin(self) -> None:
        """Ask, unless that was done or given up."""
        if self._attempt is None and not self._given_up:
            self._attempt = _Attempt(self._find, self._on_done, self)

    def give_up(self) -> None:
        """Leave it, for something else is asked for now; :meth:`wait` and :meth:`go_on` still begin anew."""
        self._given_up = True
        if self._attempt is not None:
            self._attempt.task.cancel()
            self._attempt = None

    def go_on(self) -> None:
        """What was asked for in its place cannot be had: begin anew."""
        self._given_up = False
        self.begin()

    def wait(self) -> NDArray[np.int64] | None:
        """The ids, at once; ``None`` where they cannot be had."""
        if self._attempt is None:
            self._attempt = _Attempt(self._find, self._on_done, self)
        self._attempt.there.wait(_PATIENCE_S)
        return self._attempt.found


class _Attempt:
    """One call of ``find``."""

    def __init__(
        self,
        find: Callable[[RunControl], NDArray[np.int64]],
        on_done: Callable[[NDArray[np.int64]], None],
        owner: QObject,
    ) -> None:
        self.found: NDArray[np.int64] | None = None
        self.there = threading.Event()
        self._find = find
        self._on_done = on_done
        self.task: Task = run_task(self._work, on_done=self._tell, owner=owner)

    def _work(self, control: RunControl) -> NDArray[np.int64]:
        try:
            self.found = self._find(control)
            return self.found
        finally:
            self.there.set()

    def _tell(self, found: NDArray[np.int64]) -> None:
        if not self.task.control.cancelled:
            self._on_done(found)
