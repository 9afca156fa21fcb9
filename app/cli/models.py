"""``earmark models``: the models that can listen."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from app.cli.console import Terminal, printable
from app.cli.opening import open_session
from app.errors import AppError, BundleError
from app.session import ModelDescription
from app.session.model_figures import SetFigures


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the models, or print a card."""
    if args.model and args.card:
        raise AppError("One model's card is printed at a time.", f"`earmark models {args.model}` prints one.")
    with open_session(terminal) as session:
        models = session.models()
    if args.card is not None or args.model is not None:
        return _say_card(models, args.model or args.card or "", terminal)
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
    terminal.table([_line(model) for model in models], below=[_figures(model) for model in models])
    for model in models:
        if model.default:
            _say_genres(model, terminal)
    return 0


def _say_card(models: Sequence[ModelDescription], wanted: str, terminal: Terminal) -> int:
    """The card of the model with the id ``wanted``, or of the one in use, as it is: Markdown."""
    model = next((one for one in models if (one.id == wanted if wanted else one.default)), None)
    if model is None:
        there = ", ".join(one.id for one in models) or "none"
        raise BundleError(f"There is no model “{wanted}”.", f"There are: {there}.")
    terminal.row({"id": model.id, "card": model.card})
    terminal.say(model.card.rstrip("\n"))
    return 0


def _figures(model: ModelDescription) -> str:
    """How often the model was right on music that it had not met."""
    parts = [
        f"{one.accuracy:.0%} right on {one.name} ({one.tracks} tracks, {one.low:.0%} to {one.high:.0%}{_spread(one)})"
        for one in model.figures.sets
    ]
    figures = model.figures
    if figures.accepted is not None and figures.accepted_right is not None:
        parts.append(f"asks about {1 - figures.accepted:.0%}, {figures.accepted_right:.0%} of the rest right")
    sure = figures.confidence
    if sure.expected_wrong is not None and sure.wrong is not None:
        parts.append(
            f"on other artists it expected {sure.expected_wrong:.0%} of those wrong, and {sure.wrong:.0%} were"
        )
    return "; ".join(parts) or "no figures of its own"


def _spread(one: SetFigures) -> str:
    """How far the parts differ in which a set was judged, each by networks that never met its artists."""
    if len(one.parts) < 2:
        return ""
    return f"; {len(one.parts)} parts by other artists each, {min(one.parts):.0%} to {max(one.parts):.0%}"


def _say_genres(model: ModelDescription, terminal: Terminal) -> None:
    """The genres of the model in use, with how far its word about each can be relied on."""
    genres = model.figures.genres
    if not genres:
        terminal.say(f"Genres: {printable(', '.join(model.genres))}")
        return
    terminal.say("")
    heading = ("genre", "found", "right when said", "heard")
    lines = [
        (
            printable(genre.name),
            f"{genre.found:.0%}",
            "–" if genre.right is None else f"{genre.right:.0%}",
            f"{genre.tracks}",
        )
        for genre in genres
    ]
    terminal.table([heading, *lines], indent=2)
    others = [name for name in model.genres if name not in {genre.name for genre in genres}]
    if others:
        terminal.say(f"Not measured: {printable(', '.join(others))}")


def _line(model: ModelDescription) -> tuple[str, str, str, str, str, str]:
    return (
        "*" if model.default else " ",
        printable(model.id),
        printable(model.name),
        printable(model.architecture),
        f"{model.size_bytes / 1e6:.1f} MB",
        "yours" if model.user_made else "shipped",
    )
