"""Paths as commands are given them: an empty one, as of a variable that was never set, is no folder at all; a file that
is named twice is one file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Earmark
from tests.cli.test_analyse import digests
from tests.conftest import BROKEN


@pytest.mark.parametrize(
    "words",
    [
        ("set", "--genre", "Jazz", "--yes"),
        ("set", "--genre", "Jazz", "--dry-run"),
        ("show",),
        ("analyse",),
        ("tag", "--yes"),
        ("undo", "--last", "--path"),
        (),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_an_empty_path_is_not_the_current_folder(
    words: tuple[str, ...], named: bool, earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(music)
    before = digests(music)
    others = (music,) if named and "--path" not in words else ()
    ran = earmark(*words, *others, "")
    assert (ran.status, ran.out) == (2, "")
    assert "An empty path names no file or folder" in ran.err
    assert digests(music) == before
    assert not earmark("history", "--json").rows


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_set_takes_a_file_once_that_is_named_by_a_link_as_well(earmark: Earmark, music: Path) -> None:
    (music / BROKEN).unlink()
    (link := music / "beat.link").symlink_to(music / "03 beat.ogg")
    ran = earmark("set", "--genre", "Blues", "--yes", music, link)
    assert (ran.status, ran.err) == (0, "")
    assert "6 files written.\n" in ran.out
