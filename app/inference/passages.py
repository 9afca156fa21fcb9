"""What will be read next, taken out of its file and decoded in one go, where the file is as plain as that asks."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from typing import BinaryIO

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from app.inference.excerpt import FEWEST, MIXED, Excerpt, Passage
from app.inference.vorbis_excerpt import VorbisExcerpt

log = logging.getLogger(__name__)

_FAULTS = (av.error.FFmpegError, ValueError, OSError, RuntimeError, MemoryError, AttributeError)
_OGG, _VORBIS = "ogg", "vorbis"


class Passages:
    """The sound of several places, in their order."""

    def __init__(self, excerpt: Excerpt, passages: Sequence[Passage], places: Sequence[tuple[int, int]]) -> None:
        """Of an open ``excerpt``, whose ``passages`` are the ``places`` as the caller counts."""
        self._excerpt = excerpt
        self._left = deque(zip(places, passages, strict=True))

    @classmethod
    def of(
        cls, file: BinaryIO, stream: av.AudioStream, container: str, origin: Fraction, places: Sequence[tuple[int, int]]
    ) -> Passages | None:
        """Those of ``stream`` in ``file``, a ``container``; ``None`` where that cannot be had or is not worth it.

        Frame 0 of ``places``, each a first frame and a count, is the frame ``origin`` of FFmpeg's time stamps.
        """
        context = stream.codec_context
        if len(places) < FEWEST or container != _OGG or context.name != _VORBIS or context.channels not in MIXED:
            return None
        try:
            if not stream.duration or stream.time_base != Fraction(1, context.sample_rate) or origin.denominator != 1:
                raise ValueError("its time is not told in frames")
            found = VorbisExcerpt(
                file.fileno(),
                context.extradata or b"",
                stream.duration + max(0, stream.start_time or 0),
                [(start + int(origin), count) for start, count in places],
            )
            return cls(found.open(context.channels), found.passages, places)
        except _FAULTS as problem:
            log.debug("no excerpt: %s", problem)
            return None

    def read(self, start: int, count: int) -> NDArray[np.float32] | None:
        """Mono sound (count,) from frame ``start`` on, if that is the place that comes next and sounds as it should."""
        if not self._left or self._left[0][0] != (start, count):
            return None
        try:
            return self._excerpt.read(self._left.popleft()[1])
        except _FAULTS as problem:
            log.debug("the excerpt is of no use: %s", problem)
            return None
