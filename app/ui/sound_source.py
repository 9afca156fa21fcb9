"""How the bytes of a track reach Qt's player: by name, through an open file, or decoded by us.

Three cases, tried in this order: a name that is text is given as it is; a name that is not text is opened here, since
no URL can spell it; a sound that Qt cannot play is decoded by the core (as the analysis decodes it) and played from
memory.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QFile, QFileDevice, QIODevice, QUrl

from app.errors import DecodeError
from app.progress import RunControl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Decoder = Callable[[bytes, int, RunControl | None], Iterator[NDArray[np.float32]]]

#: Rate of the samples that are handed out to be drawn, in hertz: that of the front end.
SAMPLE_RATE = 22_050

#: Rate of the sound we decode ourselves, in hertz.
DECODED_RATE = 44_100
#: Longest sound held in memory, in seconds (an hour of mono is 318 MB at most).
_LONGEST_S = 3_600
#: Suffixes that Qt's player opens but plays wrongly: Speex comes out at half its speed (Qt 6.11).
PLAYED_WRONGLY = frozenset({b".spx"})


def can_be_url(path: bytes) -> bool:
    """Whether the name at ``path`` is text, so that a URL can name it."""
    try:
        os.fsdecode(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_played_wrongly(path: bytes) -> bool:
    """Whether Qt is known to play files of this kind wrongly without an error."""
    return os.path.splitext(path)[1].lower() in PLAYED_WRONGLY


def as_url(path: bytes) -> QUrl:
    """URL of a file whose name is text."""
    return QUrl.fromLocalFile(os.fsdecode(path))


def open_handle(path: bytes) -> int:
    """A file handle on ``path``, whatever its name; blocks, so call it from a worker thread.

    Raises:
        DecodeError: it cannot be opened.
    """
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as problem:
        raise DecodeError(f"The file cannot be opened ({problem.strerror}).", "Scan its folder again.") from problem


def device_of(handle: int) -> QIODevice:
    """The open file behind ``handle``, which the device closes."""
    file = QFile()
    if not file.open(handle, QIODevice.OpenModeFlag.ReadOnly, QFileDevice.FileHandleFlag.AutoCloseHandle):
        os.close(handle)
    return file


def decode_to_wave(decode: Decoder, path: bytes, control: RunControl | None = None) -> bytes:
    """The whole sound of ``path`` as a WAV file in memory (mono, 16 bit, :data:`DECODED_RATE`); blocks.

    Raises:
        DecodeError: the core cannot read it either, or it is too long to be held.
    """
    import numpy as np  # brought by what needs numbers, not by every start

    pieces: list[bytes] = []
    samples = 0
    for block in decode(path, DECODED_RATE, control):
        samples += block.size
        if samples > _LONGEST_S * DECODED_RATE:
            raise DecodeError("This track is too long to be played here.", "Open it in a music player.")
        pieces.append((np.clip(block, -1.0, 1.0) * 32_767.0).astype("<i2").tobytes())
    return wave_header(samples) + b"".join(pieces)


def wave_header(samples: int) -> bytes:
    """Head of a mono 16-bit WAV file of ``samples`` at :data:`DECODED_RATE`."""
    size = samples * 2
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, DECODED_RATE, DECODED_RATE * 2, 2, 16)
    return b"RIFF" + struct.pack("<I", 36 + size) + b"WAVE" + form + b"data" + struct.pack("<I", size)


def as_buffer(content: bytes) -> QIODevice:
    """``content`` as an open device."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
