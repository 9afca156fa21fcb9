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
