"""Several passages of a sound as one short file in memory, decoded and mixed in one go by a graph of FFmpeg's filters.

Decoded packet by packet, a minute of sound costs some three thousand packets and frames that are objects of Python. The
graph reads, decodes, puts together and mixes by itself, and Python meets pieces of a fifth of a second, with the same
samples to the bit. It knows nothing of the passages: whoever makes the short file says at which sample each begins, and
FFmpeg's own time stamps, which come from the file, must say the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from av import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

#: Samples that the graph hands over at once: what was decoded is then mixed and taken while it is in the cache.
_PIECE_FRAMES = 1 << 13
#: The mean of two channels: whole halves, so that its samples are those of a sum that is divided.
_MEAN = "mono|c0=0.5*c0+0.5*c1"
#: How many channels can be mixed.
MIXED = (1, 2)
#: FFmpeg's kinds of samples that are taken as they are: one channel's lie side by side in both.
_KINDS = frozenset({"flt", "fltp"})
#: Fewer passages than this are not worth a file of their own.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """What is heard without a gap. All in frames."""

    start: int  #: of the whole sound, the first one that is wanted
    count: int
    place: int  #: where ``start`` lies in the sound of the short file
    sure: int  #: from where on in it the passage lies where the whole sound has it; before that the decoder swings in
    shift: int  #: FFmpeg's time stamps, in frames, less the places in the short file's sound


class Excerpt:
    """The sound of the short file, passage by passage in their order."""

    def __init__(self, content: Iterable[bytes], container: str, channels: int, slack: int) -> None:
        """Open the file made of ``content``, by FFmpeg's name a ``container``, with one or two ``channels``.

        Time stamps may be late by less than ``slack`` frames, but not all of them in a passage.

        Raises:
            ValueError: the system has no files in memory, or of these channels no mean is known.
            OSError, av.FFmpegError: the file cannot be made, or not be opened.
        """
        if sys.platform != "linux" or not hasattr(os, "memfd_create"):  # a Python made for older systems lacks it
            raise ValueError("no files in memory")
        if channels not in MIXED:
            raise ValueError("a mean of other than two channels")
        self._slack = slack
        self._at, self._piece = 0, np.zeros(0, np.float32)  # what was handed over last, and where it lies
        descriptor = os.memfd_create("earmark")
        try:
            for part in content:
                if os.write(descriptor, part) != len(part):
                    raise OSError("no room in memory")
            self._graph = self._made(f"/proc/self/fd/{descriptor}", container, channels)
        finally:
            os.close(descriptor)

    def _made(self, name: str, container: str, channels: int) -> Graph:
        graph = Graph()
        graph.threads = 1
        # Nothing but this container is let in: no content can make FFmpeg open another file.
        nodes = [
            graph.add("amovie", filename=name, format_name=container, dec_threads="1"),
            graph.add("asetnsamples", n=str(_PIECE_FRAMES), p="0"),
            *([graph.add("pan", _MEAN)] if channels == 2 else []),
            graph.add("abuffersink"),
        ]
        graph.link_nodes(*nodes).configure()
        self._sink = nodes[-1]
        return graph

    def read(self, passage: Passage) -> NDArray[np.float32]:
        """Mono sound (``passage.count``,) of a passage that lies behind those read before.

        Raises:
            ValueError: it does not lie where it should.
            OSError, av.FFmpegError: it cannot be decoded; av.EOFError where the sound ends too early.
        """
        mono, done, known = np.empty(passage.count, np.float32), 0, False
        if passage.place < self._at:
            raise ValueError("it was passed by")
        while done < passage.count:
            skipped = passage.place + done - self._at
            if skipped < self._piece.size:
                taken = self._piece[skipped : skipped + passage.count - done]
                mono[done : done + taken.size] = taken
                done += taken.size
                continue
            stamp = self._next()
            if self._at >= passage.sure:
                late = stamp - self._at - passage.shift
                if not 0 <= late < self._slack:
                    raise ValueError("FFmpeg knows it to be elsewhere")
                known = known or not late
        if not known:
            raise ValueError("FFmpeg does not know it to be here")
        return mono

    def _next(self) -> int:
        """Go on to the next piece; its time stamp."""
        frame = self._sink.pull()
        self._at += self._piece.size
        if not isinstance(frame, AudioFrame) or frame.pts is None:
            raise ValueError("no sound with a time stamp")
        if frame.format.name not in _KINDS or frame.layout.nb_channels != 1:
            raise ValueError("samples of another kind")
        plane: Any = frame.planes[0]
        self._piece = np.frombuffer(plane, np.float32, frame.samples)
        if not self._piece.size:
            raise ValueError("a piece without sound")
        return int(frame.pts)
