"""A full disk, a read-only folder, a failing one: nothing is lost, the reason is said, the run goes on."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.settings import HardLinks
from app.tagging import apply
from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest
from tests.tagging.samples import sample

Put = Callable[..., bytes]


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    opened = Journal(tmp_path / "journal.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def make(name: str) -> bytes:
        folder = tmp_path / "music"
        folder.mkdir(exist_ok=True)
        path = folder / name.replace(" ", "_")
        path.write_bytes(sample(name))
        return os.fsencode(path)

    return make


def _failing(monkeypatch: pytest.MonkeyPatch, call: str, number: int, good: int) -> None:
    """Let ``os.<call>`` fail with ``number`` after ``good`` times, for good."""
    real = getattr(os, call)
    left = [good]

    def fail(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    monkeypatch.setattr(apply.os, call, fail)


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "enough room"), (errno.EIO, "could not be written")])
def test_a_new_file_that_cannot_be_finished(
    call: str, number: int, words: str, put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 bare")
    before, plan = digest(path), change(path)
    with monkeypatch.context() as patched:
        _failing(patched, call, number, 0)
        batch, (outcome,) = Writer(journal).write([plan], note="")
    assert batch is None
    assert outcome.status is OutcomeStatus.FAILED
    assert words in outcome.reason
    assert digest(path) == before
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]
    assert journal.unfinished() == []
    assert Writer(journal).write([change(path)], note="")[1][0].status is OutcomeStatus.WRITTEN


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_span_that_cannot_be_finished_is_put_back(
    call: str, put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 id3v2.3")
    before, plan = digest(path), change(path)
    real_put = apply.put
    calls: list[int] = []

    def broken_put(descriptor: int, offset: int, data: bytes) -> None:
        calls.append(len(data))
        if len(calls) > 1:  # the way back works
            real_put(descriptor, offset, data)
            return
        real_put(descriptor, offset, data[: len(data) // 2])
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(apply, "put", broken_put)
    _, (outcome,) = Writer(journal).write([plan], note="")
    assert outcome.status is OutcomeStatus.FAILED
    assert len(calls) == 2
    assert digest(path) == before
    assert journal.unfinished() == []


def test_a_file_that_cannot_be_put_back_is_mended_at_the_next_start(
    put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 id3v2.3")
    before, plan = digest(path), change(path)
    with monkeypatch.context() as patched:
        real_put, calls = apply.put, list[int]()

        def broken_put(descriptor: int, offset: int, data: bytes) -> None:
            if not calls:
                real_put(descriptor, offset, data[: len(data) // 2])
            calls.append(offset)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        patched.setattr(apply, "put", broken_put)
        _, (outcome,) = Writer(journal).write([plan], note="")
        assert outcome.status is OutcomeStatus.FAILED
        assert len(journal.unfinished()) == 1
        assert digest(path) != before
    (mended,) = Writer(journal).recover()
    assert mended.status is OutcomeStatus.UNCHANGED
    assert digest(path) == before
    assert journal.unfinished() == []


def test_a_file_edited_after_a_crash_is_left_alone(put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("mp3 id3v2.3")
    plan = change(path)
    with monkeypatch.context() as patched:
        patched.setattr(apply, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Writer(journal).write([plan], note="")
    Path(os.fsdecode(path)).write_bytes(b"somebody else's")
    (outcome,) = Writer(journal).recover()
    assert outcome.status is OutcomeStatus.FAILED
    assert "another program" in outcome.reason
    assert Path(os.fsdecode(path)).read_bytes() == b"somebody else's"
    assert Writer(journal).recover() == []


@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3"])
def test_a_file_replaced_between_the_check_and_the_write(
    name: str, put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(name)
    plan = change(path)
    real_prepare = Journal.prepare

    def prepare(self: Journal, *args: Any) -> Any:
        Path(os.fsdecode(path)).write_bytes(b"somebody else's")
        return real_prepare(self, *args)

    monkeypatch.setattr(Journal, "prepare", prepare)
    _, (outcome,) = Writer(journal).write([plan], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "just now" in outcome.reason
    assert Path(os.fsdecode(path)).read_bytes() == b"somebody else's"
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]
    assert journal.unfinished() == []


def test_a_journal_that_cannot_be_written_stops_the_write(
    put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 id3v2.3")
    before, plan = digest(path), change(path)
    journal._db.execute("PRAGMA query_only = ON")
    _, (outcome,) = Writer(journal).write([plan], note="")
    assert outcome.status is OutcomeStatus.FAILED
    assert "journal" in outcome.reason
    assert digest(path) == before


def test_a_journal_that_fills_up_behind_the_write_loses_nothing(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written and the entry is on the disk; only that it ended could not be noted."""
    path, file = put("mp3 id3v2.3"), tmp_path / "journal.sqlite3"
    before = digest(path)
    journal = Journal(file)
    with monkeypatch.context() as patched:
        for name in ("flush", "end"):
            patched.setattr(Journal, name, lambda *_: None)
        _, (outcome,) = Writer(journal).write([change(path)], note="")
        assert outcome.status is OutcomeStatus.WRITTEN
        journal._db.close()
    again = Journal(file)
    assert len(again.unfinished()) == 1
    (mended,) = Writer(again).recover()
    assert mended.status is OutcomeStatus.WRITTEN
    Writer(again).undo(again.batches()[0].id)
    assert digest(path) == before
    again.close()


