"""``earmark tag``: hear files, show old and new genres, ask, write."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.cli.analyse import with_options
from app.cli.console import Terminal, genres_text, path_fields, percent, plural, printable, shown
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt, plain_interrupt
from app.cli.links import ask_about_links, tell_barred
from app.cli.listening import PAGE, Tally, answer_pages, hear, list_failures, tell_passed_over
from app.cli.opening import open_session
from app.errors import AppError
from app.inference.calibration import Verdict
from app.progress import RunControl
from app.session import Answer, ChosenChange, PlannedChange, Session, WriteReport


@dataclass(slots=True)
class _Staying:
    """How many files that were heard stay as they are, by the reason."""

    kept: int = 0
    decided: int = 0  #: by a person
    unsure: int = 0

    @property
    def files(self) -> int:
        """All of them."""
        return self.kept + self.decided + self.unsure

    def add(self, answer: Answer) -> None:
        """Count one file; those without an answer failed."""
        if answer.verdict is not None and answer.decided:
            self.decided += 1
            return
        self.kept += answer.verdict is Verdict.ACCEPT
        self.unsure += answer.verdict in (Verdict.REVIEW, Verdict.UNKNOWN)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Analyse, show, ask, write; 1 if any file failed or was skipped."""
    if not (args.yes or args.dry_run):
        check_somebody_is_here(args)
    tally, staying = Tally(), _Staying()
    with open_session(terminal) as session, cancel_on_interrupt("ending after the file in hand") as control:
        using = with_options(session.settings, args)
        heard = hear(session, args.paths, terminal, control, again=args.again, model=args.model)
        if heard.cancelled:
            terminal.note("earmark: cancelled, nothing was written.")
            return INTERRUPTED
        everything = args.dry_run and args.unchanged
        lines = session.plan(below=heard.paths, using=using, unchanged=everything, read_only=True)
        planned = [line for line in lines if line.changed]
        beyond = [line for line in lines if not line.writable]
        counted = {line.track for line in (*planned, *beyond)}
        for page in answer_pages(session, heard, using):
            for answer in page:
                if answer.track in counted:
                    continue  # also where a person chose for what no model can hear
                tally.add(answer)
                staying.add(answer)
        failures = [*heard.problems, *tally.failures]
        _show(lines if everything else planned, terminal, with_reasons=args.dry_run)
        terminal.say(_totals(len(planned), staying, len(failures), beyond))
        tell_passed_over(heard, terminal)
        for path, reason in failures:
            terminal.row({**path_fields(path), "status": "failed", "error": reason})
        tell_barred(session, [line.path for line in planned], terminal)
        if args.dry_run or not planned or not (args.yes or agreed(len(planned))):
            _tell_rows(lines, terminal)
            list_failures(failures, terminal, hints=tally.hints)
            return 1 if failures else 0
        note = f"tag {shown(heard.paths[0])}" + (f" and {len(heard.paths) - 1:,} more" if heard.paths[1:] else "")
        if not args.yes:
            ask_about_links(session, [line.path for line in planned])
        done = _write(session, planned, note, terminal, control)
    _tell_rows((*planned, *beyond), terminal, done)
    list_failures(failures, terminal, hints=tally.hints)
    tell_written(done, terminal)
    return write_status(done, also_failed=len(failures))


def tell_written(done: WriteReport, terminal: Terminal) -> None:
    """What a write came to: files that were left, the totals and the batch."""
    list_failures(done.skipped, terminal, what="skipped")
    list_failures(done.failed, terminal)
    terminal.row(
        {
            "batch": done.batch,
            "written": done.written,
            "unchanged": done.unchanged,
            "skipped": len(done.skipped),
            "failed": len(done.failed),
            "cancelled": done.cancelled,
            "not_reached": done.not_reached,
        }
    )
    parts = [f"{plural(done.written, 'file')} written"]
    if done.unchanged:
        parts.append(f"{done.unchanged:,} had these genres already")
    if done.skipped or done.failed:
        left = len(done.skipped) + len(done.failed)
        parts.append(left_text(left))
    if done.not_reached:
        parts.append(f"{done.not_reached:,} not reached")
    terminal.say(", ".join(parts) + ".")
    if done.batch is not None:
        terminal.say(f"Batch {done.batch}; `earmark undo {done.batch}` takes it back.")


def left_text(count: int) -> str:
    """How many files a write left alone: ``3 left as they were``."""
    return f"{count:,} left as {'it was' if count == 1 else 'they were'}"


