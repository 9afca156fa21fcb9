"""Which files a command considers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.errors import AppError
from app.session import files
from app.session.files import AudioSearch, check_path, holds_no_music


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def found(*paths: Path) -> list[str]:
    return [os.path.basename(os.fsdecode(path)) for path in AudioSearch().find(os.fsencode(path) for path in paths)]


def test_folders_are_searched_and_files_taken_as_named(tmp_path: Path) -> None:
    touch(tmp_path, "b.mp3", "a.FLAC", "notes.txt", "deep/er/c.ogg", "cover.jpg")
    assert found(tmp_path) == ["a.FLAC", "b.mp3", "c.ogg"]
    assert found(tmp_path / "notes.txt", tmp_path, tmp_path / "b.mp3") == ["notes.txt", "b.mp3", "a.FLAC", "c.ogg"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_lead_nowhere_twice(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.mp3", "out/b.mp3")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "z.mp3").symlink_to(tmp_path / "in" / "a.mp3")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "out")
    assert found(tmp_path / "in") == ["a.mp3", "b.mp3"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_file_is_taken_once_whatever_names_it_is_given(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.mp3", "in/b.mp3")
    link, other = tmp_path / "in" / "links" / "z.mp3", tmp_path / "other.mp3"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "in" / "a.mp3")
    other.symlink_to(link)
    (tmp_path / "way").symlink_to(tmp_path / "in")
    assert found(tmp_path / "in", link) == ["z.mp3", "b.mp3"]
    assert found(other, link, tmp_path / "in" / "a.mp3") == ["other.mp3"]
    assert found(tmp_path / "in" / "b.mp3", tmp_path / "way") == ["b.mp3", "a.mp3"]


@pytest.mark.skipif(not hasattr(os, "link"), reason="no hard links here")
def test_hard_links_are_files_of_their_own(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp3")
    os.link(tmp_path / "a.mp3", tmp_path / "b.mp3")
    assert found(tmp_path / "b.mp3", tmp_path) == ["b.mp3", "a.mp3"]


def test_what_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="There is no file or folder"):
        check_path(os.fsencode(tmp_path / "nowhere"))
    check_path(os.fsencode(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp3")
    with pytest.raises(AppError, match="a pipe or a device"):
        check_path(os.fsencode(tmp_path / "a.mp3"))


def test_only_what_surely_is_no_music_is_called_so(tmp_path: Path, music: Path) -> None:
    touch(tmp_path, "notes.txt", "cover.jpg", "damaged.mp3", "folder/a.txt")
    (tmp_path / "empty.txt").touch()
    song = (music / "02 strings.flac").rename(music / "song.download")
    others = [tmp_path / "notes.txt", tmp_path / "cover.jpg", tmp_path / "empty.txt"]
    perhaps = [tmp_path / "damaged.mp3", tmp_path / "folder", tmp_path / "nowhere.txt", song]
    assert [path for path in (*others, *perhaps) if holds_no_music(os.fsencode(path))] == others


def test_what_permissions_keep_from_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a person who is not root: root may do everything but write to a read-only disk."""
    closed, opened = tmp_path / "closed", tmp_path / "open"
    for folder in (closed, opened):
        folder.mkdir()
        (folder / "song.ogg").touch()
    (opened / "read-only.ogg").touch()
    (opened / "link.ogg").symlink_to(closed / "song.ogg")
    (opened / "dangling.ogg").symlink_to(tmp_path / "gone.ogg")
    denied = {os.fsencode(closed), os.fsencode(opened / "read-only.ogg")}
    asked: list[bytes] = []

    def access(path: bytes, _mode: int) -> bool:
        asked.append(path)
        return path not in denied and os.path.lexists(path)

    monkeypatch.setattr(files.os, "access", access)
    paths = [os.fsencode(path) for path in (*sorted(opened.iterdir()), closed / "song.ogg", opened / "gone")]
    found = files.barred(paths)
    assert found.files == {os.fsencode(opened / "read-only.ogg")}
    assert found.beside == {os.fsencode(closed / "song.ogg"), os.fsencode(opened / "link.ogg")}
    assert asked.count(os.fsencode(closed)) == asked.count(os.fsencode(opened)) == 1, "once for a folder"
