"""What the journal knows of a batch besides the files written: how it ended, and which were left, and why."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.progress import Progress, RunControl
from app.tagging import batches
from app.tagging import journal as journal_module
from app.tagging.columns import Ending, Status
from app.tagging.entries import LeftOut, pack_plan, unpack_plan
from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, change

Put = Callable[..., bytes]

#: The tables of version 3, with one batch.
_VERSION_3 = """
CREATE TABLE batches (id INTEGER PRIMARY KEY, created TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE entries (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batches (id), path BLOB NOT NULL,
    target BLOB NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, model TEXT NOT NULL, policy TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL, size_before INTEGER NOT NULL, size_after INTEGER NOT NULL,
    mtime_before INTEGER NOT NULL, sha_before BLOB NOT NULL, sha_after BLOB NOT NULL, reverse BLOB NOT NULL,
    keep_times INTEGER NOT NULL, image_offset INTEGER, image BLOB, sibling BLOB, shared INTEGER NOT NULL DEFAULT 0);
INSERT INTO batches VALUES (1, '2026-11-01T10:00:00.000+00:00', 'an older one');
INSERT INTO entries (batch, path, target, old, new, model, policy, status, reason, size_before, size_after,
    mtime_before, sha_before, sha_after, reverse, keep_times)
    VALUES (1, x'61', x'61', '[]', '["Jazz"]', '', '', 'written', '', 1, 1, 0, x'00', x'00', x'00', 1);
PRAGMA user_version = 3;
"""
#: What version 4 added, with how that batch ended: stopped, when one of six files had had its turn.
_VERSION_4 = """
ALTER TABLE batches ADD COLUMN planned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN ending TEXT NOT NULL DEFAULT '';
CREATE TABLE left_out (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batches (id), path BLOB NOT NULL,
    old TEXT NOT NULL, new TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL);
UPDATE batches SET planned = 6, reached = 1, ending = 'stopped';
PRAGMA user_version = 4;
"""


def test_every_file_that_fell_out_is_named_with_its_reason(put: Put, writer: Writer, journal: Journal) -> None:
    early, wrong, gone, well = put("mp3 bare"), put("ogg"), put("flac"), put("opus")
    Path(os.fsdecode(wrong)).write_bytes(b"no music")
    plans = [change(path) for path in (wrong, gone, well)]
    os.unlink(gone)
    before = LeftOut(early, ("Pop",), GENRES, Status.SKIPPED, "It fell out before.")
    batch, outcomes = writer.write(plans, note="", left=[before])
    assert batch is not None
    told = {each.path: (each.status, each.reason, each.new) for each in journal.left_out(batch)}
    assert told == {
        early: (Status.SKIPPED, "It fell out before.", GENRES),
        **{o.path: (Status(o.status.value), o.reason, GENRES) for o in outcomes if o.path != well},
    }
    (found,) = journal.batches()
    assert (found.files, found.planned, found.left, found.reached, found.ending) == (1, 4, 3, 4, Ending.DONE)
    assert [each.status for each in writer.undo(batch)] == [OutcomeStatus.WRITTEN]
    assert len(journal.left_out(batch)) == 3


def test_a_write_that_fails_halfway_is_told_once_with_its_failure(put: Put, writer: Writer, journal: Journal) -> None:
    paths = [put("flac", f"{n}.flac") for n in range(3)]
    real, calls = writer._carry_out, []

    def carry_out(pending: object) -> None:
        calls.append(pending)
        if len(calls) == 2:
            raise OSError(28, "no space")
        real(pending)  # type: ignore[arg-type]

    writer._carry_out = carry_out  # type: ignore[assignment, method-assign]
    batch, _ = writer.write([change(path) for path in paths], note="")
    assert batch is not None
    assert [(each.path, each.status) for each in journal.left_out(batch)] == [(paths[1], Status.FAILED)]


def test_how_a_stopped_batch_ended(put: Put, writer: Writer, journal: Journal) -> None:
    paths = [put("flac", f"{n}.flac") for n in range(4)]
    control = RunControl()

    def report(at: Progress) -> None:
        if at.done == 3:
            control.cancel()

    writer.write([change(path) for path in paths], note="", report=report, control=control)
    (found,) = journal.batches()
    assert (found.files, found.planned, found.reached, found.ending) == (3, 4, 3, Ending.STOPPED)
    assert journal.not_reached(found.id) == [LeftOut(paths[3], (), GENRES, Status.NOT_REACHED, "")]


def test_where_all_had_their_turn_no_plan_is_kept(put: Put, writer: Writer, journal: Journal) -> None:
    batch, _ = writer.write([change(put("flac"))], note="")
    assert batch is not None
    assert journal.not_reached(batch) == []
    with closing(sqlite3.connect(journal.file)) as db:
        assert db.execute("SELECT COUNT(*), COUNT(plan) FROM batches").fetchone() == (1, 0)


def test_what_was_cut_off_is_named_from_the_last_file_that_is_known(put: Put, writer: Writer, journal: Journal) -> None:
    paths = [put("flac", f"{n}.flac") for n in range(5)]
    Path(os.fsdecode(paths[1])).write_bytes(b"no music")

    def die(at: Progress) -> None:
        if at.done == 2:
            raise KeyboardInterrupt  # no handler of ours: as if the process ended

    with pytest.raises(KeyboardInterrupt):
        writer.write([change(path) for path in paths], note="", report=die)
    (found,) = journal.batches()
    assert (found.ending, journal.not_reached(found.id)) == (Ending.RUNNING, [])
    writer.recover()
    assert journal.batches()[0].ending is Ending.INTERRUPTED
    assert [file.path for file in journal.not_reached(found.id)] == paths[2:]


def _plans(journal: Journal) -> list[int]:
    with closing(sqlite3.connect(journal.file)) as db:
        return [number for (number,) in db.execute("SELECT id FROM batches WHERE plan IS NOT NULL ORDER BY id")]


def test_how_far_a_cut_off_batch_came_outlives_its_plan(
    put: Put, writer: Writer, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [put("flac", f"{n}.flac") for n in range(5)]

    def die(at: Progress) -> None:
        if at.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writer.write([change(path) for path in paths], note="", report=die)
    journal.settle_plans()
    assert journal.batches()[0].reached == 0, "it may still be written"
    writer.recover()
    journal.settle_plans()
    (found,) = journal.batches()
    assert (found.planned, found.reached) == (5, 2)
    assert [file.path for file in journal.not_reached(found.id)] == paths[2:]
    monkeypatch.setattr(journal_module, "_OLD_PLANS", journal_module._OLD_PLANS.replace("OFFSET 20", "OFFSET 0"))
    journal.settle_plans()
    (found,) = journal.batches()
    assert (found.planned, found.reached, _plans(journal)) == (5, 2, [])
    assert journal.not_reached(found.id) == []
    outcomes = writer.undo(found.id)
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.WRITTEN] * 2, "no undo needs a plan"


def test_plans_are_kept_of_the_newest_stopped_batches_only(put: Put, writer: Writer, journal: Journal) -> None:
    paths = [put("flac", f"{n}.flac") for n in range(2)]
    for genre in range(23):
        control = RunControl()
        writer.write(
            [replace(change(path), new=(f"Genre {genre}",), old=(), stamp=None) for path in paths],
            note="",
            report=lambda _at, control=control: control.cancel(),
            control=control,
        )
    journal.settle_plans()
    assert _plans(journal) == list(range(4, 24))
    assert {batch.planned - batch.reached for batch in journal.batches()} == {1}


def test_an_ending_that_could_not_be_noted_is_noted_when_it_can_be(put: Put, writer: Writer, journal: Journal) -> None:
    """As on a disk that is full when the last file was written, and has room again afterwards."""
    writer.write([change(put("flac"))], note="", report=lambda _: journal._db.execute("PRAGMA query_only = ON").close())
    (found,) = journal.batches() or [None]
    assert found is None or found.ending is Ending.RUNNING
    journal._db.execute("PRAGMA query_only = OFF")
    (found,) = journal.batches()
    assert (found.files, found.ending) == (1, Ending.DONE)
    assert journal.unfinished() == []


@given(
    st.lists(
        st.tuples(
            st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name),
            st.lists(st.text(max_size=9), max_size=3).map(tuple),
            st.lists(st.text(max_size=9), max_size=3).map(tuple),
        ),
        max_size=6,
    )
)
def test_a_plan_keeps_any_name(files: list[tuple[bytes, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(file.path, file.old, file.new) for file in unpack_plan(pack_plan(files))] == files


def test_a_journal_on_a_full_disk_has_the_plan_packed_once(
    put: Put, writer: Writer, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fifth of a second for many thousands of files, which each of them would take."""
    packed: list[int] = []
    monkeypatch.setattr(batches, "pack_plan", lambda files: packed.append(1) or pack_plan(files))
    paths = [put("flac", f"{number}.flac") for number in range(3)]
    journal._db.execute("PRAGMA query_only = ON")
    _, outcomes = writer.write([change(path) for path in paths], note="")
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.FAILED] * 3
    assert packed == [1]


