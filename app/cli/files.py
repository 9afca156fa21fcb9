"""``earmark set`` and ``earmark show``: genres by hand, and what files hold. No model is asked."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from typing import Any

from app.cli.console import Terminal, genres_text, path_fields, plural, printable, shown
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt
from app.cli.links import ask_about_links, tell_barred
from app.cli.listening import PAGE, list_failures, named_paths
from app.cli.opening import open_session
from app.cli.tag import agreed, left_by, line_status, somebody_is_here, tell_written, write_status
from app.errors import AppError
from app.session import ChosenChange, ChosenPreview, WriteReport
from app.session.files import AudioSearch, FileTags, read_tags

#: What a file's row holds where its tags cannot be read.
_NOTHING = FileTags("", "", "", "", "", (), "", (), None)


def set_genres(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the genres named; 1 if any file failed or was skipped."""
    search = AudioSearch()
    paths = list(search.find(named_paths(args.paths)))
    genres = [as_text(word) for word in args.genres]
    with open_session(terminal) as session, cancel_on_interrupt("ending after the file in hand") as control:
        if args.dry_run or (len(paths) > 1 and not args.yes and somebody_is_here(args)):
            with terminal.progress("looking") as report:
                preview = session.preview_genres(paths, genres, report=report, control=control)
            shown_status = _tell_preview(preview, search.problems, terminal)
            changes = sum(line.changed for line in preview.lines)
            tell_barred(session, [line.path for line in preview.lines if line.changed], terminal)
            if args.dry_run or control.cancelled or not changes or not agreed(changes):
                return shown_status
        else:
            tell_barred(session, paths, terminal)
        if not args.json:
            ask_about_links(session, paths)
        with terminal.progress("writing") as report:
            done = session.set_genres(paths, genres, report=report, control=control)
    done = replace(done, failed=(*done.failed, *search.problems))
    _tell_rows(done, terminal)
    tell_written(done, terminal)
    return write_status(done)


def _tell_rows(done: WriteReport, terminal: Terminal) -> None:
    """A row for each file, with what became of it; of those that could not be looked at, only why."""
    left, looked_at = left_by(done), {line.path for line in done.chosen}
    for path, (status, reason) in left.items():
        if path not in looked_at:
            terminal.row({**path_fields(path), "status": status, "error": reason})
    for line in done.chosen:
        status, error = left.get(line.path, (line_status(line, done), None))
        terminal.row(_row(line, status, error))


def _row(line: ChosenChange, status: str, error: str | None) -> dict[str, Any]:
    told = {"old": list(line.old), "new": list(line.new), "reason": line.reason, "status": status, "error": error}
    return {**path_fields(line.path), **told}


def _tell_preview(preview: ChosenPreview, problems: list[tuple[bytes, str]], terminal: Terminal) -> int:
    """Old and new genres of each file with the reason; 1 if any file cannot be read."""
    for line in preview.lines:
        terminal.row(_row(line, line_status(line, None), None))
    for start in range(0, len(preview.lines), PAGE):
        page = preview.lines[start : start + PAGE]
        terminal.table(
            [
                (
                    genres_text(line.old),
                    f"→ {genres_text(line.new)}" if line.changed else "stays",
                    shown(line.path),
                )
                for line in page
            ],
            below=[printable(line.reason) for line in page],
        )
    failed = [*preview.failed, *problems]
    for path, reason in failed:
        terminal.row({**path_fields(path), "status": "failed", "error": reason})
    list_failures(failed, terminal)
    changed = sum(line.changed for line in preview.lines)
    terminal.say(f"{plural(changed, 'file')} of {len(preview.lines):,} would change.")
    if preview.cancelled:
        return INTERRUPTED
    return 1 if failed else 0


def as_text(word: str) -> str:
    """An argument as the person typed it: terminals send UTF-8 also where the locale says that all is ASCII."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeDecodeError:
        return word


def show(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what the files' tags say; 1 if any cannot be read."""
    search = AudioSearch()
    failures: list[tuple[bytes, str]] = []
    lines: list[tuple[str, str, str, str]] = []
    with cancel_on_interrupt("ending") as control:
        for path in search.find(named_paths(args.paths)):
            if control.cancelled:
                break
            try:
                tags = read_tags(path)
            except AppError as problem:
                failures.append((path, problem.sentence))
                continue
            terminal.row({**path_fields(path), **_fields(tags), "error": None})
            kinds = ", ".join(tags.tag_types) or "no tag"
            lines.append((genres_text(tags.genres), printable(kinds), tags.container, shown(path)))
            if len(lines) >= PAGE:
                terminal.table(lines)
                lines.clear()
    terminal.table(lines)
    failures += search.problems
    for path, reason in failures:
        terminal.row({**path_fields(path), **_fields(_NOTHING), "error": reason})
    list_failures(failures, terminal)
    if control.cancelled:
        return INTERRUPTED
    return 1 if failures else 0


def _fields(tags: FileTags) -> dict[str, Any]:
    return {
        "genres": list(tags.genres),
        "tag_types": list(tags.tag_types),
        "container": tags.container,
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "year": tags.year,
        "duration_s": None if tags.duration_s is None else round(tags.duration_s, 3),
    }
