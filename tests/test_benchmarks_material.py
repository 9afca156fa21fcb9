"""What the benchmarks of library and window are made of, and a soak of some seconds, which must find nothing wrong."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.library.store import Store
from app.library.types import Query
from app.stamp import read_stamp
from app.tagging import portions
from app.tagging.formats import read_tags
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, Writer
from benchmarks import make_library, soak
from benchmarks.make_music import make_copies, make_music
from benchmarks.slow_disk import slow_to_find, slow_to_sync
from tests.tagging.samples import sample


def test_every_small_file_is_music_with_tags_of_its_own(tmp_path: Path) -> None:
    make_music(tmp_path, 20)
    files = sorted(tmp_path.rglob("*.*"))
    tags = [read_tags(os.fsencode(file)) for file in files]
    assert len({each.title for each in tags}) == 20
    assert {each.container for each in tags} == {"mp3", "flac", "m4a"}
    assert {each.album for each in tags} == {"Disc000000", "Disc000001"}
    assert all(each.genres == ("Rock",) and each.duration_s for each in tags)


@pytest.mark.parametrize("ending", [".flac", ".ogg", ".wma"])
def test_files_of_one_kind_are_made_for_small_scans(tmp_path: Path, ending: str) -> None:
    make_copies(tmp_path, ending, 11)
    files = sorted(tmp_path.rglob(f"*{ending}"))
    assert len({file.parent for file in files}) == 2
    (tags,) = {read_tags(os.fsencode(file)) for file in files}
    assert (tags.title, tags.album, tags.genres, tags.year) == ("TITLE00000", "ALBUM00000", ("Rock",), "1998")


def test_a_library_is_made_once_and_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_library, "_KEPT", tmp_path / "kept")
    first = make_library.copy_library(tmp_path / "first", 40) / "data" / "library.sqlite3"
    monkeypatch.setattr(make_library, "make_library", lambda *_: pytest.fail("made again"))
    second = make_library.copy_library(tmp_path / "second", 40) / "data" / "library.sqlite3"
    for file in (first, second):
        with Store(file) as store:
            assert len(store.ids(Query())) == 40


def test_a_slow_disk_takes_its_time_for_finding_and_not_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"music")
    slept: list[float] = []
    with monkeypatch.context() as patched, slow_to_find(0.008):
        patched.setattr(time, "sleep", slept.append)
        with open(tmp_path / "file", "rb") as file:
            file.read()
        os.close(os.open(tmp_path / "file", os.O_RDONLY))
        list(os.scandir(tmp_path))
    assert slept == [0.008] * 3


def _waits(action: Callable[[], object], seconds: float = 0) -> int:
    try:
        return slow_to_sync(seconds, action)[1]
    except OSError as problem:
        pytest.skip(str(problem))


def test_a_slow_disk_lets_the_waits_of_files_and_of_sqlite_take_longer(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "database", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE numbers (number)")

    def wait_twice() -> None:
        with open(tmp_path / "file", "wb") as file:
            os.fsync(file.fileno())
        database.execute("INSERT INTO numbers VALUES (1)")

    started = time.monotonic()
    assert _waits(wait_twice, seconds=0.02) == 2
    assert time.monotonic() - started >= 0.04
    database.close()


def test_a_slow_disk_hands_on_what_an_action_raises() -> None:
    assert _waits(lambda: None) == 0
    with pytest.raises(ZeroDivisionError):
        slow_to_sync(0, lambda: 1 // 0)


def test_a_write_waits_for_the_disk_once_a_file_and_three_times_a_batch_of_twenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "_SECONDS", 60)  # a busy computer would note fewer files together
    paths = [tmp_path / f"{number}.flac" for number in range(20)]
    for path in paths:
        path.write_bytes(sample("flac"))
    changes = [GenreChange(name, ("Techno",), (), read_stamp(name)) for name in map(os.fsencode, paths)]
    journal = Journal(tmp_path / "journal")
    batches: list[int | None] = []
    assert _waits(lambda: batches.append(Writer(journal).write(changes, note="")[0])) == 23
    assert batches[0] is not None
    assert _waits(lambda: Writer(journal).undo(batches[0] or 0)) == 23
    journal.close()


def test_some_seconds_of_everything_at_once_lose_nothing() -> None:
    found = list(soak.measure(quick=True, minutes=0.06))
    wrong = {each.name: each.value for each in found if each.detail == "must be 0"}
    assert len(wrong) > 5
    assert not any(wrong.values()), [each for each in found if each.value]
    done = {each.name: each.value for each in found}
    assert done["scans"]
    assert done["verdicts"]
