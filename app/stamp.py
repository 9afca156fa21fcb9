"""A file's identity at one instant: how every part of Earmark tells "unchanged" from "changed since".

Analysis, write and undo compare stamps, so a result or a plan made for one content is never applied to another. A
scan of many files contents itself with size and time, which it has without opening them.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from dataclasses import dataclass

#: Bytes hashed at the start of the file. Tags of nearly all containers begin there, so a changed tag of the same
#: length is noticed even where a tool put the old times back.
HEAD_BYTES = 8192
#: Bytes read with the first look at a file: its head, and nearly always all of its tags but a picture.
BEGINNING_BYTES = 16 << 10
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Size in bytes, modification time in nanoseconds, and the hash of the first 8 KiB (16 bytes, BLAKE2b)."""

    size: int
    mtime_ns: int
    head: bytes


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open, and what was learned of it with the first look: all its readers share that."""

    path: bytes
    file: io.BufferedReader  #: for the caller to close
    status: os.stat_result
    beginning: bytes  #: its first :data:`BEGINNING_BYTES`, or all of it

    @property
    def stamp(self) -> FileStamp:
        """Its stamp."""
        return stamp_of(self.status, self.beginning)


def stamp_of(status: os.stat_result, beginning: bytes) -> FileStamp:
    """The stamp of a file by what the system knows of it and its first :data:`HEAD_BYTES` or more."""
    import hashlib  # brings OpenSSL, which a start needs not

    head = hashlib.blake2b(beginning[:HEAD_BYTES], digest_size=16).digest()
    return FileStamp(status.st_size, status.st_mtime_ns, head)


def open_file(path: bytes) -> OpenFile:
    """The file at ``path``, open, with its beginning (a symbolic link is followed).

    Raises:
        OSError: it cannot be opened or read, or is a folder, a pipe or a device.
    """
    descriptor, status = _open(path)
    file = os.fdopen(descriptor, "rb")
    try:
        return OpenFile(path, file, status, file.read(BEGINNING_BYTES))
    except BaseException:
        file.close()
        raise


def read_stamp(path: bytes) -> FileStamp:
    """Stamp of the file at ``path`` (a symbolic link is followed).

    Raises:
        OSError: the file cannot be opened or read, or is a folder, a pipe or a device.
    """
    return examine(path)[0]


def examine(path: bytes) -> tuple[FileStamp, os.stat_result]:
    """Stamp of the file at ``path``, and all that the system knows of that very file.

    Raises:
        OSError: as :func:`read_stamp`.
    """
    descriptor, status = _open(path)
    try:
        head = os.read(descriptor, HEAD_BYTES)
        while len(head) < HEAD_BYTES and (more := os.read(descriptor, HEAD_BYTES - len(head))):
            head += more
    finally:
        os.close(descriptor)
    return stamp_of(status, head), status


def open_regular(path: bytes) -> io.BufferedReader:
    """The file at ``path`` open for reading. Waits for nothing: a pipe among the music must hold up no one.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe or a device.
    """
    return os.fdopen(_open(path)[0], "rb")


def _open(path: bytes) -> tuple[int, os.stat_result]:
    """A descriptor of the regular file at ``path``, and its status."""
    descriptor = os.open(path, _READ)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "this is not a file but a folder, a pipe or a device")
    return descriptor, status


def display_path(path: bytes) -> str:
    """``path`` as text for people and JSON; bytes that are no valid text appear as the replacement character."""
    return os.fsdecode(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
