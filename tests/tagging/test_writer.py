"""Writing and undoing on real files: the outcome of every case, and the file as it was."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from app.progress import Progress, RunControl
from app.settings import HardLinks
from app.stamp import read_stamp
from app.tagging import guards
from app.tagging.columns import Status
from app.tagging.formats import read_tags
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, change, digest
from tests.tagging.samples import SAMPLES

Put = Callable[..., bytes]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


@pytest.mark.parametrize("name", SAMPLES)
def test_written_and_undone_byte_for_byte(name: str, put: Put, writer: Writer, journal: Journal) -> None:
    path = put(name)
    before, status = digest(path), os.stat(path)
    batch, (outcome,) = writer.write([change(path)], note="a note")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert outcome.stamp == read_stamp(path)
    assert read_tags(path).genres == GENRES
    assert os.stat(path).st_mtime_ns == status.st_mtime_ns
    assert batch is not None
    (restored,) = writer.undo(batch)
    assert restored.status is OutcomeStatus.WRITTEN
    assert digest(path) == before
    assert os.stat(path).st_mtime_ns == status.st_mtime_ns
    (entry,) = journal.entries(batch)
    assert entry.status is Status.UNDONE
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


def test_history_tells_what_was_done(put: Put, writer: Writer, journal: Journal) -> None:
    first, second = put("flac"), put("mp3 bare")
    batch, _ = writer.write([change(first), change(second)], note="two files")
    (found,) = journal.batches()
    assert (found.id, found.note, found.files, found.undone) == (batch, "two files", 2, 0)
    assert 0 < found.size_bytes < 2000
    entries = journal.entries(found.id)
    assert [entry.path for entry in entries] == [first, second]
    assert sum(entry.size_bytes for entry in entries) == found.size_bytes
    writer.undo(found.id, paths=[second])
    assert journal.batches()[0].undone == 1


def test_undo_survives_a_restart(put: Put, tmp_path: Path) -> None:
    path = put("ogg")
    before = digest(path)
    first = Journal(tmp_path / "j")
    batch, _ = Writer(first).write([change(path)], note="")
    first.close()
    second = Journal(tmp_path / "j")
    assert batch is not None
    Writer(second).undo(batch)
    second.close()
    assert digest(path) == before


def test_writes_under_writes_are_undone_in_reverse_order_only(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("m4a genre")
    before = digest(path)
    first, _ = writer.write([change(path, ["One"])], note="")
    between = digest(path)
    second, _ = writer.write([change(path, ["Two", "Three"])], note="")
    assert first is not None
    assert second is not None
    (conflict,) = writer.undo(first)
    assert conflict.status is OutcomeStatus.SKIPPED
    assert f"batch {second}" in conflict.reason
    assert journal.later_writes(first) == [(second, path, path)]
    assert journal.later_writes(second) == []
    writer.undo(second)
    assert digest(path) == between
    writer.undo(first)
    assert digest(path) == before


def test_undo_of_a_file_changed_since_is_a_conflict(put: Put, writer: Writer) -> None:
    path = put("flac")
    batch, _ = writer.write([change(path)], note="")
    with open(path, "ab") as file:
        file.write(b"\0")
    after = digest(path)
    assert batch is not None
    (outcome,) = writer.undo(batch)
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "changed since" in outcome.reason
    assert digest(path) == after


def test_undo_of_a_vanished_file_is_a_conflict(put: Put, writer: Writer) -> None:
    path = put("flac")
    batch, _ = writer.write([change(path)], note="")
    os.unlink(path)
    assert batch is not None
    (outcome,) = writer.undo(batch)
    assert outcome.status is OutcomeStatus.SKIPPED
    assert outcome.reason.startswith("The file is no longer where it was written.")


def test_undo_of_a_touched_file_works(put: Put, writer: Writer) -> None:
    path = put("flac")
    before = digest(path)
    batch, _ = writer.write([change(path)], note="")
    os.utime(path)
    assert batch is not None
    assert writer.undo(batch)[0].status is OutcomeStatus.WRITTEN
    assert digest(path) == before


def test_undo_below_a_folder(put: Put, writer: Writer) -> None:
    path = put("flac")
    batch, _ = writer.write([change(path)], note="")
    assert batch is not None
    assert writer.undo(batch, paths=[path[:-2]]) == []
    assert len(writer.undo(batch, paths=[os.path.dirname(path)])) == 1


def test_undo_of_an_album_and_then_of_the_rest(put: Put, writer: Writer, tmp_path: Path) -> None:
    """A folder of the batch, the files of another one by name, and all that is left."""
    albums = []
    for number in range(3):
        folder = tmp_path / f"album {number}"
        folder.mkdir()
        for track, name in enumerate(("flac", "mp3 bare", "m4a")):
            os.rename(put(name), os.fsencode(folder / f"{track}"))
        albums.append([os.fsencode(path) for path in sorted(folder.iterdir())])
    paths = [path for album in albums for path in album]
    before = {path: digest(path) for path in paths}
    batch, _ = writer.write([change(path) for path in paths], note="")
    assert batch is not None
    assert [each.path for each in writer.undo(batch, paths=[os.fsencode(tmp_path / "album 1") + b"/"])] == [
        *reversed(albums[1])
    ]
    assert {path for path in paths if digest(path) == before[path]} == set(albums[1])
    assert len(writer.undo(batch, paths=albums[2])) == 3
    assert len(writer.undo(batch, paths=[b"/"])) == 3
    assert {path: digest(path) for path in paths} == before


def test_an_unknown_batch_is_an_error(writer: Writer) -> None:
    with pytest.raises(AppError):
        writer.undo(12)


def test_nothing_to_do_makes_no_batch(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("m4a genre")
    batch, (outcome,) = writer.write([change(path, ["Old"])], note="")
    assert batch is None
    assert outcome.status is OutcomeStatus.UNCHANGED
    assert journal.batches() == []


@pytest.mark.parametrize(
    "genres", [["17"], ["(17)"], [""], [" Rock"], ["a\0b"], ["a\nb"], ["Rock", "Rock"], ["x" * 300]]
)
def test_names_that_cannot_be_stored_are_refused(put: Put, writer: Writer, genres: list[str]) -> None:
    path = put("mp3 id3v2.3")
    before = digest(path)
    _, (outcome,) = writer.write([change(path, genres)], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert outcome.reason.endswith((".", "?"))
    assert digest(path) == before


def test_what_is_no_music_fails_and_the_rest_goes_on(put: Put, writer: Writer, tmp_path: Path) -> None:
    broken = os.fsencode(tmp_path / "broken.mp3")
    Path(os.fsdecode(broken)).write_bytes(b"this is no music" * 50)
    good = put("flac")
    missing = GenreChange(os.fsencode(tmp_path / "gone.mp3"), GENRES, (), None)
    _, outcomes = writer.write([change(broken), missing, change(good)], note="")
    assert [o.status.value for o in outcomes] == ["failed", "skipped", "written"]
    assert all(outcome.reason for outcome in outcomes)


def test_a_file_changed_since_the_plan_is_left(put: Put, writer: Writer) -> None:
    path = put("flac")
    plan = change(path)
    os.utime(path)
    before = digest(path)
    _, (outcome,) = writer.write([plan], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "changed since" in outcome.reason
    assert digest(path) == before


def test_a_read_only_file_is_left(put: Put, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("flac")
    monkeypatch.setattr(guards.os, "access", lambda path, mode: False)
    _, (outcome,) = writer.write([change(path)], note="")
    assert (outcome.status, outcome.reason) == (OutcomeStatus.SKIPPED, "The file is read-only.")


@posix
def test_hard_links_are_left_or_broken(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("mp3 id3v2.3")
    other = path + b".other"
    os.link(path, other)
    before = digest(path)
    _, (outcome,) = writer.write([change(path)], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "2 names" in outcome.reason
    assert digest(path) == before
    _, (outcome,) = Writer(journal, hard_links=HardLinks.BREAK).write([change(path)], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert digest(other) == before
    assert digest(path) != before


@posix
@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3", "ogg", "m4a", "mp3 footer", "wav info"])
def test_hard_links_are_written_in_place(name: str, put: Put, journal: Journal) -> None:
    """Both names show the change and its undo; the second of them has nothing left to be written."""
    path = put(name)
    other = path + b".other"
    os.link(path, other)
    before, inode = digest(path), os.stat(path).st_ino
    writer = Writer(journal, hard_links=HardLinks.IN_PLACE)
    batch, outcomes = writer.write([change(path), change(other)], note="")
    assert [outcome.status for outcome in outcomes] == [OutcomeStatus.WRITTEN, OutcomeStatus.UNCHANGED]
    assert read_tags(other).genres == GENRES
    assert batch is not None
    assert [outcome.status for outcome in writer.undo(batch)] == [OutcomeStatus.WRITTEN]
    assert digest(path) == digest(other) == before
    assert os.stat(path).st_ino == os.stat(other).st_ino == inode
    assert len(os.listdir(os.path.dirname(path))) == 2


@posix
@pytest.mark.parametrize("choice", [HardLinks.SKIP, HardLinks.BREAK])
@pytest.mark.parametrize("name", ["ogg", "mp3 id3v2.3"])
def test_what_was_written_under_all_names_is_undone_under_all(
    name: str, choice: HardLinks, put: Put, journal: Journal
) -> None:
    """Also when the setting is another by then: the undo goes the way that the write went."""
    path = put(name)
    other = path + b".other"
    os.link(path, other)
    before = digest(path)
    batch, _ = Writer(journal, hard_links=HardLinks.IN_PLACE).write([change(path)], note="")
    assert batch is not None
    assert [each.status for each in Writer(journal, hard_links=choice).undo(batch)] == [OutcomeStatus.WRITTEN]
    assert os.path.samefile(path, other)
    assert digest(other) == before


@posix
@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3"])
def test_a_symbolic_link_stays_and_its_target_is_written(name: str, put: Put, writer: Writer, tmp_path: Path) -> None:
    path = put(name)
    before = digest(path)
    link = os.fsencode(tmp_path / "link.mp3")
    os.symlink(path, link)
    batch, (outcome,) = writer.write([change(link)], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert os.path.islink(link)
    assert read_tags(path).genres == GENRES
    assert batch is not None
    writer.undo(batch, paths=[link])
    assert digest(path) == before
    assert os.path.islink(link)


@posix
@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3"])
def test_a_file_held_by_another_program_is_left(name: str, put: Put, writer: Writer) -> None:
    import fcntl

    path = put(name)
    before = digest(path)
    with open(path, "rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        _, (outcome,) = writer.write([change(path)], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "Another program" in outcome.reason
    assert digest(path) == before


@posix
@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3"])
def test_mode_and_attributes_are_kept(name: str, put: Put, writer: Writer) -> None:
    path = put(name)
    os.chmod(path, 0o640)
    try:
        os.setxattr(path, "user.earmark.test", b"\x00kept")
    except (OSError, AttributeError):
        pytest.skip("this file system has no extended attributes")
    writer.write([change(path)], note="")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
    assert os.getxattr(path, "user.earmark.test") == b"\x00kept"


@posix
@pytest.mark.parametrize("name", [b"\xff\xfe.mp3", "é".encode(), "e\u0301".encode(), b"n" * 255, b"a\nb.mp3", b"-rf"])
def test_odd_names(name: bytes, put: Put, writer: Writer) -> None:
    plain = put("mp3 bare")
    path = os.path.join(os.path.dirname(plain), name)
    try:
        os.rename(plain, path)
    except OSError:
        pytest.skip("this file system does not take the name")
    before = digest(path)
    batch, (outcome,) = writer.write([change(path)], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert batch is not None
    writer.undo(batch)
    assert digest(path) == before


def test_times_are_set_anew_when_asked(put: Put, journal: Journal) -> None:
    path = put("mp3 id3v2.3")
    was = os.stat(path).st_mtime_ns
    batch, _ = Writer(journal, keep_times=False).write([change(path)], note="")
    assert os.stat(path).st_mtime_ns > was
    assert batch is not None
    Writer(journal, keep_times=False).undo(batch)
    assert os.stat(path).st_mtime_ns == was


def test_progress_and_cancel(put: Put, writer: Writer) -> None:
    paths = [put("mp3 bare", f"{n}.mp3") for n in range(3)]
    control = RunControl()
    seen: list[Progress] = []

    def report(progress: Progress) -> None:
        seen.append(progress)
        control.cancel()

    _, outcomes = writer.write([change(path) for path in paths], note="", report=report, control=control)
    assert len(outcomes) == 1
    assert (seen[0].done, seen[0].total, seen[0].current) == (1, 3, paths[0])


def test_a_second_writer_waits_its_turn(put: Put, writer: Writer, journal: Journal) -> None:
    path = put("flac")
    with guards.sole_writer(journal.file) as alone:
        assert alone
        with pytest.raises(AppError, match="Another Earmark"):
            writer.write([change(path)], note="")
        assert writer.recover() == []


def test_a_newer_journal_is_refused(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "newer"
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(AppError, match="newer version"):
        Journal(file)


def test_a_journal_of_the_first_version_is_brought_up_to_date(put: Put, tmp_path: Path) -> None:
    import sqlite3

    path, file = put("ogg"), tmp_path / "old"
    before = digest(path)
    journal = Journal(file)
    batch, _ = Writer(journal).write([change(path)], note="")
    journal.close()
    with sqlite3.connect(file) as db:
        db.execute("ALTER TABLE entries DROP COLUMN shared")
        db.execute("PRAGMA user_version = 1")
    db.close()
    journal = Journal(file)
    assert batch is not None
    assert Writer(journal).undo(batch)[0].status is OutcomeStatus.WRITTEN
    journal.close()
    assert digest(path) == before
