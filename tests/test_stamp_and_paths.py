"""A changed file has another stamp; everything of ours lies where EARMARK_HOME says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import paths
from app.errors import AppError, TagError
from app.stamp import HEAD_BYTES, display_path, read_stamp
from app.tagging.formats import read_tags


def test_a_stamp_sees_what_tools_hide(tmp_path: Path) -> None:
    file = tmp_path / "a.mp3"
    file.write_bytes(b"a" * 20_000)
    before, times = read_stamp(os.fsencode(file)), (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    assert read_stamp(os.fsencode(file)) == before
    file.write_bytes(b"b" + b"a" * 19_999)
    os.utime(file, ns=times)
    assert read_stamp(os.fsencode(file)) != before
    assert HEAD_BYTES < 20_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp3")
    with pytest.raises(OSError, match="a pipe or a device"):
        read_stamp(os.fsencode(tmp_path / "a.mp3"))
    with pytest.raises(TagError, match="a pipe or a device"):
        read_tags(os.fsencode(tmp_path / "a.mp3"))


def test_paths_are_shown_as_text_whatever_their_bytes() -> None:
    assert display_path("/a/é".encode()) == "/a/é"
    assert display_path(b"/a/\xff") == "/a/\N{REPLACEMENT CHARACTER}"


def test_all_folders_lie_in_earmark_home(earmark_home: Path) -> None:
    for folder in (paths.data_dir(), paths.config_dir(), paths.log_dir(), paths.user_models_dir()):
        assert folder.is_dir()
        assert earmark_home in folder.parents
    for file in (paths.library_file(), paths.journal_file(), paths.settings_file()):
        assert earmark_home in file.parents


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EARMARK_HOME", str(tmp_path / "file"))
    with pytest.raises(AppError, match="cannot be made"):
        paths.data_dir()


def test_resources_hold_the_models() -> None:
    assert (paths.resources_dir() / "models").is_dir()
