"""Folders that a scan passes over by their digest: only those of which the library says what the disk says."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.library import schema, tag_reading
from app.library.answers import Written
from app.library.database import Database
from app.library.digests import digest_of
from app.library.scan import scan
from app.library.store import Store
from app.library.types import Query
from app.stamp import OpenFile, open_file, read_stamp
from tests.library.music import Music, figures
from tests.library.records import Tags

FILES = (b"a/1.mp3", b"a/2.mp3", b"b/1.mp3", b"b/2.mp3", b"b/c/1.mp3")
FOLDERS = (b"a", b"b", b"b/c")


def test_a_digest_is_of_the_files_and_not_of_their_order() -> None:
    files = [(b"/m/1.mp3", 10, 1), (b"/m/2.mp3", 20, 2)]
    digest = digest_of(files)
    assert digest_of(reversed(files)) == digest
    for other in ([*files, (b"/m/3.mp3", 1, 1)], files[:1], [files[0], (b"/m/2.mp3", 20, 3)], [(b"/m/1.mp3", 11, 1)]):
        assert digest_of(other) != digest
    assert digest_of([]) == digest_of(())


def test_an_unchanged_folder_is_not_compared_file_by_file(music: Music, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        music.add(f"{number % 3}/{number}.mp3")
    music.root()
    music.scan()
    asked: list[bytes] = []
    contents = music.store.contents_of
    monkeypatch.setattr(music.store, "contents_of", lambda folders: asked.extend(folders) or contents(folders))
    assert figures(music.scan()) == (0, 0, 30, 0)
    assert asked == []
    os.unlink(music.folder / "1" / "1.mp3")
    assert figures(music.scan()) == (0, 0, 29, 1)
    assert asked == [os.fsencode(music.folder / "1")]


def test_a_scan_that_finds_nothing_writes_nothing(music: Music, library_file: Path) -> None:
    music.add("1.mp3")
    music.root()
    music.scan()
    with closing(sqlite3.connect(library_file)) as connection:
        before = connection.execute("PRAGMA data_version").fetchone()
        music.scan()
        assert connection.execute("PRAGMA data_version").fetchone() == before


def test_a_file_that_could_not_be_read_is_tried_again(music: Music, monkeypatch: pytest.MonkeyPatch) -> None:
    music.add("good.mp3")
    bad = music.add("bad.mp3")
    music.root()

    def refuse(path: bytes) -> OpenFile:
        if path == bad:
            raise PermissionError(13, "Permission denied")
        return open_file(path)

    with monkeypatch.context() as patched:
        patched.setattr(tag_reading, "open_file", refuse)
        assert [path for path, _ in music.scan().problems] == [bad]
        assert [path for path, _ in music.scan().problems] == [bad]
    assert figures(music.scan()) == (1, 0, 1, 0)


def test_a_library_of_before_digests_gets_them_by_its_next_scan(music: Music, tmp_path: Path) -> None:
    paths = [music.add(f"{number}/1.mp3") for number in range(4)]
    file = tmp_path / "older.sqlite3"
    Database(file, migrations=schema.MIGRATIONS[:3]).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO roots (path, is_file) VALUES (?, 0)", (os.fsencode(music.folder),))
        for number, path in enumerate(paths[:3], 1):
            connection.execute("INSERT INTO folders VALUES (?, ?, 1)", (number, os.path.dirname(path)))
            stamp = read_stamp(path)
            values = (number, number, path, stamp.size, stamp.mtime_ns, stamp.head, *([""] * 12))
            connection.execute(
                "INSERT INTO tracks (id, folder, path, size, mtime_ns, head, device, inode, title, artist, album, "
                "album_artist, year, container, genres, tag_error, title_key, artist_key, genres_key, album_group) "
                f"VALUES ({', '.join('?' * 6)}, 0, 0, {', '.join('?' * 12)})",
                values,
            )
            connection.execute("INSERT INTO decisions (track, state) VALUES (?, 0)", (number,))
    with Store(file) as store:
        music.store = store
        folder = os.path.dirname(paths[0])
        assert store.digests_below(folder) == {folder: None}
        assert figures(music.scan()) == (1, 0, 3, 0)
        status = os.stat(paths[0])
        assert store.digests_below(folder) == {folder: digest_of([(paths[0], status.st_size, status.st_mtime_ns)])}
        assert figures(music.scan()) == (0, 0, 4, 0)


class Edits(RuleBasedStateMachine):
    """Whatever is done to files and library: after a scan it is the library that one scanned from nothing would be."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="earmark-digests-"))
        self.music = os.fsencode(self.place / "music")
        self.before: dict[bytes, tuple[bytes, int]] = {}
        self.scanned = False

    @initialize()
    def begin(self) -> None:
        os.mkdir(self.music)
        Path(os.fsdecode(self.path(b"notes.txt"))).write_text("an empty root is taken for a drive that is away")
        self.store = Store(self.place / "library.sqlite3")
        self.store.add_root(self.music)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.place)

    def path(self, name: bytes) -> bytes:
        return os.path.join(self.music, name)

    @rule(name=st.sampled_from(FILES), size=st.integers(1, 2), time=st.integers(1, 2))
    def put(self, name: bytes, size: int, time: int) -> None:
        self._put(self.path(name), b"x" * size, time)

    def _put(self, path: bytes, content: bytes, time: int) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(os.fsdecode(path)).write_bytes(content)
        os.utime(path, ns=(time, time))

    @rule(name=st.sampled_from(FILES))
    def delete(self, name: bytes) -> None:
        if os.path.exists(self.path(name)):
            os.unlink(self.path(name))

    @rule(name=st.sampled_from(FOLDERS))
    def delete_folder(self, name: bytes) -> None:
        shutil.rmtree(self.path(name), ignore_errors=True)

    @rule(names=st.one_of(*(st.tuples(st.sampled_from(kind), st.sampled_from(kind)) for kind in (FILES, FOLDERS))))
    def rename(self, names: tuple[bytes, bytes]) -> None:
        old, new = names
        free = os.path.isdir(self.path(os.path.dirname(new))) and not os.path.exists(self.path(new))
        if free and os.path.exists(self.path(old)) and not new.startswith(old + b"/"):
            os.rename(self.path(old), self.path(new))

    @rule(name=st.sampled_from(FILES), time=st.integers(1, 3))
    def write_as_earmark_does(self, name: bytes, time: int) -> None:
        path = self.path(name)
        if not os.path.exists(path):
            return
        self.before[path] = (Path(os.fsdecode(path)).read_bytes(), os.stat(path).st_mtime_ns)
        self._put(path, b"written", time)
        self.store.mark_written(1, [Written(path, read_stamp(path), ("Jazz",))])

    @rule(name=st.sampled_from(FILES), told=st.booleans())
    def put_back_what_was_before_the_write(self, name: bytes, told: bool) -> None:
        path = self.path(name)
        if path in self.before and os.path.isdir(os.path.dirname(path)):
            self._put(path, *self.before.pop(path))
            if told:
                self.store.mark_undone([Written(path, read_stamp(path), ())])

    @rule(name=st.sampled_from(FILES), missing=st.booleans())
    def hide_or_show(self, name: bytes, missing: bool) -> None:
        self.store.set_missing([self.path(name)], missing)

    @rule(name=st.sampled_from(FOLDERS))
    def forget_all_but(self, name: bytes) -> None:
        """The root goes, one within it stays, and the root is added again."""
        self.store.add_root(self.path(name))
        for root in self.store.roots():
            self.store.remove_root(root.id)
        self.store.add_root(self.music)

    @rule(name=st.sampled_from(FOLDERS))
    def scan_a_part(self, name: bytes) -> None:
        if os.path.isdir(self.path(name)):
            self._scan(self.store, self.path(name))

    @rule()
    def scan(self) -> None:
        self._scan(self.store)
        self.scanned = True

    def _scan(self, store: Store, *below: bytes) -> None:
        scan(store, read_tags=_tags_by_stamp, is_audio=lambda name: name.endswith(b".mp3"), below=below)

    @invariant()
    def is_what_a_first_scan_would_make(self) -> None:
        if not self.scanned:
            return
        self.scanned = False
        file = self.place / "fresh.sqlite3"
        with Store(file) as fresh:
            fresh.add_root(self.music)
            self._scan(fresh)
            assert _shown(self.store) == _shown(fresh)
        for left in self.place.glob("fresh*"):
            left.unlink()
        assert None not in self.store.digests_below(self.music).values()


def _tags_by_stamp(file: OpenFile) -> Tags:
    """Tags that differ where a scan can see that the file does."""
    status = file.status
    return replace(Tags(), title=f"{status.st_size} {status.st_mtime_ns}")


def _shown(store: Store) -> list[tuple[bytes, int, int]]:
    rows = store.rows(store.ids(Query()))
    stamps = store.stamps([row.id for row in rows])
    return [(row.path, stamps[row.id].size, stamps[row.id].mtime_ns) for row in rows]


Edits.TestCase.settings = settings(max_examples=25, stateful_step_count=18, deadline=None)
test_edits = Edits.TestCase
