"""A file's identity at one instant: how every part of Earmark tells "unchanged" from "changed since".

Scan, analysis, write and undo all compare stamps, so a result or a plan made for one content is never applied
to another.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

#: Bytes hashed at the start of the file. Tags of nearly all containers begin there, so a changed tag of the same
#: length is noticed even where a tool put the old times back.
HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Size in bytes, modification time in nanoseconds, and the hash of the first 8 KiB (16 bytes, BLAKE2b)."""

    size: int
    mtime_ns: int
    head: bytes


def read_stamp(path: bytes) -> FileStamp:
    """Stamp of the file at ``path`` (a symbolic link is followed).

    Raises:
        OSError: the file cannot be opened or read.
    """
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        head = hashlib.blake2b(file.read(HEAD_BYTES), digest_size=16).digest()
    return FileStamp(status.st_size, status.st_mtime_ns, head)


def display_path(path: bytes) -> str:
    """``path`` as text for people and JSON; bytes that are no valid text appear as the replacement character."""
    return os.fsdecode(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
