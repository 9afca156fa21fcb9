"""The main thread goes before the threads that help it, and these before the workers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.priority import let_window_go_first

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")

#: A worker started by a thread that gives way already, and what it then is.
_WORKER = """
import multiprocessing, os, sys, threading
from app.priority import let_others_go_first, let_window_go_first, niceness_here

def work(*how):
    let_others_go_first(*how)
    sys.exit(os.getpriority(os.PRIO_PROCESS, 0))

def start():
    let_window_go_first()
    here = niceness_here()
    for how in ((False,), (False, here), (True,), (True, here)):
        worker = multiprocessing.get_context("spawn").Process(target=work, args=how)
        worker.start()
        worker.join()
        print(worker.exitcode)

if __name__ == "__main__":
    os.nice(int(sys.argv[1]))
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
"""


def niceness_in_thread(prepare: Callable[[], object]) -> int:
    found: list[int] = []

    def work() -> None:
        prepare()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id() if sys.platform == "linux" else 0))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness here")
def test_a_helping_thread_gives_way_to_the_main_thread_and_only_once() -> None:
    here = os.getpriority(os.PRIO_PROCESS, 0)

    def twice() -> None:
        let_window_go_first()
        let_window_go_first()

    assert niceness_in_thread(twice) == min(here + 5, 19)
    assert os.getpriority(os.PRIO_PROCESS, 0) == here


@pytest.mark.parametrize("start", [0, 2])
def test_a_worker_is_below_who_waits_for_it_whatever_thread_started_it(tmp_path: Path, start: int) -> None:
    script = tmp_path / "starting.py"
    script.write_text(_WORKER)
    here = os.getpriority(os.PRIO_PROCESS, 0) + start
    done = subprocess.run([sys.executable, str(script), str(start)], capture_output=True, text=True, check=True)
    asker = here + (5 if sys.platform == "linux" else 0)
    expected = [here + 10, asker + 10, here + 19, asker + 19]
    assert [int(line) for line in done.stdout.split()] == [min(each, 19) for each in expected], done.stderr
