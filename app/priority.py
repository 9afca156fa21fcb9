"""Who goes first where all want the processor: the window's own thread, then its helping threads, then the workers.

A thread that draws and answers keys needs a few milliseconds at once; threads that ask the database, and processes that
hear music, can wait as long. With as many workers as cores the system lets each of them wait for all others alike,
unless it is told who gives way.

Niceness (POSIX) is counted from what the program was started with, so that ``nice earmark`` stays below its neighbours.
The scheduler gives 1.25 times as much as to the next niceness: where both want the same core, a helping thread gets a
third of what the window's thread gets, and nine times what a worker gets. One that had to wait longer would hold the
window up itself: on a computer that other programs keep busy it would wait with Python's lock in its hand.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading

#: Niceness of a helping thread above the main thread's, and of a worker above that of who waits for its answers.
_THREAD, _WORKER, _GENTLE = 5, 10, 19
_MOST = 19
_BELOW_NORMAL_CLASS, _IDLE_CLASS = 0x4000, 0x40  # Windows: BELOW_NORMAL_PRIORITY_CLASS, IDLE_PRIORITY_CLASS


def let_window_go_first() -> None:
    """Called in a thread that helps the window: it, and the threads that it starts, give way to the main thread.

    For good, since no thread may raise itself again. Only Linux has a niceness for each thread; elsewhere nothing is
    done here, and who makes the thread says how important it is.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            _go_down_to(os.getpriority(os.PRIO_PROCESS, os.getpid()) + _THREAD, threading.get_native_id())


def niceness_here() -> int:
    """Of this thread, on Linux; else of this process. 0 on Windows, which has none."""
    found = 0
    if sys.platform != "win32":
        found = os.getpriority(os.PRIO_PROCESS, 0)
    return found


def let_others_go_first(gentle: bool, asker: int | None = None) -> None:
    """Called in a worker process: it gives way to who waits for its answers; a ``gentle`` one to all programs.

    Args:
        gentle: as low as can be.
        asker: :func:`niceness_here` of the thread that waits: a window's helping thread, or a command's main thread,
            whose workers need not go so low. ``None``: the parent's main thread. The thread that happened to start
            this process, and gave it its own niceness, does not count.
    """
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _IDLE_CLASS if gentle else _BELOW_NORMAL_CLASS)
        else:
            if asker is None:
                import multiprocessing  # which a window's start does not wait for

                parent = multiprocessing.parent_process()
                main = os.getppid() if parent is None or parent.pid is None else parent.pid
                asker = os.getpriority(os.PRIO_PROCESS, main)
            _go_down_to(asker + (_GENTLE if gentle else _WORKER), 0)


def _go_down_to(niceness: int, who: int) -> None:
    """Give the thread (Linux) or process ``who`` this niceness, unless it has more; 0 is who calls."""
    if sys.platform != "win32":
        wanted = min(_MOST, niceness)
        if os.getpriority(os.PRIO_PROCESS, who) < wanted:
            os.setpriority(os.PRIO_PROCESS, who, wanted)
