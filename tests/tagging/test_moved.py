"""A file that was moved is undone where it is; what dies in the middle of that is mended there."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from app.tagging.columns import Status
from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest

Put = Callable[..., bytes]


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("name", ["wav bare", "mp3 id3v2.3"])
@pytest.mark.parametrize("after", [False, True])
def test_an_undo_of_a_moved_file_that_dies_is_mended_where_the_file_is(
    name: str, after: bool, put: Put, writer: Writer, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(name)
    before = digest(path)
    batch, _ = writer.write([change(path)], note="")
    assert batch is not None
    written, moved = digest(path), os.path.dirname(path) + b"/elsewhere"
    os.rename(path, moved)
    real = writer._carry_out

    def die(pending: object) -> None:
        if after:
            real(pending)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(writer, "_carry_out", die)
        with pytest.raises(Killed):
            writer.undo(batch, elsewhere={os.stat(moved).st_size: [moved]})
    Writer(journal).recover()
    assert digest(moved) == (before if after else written)
    (entry,) = journal.entries(batch)
    assert (entry.path, entry.status) == (moved, Status.UNDONE if after else Status.WRITTEN)
    if not after:
        (outcome,) = Writer(journal).undo(batch)
        assert (outcome.path, outcome.status) == (moved, OutcomeStatus.WRITTEN)
        assert digest(moved) == before
    assert not os.path.exists(path)
