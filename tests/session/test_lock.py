"""One job at a time on a library, across processes; a dead holder holds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.session.lock import LibraryBusyError, LibraryLock

HOLD = """
import sys
from pathlib import Path
from app.session.lock import LibraryLock
with LibraryLock(Path(sys.argv[1])).hold("analysing"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def test_a_second_process_is_told_who_works(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(LibraryBusyError) as caught, LibraryLock(tmp_path / "lock").hold("writing", patience_s=0.3):
        pass
    assert f"(process {holder.pid}) is analysing" in caught.value.sentence


def test_a_killed_holder_holds_nothing(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.communicate()
    with LibraryLock(tmp_path / "lock").hold("writing", patience_s=0.3):
        pass


def test_it_waits_for_the_other_to_finish(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    with LibraryLock(tmp_path / "lock").hold("writing", patience_s=20):
        pass


def test_one_process_may_hold_it_twice(tmp_path: Path) -> None:
    lock = LibraryLock(tmp_path / "lock")
    with lock.hold("analysing"), lock.hold("writing", patience_s=0):
        pass
    with lock.hold("writing", patience_s=0):
        pass
