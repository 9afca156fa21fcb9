"""Scanning where one file has several names: links, nested and single roots, parts of a root."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from app.library.answers import Verdict
from app.library.scan import scan
from app.library.types import Query, TrackId, TrackState, View
from tests.library.music import Music, figures

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")


def test_an_unreachable_root_hides_nothing(music: Music, tmp_path: Path) -> None:
    music.add("1.mp3")
    music.root()
    music.scan()
    shutil.move(music.folder, tmp_path / "unplugged")
    result = music.scan()
    assert figures(result) == (0, 0, 0, 0)
    assert [path for path, _ in result.problems] == [os.fsencode(music.folder)]
    assert music.store.counts()[View.ALL] == 1
    music.take_for_drive()
    music.folder.mkdir()  # the empty mount point
    result = music.scan()
    assert (result.vanished, len(result.problems)) == (0, 1)
    assert "connected" in result.problems[0][1]
    assert music.store.counts()[View.ALL] == 1


def test_an_emptied_root_is_no_drive_that_is_away(music: Music) -> None:
    kept = music.add("a/1.mp3")
    music.root()
    music.scan()
    (track,) = music.store.ids(Query()).tolist()
    music.store.put_verdicts([Verdict(TrackId(track), TrackState.KEPT)], "keep")
    shutil.rmtree(music.folder / "a")
    result = music.scan()
    assert (result.vanished, result.problems) == (1, ())
    assert music.paths() == []
    assert [root.tracks for root in music.store.roots()] == [0]
    assert figures(music.scan()) == (0, 0, 0, 0)
    assert music.add("a/1.mp3") == kept
    music.scan()
    assert music.store.rows([track])[0].state is TrackState.KEPT, "what a person decided is never forgotten"


def test_an_emptied_folder_below_the_root_is_believed(music: Music) -> None:
    music.add("a/1.mp3")
    music.add("b/2.mp3")
    music.root()
    music.scan()
    shutil.rmtree(music.folder / "a")
    (music.folder / "a").mkdir()
    assert figures(music.scan()) == (0, 0, 1, 1)


@posix
def test_link_cycles_end(music: Music) -> None:
    path = music.add("a/b/1.mp3")
    (music.folder / "a" / "up").symlink_to(music.folder)
    (music.folder / "a" / "self").symlink_to("self")
    (music.folder / "a" / "b" / "here").symlink_to(".")
    music.root()
    result = music.scan()
    assert music.paths() == [path]
    assert [path for path, _ in result.problems] == [os.fsencode(music.folder / "a" / "self")]
    assert figures(music.scan()) == (0, 0, 1, 0)


@posix
def test_a_linked_folder_is_walked_once_and_by_its_real_name(music: Music) -> None:
    path = music.add("z/1.mp3")
    (music.folder / "a link").symlink_to(music.folder / "z")
    music.root()
    music.scan()
    assert music.paths() == [path]


@posix
def test_links_out_of_the_library_are_followed(music: Music, tmp_path: Path) -> None:
    outside = Music(tmp_path / "outside", music.store)
    outside.add("x/1.mp3")
    single = outside.add("2.mp3")
    (music.folder / "folder").symlink_to(tmp_path / "outside" / "x")
    (music.folder / "file.mp3").symlink_to(os.fsdecode(single))
    music.root()
    assert figures(music.scan()) == (2, 0, 0, 0)
    assert music.paths() == [os.fsencode(music.folder / name) for name in ("file.mp3", "folder/1.mp3")]
    assert figures(music.scan()) == (0, 0, 2, 0)
    outside.root()  # now the real names are in the library: links to them go
    result = music.scan()
    assert (result.new, result.vanished) == (2, 2)
    assert all(path.startswith(os.fsencode(tmp_path / "outside")) for path in music.paths())


@posix
def test_a_linked_file_known_by_its_real_name_is_left_out(music: Music) -> None:
    path = music.add("b.mp3")
    (music.folder / "a.mp3").symlink_to("b.mp3")
    music.root()
    assert figures(music.scan()) == (1, 0, 0, 0)
    assert music.paths() == [path]


@posix
def test_a_file_replaced_by_a_link_to_nowhere_is_not_forgotten(music: Music) -> None:
    path = music.add("a.mp3")
    music.root()
    music.scan()
    os.unlink(path)
    os.symlink(b"/nowhere/at/all", path)
    result = music.scan()
    assert [problem for problem, _ in result.problems] == [path]
    assert music.store.counts()[View.ALL] == 1


@posix
def test_hard_links_are_both_listed_and_heard_once(music: Music) -> None:
    first = music.add("a.mp3")
    second = os.path.join(os.fsencode(music.folder), b"b.mp3")
    os.link(first, second)
    music.root()
    assert figures(music.scan()) == (2, 0, 0, 0)
    assert [path for _, path in music.store.pending()] == [first]


def test_nested_roots_are_walked_once(music: Music) -> None:
    music.add("a/1.mp3")
    music.add("b/2.mp3")
    music.root()
    music.root(music.folder / "a")
    assert figures(music.scan()) == (2, 0, 0, 0)
    assert [root.tracks for root in music.store.roots()] == [2, 1]
    outer, inner = music.store.roots()
    music.store.remove_root(outer.id)
    assert music.paths() == [os.path.join(os.fsencode(music.folder), b"a", b"1.mp3")]
    assert figures(music.scan()) == (0, 0, 1, 0)
    music.store.remove_root(inner.id)
    assert music.paths() == []


def test_removing_the_inner_root_keeps_its_tracks(music: Music) -> None:
    music.add("a/1.mp3")
    music.root()
    music.root(music.folder / "a")
    music.scan()
    music.store.remove_root(music.store.roots()[1].id)
    assert len(music.paths()) == 1


def test_single_files_can_be_roots(music: Music) -> None:
    path, other = music.add("a/1.mp3"), music.add("a/2.mp3")
    music.root(music.folder / "a" / "1.mp3", is_file=True)
    assert figures(music.scan()) == (1, 0, 0, 0)
    assert music.paths() == [path]
    assert figures(music.scan()) == (0, 0, 1, 0)
    os.unlink(path)
    assert figures(music.scan()) == (0, 0, 0, 1)
    assert os.path.exists(other)


@pytest.mark.parametrize("part", ["", "a"])
def test_a_file_named_by_hand_stays_listed_below_a_folder(music: Music, part: str) -> None:
    named, beside = music.add("a/call.3gp"), music.add("a/1.mp3")
    music.root(Path(os.fsdecode(named)), is_file=True)
    assert figures(music.scan()) == (1, 0, 0, 0)
    music.root()
    below = (os.fsencode(music.folder / part),) if part else ()
    music.scan(*below)
    assert sorted(music.paths()) == sorted([named, beside])
    music.add("a/call.3gp", b"other sound, and more of it")
    os.remove(beside)
    result = music.scan(*below)
    assert (result.changed, result.vanished) == (1, 1)
    assert music.paths() == [named]
    os.remove(named)
    assert music.scan(*below).vanished == 1
    assert music.paths() == []


def test_a_file_named_by_hand_is_not_passed_over_as_well(music: Music) -> None:
    named, other = music.add("a/call.3gp"), music.add("a/other.3gp")
    music.add("a/1.mp3")
    music.root(Path(os.fsdecode(named)), is_file=True)
    music.root()

    def passed_over(*below: bytes) -> tuple[tuple[str, int], ...]:
        kinds = {"is_audio": lambda name: name.endswith(b".mp3"), "is_unread": lambda name: name.endswith(b".3gp")}
        return scan(music.store, read_tags=music.reader, below=below, **kinds).passed_over

    assert passed_over() == passed_over(os.fsencode(music.folder / "a")) == ((".3gp", 1),)
    os.remove(other)
    assert passed_over() == passed_over(named) == ()


def test_a_single_file_on_a_drive_that_is_away_stays(music: Music) -> None:
    music.add("a/1.mp3")
    music.root(music.folder / "a" / "1.mp3", is_file=True)
    music.scan()
    shutil.rmtree(music.folder / "a")
    result = music.scan()
    assert (result.vanished, len(result.problems)) == (0, 1)


def test_part_of_the_library_can_be_scanned(music: Music) -> None:
    one, other = music.add("a/1.mp3"), music.add("b/2.mp3")
    music.root()
    assert figures(music.scan(os.path.dirname(one))) == (1, 0, 0, 0)
    assert figures(music.scan(other)) == (1, 0, 0, 0)
    os.unlink(one)
    os.unlink(other)
    assert figures(music.scan(os.path.dirname(one))) == (0, 0, 0, 1)
    assert figures(music.scan(other)) == (0, 0, 0, 1)
    shutil.rmtree(music.folder / "a")
    assert figures(music.scan(os.path.dirname(one))) == (0, 0, 0, 0)


def test_a_part_that_was_deleted_is_hidden(music: Music) -> None:
    path = music.add("a/deep/1.mp3")
    music.add("b/2.mp3")
    music.root()
    music.scan()
    shutil.rmtree(music.folder / "a")
    assert figures(music.scan(os.path.dirname(path))) == (0, 0, 0, 1)


def test_parts_outside_the_library_are_not_scanned(music: Music, tmp_path: Path) -> None:
    Music(tmp_path / "elsewhere", music.store).add("1.mp3")
    music.root()
    assert music.scan(os.fsencode(tmp_path / "elsewhere")).found == 0
