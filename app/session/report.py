"""A report for those who mend Earmark: versions, settings, counts, and the end of the log.

No sound and no tag is in it. Paths and names of files are taken out unless the person wants them in: a line of the log
is cut where one may begin, which loses some words and never lets a name through.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from app import __version__
from app.library.types import View
from app.session.setting_keys import SETTING_KEYS, text_of
from app.settings import Settings

#: Lines of the log that are told, from its end.
LOG_LINES = 400
_HIDDEN = "[…]"
#: Where a path or a name may begin: a separator, a drive, any kind of quotation.
_NAME_BEGINS = re.compile(r"""[/\\"'“‘«]|(?<![\w.])[A-Za-z]:(?=[\\/])""")
_FRAME = re.compile(r'^(\s*File )"(?P<file>[^"]+)"(?P<rest>, line \d+, in \S+)$')
#: The last line of a traceback: what is said after the kind of the fault may be anything.
_FAULT = re.compile(r"^([A-Za-z_][\w.]*): ")
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ ")


def make_report(
    settings: Settings, counts: Mapping[View, int], folders: int, log_lines: Sequence[str], *, with_paths: bool
) -> str:
    """The report as text."""
    head = [
        f"Earmark {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} cores",
        "",
        f"Folders: {folders}",
        *(f"{view.value}: {count}" for view, count in counts.items()),
        "",
        *(f"{each.key} = {text_of(settings, each.key)}" for each in SETTING_KEYS),
        "",
        f"The last {min(len(log_lines), LOG_LINES)} lines of the log" + ("" if with_paths else ", without paths"),
        "",
    ]
    lines = [line if with_paths else without_names(line) for line in log_lines[-LOG_LINES:]]
    return "\n".join([*head, *lines]) + "\n"


def read_log(file: Path) -> list[str]:
    """The lines of a log; none where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def without_names(line: str) -> str:
    """``line`` up to where a path or a quoted name may begin; frames of a traceback keep their module's name."""
    frame = _FRAME.match(line)
    if frame is not None:
        return f'{frame[1]}"{_module(frame["file"])}"{frame["rest"]}'
    stamp = _STAMP.match(line)
    fault = _FAULT.match(line) if stamp is None else None
    if fault is not None:
        return f"{fault[1]}: {_HIDDEN}"
    begin = stamp.end() if stamp is not None else 0
    found = _NAME_BEGINS.search(line, begin)
    return line if found is None else line[: found.start()] + _HIDDEN


def _module(file: str) -> str:
    """The last parts of a source file's path, which are those of the program and not of the person."""
    return "/".join(re.split(r"[/\\]", file)[-3:])
