"""A file that somebody set to read-only stays as it is, also where the system would let it be written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest

Put = Callable[..., bytes]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o464])
def test_a_file_set_to_read_only_is_left_whoever_writes(mode: int, put: Put, writer: Writer) -> None:
    """An administrator may write any file; the person who took the permission away meant it all the same."""
    path, other = put("flac"), put("mp3 id3v2.3")
    before = digest(path)
    os.chmod(path, mode)
    batch, (outcome, written) = writer.write([change(path), change(other)], note="")
    assert (outcome.status, outcome.reason) == (OutcomeStatus.SKIPPED, "The file is read-only.")
    assert (written.status, digest(path)) == (OutcomeStatus.WRITTEN, before)
    after = digest(other)
    os.chmod(other, mode)
    assert batch is not None
    assert [each.reason for each in writer.undo(batch)] == ["The file is read-only."]
    assert digest(other) == after
    os.chmod(other, 0o644)
    assert [each.status for each in writer.undo(batch)] == [OutcomeStatus.WRITTEN]


@posix
def test_a_permission_taken_away_in_the_last_moment_stays_away(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("wav bare")  # grows, so a new file takes its place
    before, real = digest(path), journal.prepare

    def prepare(*args: Any) -> Any:
        os.chmod(path, 0o440)
        return real(*args)

    journal.prepare = prepare  # type: ignore[method-assign]
    _, (outcome,) = writer.write([change(path)], note="")
    assert (outcome.status, digest(path)) == (OutcomeStatus.SKIPPED, before)
    assert os.stat(path).st_mode & 0o777 == 0o440
    assert journal.unfinished() == []
