"""What a decoder prints about damaged frames reaches no terminal; what Python and Earmark say does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

#: Reads a damaged MP3 in a window's process, says something, and crashes if told to.
_WINDOW = """
import faulthandler, os, sys
from PySide6.QtCore import QTimer
from app.session import Session
from app.ui import application
from app.ui.main_window import MainWindow

def work(window):
    try:
        window._session.picture(os.fsencode(sys.argv[1]))
        os.write(1, b"a library's\\n")
        print("ours", flush=True)
        print("Python's", file=sys.stderr)
        if sys.argv[2:] == ["crash"]:
            faulthandler._sigsegv()
    finally:
        window.close()

show = MainWindow.show
def show_then_work(window):
    show(window)
    QTimer.singleShot(0, lambda: work(window))
MainWindow.show = show_then_work

if __name__ == "__main__":
    sys.exit(application.run([]))
"""


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An MP3 with frames that are none."""
    path = tmp_path_factory.mktemp("damaged") / "song.mp3"
    chance = np.random.default_rng(7)
    sf.write(path, 0.2 * chance.standard_normal((20 * 22_050, 1)).astype(np.float32), 22_050, format="MP3")
    content = bytearray(path.read_bytes())
    for place in range(6_000, len(content) - 6_000, 1_500):
        content[place : place + 24] = chance.bytes(24)
    path.write_bytes(content)
    return path


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = folder / "window.py"
    script.write_text(_WINDOW)
    around = {**os.environ, "EARMARK_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen", **environment}
    command = [sys.executable, "-X", "faulthandler", str(script), *words]
    return subprocess.run(command, env=around, capture_output=True, text=True, timeout=100, check=False)


def test_a_damaged_file_in_the_window_says_nothing_on_the_terminal(tmp_path: Path, damaged: Path) -> None:
    loud = run(tmp_path, str(damaged), EARMARK_LOG="DEBUG")
    assert "libmpg123" in loud.stderr, "this decoder is silent by itself"
    assert loud.stdout == "a library's\nours\n"
    quiet = run(tmp_path, str(damaged))
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "ours\n", "Python's\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a crash opens a dialog there")
def test_a_crash_still_tells_where(tmp_path: Path, damaged: Path) -> None:
    done = run(tmp_path, str(damaged), "crash")
    assert done.returncode < 0
    assert "Segmentation fault" in done.stderr
    assert "in work" in done.stderr
    assert "libmpg123" not in done.stderr


#: With the outputs closed, as a launcher may: a file that is written, and what a library prints meanwhile.
_CLOSED = """
import os, sys
from app.__main__ import _leave_no_output_closed
from app.native_output import silence_native_output

os.closerange(int(sys.argv[2]), 3)
{}()
with open(sys.argv[1], "wb", buffering=0) as music:
    for number in (1, 2):
        try:
            os.write(number, b"a library's")
        except OSError:
            pass
    music.write(b"music")
"""


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("taking", ["_leave_no_output_closed", "silence_native_output"])
def test_what_libraries_print_never_gets_into_a_file(tmp_path: Path, taking: str, first: int) -> None:
    music = tmp_path / "song.mp3"
    command = [sys.executable, "-c", _CLOSED.format(taking), str(music), str(first)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert music.read_bytes() == b"music"


def test_outputs_that_are_missing_are_no_fault() -> None:
    code = "import faulthandler, sys; faulthandler.enable(); sys.stdout = sys.stderr = None; "
    code += "from app.native_output import silence_native_output as silence; silence('stdout', 'stderr')"
    subprocess.run([sys.executable, "-c", code], check=True)
