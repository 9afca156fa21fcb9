"""Keeps the media library's own chatter off the terminal.

The FFmpeg that comes with Qt prints every opened file's tags to standard error. A person's terminal, and the
command line's contract of what stands where, are no place for that; real errors reach us through Qt.
"""

from __future__ import annotations

import logging
from pathlib import Path

import PySide6
from PySide6.QtCore import QLoggingCategory

log = logging.getLogger(__name__)

#: FFmpeg's level for what it cannot recover from; lower numbers are graver.
_AV_LOG_FATAL = 8
_LIBRARIES = ("Qt/lib/libavutil.so.*", "Qt/lib/libavutil*.dylib", "avutil-*.dll")


#: Qt's account of its media back end, and of optional libraries of sound that a system lacks and that it does without.
_RULES = "qt.multimedia.*.info=false\nqt.multimedia.symbolsresolver.warning=false"


def quiet_symbol_search() -> None:
    """Say nothing of optional sound libraries that are not there. Call it before QtMultimedia is imported.

    All other warnings are still heard, and the variable QT_LOGGING_RULES outranks this.
    """
    QLoggingCategory.setFilterRules(_RULES)


def quiet_media_log() -> None:
    """Silence FFmpeg up to fatal errors, where it is found. Call it once Qt's media plugin is loaded."""
    import ctypes  # a start speaks to no library

    folder = Path(PySide6.__file__).parent
    for pattern in _LIBRARIES:
        for library in folder.glob(pattern):
            try:
                ctypes.CDLL(str(library)).av_log_set_level(_AV_LOG_FATAL)
            except (OSError, AttributeError) as problem:
                log.debug("FFmpeg's log level of %s stays as it is: %s", library.name, problem)
