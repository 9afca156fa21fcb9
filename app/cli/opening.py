"""Opening the library for a command, and what a person should know before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.console import Terminal, plural, shown
from app.session import Session


@contextmanager
def open_session(terminal: Terminal) -> Iterator[Session]:
    """A session for one command; tells beside the answer what is wrong with the settings, and what was mended."""
    with Session() as session:
        if session.settings_problem:
            terminal.note(f"earmark: {session.settings_problem}")
        if files := sum(mended.stamp is not None for mended in session.recovered):
            terminal.note(f"earmark: {interrupted_text(files)}")
        for mended in session.recovered:
            terminal.note(f"earmark: {shown(mended.path)}: {mended.reason}")
        yield session


def interrupted_text(files: int) -> str:
    """What was found of a write that a crash had interrupted, as the window says it."""
    became = "was looked at: it holds" if files == 1 else "were looked at: each holds"
    return f"Writing was interrupted. {plural(files, 'file')} {became} the new genres or is as it was."
