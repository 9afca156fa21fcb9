"""``earmark history`` and ``earmark undo``: what was written, and taking it back."""

from __future__ import annotations

import argparse
import os

from app.cli.console import Terminal, genres_text, path_fields, plural, printable, shown
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt
from app.cli.listening import list_failures
from app.cli.opening import open_session
from app.errors import AppError
from app.library.ranges import is_below
from app.session import Session
from app.session.files import absolute


def history(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the batches, or the files of one."""
    with open_session(terminal) as session:
        if args.batch is not None:
            return _tell_batch(session, args.batch, terminal)
        batches = session.history()
    for batch in batches:
        terminal.row(
            {
                "batch": batch.id,
                "created": batch.created.isoformat(),
                "files": batch.files,
                "undone": batch.undone,
                "size_bytes": batch.size_bytes,
                "note": batch.note,
            }
        )
    if not batches:
        terminal.say("Nothing was written yet.")
    terminal.table(
        [
            (
                f"{batch.id:>4}",
                f"{batch.created.astimezone():%Y-%m-%d %H:%M}",
                plural(batch.files, "file"),
                _undone_text(batch.undone, batch.files),
                printable(batch.note),
            )
            for batch in batches
        ]
    )
    return 0


def undo(args: argparse.Namespace, terminal: Terminal) -> int:
    """Give files their old content back; 1 if any was left because it changed since."""
    if args.batch is None and not args.last and not args.paths:
        raise AppError(
            "Which batch is to be undone?", "`earmark undo --last`, or a number that `earmark history` lists."
        )
    named = [absolute(os.fsencode(word)) for word in args.paths]
    with open_session(terminal) as session, cancel_on_interrupt("ending after the file in hand") as control:
        batch = args.batch if args.batch is not None else _newest(session, named)
        paths = _written_paths(session, batch, named)
        if not paths:
            where = " at these paths" if named else ""
            raise AppError(f"Batch {batch} has nothing{where} that is still to be undone.")
        with terminal.progress("undoing") as report:
            done = session.undo(batch, paths=paths if named else None, report=report, control=control)
    for path, reason in done.conflicts:
        terminal.row({**path_fields(path), "status": "conflict", "error": reason})
    list_failures(done.conflicts, terminal)
    terminal.row(
        {
            "batch": done.batch,
            "restored": done.restored,
            "conflicts": len(done.conflicts),
            "cancelled": done.cancelled,
        }
    )
    terminal.say(f"Batch {done.batch}: {plural(done.restored, 'file')} as before.")
    if done.cancelled:
        return INTERRUPTED
    return 1 if done.conflicts else 0


def _tell_batch(session: Session, batch: int, terminal: Terminal) -> int:
    entries = session.batch_entries(batch)
    for entry in entries:
        terminal.row(
            {
                **path_fields(entry.path),
                "old": list(entry.old),
                "new": list(entry.new),
                "status": str(entry.status),
                "reason": entry.reason,
            }
        )
    terminal.table(
        [
            (str(entry.status), genres_text(entry.old), f"→ {genres_text(entry.new)}", shown(entry.path))
            for entry in entries
        ]
    )
    return 0


def _newest(session: Session, named: list[bytes]) -> int:
    """The newest batch with something left to undo (at the paths ``named``, if any are)."""
    for batch in session.history():
        if batch.undone < batch.files and _written_paths(session, batch.id, named):
            return batch.id
    where = " at these paths" if named else ""
    raise AppError(f"There is nothing to undo{where}.")


def _written_paths(session: Session, batch: int, named: list[bytes]) -> list[bytes]:
    return [
        entry.path
        for entry in session.batch_entries(batch)
        if str(entry.status) == "written" and (not named or any(is_below(entry.path, name) for name in named))
    ]


def _undone_text(undone: int, files: int) -> str:
    if not undone:
        return ""
    return "undone" if undone >= files else f"{undone:,} undone"
