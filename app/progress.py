"""How long work reports itself and is steered: one shape for scan, analysis, write and undo.

The worker calls ``report(Progress(...))`` and asks the :class:`RunControl` between two files; the caller, a window or
a terminal, pauses, resumes or cancels from any thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a long task. ``total`` is ``None`` while it is not yet known (a scan that still walks)."""

    done: int
    total: int | None
    failed: int = 0
    #: Path of the file just finished or being worked on, for display.
    current: bytes | None = None
    #: Files per second over the last seconds, 0.0 while unknown.
    rate: float = 0.0
    #: Seconds left at that rate, ``None`` while unknown.
    seconds_left: float | None = None


Report = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """The report of a caller that does not listen."""


class RunControl:
    """Pause and cancel of one run, safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._go = threading.Event()
        self._go.set()
        self._cancelled = threading.Event()
        self._guard = threading.Lock()
        self._held_since: float | None = None
        self._held_s = 0.0

    def pause(self) -> None:
        """Let the files now being worked on finish, and hand out no more; a cancelled run stays cancelled."""
        with self._guard:
            if self._held_since is None:
                self._held_since = self._clock()
        self._go.clear()
        if self.cancelled:  # by another thread, perhaps just now: nobody would wake the run any more
            self._go.set()

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        with self._guard:
            if self._held_since is not None:
                self._held_s += self._clock() - self._held_since
                self._held_since = None
        self._go.set()

    def cancel(self) -> None:
        """End the run after the files now being worked on; also wakes a paused run."""
        self._cancelled.set()
        self._go.set()

    @property
    def paused(self) -> bool:
        """Whether the run is held."""
        return not self._go.is_set()

    @property
    def paused_s(self) -> float:
        """Seconds that the run was held so far, a pause that goes on included."""
        with self._guard:
            return self._held_s + (self._clock() - self._held_since if self._held_since is not None else 0.0)

    @property
    def cancelled(self) -> bool:
        """Whether the run is to end."""
        return self._cancelled.is_set()

    def wait_while_paused(self, timeout_s: float | None = None) -> bool:
        """Block while paused, at most ``timeout_s``; True when work may go on, False when cancelled or still paused."""
        return self._go.wait(timeout_s) and not self.cancelled


class RateMeter:
    """Files per second, smoothed over about ``span_s`` seconds, and the time left at that rate."""

    def __init__(self, span_s: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._span_s = span_s
        self._clock = clock
        self._marks: list[tuple[float, int]] = [(clock(), 0)]

    def measure(self, done: int, total: int | None, paused_s: float = 0.0) -> tuple[float, float | None]:
        """``(rate, seconds_left)`` now that ``done`` of ``total`` files are finished.

        ``paused_s``: seconds that the run was held so far. They do not count, so a pause makes nothing slower.
        """
        now = self._clock() - paused_s
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[1][0] > self._span_s:
            self._marks.pop(0)
        since, before = self._marks[0]
        rate = (done - before) / (now - since) if now > since else 0.0
        left = (total - done) / rate if total is not None and rate > 0 else None
        return rate, left
