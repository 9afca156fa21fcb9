"""Many tracks at once: a pool of worker processes in which a bad file costs itself and nothing else.

Pebble replaces a worker that dies or exceeds its time; this module hands out files lazily, turns every fate of a file
into a :class:`JobResult`, and stops when it is plainly the installation that fails, not the music.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.errors import AppError, BundleError
from app.inference.supply import Supply
from app.inference.worker import MakeAnalyser, WorkerAnswer, analyse_file, make_predictor, start_worker
from app.priority import niceness_here
from app.progress import RunControl
from app.stamp import FileStamp, display_path

if TYPE_CHECKING:
    from pebble import ProcessPool

    from app.inference.predictor import Analysis

log = logging.getLogger(__name__)

#: Jobs after which a worker is replaced, so that what native libraries leak stays small.
JOBS_PER_WORKER = 500
#: A file that a worker died of is handed to so many in all: the next one shows whether it was the file, or somebody
#: ended the worker, as systems do that run out of memory.
TRIES = 3
#: Files whose workers died every time, without a success between them, that mean a broken installation.
DEATHS_ALLOWED = 3
MOST_WORKERS = 8
#: How long the loop sleeps at most before it looks for pause, cancel and starts.
_TICK_S = 0.05
#: A gap in the clock between two looks that means that the computer slept.
_SLEPT_S = 20.0
#: Longest silence, with jobs waiting and none being worked on, before the workers are taken to be unable to start.
_START_LIMIT_S = 180.0
_DAMAGED = "The other files are not affected. The file may be damaged: see whether another player plays it to the end."
_SLOW = "Its drive may be away or very slow."
_AGAIN = "Listen to it again in the table's context menu, or with 'earmark analyse FILE --again'."
_INSTALL_HINT = "Install Earmark again; if it stays, report it together with the output of 'earmark doctor'."


@dataclass(frozen=True, slots=True)
class JobResult:
    """The fate of one file: an analysis, or the sentence that says why there is none."""

    key: int  #: as given with the job
    path: bytes
    analysis: Analysis | None = None
    stamp: FileStamp | None = None  #: of the content, read by the worker before it decoded
    error: str = ""
    hint: str = ""


@dataclass(slots=True)
class _Job:
    key: int
    path: bytes
    deaths: int = 0  #: workers that died while they heard it


def default_workers() -> int:
    """One fewer than the cores this process may use, at least 1 and at most 8."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(usable - 1, 1), MOST_WORKERS)


class AnalysisPool:
    """Worker processes that hear tracks; a context manager, usable for several runs one after another."""

    def __init__(
        self,
        bundle_folder: Path | str,
        workers: int = 0,
        *,
        busy_limit_s: float = 120.0,
        patience_s: float = 1_200.0,
        rest: float = 0.0,
        gentle: bool = False,
        make_analyser: MakeAnalyser = make_predictor,
    ) -> None:
        """Prepare; processes start with the first job.

        Args:
            bundle_folder: the model to use; each worker loads it itself.
            workers: processes; 0 for :func:`default_workers`.
            busy_limit_s: most processor time for one file, in seconds: on a busy computer that may take far longer.
            patience_s: longest wait for one file, in seconds, whatever its worker does: a drive may never answer.
            gentle: work only while no other program wants the processor.
            rest: seconds that a worker does nothing after each second of work.
            make_analyser: makes what a worker runs on a file; must be a function of an importable module.
        """
        self.workers = workers if workers > 0 else default_workers()
        self._busy_limit_s = busy_limit_s
        self._patience_s = patience_s
        self._rest = rest
        self._start_arguments = (make_analyser, str(bundle_folder), gentle)
        self._pool: ProcessPool | None = None

    def __enter__(self) -> AnalysisPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers now; a later run starts new ones."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def run(
        self,
        jobs: Iterable[tuple[int, bytes]],
        control: RunControl,
        started: Callable[[int, bytes], None] | None = None,
    ) -> Iterator[JobResult]:
        """The results of ``jobs`` (key, path) as they finish, in any order, each job exactly once.

        Jobs are pulled as workers become free. ``started`` is called, in the caller's thread, when work on a file
        begins. While ``control`` is paused nothing is handed out; after its cancel the files being worked on get a
        few seconds, and the rest is dropped without a result.

        Raises:
            AppError: the workers of three files in a row died every time without a success in between, the workers do
                not start, or the model cannot be used.
        """
        yield from _Run(self, jobs, control, started).results()

    def schedule(self, path: bytes) -> Future[WorkerAnswer]:
        """Hand one file to the workers, which are started when there are none."""
        if self._pool is None:
            # Imported when it is needed: Pebble brings asyncio and more, for which the window's start does not wait.
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=self.workers,
                max_tasks=JOBS_PER_WORKER,
                initializer=start_worker,
                initargs=(*self._start_arguments, niceness_here()),
                context=multiprocessing.get_context("spawn"),
            )
        future: Future[WorkerAnswer] = self._pool.schedule(
            analyse_file, args=(path, self._busy_limit_s, self._rest), timeout=self._patience_s
        )
        return future

    @property
    def broken(self) -> bool:
        """Whether Pebble has given up on these workers: a future of theirs may then stay open for ever."""
        return self._pool is not None and not self._pool.active

    @property
    def busy_limit_s(self) -> float:
        """Most processor time for one file, in seconds."""
        return self._busy_limit_s

    @property
    def patience_s(self) -> float:
        """Longest wait for one file, in seconds."""
        return self._patience_s


