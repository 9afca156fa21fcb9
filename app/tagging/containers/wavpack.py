"""WavPack: how long the sound is, from the head of the first block. After the format's own description (version 4)."""

from __future__ import annotations

from app.tagging.layout import Source

_HEAD = 32
_UNKNOWN = 0xFFFFFFFF
_RATES = (6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000)
_DSD = 1 << 31


def duration_s(source: Source) -> float | None:
    """Length in seconds, ``None`` where the first block does not tell it."""
    head = source.read_at(0, _HEAD)
    if len(head) < _HEAD or head[:4] != b"wvpk":
        return None
    samples, block, flags = (int.from_bytes(head[at : at + 4], "little") for at in (12, 16, 24))
    rate = flags >> 23 & 0xF
    if samples == _UNKNOWN or block or rate >= len(_RATES) or flags & _DSD:
        return None
    return samples / _RATES[rate]
