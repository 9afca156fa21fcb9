"""A file for FFmpeg that tells no name: PyAV would take the name for text, which not every name is."""

from __future__ import annotations

from typing import BinaryIO


class Nameless:
    """What FFmpeg reads of a file, and where it goes in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes from where it stands."""
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; where that is, or -1: there is none."""
        try:
            return self._file.seek(offset, whence)
        except OSError:  # damaged files send FFmpeg to places before the file; it takes a negative answer for "no"
            return -1

    def tell(self) -> int:
        """Where it stands."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Yes."""
        return True

    def readable(self) -> bool:
        """Yes."""
        return True

    def writable(self) -> bool:
        """No: nothing is written here."""
        return False
