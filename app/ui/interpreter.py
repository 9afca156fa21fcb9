"""How Python serves a window: threads take short turns, and nobody looks for garbage in what a start has made."""

from __future__ import annotations

import gc
import sys

#: A thread that computes lets others run after so many seconds. Qt's calls let go of the interpreter and want it back
#: many times in one paint of the table; with Python's own 5 ms a paint beside a thread at work could wait as often.
_TURN_S = 0.001


def take_short_turns() -> None:
    """Let the window's thread wait a millisecond at most for another one that is at work in Python."""
    sys.setswitchinterval(_TURN_S)


def keep_what_there_is() -> None:
    """Take everything made so far for lasting, and collect cycles (again) among what comes later.

    Modules, classes and the window's parts stay until the end. To look through them takes 40 ms, in which nothing else
    runs, each time that enough has been added; a start would do so more than once.
    """
    if not gc.isenabled() or gc.get_freeze_count():  # else this is no start of the program, which puts collecting off
        gc.freeze()
        gc.enable()
