"""An empty library for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library.store import Store
from tests.library.music import Music


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def store(library_file: Path) -> Iterator[Store]:
    with Store(library_file) as opened:
        yield opened


@pytest.fixture
def music(tmp_path: Path, store: Store) -> Music:
    folder = tmp_path / "music"
    folder.mkdir()
    return Music(folder, store)
