"""``earmark`` and ``earmark PATH…``: hands over to the window, or says why there is none."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence

_INSTEAD = """\
earmark: there is no display here to open the window on.
         The same work can be done in the terminal:
           earmark analyse PATH...   listen, and tell the genres
           earmark tag PATH...       listen, show old and new, write
           earmark --help            all commands
"""


def open_window(words: Sequence[str]) -> int:
    """Open the window on the paths ``words``; 2 where there is no display or a path does not exist."""
    gc.disable()  # until the first tracks are in sight: a start makes next to no garbage
    try:
        return _open_window(words)
    finally:
        gc.enable()


def _open_window(words: Sequence[str]) -> int:
    if "" in words:
        from app.session.files import EMPTY_PATH

        sys.stderr.write(f"earmark: {EMPTY_PATH}\n")
        return 2
    missing = [word for word in words if not os.path.lexists(word)]
    if missing:
        sys.stderr.write(f"earmark: there is no command, file or folder named {missing[0]!r}.\n")
        sys.stderr.write("         earmark --help lists the commands.\n")
        return 2
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a window multiplies no matrices, and starts no threads for it
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(_INSTEAD)
        return 2
    from app.ui.application import run

    return run([os.fsencode(os.path.abspath(word)) for word in words])


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether Qt will find something to draw on: always on Windows and macOS, else a display or a named platform."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
