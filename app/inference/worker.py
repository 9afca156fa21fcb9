"""What runs inside a worker process of the pool.

Imports of this module are light on purpose: a fresh worker first limits the threads of the numeric libraries, and only
then loads them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import AppError, BundleError
from app.native_output import silence_native_output
from app.priority import let_others_go_first
from app.stamp import FileStamp, read_stamp

if TYPE_CHECKING:
    from app.inference.predictor import Analysis

#: Hears the file at a path; raises AppError.
Analyser = Callable[["bytes"], "Analysis"]
#: Makes the analyser of a worker from the bundle's folder; a function of a module, so that it reaches the worker.
MakeAnalyser = Callable[[str], Analyser]

#: No rest is longer, so that a worker that rests ends soon when it is told to.
_LONGEST_REST_S = 2.0


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker sends back for one file: an analysis, or an error sentence with its hint."""

    analysis: Analysis | None = None
    stamp: FileStamp | None = None  #: of the content, read before decoding
    error: str = ""
    hint: str = ""
    hopeless: bool = False  #: the model itself is at fault: no other file will fare better


def make_predictor(bundle_folder: str) -> Analyser:
    """The analyser of a real run: the bundle's predictor."""
    from app.inference.bundle import load_bundle
    from app.inference.predictor import Predictor

    return Predictor(load_bundle(bundle_folder)).analyse


def start_worker(
    make_analyser: MakeAnalyser, bundle_folder: str, gentle: bool = False, asker: int | None = None
) -> None:
    """Prepare this process; the pool's initializer. The model is loaded by the first job, whose errors are reported.

    ``gentle`` and ``asker`` are those of :func:`~app.priority.let_others_go_first`.
    """
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    let_others_go_first(gentle, asker)
    silence_native_output("stderr")  # standard output may be somebody's JSON
    _state.make_analyser = make_analyser
    _state.bundle_folder = bundle_folder


def analyse_file(path: bytes, busy_limit_s: float = 0.0, rest: float = 0.0) -> WorkerAnswer:
    """Hear one file. The world's errors come back as sentences; ours are raised and reach the pool.

    A file that takes more than ``busy_limit_s`` of processor time ends this process; 0 lets it take what it takes.
    After each second of work come ``rest`` seconds of doing nothing.
    """
    since = time.process_time()
    with _limited(busy_limit_s):
        answer = hear(path, _state.analyser)
    if rest:
        time.sleep(min(rest * (time.process_time() - since), _LONGEST_REST_S))
    return answer


def hear(path: bytes, analyser: Callable[[], Analyser]) -> WorkerAnswer:
    """What ``analyser()`` makes of the file; the world's errors as sentences."""
    stamp = None
    try:
        stamp = read_stamp(path)
        return WorkerAnswer(analysis=analyser()(path), stamp=stamp)
    except BundleError as problem:
        return WorkerAnswer(error=problem.sentence, hint=problem.hint, hopeless=True)
    except AppError as problem:
        return WorkerAnswer(stamp=stamp, error=problem.sentence, hint=problem.hint)
    except OSError as problem:
        return WorkerAnswer(stamp=stamp, error=f"The file cannot be read: {problem.strerror or problem}.")
    except MemoryError:
        return WorkerAnswer(stamp=stamp, error="The file needs more memory than there is.")


@contextlib.contextmanager
def _limited(busy_limit_s: float) -> Iterator[None]:
    """Have the system end this process by SIGPROF after so much processor time: no decoder's endless loop outlives it.

    The clock stands still while other programs have the processor, so a busy computer makes no good file fail.
    """
    if sys.platform == "win32":  # no such clock there: the pool's patience alone ends it
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, busy_limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


class _State:
    """What this worker process knows; filled by :func:`start_worker`."""

    make_analyser: MakeAnalyser = staticmethod(make_predictor)
    bundle_folder: str = ""
    _analyser: Analyser | None = None

    def analyser(self) -> Analyser:
        if self._analyser is None:
            self._analyser = self.make_analyser(self.bundle_folder)
        return self._analyser


_state = _State()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went: a killed run leaves no orphans."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
