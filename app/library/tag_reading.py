"""Reading the files that a scan met: here, in a few threads, or where there are many in processes of their own.

Threads are worth it where a file is far away. Reading tags is work for Python, of which one process does one piece at a
time: where no disk is waited for, threads would only take it from one another, at each of a file's few calls of the
system. From a thousand files on, other processes read, and this one stores what they found meanwhile.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from app.errors import AppError
from app.library.answers import ScannedFile
from app.library.rows import FileRow, row_of
from app.library.walk import reason_of
from app.stamp import OpenFile, open_file

log = logging.getLogger(__name__)

_UNEXPECTED = "The tags cannot be read because of an error in Earmark itself; the log has the details."
_THREADS = 4
#: Files that threads read before processes are started for the others: a process takes as long to begin.
_MANY = 1000
_PROCESSES = 4
#: Files that are read first, to see whether a disk is waited for; handed to a thread at a time, so that on a slow disk
#: all have some to wait for; read here; and handed to a process, to which that is dear.
_FIRST, _FAR, _NEAR, _FOR_PROCESS = 3, 8, 32, 64
#: Who takes longer for a file waits for a disk (seconds).
_WAITS_S = 0.002


class TagsLike(Protocol):
    """What a scan takes from a file's tags."""

    @property
    def title(self) -> str:
        """Title, empty where there is none; so for all names."""

    @property
    def artist(self) -> str:
        """Artist of the track."""

    @property
    def album(self) -> str:
        """Album."""

    @property
    def album_artist(self) -> str:
        """Artist of the whole album."""

    @property
    def year(self) -> str:
        """Year or date as the file has it."""

    @property
    def genres(self) -> tuple[str, ...]:
        """Genres the file holds."""

    @property
    def container(self) -> str:
        """Short name of the container: mp3, flac …"""

    @property
    def duration_s(self) -> float | None:
        """Length in seconds, where known."""


#: Reads the tags of an open file, which stays open.
ReadTags = Callable[[OpenFile], TagsLike]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be opened, with the system's reason."""

    path: bytes
    reason: str


#: ``None``: the file is gone since the walk.
Read = FileRow | Unreadable | None


class Readers:
    """Threads, and later processes, that read; close it when the scan has ended."""

    def __init__(self, read_tags: ReadTags) -> None:
        self._read_tags = read_tags
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="tags")
        self._processes: ProcessPoolExecutor | None = None
        self._given = 0
        self._near: bool | None = None  # not known before the first files
        self._may_spawn = _can_be_sent(read_tags) and (os.cpu_count() or 1) > 1

    @property
    def part(self) -> int:
        """How many files to hand over at a time."""
        if self._may_spawn and self._given >= _MANY:
            return _FOR_PROCESS
        if self._near is None:
            return _FIRST
        return _NEAR if self._near else _FAR

    def read(self, part: Sequence[bytes]) -> Future[list[Read]]:
        """Begin to read these files, or read them at once where that is the quickest."""
        self._given += len(part)
        try:
            executor = self._executor()
            if executor is self._threads:
                if self._near is False:
                    return executor.submit(self._read_timed, part)
                done: Future[list[Read]] = Future()
                done.set_result(self._read_timed(part))
                return done
            return executor.submit(read_files, self._read_tags, part)
        except BrokenExecutor:
            return self._without_processes(part)

    def result(self, reading: Future[list[Read]], part: Sequence[bytes]) -> list[Read]:
        """What ``reading`` of ``part`` came to; a process that was killed costs no file."""
        try:
            return reading.result()
        except BrokenExecutor:
            return self._without_processes(part).result()

    def close(self) -> None:
        """Let the threads and processes end; what was not begun is not read."""
        self._threads.shutdown(cancel_futures=True)
        if self._processes is not None:
            self._processes.shutdown(cancel_futures=True)

    def _executor(self) -> Executor:
        if not self._may_spawn or self._given <= _MANY:
            return self._threads
        if self._processes is None:
            count = min(_PROCESSES, os.cpu_count() or 1)
            spawn = multiprocessing.get_context("spawn")
            self._processes = ProcessPoolExecutor(count, mp_context=spawn, initializer=_begin_process)
        return self._processes

    def _read_timed(self, part: Sequence[bytes]) -> list[Read]:
        """Read in this thread, and note whether it had to wait."""
        started = time.perf_counter()
        read = read_files(self._read_tags, part)
        self._near = time.perf_counter() - started < _WAITS_S * len(part)
        return read

    def _without_processes(self, part: Sequence[bytes]) -> Future[list[Read]]:
        if self._may_spawn:
            log.warning("a process that read tags has ended; threads go on")
        self._may_spawn = False
        return self._threads.submit(read_files, self._read_tags, part)


def read_files(read_tags: ReadTags, part: Sequence[bytes]) -> list[Read]:
    """Stamps and tags of some files, one after the other."""
    return [_read_file(read_tags, path) for path in part]


def _read_file(read_tags: ReadTags, path: bytes) -> Read:
    """Stamp and tags of one file. The stamp first: a change after it is noticed later."""
    try:
        opened = open_file(path)
    except FileNotFoundError:
        return None  # gone since the walk: the next scan hides it
    except OSError as problem:
        return Unreadable(path, reason_of(problem))
    with opened.file:
        return _row_of(read_tags, opened)


def _row_of(read_tags: ReadTags, opened: OpenFile) -> FileRow:
    path, stamp = opened.path, opened.stamp
    device, inode = opened.status.st_dev, opened.status.st_ino
    try:
        tags = read_tags(opened)
    except AppError as problem:
        return row_of(ScannedFile(path, device, inode, stamp, tag_error=problem.sentence))
    except Exception:  # the boundary of a reading thread: our bug with one file must not cost the scan
        log.exception("tags of %r", path)
        return row_of(ScannedFile(path, device, inode, stamp, tag_error=_UNEXPECTED))
    names = (tags.title, tags.artist, tags.album, tags.album_artist, tags.year)
    file = ScannedFile(path, device, inode, stamp, *names, tags.container, tuple(tags.genres), tags.duration_s)
    return row_of(file)


def _can_be_sent(read_tags: ReadTags) -> bool:
    """Whether another process can be told to call it: a function of a module can, one made on the way cannot."""
    try:
        pickle.dumps(read_tags)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _begin_process() -> None:
    """In a reading process: leave Ctrl+C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
