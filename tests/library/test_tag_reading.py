"""Reading for a scan here, in threads or in other processes: the same answers; a killed process costs no file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.errors import TagError
from app.library import tag_reading
from app.library.rows import FileRow
from app.library.tag_reading import Read, Readers, Unreadable
from app.stamp import OpenFile
from tests.library.records import Tags


def tell_name(file: OpenFile) -> Tags:
    """Tags with the file's name as title. A function of a module, so that it reaches another process."""
    path = file.path
    if b"bad" in path:
        raise TagError("No tags.")
    if b"fatal" in path and os.getpid() != _first_process(path):
        os._exit(1)
    return Tags(title=os.fsdecode(os.path.basename(path)))


def _first_process(path: bytes) -> int:
    return int(Path(os.fsdecode(path)).read_text())


def read_all(files: list[Path]) -> list[Read]:
    readers = Readers(tell_name)
    part = [os.fsencode(file) for file in files]
    try:
        return readers.result(readers.read(part), part)
    finally:
        readers.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    names = ["one.mp3", "bad.mp3", "two.mp3"]
    made = [tmp_path / name for name in names]
    for file in made:
        file.write_text(str(os.getpid()))
    return [*made, tmp_path / "gone.mp3", tmp_path]


@pytest.mark.parametrize("many", [1000, 0], ids=["threads", "processes"])
def test_every_file_gets_its_answer(files: list[Path], many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_reading, "_MANY", many)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    one, bad, two, gone, folder = read_all(files)
    assert isinstance(one, FileRow)
    assert isinstance(bad, FileRow)
    assert isinstance(two, FileRow)
    assert (one.title, one.inode, two.title) == ("one.mp3", os.stat(files[0]).st_ino, "two.mp3")
    assert bad.tag_error == "No tags."
    assert gone is None
    assert isinstance(folder, Unreadable)


def test_a_process_that_dies_costs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_reading, "_MANY", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    file = tmp_path / "fatal.mp3"
    file.write_text(str(os.getpid()))
    (read,) = read_all([file])
    assert isinstance(read, FileRow)
    assert read.title == "fatal.mp3"


def test_what_cannot_be_sent_is_read_in_threads(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_reading, "_MANY", 0)
    here = os.getpid()
    processes: list[int] = []

    def note(file: OpenFile) -> Tags:
        processes.append(os.getpid())
        return tell_name(file)

    readers = Readers(note)
    part = [os.fsencode(files[0])]
    try:
        assert readers.result(readers.read(part), part)
    finally:
        readers.close()
    assert processes == [here]


@pytest.mark.parametrize(("waits_s", "elsewhere"), [(60.0, False), (0.0, True)], ids=["near", "far"])
def test_threads_read_where_a_disk_is_waited_for(
    files: list[Path], waits_s: float, elsewhere: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_reading, "_WAITS_S", waits_s)
    threads: list[int] = []

    def note(file: OpenFile) -> Tags:
        threads.append(threading.get_ident())
        return tell_name(file)

    readers = Readers(note)
    part = [os.fsencode(files[0])]
    try:
        for _ in range(3):
            (read,) = readers.result(readers.read(part), part)
            assert isinstance(read, FileRow)
    finally:
        readers.close()
    here = threading.get_ident()
    assert [thread != here for thread in threads] == [False, elsewhere, elsewhere]
