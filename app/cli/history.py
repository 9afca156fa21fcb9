"""``earmark history`` and ``earmark undo``: what was written, and taking it back."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.cli.console import Terminal, genres_text, path_fields, plural, printable, shown
from app.cli.files import as_text
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt
from app.cli.listening import list_failures
from app.cli.opening import open_session
from app.cli.tag import left_text
from app.errors import AppError
from app.library.ranges import is_below
from app.session import Batch, Ending, Entry, Session, Status
from app.session.files import absolute, read_tags


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
                "planned": batch.planned or None,
                "left": batch.left,
                "not_reached": _not_reached(batch),
                "ending": str(batch.ending) or None,
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
                f"{_size_text(batch.size_bytes // max(batch.files, 1))} a file",
                _left_text(batch),
                printable(batch.note),
            )
            for batch in batches
        ]
    )
    return 0


def undo(args: argparse.Namespace, terminal: Terminal) -> int:
    """Give files their old content back; 1 if any was left because it changed since."""
    if args.batch is None and not (args.last or args.paths or args.album):
        raise AppError(
            "Which batch is to be undone?", "`earmark undo --last`, or a number that `earmark history` lists."
        )
    wanted = _Wanted([absolute(os.fsencode(word)) for word in args.paths], as_text(args.album or ""))
    with open_session(terminal) as session, cancel_on_interrupt("ending after the file in hand") as control:
        batch = args.batch if args.batch is not None else _newest(session, wanted)
        paths = _written_paths(session, batch, wanted)
        if not paths:
            raise AppError(f"Batch {batch} has nothing{wanted.where} that is still to be undone.")
        if wanted.album:
            _check_one_album(paths, wanted.album)
        with terminal.progress("undoing") as report:
            some = paths if wanted.where else None
            done = session.undo(batch, paths=some, later=args.later, report=report, control=control)
    for path, reason in done.conflicts:
        terminal.row({**path_fields(path), "status": "conflict", "error": reason})
    list_failures(done.conflicts, terminal, what="left as they are" if len(done.conflicts) > 1 else "left as it is")
    terminal.row(
        {
            "batch": done.batch,
            "restored": done.restored,
            "conflicts": len(done.conflicts),
            "cancelled": done.cancelled,
            "later": done.later,
        }
    )
    before = f" after undoing {plural(done.later, 'later write')}" if done.later else ""
    terminal.say(f"Batch {done.batch}: {plural(done.restored, 'file')} as before{before}.")
    if done.cancelled:
        return INTERRUPTED
    return 1 if done.conflicts else 0


def _tell_batch(session: Session, number: int, terminal: Terminal) -> int:
    batches = {batch.id: batch for batch in session.history()}
    entries = session.batch_entries(number)
    for entry in entries:
        terminal.row(
            {
                **path_fields(entry.path),
                "old": list(entry.old),
                "new": list(entry.new),
                "status": str(entry.status),
                "reason": entry.reason,
                "size_bytes": entry.size_bytes,
            }
        )
    left = [entry for entry in entries if entry.status.is_left]
    waiting = [entry for entry in entries if entry.status is Status.NOT_REACHED]
    written = [entry for entry in entries if not entry.status.is_left and entry.status is not Status.NOT_REACHED]
    terminal.table([(*_entry_cells(entry)[:3], _size_text(entry.size_bytes), shown(entry.path)) for entry in written])
    if left:
        terminal.say(f"\n{plural(len(left), 'file')} left as {'it was' if len(left) == 1 else 'they were'}:")
        reasons = [printable(entry.reason) for entry in left]
        terminal.table([(*_entry_cells(entry), shown(entry.path)) for entry in left], below=reasons)
    if said := _ending_text(batches[number], len(waiting)):
        terminal.say(f"\n{said}")
    terminal.table([(*_entry_cells(entry)[1:], shown(entry.path)) for entry in waiting])
    return 0


def _entry_cells(entry: Entry) -> tuple[str, str, str]:
    return str(entry.status), genres_text(entry.old), f"→ {genres_text(entry.new)}"


def _ending_text(batch: Batch, named: int) -> str:
    """How a batch ended before all its files had had their turn, ``named`` of them below; empty where it did not."""
    if batch.ending is Ending.STOPPED:
        waiting = batch.planned - batch.reached
        return f"It was stopped: {_not_reached_text(waiting, batch)}{':' if named else '.'}"
    if batch.ending is Ending.INTERRUPTED:
        left = named or _not_reached(batch)
        if left is None:
            rest = "What is not named here was not reached."
        else:
            rest = f"{_not_reached_text(left, batch)}{':' if named else '.'}" if left else "No file was left out."
        return f"It was cut off, by an error or because Earmark or the computer ended. {rest}"
    return "It is being written just now." if batch.ending is Ending.RUNNING else ""


def _not_reached_text(waiting: int, batch: Batch) -> str:
    return f"{plural(waiting, 'file')} of {batch.planned:,} {'was' if waiting == 1 else 'were'} not reached"


def _not_reached(batch: Batch) -> int | None:
    """How many files a batch was stopped or cut off before; ``None`` where that is not known."""
    if batch.ending is Ending.INTERRUPTED and not batch.reached:  # an earlier version's
        return None
    ended = batch.ending in (Ending.DONE, Ending.STOPPED, Ending.INTERRUPTED)
    return batch.planned - batch.reached if ended else None


def _left_text(batch: Batch) -> str:
    """What of a batch was not written, in short."""
    parts = [left_text(batch.left)] if batch.left else []
    if batch.ending is Ending.INTERRUPTED:
        parts.append(str(batch.ending))
    if batch.ending in (Ending.STOPPED, Ending.INTERRUPTED) and (waiting := _not_reached(batch)):
        parts.append(f"{waiting:,} not reached")
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which files of a batch are to be undone: those at or below ``paths``, of this album; all where none is named."""

    paths: list[bytes]
    album: str

    @property
    def where(self) -> str:
        """The restriction in words; empty where there is none."""
        return (" at these paths" if self.paths else "") + (f" of the album {self.album}" if self.album else "")

    def takes(self, path: bytes) -> bool:
        """Whether the file at ``path`` is wanted. The album is what the file itself names."""
        if self.paths and not any(is_below(path, name) for name in self.paths):
            return False
        if not self.album:
            return True
        try:
            return read_tags(path).album.casefold() == self.album.casefold()
        except AppError:
            return False


