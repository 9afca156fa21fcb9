"""How Python serves a window: nobody looks for garbage in what a start has made, or where it holds the window up."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Looks through what is youngest after which what has outlived them is looked through too. Python's own figure is 10,
#: which makes pieces of 7,000 objects: 5 to 10 ms, in the midst of a paint, or in a thread that has to wait itself.
_YOUNG = 3
#: Looks of the second kind before everything is looked through.
_OLD = 50
#: Where the window has no time for either, Python itself does both, after so many times as many.
_PATIENCE = 10
_LOOK_MS = 250


def keep_what_there_is() -> bool:
    """Take everything made so far for lasting, and collect cycles (again) among what comes later.

    Modules, classes and the window's parts stay until the end. To look through them takes 40 ms, in which nothing else
    runs, each time that enough has been added; a start would do so more than once.

    Returns:
        Whether this was a start of the program, which puts collecting off; nothing is done where it was not.
    """
    if gc.isenabled() and not gc.get_freeze_count():
        return False
    gc.freeze()
    gc.enable()
    return True


class Garbage(QObject):
    """Looks for garbage between two events of the window, often and little at a time.

    While it does nothing else runs, so a thread that gives way to others must not do it: the window would wait as long
    as the thread does. What is youngest is looked through by whoever made it, in a fraction of a millisecond.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        youngest, _, _ = gc.get_threshold()
        gc.set_threshold(youngest, _YOUNG * _PATIENCE, _OLD * _PATIENCE)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due."""
        _, young, old = gc.get_count()
        if old > _OLD:
            gc.collect()
        elif young >= _YOUNG:
            gc.collect(1)
