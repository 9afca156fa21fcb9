"""``python -m app.demo FOLDER``: write the demo library, or complete one written before."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.demo.library import make_demo_library
from app.errors import AppError


def _folder(text: str) -> Path:
    if not text:  # as a script hands over whose variable was never set: not the current folder
        raise argparse.ArgumentTypeError("an empty path names no folder")
    return Path(text)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when the library is there, 2 when it may not or cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m app.demo", description="Write a library of generated music.")
    parser.add_argument("folder", type=_folder, help="a new or empty folder, or one made by this command before")
    folder: Path = parser.parse_args(arguments).folder
    try:
        report = make_demo_library(folder)
    except AppError as error:
        sys.stderr.write(f"{error.sentence}\n{error.hint}\n")
        return 2
    sys.stdout.write(f"demo library in {folder}: {len(report.made)} files written, {len(report.kept)} already there\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
