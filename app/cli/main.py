"""From arguments to exit status: picks the command, turns errors into sentences.

An :class:`~app.errors.AppError` is the world's fault and becomes a sentence on stderr; anything else is a bug and
shows its traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.cli import COMMANDS
from app.errors import AppError
from app.logs import setup_logging

if TYPE_CHECKING:
    import argparse

    from app.cli.console import Terminal

#: Exit status when the work could not be begun: wrong usage, missing path, library that cannot be opened.
NOT_BEGUN = 2
#: Exit status where the reader of our output left (`| head`), as shells know it: 128 + SIGPIPE. What was still to be
#: done, a write perhaps, was not done.
READER_LEFT = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (without the program's name; ``None``: the process' own) and return its status."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if opens_window(words):
            from app.cli.window import open_window

            return open_window([word for word in words if word != "--"])
        from app.cli.parser import build_parser  # not for the window

        return _run(build_parser().parse_args(words))
    except SystemExit as leaving:  # argparse has said what there is to say
        return leaving.code if isinstance(leaving.code, int) else NOT_BEGUN
    except KeyboardInterrupt:
        from app.cli.interrupt import INTERRUPTED

        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our stdout has left; keep the interpreter from complaining at its own flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT


def opens_window(words: Sequence[str]) -> bool:
    """Whether these words name no command: nothing, or paths only."""
    return not words or words[0] == "--" or (words[0] not in COMMANDS and not words[0].startswith("-"))


def _run(args: argparse.Namespace) -> int:
    from app.cli.console import Terminal  # what writes in colours is not for the window, nor for `--version`

    terminal = Terminal(as_json=args.json, quiet=args.quiet)
    try:
        setup_logging()
        status = _command(args.command)(args, terminal)
        sys.stdout.flush()
        return status
    except AppError as problem:
        terminal.error(problem)
        return NOT_BEGUN


def _command(name: str) -> Callable[[argparse.Namespace, Terminal], int]:
    # Imported here, so that `--help`, `--version` and the window do not pay for the decoders and the model.
    from app.cli import analyse, doctor, files, history, models, settings, tag, unread

    return {
        "analyse": analyse.run,
        "analyze": analyse.run,
        "tag": tag.run,
        "set": files.set_genres,
        "show": files.show,
        "history": history.history,
        "undo": history.undo,
        "unread": unread.run,
        "models": models.run,
        "settings": settings.run,
        "doctor": doctor.run,
    }[name]
