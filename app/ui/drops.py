"""Paths out of what a person drops or picks, as the bytes the system means."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QObject

from app.ui.message_strip import Message

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QUrl
    from PySide6.QtGui import QDropEvent

    from app.ui.message_strip import MessageStrip


class Drops(QObject):
    """Hands what is dropped to ``add``, and says it when none of it is a file, until a drop succeeds."""

    def __init__(self, strip: MessageStrip, add: Callable[[list[bytes]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._strip, self._add = strip, add

    def take(self, event: QDropEvent) -> None:
        """Add the files and folders of ``event``."""
        data = event.mimeData()
        added = dropped_paths(data)
        unread = Message(self.tr("What was dropped could not be read. Drop it again."), failed=True)
        elsewhere = Message(self.tr("What was dropped is not a file or folder here."), failed=True)
        if added:
            event.acceptProposedAction()
            self._strip.withdraw(unread)
            self._strip.withdraw(elsewhere)
            self._add(added)
        else:
            self._strip.show_message(unread if came_over_empty(data) else elsewhere)


def dropped_paths(data: QMimeData) -> list[bytes]:
    """Local files and folders among the dropped addresses, each once, in order."""
    local = (url for url in data.urls() if url.isLocalFile() and url.path())  # "file://" holds none
    return list(dict.fromkeys(_local_path(url) for url in local))


def came_over_empty(data: QMimeData) -> bool:
    """Whether no address came along at all: under load the other program may not have handed them over in time."""
    return all(url.isEmpty() for url in data.urls())


def typed_path(name: str) -> bytes:
    """Path that a file dialog gave as text."""
    return os.fsencode(os.path.abspath(name))


def _local_path(url: QUrl) -> bytes:
    """The percent-encoded form is decoded to bytes directly: a name that is no valid text survives only there."""
    if os.name == "nt":
        return typed_path(url.toLocalFile())
    encoded = url.path(url.ComponentFormattingOption.FullyEncoded)
    return os.path.abspath(unquote_to_bytes(encoded))
