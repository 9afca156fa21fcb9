"""Starts the finished program as a person would and fails on anything that is not as it should be.

    python installer/bundle/smoke.py PROGRAM [--window] [--within FOLDER]

In the terminal: version, doctor, and on generated music analyse, write, undo; every file must be byte for byte what it
was. Without a display the window must say so, and on Qt's invisible screen it must open and close. With ``--window``
(Linux: needs Xvfb, xdotool, pulseaudio and parec) it opens on a real X display, plays through a null sink, and takes in
what a second start brings. A warning in the program's log fails the test.

``--within`` runs the program in that folder as its root (chroot), where it is installed on a bare system. This script
itself needs an environment in which Earmark's demo music can be made.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds until a step counts as hung: a slow machine that has other work may take minutes.
PATIENCE_S = 900.0
#: What the log says once the window is there.
IS_OPEN = "the window is open"
#: What Qt says of its invisible screen, which has no window manager to tell sizes to.
EXPECTED = ("This plugin does not support propagateSizeHints",)


class SmokeError(Exception):
    """Something is not as it should be."""


class Program:
    """The program under test, with a home of its own, perhaps inside another root."""

    def __init__(self, command: str, within: Path | None) -> None:
        self.within = within
        self.place = Path(tempfile.mkdtemp(prefix="earmark-smoke-", dir=within / "tmp" if within else None))
        self.music = self.place / "music"
        self._start = ["chroot", str(within), command] if within else [command]

    def inside(self, path: Path) -> str:
        """``path`` as the program sees it."""
        return f"/{path.relative_to(self.within)}" if self.within else str(path)

    def environment(self, **more: str) -> dict[str, str]:
        """A person's plain environment: nothing of Python's, of Qt's or of a display, but what is asked for."""
        keep = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA", "APPDATA")
        plain = {name: os.environ[name] for name in keep if name in os.environ}
        home = self.inside(self.place / "home")
        return {**plain, "HOME": home, "EARMARK_HOME": home, "LANG": "C.UTF-8", **more}

    def run(self, *words: str, allowed: Sequence[int] = (0,), **environment: str) -> str:
        """What the command prints; it must end with one of the ``allowed`` statuses and say nothing of a fault."""
        done = subprocess.run(
            [*self._start, *words],
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        said = done.stdout + done.stderr
        if done.returncode not in allowed or "Traceback" in said:
            raise SmokeError(f"earmark {' '.join(words)}: status {done.returncode}\n{said}")
        return said

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """The program, left to run."""
        return subprocess.Popen(
            [*self._start, *words],
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def check_log(self) -> None:
        """Fail on a warning in the log."""
        for file in sorted((self.place / "home" / "logs").glob("*.log*")):
            for line in file.read_text(encoding="utf-8").splitlines():
                grave = any(f" {level} " in line for level in ("WARNING", "ERROR", "CRITICAL"))
                if grave and not any(words in line for words in EXPECTED):
                    raise SmokeError(f"in the log: {line}")


def step(words: str) -> None:
    """Tell what has been seen working."""
    sys.stdout.write(f"earmark: {words}\n")
    sys.stdout.flush()


def until(ready: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
    """Ask again and again: what is waited for happens in another process."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise SmokeError(f"in vain: {what}")
        time.sleep(0.2)


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file's content."""
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def make_music(folder: Path) -> None:
    """The demo library, without the file that is broken on purpose: here every fault counts."""
    subprocess.run([sys.executable, "-m", "app.demo", str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for broken in folder.rglob("Torn Page*"):
        broken.unlink()


def in_the_terminal(program: Program) -> None:
    """Version, doctor, and the whole journey on generated music."""
    step(program.run("--version").strip())
    checks = [json.loads(line) for line in program.run("doctor", "--json").splitlines() if line.startswith("{")]
    failed = [check for check in checks if "failed" in check.values()]
    if failed or len(checks) < 10:
        raise SmokeError(f"doctor: {failed or checks}")
    step(f"doctor: {len(checks)} checks, none failed")
    make_music(program.music)
    music = program.inside(program.music)
    before = contents(program.music)
    answers = program.run("analyse", music, "--json").splitlines()
    step(f"analysed: {sum('decision' in line for line in answers)} tracks")
    if contents(program.music) != before:
        raise SmokeError("analysing changed a file")
    program.run("set", "--yes", "--genre", "Smoke Test", music)
    changed = sum(before[file] != content for file, content in contents(program.music).items())
    if changed < 10:
        raise SmokeError(f"only {changed} files were written")
    program.run("undo", "--last")
    if contents(program.music) != before:
        raise SmokeError("undo did not give every file its bytes back")
    step(f"written and undone: {changed} files, each byte for byte what it was")
    program.check_log()


def without_a_display(program: Program) -> None:
    """The window says that it cannot open, and opens on Qt's invisible screen."""
    if sys.platform.startswith("linux"):
        said = program.run(program.inside(program.music), allowed=(2,))
        if "no display" not in said:
            raise SmokeError(f"without a display it said: {said}")
        step("without a display: says so, and names the commands")
    _open_unseen(program, 2.0)
    _open_unseen(program, 0.0)
    step("on an invisible screen: opens and closes, also at once")
    program.check_log()


def _open_unseen(program: Program, stay_s: float) -> None:
    log = program.place / "home" / "logs" / "earmark.log"

    def opened() -> int:
        return log.read_text(encoding="utf-8").count(IS_OPEN) if log.exists() else 0

    before = opened()
    window = program.start(QT_QPA_PLATFORM="offscreen")
    until(lambda: window.poll() is not None or opened() > before, "the window's start")
    end(window, stay_s)


def end(window: subprocess.Popen[str], stay_s: float = 2.0, seconds: float = PATIENCE_S) -> None:
    """Close the window as Ctrl+C does (Windows: as the task manager does); it must end well and say nothing.

    It is left open for ``stay_s`` seconds before that: one that breaks right after its start is to be seen breaking.
    """
    time.sleep(stay_s)
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/PID", str(window.pid), "/F"], check=False, capture_output=True)
        window.wait(seconds)
        return
    window.send_signal(signal.SIGINT)
    said, _ = window.communicate(timeout=seconds)
    if window.returncode != 0 or said.strip():
        raise SmokeError(f"the window ended with status {window.returncode} and said: {said}")


def main() -> int:
    """Status 0 when everything was seen working."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the program's path, as seen inside --within")
    parser.add_argument("--window", action="store_true", help="also on a real X display, with sound")
    parser.add_argument("--within", type=Path, help="run it with this folder as its root")
    args = parser.parse_args()
    program = Program(args.program, args.within)
    try:
        in_the_terminal(program)
        without_a_display(program)
        if args.window:
            import smoke_window

            smoke_window.on_a_display(program)
    except (SmokeError, subprocess.SubprocessError, OSError) as problem:
        sys.stderr.write(f"earmark: FAILED: {problem}\n")
        return 1
    finally:
        shutil.rmtree(program.place, ignore_errors=True)
    step("the smoke test passed")
    return 0


if __name__ == "__main__":
    sys.modules["smoke"] = sys.modules["__main__"]  # smoke_window.py means this very module, and its SmokeError
    sys.exit(main())
