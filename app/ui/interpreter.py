"""How Python serves a window: nobody looks for garbage in what a start has made."""

from __future__ import annotations

import gc


def keep_what_there_is() -> None:
    """Take everything made so far for lasting, and collect cycles (again) among what comes later.

    Modules, classes and the window's parts stay until the end. To look through them takes 40 ms, in which nothing else
    runs, each time that enough has been added; a start would do so more than once.
    """
    if not gc.isenabled() or gc.get_freeze_count():  # else this is no start of the program, which puts collecting off
        gc.freeze()
        gc.enable()
