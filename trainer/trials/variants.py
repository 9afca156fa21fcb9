"""Files altered as the world alters them: other codecs, levels, masters, speeds, channels, lengths and parts.

Every variant is a file of its own that the application then opens like any other: what decoding, resampling and the
choice of windows do to it is part of the trial.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from trainer.data import DataError

Samples = NDArray[np.float32]
#: Samples given to an encoder at once.
_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound in memory: ``samples`` (channels, n), full scale 1.0, at ``rate`` hertz."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.samples.shape[1]) / self.rate


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder of FFmpeg with its container's suffix, sample rate and bits a second."""

    encoder: str
    suffix: str
    rate: int
    bits_per_second: int


Change = Callable[[Recording], Recording]

CODECS: dict[str, Codec] = {
    **{f"MP3, {kbit} kbit/s": Codec("libmp3lame", ".mp3", 44_100, 1000 * kbit) for kbit in (64, 128, 192, 320)},
    **{f"AAC, {kbit} kbit/s": Codec("aac", ".m4a", 44_100, 1000 * kbit) for kbit in (64, 128)},
    **{f"Opus, {kbit} kbit/s": Codec("libopus", ".opus", 48_000, 1000 * kbit) for kbit in (48, 96)},
}


def read_recording(file: Path) -> Recording:
    """All channels of ``file`` at its own rate.

    Raises:
        DataError: libsndfile cannot read it, or it holds nothing.
    """
    try:
        samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as problem:
        raise DataError(f"The sound {file} cannot be read.", str(problem)) from problem
    if not len(samples):
        raise DataError(f"The sound {file} holds nothing.")
    return Recording(np.ascontiguousarray(samples.T), int(rate))


def write_wave(recording: Recording, file: Path) -> None:
    """Floating-point WAV, so that nothing is clipped or rounded on the way."""
    soundfile.write(file, recording.samples.T, recording.rate, subtype="FLOAT")


def write_coded(recording: Recording, file: Path, codec: Codec) -> None:
    """``file`` made by ``codec``, one channel or two.

    Raises:
        DataError: FFmpeg lacks the encoder, or it fails.
    """
    layout = "mono" if len(recording.samples) == 1 else "stereo"
    try:
        with av.open(str(file), "w") as container:
            stream = container.add_stream(codec.encoder, rate=codec.rate)
            assert isinstance(stream, av.AudioStream)
            stream.layout = layout
            stream.bit_rate = codec.bits_per_second
            resampler = av.AudioResampler(format=stream.format, layout=layout, rate=codec.rate)
            for frame in [*_frames(recording, layout), None]:
                for fitting in resampler.resample(frame):
                    container.mux(stream.encode(fitting))
            container.mux(stream.encode(None))
    except (av.FFmpegError, ValueError) as problem:
        raise DataError(f"The encoder {codec.encoder} did not make {file.name}.", str(problem)) from problem


def _frames(recording: Recording, layout: str) -> list[av.AudioFrame]:
    frames = []
    for start in range(0, recording.samples.shape[1], _BLOCK):
        block = np.ascontiguousarray(np.clip(recording.samples[:2, start : start + _BLOCK], -1, 1))
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.rate, frame.pts, frame.time_base = recording.rate, start, Fraction(1, recording.rate)
        frames.append(frame)
    return frames


def changes() -> dict[str, Change]:
    """Every change of sound by name; what a codec does is in :data:`CODECS`."""
    return {
        "12 dB quieter": lambda sound: _gain(sound, -12.0),
        "6 dB louder, clipped": lambda sound: replace(sound, samples=np.clip(_gain(sound, 6.0).samples, -1, 1)),
        "treble up by 6 dB": lambda sound: tilt(sound, 6.0),
        "treble down by 6 dB": lambda sound: tilt(sound, -6.0),
        "nothing above 8 kHz": low_pass,
        "speed 0.94": lambda sound: replace(sound, rate=round(0.94 * sound.rate)),
        "speed 1.06": lambda sound: replace(sound, rate=round(1.06 * sound.rate)),
        "8 bits": lambda sound: replace(sound, samples=np.round(sound.samples * 127) / np.float32(127)),
        "noise 40 dB below": hiss,
        "10 s of fade-in": fade_in,
        "5 s of silence at either end": lambda sound: _padded(sound, 5.0),
        "one channel": lambda sound: replace(sound, samples=sound.samples.mean(axis=0, keepdims=True)),
        "left channel only": lambda sound: replace(sound, samples=sound.samples[:1]),
        "first half": lambda sound: _part(sound, 0.0, 0.5),
        "middle half": lambda sound: _part(sound, 0.25, 0.75),
        "last half": lambda sound: _part(sound, 0.5, 1.0),
    }


def tilt(sound: Recording, decibels: float) -> Recording:
    """Treble up by half of ``decibels`` and bass down by the other half, straight over the octaves 50 Hz to 10 kHz."""
    n = sound.samples.shape[1]
    hertz = np.fft.rfftfreq(n, 1 / sound.rate)
    octaves = np.log2(np.clip(hertz, 50.0, 10_000.0) / 50.0) / np.log2(200.0)
    return replace(sound, samples=_filtered(sound.samples, 10 ** ((octaves - 0.5) * decibels / 20)))


def low_pass(sound: Recording, hertz: float = 8_000.0) -> Recording:
    """Nothing above ``hertz``."""
    kept = np.fft.rfftfreq(sound.samples.shape[1], 1 / sound.rate) <= hertz
    return replace(sound, samples=_filtered(sound.samples, kept.astype(np.float64)))


def hiss(sound: Recording, decibels: float = 40.0) -> Recording:
    """White noise ``decibels`` below the sound's own mean power, the same in every run."""
    noise = np.random.default_rng(0).standard_normal(sound.samples.shape).astype(np.float32)
    level = np.sqrt(np.square(sound.samples).mean()) * np.float32(10 ** (-decibels / 20))
    return replace(sound, samples=sound.samples + level * noise)


def fade_in(sound: Recording, seconds: float = 10.0) -> Recording:
    """From nothing to full level over the first ``seconds``."""
    rising = np.minimum(np.arange(sound.samples.shape[1]) / (seconds * sound.rate), 1.0)
    return replace(sound, samples=sound.samples * rising.astype(np.float32))


def _gain(sound: Recording, decibels: float) -> Recording:
    return replace(sound, samples=sound.samples * np.float32(10 ** (decibels / 20)))


def _padded(sound: Recording, seconds: float) -> Recording:
    width = round(seconds * sound.rate)
    return replace(sound, samples=np.pad(sound.samples, ((0, 0), (width, width))))


def _part(sound: Recording, begin: float, end: float) -> Recording:
    n = sound.samples.shape[1]
    return replace(sound, samples=sound.samples[:, round(begin * n) : round(end * n)])


def _filtered(samples: Samples, gain: NDArray[np.float64]) -> Samples:
    filtered = np.fft.irfft(np.fft.rfft(samples, axis=1) * gain, samples.shape[1], axis=1)
    return filtered.astype(np.float32)
