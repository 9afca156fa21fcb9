"""Last steps of the frozen program: lighter libraries, no debugging symbols, what each part weighs, nothing forbidden.

    python installer/bundle/finish.py FOLDER [--json FILE]

Status 1 where the folder is larger than allowed or holds something forbidden. Needs the standard library only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import contents
import lighten

#: Start of a file's name inside the folder -> what it belongs to, the first that fits.
PARTS = (
    ("PySide6/Qt/lib/libav", "FFmpeg of Qt's player"),
    ("PySide6/Qt/lib/libsw", "FFmpeg of Qt's player"),
    ("PySide6/Qt/lib/libicu", "Qt: texts of all languages (ICU)"),
    ("PySide6/Qt/", "Qt: libraries and plugins"),
    ("PySide6/", "Qt for Python"),
    ("shiboken6/", "Qt for Python"),
    ("av.libs/", "FFmpeg of the decoder"),
    ("av/", "FFmpeg of the decoder"),
    ("numpy", "numpy with OpenBLAS"),
    ("onnxruntime/", "onnxruntime"),
    ("app/_resources/models/", "models"),
    ("_soundfile_data/", "libsndfile, soxr"),
    ("soxr/", "libsndfile, soxr"),
    ("xxhash/", "hashes"),
    ("libpython", "Python"),
    ("python3", "Python"),
    ("base_library.zip", "Python"),
    ("qtawesome/", "icons"),
    ("lib", "system libraries"),
)


def inner(folder: Path) -> Path:
    """Where the libraries lie: PyInstaller's ``_internal``, or the folder itself where there is none."""
    inside = folder / "_internal"
    return inside if inside.is_dir() else folder


def files(folder: Path) -> dict[str, int]:
    """Every file, named inside the folder with "/", and its size in bytes; links weigh nothing."""
    top = inner(folder)
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            base = top if file.is_relative_to(top) else folder
            found[file.relative_to(base).as_posix()] = file.stat().st_size
    return found


def strip(folder: Path) -> int:
    """Take the debugging symbols off what was built with them (Linux); the bytes saved."""
    program = shutil.which("strip")
    if not sys.platform.startswith("linux") or program is None:
        return 0
    before = sum(files(folder).values())
    for name in files(folder):
        if contents.STRIPPED.search(name) and ".so" in name:
            subprocess.run([program, "--strip-unneeded", str(inner(folder) / name)], check=True)
    return before - sum(files(folder).values())


def by_part(sizes: dict[str, int]) -> list[tuple[str, int]]:
    """What takes the room, the largest first."""
    weights: Counter[str] = Counter()
    for name, size in sizes.items():
        part = next((part for start, part in PARTS if name.startswith(start)), "Earmark and small packages")
        weights[part] += size
    return weights.most_common()


def forbidden(sizes: dict[str, int]) -> list[str]:
    """Names that must not be there."""
    return [name for name in sizes if contents.FORBIDDEN.search(name)]


def main() -> int:
    """Finish the folder, print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="write the sizes here as well")
    args = parser.parse_args()
    lightened = lighten.lighten(inner(args.folder)) if sys.platform.startswith("linux") else {}
    saved = strip(args.folder)
    sizes = files(args.folder)
    total = sum(sizes.values())
    for part, size in by_part(sizes):
        sys.stdout.write(f"{size / 1e6:8.1f} MB  {part}\n")
    sys.stdout.write(f"{total / 1e6:8.1f} MB  {args.folder.name}{os.sep}, {len(sizes)} files")
    sys.stdout.write(f" ({saved / 1e6:.1f} MB of debugging symbols taken off)\n")
    for name, bytes_saved in lightened.items():
        sys.stdout.write(f"{bytes_saved / 1e6:8.1f} MB  saved of {name}\n")
    if args.json:
        args.json.write_text(json.dumps({"total": total, "parts": dict(by_part(sizes))}, indent=2) + "\n")
    wrong = forbidden(sizes)
    for name in wrong:
        sys.stderr.write(f"earmark: {name} must not be in the program\n")
    if total > contents.LARGEST_MB * 1e6:
        sys.stderr.write(f"earmark: larger than {contents.LARGEST_MB} MB\n")
    return 1 if wrong or total > contents.LARGEST_MB * 1e6 else 0


if __name__ == "__main__":
    sys.exit(main())
