"""`earmark unread`: what could not be read is kept by whoever looked, and listed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Earmark
from tests.conftest import TRACKS


def test_where_all_was_read_that_is_said(earmark: Earmark) -> None:
    ran = earmark("unread")
    assert (ran.status, ran.out) == (0, "Everything could be read.\n")
    assert earmark("unread", "--json").out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_what_an_analysis_could_not_read_is_listed_later(earmark: Earmark, music: Path, tiny_model: str) -> None:
    for name in list(TRACKS)[1:]:
        (music / name).unlink()
    (music / "broken.mp3").unlink(missing_ok=True)
    (music / "gone.mp3").symlink_to("nowhere.mp3")
    (music / "score.mid").write_bytes(b"MThd")
    assert earmark("analyse", music).status == 1
    told = earmark("unread")
    assert told.status == 0
    assert told.out.startswith("1 file or folder could not be read:\n")
    assert "the link leads nowhere" in told.out
    assert "gone.mp3" in told.out
    assert told.out.endswith("1 file passed over, of kinds that Earmark does not read: 1 .mid.\n")
    problem, passed = earmark("unread", "--json").rows
    assert (Path(problem["path"]).name, problem["error"]) == ("gone.mp3", "the link leads nowhere")
    assert passed == {"ending": ".mid", "files": 1}
