"""Title, artist, album, year and length of WAV and AIFF files, where no reader could see others."""

from __future__ import annotations

from app.tagging.containers import chunks, id3, id3_names
from app.tagging.layout import Source

#: The id of the chunk with the ID3 tag that every reader knows.
_PLAIN = {"wav": b"id3 ", "aiff": b"ID3 "}
#: How far from the end other readers find an ID3v1 tag (bytes).
_NEAR_END = 131


def names(source: Source, form: chunks.Form, tag: id3.Id3Tag | None, problem: str) -> dict[str, str] | None:
    """The texts of the ID3 tag ``tag`` of ``form``; ``None`` where another reader should be asked."""
    odd = any(chunk.id != _PLAIN.get(form.dialect.name) for chunk in form.id3_chunks())
    if form.read_only or problem or odd or form.lengths is not None:
        return None
    if tag is None:
        return {}
    return id3_names.names(tag, b"TAG" in source.read_at(max(0, source.size - _NEAR_END), _NEAR_END))


def wav_length(source: Source, form: chunks.Form) -> float | None:
    """Seconds of a WAV file: bytes of sound by bytes of a frame by frames a second."""
    first = {chunk.id: chunk for chunk in reversed(form.chunks)}
    layout, sound = first.get(b"fmt "), first.get(b"data")
    if layout is None or sound is None or layout.end - layout.start < 16:
        return None
    data = source.read_at(layout.start, 14)
    rate, frame = int.from_bytes(data[4:8], "little"), int.from_bytes(data[12:14], "little")
    return (sound.end - sound.start) / frame / rate if rate and frame else None


def aiff_length(source: Source, form: chunks.Form) -> float | None:
    """Seconds of an AIFF file: its frames by its rate, a float of ten bytes of which whole numbers are understood."""
    first = {chunk.id: chunk for chunk in reversed(form.chunks)}
    common = first.get(b"COMM")
    if common is None or common.end - common.start < 18:
        return None
    data = source.read_at(common.start, 18)
    frames, exponent = int.from_bytes(data[2:6], "big"), int.from_bytes(data[8:10], "big") - 16383
    if not 0 <= exponent < 63:
        return None
    rate = int.from_bytes(data[10:18], "big") >> 63 - exponent
    return frames / rate if rate else None
