"""What is heard is what is drawn: a click track played into a sound server without a loudspeaker, and recorded there.

The server (PulseAudio with a null sink) is one of the test's own. What its monitor gives out is what a loudspeaker
would sound; the moment of each click there is compared with what the rolling picture showed at its right edge then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 44_100
CLICKS_S = (2.0, 3.0, 4.0, 5.0, 6.0)
#: Longest silence between two pictures, in seconds: beyond it the machine is too busy to say anything.
_STARVED_S = 0.15

pytestmark = pytest.mark.skipif(
    not (shutil.which("pulseaudio") and shutil.which("parec")), reason="PulseAudio with its tools is not here"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a sound server whose one device is a null sink."""
    socket = tmp_path / "pulse"
    modules = [
        f"module-null-sink sink_name=silent rate={RATE}",
        f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
    ]
    home = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PULSE_RUNTIME_PATH": str(tmp_path)}
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error"]
    process = subprocess.Popen(
        [*command, *(part for module in modules for part in ("-L", module))],
        env=home,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 20
    while not socket.exists() and process.poll() is None and time.monotonic() < end:
        threading.Event().wait(0.05)
    if not socket.exists():
        process.kill()
        pytest.skip("PulseAudio does not start here")
    yield {**home, "PULSE_SERVER": f"unix:{socket}", "QT_QPA_PLATFORM": "offscreen"}
    process.terminate()
    process.wait(10)


def click_track(file: Path) -> Path:
    """Eight seconds, silent but for clicks of 5 ms."""
    samples = np.zeros(8 * RATE, np.int16)
    for at_s in CLICKS_S:
        start = int(at_s * RATE)
        samples[start : start + RATE // 200] = 30_000
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return file


class Recorder:
    """Records the null sink, and knows when each sample was sounded."""

    def __init__(self, environment: dict[str, str]) -> None:
        format_ = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=5"]
        self._process = subprocess.Popen(
            ["parec", "--device=silent.monitor", *format_], env=environment, stdout=subprocess.PIPE
        )
        self._pieces: list[bytes] = []
        self._began_s = float("inf")
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        count = 0
        while piece := os.read(stream.fileno(), 65_536):
            self._pieces.append(piece)
            count += len(piece) // 2
            self._began_s = min(self._began_s, time.monotonic() - count / RATE)  # the piece that came the least late

    def clicks(self) -> NDArray[np.float64]:
        """End the recording; when each click began, in monotonic seconds."""
        self._process.terminate()
        self._thread.join(10)
        self._process.wait(10)
        sound = np.frombuffer(b"".join(self._pieces), np.int16)
        loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > 5_000)
        first = loud[np.diff(loud, prepend=-RATE) > RATE // 4]
        return self._began_s + first / RATE


def test_a_click_is_drawn_when_it_is_heard(server: dict[str, str], tmp_path: Path) -> None:
    recorder = Recorder(server)
    played = subprocess.run(
        [sys.executable, "-m", "tests.ui.click_player", str(click_track(tmp_path / "clicks.wav"))],
        env=server,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    heard_s = recorder.clicks()
    assert played.returncode == 0, played.stderr
    drawn = np.array([line.split() for line in played.stdout.splitlines()], np.float64)
    if len(heard_s) != len(CLICKS_S) or len(drawn) < 100 or np.diff(drawn[:, 0]).max() > _STARVED_S:
        pytest.skip("the machine is too busy to play without gaps")
    late_s = np.interp(heard_s, drawn[:, 0], drawn[:, 1]) - np.array(CLICKS_S)
    assert abs(float(np.median(late_s))) < 0.05, late_s
    assert np.abs(late_s).max() < 0.1, late_s
