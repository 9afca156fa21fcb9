"""What `analyse` and `tag` share: taking paths into the library, hearing what is new, telling what failed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.cli.console import Terminal, plural, printable, shown
from app.errors import AppError
from app.inference.calibration import Verdict
from app.library.ranges import is_below
from app.library.types import Query
from app.progress import RunControl
from app.session import Answer, ScanReport, Session
from app.session.files import absolute, check_path
from app.settings import Settings

#: Answers read from the library, and lines aligned with each other, at a time.
PAGE = 200
#: What is said of a file and of a folder at which there is nothing to be heard.
_NO_MUSIC, _NO_MUSIC_IN = "It is no music that Earmark reads.", "No music that Earmark reads is in it."


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known after hearing, about the files that a command was given."""

    paths: tuple[bytes, ...]
    ids: NDArray[np.int64]  #: (n,) of their tracks, in the order of their paths
    problems: tuple[tuple[bytes, str], ...]  #: folders and files that could not even be looked at
    cancelled: bool
    passed_over: tuple[tuple[str, int], ...] = ()  #: files of kinds that are not read: how many, by ending


@dataclass(slots=True)
class Tally:
    """Totals over answers, and the files without one. They add up to all files."""

    sure: int = 0
    review: int = 0
    unknown: int = 0
    failures: list[tuple[bytes, str]] = field(default_factory=list)
    hints: dict[str, None] = field(default_factory=dict)  #: what can be done about the failures, each once

    def add(self, answer: Answer) -> None:
        """Count one file."""
        self.sure += answer.verdict is Verdict.ACCEPT
        self.review += answer.verdict is Verdict.REVIEW
        self.unknown += answer.verdict is Verdict.UNKNOWN
        if answer.verdict is None:
            self.failures.append((answer.path, answer.error))
            if answer.hint:
                self.hints[answer.hint] = None

    @property
    def answered(self) -> int:
        """Files with an answer."""
        return self.sure + self.review + self.unknown

    @property
    def files(self) -> int:
        """All files."""
        return self.answered + len(self.failures)


def named_paths(words: Sequence[str]) -> list[bytes]:
    """The paths a person named, absolute; AppError for the first that is not there."""
    paths = [absolute(os.fsencode(word)) for word in words]
    for path in paths:
        check_path(path)
    return list(dict.fromkeys(paths))


def hear(
    session: Session,
    words: Sequence[str],
    terminal: Terminal,
    control: RunControl,
    *,
    again: bool,
    orphans: bool = False,
    model: str = "",
    cluster: str = "",
) -> Heard:
    """Bring the library up to date below these paths and hear what has no answer yet.

    ``orphans``: also what a model heard that is gone.
    ``model`` is the id of a model or the folder of one, which then hears everything anew; ``cluster`` the address of a
    Dask scheduler, whose workers then do.
    """
    paths, others = _with_music(session, named_paths(words))
    if model and Path(model).is_dir():
        model = session.open_model(Path(model))
    known = {root.path for root in session.folders()}
    session.add_folders(paths)
    with terminal.progress("looking") as report:
        found = session.scan(paths, report=report, control=control)
    if not control.cancelled:
        empty = _without_music(session, paths, found)
        _forget(session, set(empty) - known)
        paths = [path for path in paths if path not in empty]
        others += [(path, _NO_MUSIC_IN) for path in empty]
        if not paths:
            raise _nothing(others, found.passed_over)
        with terminal.progress("listening") as report:
            session.analyse(
                paths,
                again=again or bool(model),
                orphans=orphans,
                model=model,
                cluster=cluster,
                report=report,
                control=control,
            )
    ids = session.ids(Query(below=tuple(paths)))
    return Heard(tuple(paths), ids, (*found.problems, *others), control.cancelled, found.passed_over)


def _with_music(session: Session, paths: list[bytes]) -> tuple[list[bytes], list[tuple[bytes, str]]]:
    """``paths`` without the files that surely are no music, and these with the reason; AppError where all are such."""
    others = set(session.without_music(paths))
    told = [(path, _NO_MUSIC) for path in paths if path in others]
    if len(told) == len(paths):
        raise _nothing(told, ())
    return [path for path in paths if path not in others], told


def _without_music(session: Session, paths: Sequence[bytes], found: ScanReport) -> list[bytes]:
    """The folders of ``paths`` in which all could be read and nothing is music."""
    return [
        path
        for path in paths
        if os.path.isdir(path)
        and not any(is_below(place, path) for place, _ in found.problems)
        and not len(session.ids(Query(below=(path,))))
    ]


def _forget(session: Session, folders: set[bytes]) -> None:
    """Leave nothing behind of folders that were taken in for nothing."""
    for root in session.folders():
        if root.path in folders:
            session.remove_folder(root.id)


def _nothing(others: Sequence[tuple[bytes, str]], passed_over: Sequence[tuple[str, int]]) -> AppError:
    """What is said where there is no music at all at the paths that were named."""
    hint = passed_over_text(passed_over) or "Name a folder with music, or a music file."
    if len(others) == 1:
        path, reason = others[0]
        where = "in" if reason == _NO_MUSIC_IN else "at"
        return AppError(f"There is no music {where} {shown(path)} that Earmark reads.", hint)
    return AppError(f"There is no music at these {len(others)} paths that Earmark reads.", hint)


def answer_pages(session: Session, heard: Heard, using: Settings) -> Iterator[list[Answer]]:
    """The answers in pages, so that a large library passes through without being held.

    After a cancel what was not reached is left out: it is no failure, the next run hears it.
    """
    for start in range(0, len(heard.ids), PAGE):
        page = session.answers_using(heard.ids[start : start + PAGE], using)
        yield [answer for answer in page if not (heard.cancelled and answer.waiting)]


def tell_passed_over(heard: Heard, terminal: Terminal) -> None:
    """How many files of which kinds were not looked at, because Earmark does not read such."""
    if heard.passed_over:
        terminal.remark(passed_over_text(heard.passed_over))


def passed_over_text(passed_over: Sequence[tuple[str, int]]) -> str:
    """The number of files and their endings, in words; empty where there are none."""
    if not passed_over:
        return ""
    count = sum(number for _, number in passed_over)
    kinds = ", ".join(f"{number:,} {printable(ending)}" for ending, number in passed_over)
    return f"{plural(count, 'file')} passed over, of kinds that Earmark does not read: {kinds}"


def list_failures(
    failures: Sequence[tuple[bytes, str]], terminal: Terminal, *, hints: Iterable[str] = (), what: str = "failed"
) -> None:
    """Files with the reason why they failed, for people, and below them what can be done."""
    if failures and not terminal.as_json:
        terminal.note(f"{plural(len(failures), 'file')} {what}:")
        for path, reason in failures:
            terminal.note(f"  {shown(path)}: {reason}")
        for hint in hints:
            terminal.note(hint)
