"""Many machines at once: the same files, handed to the workers of a Dask cluster instead of processes of our own.

Used like :class:`~app.inference.pool.AnalysisPool`, and with the same promises: each file has one fate, and a worker
that dies costs none. Dask brings scheduler, workers and transport; this module checks that every worker is the same
Earmark with the same model and sees the same files, and hands out no more than they can hold. The one module that calls
it, besides what runs there (``cluster_worker.py``).
"""

from __future__ import annotations

import logging
import os
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from app.errors import AppError, BundleError
from app.inference.bundle import Bundle
from app.inference.cluster_worker import RemoteAnswer, hear_here, kind_here, kind_of
from app.inference.pool import JobResult
from app.inference.supply import Supply
from app.progress import RunControl
from app.stamp import display_path

log = logging.getLogger(__name__)

#: How long the scheduler may take to answer at first.
_CONNECT_S = 15.0
#: How long a run without any worker waits for one.
_ALONE_S = 60.0
#: Workers come and go: so often we look who is there.
_LOOK_EVERY_S = 1.0
_TICK_S = 0.05
#: A file that ends in an error of the cluster itself is tried so often.
_TRIES = 3
_GONE_HINT = "What was heard is kept; the same command goes on where this one stopped."


@dataclass(slots=True)
class _Job:
    key: int
    path: bytes
    tries: int = 0
    places: frozenset[str] = frozenset()  #: workers that it was meant for; none: any


class ClusterPool:
    """The workers of the cluster at ``address``; a context manager, usable for several runs one after another."""

    def __init__(self, address: str, bundle: Bundle) -> None:
        """Connect.

        Raises:
            AppError: Dask is not installed, or no scheduler answers.
        """
        self.wanted = kind_of(bundle.folder, bundle.id)
        self.address = address
        self._client = _connect(address)

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close(timeout=5)

    def run(
        self,
        jobs: Iterable[tuple[int, bytes]],
        control: RunControl,
        started: Callable[[int, bytes], None] | None = None,
    ) -> Iterator[JobResult]:
        """The results of ``jobs`` (key, path) as they finish, in any order, each job exactly once.

        ``started`` is called when a file is handed to the cluster. Pause and cancel are those of the local pool.

        Raises:
            AppError: a worker is another Earmark or has another model, none sees the files, or the cluster is gone.
        """
        yield from _Run(self, jobs, control, started).results()

    def threads(self) -> dict[str, int]:
        """Workers that are there now: address and how many files each hears at a time.

        Raises:
            AppError: the scheduler is gone.
        """
        try:
            found: dict[str, int] = dict(self._client.nthreads())
        except Exception as problem:  # a process boundary: Dask's errors of a lost connection have no common base
            raise AppError(f"The Dask scheduler at {self.address} does not answer any more.", _GONE_HINT) from problem
        return found

    def unfit(self, workers: list[str]) -> dict[str, str]:
        """Those of ``workers`` that must not hear for us, each with the reason."""
        answers = self._client.run(kind_here, self.wanted.model, workers=workers, on_error="return")
        reasons = {}
        for worker, kind in answers.items():
            if isinstance(kind, ImportError | AttributeError):
                reasons[worker] = "it has no Earmark, or another one"
            elif not isinstance(kind, Exception):  # such a worker is gone again
                reasons[worker] = self.wanted.difference(kind)
        return {worker: reason for worker, reason in reasons.items() if reason}

    def submit(self, path: bytes, places: frozenset[str]) -> Any:
        """Hand one file to the cluster, or to some of its workers."""
        only = {"workers": sorted(places), "allow_other_workers": False} if places else {}
        return self._client.submit(hear_here, self.wanted, path, pure=False, **only)

    def drop(self, futures: list[Any]) -> None:
        """Let go of files that nobody waits for."""
        if futures and self._client.status == "running":
            self._client.cancel(futures)


