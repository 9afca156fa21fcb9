"""The columns of the write journal's entries and the words in them: all that a start needs, which looks for what was
cut off and nearly always finds nothing. The records that rows become are in :mod:`app.tagging.entries`.
"""

from __future__ import annotations

from enum import StrEnum

#: Columns of an entry, in the order in which it is written.
ENTRY_COLUMNS = "id, batch, path, old, new, status, reason, model, policy"
#: Columns of what is kept besides.
FILE_COLUMNS = (
    "target, size_before, size_after, mtime_before, sha_before, sha_after, reverse, keep_times, image_offset, image, "
    "sibling, shared"
)


class Status(StrEnum):
    """Where an entry stands. ``PREPARED`` and ``UNDOING`` mean that a crash may have happened in the middle."""

    PREPARED = "prepared"
    WRITTEN = "written"
    ROLLED_BACK = "rolled back"  #: the write was begun and taken back: the file is as it was
    UNDOING = "undoing"
    UNDONE = "undone"
    LOST = "lost"  #: after a crash the file was neither the old nor the new one, or gone: somebody else changed it
    SKIPPED = "skipped"  #: not written on purpose; the reason says why. No entry leads back from what was never done
    FAILED = "failed"  #: not written because something broke; the reason says what
    NOT_REACHED = "not reached"  #: the write ended before its turn came

    @property
    def is_left(self) -> bool:
        """Whether the file had its turn and was left as it was."""
        return self in (Status.SKIPPED, Status.FAILED)


class Ending(StrEnum):
    """How the command that wrote a batch came to its end."""

    UNKNOWN = ""  #: an earlier version wrote it
    RUNNING = "running"
    DONE = "done"  #: every file had its turn
    STOPPED = "stopped"  #: a person stopped it
    INTERRUPTED = "interrupted"  #: Earmark or the computer ended in the middle


def number(value: object) -> int:
    """A whole number as the database has it; 0 for what is none."""
    return value if isinstance(value, int) else 0


def blob(value: object) -> bytes:
    """Bytes as the database has them; none for what is none."""
    return value if isinstance(value, bytes) else b""
