"""Memory that is given back: what the system's allocator does with large blocks that are free again.

Sorting 200,000 tracks takes a few arrays of megabytes for some milliseconds, in one thread or another. glibc notices
that such blocks come and go, and from then on keeps them for each thread instead of returning them to the system.
"""

from __future__ import annotations

import sys
from contextlib import suppress

_M_MMAP_THRESHOLD = -3  # malloc.h
_LARGE_BYTES = 256 * 1024


def give_large_blocks_back() -> None:
    """Let blocks from 256 KiB on be the system's own again as soon as they are free, where the allocator is glibc's."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
