"""``earmark unread``: what the scans could not read, and what they passed over."""

from __future__ import annotations

import argparse

from app.cli.console import Terminal, path_fields, plural, printable, shown
from app.cli.listening import passed_over_text
from app.cli.opening import open_session


def run(_args: argparse.Namespace, terminal: Terminal) -> int:
    """List both, as the window's "Not read" does."""
    with open_session(terminal) as session:
        unread = session.not_read()
    for path, reason in unread.problems:
        terminal.row({**path_fields(path), "error": reason})
    for ending, count in unread.passed_over:
        terminal.row({"ending": ending, "files": count})
    if unread.problems:
        terminal.say(f"{plural(len(unread.problems), 'file or folder', 'files or folders')} could not be read:")
        terminal.table([(printable(reason), shown(path)) for path, reason in unread.problems])
    else:
        terminal.say("Everything could be read.")
    if unread.passed_over:
        terminal.say(passed_over_text(unread.passed_over) + ".")
    return 0