_LIMITED = """
import os, resource, sys
from pathlib import Path
from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, Writer
path, limit = os.fsencode(sys.argv[1]), int(sys.argv[2])
journal = Journal(Path(sys.argv[3]))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
_, outcomes = Writer(journal).write([GenreChange(path, ("Jazz", "Blues"), (), read_stamp(path))], note="")
sys.stdout.write(f"{outcomes[0].status} {outcomes[0].reason}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_real_limit_on_file_size(put: Put, tmp_path: Path) -> None:
    path = put("wav")
    before = digest(path)
    command = [sys.executable, "-c", _LIMITED, os.fsdecode(path), "60000", str(tmp_path / "journal")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[2])
    assert done.stdout.startswith("failed There is not enough room")
    assert digest(path) == before
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write everywhere")
@pytest.mark.parametrize(
    ("name", "status"), [("mp3 bare", OutcomeStatus.FAILED), ("mp3 id3v2.3", OutcomeStatus.WRITTEN)]
)
def test_a_folder_that_may_not_be_written(name: str, status: OutcomeStatus, put: Put, journal: Journal) -> None:
    path = put(name)
    before, plan, folder = digest(path), change(path), os.path.dirname(path)
    os.chmod(folder, 0o500)
    try:
        _, (outcome,) = Writer(journal).write([plan], note="")
    finally:
        os.chmod(folder, 0o700)
    assert outcome.status is status
    assert (digest(path) == before) is (status is OutcomeStatus.FAILED)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_permissions_that_cannot_be_kept_leave_the_file(
    put: Put, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put("mp3 bare")
    os.chmod(path, 0o640)
    before, plan = digest(path), change(path)
    with monkeypatch.context() as patched:
        _failing(patched, "chmod", errno.EPERM, 0)
        _, (outcome,) = Writer(journal).write([plan], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert "same permissions" in outcome.reason
    assert digest(path) == before
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


@pytest.mark.skipif(sys.platform == "win32", reason="sparse files are POSIX here")
@pytest.mark.parametrize("name", ["mp3 id3v2.3", "mp3 bare"])
def test_a_hole_stays_a_hole(name: str, journal: Journal, tmp_path: Path) -> None:
    """Where the change goes in place, and where the file is written anew."""
    path = tmp_path / "long.mp3"
    path.write_bytes(sample(name))
    os.truncate(path, 64 << 20)
    plan = change(os.fsencode(path))
    batch, (outcome,) = Writer(journal).write([plan], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert path.stat().st_blocks * 512 < 4 << 20
    assert batch is not None
    assert Writer(journal).undo(batch)[0].status is OutcomeStatus.WRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
@pytest.mark.parametrize("edited", [False, True])
def test_a_crash_in_a_file_of_several_names(
    edited: bool, put: Put, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is put back under all names; what somebody else wrote into it meanwhile stays, and the copy is told of."""
    path = put("ogg")
    os.link(path, tmp_path / "other name")
    before, real = digest(path), apply.put
    writer = Writer(journal, hard_links=HardLinks.IN_PLACE)
    with monkeypatch.context() as patched:

        def half(descriptor: int, offset: int, data: bytes) -> None:
            real(descriptor, offset, data[: len(data) // 2])
            raise KeyboardInterrupt

        patched.setattr(apply, "put", half)
        with pytest.raises(KeyboardInterrupt):
            writer.write([change(path)], note="")
    assert digest(path) != before
    if edited:
        Path(os.fsdecode(path)).write_bytes(b"somebody else's")
    (outcome,) = writer.recover()
    beside = [name for name in os.listdir(os.path.dirname(path)) if name.startswith(b".earmark-")]
    if edited:
        assert outcome.status is OutcomeStatus.FAILED
        assert os.fsdecode(beside[0]) in outcome.reason
        assert (tmp_path / "other name").read_bytes() == b"somebody else's"
    else:
        assert digest(path) == digest(os.fsencode(tmp_path / "other name")) == before
        assert beside == []
    assert journal.unfinished() == []
