"""Nothing leaves the computer: no part of the program, compiled or not, asks for a network socket.

The Linux kernel itself is the witness. Each process under test first installs a filter of system calls, inherited by
whatever it starts, that ends a process at once when it asks for a socket of the network (IPv4, IPv6, raw packets).
Sockets inside the computer, which a second start, the display and the sound server need, stay allowed.
"""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Number of the system call ``socket`` on each machine.
_SOCKET = {"x86_64": 41, "aarch64": 198}

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in _SOCKET, reason="needs Linux's system call filter"
)

#: Run by the child before anything else. The filter is a program of the kernel's packet filter: load the number of the
#: call (offset 0 of its data); another than socket is allowed; load its first argument (offset 16, the family); AF_INET
#: (2), AF_INET6 (10) and AF_PACKET (17) end the process.
_GUARD = """
import ctypes, struct, sys
def rule(code, yes, no, value): return struct.pack("HBBI", code, yes, no, value)
LOAD, EQUAL, RETURN, ALLOW, KILL = 0x20, 0x15, 0x06, 0x7FFF0000, 0x80000000
rules = [rule(LOAD, 0, 0, 0), rule(EQUAL, 0, 4, {socket}), rule(LOAD, 0, 0, 16)]
rules += [rule(EQUAL, 3, 0, 2), rule(EQUAL, 2, 0, 10), rule(EQUAL, 1, 0, 17)]
rules += [rule(RETURN, 0, 0, ALLOW), rule(RETURN, 0, 0, KILL)]
code = ctypes.create_string_buffer(b"".join(rules))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
kernel = ctypes.CDLL(None, use_errno=True)
if kernel.prctl(38, 1, 0, 0, 0) or kernel.prctl(22, 2, ctypes.byref(program), 0, 0):
    sys.exit(77)  # no new privileges; filter
"""


def guarded(code: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a Python that must not touch the network."""
    done = subprocess.run(
        [sys.executable, "-c", _GUARD.format(socket=_SOCKET[platform.machine()]) + code, *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    if done.returncode == 77:
        pytest.skip("this kernel allows no system call filters")
    return done


def earmark(*words: str) -> subprocess.CompletedProcess[str]:
    # Through a file, as workers (spawned) start from the main module again.
    return guarded("import runpy; runpy.run_module('app', run_name='__main__')", *words)


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_PACKET"])
def test_the_guard_ends_who_asks_for_the_network(family: str) -> None:
    done = guarded(f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM)")
    assert done.returncode == -signal.SIGSYS


def test_the_guard_holds_in_what_is_started_too() -> None:
    done = guarded(
        "import subprocess\n"
        "inner = [sys.executable, '-c', 'import socket; socket.socket()']\n"
        "sys.exit(0 if subprocess.run(inner).returncode == -31 else 1)"
    )
    assert done.returncode == 0


def test_the_guard_allows_what_stays_inside() -> None:
    assert guarded("import socket; socket.socket(socket.AF_UNIX); socket.socketpair()").returncode == 0


def test_the_whole_journey_needs_no_network(tiny_model: str, music: Path) -> None:
    for file in sorted(music.glob("0[3-6]*")):
        file.unlink()
    for words, statuses in (
        (("analyse", str(music)), (0, 1)),  # 1: the broken file
        (("set", "--genre", "Quiet", str(music / "01 guitar.mp3")), (0,)),
        (("undo", "--last"), (0,)),
        (("doctor",), (0,)),
    ):
        done = earmark(*words)
        assert done.returncode in statuses, f"{words}\n{done.stdout}{done.stderr}"
        assert "SIGSYS" not in done.stdout + done.stderr


def test_the_window_needs_no_network(earmark_home: Path) -> None:
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from app.ui import application\n"
        "made = application.make_application(['earmark'])\n"
        "QTimer.singleShot(500, made.closeAllWindows)\n"
        "sys.exit(application.run())\n"
    )
    done = guarded(code)
    assert done.returncode == 0, done.stderr
