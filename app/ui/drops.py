"""Paths out of what a person drops or picks, as the bytes the system means."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QUrl


def dropped_paths(data: QMimeData) -> list[bytes]:
    """Local files and folders among the dropped addresses, each once, in order."""
    return list(dict.fromkeys(_local_path(url) for url in data.urls() if url.isLocalFile()))


def typed_path(name: str) -> bytes:
    """Path that a file dialog gave as text."""
    return os.fsencode(os.path.abspath(name))


def _local_path(url: QUrl) -> bytes:
    """The percent-encoded form is decoded to bytes directly: a name that is no valid text survives only there."""
    if os.name == "nt":
        return typed_path(url.toLocalFile())
    encoded = url.path(url.ComponentFormattingOption.FullyEncoded)
    return os.path.abspath(unquote_to_bytes(encoded))
