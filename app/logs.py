"""The log file, the same for window and command line: what a bug report needs, and nothing of other libraries' chatter.

``EARMARK_LOG`` sets the level by name (DEBUG, INFO, WARNING …). Worker processes and the trainer call nothing here.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from pathlib import Path

from app import __version__, paths

LEVEL_VARIABLE = "EARMARK_LOG"
_FILE = "earmark.log"
_MAX_BYTES = 1_000_000
_OLD_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(process)d %(threadName)s %(name)s: %(message)s"
#: Loggers whose records we want below WARNING; every other library is heard from WARNING on.
_OURS = ("app", "trainer")


class _OursOrWarnings(logging.Filter):
    """Lets our own records pass, and warnings of others."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or record.name.split(".", 1)[0] in _OURS


class LogFile(logging.FileHandler):
    """The window's log: a file that is set aside when it has grown to ``most_bytes``, in the place of the last such."""

    def __init__(self, file: Path, most_bytes: int) -> None:
        super().__init__(file, encoding="utf-8", delay=True)
        self._most_bytes = most_bytes

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self.stream is not None and self.stream.tell() >= self._most_bytes:
            self.close()  # the next line opens the file anew
            _rotate(self.baseFilename, self.baseFilename + ".1")
        super().emit(record)


def setup_logging(*, to_stderr: bool = False) -> Path:
    """Send the log to a rotating file, and to stderr as well if asked; returns the file's path.

    A second call changes nothing. Where the file cannot be written, the program goes on without it.
    """
    file = paths.log_dir() / _FILE
    root = logging.getLogger()
    if any(_is_ours(handler) for handler in root.handlers):
        return file
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if to_stderr else []
    from logging.handlers import RotatingFileHandler  # brings the network's modules, which a window does not wait for

    try:
        to_file = RotatingFileHandler(file, maxBytes=_MAX_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
        to_file.rotator = _rotate
        handlers.append(to_file)
    except OSError as problem:
        logging.getLogger(__name__).warning("no log file: %s", problem)
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))
        handler.addFilter(_OursOrWarnings())
        root.addHandler(handler)
    level, known = level_from(os.environ.get(LEVEL_VARIABLE, ""))
    root.setLevel(level)
    logging.captureWarnings(True)
    log = logging.getLogger(__name__)
    if not known:
        log.warning("%s is no level; INFO is used", LEVEL_VARIABLE)
    log.info("Earmark %s starts, Python %s, %s", __version__, sys.version.split()[0], sys.platform)
    return file


def level_from(name: str) -> tuple[int, bool]:
    """Level named ``name`` and whether it is one; INFO for an empty or unknown name."""
    if not name.strip():
        return logging.INFO, True
    levels = logging.getLevelNamesMapping()
    wanted = name.strip().upper()
    return levels.get(wanted, logging.INFO), wanted in levels


def _rotate(source: str, target: str) -> None:
    """Rename a full log; where another process holds it open (Windows), go on in it instead of complaining."""
    with contextlib.suppress(OSError):
        os.replace(source, target)


def _is_ours(handler: logging.Handler) -> bool:
    return any(isinstance(rule, _OursOrWarnings) for rule in handler.filters)