class _Run:
    """One call of :meth:`AnalysisPool.run`."""

    def __init__(
        self,
        pool: AnalysisPool,
        jobs: Iterable[tuple[int, bytes]],
        control: RunControl,
        started: Callable[[int, bytes], None] | None,
    ) -> None:
        self._pool = pool
        self._supply = Supply((_Job(*job) for job in jobs), control)
        self._control = control
        self._started = started
        self._flying: dict[Future[WorkerAnswer], _Job] = {}
        self._announced: set[Future[WorkerAnswer]] = set()
        self._deaths = 0
        self._last_sign = time.monotonic()
        self._looked_at = time.time()
        self._slept_over: set[Future[WorkerAnswer]] = set()  # in the workers' hands while the computer slept

    def results(self) -> Iterator[JobResult]:
        try:
            while self._supply.hand_out(self._flying, self._pool.workers, self._launch):
                if not self._flying:
                    self._looked_at = time.time()
                    self._control.wait_while_paused(_TICK_S)
                    continue
                done, _ = wait(self._flying, timeout=_TICK_S, return_when=FIRST_COMPLETED)
                self._announce()
                self._notice_sleep()
                for future in done:
                    job = self._flying.pop(future, None)  # gone where a broken pool took it with it
                    result = self._finish(future, job) if job else None
                    if result is not None:
                        yield result
                if self._pool.broken:
                    self._begin_again("Pebble gave up on its workers")
                self._check_signs()
        finally:
            for future in self._flying:
                future.cancel()

    def _notice_sleep(self) -> None:
        """Mark what was under way while the computer slept: its time ran out though nobody worked on it."""
        now = time.time()
        if now - self._looked_at > _SLEPT_S:
            log.info("the computer slept for %.0f s, or its clock was set", now - self._looked_at)
            self._slept_over |= set(self._flying)
            self._last_sign = time.monotonic()
        self._looked_at = now

    def _launch(self, job: _Job) -> None:
        if not self._flying:
            self._last_sign = time.monotonic()
        try:
            self._flying[self._pool.schedule(job.path)] = job
        except RuntimeError as problem:  # Pebble's word for a pool that broke meanwhile
            self._supply.take_back(job)
            self._begin_again(problem)

    def _announce(self) -> None:
        for future, job in self._flying.items():
            if future not in self._announced and (future.running() or future.done()):
                self._announced.add(future)
                self._last_sign = time.monotonic()
                if self._started is not None and not job.deaths:
                    self._started(job.key, job.path)

    def _finish(self, future: Future[WorkerAnswer], job: _Job) -> JobResult | None:
        """The result of a job that ended one way or another; ``None`` where it is dropped or tried again."""
        from pebble import ProcessExpired

        self._announced.discard(future)
        self._last_sign = time.monotonic()
        try:
            answer = future.result(timeout=0)
        except (CancelledError, FutureTimeout) as end:
            return self._without_answer(future, job, end)
        except ProcessExpired as death:
            return self._died(job, death.exitcode)
        except BrokenProcessPool as problem:
            self._supply.take_back(job)
            self._begin_again(problem)
            return None
        except Exception as problem:  # a process boundary: what is raised here was raised in the worker
            log.exception("unexpected fault in the analysis of %s", display_path(job.path), exc_info=problem)
            return _failed(job, f"Earmark failed on this file: {type(problem).__name__}: {problem}")
        if answer.hopeless:
            raise BundleError(answer.error, answer.hint)
        self._deaths = 0
        return JobResult(job.key, job.path, answer.analysis, answer.stamp, answer.error, answer.hint)

    def _without_answer(self, future: Future[WorkerAnswer], job: _Job, end: BaseException) -> JobResult | None:
        """The result of a job that was let go of, or waited for in vain."""
        if isinstance(end, CancelledError):
            if not self._control.cancelled:  # a pool that breaks lets go of what it was given
                self._supply.take_back(job)
            return None
        if self._slept_through(future, job):
            return None
        limit_s = self._pool.patience_s
        return _failed(job, f"The analysis took more than {limit_s:g} seconds and was stopped.", _SLOW)

    def _died(self, job: _Job, code: int | None) -> JobResult | None:
        """The result of a job whose worker is gone; ``None`` where another one is to try it."""
        if _ran_out(code):
            self._deaths = 0
            limit_s = self._pool.busy_limit_s
            return _failed(job, f"The analysis took more than {limit_s:g} seconds of computing and was stopped.")
        job.deaths += 1
        if self._control.cancelled:
            return None
        if job.deaths < TRIES:
            log.warning("a worker crashed (%s) at %s", exit_reason(code), display_path(job.path))
            self._supply.take_back(job)
            return None
        self._count_death(f"crashed ({exit_reason(code)})")
        return _failed(job, f"The analysis of this file crashed ({exit_reason(code)}).")

    def _slept_through(self, future: Future[WorkerAnswer], job: _Job) -> bool:
        """Whether a job's time ran out in the computer's sleep, which Pebble counts: it is then handed out again."""
        if future in self._slept_over:
            self._supply.take_back(job)
            return True
        return False

    def _begin_again(self, reason: object) -> None:
        """A worker died that had no job (at its start, or killed while idle): its pool is replaced."""
        log.warning("the worker pool broke: %s", reason)
        for lost in [future for future in self._flying if not _is_answered(future)]:
            self._supply.take_back(self._flying.pop(lost))
            self._announced.discard(lost)
        self._pool.close()
        self._count_death("ended while starting or waiting")

    def _count_death(self, how: str) -> None:
        self._deaths += 1
        if self._deaths >= DEATHS_ALLOWED:
            raise AppError(
                f"The analysis was stopped: {DEATHS_ALLOWED} workers in a row {how}, with no track heard in between.",
                _INSTALL_HINT,
            )

    def _check_signs(self) -> None:
        if self._announced.intersection(self._flying):
            self._last_sign = time.monotonic()
        if self._flying and time.monotonic() - self._last_sign > _START_LIMIT_S:
            raise AppError("The analysis was stopped: its workers do not start.", _INSTALL_HINT)


def exit_reason(code: int | None) -> str:
    """Words for a process's exit code: the signal's name where one ended it."""
    if code is None:
        return "for an unknown reason"
    try:
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


def _ran_out(code: int | None) -> bool:
    """Whether a worker was ended because its file took too much processor time."""
    return sys.platform != "win32" and code == -signal.SIGPROF


def _failed(job: _Job, sentence: str, hint: str = _DAMAGED) -> JobResult:
    return JobResult(job.key, job.path, error=sentence, hint=f"{hint} {_AGAIN}")


def _is_answered(future: Future[WorkerAnswer]) -> bool:
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)
