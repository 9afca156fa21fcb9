"""Migrations, backups, and files that are not ours."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import LibraryError
from app.library import schema
from app.library.database import Database
from app.library.store import Store
from app.library.types import Query
from tests.library.records import scanned

#: A library of schema 1 with one track, as text: every later version has to open it.
SCHEMA_1 = Path(__file__).with_name("schema1.sql")


def _restore(script: Path, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))


def _version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_library_has_the_newest_schema(store: Store, library_file: Path) -> None:
    assert _version(library_file) == len(schema.MIGRATIONS)
    assert not list(library_file.parent.glob("*before-schema*"))


def test_a_library_of_schema_1_opens(library_file: Path) -> None:
    _restore(SCHEMA_1, library_file)
    with Store(library_file) as store:
        ids = store.ids(Query(text="título"))
        assert [row.path for row in store.rows(ids)] == [b"/music/\xff.mp3"]
        assert store.rows(ids)[0].chosen == ("Jazz",)
        heard = store.prediction(ids[0])
        assert heard is None or heard.embedding_version == "", "kept from before versions were"
        assert store.undo_verdict() == tuple(ids)
    assert _version(library_file) == len(schema.MIGRATIONS)


def test_a_migration_backs_the_file_up_first(library_file: Path) -> None:
    _restore(SCHEMA_1, library_file)
    migrations = (schema.MIGRATIONS[0], "ALTER TABLE roots ADD COLUMN label TEXT;\nCREATE TABLE extra (x);")
    Database(library_file, migrations=migrations).close()
    backup = schema.backup_path(library_file, 1)
    assert (_version(library_file), _version(backup)) == (2, 1)
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("SELECT count(*) FROM tracks").fetchone()[0] == 1
        assert "label" not in [row[1] for row in old.execute("PRAGMA table_info(roots)")]


def test_a_failed_migration_leaves_the_file_as_it_was(library_file: Path) -> None:
    _restore(SCHEMA_1, library_file)
    migrations = (schema.MIGRATIONS[0], "CREATE TABLE extra (x);\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        Database(library_file, migrations=migrations)
    with Store(library_file) as store:
        assert len(store.ids(Query())) == 1
    with closing(sqlite3.connect(library_file)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone()[0] == 0


def test_a_newer_library_is_refused_and_left_alone(library_file: Path) -> None:
    Store(library_file).close()
    with closing(sqlite3.connect(library_file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = library_file.read_bytes()
    with pytest.raises(LibraryError, match="newer Earmark") as refused:
        Store(library_file)
    assert refused.value.hint
    assert library_file.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(library_file: Path) -> None:
    with closing(sqlite3.connect(library_file)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = library_file.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Store(library_file)
    assert library_file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(library_file: Path) -> None:
    library_file.write_bytes(b"these are my holiday pictures " * 500)
    with pytest.raises(LibraryError, match="damaged"):
        Store(library_file)


def test_a_damaged_library_says_so(library_file: Path) -> None:
    with Store(library_file) as store:
        store.put_files([scanned(b"/music/a/%d.mp3" % number, number) for number in range(300)])
    whole = library_file.read_bytes()
    library_file.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(LibraryError), Store(library_file) as store:
        store.rows(store.ids(Query()))


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        Store(tmp_path / "file" / "library.sqlite3")
