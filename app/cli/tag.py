"""``earmark tag``: hear files, show old and new genres, ask, write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from app.cli.analyse import with_options
from app.cli.console import Terminal, genres_text, path_fields, plural, printable, shown
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt, plain_interrupt
from app.cli.listening import PAGE, Tally, answer_pages, failure_rows, hear, list_failures
from app.errors import AppError
from app.progress import RunControl
from app.session import PlannedChange, Session, WriteReport


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Analyse, show, ask, write; 1 if any file failed or was skipped."""
    if not (args.yes or args.dry_run) and (args.json or not sys.stdin.isatty()):
        raise AppError(
            "There is nobody here to ask whether to write.",
            "Add --yes to write without asking, or --dry-run to see what would be written.",
        )
    tally = Tally()
    with Session() as session, cancel_on_interrupt("ending after the file in hand") as control:
        using = with_options(session.settings, args)
        heard = hear(session, args.paths, terminal, control, again=args.again)
        for page in answer_pages(session, heard, using):
            for answer in page:
                tally.add(answer)
        failures = [*heard.problems, *tally.failures]
        explain = args.dry_run and args.unchanged
        lines = [] if heard.cancelled else session.plan(below=heard.paths, using=using, unchanged=explain)
        planned = [line for line in lines if line.changed]
        if heard.cancelled:
            terminal.note("earmark: cancelled, nothing was written.")
            return INTERRUPTED
        _show(lines, tally, terminal, with_reasons=args.dry_run)
        failure_rows(failures, terminal)
        if args.dry_run or not planned or not (args.yes or _agreed(len(planned))):
            _tell_rows(lines, "planned", terminal)
            list_failures(failures, terminal)
            return 1 if failures else 0
        note = "tag " + " ".join(shown(path) for path in heard.paths)
        done = _write(session, planned, note, terminal, control)
    _tell_rows(planned, "written", terminal, done)
    list_failures(failures, terminal)
    tell_written(done, terminal)
    return write_status(done, also_failed=len(failures))


def tell_written(done: WriteReport, terminal: Terminal) -> None:
    """What a write came to: files that were left, the totals and the batch."""
    list_failures([*done.skipped, *done.failed], terminal)
    terminal.row(
        {
            "batch": done.batch,
            "written": done.written,
            "unchanged": done.unchanged,
            "skipped": len(done.skipped),
            "failed": len(done.failed),
            "cancelled": done.cancelled,
        }
    )
    parts = [f"{plural(done.written, 'file')} written"]
    if done.unchanged:
        parts.append(f"{done.unchanged:,} had these genres already")
    if done.skipped or done.failed:
        parts.append(f"{len(done.skipped) + len(done.failed):,} left as they were")
    terminal.say(", ".join(parts) + ".")
    if done.batch is not None:
        terminal.say(f"Batch {done.batch}; `earmark undo {done.batch}` takes it back.")


def write_status(done: WriteReport, *, also_failed: int = 0) -> int:
    """Exit status of a command that wrote."""
    if done.cancelled:
        return INTERRUPTED
    return 1 if done.failed or done.skipped or also_failed else 0


def _write(
    session: Session, planned: Sequence[PlannedChange], note: str, terminal: Terminal, control: RunControl
) -> WriteReport:
    with terminal.progress("writing") as report:
        return session.write(planned, note=note, report=report, control=control)


def _show(lines: Sequence[PlannedChange], tally: Tally, terminal: Terminal, *, with_reasons: bool) -> None:
    for start in range(0, len(lines), PAGE):
        page = lines[start : start + PAGE]
        reasons = [printable(line.reason) for line in page] if with_reasons else []
        terminal.table([_line(line) for line in page], below=reasons)
    changes = sum(line.changed for line in lines)
    said = f"{plural(changes, 'file')} of {tally.files:,} would change"
    kept = tally.sure - changes
    if kept > 0:
        said += f", {kept:,} {'keeps' if kept == 1 else 'keep'} the genres there are"
    if unsure := tally.review + tally.unknown:
        said += f", {unsure:,} not sure enough"
    terminal.say(said + ".")


def _line(change: PlannedChange) -> tuple[str, str, str, str]:
    share = "" if change.confidence is None else f"{change.confidence:4.0%}"
    new = f"→ {genres_text(change.new)}" if change.changed else "stays"
    return genres_text(change.old), new, share, shown(change.path)


def _agreed(count: int) -> bool:
    sys.stderr.write(f"Write {plural(count, 'file')}? [y/N] ")
    sys.stderr.flush()
    with plain_interrupt():
        return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell_rows(
    planned: Sequence[PlannedChange], status: str, terminal: Terminal, done: WriteReport | None = None
) -> None:
    left = {} if done is None else {path: ("skipped", why) for path, why in done.skipped}
    left.update({} if done is None else {path: ("failed", why) for path, why in done.failed})
    for change in planned:
        became, error = left.get(change.path, (status if change.changed else "unchanged", None))
        row: dict[str, Any] = {
            **path_fields(change.path),
            "old": list(change.old),
            "new": list(change.new),
            "confidence": change.confidence,
            "chosen_by": change.chosen_by.value,
            "policy": change.policy,
            "reason": change.reason,
            "status": became,
            "error": error,
        }
        terminal.row(row)
