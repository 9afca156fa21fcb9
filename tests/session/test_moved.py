"""Undo after a file was moved or renamed: followed where its content says which file it is, else left with a word."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.session import Session
from tests.cli.test_analyse import digests
from tests.conftest import BROKEN, TRACKS


@pytest.fixture
def session(tiny_model: str, music: Path) -> Iterator[Session]:
    (music / BROKEN).unlink()
    with Session() as opened:
        opened.add_folder(os.fsencode(music.parent))
        opened.scan()
        yield opened


def write(session: Session, music: Path, genre: str = "Ska") -> int:
    batch = session.set_genres([os.fsencode(music / name) for name in TRACKS], [genre]).batch
    assert batch is not None
    return batch


def test_a_renamed_folder_and_a_moved_file_are_followed(session: Session, music: Path) -> None:
    before = digests(music)
    first = write(session, music)
    second = write(session, music, "Dub")
    new = music.rename(music.with_name("another name"))
    (new / "deeper").mkdir()
    (new / "01 guitar.mp3").rename(new / "deeper" / "one.mp3")
    session.scan()
    done = session.undo(first, later=True)
    assert (done.restored, done.later, done.conflicts) == (len(TRACKS), len(TRACKS), ())
    (new / "deeper" / "one.mp3").rename(new / "01 guitar.mp3")
    (new / "deeper").rmdir()
    assert digests(new) == before
    assert [batch.undone for batch in session.history()] == [len(TRACKS)] * 2
    paths = {entry.path for entry in session.batch_entries(second)}
    assert os.fsencode(new / "deeper" / "one.mp3") in paths


def test_a_file_that_the_library_has_not_found_is_left_with_a_word(session: Session, music: Path) -> None:
    batch = write(session, music)
    moved = (music / "02 strings.flac").rename(music / "strings.flac")
    after = moved.read_bytes()
    done = session.undo(batch)
    ((path, reason),) = done.conflicts
    assert path == os.fsencode(music / "02 strings.flac")
    assert reason.startswith("The file is no longer where it was written. If it was moved,")
    assert moved.read_bytes() == after
    session.scan()
    assert session.undo(batch).restored == 1


def test_of_several_copies_none_is_taken(session: Session, music: Path) -> None:
    batch = write(session, music)
    for name in ("one.flac", "two.flac"):
        shutil.copyfile(music / "02 strings.flac", music / name)
    (music / "02 strings.flac").unlink()
    session.scan()
    copies = [(music / name).read_bytes() for name in ("one.flac", "two.flac")]
    ((_, reason),) = session.undo(batch).conflicts
    assert reason.endswith("the library has several copies of it.")
    assert [(music / name).read_bytes() for name in ("one.flac", "two.flac")] == copies


def test_a_copy_that_was_written_itself_is_not_taken_for_the_one_that_is_gone(session: Session, music: Path) -> None:
    shutil.copyfile(music / "02 strings.flac", music / "copy.flac")
    session.scan()
    old = (music / "copy.flac").read_bytes()
    paths = [os.fsencode(music / name) for name in ("02 strings.flac", "copy.flac")]
    batch = session.set_genres(paths, ["Ska"]).batch
    assert batch is not None
    (music / "02 strings.flac").unlink()
    session.scan()
    done = session.undo(batch, paths=[paths[0]])
    assert (done.restored, len(done.conflicts)) == (0, 1)
    assert session.undo(batch).restored == 1
    assert (music / "copy.flac").read_bytes() == old


def test_a_file_moved_and_changed_since_is_left(session: Session, music: Path) -> None:
    batch = write(session, music)
    moved = (music / "06 chords.wav").rename(music / "chords.wav")
    moved.write_bytes(moved.read_bytes()[:-2] + b"\1\1")
    session.scan()
    after = moved.read_bytes()
    assert len(session.undo(batch).conflicts) == 1
    assert moved.read_bytes() == after
