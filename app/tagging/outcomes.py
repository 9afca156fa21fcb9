"""What is asked of the writer, what became of each file, and the loop that turns the one into the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.errors import AppError, WriteRefused
from app.progress import Progress, RateMeter, Report, RunControl
from app.stamp import FileStamp
from app.tagging import apply


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


def run(
    steps: Iterable[tuple[bytes, Callable[[], WriteOutcome]]], total: int, report: Report, control: RunControl | None
) -> list[WriteOutcome]:
    """Every step's outcome; what a step raises becomes one."""
    outcomes: list[WriteOutcome] = []
    meter = RateMeter()
    failed = 0
    for path, step in steps:
        if control is not None and not control.wait_while_paused():
            break
        outcome = _attempt(path, step)
        outcomes.append(outcome)
        failed += outcome.status is OutcomeStatus.FAILED
        rate, left = meter.measure(len(outcomes), total, control.paused_s if control is not None else 0.0)
        report(Progress(len(outcomes), total, failed, path, rate, left))
    return outcomes


def _attempt(path: bytes, step: Callable[[], WriteOutcome]) -> WriteOutcome:
    try:
        return step()
    except WriteRefused as problem:
        return WriteOutcome(path, None, OutcomeStatus.SKIPPED, problem.sentence)
    except AppError as problem:
        return WriteOutcome(path, None, OutcomeStatus.FAILED, problem.sentence)
    except OSError as problem:
        return WriteOutcome(path, None, OutcomeStatus.FAILED, apply.explain(problem).sentence)
