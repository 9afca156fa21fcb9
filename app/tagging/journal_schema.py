"""The journal's tables, and how those of earlier versions become today's. None of what they hold is ever dropped."""

from __future__ import annotations

import sqlite3

from app.errors import LibraryError
from app.tagging import digests

#: 2 added ``shared``, 3 the index over older digests, 4 what batches were asked for and the files left out of them,
#: 5 the names of all files that a batch is for, until it has come to its end.
SCHEMA = 5

_TABLES = """
CREATE TABLE batches (id INTEGER PRIMARY KEY, created TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batches (id),
    path BLOB NOT NULL,           -- as it was asked for
    target BLOB NOT NULL,         -- symbolic links resolved
    old TEXT NOT NULL,            -- genres, JSON
    new TEXT NOT NULL,
    model TEXT NOT NULL,
    policy TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    size_before INTEGER NOT NULL,
    size_after INTEGER NOT NULL,
    mtime_before INTEGER NOT NULL,   -- nanoseconds
    sha_before BLOB NOT NULL,     -- digests of the content: SHA-256, or XXH3-128 behind a one
    sha_after BLOB NOT NULL,
    reverse BLOB NOT NULL,
    keep_times INTEGER NOT NULL,
    image_offset INTEGER,         -- while a write in place is under way: where, and the bytes that stood there
    image BLOB,
    sibling BLOB,                 -- while a file is being replaced: the new one's name in the same folder
    shared INTEGER NOT NULL DEFAULT 0   -- it was written under all of its names (hard links), and is so undone
);
CREATE INDEX entries_batch ON entries (batch);
CREATE INDEX entries_target ON entries (target);
CREATE INDEX entries_open ON entries (status) WHERE status IN ('prepared', 'undoing');
"""

#: Files of a batch that were left as they were.
_LEFT_OUT = (
    "CREATE TABLE IF NOT EXISTS left_out (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batches (id), "
    "path BLOB NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL)"
)
_LEFT_OUT_OF = "CREATE INDEX IF NOT EXISTS left_out_batch ON left_out (batch)"
#: What a batch was asked for, and how it ended: since version 4; the last, since version 5, can be long and stays last.
_BATCH_COLUMNS = {
    "planned": "INTEGER NOT NULL DEFAULT 0",  # files that were to be written
    "reached": "INTEGER NOT NULL DEFAULT 0",  # those that had their turn
    "ending": "TEXT NOT NULL DEFAULT ''",
    "plan": "BLOB",  # all that is to be written, packed; none when every file has had its turn
}
_OLDER_DIGESTS = "CREATE INDEX IF NOT EXISTS entries_sha256 ON entries (target) WHERE LENGTH(sha_after) = 32"


def migrate(db: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an earlier version up to date, in the transaction that is open.

    Another process may have been quicker, wholly or by a version.
    """
    if not _columns(db, "entries"):
        for statement in _TABLES.split(";\n"):
            db.execute(statement)
    elif "shared" not in _columns(db, "entries"):
        db.execute("ALTER TABLE entries ADD COLUMN shared INTEGER NOT NULL DEFAULT 0")
    known = _columns(db, "batches")
    for column, kind in _BATCH_COLUMNS.items():
        if column not in known:
            db.execute(f"ALTER TABLE batches ADD COLUMN {column} {kind}")
    for statement in (_LEFT_OUT, _LEFT_OUT_OF, _OLDER_DIGESTS):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[1]) for row in db.execute(f"PRAGMA table_info({table})")}


def check_digests(journal: sqlite3.Connection, place: str) -> None:
    """Raise where what the open ``journal`` holds cannot be compared with files here: all would seem to be changed.

    ``place`` is how the sentence names it.

    Raises:
        LibraryError: with the way to mend it.
    """
    if digests.HAS_XXH3:
        return
    query = "SELECT 1 FROM entries WHERE LENGTH(sha_after) = ? LIMIT 1"
    if journal.execute(query, (digests.XXH3_BYTES,)).fetchone():
        sentence = f"The write journal {place} cannot be opened: the Python package xxhash is missing."
        raise LibraryError(sentence, "Install Earmark anew.")
