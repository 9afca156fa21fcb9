"""A file that is open already: its beginning, read once, stands for what the file says there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stamp import BEGINNING_BYTES, open_file, read_stamp
from app.tagging.formats import read_open_tags, read_tags
from app.tagging.overlay import FileSource, OpenSource
from tests.tagging.samples import SAMPLES

_PLACES = st.integers(-3, 2 * BEGINNING_BYTES)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files that end within, at and behind the beginning."""
    made: list[Path] = []
    for size in (0, 100, BEGINNING_BYTES, BEGINNING_BYTES + 5_000):
        made.append(tmp_path_factory.mktemp("files") / f"{size}.bin")
        made[-1].write_bytes(bytes(index * 7 % 251 for index in range(size)))
    return made


@given(which=st.integers(0, 3), offset=_PLACES, length=_PLACES)
def test_every_place_reads_as_it_does_in_the_file(files: list[Path], which: int, offset: int, length: int) -> None:
    path = files[which]
    opened = open_file(os.fsencode(path))
    with opened.file, open(path, "rb") as file:
        assert OpenSource(opened).read_at(offset, length) == FileSource(file).read_at(offset, length)
        assert OpenSource(opened).size == FileSource(file).size
        assert opened.stamp == read_stamp(os.fsencode(path))


def test_what_was_added_since_it_was_opened_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234")
    opened = open_file(os.fsencode(path))
    with opened.file:
        path.write_bytes(b"12345678")
        assert OpenSource(opened).read_at(0, 100) == b"1234"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_scan_sees_the_tags_that_others_see(name: str, put: Callable[..., bytes]) -> None:
    path = put(name)
    opened = open_file(path)
    with opened.file:
        assert read_open_tags(opened) == read_tags(path)
