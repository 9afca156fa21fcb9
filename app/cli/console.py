"""What a command says, and where: answers on stdout, everything else on stderr.

With ``--json`` stdout carries JSON Lines and nothing else. Progress is one line on a terminal, elsewhere a line now and
then.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as RichProgress

from app.errors import AppError
from app.progress import Progress, Report, ignore_progress
from app.stamp import display_path

#: A cell longer than this is not padded to: one very long title would push every other line aside.
_WIDEST = 48
#: Where stderr is no terminal: seconds until a long task gives its first sign of life, and between two of them.
_FIRST_SIGN_S, _SIGN_EVERY_S = 5.0, 30.0


class Terminal:
    """The two output streams of one command."""

    def __init__(self, *, as_json: bool, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        if as_json and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # RFC 8259, section 8.1

    def say(self, line: str = "") -> None:
        """A line of the answer for people; nothing with ``--json``."""
        if not self.as_json:
            sys.stdout.write(line + "\n")

    def note(self, line: str) -> None:
        """A line beside the answer."""
        sys.stdout.flush()
        sys.stderr.write(line + "\n")

    def remark(self, line: str) -> None:
        """A line beside the answer that nobody needs; nothing with ``--quiet``."""
        if not self.quiet:
            self.note(line)

    def error(self, problem: AppError) -> None:
        """The sentence, and below it what can be done."""
        self.note(f"earmark: {problem.sentence}")
        if problem.hint:
            self.note(f"         {problem.hint}")

    def row(self, values: dict[str, Any]) -> None:
        """One JSON line of the answer; nothing without ``--json``."""
        if self.as_json:
            sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")

    def table(self, rows: Sequence[Sequence[str]], *, indent: int = 0, below: Sequence[str] = ()) -> None:
        """Lines with aligned columns; the last column is left as long as it is. ``below``: a remark under each."""
        if self.as_json or not rows:
            return
        columns = len(rows[0])
        widths = [min(_WIDEST, max(cell_len(row[i]) for row in rows)) for i in range(columns)]
        for number, row in enumerate(rows):
            cells = [cell + " " * (widths[i] - cell_len(cell)) for i, cell in enumerate(row[:-1])]
            self.say(" " * indent + "  ".join([*cells, row[-1]]).rstrip())
            if below:
                self.say(" " * (indent + 4) + below[number])

    @contextmanager
    def progress(self, what: str) -> Iterator[Report]:
        """Progress (count, rate, time left, file) on stderr while the block runs; nothing with ``--quiet``.

        On a terminal it is one line that changes; elsewhere, as in a log, a line now and then.
        """
        console = Console(stderr=True)
        if self.quiet or not console.is_terminal:
            yield ignore_progress if self.quiet else self._now_and_then(what)
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TextColumn("[dim]{task.fields[file]}", markup=True),
        )
        with RichProgress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
            task = bar.add_task(what, total=None, speed="", file="")

            def report(at: Progress) -> None:
                bar.update(task, completed=at.done, total=at.total, speed=speed(at), file=_short_name(at.current))

            yield report

    def _now_and_then(self, what: str) -> Report:
        """A sign of life for logs, and for who sends the answer into a file: the first one soon, later ones seldom."""
        due = time.monotonic() + _FIRST_SIGN_S

        def report(at: Progress) -> None:
            nonlocal due
            if time.monotonic() < due:
                return
            due = time.monotonic() + _SIGN_EVERY_S
            done = f"{at.done:,}" if at.total is None else f"{at.done:,} of {at.total:,}"
            failed = f"{at.failed:,} failed" if at.failed else ""
            self.note(f"earmark: {what}: " + ", ".join(part for part in (done, failed, speed(at)) if part))

        return report


def speed(at: Progress) -> str:
    """Rate and time left for people: ``12.5/s, 3 min left``."""
    if at.rate <= 0:
        return ""
    rate = f"{at.rate:.1f}/s"
    return rate if at.seconds_left is None else f"{rate}, {duration(at.seconds_left)} left"


def duration(seconds: float) -> str:
    """``40 s``, ``3 min``, ``2 h 05 min``."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def plural(count: int, one: str, many: str = "") -> str:
    """``1 file``, ``1,240 files``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def genres_text(genres: Sequence[str]) -> str:
    """Genres for people; a dash where there is none."""
    return printable(", ".join(genres)) if genres else "–"


def shown(path: bytes) -> str:
    """``path`` for people: no control character of a file name reaches the terminal."""
    return printable(display_path(path))


def percent(share: float) -> str:
    """A share of 0..1 as whole per cent, four characters wide; as in the window, only what is certain is 100 %."""
    return f"{share if share == 1.0 else min(share, 0.99):4.0%}"


def printable(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def path_fields(path: bytes) -> dict[str, str]:
    """The ``path`` of a JSON row; where it is no valid text, ``path_bytes`` (base64) tells it exactly."""
    try:
        return {"path": path.decode("utf-8")}
    except UnicodeDecodeError:
        return {"path": display_path(path), "path_bytes": base64.b64encode(path).decode("ascii")}


def _short_name(path: bytes | None) -> str:
    if path is None:
        return ""
    name = shown(path.rsplit(b"/", 1)[-1]).replace("[", "\\[")
    return name if len(name) <= 40 else name[:39] + "…"
