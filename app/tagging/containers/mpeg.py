"""Frames of MPEG audio, layers I to III: their heads, and how long the sound is without decoding it.

After ISO 11172-3 and 13818-3; the header that encoders hide in the first frame after LAME's description of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.tagging.layout import Source

#: kbit/s by (1 or 2 for the version, layer) and index.
_RATES = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = (44100, 48000, 32000)
#: Frames that have to follow one another before they are taken for sound.
_ENOUGH = 4
_HEADER = (b"Xing", b"Info")
_HAS_FRAMES, _HAS_BYTES, _HAS_TABLE, _HAS_SCALE = 1, 2, 4, 8
#: Versions of LAME that say how many samples are silence put in by the encoder. Others are not interpreted.
_LAME = re.compile(rb"LAME3\.(?:9[1-9]|[1-9][0-9]{2})")


class FrameHead(NamedTuple):
    """What the first four bytes of a frame say."""

    layer: int
    bitrate: int  #: bits a second
    sample_rate: int  #: Hz
    samples: int  #: a channel
    length: int  #: bytes
    header_at: int  #: where in the frame an encoder hides its header; layer III only


def frame_head(head: bytes) -> FrameHead | None:
    """What ``head``, four bytes, says; ``None`` where no frame begins so."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate_index, sample_index, pad = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 4 or rate_index in (0, 15) or sample_index == 3:
        return None
    first = version == 3
    bitrate = _RATES[(1 if first else 2, layer)][rate_index] * 1000
    sample_rate = _SAMPLE_RATES[sample_index] >> (0 if first else 1 if version == 2 else 2)
    if layer == 1:
        return FrameHead(1, bitrate, sample_rate, 384, (12 * bitrate // sample_rate + pad) * 4, 0)
    samples = 1152 if layer == 2 or first else 576
    mono = head[3] >> 6 == 3
    header_at = (21 if mono else 36) if first else (13 if mono else 21)
    return FrameHead(layer, bitrate, sample_rate, samples, samples // 8 * bitrate // sample_rate + pad, header_at)


def duration_s(source: Source, start: int) -> float | None:
    """Length in seconds of the sound whose first frame begins at ``start``.

    From the encoder's own header where there is one, else from the bit rate of the first frame, which is a guess where
    the rate changes. ``None`` where frames do not follow one another from there on, or the header is an unusual one.
    """
    first, at = None, start
    for _ in range(_ENOUGH):
        data = source.read_at(at, 200)
        head = frame_head(data[:4])
        if head is None or head.layer == 1:
            return None
        if head.layer == 3:
            if data[head.header_at : head.header_at + 4] in _HEADER:
                return _told(data[head.header_at :], head)
            if data[36:40] == b"VBRI":
                return None
        first = first or head
        at += head.length
    return 8 * (source.size - start) / float(first.bitrate) if first else None


def _told(data: bytes, head: FrameHead) -> float | None:
    """Length that the encoder's header in the frame ``head`` tells."""
    flags = int.from_bytes(data[4:8], "big")
    at = 8 + 4 * bool(flags & _HAS_FRAMES) + 4 * bool(flags & _HAS_BYTES)
    at += 100 * bool(flags & _HAS_TABLE) + 4 * bool(flags & _HAS_SCALE)
    if not flags & _HAS_FRAMES or len(data) < at + 36:
        return None
    samples = head.samples * int.from_bytes(data[8:12], "big")
    version = data[at : at + 9]
    if _LAME.match(version) and not data[at + 9] >> 4:
        silence = int.from_bytes(data[at + 21 : at + 24], "big")
        samples -= (silence >> 12) + (silence & 0xFFF)
    elif version.startswith((b"LAME", b"L3.99")):
        return None
    return max(samples, 0) / head.sample_rate