def _check_one_album(paths: Sequence[bytes], album: str) -> None:
    """Raise an AppError where the files are of several artists' albums of one name."""
    artists: dict[str, str] = {}
    for path in paths:
        with suppress(AppError):
            artist = read_tags(path).album_artist
            artists.setdefault(artist.casefold(), artist)
    named = sorted(artist for artist in artists.values() if artist)
    if len(named) > 1:
        raise AppError(
            f"Albums of {len(named)} artists are called {album}: {', '.join(named[:5])}.",
            "Name the folder of the one that is meant with --path.",
        )


def _newest(session: Session, wanted: _Wanted) -> int:
    """The newest batch with something left to undo among what is ``wanted``.

    AppError where nothing says which files are meant and that batch was undone in part: what it left was left for a
    reason, and by now nobody may mean it who asks for the last one.
    """
    waiting = [batch for batch in session.history() if batch.undone < batch.files]
    for batch in waiting:
        if not (paths := _written_paths(session, batch.id, wanted)):
            continue
        if batch.undone and not wanted.where:
            raise _undone_in_part(
                batch, len(paths), next((b.id for b in waiting if b.id < batch.id and not b.undone), None)
            )
        return batch.id
    raise AppError(f"There is nothing to undo{wanted.where}.")


def _undone_in_part(batch: Batch, rest: int, before: int | None) -> AppError:
    older = "" if before is None else f"; `earmark undo {before}` takes back the one before that was never undone"
    return AppError(
        f"Batch {batch.id} was undone in part: {plural(rest, 'file')} of {batch.files:,} "
        f"{'is' if rest == 1 else 'are'} still as it wrote {'it' if rest == 1 else 'them'}, or changed since.",
        f"`earmark undo {batch.id}` tries the rest{older}.",
    )


def _written_paths(session: Session, batch: int, wanted: _Wanted) -> list[bytes]:
    entries = session.batch_entries(batch)
    return [entry.path for entry in entries if str(entry.status) == "written" and wanted.takes(entry.path)]


def _size_text(size: int) -> str:
    """What the journal keeps, in words."""
    return f"{size:,} bytes" if size < 10_000 else f"{size / 1000:,.0f} kB"


def _undone_text(undone: int, files: int) -> str:
    if not undone:
        return ""
    return "undone" if undone >= files else f"{undone:,} undone"
