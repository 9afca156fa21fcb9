"""The write journal: its own database beside the library, never deleted by "reset library".

Every change of a file is written here, and is on the disk, before the file is touched. An entry keeps what takes the
change back for ever (a reverse patch), and, while a write in place is under way, the bytes that stood there.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError, LibraryError
from app.tagging import digests
from app.tagging.columns import ENTRY_COLUMNS, FILE_COLUMNS, Ending, Status, blob, number
from app.tagging.journal_schema import SCHEMA, check_digests, migrate

if TYPE_CHECKING:
    from app.tagging.entries import Batch, Entry, LeftOut, Record

log = logging.getLogger(__name__)

#: One entry: the number of one that was forgotten may be another's by the time that its end reaches the disk.
_THIS = "id = ? AND batch = ? AND target = ?"
_END = f"UPDATE entries SET status = ?, image_offset = NULL, image = NULL, sibling = NULL WHERE {_THIS}"
_FORGET = f"DELETE FROM entries WHERE {_THIS} AND status = 'prepared'"
#: Later writes that stand of the file of entry ``e``, and did not begin with what the one before them had left.
_BROKEN = (
    "SELECT 1 FROM entries l WHERE l.target = e.target AND l.id > e.id AND l.status = 'written' AND l.sha_before != "
    "(SELECT p.sha_after FROM entries p WHERE p.target = e.target AND p.id < l.id AND p.id >= e.id "
    "AND p.status = 'written' ORDER BY p.id DESC LIMIT 1)"
)
_LAST = (
    "SELECT sha_after FROM entries WHERE target = ? AND status IN ('written', 'prepared', 'undoing') "
    "ORDER BY id DESC LIMIT 1"
)
_WRITTEN = f"{ENTRY_COLUMNS.removeprefix('id, ')}, {FILE_COLUMNS}"
_PREPARE = f"INSERT INTO entries ({_WRITTEN}) VALUES ({', '.join('?' * len(_WRITTEN.split(',')))})"
_LEAVE = "INSERT INTO left_out (batch, path, old, new, status, reason) VALUES (?, ?, ?, ?, ?, ?)"
_END_BATCH = "UPDATE batches SET ending = ?1, reached = ?2, plan = iif(?1 = 'done', NULL, plan) WHERE id = ?3"
#: Batches that were cut off and have a plan by which to tell how far they came.
_UNTOLD = "SELECT id, planned FROM batches WHERE ending = 'interrupted' AND reached = 0 AND plan IS NOT NULL"
#: Batches that ended early, without the newest of them: the names of the files not reached are kept of so many.
_PLANS_KEPT = 20
_OLD_PLANS = (
    "SELECT id FROM batches WHERE plan IS NOT NULL AND ending IN ('stopped', 'interrupted') "
    f"ORDER BY id DESC LIMIT -1 OFFSET {_PLANS_KEPT}"
)
_HAS_OLDER = "SELECT 1 FROM entries WHERE LENGTH(sha_after) = 32 LIMIT 1"
_KEPT = "LENGTH(reverse) + LENGTH(path) + LENGTH(target) + LENGTH(old) + LENGTH(new)"
_WHOLE = f"{ENTRY_COLUMNS}, {_KEPT}, {FILE_COLUMNS}"


class Journal:
    """The journal in ``file``, made when missing. Safe to use from several threads.

    Raises:
        LibraryError: it cannot be opened, or is of a newer version.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.RLock()
        self._ended: list[tuple[Status, int, int, bytes]] = []
        self._forgotten: list[tuple[int, int, bytes]] = []
        self._left: list[tuple[object, ...]] = []
        self._endings: list[tuple[Ending, int, int]] = []
        try:
            self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=30)
        except sqlite3.Error as problem:
            raise LibraryError(f"The write journal {file} cannot be opened: {problem}.") from problem
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._migrate()
        except (sqlite3.Error, AppError) as problem:
            self._db.close()
            if isinstance(problem, LibraryError):
                raise
            raise LibraryError(f"The write journal {file} cannot be opened: {problem}.") from problem

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise LibraryError("The write journal was made by a newer version of Earmark.", "Install that version.")
        if version < SCHEMA:
            with self._transaction() as db:
                migrate(db)
        check_digests(self._db, str(self.file))

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self.flush()
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything within, and what was noted of entries that ended, reaches the disk together or not at all."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                if self._ended:
                    self._db.executemany(_END, self._ended)
                if self._forgotten:
                    self._db.executemany(_FORGET, self._forgotten)
                if self._left:
                    self._db.executemany(_LEAVE, self._left)
                if self._endings:
                    self._db.executemany(_END_BATCH, self._endings)
                yield self._db
                self._db.execute("COMMIT")
                self._ended.clear()
                self._forgotten.clear()
                self._left.clear()
                self._endings.clear()
            except sqlite3.Error as problem:
                raise AppError(f"The write journal cannot be written: {problem}.") from problem
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def _rows(self, query: str, values: Sequence[object] = (), *, of: int | None = None) -> list[tuple[object, ...]]:
        """What ``query`` finds, with what was noted of entries that ended: of all, or of ``of``, if it asks for one."""
        with self._lock:
            if of is None or any(of == ended[1] for ended in self._ended):
                self.flush()
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as problem:
                raise AppError(f"The write journal cannot be read: {problem}.") from problem

    def batches(self) -> list[Batch]:
        """All batches that wrote something, the newest first."""
        from app.tagging.entries import batch_of

        rows = self._rows(
            f"SELECT b.id, b.created, b.note, COUNT(*), SUM(e.status = 'undone'), SUM({_KEPT}), b.planned,"
            " (SELECT COUNT(*) FROM left_out l WHERE l.batch = b.id), b.reached, b.ending"
            " FROM batches b JOIN entries e ON e.batch = b.id WHERE e.status IN ('written', 'undone', 'undoing')"
            " GROUP BY b.id ORDER BY b.id DESC"
        )
        return [batch_of(row) for row in rows]

    def entries(self, batch_id: int) -> list[Entry]:
        """The files of a batch in the order they were written; what undoes them is not read."""
        from app.tagging.entries import entry_of

        rows = self._rows(f"SELECT {ENTRY_COLUMNS}, {_KEPT} FROM entries WHERE batch = ? ORDER BY id", (batch_id,))
        return [entry_of(row) for row in rows]

    def left_out(self, batch_id: int) -> list[LeftOut]:
        """The files that were to be written in a batch and were left as they were, in the order of their turns."""
        from app.tagging.entries import left_out_of

        query = "SELECT path, old, new, status, reason FROM left_out WHERE batch = ? ORDER BY id"
        return [left_out_of(row) for row in self._rows(query, (batch_id,))]

    def not_reached(self, batch_id: int) -> list[LeftOut]:
        """The files whose turn had not come when a batch ended early; none while it is being written.

        Where nobody could note how far it came, those behind the last one of which something is known.
        """
        query = "SELECT ending, planned - reached, plan FROM batches WHERE id = ? AND plan IS NOT NULL"
        rows = self._rows(query, (batch_id,))
        if not rows or rows[0][0] not in (Ending.STOPPED, Ending.INTERRUPTED):
            return []
        ending, waiting, packed = rows[0]
        from app.tagging.entries import unpack_plan

        files = unpack_plan(blob(packed))
        if ending == Ending.STOPPED:
            return files[len(files) - number(waiting) :]
        query = "SELECT path FROM entries WHERE batch = ? UNION SELECT path FROM left_out WHERE batch = ?"
        known = {blob(path) for (path,) in self._rows(query, (batch_id, batch_id))}
        last = max((place for place, file in enumerate(files) if file.path in known), default=-1)
        return files[last + 1 :]

    def record(self, entry_id: int) -> Record:
        """All that is kept of one file of a batch."""
        from app.tagging.entries import record_of

        query = f"SELECT {_WHOLE} FROM entries WHERE id = ?"
        return record_of(self._rows(query, (entry_id,), of=entry_id)[0])

    def last_steps(self, target: bytes, count: int) -> list[Record]:
        """What is kept of the newest writes of a file, undone ones among them, the newest first; at most ``count``."""
        from app.tagging.entries import record_of

        query = f"SELECT {_WHOLE} FROM entries WHERE target = ? ORDER BY id DESC LIMIT ?"
        return [record_of(row) for row in self._rows(query, (target, count))]

    def unfinished(self) -> list[Record]:
        """Entries whose write or undo was begun and not ended, the newest first."""
        rows = self._rows(f"SELECT {_WHOLE} FROM entries WHERE status IN ('prepared', 'undoing') ORDER BY id DESC")
        if not rows:
            return []
        from app.tagging.entries import record_of

        return [record_of(row) for row in rows]

    def later_writes(self, batch_id: int) -> list[tuple[int, bytes, bytes]]:
        """Later writes of files of this batch that stand, the newest first: batch, path there, path in this batch.

        Files that another program changed in between are left out: undoing those writes would not lead to this batch.
        """
        rows = self._rows(
            "SELECT later.batch, later.path, e.path FROM entries e JOIN entries later "
            "ON later.target = e.target AND later.batch > e.batch "
            "WHERE e.batch = ? AND e.status = 'written' AND later.status = 'written' "
            f"AND NOT EXISTS ({_BROKEN}) ORDER BY later.id DESC",
            (batch_id,),
        )
        return [(number(batch), blob(there), blob(here)) for batch, there, here in rows]

    def follows(self, record: Record) -> bool:
        """Whether each later write that stands began with what the one before it had left, from ``record`` on."""
        return not self._rows(f"SELECT 1 FROM entries e WHERE id = ? AND EXISTS ({_BROKEN})", (record.entry.id,))

    def later_batch(self, record: Record) -> int | None:
        """The newest batch that wrote the same file after ``record`` and stands, ``None`` where there is none."""
        rows = self._rows(
            "SELECT batch FROM entries WHERE target = ? AND id > ? AND status = 'written' ORDER BY id DESC LIMIT 1",
            (record.target, record.entry.id),
        )
        return number(rows[0][0]) if rows else None

    def is_written(self, target: bytes) -> bool:
        """Whether a write of the file at ``target`` stands."""
        query = "SELECT 1 FROM entries WHERE target = ? AND status IN ('written', 'prepared', 'undoing') LIMIT 1"
        return bool(self._rows(query, (target,)))

    def kinds(self) -> Callable[[bytes], digests.Kind]:
        """What says with which kind of digest a target is to be hashed, as long as nobody else writes.

        It is the newest, but over a write of an earlier version that stands: see :meth:`follows`.
        """
        older = digests.NEWEST is not digests.Kind.SHA256 and self._rows(_HAS_OLDER)
        return self._kind if older else lambda _: digests.NEWEST

    def _kind(self, target: bytes) -> digests.Kind:
        with self._lock:  # what finish() noted may wait: a write changes no digest by ending
            try:
                row = self._db.execute(_LAST, (target,)).fetchone()
            except sqlite3.Error as problem:
                raise AppError(f"The write journal cannot be read: {problem}.") from problem
        return digests.kind_of(blob(row[0])) if row else digests.NEWEST

    def prepare(
        self, records: Sequence[Record], batch: int | None, note: str, planned: int = 0, plan: bytes = b""
    ) -> list[Record]:
        """Store writes that are about to happen, in ``batch`` or in a new one with ``note`` for ``planned`` files.

        ``plan`` names those that are still to have their turn, as :func:`pack_plan` does.
        They are on the disk together when this returns; the records with their numbers.

        Raises:
            AppError: it did not work, for none of them.
        """
        with self._transaction() as db:
            if batch is None:
                created = datetime.now(UTC).isoformat(timespec="milliseconds")
                batch = db.execute(
                    "INSERT INTO batches (created, note, planned, ending, plan) VALUES (?, ?, ?, ?, ?)",
                    (created, note, planned, Ending.RUNNING, plan or None),
                ).lastrowid
            return [self._prepared(db, record, number(batch)) for record in records]

    def _prepared(self, db: sqlite3.Connection, record: Record, batch: int) -> Record:
        e = record.entry
        values = (
            *(batch, e.path, json.dumps(e.old), json.dumps(e.new), Status.PREPARED, e.reason),
            *(e.model_id, e.policy, record.target, record.size_before, record.size_after, record.mtime_before),
            *(record.digest_before, record.digest_after, record.reverse, record.keep_times),
            *(record.image_offset, record.image, record.sibling, record.shared),
        )
        entry_id = db.execute(_PREPARE, values).lastrowid
        return record.numbered(number(entry_id), batch)

    def begin_undo(self, records: Sequence[Record]) -> None:
        """Note that entries are about to be undone, where their files are now, and what will be overwritten there.

        It is on the disk for all of them when this returns.

        Raises:
            AppError: it did not work, for none of them.
        """
        with self._transaction() as db:
            db.executemany(
                "UPDATE entries SET status = 'undoing', path = ?, target = ?, image_offset = ?, image = ?, sibling = ? "
                "WHERE id = ?",
                [(e.entry.path, e.target, e.image_offset, e.image, e.sibling, e.entry.id) for e in records],
            )

    def finish(self, record: Record, status: Status) -> None:
        """Note how a write or an undo ended, and let go of what only recovery needed.

        It reaches the disk with the next entry, or with :meth:`flush`: should it be lost in a crash, recovery finds
        the file in its final state and notes the same.
        """
        with self._lock:
            self._ended.append((status, *_key(record)))

    def forget(self, record: Record) -> None:
        """Note that a write which was about to happen did not begin: the file was not touched, the entry goes.

        It reaches the disk as :meth:`finish` does.
        """
        with self._lock:
            self._forgotten.append(_key(record))

    def leave(self, batch: int, file: LeftOut) -> None:
        """Note that a file of ``batch`` was left as it was; it reaches the disk as :meth:`finish` does."""
        with self._lock:
            self._left.append(
                (batch, file.path, json.dumps(file.old), json.dumps(file.new), file.status, _text(file.reason))
            )

    def end(self, batch: int, ending: Ending, reached: int) -> None:
        """Note how ``batch`` ended, and how many of its files had had their turn; on the disk as soon as can be."""
        with self._lock:
            self._endings.append((ending, reached, batch))
            self.flush()

    def has_open(self) -> bool:
        """Whether a batch has come to no end: it is being written, or was cut off."""
        return bool(self._rows("SELECT 1 FROM batches WHERE ending = 'running' LIMIT 1"))

    def end_interrupted(self) -> None:
        """Note that batches which never came to an end did not; nobody may be writing now."""
        if not self.has_open():
            return
        try:
            with self._transaction() as db:
                db.execute("UPDATE batches SET ending = ? WHERE ending = 'running'", (Ending.INTERRUPTED,))
        except AppError as problem:  # the history alone is told of it: a full disk makes no more of it than a line here
            log.warning("%s", problem.sentence)

    def settle_plans(self) -> None:
        """Note of each batch that was cut off how many files had had their turn, and let go of the plans of old ones.

        To be called when nothing waits for recovery. A plan names files that were not reached, which the history of a
        batch tells, and can be megabytes; no undo needs it. Of older ones the number of those files is kept.
        """
        with self._lock:
            for batch, planned in self._rows(_UNTOLD):
                waiting = len(self.not_reached(number(batch)))
                self._change("UPDATE batches SET reached = ? WHERE id = ?", (number(planned) - waiting, batch))
            if self._rows(_OLD_PLANS):
                self._change(f"UPDATE batches SET plan = NULL WHERE id IN ({_OLD_PLANS})")

    def _change(self, statement: str, values: Sequence[object] = ()) -> None:
        with self._transaction() as db:
            db.execute(statement, values)

    def flush(self) -> None:
        """Bring to the disk what was noted of entries that ended; what cannot be now is kept for the next time."""
        with self._lock:
            if not (self._ended or self._forgotten or self._left or self._endings):
                return
            try:
                with self._transaction():
                    pass
            except AppError as problem:
                log.warning("%s", problem.sentence)


def _text(words: str) -> str:
    """``words`` as the database takes them: a name of the system's in them may be no text."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _key(record: Record) -> tuple[int, int, bytes]:
    return record.entry.id, record.entry.batch_id, record.target


__all__ = ["SCHEMA", "Journal", "check_digests"]
