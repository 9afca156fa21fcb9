"""Generated sound that is no music: noise, tones, clicks, applause, silence, and speech of a synthesiser.

Only the features of these sounds are ever kept. Speech needs the program ``espeak-ng``; without it those rows are
left out, and ``prepare`` says so.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd
from trainer.config import EXCERPT_S
from trainer.data import FeatureSet
from trainer.features import rows_from_sound
from trainer.labels import REFUSAL

Sound = NDArray[np.float32]
Named = tuple[str, str, str, Sound]
#: Rows of each kind of generated sound.
PER_KIND = 24
#: Voices that train; the others, of other languages, judge.
TRAIN_VOICES = ("en", "en-us", "de", "fr", "es", "it", "pl", "ru", "nl", "sv", "pt", "tr", "hi", "el", "cs")
JUDGE_VOICES = ("fi", "hu", "ro", "id", "en-gb-scotland")
ROWS_PER_VOICE = 6
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "zi", "rin", "sol", "tem", "ver")


def generated_rows(front_end: FrontEnd, seed: int = 7) -> FeatureSet:
    """All generated rows, labelled not music; a quarter of the variants of each kind, and some voices, judge."""
    return rows_from_sound("generated", REFUSAL, _all_sounds(front_end.sample_rate, seed), front_end)


def can_speak() -> bool:
    """Whether the speech synthesiser is installed."""
    return shutil.which("espeak-ng") is not None


def _all_sounds(rate: int, seed: int) -> Iterator[Named]:
    for kind, maker in MAKERS.items():
        for number in range(PER_KIND):
            rng = np.random.default_rng([seed, len(kind), number, sum(map(ord, kind))])
            side = "valid" if number % 4 == 3 else "train"
            yield f"{kind}.{number:02d}", f"{kind}.{side}", side, maker(rate, rng)
    if can_speak():
        yield from _speech(rate, seed)


def _time(rate: int) -> NDArray[np.float64]:
    return np.arange(int(EXCERPT_S * rate)) / rate


def _noise(rate: int, rng: np.random.Generator) -> Sound:
    """Noise whose spectrum falls by a random power (white, pink, brown and between), slowly swelling."""
    n = int(EXCERPT_S * rate)
    spectrum = np.fft.rfft(rng.standard_normal(n))
    frequency = np.maximum(np.fft.rfftfreq(n, 1 / rate), 20.0)
    band = (frequency > rng.uniform(0, 500)) & (frequency < rng.uniform(2000, rate / 2))
    sound = np.fft.irfft(spectrum * frequency ** -rng.uniform(0, 1.2) * (band if rng.random() < 0.5 else 1.0), n)
    swell = 1 + rng.uniform(0, 0.8) * np.sin(2 * np.pi * rng.uniform(0.02, 3) * _time(rate))
    return _level(sound * swell, rng)


def _tones(rate: int, rng: np.random.Generator) -> Sound:
    """One to four steady tones, with or without beeping pauses."""
    t = _time(rate)
    sound = sum(np.sin(2 * np.pi * rng.uniform(60, 6000) * t) for _ in range(int(rng.integers(1, 5))))
    if rng.random() < 0.5:
        sound = sound * ((t * rng.uniform(0.3, 4)) % 1 < rng.uniform(0.2, 0.8))
    return _level(sound + 10 ** -rng.uniform(2, 4) * rng.standard_normal(len(t)), rng)


def _sweep(rate: int, rng: np.random.Generator) -> Sound:
    """A siren or a swept sine."""
    t = _time(rate)
    middle, width, speed = rng.uniform(400, 3000), rng.uniform(0.1, 0.8), rng.uniform(0.05, 3)
    wave_form = np.sin if rng.random() < 0.5 else _triangle
    phase = np.cumsum(middle * (1 + width * wave_form(2 * np.pi * speed * t))) / rate
    return _level(np.sin(2 * np.pi * phase) + 10 ** -rng.uniform(1, 3) * rng.standard_normal(len(t)), rng)


def _triangle(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 2 / np.pi * np.arcsin(np.sin(x))


def _clicks(rate: int, rng: np.random.Generator) -> Sound:
    """A metronome, a ticking clock, or clicks at random moments, with a little hiss."""
    n = int(EXCERPT_S * rate)
    sound = 10 ** -rng.uniform(2.5, 4) * rng.standard_normal(n)
    gap = rng.uniform(0.15, 2.0)
    moments = np.arange(0, EXCERPT_S, gap) if rng.random() < 0.5 else np.sort(rng.uniform(0, EXCERPT_S, int(30 / gap)))
    click = np.exp(-np.arange(rate // 20) / rate * rng.uniform(50, 400)) * rng.standard_normal(rate // 20)
    for moment in moments:
        start = int(moment * rate)
        sound[start : start + len(click)] += click[: max(n - start, 0)]
    return _level(sound, rng)


def _applause(rate: int, rng: np.random.Generator) -> Sound:
    """Hundreds of short noise bursts a second: clapping, rain on a roof, frying."""
    n = int(EXCERPT_S * rate)
    bursts = np.zeros(n)
    count = int(EXCERPT_S * rng.uniform(20, 500))
    bursts[rng.integers(0, n, count)] = rng.exponential(1.0, count)
    length = int(rate * rng.uniform(0.004, 0.03))
    clap = np.exp(-np.arange(length) / length * 4) * rng.standard_normal(length)
    size = n + length
    sound = np.fft.irfft(np.fft.rfft(bursts, size) * np.fft.rfft(clap, size), size)[:n]
    return _level(sound + 0.01 * rng.standard_normal(n), rng)


def _hum(rate: int, rng: np.random.Generator) -> Sound:
    """Mains hum or an engine: harmonics of a low tone, its pitch wandering, over noise."""
    t = _time(rate)
    wander = np.cumsum(rng.standard_normal(len(t))) / np.sqrt(len(t)) * rng.uniform(0, 5)
    phase = 2 * np.pi * np.cumsum(rng.uniform(25, 130) + wander) / rate
    sound = sum(rng.exponential(1.0) / k * np.sin(k * phase) for k in range(1, int(rng.integers(4, 30))))
    return _level(sound + rng.uniform(0, 0.5) * rng.standard_normal(len(t)), rng)


def _silence(rate: int, rng: np.random.Generator) -> Sound:
    """Digital silence, dither, or the hiss of an empty recording."""
    n = int(EXCERPT_S * rate)
    kind = int(rng.integers(0, 3))
    if kind == 0:
        return np.zeros(n, np.float32)
    if kind == 1:
        return (rng.integers(-1, 2, n) / 32768).astype(np.float32)
    return (10 ** -rng.uniform(2, 4) * rng.standard_normal(n)).astype(np.float32)


def _level(sound: NDArray[np.float64] | float, rng: np.random.Generator) -> Sound:
    values = np.asarray(sound, np.float64)
    return (values / max(float(np.abs(values).max()), 1e-9) * rng.uniform(0.05, 0.95)).astype(np.float32)


#: Kinds of sound that are made of numbers alone.
MAKERS: dict[str, Callable[[int, np.random.Generator], Sound]] = {
    "noise": _noise,
    "tones": _tones,
    "sweep": _sweep,
    "clicks": _clicks,
    "applause": _applause,
    "hum": _hum,
    "silence": _silence,
}


def _speech(rate: int, seed: int) -> Iterator[Named]:
    for side, voices in (("train", TRAIN_VOICES), ("valid", JUDGE_VOICES)):
        for voice in voices:
            for number in range(ROWS_PER_VOICE):
                rng = np.random.default_rng([seed, sum(map(ord, voice)), number])
                sound = _speak(voice, rng, rate)
                if sound is not None:
                    yield f"speech.{voice}.{number}", f"speech.{voice}", side, _with_room(sound, rng)


def _speak(voice: str, rng: np.random.Generator, rate: int) -> Sound | None:
    """About 30 s of invented words; None where the synthesiser lacks the voice."""
    words = ["".join(rng.choice(_SYLLABLES, int(rng.integers(1, 5)))) for _ in range(90)]
    text = " ".join(word + ("." if rng.random() < 0.1 else "") for word in words)
    return spoken(text, voice, rng, rate)


def spoken(text: str, voice: str, rng: np.random.Generator, rate: int) -> Sound | None:
    """``text`` in a ``voice`` of espeak-ng, its variant, speed and pitch at random; None where it lacks the voice."""
    variant = rng.choice(["", "+f2", "+f4", "+m3", "+m7", "+croak", "+whisper"])
    command = ["espeak-ng", "-v", voice + variant, "-s", str(int(rng.integers(110, 210)))]
    command += ["-p", str(int(rng.integers(20, 80))), "--stdout", text]
    try:
        made = subprocess.run(command, capture_output=True, check=True, timeout=60)
        with wave.open(io.BytesIO(made.stdout)) as sound:
            have = sound.getframerate()
            samples = np.frombuffer(made.stdout[44:], "<i2").astype(np.float32) / np.float32(32768)
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError):
        return None
    if not len(samples):
        return None
    positions = np.arange(int(len(samples) * rate / have)) * have / rate
    return np.asarray(np.interp(positions, np.arange(len(samples)), samples), np.float32)


def _with_room(sound: Sound, rng: np.random.Generator) -> Sound:
    """A telephone's band, a room's echo or a noisy background, at random: speech is rarely recorded clean."""
    n = len(sound)
    values = sound.astype(np.float64)
    if rng.random() < 0.4:
        delay = int(rng.integers(400, 3000))
        for k in range(1, 6):
            values[k * delay :] += 0.5**k * sound[: max(n - k * delay, 0)] if n > k * delay else 0
    if rng.random() < 0.6:
        values = values + 10 ** -rng.uniform(1.5, 3.5) * rng.standard_normal(n)
    return _level(values, rng)
