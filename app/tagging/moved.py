"""Where a file is that was moved or renamed since it was written: only where its content says so, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from app.errors import WriteRefused
from app.tagging import digests
from app.tagging.entries import Record
from app.tagging.journal import Journal
from app.tagging.overlay import FileSource

_AWAY = (
    "The file is no longer where it was written. If it was moved, have its new folder looked through, then undo again."
)
_COPIES = "The file is no longer where it was written, and the library has several copies of it."


class Moved:
    """Looks for files of an undo among those ``elsewhere``: paths by size in bytes."""

    def __init__(self, journal: Journal, elsewhere: Mapping[int, Sequence[bytes]]) -> None:
        self._journal, self._elsewhere = journal, elsewhere
        self._taken: set[bytes] = set()

    def followed(self, record: Record) -> Record:
        """``record`` with the path where its file is now.

        Raises:
            WriteRefused: no file has what was written into it, or several have.
        """
        found = [path for path in self._elsewhere.get(record.size_after, ()) if self._is_it(path, record)]
        if len(found) != 1:
            raise WriteRefused(_COPIES if found else _AWAY)
        target = os.path.realpath(found[0])
        self._taken.add(target)
        return replace(record, target=target, entry=replace(record.entry, path=found[0]))

    def _is_it(self, path: bytes, record: Record) -> bool:
        """Whether the file at ``path`` holds what was written, and is not one that was written there itself."""
        with suppress(OSError):
            target = os.path.realpath(path, strict=True)
            if target in self._taken or self._journal.is_written(target):
                return False
            with open(target, "rb") as file:
                return digests.matches(FileSource(file), record.digest_after)
        return False
