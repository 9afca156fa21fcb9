"""What must hold of a file before it may be written, and the lock that keeps a second Earmark out."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import AppError, WriteRefused
from app.settings import HardLinks
from app.stamp import FileStamp, read_stamp

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


def check_target(path: bytes, stamp: FileStamp | None, hard_links: HardLinks) -> Target:
    """The file behind ``path``, when it may be written.

    Args:
        path: as the user knows it; a symbolic link is followed and stays.
        stamp: what the file was when the change was planned; ``None``: not compared.
        hard_links: what to do about a file with other names.

    Raises:
        WriteRefused: it may not be written, with the reason.
    """
    try:
        real = os.path.realpath(path, strict=True)
        status = os.stat(real)
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
    if stamp is not None:
        check_stamp(real, stamp)
    return Target(real, status)


def check_stamp(path: bytes, stamp: FileStamp) -> None:
    """Raise unless the file is what it was when ``stamp`` was taken.

    Raises:
        WriteRefused: it changed, or cannot be read.
    """
    try:
        now = read_stamp(path)
    except OSError as problem:
        raise WriteRefused(f"The file cannot be read: {problem.strerror or problem}.") from problem
    if now != stamp:
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
def held(file: BinaryIO) -> Iterator[None]:
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