def test_a_cancel_behind_the_last_file_stops_nothing(put: Put, writer: Writer, journal: Journal) -> None:
    control = RunControl()
    writer.write([change(put("flac"))], note="", report=lambda _: control.cancel(), control=control)
    assert journal.batches()[0].ending is Ending.DONE


def test_where_nothing_is_written_nothing_is_kept(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("flac")
    plan = change(path)
    os.unlink(path)
    assert writer.write([plan], note="")[0] is None
    journal.flush()
    with closing(sqlite3.connect(journal.file)) as db:
        assert db.execute("SELECT (SELECT COUNT(*) FROM batches), (SELECT COUNT(*) FROM left_out)").fetchone() == (0, 0)


def test_names_that_are_no_text_are_kept(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("flac")
    odd = LeftOut(b"\xff\xfe.mp3", ("\udc80",), ("Jazz",), Status.FAILED, "its attribute user.\udcff could not be kept")
    batch, _ = writer.write([change(path)], note="", left=[odd])
    assert batch is not None
    (kept,) = journal.left_out(batch)
    assert (kept.path, kept.old, kept.reason) == (odd.path, odd.old, "its attribute user.? could not be kept")


@pytest.mark.parametrize(
    ("tables", "planned", "ending"),
    [(_VERSION_3, 0, Ending.UNKNOWN), (_VERSION_3 + _VERSION_4, 6, Ending.STOPPED)],
    ids=["3", "4"],
)
def test_a_journal_of_an_earlier_version_opens_and_goes_on(
    put: Put, tmp_path: Path, tables: str, planned: int, ending: Ending
) -> None:
    file = tmp_path / "older"
    with closing(sqlite3.connect(file)) as db:
        db.executescript(tables)
    path = put("flac")
    with closing(Journal(file)) as journal:
        (older,) = journal.batches()
        assert (older.files, older.planned, older.left, older.ending) == (1, planned, 0, ending)
        assert journal.left_out(1) == journal.not_reached(1) == [], "it did not name them"
        batch, _ = Writer(journal).write([change(path)], note="")
        assert batch == 2
        assert Writer(journal).undo(2)[0].status is OutcomeStatus.WRITTEN
    with closing(Journal(file)) as again:
        assert [each.ending for each in again.batches()] == [Ending.DONE, ending]
