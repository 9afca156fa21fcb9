"""What the benchmarks hear: real songs where the folder of real material is at hand, and generated sound elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np
import soundfile as sf
import soxr
from numpy.typing import NDArray

from app.inference.bundle import golden_sound

_RATE = 44_100
_OPUS_RATE = 48_000
#: Formats that libsndfile writes: its names, and the rate that the format is written at.
_WRITTEN = {
    "mp3": ("MP3", "MPEG_LAYER_III", _RATE),
    "flac": ("FLAC", "PCM_16", _RATE),
    "ogg": ("OGG", "VORBIS", _RATE),
    "opus": ("OGG", "OPUS", _OPUS_RATE),
}
FORMATS = (*_WRITTEN, "m4a")


def shared_dir() -> Path:
    """The folder of real material, there or not."""
    named = os.environ.get("EARMARK_SHARED")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


def real_songs() -> list[Path]:
    """Whole songs, as they came."""
    return sorted(
        each for each in (shared_dir() / "data" / "songs").glob("*") if each.suffix in {".ogg", ".mp3", ".flac"}
    )


def make_track(folder: Path, suffix: str, seconds: float) -> Path:
    """A stereo track of ``seconds`` in the format ``suffix``, one of :data:`FORMATS`: real songs one after another."""
    path, sound = folder / f"track.{suffix}", _sound(seconds)
    if suffix == "m4a":
        _write_m4a(path, sound)
        return path
    kind, subtype, rate = _WRITTEN[suffix]
    if rate != _RATE:
        sound = soxr.resample(sound, _RATE, rate)
    with sf.SoundFile(path, "w", rate, sound.shape[1], format=kind, subtype=subtype) as file:
        for start in range(0, len(sound), rate):  # an Ogg file written in one call crashes libsndfile
            file.write(sound[start : start + rate])
    return path


def _sound(seconds: float) -> NDArray[np.float32]:
    """Stereo (n, 2) at 44,100 Hz."""
    parts: list[NDArray[np.float32]] = []
    wanted = round(seconds * _RATE)
    for song in real_songs()[::-1]:
        found, rate = sf.read(song, dtype="float32", always_2d=True)
        if rate == _RATE and found.shape[1] == 2:
            parts.append(found[:wanted])
        if sum(map(len, parts)) >= wanted:
            break
    if not parts:
        parts = [np.repeat(golden_sound(_RATE)[:, None], 2, axis=1)]
    sound = np.concatenate(parts)
    return np.tile(sound, (-(-wanted // len(sound)), 1))[:wanted]


def _write_m4a(path: Path, sound: NDArray[np.float32]) -> None:
    with av.open(str(path), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=_RATE, layout="stereo")
        stream.bit_rate = 192_000
        for start in range(0, len(sound), _RATE):
            piece = np.ascontiguousarray(sound[start : start + _RATE].T)
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = _RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
