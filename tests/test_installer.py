"""What ``make run`` does once the environment is ready, watched through a stand-in for the ``earmark`` command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.demo import library

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for systems with bash")

#: Writes down what it is asked; "tag --yes" changes a file of the folder and "undo" changes it back.
STAND_IN = """#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
--version) exit "${VERSION_STATUS:-0}" ;;
tag*--yes) echo "$2/Snow.wav" > "$LOG.changed"; echo changed > "$2/Snow.wav" ;;
undo*) : > "$(cat "$LOG.changed")" ;;
esac
exit "${STATUS:-0}"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real scripts, whose ``earmark`` writes down what it is asked and ends with $STATUS."""
    place = tmp_path / "check out"
    shutil.copytree(ROOT / "installer", place / "installer")
    commands = place / ".venv" / "bin"
    commands.mkdir(parents=True)
    earmark = commands / "earmark"
    earmark.write_text(STAND_IN)
    python = commands / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    for script in (earmark, python):
        script.chmod(0o755)
    return place


def run(checkout: Path, **environment: str) -> tuple[int, str, list[str]]:
    """Exit status, output, and the commands that Earmark was asked, where there is no display and no terminal."""
    log = checkout / "log"
    plain = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "MUSIC")}
    done = subprocess.run(
        ["bash", checkout / "installer" / "run.sh"],
        env={**plain, "LOG": str(log), "QT_QPA_PLATFORM": "offscreen", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    asked = log.read_text().splitlines() if log.exists() else []
    return done.returncode, done.stdout + done.stderr, [line for line in asked if line != "--version"]


def test_own_music_is_only_looked_at_when_nobody_can_be_asked(checkout: Path, tmp_path: Path) -> None:
    music = tmp_path / "my music"
    music.mkdir()
    status, output, asked = run(checkout, MUSIC=str(music))
    assert status == 0
    assert asked == [f"tag {music} --dry-run"]
    assert "no display" in output
    assert "Nothing is written" in output
    assert not (checkout / "demo").exists()


def test_the_demo_is_seen_from_first_look_to_undo(checkout: Path) -> None:
    music = checkout / "demo" / "music"
    for piece in library._PIECES:  # as if made before: the making has tests of its own
        (music / piece.place).parent.mkdir(parents=True, exist_ok=True)
        (music / piece.place).touch()
    (music / "Snow.wav").touch()
    (music / library.MARKER).write_text(library._ABOUT, encoding="utf-8")
    status, output, asked = run(checkout, STATUS="1")  # one file of the demo is broken
    assert status == 0
    assert [line.split()[0] for line in asked] == ["show", "tag", "tag", "show", "history", "undo"]
    assert all(str(music) in line for line in asked if line.startswith(("tag", "show")))
    assert (music / "Recordings" / "Torn Page.mp3").is_file()
    assert "there is no display" in output
    assert "byte for byte" in output


def test_a_command_that_could_not_begin_ends_the_run(checkout: Path, tmp_path: Path) -> None:
    assert run(checkout, MUSIC=str(tmp_path), STATUS="2")[0] == 2


def test_a_folder_that_is_not_there(checkout: Path, tmp_path: Path) -> None:
    status, output, asked = run(checkout, MUSIC=str(tmp_path / "nowhere"))
    assert status == 2
    assert "there is no" in output
    assert not asked


def test_an_installation_that_does_not_start_is_said(checkout: Path, tmp_path: Path) -> None:
    status, output, asked = run(checkout, MUSIC=str(tmp_path), VERSION_STATUS="1")
    assert status == 1
    assert "does not start" in output
    assert not asked


def test_missing_packages_are_named_where_they_may_not_be_installed() -> None:
    script = 'source installer/apt.sh; id() { echo 1000; }; install_packages "a reason" libone two'
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends libone two" in done.stderr
    assert "a reason" in done.stderr


def test_as_root_it_says_what_it_installs(tmp_path: Path) -> None:
    fake = tmp_path / "apt-get"
    fake.write_text('#!/bin/sh\necho "apt-get $*" >> "$LOG"\n')
    fake.chmod(0o755)
    script = (
        'source installer/apt.sh; id() { echo 0; }; install_packages "a reason" libone; install_packages "more" two'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LOG": str(tmp_path / "log")}
    done = subprocess.run(
        ["bash", "-euc", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "installing with apt-get, for a reason: libone" in done.stdout
    asked = (tmp_path / "log").read_text().splitlines()
    assert [line.split()[1] for line in asked] == ["update", "install", "install"]
    assert asked[-1].endswith("two")
