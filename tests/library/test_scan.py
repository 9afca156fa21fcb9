"""Scanning real folders: what is new, changed, gone, or cannot be read."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.library import scan as scanning
from app.library import tag_reading
from app.library.answers import Verdict, Written
from app.library.scan import ScanResult, scan
from app.library.store import Store
from app.library.types import TrackState, View
from app.progress import Progress, RunControl
from app.stamp import OpenFile, open_file, read_stamp
from tests.library.music import Music, Reader, figures
from tests.library.records import Tags, decided, prediction

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")


def test_a_first_scan_lists_all_audio(music: Music) -> None:
    expected = [music.add(name) for name in ("a/1.mp3", "a/2.mp3", "b/c/d/3.mp3", "top.mp3")]
    music.add("a/cover.jpg")
    music.root()
    assert figures(music.scan()) == (4, 0, 0, 0)
    assert music.paths() == expected
    assert sorted(music.reader.read) == sorted(expected)
    shown = music.store.rows([music.track(expected[0])])[0]
    assert (shown.title, shown.genres, shown.state, shown.duration_s) == ("1", ("Rock",), TrackState.NEW, 12.5)
    assert music.store.stamps([shown.id])[shown.id] == read_stamp(expected[0])


def test_a_second_scan_reads_nothing(music: Music, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        music.add(f"{number % 3}/{number}.mp3")
    music.root()
    music.scan()
    monkeypatch.setattr(tag_reading, "open_file", lambda path: pytest.fail("an unchanged file was opened"))
    assert figures(music.scan()) == (0, 0, 30, 0)
    assert music.reader.read == []


def test_changes_are_found(music: Music) -> None:
    same, longer, touched, gone = (music.add(f"{name}.mp3") for name in ("same", "longer", "touched", "gone"))
    music.root()
    music.scan()
    music.add("longer.mp3", b"another content")
    os.utime(touched, ns=(1, 1))
    os.unlink(gone)
    added = music.add("added.mp3")
    assert figures(music.scan()) == (1, 2, 1, 1)
    assert sorted(music.reader.read) == sorted([longer, touched, added])
    assert music.paths() == sorted([same, longer, touched, added])


def test_what_vanished_comes_back_with_everything(music: Music, tmp_path: Path) -> None:
    path, other = music.add("a/1.mp3"), music.add("b/2.mp3")
    music.root()
    music.scan()
    track = music.track(path)
    music.store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    away = tmp_path / "away"
    shutil.move(music.folder / "a", away)
    assert figures(music.scan()) == (0, 0, 1, 1)
    assert music.store.counts()[View.ALL] == 1
    assert [path for _, path in music.store.pending()] == [other]
    shutil.move(away, music.folder / "a")
    assert figures(music.scan()) == (0, 0, 2, 0)
    assert music.store.rows([track])[0].chosen == ("Polka",)


@posix
def test_a_renamed_folder_keeps_verdicts_and_predictions(music: Music) -> None:
    old = music.add("old name/1.mp3")
    music.root()
    music.scan()
    track = music.track(old)
    heard = replace(prediction(), stamp=read_stamp(old))
    music.store.put_predictions([(track, heard, decided(TrackState.REVIEW))])
    music.store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    os.rename(music.folder / "old name", music.folder / "new name")
    assert figures(music.scan()) == (0, 1, 0, 0)
    assert music.paths() == [os.path.join(os.fsencode(music.folder), b"new name", b"1.mp3")]
    shown = music.store.rows([track])[0]
    assert (shown.state, shown.chosen, shown.predicted) == (TrackState.READY, ("Polka",), "Jazz")
    assert music.reader.read == music.paths()
    assert figures(music.scan()) == (0, 0, 1, 0)


@posix
@not_root
def test_an_unreadable_folder_is_reported_and_hides_nothing(music: Music) -> None:
    music.add("a/deep/1.mp3")
    music.add("b/2.mp3")
    music.root()
    music.scan()
    (music.folder / "a").chmod(0)
    try:
        result = music.scan()
    finally:
        (music.folder / "a").chmod(0o755)
    assert figures(result) == (0, 0, 1, 0)
    assert [path for path, _ in result.problems] == [os.fsencode(music.folder / "a")]
    assert music.store.counts()[View.ALL] == 2


def test_a_drive_that_fails_in_the_middle_of_a_scan_hides_nothing(
    music: Music, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1200):
        music.add(f"{number:04}/1.mp3")
    music.root()
    music.scan()
    listing = os.scandir

    def fail_below(path: bytes) -> object:
        if path != os.fsencode(music.folder):
            raise OSError(errno.EIO, "Input/output error")
        return listing(path)

    monkeypatch.setattr("os.scandir", fail_below)
    result = music.scan()
    assert len(result.problems) == 1200
    assert result.vanished == 0
    assert music.store.counts()[View.ALL] == 1200


def test_a_file_asked_for_by_name_is_read_though_size_and_time_are_the_same(music: Music) -> None:
    path = music.add("a.mp3", b"one")
    music.root()
    music.scan()
    times = os.stat(path)
    music.add("a.mp3", b"two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert figures(music.scan()) == (0, 0, 1, 0)
    assert figures(music.scan(path)) == (0, 1, 0, 0)
    assert figures(music.scan(path)) == (0, 0, 1, 0)


def test_a_folder_that_cannot_be_listed_is_reported_and_hides_nothing(
    music: Music, monkeypatch: pytest.MonkeyPatch
) -> None:
    music.add("a/deep/1.mp3")
    music.add("b/2.mp3")
    music.root()
    music.scan()
    forbidden = os.fsencode(music.folder / "a")
    real = os.scandir

    def refuse(path: bytes) -> object:
        if path == forbidden:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = music.scan()
    assert figures(result) == (0, 0, 1, 0)
    assert result.problems == ((forbidden, "its permissions forbid it"),)
    assert music.store.counts()[View.ALL] == 2


def test_a_file_that_cannot_be_read_is_reported(music: Music, monkeypatch: pytest.MonkeyPatch) -> None:
    music.add("good.mp3")
    bad = music.add("bad.mp3")
    real = open_file

    def refuse(path: bytes) -> object:
        if path == bad:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(tag_reading, "open_file", refuse)
    music.root()
    result = music.scan()
    assert figures(result) == (1, 0, 0, 0)
    assert result.problems == ((bad, "its permissions forbid it"),)


def test_a_file_whose_tags_are_broken_is_listed(music: Music) -> None:
    path = music.add("broken.mp3")
    music.root()
    assert figures(music.scan()) == (1, 0, 0, 0)
    assert music.store.rows([music.track(path)])[0].error == "The tags are broken."


def test_our_own_bug_with_one_file_does_not_cost_the_scan(music: Music, caplog: pytest.LogCaptureFixture) -> None:
    music.add("1.mp3")
    music.add("2.mp3")
    music.root()

    def read(file: OpenFile) -> Tags:
        if file.path.endswith(b"1.mp3"):
            raise ZeroDivisionError
        return Tags()

    result = scan(music.store, read_tags=read, is_audio=lambda name: True)
    assert figures(result) == (2, 0, 0, 0)
    assert "ZeroDivisionError" in caplog.text


def test_hidden_files_and_system_folders_are_left_out(music: Music) -> None:
    for name in (".hidden.mp3", "._1.mp3", ".git/1.mp3", "@eaDir/1.mp3", "$RECYCLE.BIN/1.mp3", "a/.x/1.mp3"):
        music.add(name)
    seen = music.add("1.mp3")
    music.root()
    music.scan()
    assert music.paths() == [seen]


def test_a_folder_named_like_audio_and_an_empty_file(music: Music) -> None:
    inside = music.add("album.mp3/1.mp3")
    empty = os.path.join(os.fsencode(music.folder), b"empty.mp3")
    Path(os.fsdecode(empty)).write_bytes(b"")
    music.root()
    music.scan()
    assert music.paths() == sorted([inside, empty])


@posix
def test_a_pipe_is_not_read(music: Music) -> None:
    os.mkfifo(music.folder / "endless.mp3")
    music.root()
    assert music.scan().found == 0


@posix
@pytest.mark.parametrize("name", [b"\xff\xfe.mp3", b"two\nlines.mp3", b"n" * 251 + b".mp3", "e\u0301.mp3".encode()])
def test_odd_names(music: Music, name: bytes) -> None:
    path = music.add(b"odd \xff folder\n/" + name)
    music.root()
    assert figures(music.scan()) == (1, 0, 0, 0)
    assert music.paths() == [path]
    assert figures(music.scan()) == (0, 0, 1, 0)


def test_our_own_write_is_not_a_change(music: Music) -> None:
    path = music.add("1.mp3")
    music.root()
    music.scan()
    replacement = music.add("1.new", b"written by us")
    os.replace(replacement, path)
    music.store.mark_written(1, [Written(path, read_stamp(path), ("Jazz",))])
    assert figures(music.scan()) == (0, 0, 1, 0)
    assert music.store.rows([music.track(path)])[0].state is TrackState.WRITTEN


def test_many_files_come_in_batches(music: Music, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "BATCH", 10)
    for number in range(95):
        music.add(f"{number % 4}/{number:03}.mp3")
    music.root()
    assert figures(music.scan()) == (95, 0, 0, 0)
    assert len(music.paths()) == 95
    shutil.rmtree(music.folder / "2")
    assert figures(music.scan()) == (0, 0, 71, 24)


def test_progress_is_reported(music: Music) -> None:
    for number in range(200):
        music.add(f"{number % 9}/{number}.mp3")
    music.root()
    heard: list[Progress] = []
    scan(music.store, read_tags=Reader(), is_audio=lambda name: True, report=heard.append)
    assert heard[-1].done == 200
    assert [step.done for step in heard] == sorted(step.done for step in heard)
    assert all(step.total is None for step in heard)


@pytest.fixture
def cancel_after() -> Callable[[int], RunControl]:
    def make(questions: int) -> RunControl:
        control = RunControl()

        def answers() -> Iterator[bool]:
            yield from [True] * questions
            control.cancel()
            while True:
                yield False

        given = answers()
        control.wait_while_paused = lambda timeout_s=None: next(given)  # type: ignore[method-assign]
        return control

    return make


@pytest.mark.parametrize("questions", [0, 1, 3, 7])
def test_a_cancelled_scan_hides_nothing_and_can_be_repeated(
    music: Music, cancel_after: Callable[[int], RunControl], questions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_FOLDERS", 1)
    for number in range(40):
        music.add(f"{number % 8}/{number}.mp3")
    music.root()
    music.scan()
    shutil.rmtree(music.folder / "7")
    result = music.scan(control=cancel_after(questions))
    assert result.cancelled
    assert result.found <= 35
    final = music.scan()
    assert final.found == 35
    assert result.vanished + final.vanished == 5
    assert not final.cancelled


def test_scanning_twice_at_the_same_time(music: Music, library_file: Path) -> None:
    """Two processes' scans of one library: here the second begins while the first reads."""
    for number in range(20):
        music.add(f"{number % 3}/{number}.mp3")
    music.root()
    second: list[ScanResult] = []

    def read(_file: OpenFile) -> Tags:
        if not second:
            second.append(ScanResult(0, 0, 0, 0, 0, ()))
            with Store(library_file) as other:
                second[0] = scan(other, read_tags=Reader(), is_audio=lambda name: True)
        return Tags()

    result = scan(music.store, read_tags=read, is_audio=lambda name: True)
    assert (second[0].new, result.found, result.vanished) == (20, 20, 0)
    assert music.store.counts()[View.ALL] == 20


def test_a_root_that_is_a_link_takes_no_tracks_from_the_real_folder(music: Music, tmp_path: Path) -> None:
    path = music.add("song.mp3")
    music.root()
    music.scan()
    os.symlink(music.folder, tmp_path / "alias")  # comes first by name
    music.root(tmp_path / "alias")
    assert figures(music.scan()) == (0, 0, 1, 0)
    assert music.paths() == [path]


def test_many_named_files_of_one_folder_are_asked_for_by_themselves(music: Music) -> None:
    """With each few of them the whole folder was read from the database: minutes for ten thousands."""
    paths = [music.add(f"flat/{number}.mp3") for number in range(300)]
    music.root()
    music.scan()
    asked: list[int] = []
    real = music.store.known_files
    music.store.known_files = lambda some: asked.append(len(some)) or real(some)  # type: ignore[func-returns-value, method-assign]
    music.store.contents_of = None  # type: ignore[assignment, method-assign]
    assert figures(music.scan(*paths[:200])) == (0, 0, 200, 0)
    assert sum(asked) == 200
    os.unlink(paths[0])
    assert figures(music.scan(paths[0])) == (0, 0, 0, 1)
