"""The library's tables, and how a file of an older version becomes one of this version.

Rule: a migration, once released, is never edited; a change is a new numbered migration. Before any migration of an
existing library the whole file is copied beside it, so a failed or regretted update loses nothing.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from app.errors import LibraryError

log = logging.getLogger(__name__)

#: "EarL" in the header's application id, so that ``file`` and we tell our database from any other.
APPLICATION_ID = 0x4561724C

_SCHEMA_1 = """
CREATE TABLE revisions (subject TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO revisions VALUES ('files', 0), ('tags', 0), ('decisions', 0);

CREATE TABLE roots (id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, is_file INTEGER NOT NULL);

-- One row for each folder that holds audio; generation is the number of the last scan that read it.
CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, generation INTEGER NOT NULL);

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,          -- never reused: screens hold ids
    folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, head BLOB NOT NULL,
    device INTEGER NOT NULL, inode INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,            -- not met by the last scan: hidden, never forgotten
    title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT NOT NULL, album_artist TEXT NOT NULL, year TEXT NOT NULL,
    container TEXT NOT NULL, genres TEXT NOT NULL, duration_s REAL, tag_error TEXT NOT NULL,
    title_key TEXT NOT NULL, artist_key TEXT NOT NULL, genres_key TEXT NOT NULL, album_group TEXT NOT NULL
);
CREATE INDEX tracks_folder ON tracks (folder);
CREATE INDEX tracks_inode ON tracks (inode, device);
CREATE INDEX tracks_missing ON tracks (id) WHERE missing;
CREATE INDEX tracks_album ON tracks (album_group, path) WHERE NOT missing;
CREATE INDEX tracks_title ON tracks (title_key);
CREATE INDEX tracks_artist ON tracks (artist_key);
CREATE INDEX tracks_genres ON tracks (genres_key, genres);
CREATE INDEX tracks_duration ON tracks (duration_s);

-- rowid is the track's id; the text is folded (app/library/text.py).
CREATE VIRTUAL TABLE track_text USING fts5 (text, tokenize = 'trigram');

-- state, chosen and chosen_by follow from the rest, the verdict and the failure: app/library/results.py, settle().
CREATE TABLE decisions (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    state INTEGER NOT NULL DEFAULT 0, chosen TEXT NOT NULL DEFAULT '[]', chosen_by TEXT,
    confidence REAL, margin REAL, predicted TEXT NOT NULL DEFAULT '', runner_up TEXT NOT NULL DEFAULT '',
    suggestions TEXT NOT NULL DEFAULT '[]',
    model_state INTEGER, model_chosen TEXT NOT NULL DEFAULT '[]',
    batch INTEGER, written TEXT NOT NULL DEFAULT '[]', written_by TEXT
);
CREATE INDEX decisions_state ON decisions (state);
CREATE INDEX decisions_confidence ON decisions (confidence);
CREATE INDEX decisions_margin ON decisions (margin);
CREATE INDEX decisions_predicted ON decisions (predicted);

CREATE TABLE predictions (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    model_id TEXT NOT NULL,
    scores BLOB NOT NULL,                          -- float32 (n_labels,)
    music REAL NOT NULL, seconds_heard REAL NOT NULL, duration_s REAL NOT NULL
);
CREATE TABLE evidence (
    track INTEGER PRIMARY KEY REFERENCES predictions ON DELETE CASCADE,
    embedding BLOB NOT NULL,                       -- float16 (n_dims,)
    moment_starts BLOB NOT NULL,                   -- float32 (n_moments,)
    moment_scores BLOB NOT NULL,                   -- float16 (n_moments, n_labels)
    moment_length_s REAL NOT NULL
);
CREATE TABLE failures (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE, error TEXT NOT NULL, hint TEXT NOT NULL,
    away INTEGER NOT NULL                          -- the file was not there at all: the next run tries it again
);

