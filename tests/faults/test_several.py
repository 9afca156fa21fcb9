"""A run over several files ended at each of its calls into the system: each file is the old or the new one."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import mutagen
import pytest

from app.progress import Progress, RunControl
from app.settings import HardLinks
from app.tagging.columns import Status
from app.tagging.entries import Record
from app.tagging.journal import Journal
from app.tagging.patch import unpack
from app.tagging.writer import OutcomeStatus, Writer

if sys.platform == "win32":
    pytest.skip("needs fork and SIGKILL", allow_module_level=True)

from tests.faults import several
from tests.faults.torture import _end_at, sha
from tests.tagging.samples import sample


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    (tmp_path / "music").mkdir()
    victim = tmp_path / "music" / "second.ogg"
    victim.write_bytes(sample("ogg"))
    return several.company(victim)


@pytest.mark.parametrize("undoing", [False, True])
def test_every_moment_leaves_each_file_old_or_new(undoing: bool, files: list[Path], tmp_path: Path) -> None:
    """Twenty calls are between the first entry and the last file; each run is ended one call later than the last."""
    contents, before, seen = [file.read_bytes() for file in files], [sha(file) for file in files], set[str]()
    with contextlib.closing(Journal(tmp_path / "learn")) as journal:
        Writer(journal).write(several.changes(files), note="")
        after = [sha(file) for file in files]
    for moment in range(1, 1000):
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        work = tmp_path / str(moment)
        work.mkdir()
        if undoing:
            _act(work, files, undoing=False)
        killed = _killed_at(moment, work, files, undoing)
        with contextlib.closing(Journal(work / "journal")) as journal:
            assert all(outcome.status is not OutcomeStatus.FAILED for outcome in Writer(journal).recover())
            assert journal.unfinished() == []
            now = [sha(file) for file in files]
            for have, old, new in zip(now, before, after, strict=True):
                assert have in (old, new), moment
            seen.add("".join("on"[have == new] for have, new in zip(now, after, strict=True)))
            for batch in journal.batches():
                Writer(journal).undo(batch.id)
        assert [sha(file) for file in files] == before, moment
        assert sorted(files[0].parent.iterdir()) == sorted(files), moment
        if not killed:
            break
    # files are written in their order and undone in the other
    assert seen == {"oooo", "nooo", "nnoo", "nnno", "nnnn"}


def _act(work: Path, files: list[Path], undoing: bool) -> None:
    with contextlib.closing(Journal(work / "journal")) as journal:
        _ = Writer(journal).undo(1) if undoing else Writer(journal).write(several.changes(files), note="")


def _killed_at(moment: int, work: Path, files: list[Path], undoing: bool) -> bool:
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            _end_at(moment, cut=moment % 2 == 0)
            _act(work, files, undoing)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("undoing", [False, True])
def test_a_cancel_between_two_files_leaves_nothing_of_the_rest_in_the_history(
    undoing: bool, files: list[Path], tmp_path: Path
) -> None:
    before = [sha(file) for file in files]
    control = RunControl()

    def report(progress: Progress) -> None:
        if progress.done == 2:
            control.cancel()

    with contextlib.closing(Journal(tmp_path / "journal")) as journal:
        writer = Writer(journal)
        if undoing:
            writer.write(several.changes(files), note="")
            outcomes = writer.undo(1, report=report, control=control)
        else:
            _, outcomes = writer.write(several.changes(files), note="", report=report, control=control)
        assert [outcome.status for outcome in outcomes] == [OutcomeStatus.WRITTEN] * 2
        assert journal.unfinished() == []
        states = [entry.status for entry in journal.entries(1)]
        assert states == [Status.WRITTEN] * 2 + [Status.UNDONE] * (2 if undoing else 0)
        writer.undo(1)
    assert [sha(file) for file in files] == before


@pytest.mark.parametrize("begun", [0, 2])
def test_files_that_a_killed_run_had_not_begun_are_not_in_the_history(
    begun: int, files: list[Path], tmp_path: Path
) -> None:
    """All are noted, the process is killed with ``begun`` of them written."""
    before, real = [sha(file) for file in files], Writer._carry_out
    if child := os.fork():
        os.waitpid(child, 0)
    else:
        turns = iter(range(begun))

        def carry_out(self: Writer, pending: Any) -> None:
            if next(turns, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            real(self, pending)

        with mock.patch.object(Writer, "_carry_out", carry_out), mock.patch("app.tagging.portions._SECONDS", 60.0):
            _act(tmp_path, files, undoing=False)
        os._exit(0)
    with contextlib.closing(Journal(tmp_path / "journal")) as journal:
        assert len(journal.unfinished()) == len(files)
        told = Writer(journal).recover()
        assert [outcome.status for outcome in told] == [OutcomeStatus.WRITTEN] * begun
        assert {entry.path: entry.status for entry in journal.entries(1)} == dict.fromkeys(
            map(os.fsencode, files[:begun]), Status.WRITTEN
        )
        assert [batch.files for batch in journal.batches()] == [begun] * bool(begun)
        for batch in journal.batches():
            Writer(journal).undo(batch.id)
    assert [sha(file) for file in files] == before


def test_entries_of_several_files_share_one_wait_for_the_disk(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.tagging.portions._SECONDS", 60.0)
    with contextlib.closing(Journal(tmp_path / "journal")) as journal:
        statements: list[str] = []
        journal._db.set_trace_callback(statements.append)
        Writer(journal).write(several.changes(files), note="")
        assert statements.count("COMMIT") == 2
        statements.clear()
        Writer(journal).undo(1)
        assert statements.count("COMMIT") == 2


@pytest.mark.parametrize("undoing", [False, True])
def test_what_another_program_wrote_before_the_next_start_stays(
    undoing: bool, files: list[Path], tmp_path: Path
) -> None:
    """The entries are on the disk, the process ends, and another program sets genres in room that the entries name."""
    files.append(files[0].with_name("longer.mp3"))
    files[-1].write_bytes(sample("mp3 id3v2.3"))
    for file in files:
        _tag(file, "A genre that leaves room for others")
    if undoing:
        _act(tmp_path, files, undoing=False)
    lengths = [file.stat().st_size for file in files]
    child = os.fork()
    if child == 0:
        with mock.patch.object(Writer, "_carry_out", side_effect=lambda *_: os.kill(os.getpid(), signal.SIGKILL)):
            _act(tmp_path, files, undoing)
        os._exit(0)
    os.waitpid(child, 0)
    for file in files:
        _tag(file, "Theirs")
    theirs = [sha(file) for file in files]
    with contextlib.closing(Journal(tmp_path / "journal")) as journal:
        lengths_of = {os.fsencode(file): length for file, length in zip(files, lengths, strict=True)}
        names = [each.entry.path for each in journal.unfinished() if each.image is not None]
        assert any(os.stat(name).st_size == lengths_of[name] for name in names), "none was edited within its room"
        assert {each.status for each in Writer(journal).recover()} == {OutcomeStatus.FAILED}
        assert journal.unfinished() == []
    assert [sha(file) for file in files] == theirs


def _tag(file: Path, genre: str) -> None:
    audio = mutagen.File(file, easy=True)
    if audio.tags is None:
        audio.add_tags()
    audio["genre"] = [genre]
    audio.save()


@pytest.mark.parametrize("hard_links", HardLinks)
@pytest.mark.parametrize("place", ["genres", "end"])
def test_an_edit_behind_the_entries_that_keeps_length_and_times_stays(
    place: str, hard_links: HardLinks, tmp_path: Path
) -> None:
    """The files are written anew: what is to be replaced is looked at once more, in the file and not in a buffer."""
    files = [tmp_path / "song.m4a", tmp_path / "song.ogg"]
    for file in files:
        file.write_bytes(sample({".m4a": "m4a genre", ".ogg": "ogg"}[file.suffix]))
        if hard_links is not HardLinks.SKIP:
            os.link(file, file.with_name(f"{file.name}.other"))
    theirs: list[bytes] = []
    real = Journal.prepare

    def prepare(self: Journal, records: Sequence[Record], *rest: Any) -> list[Record]:
        for file, record in zip(files, records, strict=True):
            status, content = file.stat(), bytearray(file.read_bytes())
            content[-3 if place == "end" else unpack(record.reverse)[0].start + 1] ^= 1
            file.write_bytes(content)
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
            theirs.append(bytes(content))
        return real(self, records, *rest)

    with contextlib.closing(Journal(tmp_path / "journal")) as journal:
        with mock.patch.object(Journal, "prepare", prepare), mock.patch("app.tagging.portions._SECONDS", 60.0):
            _, outcomes = Writer(journal, hard_links=hard_links).write(several.changes(files), note="")
        assert {each.status for each in outcomes} == {OutcomeStatus.SKIPPED}
        assert journal.unfinished() == []
    assert [file.read_bytes() for file in files] == theirs
    assert not list(tmp_path.glob(".earmark-*"))
