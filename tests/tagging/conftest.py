"""What the tagging tests share: a writer over its own journal, files made from the samples, and their hashes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, Writer
from tests.tagging.samples import sample

#: Names that make every known mistake visible: a slash, brackets, a letter beyond ASCII, several values.
GENRES = ("Techno (Peak / Time)", "Blues", "Música Popular")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def writer(journal: Journal) -> Writer:
    return Writer(journal)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., bytes]:
    """Makes a file of a sample; its path."""

    def make(name: str, file_name: str = "") -> bytes:
        folder = tmp_path / "music"
        folder.mkdir(exist_ok=True)
        path = os.fsencode(folder / (file_name or name.replace(" ", "_")))
        with open(path, "wb") as file:
            file.write(sample(name))
        os.utime(path, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
        return path

    return make


def change(path: bytes, genres: Sequence[str] = GENRES) -> GenreChange:
    return GenreChange(path, tuple(genres), (), read_stamp(path), reason="for the test")


def digest(path: bytes) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
