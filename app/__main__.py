"""``python -m app`` and the ``earmark`` command.

A worker process (spawned) imports this module too, so nothing may happen on import.
"""

from __future__ import annotations

import multiprocessing
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    multiprocessing.freeze_support()
    _leave_no_output_closed()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a program without a console, on Windows: what is said there is heard by nobody
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open as long as the program)
    from app.cli.main import main as run

    sys.exit(run())


def _leave_no_output_closed() -> None:
    """Have the numbers 0 to 2 taken: a file that got one of them, music perhaps, would get what decoders print."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)


if __name__ == "__main__":
    main()