CREATE TABLE verdicts (
    track INTEGER PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
    state INTEGER NOT NULL, chosen TEXT NOT NULL, created REAL NOT NULL
);
-- The undo stack: what each verdict replaced (state NULL: there was none; batch: the track was written by it).
CREATE TABLE verdict_steps (id INTEGER PRIMARY KEY AUTOINCREMENT, created REAL NOT NULL, note TEXT NOT NULL);
CREATE TABLE verdict_changes (
    step INTEGER NOT NULL REFERENCES verdict_steps ON DELETE CASCADE,
    track INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
    state INTEGER, chosen TEXT, created REAL, batch INTEGER,
    PRIMARY KEY (step, track)
) WITHOUT ROWID;
CREATE INDEX verdict_changes_track ON verdict_changes (track);
"""

# Embeddings of two networks cannot be compared: each says whose it is. Empty: of before this was kept.
_SCHEMA_2 = """
ALTER TABLE evidence ADD COLUMN embedding_version TEXT NOT NULL DEFAULT '';
"""

# How familiar a track looked to its model; NULL: it does not tell.
_SCHEMA_3 = """
ALTER TABLE predictions ADD COLUMN familiarity REAL;
"""

# What a folder holds as one number (app/library/digests.py); NULL: to be made anew. Forgotten by the database itself,
# not where rows are changed: a scan passes over a folder by it, and must not do so after a change that somebody adds.
# Only the one place that adds rows does it there (files.py): a trigger would make adding one take twice as long.
_SCHEMA_4 = """
ALTER TABLE folders ADD COLUMN digest BLOB;
CREATE INDEX folders_undigested ON folders (id) WHERE digest IS NULL;
CREATE TRIGGER track_deleted AFTER DELETE ON tracks BEGIN
    UPDATE folders SET digest = NULL WHERE id = OLD.folder AND digest IS NOT NULL;
END;
CREATE TRIGGER track_changed AFTER UPDATE OF folder, path, size, mtime_ns, missing ON tracks
WHEN (OLD.folder, OLD.path, OLD.size, OLD.mtime_ns, OLD.missing)
    IS NOT (NEW.folder, NEW.path, NEW.size, NEW.mtime_ns, NEW.missing)
BEGIN
    UPDATE folders SET digest = NULL WHERE id IN (OLD.folder, NEW.folder) AND digest IS NOT NULL;
END;
"""

# What is ready is what a write would change: files of kinds that are never written stood there for good.
_SCHEMA_5 = """
UPDATE decisions SET state = 5
WHERE state = 1 AND track IN (SELECT id FROM tracks WHERE container IN ('aac', 'ac3', 'matroska', '3gp'));
"""

# Albums of one name by several artists in one folder, which are told apart since then as app/library/albums.py says.
_SCHEMA_6 = """
WITH shares AS (
    SELECT album_group AS album, artist_key AS artist, count(*) AS tracks FROM tracks
    WHERE NOT missing AND album_artist = '' AND album != '' GROUP BY album_group, artist_key)
UPDATE tracks SET album_group = album_group || char(31) || artist_key
WHERE album_artist = '' AND album != '' AND album_group IN (
    SELECT album FROM shares s GROUP BY album HAVING count(*) > 1 AND min(tracks) >= 3 AND min(artist) != ''
    AND NOT EXISTS (
        SELECT 1 FROM shares a JOIN shares b ON b.album = a.album AND b.artist != a.artist
        WHERE a.album = s.album AND instr(b.artist, a.artist)));
"""

#: Migration i (from 0) turns schema i into schema i + 1.
MIGRATIONS: tuple[str, ...] = (_SCHEMA_1, _SCHEMA_2, _SCHEMA_3, _SCHEMA_4, _SCHEMA_5, _SCHEMA_6)


def prepare(connection: sqlite3.Connection, file: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the open database to the newest schema; several processes may do so at once.

    Raises:
        LibraryError: the file is another program's, or of a newer schema.
    """
    if check(connection, file, migrations) == len(migrations):
        return
    connection.execute("BEGIN EXCLUSIVE")
    try:
        version = check(connection, file, migrations)  # again: another process may have been quicker
        if version:
            _back_up(file, version)
        for number in range(version, len(migrations)):
            for statement in _statements(migrations[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, file: Path, migrations: Sequence[str] = MIGRATIONS) -> int:
    """Schema number of the open database, 0 for an empty file.

    Raises:
        LibraryError: the file is another program's, or of a newer schema.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if owner != APPLICATION_ID and (tables or version or owner):
        raise LibraryError(f"{file} is a database of another program.", "Move it away; Earmark then starts a new one.")
    if version > len(migrations):
        raise LibraryError(
            f"The library {file} was written by a newer Earmark (schema {version}, this version knows "
            f"{len(migrations)}).",
            "Update Earmark, or set EARMARK_HOME to another folder.",
        )
    return version


def backup_path(file: Path, version: int) -> Path:
    """Where the copy of a library of schema ``version`` is put before it is migrated."""
    return file.with_name(f"{file.stem}-before-schema-{version + 1}{file.suffix}")


def _back_up(file: Path, version: int) -> None:
    target = backup_path(file, version)
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    os.replace(unfinished, target)
    log.info("library of schema %d copied to %s before its migration", version, target)


def _statements(script: str) -> list[str]:
    """The statements of ``script`` (``executescript`` would commit the transaction around them)."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    if current.strip():
        statements.append(current)
    return statements
