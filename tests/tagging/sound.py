"""The sound of a file as FFmpeg takes it apart: a reader of everything that shares no line with ours."""

from __future__ import annotations

import hashlib
import io

import av

from app.errors import TagError
from app.tagging import genres as native
from app.tagging.overlay import FileSource

#: A bare stream with tags behind it, which FFmpeg takes for sound.
_BARE = ("mp3", "tta", "flac", "ape", "wavpack", "musepack", "tak", "optimfrog")


def packets(path: bytes) -> list[tuple[int | None, str]]:
    """Time and SHA-256 of every packet of sound in the file; none where FFmpeg finds no sound in it.

    Of a bare stream it is given the file without the tags behind the sound.
    """
    with open(path, "rb") as file:
        content = file.read()
        end = _end(FileSource(file))
    try:
        with av.open(io.BytesIO(content[:end])) as found:
            sound = found.demux(found.streams.audio[0])
            return [(packet.pts, hashlib.sha256(bytes(packet)).hexdigest()) for packet in sound if packet.size]
    except (av.FFmpegError, IndexError, ValueError):
        return []


def _end(source: FileSource) -> int:
    container = native.recognise(source)
    if container not in _BARE:
        return source.size
    try:
        return native.read_genres(source, container).payload[-1][1]
    except TagError:
        return source.size
