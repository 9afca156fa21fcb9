"""Real files of other projects' tests, many broken on purpose: an answer or a reason, and never a byte lost."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from app.errors import TagError
from app.stamp import read_stamp
from app.tagging.formats import read_tags
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, digest

#: Nothing may take longer (seconds).
LIMIT_S = 10.0


def test_all_of_them(shared: Path, tmp_path: Path) -> None:
    originals = sorted(path for path in (shared / "fixtures").rglob("*") if path.is_file() and path.suffix != ".md")
    if not originals:
        pytest.skip("the fixtures are not here")
    paths = [_copy(original, tmp_path / f"{n:03}") for n, original in enumerate(originals)]
    before = {path: digest(path) for path in paths}
    readable = sum(_read(path) for path in paths)
    journal = Journal(tmp_path / "journal.sqlite3")
    writer = Writer(journal)
    started = time.monotonic()
    batch, outcomes = writer.write([GenreChange(p, GENRES, (), read_stamp(p)) for p in paths], note="fixtures")
    assert time.monotonic() - started < len(paths) * 0.5
    counts = Counter(outcome.status for outcome in outcomes)
    assert sum(counts.values()) == len(paths)
    for outcome in outcomes:
        if outcome.status is OutcomeStatus.WRITTEN:
            assert read_tags(outcome.path).genres == GENRES
        else:
            assert outcome.reason.endswith(".")
            assert digest(outcome.path) == before[outcome.path]
    assert batch is not None
    undone = writer.undo(batch)
    assert len(undone) == counts[OutcomeStatus.WRITTEN]
    assert {path: digest(path) for path in paths} == before
    assert readable >= 0.85 * len(paths)
    assert counts[OutcomeStatus.WRITTEN] >= 0.75 * len(paths)
    assert journal.batches()[0].size_bytes / len(undone) < 2000
    journal.close()


def _copy(original: Path, folder: Path) -> bytes:
    folder.mkdir()
    path = folder / original.name
    shutil.copyfile(original, path)
    return os.fsencode(path)


def _read(path: bytes) -> bool:
    started, sentence = time.monotonic(), ""
    try:
        read_tags(path)
    except TagError as problem:
        sentence = problem.sentence
    assert time.monotonic() - started < LIMIT_S
    assert not sentence or sentence.endswith(".")
    return not sentence
