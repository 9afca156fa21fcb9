"""Instruments and a mixing desk, enough to make pieces of clearly different texture.

All sounds are mono float32 at :data:`RATE`; randomness comes from the generator that the caller passes, so a piece is
the same on every machine with the same numpy. Notes are remembered, for music repeats itself: a sound is read-only.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

#: Samples per second of everything rendered here.
RATE = 44100


def hertz(note: float) -> float:
    """Frequency of a MIDI note number (69 is the A at 440 Hz)."""
    return float(440.0 * 2.0 ** ((note - 69.0) / 12.0))


def _seconds(length_s: float) -> NDArray[np.float64]:
    return np.arange(round(length_s * RATE)) / RATE


def _fade(sound: NDArray[np.float64], fade_s: float = 0.005) -> Sound:
    """``sound`` as float32, its ends faded so that it does not click."""
    edge = min(round(fade_s * RATE), sound.size // 2)
    if edge:
        ramp = np.linspace(0.0, 1.0, edge)
        sound[:edge] *= ramp
        sound[-edge:] *= ramp[::-1]
    return sound.astype(np.float32)


@functools.lru_cache(maxsize=512)
def tone(
    note: float, length_s: float, partials: tuple[float, ...], decay_s: float = 0.0, vibrato: float = 0.0
) -> Sound:
    """A note from the weights of its partials; ``decay_s`` > 0 lets it die away, ``vibrato`` is in semitones."""
    at = _seconds(length_s)
    wobble = vibrato * np.sin(2 * np.pi * 5.2 * at) / 12.0
    phase = 2 * np.pi * np.cumsum(hertz(note) * 2.0**wobble) / RATE
    sound = np.zeros_like(at)
    for number, weight in enumerate(partials, start=1):
        if hertz(note) * number < RATE / 2.2:
            sound += weight * np.sin(number * phase)
    if decay_s > 0:
        sound *= np.exp(-at / decay_s)
    return _fade(sound / sum(partials))


def saw(note: float, length_s: float, partials: int = 16, decay_s: float = 0.0) -> Sound:
    """A saw-tooth of so many partials: basses, strings and synthesisers."""
    return tone(note, length_s, tuple(1.0 / k for k in range(1, partials + 1)), decay_s)


def pluck(note: float, length_s: float, rng: np.random.Generator, damping: float = 0.996) -> Sound:
    """A plucked string: a period of noise goes round a loop that smooths and weakens it (Karplus and Strong, 1983)."""
    period = max(2, round(RATE / hertz(note)))
    rounds = int(np.ceil(length_s * RATE / period))
    string = np.empty((rounds, period))
    current = rng.uniform(-1.0, 1.0, period)
    for index in range(rounds):
        string[index] = current
        current = damping * 0.5 * (current + np.roll(current, 1))
    return _fade(string.ravel()[: round(length_s * RATE)])


@functools.lru_cache(maxsize=64)
def power_chord(note: float, length_s: float, drive: float = 6.0) -> Sound:
    """Root, fifth and octave through an overdriven amplifier."""
    clean = saw(note, length_s, 10) + saw(note + 7, length_s, 10) + 0.7 * saw(note + 12, length_s, 8)
    return (0.6 * np.tanh(drive * clean)).astype(np.float32)


def kick(length_s: float = 0.28, floor_hz: float = 48.0) -> Sound:
    """A bass drum: a sine that falls from a knock to its floor."""
    at = _seconds(length_s)
    phase = 2 * np.pi * np.cumsum(floor_hz + 160.0 * np.exp(-at / 0.02)) / RATE
    return _fade(np.sin(phase) * np.exp(-at / 0.09), 0.002)


def snare(rng: np.random.Generator, length_s: float = 0.2) -> Sound:
    """A snare drum: a short tone under noise."""
    at = _seconds(length_s)
    body = 0.5 * np.sin(2 * np.pi * 185.0 * at) * np.exp(-at / 0.05)
    return _fade(body + rng.normal(0.0, 0.35, at.size) * np.exp(-at / 0.06), 0.001)


def hat(rng: np.random.Generator, decay_s: float = 0.03) -> Sound:
    """A cymbal: noise whose low end is taken away by differencing it twice."""
    at = _seconds(6 * decay_s)
    return _fade(0.25 * np.diff(rng.normal(0.0, 0.5, at.size + 2), n=2) * np.exp(-at / decay_s), 0.001)


def coloured_noise(length_s: float, slope: float, rng: np.random.Generator) -> Sound:
    """Noise whose amplitude falls as ``frequency ** -slope`` (0 white, 0.5 pink, 1 brown), peak 1."""
    size = round(length_s * RATE)
    spectrum = np.fft.rfft(rng.normal(size=size))
    spectrum *= np.maximum(np.fft.rfftfreq(size, 1 / RATE), 20.0) ** -slope
    sound = np.fft.irfft(spectrum, size)
    return _fade(sound / np.abs(sound).max())


def syllable(note: float, formants: tuple[float, ...], length_s: float) -> Sound:
    """A vowel: the partials of a voice, loud near the formants (in hertz)."""
    frequency = hertz(note)
    weights = tuple(
        float(sum(np.exp(-(((k * frequency - centre) / 130.0) ** 2)) for centre in formants)) / k**0.3 + 1e-3
        for k in range(1, int(4000 / frequency))
    )
    at = _seconds(length_s)
    return (tone(note, length_s, weights, vibrato=0.25) * np.sin(np.pi * at / length_s) ** 0.5 * 4).astype(np.float32)


class Desk:
    """A stereo mix of fixed length to which sounds are added where they begin."""

    def __init__(self, length_s: float) -> None:
        self._mix = np.zeros((2, round(length_s * RATE)), dtype=np.float32)
        self.length_s = length_s

    def add(self, sound: Sound, start_s: float, gain: float = 1.0, pan: float = 0.0) -> None:
        """Add ``sound`` from ``start_s`` on; ``pan`` runs from -1 (left) to 1 (right). What sticks out is cut off."""
        begin = round(start_s * RATE)
        part = sound[: max(0, self._mix.shape[1] - begin)]
        if part.size:
            self._mix[0, begin : begin + part.size] += gain * np.float32(np.sqrt((1 - pan) / 2)) * part
            self._mix[1, begin : begin + part.size] += gain * np.float32(np.sqrt((1 + pan) / 2)) * part

    def stereo(self, level: float = 0.8) -> Sound:
        """The mix in its room, (2, samples), its peak at ``level``; silence stays silence."""
        mix = _in_a_room(self._mix)
        peak = float(np.abs(mix).max(initial=0.0))
        return mix * np.float32(level / peak) if peak > 0 else mix


def _in_a_room(mix: Sound, wet: float = 0.5, reverberation_s: float = 0.8) -> Sound:
    """``mix`` with the echoes of a room whose sound falls by 60 dB in ``reverberation_s``."""
    at = _seconds(2 * reverberation_s)
    echoes = np.random.default_rng(0).normal(size=at.size) * np.exp(-at * np.log(1000.0) / reverberation_s)
    echoes *= wet / np.sqrt(np.sum(echoes**2))
    echoes[0] += 1.0
    block, size = 1 << 17, 1 << 18  # a block and its echoes fit into one transform
    room = np.fft.rfft(echoes.astype(np.float32), size)
    sound = np.zeros((2, mix.shape[1] + size), dtype=np.float32)
    for begin in range(0, mix.shape[1], block):
        part = np.fft.rfft(mix[:, begin : begin + block], size)
        sound[:, begin : begin + size] += np.fft.irfft(part * room, size)
    return sound[:, : mix.shape[1]]
