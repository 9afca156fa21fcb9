"""``earmark models``: the models that can listen."""

from __future__ import annotations

import argparse

from app.cli.console import Terminal, printable
from app.cli.opening import open_session
from app.session import ModelDescription


def run(_args: argparse.Namespace, terminal: Terminal) -> int:
    """List the models."""
    with open_session(terminal) as session:
        models = session.models()
    for model in models:
        terminal.row(
            {
                "id": model.id,
                "name": model.name,
                "architecture": model.architecture,
                "genres": list(model.genres),
                "size_bytes": model.size_bytes,
                "metrics": dict(model.metrics),
                "user_made": model.user_made,
                "default": model.default,
            }
        )
    if not models:
        terminal.say("There is no model. `earmark doctor` tells where they are looked for.")
    terminal.table([_line(model) for model in models])
    for model in models:
        if model.default:
            terminal.say(f"Genres: {printable(', '.join(model.genres))}")
    return 0


def _line(model: ModelDescription) -> tuple[str, str, str, str, str, str]:
    return (
        "*" if model.default else " ",
        printable(model.id),
        printable(model.name),
        printable(model.architecture),
        f"{model.size_bytes / 1e6:.1f} MB",
        "yours" if model.user_made else "shipped",
    )
