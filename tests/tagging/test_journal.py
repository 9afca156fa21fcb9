"""Entries that are forgotten, and what is noted of them by a process that does not know it yet."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from app.tagging import digests
from app.tagging.columns import Status
from app.tagging.entries import Entry, Record
from app.tagging.journal import Journal


def _record(name: str) -> Record:
    path = os.fsencode(name)
    entry = Entry(0, 0, path, ("Jazz",), ("Blues",), Status.PREPARED, "")
    digest = digests.Kind.XXH3.value + bytes(digests.XXH3_BYTES - 1)
    return Record(entry, path, 3, 3, 10**18, digest, digest, b"\1", keep_times=True, image_offset=1, image=b"x")


def test_a_write_that_did_not_begin_leaves_no_entry(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "journal")) as journal:
        one, two = journal.prepare([_record("one"), _record("two")], None, "")
        journal.forget(one)
        journal.finish(two, Status.WRITTEN)
        assert [(entry.path, entry.status) for entry in journal.entries(1)] == [(b"two", Status.WRITTEN)]
        assert [batch.files for batch in journal.batches()] == [1]
        journal.forget(two)  # it has ended: what leads it back stays
        assert len(journal.entries(1)) == 1


def test_an_end_noted_late_is_not_taken_for_another_entrys(tmp_path: Path) -> None:
    """Another process forgot the entry and gave its number to another file before the first could note its end."""
    with closing(Journal(tmp_path / "journal")) as late, closing(Journal(tmp_path / "journal")) as other:
        for noting in (lambda record: late.finish(record, Status.ROLLED_BACK), late.forget):
            (old,) = late.prepare([_record("old")], None, "")
            other.forget(old)
            (new,) = other.prepare([_record("new")], None, "")
            assert new.entry.id == old.entry.id
            noting(old)
            late.flush()
            (left,) = other.unfinished()
            assert (left.entry.path, left.entry.status, left.image) == (b"new", Status.PREPARED, b"x")
            other.forget(new)
            other.flush()


def test_the_record_of_an_entry_is_read_with_its_end(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "journal")) as journal:
        one, two = journal.prepare([_record("one"), _record("two")], None, "")
        journal.finish(one, Status.WRITTEN)
        assert journal.record(two.entry.id).entry.status is Status.PREPARED
        assert journal.record(one.entry.id).entry.status is Status.WRITTEN
        assert journal.record(one.entry.id).image is None


def test_a_record_that_gets_its_numbers_keeps_all_else() -> None:
    def each(kind: Any) -> dict[str, str]:
        return {field.name: f"{kind.__name__}.{field.name}" for field in fields(kind)}

    entry = Entry(**each(Entry))  # type: ignore[arg-type]
    record = Record(**{**each(Record), "entry": entry})  # type: ignore[arg-type]
    numbered = replace(entry, id=5, batch_id=7, status=Status.PREPARED)
    assert record.numbered(5, 7) == replace(record, entry=numbered)
