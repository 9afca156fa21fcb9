"""What must hold of a file before it may be written, and the lock that keeps a second Earmark out."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import IO

from app.errors import AppError, WriteRefused
from app.settings import HardLinks
from app.stamp import FileStamp

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True)
class Target:
    """The file that will be written: symbolic links resolved, with its status before."""

    path: bytes
    status: os.stat_result

    @property
    def folder(self) -> bytes:
        """The folder it lies in."""
        return os.path.dirname(self.path)


class Folders:
    """Where folders really are: the one asked about last is known for a moment, since its other files come next."""

    #: So long (seconds) it is not followed anew: as long as a portion is planned.
    _KNOWN_S = 0.25

    def __init__(self) -> None:
        self._folder: bytes | None = None
        self._real, self._until = b"", 0.0

    def follow(self, path: bytes) -> tuple[bytes, os.stat_result]:
        """Where ``path`` really leads, and what is there.

        Raises:
            OSError: nothing is, or it cannot be reached.
        """
        folder, name = os.path.split(path)
        if os.name == "posix" and name not in (b"", b".", b".."):
            if folder != self._folder or time.monotonic() > self._until:
                self._real, self._folder = os.path.realpath(folder, strict=True), folder
                self._until = time.monotonic() + self._KNOWN_S
            real = os.path.join(self._real, name)
            status = os.lstat(real)
            if not stat.S_ISLNK(status.st_mode):
                return real, status
        real = os.path.realpath(path, strict=True)
        return real, os.stat(real)


def check_target(path: bytes, hard_links: HardLinks, folders: Folders | None = None) -> Target:
    """The file behind ``path``, when it may be written.

    Args:
        path: as the user knows it; a symbolic link is followed and stays.
        hard_links: what to do about a file with other names.
        folders: where others of the same run were found to be.

    Raises:
        WriteRefused: it may not be written, with the reason.
    """
    try:
        real, status = (folders or Folders()).follow(path)
    except FileNotFoundError:
        raise WriteRefused("The file is gone.") from None
    except OSError as problem:
        raise WriteRefused(f"The file cannot be reached: {problem.strerror or problem}.") from problem
    if not stat.S_ISREG(status.st_mode):
        raise WriteRefused("It is no regular file.")
    if not os.access(real, os.W_OK):
        raise WriteRefused("The file is read-only.", "Make it writable and try again.")
    if status.st_nlink > 1 and hard_links is HardLinks.SKIP:
        raise WriteRefused(
            f"The file has {status.st_nlink} names (hard links); a change would show under all or split them.",
            "The setting for hard links decides what happens.",
        )
    return Target(real, status)


def open_target(target: Target) -> FileIO:
    """The file of ``target``, open for reading.

    Raises:
        WriteRefused: it cannot be read.
    """
    try:
        return open(target.path, "rb", buffering=0)
    except OSError as problem:
        raise WriteRefused(f"The file cannot be read: {problem.strerror or problem}.") from problem


def check_stamp(now: FileStamp, planned: FileStamp) -> None:
    """Raise unless the file is ``now`` what it was when its change was ``planned``.

    Raises:
        WriteRefused: it changed.
    """
    if now != planned:
        raise WriteRefused("The file changed since it was looked at.", "Scan again.")


def check_unchanged(target: Target) -> None:
    """Raise if the file, its owner or its permissions were changed since :func:`check_target`, or it was replaced.

    Raises:
        WriteRefused: it was.
    """
    try:
        now = os.stat(target.path)
    except OSError as problem:
        raise WriteRefused("The file is gone.") from problem
    if _what_stays(now) != _what_stays(target.status):
        raise WriteRefused("The file was changed by another program just now.", "Scan again.")


def _what_stays(status: os.stat_result) -> tuple[int, ...]:
    content = (status.st_size, status.st_mtime_ns, status.st_ino, status.st_dev)
    return (*content, status.st_mode, status.st_uid, status.st_gid)


@contextmanager
def held(file: IO[bytes] | FileIO) -> Iterator[None]:
    """Hold the file against programs that ask before they write; refuse where one of them holds it.

    Raises:
        WriteRefused: another program holds it.
    """
    if sys.platform == "win32":
        yield  # an open file of another program already makes the opening fail
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WriteRefused("Another program holds the file.", "Close it there and try again.") from None
    except OSError:
        yield  # the file system knows no locks
        return
    try:
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def sole_writer(journal_file: Path) -> Iterator[bool]:
    """Be the one process that writes under this journal; yields False where another one is.

    The lock ends with the process, however it ends.
    """
    lock_path = journal_file.with_name(journal_file.name + ".lock")
    try:
        lock = lock_path.open("ab")
    except OSError as problem:
        raise AppError(f"The lock {lock_path} cannot be made: {problem.strerror}.") from problem
    with lock:
        try:
            if sys.platform == "win32":
                lock.seek(0)
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
