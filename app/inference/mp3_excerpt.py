"""A shorter MP3 of those frames alone that are heard, in memory: a decoder gets to them without all that lies between.

An MP3 has no index. Whoever wants the place of a sample looks at the header of every frame before it, and libsndfile
asks the system for each of them twice. Here they are looked at in large pieces of the file, and the frames of a window,
with some before it for the decoder to swing in, are put behind those of the window before. The first frame, which says
how many samples are silence in front, goes ahead as it is. So the samples of a window are the same, bit by bit.
"""

from __future__ import annotations

import os
import sys

import numpy as np

#: kbit/s by the header's four bits, and hertz by its two, in layer III of MPEG 1. 0: the header does not say.
_KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES = (44_100, 48_000, 32_000, 0)
_SAMPLES = 1152  # of a frame
_MONO = 3
_HEADER, _ID3 = 4, 10
#: Frames before a window (the decoder begins with four of them; older sound is kept in the bits of some more) ...
_BEFORE = 16
#: ... and after it: what is silence in front shifts all samples, by less than four frames, and nothing ends there.
_AFTER = 10
#: Bytes that the four frames before a window have at least: a frame may reach back by 511, the others' headers between.
#: With less the decoder begins with sound that it lacks bits of, and what it makes of that hangs on what it met before.
_BITS_BEFORE, _FIRST_FRAMES = 660, 4
_PIECE = 1 << 18


class Mp3Excerpt:
    """The frames of windows, each behind the last, as a file without a name. Counts are in samples of one channel."""

    def __init__(self, descriptor: int, rate: int) -> None:
        """Begin with the first frame of the MP3 open as ``descriptor``, whose sound has ``rate`` samples a second.

        Raises:
            ValueError: it is not as plain as this asks for: one tag, then frames of one kind, the first describing all.
            OSError: it cannot be read, or the system has no files in memory.
        """
        self._source = descriptor
        begin = _begin(descriptor)
        head = os.pread(descriptor, 1 << 12, begin)
        self._mark = _mark(head)
        self._steps = _steps(head, rate)
        first = self._steps[head[2]]
        if not first or not _describes(head[:first]):
            raise ValueError("the first frame does not describe the others")
        self._places = [begin + first]  # of the frames after the first
        self._frames = 0  # in the excerpt, without the first
        if sys.platform != "linux" or not hasattr(os, "memfd_create"):  # a Python made for older systems lacks it
            raise OSError("no files in memory")
        #: The excerpt.
        self.descriptor = os.memfd_create("earmark")
        try:
            os.pwrite(self.descriptor, head[:first], 0)
            # As long as the description says, or the decoder would complain.
            os.ftruncate(self.descriptor, os.fstat(descriptor).st_size - begin)
        except OSError:  # as where files may not grow so large
            self.close()
            raise
        self._size = first

    def place(self, start: int, count: int) -> int | None:
        """Where ``count`` samples from ``start`` on begin in the excerpt, which has them now; ``None``: it has not.

        Raises:
            OSError: the file cannot be read.
        """
        first = max(0, start // _SAMPLES - _BEFORE)
        end = (start + count) // _SAMPLES + _AFTER
        if not self._look(end):
            return None
        near = np.array(self._places[first : first + _BEFORE + _FIRST_FRAMES])
        if (near[_FIRST_FRAMES:] - near[:-_FIRST_FRAMES]).min() < _BITS_BEFORE:
            return None
        here, there = self._places[first], self._places[end]
        self._append(here, there - here)
        place = start + (self._frames - first) * _SAMPLES
        self._frames += end - first
        return place

    def close(self) -> None:
        """Let go of the excerpt, not of the file."""
        os.close(self.descriptor)

    def _append(self, place: int, count: int) -> None:
        # By position: the decoder's own place in either file must not move.
        content = os.pread(self._source, count, place)
        if len(content) != count:
            raise OSError("the file is being cut off")
        os.pwrite(self.descriptor, content, self._size)
        self._size += count

    def _look(self, end: int) -> bool:
        """Find the places of the frames up to number ``end``; False where something else comes before it."""
        places, steps = self._places, self._steps
        while len(places) <= end:
            base = places[-1]
            piece = os.pread(self._source, _PIECE, base)
            at, limit, found = 0, len(piece) - _HEADER, len(places)
            while at < limit and (step := steps[piece[at + 2]]):
                at += step
                places.append(base + at)
            heads = np.array(places[found - 1 : -1], np.int64) - base
            content = np.frombuffer(piece, np.uint8)
            fits = (content[heads] == self._mark[0]) & (content[heads + 1] == self._mark[1])
            if not fits.all() or not heads.size:
                del places[found + int(np.argmin(fits)) if heads.size else found :]
                return len(places) > end
        return True


def _begin(descriptor: int) -> int:
    """Where the first frame is: behind the ID3v2 tag, if there is one."""
    head = os.pread(descriptor, _ID3, 0)
    if len(head) < _ID3 or head[:3] != b"ID3":
        return 0
    size = 0
    for each in head[6:]:
        size = size << 7 | each & 0x7F
    return _ID3 + size + (_ID3 if head[5] & 0x10 else 0)


def _mark(head: bytes) -> bytes:
    """The first two bytes of every frame."""
    if len(head) < _HEADER or head[0] != 0xFF or head[1] >> 1 != 0b111_11_01:  # all ones, MPEG 1, layer III
        raise ValueError("no frame of MPEG 1, layer III")
    return head[:2]


def _steps(head: bytes, rate: int) -> list[int]:
    """Bytes from a frame to the next one by the third byte of its header; 0 where there is no such header."""
    wanted = head[2] >> 2 & 3
    if _RATES[wanted] != rate:
        raise ValueError("another rate than the sound's")
    return [
        144_000 * _KBITS[byte >> 4] // rate + (byte >> 1 & 1) if _KBITS[byte >> 4] and byte >> 2 & 3 == wanted else 0
        for byte in range(256)
    ]


def _describes(frame: bytes) -> bool:
    """Whether ``frame`` holds no sound but a count of all frames."""
    at = _HEADER + (17 if frame[3] >> 6 == _MONO else 32)
    return frame[at : at + 4] in (b"Xing", b"Info") and len(frame) > at + 7 and bool(frame[at + 7] & 1)
