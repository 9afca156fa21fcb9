"""Small real music files, each with tags of its own, made by the ten thousand in seconds.

One piece of each format is encoded and tagged once; every file is a copy of it in which title, artist and album are
overwritten by others of the same length. Also the simulation of a slow disk: a delay at the calls that reach for it.
"""

from __future__ import annotations

import builtins
import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import av
import mutagen
import numpy as np
import soundfile as sf

#: What is overwritten in the copies, as text of ten characters.
_TITLE, _ARTIST, _ALBUM = "TITLE00000", "ARTIST0000", "ALBUM00000"
_RATE = 22_050
FILES_IN_FOLDER = 10


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


def _patterns(folder: Path, seconds: float) -> list[tuple[str, bytes]]:
    folder.mkdir(parents=True, exist_ok=True)
    at = np.arange(round(seconds * _RATE)) / _RATE
    chord = sum(np.sin(2 * np.pi * pitch * at) for pitch in (220.0, 277.2, 329.6))
    noise = np.random.default_rng(5).standard_normal(len(at))
    sound = (0.2 * chord + 0.02 * noise).astype(np.float32)
    made = []
    for ending in (".mp3", ".flac", ".m4a"):
        file = folder / f"pattern{ending}"
        _encode_aac(file, sound) if ending == ".m4a" else sf.write(file, sound, _RATE)
        tags = mutagen.File(file, easy=True)
        if tags.tags is None:
            tags.add_tags()
        tags.update({"title": _TITLE, "artist": _ARTIST, "album": _ALBUM, "genre": "Rock", "date": "1998"})
        tags.save()
        made.append((ending, file.read_bytes()))
        file.unlink()
    return made


def _encode_aac(file: Path, sound: np.ndarray[Any, Any]) -> None:
    with av.open(str(file), "w") as container:
        stream = container.add_stream("aac", rate=_RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound[None, :], format="fltp", layout="mono")
        frame.sample_rate = _RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


@contextmanager
def slow_disk(seconds: float) -> Iterator[None]:
    """A disk that takes ``seconds`` to find a folder or a file: a delay at this process' own calls, no real disk.

    Files that are found read as quickly as ever: seeking is what spinning disks and network shares are slow at.
    """

    def late(call: Callable[..., Any]) -> Callable[..., Any]:
        def wait(*arguments: Any, **options: Any) -> Any:
            if not isinstance(arguments[0], int):  # a descriptor is found already
                time.sleep(seconds)
            return call(*arguments, **options)

        return wait

    with (
        mock.patch.object(os, "open", late(os.open)),
        mock.patch.object(os, "scandir", late(os.scandir)),
        mock.patch.object(builtins, "open", late(builtins.open)),
        mock.patch.object(io, "open", late(io.open)),
    ):
        yield
