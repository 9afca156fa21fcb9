"""What a walk tells beside the files that it finds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.library.walk import LEADS_NOWHERE, Walk


def _walk(folder: Path) -> Walk:
    walk = Walk(lambda name: name.endswith(b".mp3"), is_unread=lambda name: name.lower().endswith((b".ac3", b".webm")))
    for _ in walk.folders([os.fsencode(folder)]):
        pass
    return walk


def test_sound_that_is_not_read_is_counted_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "inner.ac3").mkdir()
    for name in ("a.mp3", "b.ac3", "c.AC3", "inner.ac3/d.webm", ".hidden.ac3", "cover.jpg", "no ending", "._b.ac3"):
        (tmp_path / name).write_bytes(b"x")
    assert _walk(tmp_path).passed_over == {b".ac3": 2, b".webm": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    (tmp_path / "gone.mp3").symlink_to(tmp_path / "nowhere.mp3")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "b.mp3").write_bytes(b"x")
    assert sorted(_walk(tmp_path).problems) == [
        (os.fsencode(tmp_path / "gone.mp3"), LEADS_NOWHERE),
        (os.fsencode(tmp_path / "self"), LEADS_NOWHERE),
    ]
