"""A look at a folder in the middle of a write: what was heard in its files stays, for their sound is the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.library.answers import Decided
from app.library.types import Query, TrackState
from app.progress import Progress
from app.session import Session
from app.session.own_changes import OwnChanges
from tests.conftest import TRACKS
from tests.library.records import prediction


@pytest.fixture
def heard(tiny_model: str, music: Path) -> Path:
    """A library in which every track has an answer and a person's choice."""
    with Session() as session:
        session.add_folder(os.fsencode(music))
        session.scan()
        store, tracks = session._store, session.ids(Query()).tolist()
        stamps = store.stamps(tracks)
        decided = Decided(TrackState.REVIEW, (), 0.5, 0.1, "?")
        answers = [(t, replace(prediction(0, model=tiny_model), stamp=stamps[t]), decided) for t in tracks]
        assert len(store.put_predictions(answers)) == len(tracks)
        rows = session.rows(tracks)
        session.choose([row.id for row in rows if os.path.basename(os.fsdecode(row.path)) in TRACKS], ["Ska"])
    return music


def answered(session: Session) -> set[str]:
    rows = session.rows(session.ids(Query()))
    return {os.path.basename(os.fsdecode(row.path)) for row in rows if session.prediction(row.id) is not None}


def states(session: Session) -> dict[str, TrackState]:
    rows = session.rows(session.ids(Query()))
    return {name: row.state for row in rows if (name := os.path.basename(os.fsdecode(row.path))) in TRACKS}


@pytest.mark.parametrize("named", [False, True])
def test_a_scan_in_the_middle_of_a_write_and_of_its_undo(heard: Path, named: bool) -> None:
    """By folder, as the window's watch looks, and by name, which reads files whose size and time are the old ones."""
    below = [os.fsencode(heard / name) for name in TRACKS] if named else [os.fsencode(heard)]
    with Session() as session:
        looks = []

        def look(at: Progress) -> None:
            looks.append(session.scan(below))

        before = answered(session)
        batch = session.write(session.plan(), report=look).batch
        assert batch is not None
        assert len(looks) == len(TRACKS)
        assert {look.changed for look in looks} == {0}
        assert answered(session) == before
        assert set(states(session).values()) == {TrackState.WRITTEN}
        assert session.undo(batch, report=look).restored == len(TRACKS)
        assert answered(session) == before
        assert set(states(session).values()) == {TrackState.READY}
        assert session.scan().changed == 0
        assert session._store.count_pending() == 0


def test_a_scan_after_another_earmark_was_killed_in_the_middle(heard: Path) -> None:
    """The window was open all the time: it learns what the journal knows with its next look, not its next start."""
    with Session() as session:
        before = answered(session)
        child = os.fork()
        if child == 0:

            def die(at: Progress) -> None:
                if at.done == 3:
                    os._exit(9)

            with Session() as other:
                other.write(other.plan(), report=die)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert session.scan().changed == 0
        assert answered(session) == before
        assert sorted(states(session).values()).count(TrackState.WRITTEN) >= 3
        assert TrackState.FAILED not in states(session).values()
        assert session.history()[0].ending == "interrupted"


def test_what_another_program_writes_in_the_middle_is_a_change(heard: Path) -> None:
    one = heard / "06 chords.wav"
    with Session() as session:

        def change(at: Progress) -> None:
            if at.current == os.fsencode(one):
                one.write_bytes(one.read_bytes() + b"\0\0")
                session.scan()

        session.write(session.plan(), report=change)
        assert answered(session) & set(TRACKS) == set(TRACKS) - {one.name}


def test_what_was_read_before_the_write_does_not_come_back_after_it(
    heard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan has a file's row in hand while it is written: the row is older than what the library was told since."""
    with Session() as session:
        store, plan, rows = session._store, session.plan(), []
        real = store.put_rows
        monkeypatch.setattr(store, "put_rows", lambda *args, **more: rows.append(args[0]) or real(*args, **more))
        session.scan([os.fsencode(heard / name) for name in TRACKS])
        monkeypatch.undo()
        session.write(plan)
        late = [row for part in rows for row in part]
        assert len(late) == len(TRACKS)
        assert OwnChanges(store, session._journal).compare(late) == ([], set())


def test_what_was_read_before_the_undo_does_not_come_back_after_it(
    heard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undone, a file is by no batch of ours any more; the row in hand is older than it all the same."""
    with Session() as session:
        store, rows = session._store, []
        before = answered(session)
        batch = session.write(session.plan()).batch
        assert batch is not None
        real = store.put_rows
        monkeypatch.setattr(store, "put_rows", lambda *args, **more: rows.append(args[0]) or real(*args, **more))
        session.scan([os.fsencode(heard / name) for name in TRACKS])
        monkeypatch.undo()
        session.undo(batch)
        late = [row for part in rows for row in part]
        assert len(late) == len(TRACKS)
        assert OwnChanges(store, session._journal).compare(late) == ([], set())
        assert answered(session) == before
