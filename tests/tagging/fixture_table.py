"""What becomes of files that others broke on purpose: ``python -m tests.tagging.fixture_table FOLDER``.

Every file of FOLDER is copied, read, shown a plan, written and undone. Prints a table in Markdown: how many were read,
written, refused and for which reason, undone to the same SHA-256, and what it cost.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import TagError
from app.stamp import read_stamp
from app.tagging.formats import read_tags
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, digest
from tests.tagging.sound import packets


@dataclass
class Counts:
    """What was seen in one folder of fixtures."""

    files: int = 0
    read: int = 0
    written: int = 0
    undone: int = 0
    #: Written ones whose sound FFmpeg takes apart, and how many of them gave the same packets afterwards.
    heard: int = 0
    same: int = 0
    #: Files that were refused or not read and are not byte for byte what they were; 0 is the promise.
    damaged: int = 0
    slowest_s: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Take in what was seen in another file."""
        for name in ("files", "read", "written", "undone", "heard", "same", "damaged"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.refused += other.refused


def examine(original: Path, work: Path) -> tuple[str, Counts]:
    """Read, write and undo a copy of one file: its container, and what was seen."""
    path = os.fsencode(work / original.name)
    shutil.copyfile(original, path)
    before, sound, started = digest(path), packets(path), time.monotonic()
    counts, container = Counts(files=1), "no music"
    try:
        container = read_tags(path).container
        counts.read = 1
    except TagError:
        pass
    journal = Journal(work / "journal")
    batch, (outcome,) = Writer(journal).write([GenreChange(path, GENRES, (), read_stamp(path))], note="")
    if outcome.status is OutcomeStatus.WRITTEN and batch is not None:
        counts.written = 1
        counts.heard = int(bool(sound))
        counts.same = int(bool(sound) and packets(path) == sound)
        Writer(journal).undo(batch)
        counts.undone = int(digest(path) == before)
    else:
        counts.refused[_reason(outcome.reason)] += 1
    journal.close()
    counts.slowest_s = time.monotonic() - started
    counts.damaged = int(digest(path) != before)
    return container, counts


def _reason(sentence: str) -> str:
    """The sentence without what differs from file to file."""
    return re.sub(r"\b\d+\b", "n", sentence)


def table(folder: Path) -> str:
    """The counts of each folder below ``folder`` and of each container, and the reasons of all, in Markdown."""
    rows: dict[str, Counts] = {}
    kinds: dict[str, Counts] = {}
    whole = Counts()
    for original in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        with tempfile.TemporaryDirectory(prefix="earmark-") as work:
            container, counts = examine(original, Path(work))
        for sums in (
            whole,
            rows.setdefault(original.relative_to(folder).parts[0], Counts()),
            kinds.setdefault(container, Counts()),
        ):
            sums.add(counts)
    lines = [*_head("fixtures of"), *(_row(name, counts) for name, counts in rows.items()), _row("**all**", whole)]
    lines += ["", *_head("container"), *(_row(name, counts) for name, counts in sorted(kinds.items()))]
    lines += ["", "| refused because | files |", "|---|--:|"]
    lines += [f"| {reason} | {count} |" for reason, count in whole.refused.most_common()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return "\n".join(lines) + f"\n\nLargest memory of the process that read and wrote them all: {peak} MB.\n"


def _head(what: str) -> list[str]:
    titles = ("files", "read", "written", "undone, same SHA-256", "sound the same by FFmpeg", "refused", "damaged")
    return [f"| {what} | {' | '.join(titles)} | slowest file |", "|---" + "|--:" * 8 + "|"]


def _row(name: str, c: Counts) -> str:
    refused = sum(c.refused.values())
    return (
        f"| {name} | {c.files} | {c.read} | {c.written} | {c.undone} | {c.same} of {c.heard} | {refused} | {c.damaged} "
        f"| {c.slowest_s:.1f} s |"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    sys.stdout.write(table(parser.parse_args().folder))
