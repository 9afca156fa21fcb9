"""`history` says what of a write was not written, and why: skipped, failed, stopped, killed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.progress import Progress, RunControl
from app.session import Session
from tests.cli.conftest import Earmark
from tests.cli.test_files_and_history import set_all
from tests.conftest import BROKEN, TRACKS


def test_history_names_what_was_left_and_why(earmark: Earmark, music: Path) -> None:
    os.link(music / "03 beat.ogg", music.parent / "second name.ogg")
    ran = set_all(earmark, music)
    assert ran.status == 1
    (batch,) = earmark("history", "--json").rows
    told = {name: batch[name] for name in ("files", "planned", "left", "not_reached", "ending")}
    assert told == {"files": 5, "planned": 7, "left": 2, "not_reached": 0, "ending": "done"}
    rows = earmark("history", "1", "--json").by_name()
    assert rows["03 beat.ogg"]["status"] == "skipped"
    assert rows["03 beat.ogg"]["reason"].startswith("The file has 2 names")
    assert rows["03 beat.ogg"]["new"][0] == "Techno (Peak / Time)"
    assert (rows[BROKEN]["status"], bool(rows[BROKEN]["reason"])) == ("failed", True)
    shown = earmark("history", "1").out
    assert "\n2 files left as they were:\n" in shown
    assert shown.index("01 guitar.mp3") < shown.index("2 files left") < shown.index("03 beat.ogg")
    assert "\n    The file has 2 names" in shown
    assert "  2 left as they were  " in earmark("history").out
    assert earmark("undo", "1").status == 0  # of what was never written nothing has to be taken back
    assert earmark("history", "--json").rows[0]["left"] == 2


def test_history_tells_that_a_write_was_stopped(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (music / BROKEN).unlink()
    with Session() as session:
        control = RunControl()

        def report(at: Progress) -> None:
            if at.done == 2 and at.total == len(TRACKS):
                control.cancel()

        paths = [os.fsencode(music / name) for name in TRACKS]
        done = session.set_genres(paths, ["Ska"], report=report, control=control)
        assert (done.written, done.cancelled) == (2, True)
    (batch,) = earmark("history", "--json").rows
    told = {name: batch[name] for name in ("files", "planned", "left", "not_reached", "ending")}
    assert told == {"files": 2, "planned": 6, "left": 0, "not_reached": 4, "ending": "stopped"}
    assert done.not_reached == 4
    assert "  4 not reached  " in earmark("history").out
    _, named = earmark("history", "1").out.split("\nIt was stopped: 4 files of 6 were not reached:\n")
    assert [line.rsplit("/", 1)[-1] for line in named.splitlines()] == list(TRACKS)[2:]
    assert all("→ Ska" in line for line in named.splitlines())
    rows = earmark("history", "1", "--json").rows
    assert [row["status"] for row in rows] == ["written"] * 2 + ["not reached"] * 4
    assert [os.path.basename(row["path"]) for row in rows] == list(TRACKS)
    assert earmark("undo", "1").status == 0
    assert [row["status"] for row in earmark("history", "1", "--json").rows][2:] == ["not reached"] * 4


def test_history_tells_that_a_write_was_cut_off(earmark: Earmark, music: Path) -> None:
    """A process that dies tells nobody: the next one that may write knows that nobody is writing any more."""
    (music / BROKEN).unlink()
    child = os.fork()
    if child == 0:

        def die(at: Progress) -> None:
            if at.done == 2 and at.total == len(TRACKS):
                os._exit(9)

        with Session() as session:
            session.set_genres([os.fsencode(music / name) for name in TRACKS], ["Ska"], report=die)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    (batch,) = earmark("history", "--json").rows
    assert (batch["ending"], batch["planned"], batch["not_reached"]) == ("interrupted", 6, 4)
    assert 0 < batch["files"] < 6
    assert "interrupted, 4 not reached" in earmark("history").out
    assert "or because Earmark or the computer ended. 4 files of 6 were not reached:\n" in earmark("history", "1").out
    statuses = [row["status"] for row in earmark("history", "1", "--json").rows]
    assert statuses == ["written"] * 2 + ["not reached"] * 4
    assert json.loads(earmark("undo", "--last", "--json").out.splitlines()[-1])["restored"] == batch["files"]
