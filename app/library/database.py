"""Connections to the library's file: one writer behind a lock, and a read-only connection for each thread.

The only module that opens the file. What SQLite reports about the world (disk full, damaged file, locked for too
long) leaves as :class:`~app.errors.LibraryError`; what it reports about our statements is our bug and passes through.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.errors import LibraryError
from app.library import schema

#: How long a statement waits for another process's write before it gives up.
_BUSY_TIMEOUT_S = 30.0
#: Page cache of a reader in KiB. The file is not mapped: where a mapped one is cut short, or its drive goes, the whole
#: process dies of SIGBUS instead of being told; and at 200,000 tracks no query was measurably faster with it.
_READER_CACHE_KIB = 32 * 1024
#: Steps of SQLite's machine between two looks at whether to give up: about a millisecond.
_STEPS = 20_000


class Database:
    """The library's file, open for this process."""

    def __init__(self, file: Path, *, migrations: Sequence[str] = schema.MIGRATIONS) -> None:
        """Open ``file``, creating or migrating it.

        Raises:
            LibraryError: it cannot be opened, is damaged, another program's or of a newer schema.
        """
        self.file = file
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: weakref.WeakSet[_Reader] = weakref.WeakSet()
        self._closed = False
        with _translated(file):
            self._writer = _open_writer(file, migrations)
            self._version = _version(self._writer)

    def close(self) -> None:
        """Close every connection; a second call does nothing."""
        with self._lock:
            self._closed = True
            for reader in list(self._readers):
                with reader.in_use:  # a reader at work finishes first
                    reader.close()
            self._writer.close()

    @contextmanager
    def write(self, *revises: str) -> Iterator[sqlite3.Connection]:
        """A transaction on the writer: committed at the end, rolled back on any exception.

        ``revises`` names the subjects ('files', 'tags', 'decisions') whose revision the transaction raises, so that
        orders remembered by readers are known to be old.
        """
        with self._lock, _translated(self.file):
            self._check_open()
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                for subject in revises:
                    connection.execute("UPDATE revisions SET number = number + 1 WHERE subject = ?", (subject,))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A consistent view of the database, on this thread's own read-only connection."""
        with _translated(self.file):
            connection = self._reader()
            with connection.in_use:
                self._check_open()
                nested = connection.in_transaction
                if not nested:
                    connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    if not nested and connection.in_transaction:
                        connection.execute("ROLLBACK")

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the file since it was opened, or since this was asked last.

        SQLite tells the writer of everybody's commits but its own, so this takes some microseconds whatever the size of
        the library. While this process writes, nobody else does; nothing is waited for.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            with _translated(self.file):
                self._check_open()
                before, self._version = self._version, _version(self._writer)
                return self._version != before
        finally:
            self._lock.release()

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError(f"The library {self.file} is closed.")

    def _reader(self) -> _Reader:
        self._check_open()
        connection: _Reader | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = _open_reader(self.file)
            self._local.connection = connection
            self._readers.add(connection)
        return connection


@contextmanager
def stopped_when(connection: sqlite3.Connection, wanted: Callable[[], bool]) -> Iterator[list[bool]]:
    """Give up the statement that runs in the block once ``wanted()``; the list that it gives then is not empty.

    What the block would have done after that statement is left out.
    """
    stopped: list[bool] = []

    def look() -> bool:
        if wanted():
            stopped.append(True)
        return bool(stopped)

    connection.set_progress_handler(look, _STEPS)
    try:
        yield stopped
    except sqlite3.OperationalError:
        if not stopped:
            raise
    finally:
        connection.set_progress_handler(None, _STEPS)


class _Reader(sqlite3.Connection):
    """A connection that can be referred to weakly, so that it goes when its thread does."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.in_use = threading.RLock()


def _open_writer(file: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LibraryError(f"The folder {file.parent} cannot be made: {problem.strerror}.") from problem
    connection = sqlite3.connect(file, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        schema.check(connection, file, migrations)  # before anything is changed in a file that may not be ours
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last batch, never the file
        connection.execute("PRAGMA temp_store = MEMORY")
        schema.prepare(connection, file, migrations)
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _open_reader(file: Path) -> _Reader:
    connection = sqlite3.connect(
        f"file:{quote(str(file.absolute()))}?mode=ro",
        uri=True,
        timeout=_BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        factory=_Reader,
    )
    connection.execute(f"PRAGMA cache_size = -{_READER_CACHE_KIB}")
    connection.execute("PRAGMA mmap_size = 0")  # some builds of SQLite map unasked
    return connection


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError):
        raise
    except sqlite3.OperationalError as problem:
        code = getattr(problem, "sqlite_errorname", "") or ""
        if code in ("SQLITE_ERROR", ""):  # a wrong statement: ours
            raise
        raise LibraryError(f"The library {file} cannot be used: {problem}.", _hint(code)) from problem
    except sqlite3.DatabaseError as problem:
        raise LibraryError(
            f"The library {file} is damaged: {problem}.",
            "Move the file away; a new scan and analysis builds a new one. Your music files are not affected.",
        ) from problem


def _hint(code: str) -> str:
    if code.startswith("SQLITE_FULL"):
        return "Free some space on that disk and try again."
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another Earmark is busy with it; try again when it has finished."
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "Check that the folder exists and may be written to, or set EARMARK_HOME to another folder."
    return ""
