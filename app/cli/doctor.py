"""``earmark doctor``: the installation tests itself; the output is a report to attach to a bug."""

from __future__ import annotations

import argparse

from app.cli.console import Terminal, plural, printable
from app.cli.opening import interrupted_text
from app.errors import AppError
from app.session import Session
from app.session.selftest import Check, Health, run_checks


def run(_args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each check; 1 if any failed."""
    failed = 0
    for check in (_opening(), *run_checks()):
        failed += check.health is Health.FAILED
        terminal.row({"check": check.name, "status": check.health.value, "detail": check.detail})
        terminal.say(f"{check.health.value:<7} {check.name}: {printable(check.detail)}")
    terminal.say("All is well." if not failed else f"{plural(failed, 'check')} failed.")
    return 1 if failed else 0


def _opening() -> Check:
    """Open everything as every command does; this also mends what a crash left."""
    try:
        with Session() as session:
            files = sum(outcome.stamp is not None for outcome in session.recovered)
    except AppError as problem:
        return Check("start", Health.FAILED, f"{problem.sentence} {problem.hint}".rstrip())
    return Check("start", Health.OK, interrupted_text(files) if files else "nothing to mend")
