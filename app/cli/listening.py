"""What `analyse` and `tag` share: taking paths into the library, hearing what is new, telling what failed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from app.cli.console import Terminal, path_fields, plural, shown
from app.library.types import Query
from app.progress import RunControl
from app.session import AnalyseReport, Answer, Session
from app.session.files import absolute, check_path
from app.settings import Settings

#: Answers read from the library at a time.
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """What a command has to tell about the files it was given."""

    answers: tuple[Answer, ...]  #: in the order of their paths
    problems: tuple[tuple[bytes, str], ...]  #: folders and files that could not even be looked at
    cancelled: bool

    @property
    def failed(self) -> int:
        """Files without an answer, and what could not be looked at."""
        return len(self.problems) + sum(answer.verdict is None for answer in self.answers)


def named_paths(words: Sequence[str]) -> list[bytes]:
    """The paths a person named, absolute; AppError for the first that is not there."""
    paths = [absolute(os.fsencode(word)) for word in words]
    for path in paths:
        check_path(path)
    return list(dict.fromkeys(paths))


def hear(
    session: Session, words: Sequence[str], terminal: Terminal, control: RunControl, *, again: bool, using: Settings
) -> Heard:
    """Bring the library up to date below these paths and hear what has no answer yet."""
    paths = named_paths(words)
    for path in paths:
        session.add_folder(path)
    with terminal.progress("looking") as report:
        found = session.scan(paths, report=report, control=control)
    done = AnalyseReport(0, 0, 0, 0, 0, control.cancelled, 0.0)
    if not control.cancelled:
        with terminal.progress("listening") as report:
            done = session.analyse(paths, again=again, report=report, control=control)
    ids = session.ids(Query(below=tuple(paths)))
    answers = [
        answer
        for start in range(0, len(ids), _PAGE)
        for answer in session.answers_using(ids[start : start + _PAGE], using)
    ]
    if done.cancelled:
        # What was not reached is not a failure: it is simply left for the next run.
        answers = [answer for answer in answers if not answer.waiting]
    return Heard(tuple(answers), found.problems, done.cancelled or control.cancelled)


def tell_problems(heard: Heard, terminal: Terminal, *, rows_of_failures: bool) -> None:
    """List what failed, with the reasons, on stderr for people and as rows with ``error`` for programs.

    ``rows_of_failures``: also the files that could not be analysed, where the command gives no row of its own to each.
    """
    failures = [(answer.path, answer.error) for answer in heard.answers if answer.verdict is None]
    for path, reason in (*heard.problems, *(failures if rows_of_failures else ())):
        terminal.row({**path_fields(path), "status": "failed", "error": reason})
    list_failures([*heard.problems, *failures], terminal)


def list_failures(failures: Sequence[tuple[bytes, str]], terminal: Terminal) -> None:
    """Files with the reason why they failed, for people."""
    if failures and not terminal.as_json:
        terminal.note(f"{plural(len(failures), 'file')} failed:")
        for path, reason in failures:
            terminal.note(f"  {shown(path)}: {reason}")
