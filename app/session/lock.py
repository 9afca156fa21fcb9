"""Keeps two Earmarks from scanning, analysing or writing the same library at once.

The lock is the operating system's, on a file beside the database: it ends with the process that holds it, whatever
became of it, so there is never a stale one to remove. It is taken for the length of a job, not of a program: a window
that stands open and idle does not keep the command line from working. Reading needs no lock.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import AppError

#: How long a job waits for another Earmark's job before it says so.
PATIENCE_S = 5.0
_POLL_S = 0.1
#: The locked byte lies far behind the note about the holder, which others must be able to read (Windows locks bytes
#: against reading, too).
_LOCKED_BYTE = 1 << 20
_HELD_BY_ANOTHER = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


class LibraryBusyError(AppError):
    """Another Earmark is at work on the same library."""


_held_for_good: list[IO[bytes]] = []


def lock_for_good(file: Path) -> bool:
    """Lock ``file`` until this process ends; False where another process has locked it.

    Raises:
        OSError: the file cannot be made, or its drive knows no locks.
    """
    handle = open(file, "a+b", buffering=0)  # noqa: SIM115 (open for as long as the process lives)
    if _is_locked(handle):
        _held_for_good.append(handle)
        return True
    return False


class LibraryLock:
    """The right to change library and music files, held while any thread of this process needs it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._guard = threading.Lock()
        self._holders = 0
        self._handle: IO[bytes] | None = None

    @contextmanager
    def hold(self, job: str, patience_s: float | None = None) -> Iterator[None]:
        """Hold the lock while the block runs; ``job`` is what others are told ("analysing").

        Raises:
            LibraryBusyError: another process held it for all of ``patience_s`` (``None``: :data:`PATIENCE_S`).
        """
        self._acquire(job, PATIENCE_S if patience_s is None else patience_s)
        try:
            yield
        finally:
            self._release()

    def _acquire(self, job: str, patience_s: float) -> None:
        end = time.monotonic() + patience_s
        while True:
            with self._guard:
                if self._holders or self._lock_file(job):
                    self._holders += 1
                    return
            if time.monotonic() >= end:
                raise LibraryBusyError(
                    f"Another Earmark {self._other_job()} just now, on the same library.",
                    "Wait until it is done, or cancel it there, and try again.",
                )
            time.sleep(_POLL_S)

    def _release(self) -> None:
        with self._guard:
            self._holders -= 1
            if not self._holders and self._handle is not None:
                _unlock(self._handle)
                self._handle.close()
                self._handle = None

    def _lock_file(self, job: str) -> bool:
        try:
            handle = open(self._file, "a+b", buffering=0)  # noqa: SIM115 (open for as long as the lock is held)
        except OSError as problem:
            raise AppError(f"The file {self._file} cannot be written: {problem.strerror or problem}.") from problem
        try:
            if not _is_locked(handle):
                return False
        except OSError as problem:
            raise AppError(
                f"The file {self._file} cannot be locked: {problem.strerror or problem}.",
                "Some network drives know no locks: set EARMARK_HOME to a folder on a disk of this computer.",
            ) from problem
        with suppress(OSError):  # a full disk: the note is only what others are told
            handle.seek(0)
            handle.truncate()
            handle.write(json.dumps({"process": os.getpid(), "job": job}).encode())
        self._handle = handle
        return True

    def _other_job(self) -> str:
        try:
            note = json.loads(self._file.read_bytes())
            return f"(process {note['process']}) is {note['job']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "is at work"


def _is_locked(handle: IO[bytes]) -> bool:
    """Whether the file is locked for us now; where another process holds it, or it cannot be, ``handle`` is closed."""
    try:
        _lock(handle)
    except OSError as problem:
        handle.close()
        if problem.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(_LOCKED_BYTE)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(_LOCKED_BYTE)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
