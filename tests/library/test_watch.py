from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.library.answers import Seen
from app.library.watch import REST_S, FolderWatch
from app.progress import RunControl
from tests.library.music import Music


class Watcher:
    """A watch whose time is moved by hand, far from the files' own."""

    def __init__(self, music: Music) -> None:
        self.time = 0.0
        self.watch = FolderWatch(
            music.store,
            lambda name: name.endswith(b".mp3"),
            clock=lambda: self.time,
            now=lambda: os.stat(music.folder.parent).st_mtime + 1000 + self.time,
        )

    def look(self, seconds: float = 0.0) -> Seen:
        self.time += seconds
        return self.watch.look()

    def ready(self) -> list[bytes]:
        """What is ready once everything has rested."""
        first = self.look()
        later = self.look(REST_S)
        return sorted((*first.ready, *later.ready))


@pytest.fixture
def watcher(music: Music) -> Watcher:
    music.root()
    return Watcher(music)


def test_a_new_file_is_told_of_once_it_rests(music: Music, watcher: Watcher) -> None:
    music.add("old.mp3")
    music.scan()
    assert watcher.look() == Seen(pause_s=watcher.look().pause_s)
    new = music.add("new.mp3")
    music.add("notes.txt")
    assert watcher.look() == Seen(waiting=1, pause_s=REST_S)
    assert watcher.look(REST_S / 2).waiting == 1
    assert watcher.look(REST_S).ready == (new,)
    assert watcher.look(REST_S).ready == (), "told of once, though nobody has read it yet"


def test_a_half_copied_file_waits_until_its_size_rests(music: Music, watcher: Watcher) -> None:
    watcher.look()
    path = music.add("copy.mp3", b"a")
    for part in range(5):
        watcher.look(REST_S)
        with open(path, "ab") as file:
            file.write(b"more %d" % part)
    assert watcher.look(REST_S).ready == ()
    assert watcher.look(REST_S).ready == (path,)


def test_a_copy_that_only_paused_is_told_of_again(music: Music, watcher: Watcher) -> None:
    watcher.look()
    path = music.add("copy.mp3", b"a")
    os.utime(path, (watcher.watch.now(), watcher.watch.now()))
    assert watcher.ready() == [path]
    with open(path, "ab") as file:
        file.write(b"the rest")
    assert watcher.look().waiting == 1
    assert watcher.look(REST_S).ready == (path,)


def test_an_empty_file_is_one_that_is_to_be_filled(music: Music, watcher: Watcher) -> None:
    path = music.add("empty.mp3")
    open(path, "wb").close()
    watcher.look()
    assert watcher.look(10 * REST_S).ready == ()
    with open(path, "wb") as file:
        file.write(b"sound")
    assert watcher.ready() == [path]


def test_new_folders_are_watched_too_and_those_of_the_system_are_not(music: Music, watcher: Watcher) -> None:
    watcher.look()
    os.makedirs(music.folder / "new" / "disc 1")
    watcher.look()
    wanted = [music.add("new/disc 1/01.mp3"), music.add("new/02.mp3")]
    music.add("new/@eaDir/01.mp3")
    music.add(".hidden/01.mp3")
    assert watcher.ready() == sorted(wanted)


def test_a_changed_file_is_told_of_where_its_folder_changed_or_at_the_first_look(
    music: Music, watcher: Watcher
) -> None:
    path = music.add("song.mp3")
    music.scan()
    with open(path, "ab") as file:
        file.write(b"another ending")
    assert watcher.ready() == [path], "changed while nobody looked"


def test_what_vanishes_is_gone_and_hidden_by_the_next_scan(music: Music, watcher: Watcher) -> None:
    kept, lost = music.add("a.mp3"), music.add("b.mp3")
    music.add("album/c.mp3")
    music.scan()
    watcher.look()
    os.remove(lost)
    shutil.rmtree(music.folder / "album")
    gone = watcher.look().gone
    assert sorted(gone) == sorted([lost, os.fsencode(music.folder / "album")])
    assert music.scan(*gone).vanished == 2
    assert music.paths() == [kept]


def test_a_drive_that_is_away_loses_nothing_and_comes_back(music: Music, watcher: Watcher, tmp_path: Path) -> None:
    music.add("a.mp3")
    music.scan()
    watcher.look()
    music.take_for_drive()
    root = os.fsencode(music.folder)
    os.rename(music.folder, tmp_path / "elsewhere")
    assert watcher.look() == Seen(away=frozenset({root}), pause_s=watcher.look().pause_s)
    music.folder.mkdir()  # the empty folder in which a drive is to appear
    assert watcher.look().away == {root}
    music.folder.rmdir()
    os.rename(tmp_path / "elsewhere", music.folder)
    seen = watcher.look()
    assert (seen.away, seen.gone, seen.ready) == (frozenset(), (), ())


def test_an_emptied_folder_is_told_like_any_other_change(music: Music, watcher: Watcher) -> None:
    path = music.add("a.mp3")
    music.scan()
    watcher.look()
    os.remove(path)
    seen = watcher.look()
    assert (seen.away, seen.gone) == (frozenset(), (path,))
    assert music.scan(*seen.gone).vanished == 1
    assert watcher.look().away == frozenset()


def test_an_unchanged_library_costs_a_stat_for_each_folder(
    music: Music, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        music.add(f"{number:02}/song.mp3")
    music.scan()
    watcher.look()
    asked: list[bytes] = []
    contents = music.store.folder_contents
    monkeypatch.setattr(music.store, "folder_contents", lambda path: asked.append(path) or contents(path))
    watcher.look()
    assert asked == []
    music.add("07/new.mp3")
    watcher.look()
    assert asked == [os.fsencode(music.folder / "07")]


def test_a_cancelled_look_goes_on_with_the_next(music: Music, watcher: Watcher) -> None:
    path = music.add("song.mp3")
    control = RunControl()
    control.cancel()
    assert watcher.watch.look(control).waiting == 0
    assert watcher.ready() == [path]


def test_a_folder_that_was_forgotten_is_watched_no_more(music: Music, watcher: Watcher) -> None:
    watcher.look()
    music.store.remove_root(music.store.roots()[0].id)
    music.add("song.mp3")
    assert watcher.ready() == []
