"""What the window remembers between two starts: its place, columns, order and filters.

A small JSON file beside the settings; a damaged or older one counts as none, for nothing in it is worth a question.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QByteArray

from app.replacing import replace_text

log = logging.getLogger(__name__)


@dataclass(slots=True)
class WindowState:
    """Qt's own states as base 64 text; the columns as JSON."""

    geometry: str = ""
    splitter: str = ""
    column_layout: str = ""
    sort: str = "path"
    descending: bool = False
    grouping: str = ""
    filters: str = ""
    #: Height of the chips of genres, which a start keeps free until they are known.
    chips: int = 0


def load_state(path: Path) -> WindowState:
    """State stored at ``path``, or the first one."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        state = WindowState()
        for field in fields(WindowState):
            value = stored.get(field.name)
            if isinstance(value, type(field.default)):
                setattr(state, field.name, value)
        return state
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError, AttributeError) as problem:
        log.warning("the window's state cannot be read: %s", problem)
        return WindowState()


def save_state(state: WindowState, path: Path) -> None:
    """Store ``state``; a failure is only logged: forgetting a place harms nobody."""
    try:
        replace_text(path, json.dumps(asdict(state), indent=2))
    except OSError as problem:
        log.warning("the window's state cannot be saved: %s", problem)


def pack(state: QByteArray) -> str:
    """Qt's state as text."""
    return bytes(state.toBase64().data()).decode("ascii")


def unpack(text: str) -> QByteArray:
    """The reverse of :func:`pack`; empty for text that is none."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
