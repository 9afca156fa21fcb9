"""A journal that an earlier version left, with SHA-256 in it: its crash is mended and its writes are undone."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.tagging import digests
from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change

_LEFT = Path(__file__).with_name("journal2.sql")
_FILE = re.compile(r"^-- (\S.*): before, .*\n-- ([0-9a-f]{64})\n-- ([0-9a-f]+)$", re.MULTILINE)


class Left:
    """The music and the journal as they were left."""

    def __init__(self, folder: Path) -> None:
        script = _LEFT.read_text(encoding="utf-8")
        self.before: dict[Path, str] = {}
        (folder / "music").mkdir()
        for name, before, content in _FILE.findall(script):
            path = folder / "music" / name
            path.write_bytes(bytes.fromhex(content))
            self.before[path] = before
        with closing(sqlite3.connect(folder / "journal")) as db:
            db.executescript(script.replace("{FOLDER}", os.fsencode(folder / "music").hex()))
        self.journal = Journal(folder / "journal")
        self.place, self.anew, self.interrupted = self.before

    def now(self) -> dict[Path, str]:
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.before}


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    made = Left(tmp_path)
    yield made
    made.journal.close()


def test_the_write_that_was_cut_off_is_taken_back(left: Left) -> None:
    assert left.now()[left.interrupted] != left.before[left.interrupted]
    (outcome,) = Writer(left.journal).recover()
    assert (outcome.status, outcome.reason[:36]) == (OutcomeStatus.UNCHANGED, "The interrupted write was taken back")
    assert left.now()[left.interrupted] == left.before[left.interrupted]
    assert left.journal.unfinished() == []


def test_its_writes_are_undone_byte_for_byte(left: Left) -> None:
    writer = Writer(left.journal)
    assert "undo that one first" in {each.path: each for each in writer.undo(1)}[os.fsencode(left.place)].reason
    assert [each.status for each in (*writer.undo(2), *writer.undo(1))] == [OutcomeStatus.WRITTEN] * 2
    assert left.now() == left.before


def test_what_is_written_over_them_leads_back_to_them(left: Left) -> None:
    writer = Writer(left.journal)
    writer.recover()
    between = left.now()
    paths = [os.fsencode(path) for path in left.before]
    batch, outcomes = writer.write([change(path) for path in paths], note="")
    assert [each.status for each in outcomes] == [OutcomeStatus.WRITTEN] * 3
    assert batch is not None
    kinds = [digests.kind_of(left.journal.record(each.id).digest_after) for each in left.journal.entries(batch)]
    assert kinds == [digests.Kind.SHA256, digests.Kind.SHA256, digests.NEWEST]
    assert [later for later, _, _ in left.journal.later_writes(1)] == [batch, batch, 2]
    assert [each.status for each in writer.undo(batch)] == [OutcomeStatus.WRITTEN] * 3
    assert left.now() == between


def test_a_file_that_somebody_changed_since_is_left(left: Left) -> None:
    left.place.write_bytes(left.place.read_bytes() + b"\0")
    changed = left.now()[left.place]
    (outcome,) = Writer(left.journal).undo(2)
    assert outcome.status is OutcomeStatus.SKIPPED
    assert left.now()[left.place] == changed