class _Run:
    """One call of :meth:`ClusterPool.run`."""

    def __init__(
        self,
        pool: ClusterPool,
        jobs: Iterable[tuple[int, bytes]],
        control: RunControl,
        started: Callable[[int, bytes], None] | None,
    ) -> None:
        self._pool = pool
        self._supply = Supply((_Job(*job) for job in jobs), control)
        self._control = control
        self._started = started
        self._flying: dict[Any, _Job] = {}
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._fit: dict[str, int] = {}
        self._unfit: dict[str, str] = {}
        self._looked_at = self._last_fit = time.monotonic()

    def results(self) -> Iterator[JobResult]:
        try:
            self._look()
            if self._unfit:
                raise _refusal(self._unfit)
            while self._supply.hand_out(self._flying, sum(self._fit.values()), self._launch):
                if not self._flying:
                    self._control.wait_while_paused(_TICK_S)
                    time.sleep(0 if self._fit else _TICK_S)
                for future in self._finished():
                    job = self._flying.pop(future, None)
                    result = self._finish(future, job) if job else None
                    if result is not None:
                        yield result
                if time.monotonic() - self._looked_at > _LOOK_EVERY_S:
                    self._look()
        finally:
            self._pool.drop(list(self._flying))

    def _look(self) -> None:
        """See who is there; newcomers are asked who they are."""
        there = self._pool.threads()
        new = [worker for worker in there if worker not in self._fit and worker not in self._unfit]
        for worker, reason in self._pool.unfit(new).items() if new else ():
            log.warning("the worker %s is not used: %s", worker, reason)
            self._unfit[worker] = reason
        self._fit = {worker: count for worker, count in there.items() if worker not in self._unfit}
        self._looked_at = time.monotonic()
        if self._fit:
            self._last_fit = self._looked_at
        elif self._looked_at - self._last_fit > _ALONE_S:
            raise AppError(f"The Dask cluster at {self._pool.address} has no workers.", _GONE_HINT)
        stranded = [future for future, job in self._flying.items() if job.places and not job.places & set(self._fit)]
        for future in stranded:  # meant for workers that are gone: Dask would wait for them
            self._supply.take_back(self._flying.pop(future))
        self._pool.drop(stranded)

    def _launch(self, job: _Job) -> None:
        job.places = frozenset(self._fit) if self._unfit else frozenset()
        future = self._pool.submit(job.path, job.places)
        self._flying[future] = job
        if self._started is not None and not job.tries:
            self._started(job.key, job.path)
        future.add_done_callback(self._ended.put)

    def _finished(self) -> Iterator[Any]:
        """Futures that ended, after a moment's wait for the first."""
        try:
            yield self._ended.get(timeout=_TICK_S) if self._flying else self._ended.get_nowait()
            while True:
                yield self._ended.get_nowait()
        except queue.Empty:
            return

    def _finish(self, future: Any, job: _Job) -> JobResult | None:
        """The result of a job that ended one way or another; ``None`` where it is tried again or dropped."""
        try:
            remote: RemoteAnswer = future.result(timeout=_CONNECT_S)
        except Exception as problem:  # a process boundary: a crash there, a lost connection, a fault of ours
            log.warning("%s was lost on the cluster", display_path(job.path), exc_info=True)
            return self._lost(job, problem)
        finally:
            future.release()
        if remote.unseen and os.path.exists(job.path):
            self._refuse(remote.worker, f"it does not see {display_path(job.path)}")
        elif remote.unfit:
            self._refuse(remote.worker, remote.unfit)
        else:
            answer = remote.answer
            if answer is None:
                return JobResult(job.key, job.path, error="The file is gone.")
            if answer.hopeless:
                raise BundleError(answer.error, answer.hint)
            return JobResult(job.key, job.path, answer.analysis, answer.stamp, answer.error, answer.hint)
        self._supply.take_back(job)
        return None

    def _lost(self, job: _Job, problem: Exception) -> JobResult | None:
        if self._control.cancelled:
            return None
        job.tries += 1
        if type(problem).__name__ == "KilledWorker":
            sentence = "The analysis of this file crashed (on several workers, one after another)."
            return JobResult(job.key, job.path, error=sentence)
        if job.tries < _TRIES:
            self._supply.take_back(job)
            return None
        return JobResult(
            job.key, job.path, error=f"Earmark failed on this file: {type(problem).__name__}: {problem}"[:500]
        )

    def _refuse(self, worker: str, reason: str) -> None:
        """Use a worker no more; the run ends when it was the last."""
        if worker not in self._unfit:
            log.warning("the worker %s is not used: %s", worker, reason)
        self._unfit[worker] = reason
        self._fit.pop(worker, None)
        if not self._fit:
            raise _refusal(self._unfit)


def _connect(address: str) -> Any:
    """A client of the scheduler at ``address``.

    Raises:
        AppError: Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError as problem:
        raise AppError(
            "Hearing on several machines needs Dask, which is not installed.",
            "Install Earmark with it, here and on every worker: pip install 'earmark[cluster]'.",
        ) from problem
    try:
        client: Any = Client
        return client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, RuntimeError, TypeError) as problem:  # its errors of addresses and connections
        raise AppError(
            f"No Dask scheduler answers at {address}.", "Start one with 'dask scheduler'; it says its address."
        ) from problem


def _refusal(unfit: dict[str, str]) -> AppError:
    worker, reason = next(iter(unfit.items()))
    others = f" ({len(unfit) - 1} more workers cannot be used either)" if len(unfit) > 1 else ""
    return AppError(
        f"The worker {worker} cannot be used: {reason}{others}.",
        "Every worker needs the same version of Earmark, the same model, and the music under the same path.",
    )
