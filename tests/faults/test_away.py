"""A drive that goes in the middle of a write: what makes its files whole again waits until it is back."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from app.settings import HardLinks
from app.tagging import apply
from app.tagging.columns import Status
from app.tagging.journal import Journal
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest
from tests.tagging.samples import sample

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file keeps its folder there")

#: In place, under all names of a file, and by a new file.
CASES = [("mp3 id3v2.3", HardLinks.SKIP), ("wav bare", HardLinks.IN_PLACE), ("mp3 bare", HardLinks.SKIP)]


def _drive(tmp_path: Path, name: str, links: HardLinks) -> bytes:
    drive = tmp_path / "drive"
    drive.mkdir()
    (drive / "song").write_bytes(sample(name))
    if links is HardLinks.IN_PLACE:
        os.link(drive / "song", drive / "other name")
    return os.fsencode(drive / "song")


def _unplug_half_way(tmp_path: Path, mount_point_stays: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let half of the first write reach the file, and the drive be away afterwards."""
    real, begun = os.write, list[int]()

    def half(descriptor: int, data: bytes) -> int:
        if not begun:
            begun.append(real(descriptor, data[: max(1, len(data) // 2)]))
            os.rename(tmp_path / "drive", tmp_path / "unplugged")
            if mount_point_stays:
                (tmp_path / "drive").mkdir()
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    # a file of several names is changed once the copy beside it is whole
    monkeypatch.setattr(
        apply, "put", lambda descriptor, offset, data: (os.lseek(descriptor, offset, 0), half(descriptor, data))
    )
    if not (tmp_path / "drive" / "other name").exists():
        monkeypatch.setattr("app.tagging.apply.os.write", half)


@pytest.mark.parametrize("mount_point_stays", [False, True])
@pytest.mark.parametrize("undoing", [False, True])
@pytest.mark.parametrize(("name", "links"), CASES)
def test_a_file_is_mended_when_its_drive_is_back(
    name: str, links: HardLinks, undoing: bool, mount_point_stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, file = _drive(tmp_path, name, links), tmp_path / "journal"
    journal = Journal(file)
    writer = Writer(journal, hard_links=links)
    if undoing:
        writer.write([change(path)], note="")
    before, plan = digest(path), change(path, ["Jazz"])
    with monkeypatch.context() as patched:
        _unplug_half_way(tmp_path, mount_point_stays, patched)
        (outcome,) = writer.undo(1) if undoing else writer.write([plan], note="")[1]
    assert outcome.status is OutcomeStatus.FAILED
    journal.close()

    journal = Journal(file)
    (away,) = Writer(journal).recover()
    assert (away.status, len(journal.unfinished())) == (OutcomeStatus.FAILED, 1)
    assert "there again" in away.reason
    if mount_point_stays:
        (tmp_path / "drive").rmdir()
    os.rename(tmp_path / "unplugged", tmp_path / "drive")
    (mended,) = Writer(journal).recover()
    assert mended.status is (OutcomeStatus.WRITTEN if undoing else OutcomeStatus.UNCHANGED)
    assert digest(path) == before
    assert not [each for each in os.listdir(os.path.dirname(path)) if each.startswith(b".earmark-")]
    assert journal.unfinished() == []
    assert journal.entries(1)[0].status is (Status.WRITTEN if undoing else Status.ROLLED_BACK)
    journal.close()


def test_a_file_that_is_gone_from_its_folder_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _drive(tmp_path, "mp3 id3v2.3", HardLinks.SKIP)
    (tmp_path / "drive" / "neighbour").touch()
    journal = Journal(tmp_path / "journal")
    with monkeypatch.context() as patched:
        patched.setattr(apply, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Writer(journal).write([change(path)], note="")
    os.unlink(path)
    (outcome,) = Writer(journal).recover()
    assert "is gone" in outcome.reason
    assert journal.unfinished() == []
    journal.close()
