"""Roots that lead to the files of others are told; thousands of single files are not compared each with each."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from app.library.types import Root, RootId
from app.session.folders import with_twins


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_root_without_tracks_names_the_one_that_lists_its_files(tmp_path: Path) -> None:
    real, inside, link = tmp_path / "music", tmp_path / "music" / "jazz", tmp_path / "alias"
    inside.mkdir(parents=True)
    link.symlink_to(inside)
    paths = [os.fsencode(each) for each in (real, inside, link, tmp_path / "empty")]
    roots = [Root(RootId(n), path, tracks) for n, (path, tracks) in enumerate(zip(paths, (9, 4, 0, 0), strict=True))]
    assert [root.same_as for root in with_twins(roots)] == [None, None, paths[0], None]
    listed = [roots[0], Root(RootId(2), paths[2], 4)]
    assert with_twins(listed) == listed, "a link that was met first lists the files itself"


def test_thousands_of_single_files_are_told_at_once() -> None:
    roots = [Root(RootId(number), b"/music/%d.mp3" % number, 1, is_file=True) for number in range(5_000)]
    began = time.process_time()
    assert with_twins(roots) == roots
    assert time.process_time() - began < 1.0
