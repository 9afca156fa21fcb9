"""Generated sounds, and files of every container that can be written here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile as sf
from hypothesis import strategies as st
from numpy.typing import NDArray

Sound = NDArray[np.float32]


def shared_folder() -> Path:
    """The folder of real material (``EARMARK_SHARED``, or beside the checkout); without it the test skips."""
    named = os.environ.get("EARMARK_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2].parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real material (../shared or EARMARK_SHARED) is not here")
    return folder


def music(seconds: float, rate: int = 44_100, channels: int = 2, seed: int = 1) -> Sound:
    """Notes that change four times a second, over a quiet noise: (n, channels), never the same twice."""
    rng = np.random.default_rng(seed)
    count = int(seconds * rate)
    step = rate // 4
    pitch = np.repeat(220.0 * 2.0 ** (rng.integers(0, 36, count // step + 1) / 12.0), step)[:count]
    phase = 2.0 * np.pi * np.cumsum(pitch) / rate
    tone = 0.3 * np.sin(phase) + 0.1 * np.sin(2.0 * phase)
    sound = np.stack([tone * (1.0 - 0.2 * channel) for channel in range(channels)], axis=1)
    return (sound + rng.normal(0.0, 0.005, sound.shape)).astype(np.float32)


def write_soundfile(path: Path, sound: Sound, rate: int, **options: str) -> None:
    """Through libsndfile, in blocks: an Ogg file written in one call crashes it."""
    with sf.SoundFile(path, "w", rate, sound.shape[1], **options) as file:
        for start in range(0, len(sound), rate):
            file.write(sound[start : start + rate])


def write_ffmpeg(path: Path, sound: Sound, rate: int, codec: str, container: str) -> None:
    """Through FFmpeg."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[sound.shape[1]]
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        known = [form.name for form in stream.codec_context.codec.audio_formats]
        stream.format = next(each for each in ("s16", "s16p", "fltp") if each in known)
        stream.bit_rate = 128_000
        for start in range(0, len(sound), rate):
            block = np.ascontiguousarray(sound[start : start + rate].reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout=layout)
            frame.sample_rate, frame.pts = rate, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def _soundfile(**options: str) -> Callable[[Path, Sound, int], None]:
    return lambda path, sound, rate: write_soundfile(path, sound, rate, **options)


def _ffmpeg(codec: str, container: str) -> Callable[[Path, Sound, int], None]:
    return lambda path, sound, rate: write_ffmpeg(path, sound, rate, codec, container)


#: Name -> (file name, writer, whether the codec is lossless).
FORMATS: dict[str, tuple[str, Callable[[Path, Sound, int], None], bool]] = {
    "wav": ("a.wav", _soundfile(format="WAV", subtype="PCM_16"), True),
    "wav-float": ("a.wav", _soundfile(format="WAV", subtype="FLOAT"), True),
    "aiff": ("a.aiff", _soundfile(format="AIFF", subtype="PCM_24"), True),
    "flac": ("a.flac", _soundfile(format="FLAC", subtype="PCM_16"), True),
    "mp3": ("a.mp3", _soundfile(format="MP3"), False),
    "ogg-vorbis": ("a.ogg", _soundfile(format="OGG", subtype="VORBIS"), False),
    "m4a-aac": ("a.m4a", _ffmpeg("aac", "ipod"), False),
    "m4a-alac": ("a.m4a", _ffmpeg("alac", "ipod"), True),
    "aac-adts": ("a.aac", _ffmpeg("aac", "adts"), False),
    "wma": ("a.wma", _ffmpeg("wmav2", "asf"), False),
    "wavpack": ("a.wv", _ffmpeg("wavpack", "wv"), True),
    "tta": ("a.tta", _ffmpeg("tta", "tta"), True),
    # Lossless, but its time stamps are whole milliseconds, so that a seek may be 22 samples off.
    "matroska": ("a.mka", _ffmpeg("flac", "matroska"), False),
}


@st.composite
def damages(draw: st.DrawFn, content: bytes, begun: int) -> bytearray:
    """``content`` with some bytes overwritten behind ``begun``, and perhaps some left out."""
    damaged = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(begun, len(content) - 600))
        length = draw(st.sampled_from([1, 1, 20, 500]))
        damaged[place : place + length] = draw(st.binary(min_size=length, max_size=length))
    if draw(st.booleans()):
        place = draw(st.integers(len(content) // 3, len(content)))
        del damaged[place : place + draw(st.sampled_from([1, 5_000, len(content)]))]
    return damaged
