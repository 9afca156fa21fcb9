"""Runs all faults and writes ``docs/faults.md``: ``python -m tests.faults.table > docs/faults.md`` (``make torture``).

Every figure of the document comes from this one run; nothing in it is typed in.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.faults import matrix, originals
from tests.faults.torture import ERRORS

_CONTAINERS = {
    "mp3": "MP3",
    "flac": "FLAC",
    "ogg": "Ogg Vorbis",
    "ogg_flac": "FLAC in Ogg",
    "opus": "Opus",
    "speex": "Speex",
    "m4a": "M4A",
    "alac": "ALAC",
    "wma": "WMA",
    "wav": "WAV",
    "aiff": "AIFF",
    "wavpack": "WavPack",
    "ape": "Monkey's Audio",
    "musepack": "Musepack",
    "tak": "TAK",
    "optimfrog": "OptimFROG",
    "tta": "TTA",
    "dsf": "DSF",
    "dff": "DFF",
}
_HEAD = """# What was done to files, and what became of them

Made by `python -m tests.faults.table` (`make torture`): {kills:,} kills,
{errors:,} errors of the system, {faults:,} other faults over {files} files
of {containers} containers, on {system}, in {minutes:.0f} minutes. The files lay
{place}.
After each, Earmark was started again as a user would. A file is *damaged* when it is not byte for byte what the fault
allows: the old file, the new one, or what another program made of it. *Neither* counts those that are no such file at
all.

**{damaged} files damaged, {neither} neither old nor new.**
"""


def container(name: str) -> str:
    """The container of an original by its name."""
    words = name.split("_")
    return _CONTAINERS.get("_".join(words[:2])) or _CONTAINERS[words[0]]


Row = tuple[str, str, str]  # container, fault, what the file was afterwards; "!" in front where it should not be


#: Kills of one run with one journal and one seed: a journal of many thousand entries only makes the run slow.
_KILLS_A_RUN = 500


def killed(folder: Path, kills: int) -> tuple[Counter[Row], list[str]]:
    """Kills and errors of the system, by :mod:`tests.faults.torture`, two runs at a time; and what was wrong."""
    rows: Counter[Row] = Counter()
    broken: list[str] = []
    shares = [min(_KILLS_A_RUN, kills - done) for done in range(0, kills, _KILLS_A_RUN)]
    with ThreadPoolExecutor(2) as pool:
        for found, problems in pool.map(partial(_killed, folder), shares, range(1, len(shares) + 1)):
            rows += found
            broken += problems
    return rows, broken


def _killed(folder: Path, kills: int, seed: int) -> tuple[Counter[Row], list[str]]:
    with tempfile.TemporaryDirectory(dir=_memory()) as work:
        command = [sys.executable, "-m", "tests.faults.torture", str(folder), f"{work}/work", "--kills", str(kills)]
        done = subprocess.run([*command, "--seed", str(seed)], capture_output=True, text=True, check=False)
    rows: Counter[Row] = Counter()
    if done.returncode not in (0, 1) or not done.stdout:
        return rows, [f"run {seed} of {kills} kills ended with {done.returncode}: {done.stderr[-2000:]}"]
    result = json.loads(done.stdout)
    for name, act, kind, state, count in result["table"]:
        linked = ", hard links" if name.endswith(originals.LINKED_ENDING) else ""
        doing = "writing" if act == "write" else "undoing"
        fault = f"{kind} while {doing}{linked}" if kind in ERRORS else f"killed while {doing}{linked}"
        rows[container(name), fault, state] += count
    return rows, [str(problem) for problem in result["broken"]]


def _memory() -> Path | None:
    """A folder in memory where there is one: a killed process leaves it as it leaves a disk, only sooner."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else None


def suffered(folder: Path) -> Counter[Row]:
    """The faults of :mod:`tests.faults.matrix` on every original."""
    rows: Counter[Row] = Counter()
    for original in sorted(p for p in folder.iterdir() if not p.name.endswith(originals.LINKED_ENDING)):
        for fault, (_, expected) in matrix.FAULTS.items():
            with tempfile.TemporaryDirectory(dir=_memory()) as work:
                state = matrix.play(fault, original, Path(work) / "work")
            wrong = "" if state in (expected, "refused") else "!"
            rows[container(original.name), fault, wrong + state] += 1
    return rows


def by_fault(rows: Counter[Row]) -> str:
    """A line for each fault."""
    states = ("old", "new", "theirs")
    lines = [
        "| fault | times | containers | the old file | the new file | as another program left it | damaged | neither |",
        "|---|" + "--:|" * 7,
    ]
    for fault in dict.fromkeys(row[1] for row in sorted(rows, key=lambda r: r[1])):
        mine = {row: count for row, count in rows.items() if row[1] == fault and row[2] != "refused"}
        if not mine:
            lines.append(f"| {fault} | not possible on this machine | | | | | | |")
            continue
        kinds = len({row[0] for row in mine})
        seen = [sum(n for row, n in mine.items() if row[2] == state) for state in states]
        lines.append(f"| {fault} | {sum(mine.values()):,} | {kinds} | " + _cells([*seen, *_bad(mine.items())]))
    return "\n".join(lines) + "\n"


