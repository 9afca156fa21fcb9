"""The part of the smoke test that needs a screen and ears: a real X display, keys, and a sink that records.

Needs Xvfb, xdotool, pulseaudio and parec. Both servers belong to the test alone and end with it.
"""

from __future__ import annotations

import array
import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from smoke import Program, SmokeError, end, step, until

#: A sample is sound from this value on, of 32767.
_AUDIBLE = 300
#: So many of them, a tenth of a second, are no accident.
_HEARD_SAMPLES = 2205
#: Seconds that the window is given to react to a key before the next one, as a person would.
_REACTION_S = 5.0


@contextlib.contextmanager
def display() -> Iterator[str]:
    """An X server of its own; its name.

    The tests of the window have a fixture of the same few lines (tests/ui/test_real_display.py): they belong to pytest
    and to the checkout, while this runs beside a frozen program with nothing but the standard library.
    """
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1500x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def null_sink(folder: Path) -> Iterator[Path]:
    """A PulseAudio server whose only output is nowhere; the socket by which it is reached."""
    socket = folder / "pulse"
    private = folder / "pulse-home"
    private.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], "HOME": str(private), "XDG_RUNTIME_DIR": str(private)}
    server = subprocess.Popen(
        [
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
            *("--disable-shm", "-L", "module-null-sink sink_name=nowhere"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
        ],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(socket.exists, "the sound server", 20)
        yield socket
    finally:
        server.terminate()
        server.wait()


def keys(screen: str, *words: str) -> str:
    """Ask xdotool; what it prints."""
    done = subprocess.run(
        ["xdotool", *words], env={**os.environ, "DISPLAY": screen}, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


class Recording:
    """What comes out of the sink, from now on."""

    def __init__(self, socket: Path) -> None:
        self._recorder = subprocess.Popen(
            ["parec", "--device=nowhere.monitor", "--format=s16le", "--rate=22050", "--channels=1"],
            env={"PATH": os.environ["PATH"], "HOME": str(socket.parent), "PULSE_SERVER": f"unix:{socket}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.loud_samples = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._recorder.stdout is not None
        while block := self._recorder.stdout.read(8192):
            samples = array.array("h", block[: len(block) // 2 * 2])
            self.loud_samples += sum(abs(sample) >= _AUDIBLE for sample in samples)

    def close(self) -> None:
        """Record no more."""
        self._recorder.terminate()
        self._recorder.wait()


def windows(screen: str) -> list[str]:
    """Ids of the visible windows of the program."""
    return keys(screen, "search", "--onlyvisible", "--name", "Earmark").split()


def on_a_display(program: Program) -> None:
    """Open the window on the music, play a track, start a second time, close."""
    if not sys.platform.startswith("linux"):
        raise SmokeError("--window knows X displays only")
    with display() as screen, null_sink(program.place) as socket:
        recording = Recording(socket)
        environment = {"DISPLAY": screen, "PULSE_SERVER": f"unix:{program.inside(socket)}"}
        window = program.start(program.inside(program.music), **environment)
        try:
            until(lambda: window.poll() is not None or windows(screen), "the window on the display")
            step("on a display: the window is there")
            _play(screen, recording)
            _start_again(program, screen, environment)
            end(window)
        finally:
            recording.close()
            if window.poll() is None:
                window.kill()
        step("the window closed in good order")
        program.check_log()


def _play(screen: str, recording: Recording) -> None:
    (main,) = windows(screen)[:1]
    keys(screen, "windowfocus", "--sync", main)
    # The table is in front, its first row the current one: the blank selects it, R opens it in the review.
    keys(screen, "key", "space")
    time.sleep(_REACTION_S)
    if recording.loud_samples:
        raise SmokeError("something sounds that nobody started")
    keys(screen, "key", "r")
    time.sleep(_REACTION_S)
    if not recording.loud_samples:  # the review may play by itself, or wait for the blank
        keys(screen, "key", "space")
    until(lambda: recording.loud_samples > _HEARD_SAMPLES, "sound in the sink", 120)
    keys(screen, "key", "space")
    step("played a track: it was heard in the sink")


def _start_again(program: Program, screen: str, environment: dict[str, str]) -> None:
    program.run(program.inside(program.music), **environment)
    if len(windows(screen)) != 1:
        raise SmokeError(f"a second start left {len(windows(screen))} windows")
    step("a second start handed over to the open window and left")
