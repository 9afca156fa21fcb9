"""Keeping workers supplied, wherever they are: enough files in flight, those lost handed out again, an end in time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sized
from typing import Generic, TypeVar

from app.progress import RunControl

#: Jobs handed out for each worker: one being worked on and one waiting, so that no worker ever waits for us.
IN_FLIGHT_PER_WORKER = 2
#: How long a cancelled run waits for the files being worked on, in seconds.
_CANCEL_GRACE_S = 3.0

Job = TypeVar("Job")


class Supply(Generic[Job]):
    """The files of one run, drawn only as they are needed."""

    def __init__(self, jobs: Iterator[Job], control: RunControl) -> None:
        self._jobs = jobs
        self._control = control
        self._again: deque[Job] = deque()
        self._exhausted = False
        self._cancelled_at: float | None = None

    def take_back(self, job: Job) -> None:
        """Hand out once more, before all others, a job that was lost without its own fault."""
        self._again.append(job)

    def hand_out(self, flying: Sized, workers: int, launch: Callable[[Job], None]) -> bool:
        """Call ``launch``, which adds to ``flying``, until ``workers`` have enough; False when the run is over."""
        if self._control.cancelled:
            self._cancelled_at = self._cancelled_at or time.monotonic()
            return len(flying) > 0 and time.monotonic() - self._cancelled_at < _CANCEL_GRACE_S
        if not self._control.paused:
            while len(flying) < workers * IN_FLIGHT_PER_WORKER and not self._control.cancelled:
                job = self._next()
                if job is None:
                    break
                launch(job)
        return len(flying) > 0 or bool(self._again) or not self._exhausted

    def _next(self) -> Job | None:
        if self._again:
            return self._again.popleft()
        following = None if self._exhausted else next(self._jobs, None)
        self._exhausted = following is None
        return following
