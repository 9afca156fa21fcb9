"""``python -m app`` and the ``earmark`` command.

A worker process (spawned) imports this module too, so nothing may happen on import.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    multiprocessing.freeze_support()
    from app.cli.main import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
