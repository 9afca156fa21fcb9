"""A permission that is taken away while a write is under way stays away, and the file as it is."""

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
