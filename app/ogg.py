"""Head and checksum of Ogg pages, for who writes them and for who takes sound out of them. After RFC 3533."""

from __future__ import annotations

import struct
import zlib

#: What a page begins with: the capture pattern, and the version of its form.
MARK = b"OggS\0"
#: Bits of the byte behind that.
CONTINUED, FIRST, LAST = 1, 2, 4
#: All of the head before the sizes of segments: mark and version, flags, where the last packet ends, stream, number,
#: checksum, number of segments.
HEAD = struct.Struct("<5sBqIIIB")
#: A segment of this size is not the last one of its packet; there are no more than that on a page.
FULL = 255
#: The end of a last packet on a page on which none ends.
NONE_ENDS = -1

#: Ogg's checksum is CRC-32 with the bits of each byte the other way round, without the final inversion. zlib computes
#: it on bit-reversed bytes, three hundred times as fast as a loop.
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def is_sound(data: bytes) -> bool:
    """Whether the bytes of a page are those that its checksum was made of."""
    return checksum(data[:22] + bytes(4) + data[26:]) == data[22:26]


def checksum(page: bytes) -> bytes:
    """The checksum field of a stored page whose own field is zero."""
    crc = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return crc.to_bytes(4, "big").translate(_REVERSED)
