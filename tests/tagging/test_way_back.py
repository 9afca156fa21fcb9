"""The way back under other programs' changes, and with a journal that is damaged itself."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.tagging import apply
from app.tagging.journal import Journal
from app.tagging.verify import check
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest

Put = Callable[..., bytes]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def test_no_later_write_is_undone_for_one_that_cannot_be_reached(put: Put, writer: Writer, journal: Journal) -> None:
    """Another program changed the file between the two: undoing the second would not lead to the first."""
    path, other = put("mp3 id3v2.3"), put("ogg")
    first, _ = writer.write([change(path, ["One"]), change(other, ["One"])], note="")
    file = Path(os.fsdecode(path))
    file.write_bytes(file.read_bytes() + b"another program's")
    second, _ = writer.write([change(path, ["Two"]), change(other, ["Two"])], note="")
    left = digest(path)
    assert first is not None
    assert journal.later_writes(first) == [(second, other, other)]
    outcomes = {outcome.path: outcome for outcome in writer.undo(first, paths=[path])}
    assert outcomes[path].status is OutcomeStatus.SKIPPED
    assert outcomes[path].reason.startswith(f"Another program changed the file before batch {second}")
    assert digest(path) == left
    assert second is not None
    (restored,) = writer.undo(second, paths=[path])
    assert restored.status is OutcomeStatus.WRITTEN


@pytest.mark.parametrize("reverse", [b"", b"\x01\x12", b"\x02"])
def test_a_damaged_way_back_leaves_the_file_and_the_run(
    reverse: bytes, put: Put, writer: Writer, journal: Journal
) -> None:
    path, other = put("mp3 id3v2.3"), put("ogg")
    before = digest(other)
    batch, _ = writer.write([change(other), change(path)], note="")
    left = digest(path)
    journal._db.execute("UPDATE entries SET reverse = ? WHERE path = ?", (reverse, path))
    assert batch is not None
    broken, sound = writer.undo(batch)
    assert (broken.status, sound.status) == (OutcomeStatus.SKIPPED, OutcomeStatus.WRITTEN)
    assert "does not lead back" in broken.reason
    assert (digest(path), digest(other)) == (left, before)


def test_a_disk_that_fails_behind_the_change_is_not_said_to_have_left_the_file(
    put: Put, writer: Writer, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 id3v2.3")
    before, plan = digest(path), change(path)
    with monkeypatch.context() as patched:

        def put_and_fail(descriptor: int, offset: int, data: bytes) -> None:
            os.lseek(descriptor, offset, os.SEEK_SET)
            os.write(descriptor, data)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        patched.setattr(apply, "put", put_and_fail)
        _, (outcome,) = writer.write([plan], note="")
    assert outcome.status is OutcomeStatus.FAILED
    assert outcome.reason.endswith("the file holds the new genres.")
    (batch,) = journal.batches()
    assert writer.undo(batch.id)[0].status is OutcomeStatus.WRITTEN
    assert digest(path) == before


def test_an_edit_while_a_write_is_planned_that_keeps_length_and_times_stays(
    put: Put, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was planned would leave no way back to it."""
    path = put("flac")
    writer.write([change(path, ["Abcdefg"])], note="")  # now there is room: the next write overwrites
    file = Path(os.fsdecode(path))

    def edit_after(*args: Any) -> None:
        check(*args)
        status, content = file.stat(), file.read_bytes()
        file.write_bytes(content.replace(b"Abcdefg", b"theirs!"))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    plan = change(path, ["Mine"])
    monkeypatch.setattr("app.tagging.writer.check", edit_after)
    _, (outcome,) = writer.write([plan], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert b"theirs!" in file.read_bytes()


@posix
def test_a_file_put_in_its_place_while_it_is_overwritten_is_not_said_to_be_written(
    put: Put, writer: Writer, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("flac")
    writer.write([change(path, ["Abcdefg"])], note="")
    plan, theirs, real = change(path, ["Mine"]), path + b".theirs", apply.put

    def put_and_lose(descriptor: int, offset: int, data: bytes) -> None:
        real(descriptor, offset, data)
        Path(os.fsdecode(theirs)).write_bytes(b"another program's")
        os.replace(theirs, path)

    monkeypatch.setattr(apply, "put", put_and_lose)
    _, (outcome,) = writer.write([plan], note="")
    assert outcome.status is OutcomeStatus.FAILED
    assert "another program" in outcome.reason
    assert Path(os.fsdecode(path)).read_bytes() == b"another program's"
    assert journal.unfinished() == []
