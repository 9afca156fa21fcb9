"""Collects the licences of everything that comes with Earmark.

    python installer/licences.py table > resources/licences/third-party.md
    python installer/licences.py texts FOLDER

The table is kept in the repository and shown under About; a test sees that it names every package in its present
version. The texts, as the packages carry them, go into the frozen program, beside the table.
"""

from __future__ import annotations

import sys
import sysconfig
from collections import defaultdict
from pathlib import Path

from components import FROZEN_ONLY, ROOT, compiled, licence_texts, packages

_HEAD = """\
# What comes with Earmark

Earmark stands on the work of others. Installed with pip, each package below comes with its own licence text; in the
ready-made programs the texts lie beside this list. Written by `make licences`.

"""


def table() -> str:
    """The list, as Markdown."""
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {part.name} | {part.version} | {part.licence} |" for part in packages()]
    lines += ["", "## Libraries inside them", "", "| library | comes with | licence |", "|---|---|---|"]
    lines += [f"| {part.name} | {part.within} | {part.licence} |" for part in compiled()]
    lines += ["", "## In the ready-made programs only", "", "| part | licence |", "|---|---|"]
    lines += [f"| {part.name} | {part.licence} |" for part in FROZEN_ONLY]
    return _HEAD + "\n".join(lines) + "\n"


def write_texts(folder: Path) -> int:
    """One file for each package with all its licence texts; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, list[str]] = defaultdict(list)
    for name, text in licence_texts():
        texts[name].append(text.strip())
    texts["Earmark"] = [(ROOT / "LICENSE").read_text(encoding="utf-8")]
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        texts["Python"] = [python.read_text(encoding="utf-8")]
    for name, found in texts.items():
        (folder / f"{name}.txt").write_text(f"\n\n{'-' * 79}\n\n".join(found) + "\n", encoding="utf-8")
    return len(texts)


def main() -> int:
    """Do what the first word says."""
    if sys.argv[1:2] == ["table"]:
        sys.stdout.write(table())
    elif sys.argv[1:2] == ["texts"] and len(sys.argv) == 3:
        sys.stdout.write(f"earmark: licence texts of {write_texts(Path(sys.argv[2]))} packages\n")
    else:
        sys.stderr.write((__doc__ or "") + "\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
