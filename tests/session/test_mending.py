"""After a crash in the middle of a write or an undo, the library knows what the files hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from app.errors import AppError
from app.library.types import Query, TrackState
from app.progress import Progress
from app.session import Ending, Session, Status
from app.session import writing as writing_module
from app.stamp import read_stamp
from tests.conftest import TRACKS


class Killed(BaseException):
    """Stands for the end of the process: no handler of ours may catch it."""


@pytest.fixture
def prepared(tiny_model: str, music: Path) -> Path:
    with Session() as session:
        session.add_folder(os.fsencode(music))
        session.scan()
        for track in session.ids(Query()):
            session.choose([track], ["Ska"])
    return music


def states(session: Session) -> dict[str, TrackState]:
    return {os.path.basename(os.fsdecode(row.path)): row.state for row in session.rows(session.ids(Query()))}


def die(*_: object) -> None:
    raise Killed


def test_a_write_that_was_not_noted_is_settled_at_the_next_start(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session() as session, monkeypatch.context() as patch:
        patch.setattr(writing_module.WriteRun, "_mark", die)
        with pytest.raises(Killed):
            session.write(session.plan())
        assert TrackState.WRITTEN not in states(session).values()
    with Session() as session:
        assert all(states(session)[name] is TrackState.WRITTEN for name in TRACKS)
        assert session.scan().changed == 0


def test_an_undo_that_was_not_noted_is_settled_too(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session() as session:
        first = session.write(session.plan()).batch
    assert first is not None
    with Session() as session, monkeypatch.context() as patch:
        patch.setattr(type(session._store), "mark_undone", die)
        with pytest.raises(Killed):
            session.undo(first)
    with Session() as session:
        assert all(states(session)[name] is TrackState.READY for name in TRACKS)
        assert session.scan().changed == 0


def test_a_file_changed_by_others_after_the_crash_is_left_to_the_scan(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session() as session, monkeypatch.context() as patch:
        patch.setattr(writing_module.WriteRun, "_mark", die)
        with pytest.raises(Killed):
            session.write(session.plan())
    path = prepared / "06 chords.wav"
    path.write_bytes(path.read_bytes() + b"\0\0")
    with Session() as session:
        assert states(session)["06 chords.wav"] is not TrackState.WRITTEN
        assert session.scan().changed == 1
        (row,) = [row for row in session.rows(session.ids(Query())) if row.path == os.fsencode(path)]
        assert session._store.stamps([row.id])[row.id] == read_stamp(row.path)


def test_a_run_that_failed_is_settled_by_the_next_write(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session() as session:
        first, *others = session.plan()
        with monkeypatch.context() as patch:
            patch.setattr(writing_module.WriteRun, "_mark", die)
            with pytest.raises(Killed):
                session.write([first])
        session.write(others)
        assert all(states(session)[name] is TrackState.WRITTEN for name in TRACKS)
        assert session.scan().changed == 0


def test_a_choice_made_after_a_write_outlives_a_run_killed_before_it_wrote(
    prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session() as session:
        session.write(session.plan())
        (row,) = [row for row in session.rows(session.ids(Query())) if row.path.endswith(b"06 chords.wav")]
        session.choose([row.id], ["Dub"])
        with monkeypatch.context() as patch:
            patch.setattr(writing_module.WriteRun, "planned", die)
            with pytest.raises(Killed):
                session.write(session.plan())
    with Session() as session:
        assert states(session)["06 chords.wav"] is TrackState.READY
        assert ("Dub",) in [change.new for change in session.plan()]


def test_an_undo_killed_halfway_leaves_later_choices(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session() as session:
        batch = session.write(session.plan()).batch
        assert batch is not None
        (row,) = [row for row in session.rows(session.ids(Query())) if row.path.endswith(b"06 chords.wav")]
        session.choose([row.id], ["Dub"])
        with monkeypatch.context() as patch:
            patch.setattr(writing_module.WriteRun, "undo", die)
            with pytest.raises(Killed):
                session.undo(batch)
    with Session() as session:
        assert states(session)["06 chords.wav"] is TrackState.READY


def test_an_error_that_ends_a_write_is_settled_at_once(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library could not be told, as on a disk full for a moment: what was written is known."""
    with Session() as session:
        real, failed = session._store.mark_written, []

        def full(*given: Any) -> Any:
            if not failed:
                failed.append(given)
                raise AppError("The library cannot be written: database or disk is full.")
            return real(*given)

        monkeypatch.setattr(session._store, "mark_written", full)
        with pytest.raises(AppError, match="disk is full"):
            session.write(session.plan())
        assert failed
        assert all(states(session)[name] is TrackState.WRITTEN for name in TRACKS)
        assert session.scan().changed == 0


def test_a_write_whose_end_nobody_noted_is_settled_when_somebody_looks(prepared: Path) -> None:
    with Session() as session:

        def break_off(at: Progress) -> None:
            if at.done == 2:
                raise Killed

        with pytest.raises(Killed):
            session.write(session.plan(), report=break_off)
        (batch,) = session.history()
        assert (batch.ending, batch.files) == (Ending.INTERRUPTED, 2)
        entries = session.batch_entries(batch.id)
        rest = len(states(session)) - 2
        assert [entry.status for entry in entries] == [Status.WRITTEN] * 2 + [Status.NOT_REACHED] * rest
        assert sorted(states(session).values()).count(TrackState.WRITTEN) == 2


def test_a_write_that_goes_on_is_not_settled_by_a_look(prepared: Path) -> None:
    endings: list[Ending] = []
    with Session() as session, Session() as other:

        def look(at: Progress) -> None:
            if at.done == 2:
                endings.extend(each.history()[0].ending for each in (session, other))

        session.write(session.plan(), report=look)
        assert endings == [Ending.RUNNING] * 2
        assert session.history()[0].ending is Ending.DONE
