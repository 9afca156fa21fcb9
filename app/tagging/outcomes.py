"""What is asked of the writer, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.stamp import FileStamp


@dataclass(frozen=True, slots=True)
class GenreChange:
    """A planned change of one file."""

    path: bytes
    #: The genres afterwards, all of them; ``()`` takes them away.
    new: tuple[str, ...]
    #: The genres when it was planned, for the history.
    old: tuple[str, ...]
    #: What the file was when it was planned.
    stamp: FileStamp | None
    model_id: str = ""
    policy: str = ""
    reason: str = ""


class OutcomeStatus(StrEnum):
    """How it went with one file."""

    WRITTEN = "written"  #: written, or after an undo: restored
    UNCHANGED = "unchanged"  #: it holds these genres already
    SKIPPED = "skipped"  #: left as it is on purpose: the reason says why
    FAILED = "failed"  #: something broke: the reason says what; the file is as it was


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What became of one file."""

    path: bytes
    entry_id: int | None
    status: OutcomeStatus
    reason: str
    #: The file's stamp afterwards, where it was written.
    stamp: FileStamp | None = None
