"""Small real music files, each with tags of its own, made by the ten thousand in seconds.

One piece of each format is encoded and tagged once; every file is a copy of it in which title, artist and album are
overwritten by others of the same length.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import soundfile as sf

#: What is overwritten in the copies, as text of ten characters.
_TITLE, _ARTIST, _ALBUM = "TITLE00000", "ARTIST0000", "ALBUM00000"
_RATE = 22_050
FILES_IN_FOLDER = 10
#: What FFmpeg encodes; libsndfile has the others.
_CODECS = {".m4a": "aac", ".wma": "wmav2"}
_FORMATS = {".wma": "asf"}
_ASF_NAMES = ("Title", "Author", "WM/AlbumTitle", "WM/Genre", "WM/Year")


def make_music(folder: Path, files: int, seconds: float = 0.5) -> None:
    """``files`` of about ``seconds`` in folders of ten, one album each: six in ten MP3, three FLAC, one M4A."""
    patterns = _patterns(folder, seconds)
    for number in range(files):
        place = folder / f"artist {number // 120:04}" / f"album {number // FILES_IN_FOLDER:05}"
        if not number % FILES_IN_FOLDER:
            place.mkdir(parents=True)
        ending, content = patterns[(0, 1, 0, 1, 0, 2, 0, 1, 0, 0)[number % FILES_IN_FOLDER]]
        tagged = content.replace(_TITLE.encode(), f"Song{number:06}".encode())
        tagged = tagged.replace(_ARTIST.encode(), f"Band{number // 120:06}".encode())
        tagged = tagged.replace(_ALBUM.encode(), f"Disc{number // FILES_IN_FOLDER:06}".encode())
        (place / f"{number % FILES_IN_FOLDER + 1:02} song {number:06}{ending}").write_bytes(tagged)


def make_copies(folder: Path, ending: str, files: int) -> None:
    """``files`` of one kind that are the same to the byte, in folders of ten."""
    content = _pattern(folder, ending, _sound(0.5))
    for number in range(files):
        place = folder / f"album {number // FILES_IN_FOLDER:05}"
        place.mkdir(exist_ok=True)
        (place / f"{number % FILES_IN_FOLDER + 1:02} song{ending}").write_bytes(content)


def _patterns(folder: Path, seconds: float) -> list[tuple[str, bytes]]:
    sound = _sound(seconds)
    return [(ending, _pattern(folder, ending, sound)) for ending in (".mp3", ".flac", ".m4a")]


def _sound(seconds: float) -> np.ndarray[Any, Any]:
    at = np.arange(round(seconds * _RATE)) / _RATE
    chord = sum(np.sin(2 * np.pi * pitch * at) for pitch in (220.0, 277.2, 329.6))
    noise = np.random.default_rng(5).standard_normal(len(at))
    return (0.2 * chord + 0.02 * noise).astype(np.float32)


def _pattern(folder: Path, ending: str, sound: np.ndarray[Any, Any]) -> bytes:
    """A file of the kind ``ending`` that holds ``sound`` and the tags that copies may overwrite."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"pattern{ending}"
    codec = _CODECS.get(ending)
    sf.write(file, sound, _RATE) if codec is None else _encode(file, sound, codec)
    tags = mutagen.File(file, easy=True)
    if tags.tags is None:
        tags.add_tags()
    names = _ASF_NAMES if ending == ".wma" else ("title", "artist", "album", "genre", "date")
    tags.update(dict(zip(names, (_TITLE, _ARTIST, _ALBUM, "Rock", "1998"), strict=True)))
    tags.save()
    content = file.read_bytes()
    file.unlink()
    return content


def _encode(file: Path, sound: np.ndarray[Any, Any], codec: str) -> None:
    with av.open(str(file), "w", format=_FORMATS.get(file.suffix)) as container:
        stream = container.add_stream(codec, rate=_RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = 64_000  # without one WMA is refused
        frame = av.AudioFrame.from_ndarray(sound[None, :], format="fltp", layout="mono")
        frame.sample_rate = _RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