def write_status(done: WriteReport, *, also_failed: int = 0) -> int:
    """Exit status of a command that wrote."""
    if done.cancelled:
        return INTERRUPTED
    return 1 if done.failed or done.skipped or also_failed else 0


def somebody_is_here(args: argparse.Namespace) -> bool:
    """Whether there is a terminal at which a person can be asked."""
    return not args.json and sys.stdin.isatty()


def check_somebody_is_here(args: argparse.Namespace) -> None:
    """Raise an AppError where nobody can be asked whether to write."""
    if not somebody_is_here(args):
        raise AppError(
            "There is nobody here to ask whether to write.",
            "Add --yes to write without asking, or --dry-run to see what would be written.",
        )


def agreed(count: int) -> bool:
    """Ask whether to write ``count`` files; whether the answer is yes."""
    sys.stdout.flush()  # what is agreed to, before the question
    sys.stderr.write(f"Write {plural(count, 'file')}? [y/N] ")
    sys.stderr.flush()
    with plain_interrupt():
        return sys.stdin.readline().strip().lower() in ("y", "yes")


def _write(
    session: Session, planned: Sequence[PlannedChange], note: str, terminal: Terminal, control: RunControl
) -> WriteReport:
    with terminal.progress("writing") as report:
        return session.write(planned, note=note, report=report, control=control)


def _show(lines: Sequence[PlannedChange], terminal: Terminal, *, with_reasons: bool) -> None:
    for start in range(0, len(lines), PAGE):
        page = lines[start : start + PAGE]
        reasons = [printable(line.reason) for line in page] if with_reasons else []
        terminal.table([_line(line) for line in page], below=reasons)


def _totals(changes: int, staying: _Staying, failed: int, beyond: Sequence[PlannedChange]) -> str:
    """What becomes of each file; the figures add up to all files. ``beyond``: those of kinds that are never written."""
    said = f"{plural(changes, 'file')} of {changes + staying.files + failed + len(beyond):,} would change"
    if staying.kept:
        said += f", {staying.kept:,} {'keeps' if staying.kept == 1 else 'keep'} the genres there are"
    if staying.decided:
        said += f", {staying.decided:,} {'stays' if staying.decided == 1 else 'stay'} as you decided"
    if staying.unsure:
        said += f", {staying.unsure:,} not sure enough"
    if failed:
        said += f", {failed:,} failed"
    return f"{said}. {_beyond_text(beyond)}".rstrip()


def _beyond_text(beyond: Sequence[PlannedChange]) -> str:
    """How many files Earmark heard and never writes, by their endings; empty where there are none."""
    if not beyond:
        return ""
    endings = Counter(os.path.splitext(os.fsdecode(line.path))[1].lower() for line in beyond).most_common()
    kinds = ", ".join(f"{count:,} {printable(ending) or 'without an ending'}" for ending, count in endings)
    what = "is of a kind" if len(beyond) == 1 else "are of kinds"
    return f"{plural(len(beyond), 'file')} {what} that Earmark hears but does not write: {kinds}."


def _line(change: PlannedChange) -> tuple[str, str, str, str]:
    share = "" if change.confidence is None else percent(change.confidence)
    new = f"→ {genres_text(change.new)}" if change.changed else "stays"
    return genres_text(change.old), new, share, shown(change.path)


def _tell_rows(lines: Sequence[PlannedChange], terminal: Terminal, done: WriteReport | None = None) -> None:
    """A row for each line of the preview, with what became of it once it was written."""
    left = {} if done is None else left_by(done)
    for line in lines:
        status = line_status(line, done) if line.writable else "not writable"
        became, error = left.get(line.path, (status, None))
        row: dict[str, Any] = {
            **path_fields(line.path),
            "old": list(line.old),
            "new": list(line.new),
            "confidence": line.confidence,
            "chosen_by": line.chosen_by.value,
            "policy": line.policy,
            "reason": line.reason,
            "status": became,
            "error": error,
        }
        terminal.row(row)


def left_by(done: WriteReport) -> dict[bytes, tuple[str, str]]:
    """Files that a write left as they were: whether it skipped each or failed, and why."""
    left = {path: ("skipped", why) for path, why in done.skipped}
    return left | {path: ("failed", why) for path, why in done.failed}


def line_status(line: PlannedChange | ChosenChange, done: WriteReport | None) -> str:
    """What became of a file that a write did not leave; before a write, what would become of it."""
    if not line.changed:
        return "unchanged"
    if done is None:
        return "planned"
    if line.path in done.paths:
        return "written"
    return "not reached" if done.cancelled else "unchanged"