def by_container(rows: Counter[Row]) -> str:
    """A line for each container."""
    groups = {
        "killed while writing": lambda fault: fault.startswith("killed while writing"),
        "killed while undoing": lambda fault: fault.startswith("killed while undoing"),
        "errors of the system": lambda fault: any(fault.startswith(f"{error} while") for error in ERRORS),
        "other faults": lambda fault: fault in matrix.FAULTS,
    }
    lines = ["| container | " + " | ".join(groups) + " | damaged | neither |", "|---|" + "--:|" * (len(groups) + 2)]
    for name in sorted({row[0] for row in rows}):
        mine = [(row, count) for row, count in rows.items() if row[0] == name and row[2] != "refused"]
        counts = [sum(count for row, count in mine if among(row[1])) for among in groups.values()]
        lines.append(f"| {name} | " + _cells([*counts, *_bad(mine)]))
    return "\n".join(lines) + "\n"


def _bad(mine: Iterable[tuple[Row, int]]) -> list[int]:
    damaged = [(row, count) for row, count in mine if row[2].startswith("!") or row[2] == "neither"]
    return [sum(n for _, n in damaged), sum(n for row, n in damaged if row[2].endswith("neither"))]


def _cells(numbers: Iterable[int]) -> str:
    return " | ".join(f"{number:,}" for number in numbers) + " |"


def document(args: argparse.Namespace) -> tuple[str, bool]:
    """The document, and whether nothing was damaged."""
    started = time.monotonic()
    fuzz = [_fuzz(json.loads(file.read_text().splitlines()[-1])) for file in args.fuzz]
    large = _beside("tests.faults.big", args.big)
    fixtures = _beside("tests.tagging.fixture_table", args.fixtures)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "originals"
        originals.make(folder)
        rows, broken = killed(folder, args.kills)
        rows += suffered(folder)
        files = len(list(folder.iterdir()))
    damaged, neither = _bad(rows.items())
    damaged = max(damaged, len(broken))
    facts = {
        "kills": sum(n for row, n in rows.items() if row[1].startswith("killed")),
        "errors": sum(n for row, n in rows.items() if any(row[1].startswith(f"{e} while") for e in ERRORS)),
        "faults": sum(n for row, n in rows.items() if row[1] in matrix.FAULTS and row[2] != "refused"),
        "files": files,
        "containers": len({row[0] for row in rows}),
        "place": "on a file system in memory, which a killed process leaves as it leaves a disk"
        if _memory()
        else "on disk",
        "system": f"{platform.system()}, Python {platform.python_version()}",
    }
    parts = ["## By fault\n", by_fault(rows), "## By container\n", by_container(rows)]
    if broken:
        parts += ["## What was wrong\n", "".join(f"- {problem}\n" for problem in broken)]
    if large:
        parts += ["## Large files with holes\n", large.communicate()[0]]
    if fixtures:
        parts += ["## Files that others broke on purpose\n", _FIXTURES, fixtures.communicate()[0]]
    if fuzz:
        parts += ["## Bytes damaged at random\n", *fuzz]
    if any(each and each.returncode for each in (large, fixtures)):
        broken.append("a table could not be made")
        damaged = max(damaged, 1)
    minutes = (time.monotonic() - started) / 60
    head = _HEAD.format(**facts, minutes=minutes, damaged=damaged, neither=neither)
    return "\n".join([head, *parts]), not damaged


def _beside(module: str, folder: Path | None) -> subprocess.Popen[str] | None:
    """Another table, made meanwhile by a process of its own."""
    command = [sys.executable, "-m", module, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True) if folder else None


_FIXTURES = """The test files of mutagen, TagLib, tinytag, mediafile and tag, many of them damaged: each is read, given
three genres and taken back. "Sound the same by FFmpeg": of the files written in which FFmpeg finds sound, those of
which it takes the same packets before and after, as an independent reader.
"""


def _fuzz(found: dict[str, object]) -> str:
    minutes = int(str(found["seconds"])) // 60
    return (
        f"`python -m tests.tagging.fuzz`, {minutes} minutes in one process: {found['cases']:,} damaged files made from"
        f" {found['files']} sound ones; {found.get('would be written', 0):,} could still be written safely (and the way"
        f" back leads back), {found.get('refused', 0):,} were refused with a sentence. Findings:"
        f" {json.dumps(found['findings']) if found['findings'] else 'none'}. Largest memory {found['peak_mb']} MB.\n"
    )


def main() -> int:
    """Exit status 1 where a file was damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5000)
    parser.add_argument("--big", type=Path, help="a folder for the large files")
    parser.add_argument("--fixtures", type=Path)
    parser.add_argument("--fuzz", type=Path, nargs="+", default=[], help="what runs of tests.tagging.fuzz printed")
    text, sound = document(parser.parse_args())
    sys.stdout.write(text)
    return int(not sound)


if __name__ == "__main__":
    sys.exit(main())
