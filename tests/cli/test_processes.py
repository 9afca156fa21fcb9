"""The command as a process of its own: statuses, Ctrl-C, kill, a second Earmark, undecodable names, closed pipes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.library.types import View
from app.session import Session
from app.tagging.columns import Status
from tests.conftest import BROKEN, TRACKS

ROOT = Path(__file__).resolve().parents[2]
COPIES = 7
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def start(*words: object, **more: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", *map(os.fspath, words)],  # type: ignore[call-overload]
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=100)
    return process.returncode, out, err


@pytest.fixture
def many(music: Path) -> Path:
    """The folder with many copies of each track: enough to be in the middle of."""
    for name in TRACKS:
        for number in range(COPIES):
            shutil.copy(music / name, music / f"{Path(name).stem} {number:02}{Path(name).suffix}")
    return music


def wait_until_answers_are_stored() -> None:
    """Return when another process has stored its first answers: watched through the library, as a window would."""
    with Session() as watcher:
        while watcher.counts()[View.ALL] == 0 or watcher.counts()[View.NEW] == watcher.counts()[View.ALL]:
            pass


def test_a_whole_run(tiny_model: str, music: Path) -> None:
    status, out, err = finish(start("analyse", music, "--json"))
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert len(rows) == len(TRACKS) + 1
    assert err == ""


@posix_only
def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(tiny_model: str, many: Path) -> None:
    process = start("analyse", many, "--json", start_new_session=True)
    wait_until_answers_are_stored()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    status, out, err = finish(process)
    assert status == 130
    assert "Traceback" not in err
    assert "goes on where this one stopped" in err
    first = [json.loads(line) for line in out.splitlines()]
    assert all(row["decision"] or Path(row["path"]).name == BROKEN for row in first)
    total = (COPIES + 1) * len(TRACKS) + 1
    assert 0 < len(first) < total
    with Session() as session:
        done = session.analyse()
        counts = session.counts()
    assert done.done == total - len(first)
    assert (counts[View.ALL], counts[View.NEW], counts[View.FAILED]) == (total, 0, 1)


@posix_only
def test_a_killed_run_is_resumed(tiny_model: str, many: Path) -> None:
    process = start("analyse", many, start_new_session=True)
    wait_until_answers_are_stored()
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    total = (COPIES + 1) * len(TRACKS) + 1
    with Session() as session:
        before = session.counts()
        done = session.analyse()
        after = session.counts()
    heard = before[View.ALL] - before[View.NEW]
    assert 0 < heard < total
    assert before[View.ALL] == total
    assert done.done == total - heard
    assert after[View.NEW] == 0
    assert sum(count for view, count in after.items() if view is not View.ALL) == after[View.ALL] == total


@pytest.fixture
def known(tiny_model: str, many: Path) -> Path:
    """The folder with many copies, known to the library: a write needs no answers of a model."""
    (many / BROKEN).unlink()
    with Session() as session:
        session.add_folder(os.fsencode(many))
        session.scan()
    return many


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


@posix_only
def test_ctrl_c_while_writing_finishes_the_file_in_hand(known: Path) -> None:
    process = start("set", "--genre", "Ska", known, "--yes", "--json")
    with Session() as watcher:
        while not watcher.history():
            pass
        process.send_signal(signal.SIGINT)
        status, out, err = finish(process)
        summary = json.loads(out.splitlines()[-1])
        (batch,) = watcher.history()
        assert status == 130
        assert "Traceback" not in err
        assert summary["cancelled"]
        assert summary["written"] == batch.files == watcher.counts()[View.WRITTEN]
        # several files are noted at once, before they are written: the history has those that were
        entries = watcher.batch_entries(batch.id)
        assert [entry.status for entry in entries[: batch.files]] == [Status.WRITTEN] * batch.files
        assert {entry.status for entry in entries[batch.files :]} == {Status.NOT_REACHED}
        assert watcher.scan().changed == 0


@posix_only
def test_a_killed_write_is_known_to_the_next_start(known: Path) -> None:
    before = digests(known)
    process = start("set", "--genre", "Ska", known, "--yes", start_new_session=True)
    with Session() as watcher:
        while not watcher.history():
            pass
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    with Session() as session:
        (batch,) = session.history()
        counts = session.counts()
        assert 0 < batch.files < counts[View.ALL]
        assert counts[View.WRITTEN] == batch.files
        scanned = session.scan()
        assert (scanned.new, scanned.changed) == (0, 0)
        assert session.undo(batch.id).conflicts == ()
    assert digests(known) == before


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are always text here")
def test_undecodable_names_in_every_locale(tiny_model: str, music: Path) -> None:
    odd = os.fsencode(music) + b"/caf\xe9 \xff.mp3"
    os.rename(os.fsencode(music / "01 guitar.mp3"), odd)
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code = (
        "import sys; from app.cli.main import main; odd = sys.argv[1]\n"
        "if __name__ == '__main__':\n"
        "    for words in (['analyse', odd, '--json'], ['set', '--genre', sys.argv[2], odd], ['show', odd],\n"
        "                  ['undo', '--last']):\n"
        "        status = main(words)\n"
        "        if status: sys.exit(f'{words[0]}: {status}')\n"
    )
    program = [sys.executable, "-c", code, odd, "Música".encode()]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@posix_only
def test_a_reader_that_leaves_is_no_error(tiny_model: str, many: Path) -> None:
    process = start("show", many, "--json")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_the_window_without_a_display(tiny_model: str) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display here")
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    status, out, err = finish(start(env=environment))
    assert (status, out) == (2, "")
    assert "earmark tag PATH" in err


def test_the_command_line_does_not_load_qt(tiny_model: str) -> None:
    code = (
        "import sys; from app.cli.main import main; main(['models', '--json']); "
        "sys.exit(any(name.startswith(('PySide6', 'torch', 'librosa')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
