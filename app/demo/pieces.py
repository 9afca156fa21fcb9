"""The pieces of the demo library: each a short score for the instruments of :mod:`app.demo.sound`.

They differ in what a listener notices first: tempo, drums, brightness, how notes begin and end. They are no examples of
their styles, and what the model says about them says nothing about the model.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.demo.sound import Desk, Sound, coloured_noise, hat, kick, pluck, power_chord, saw, snare, syllable, tone

#: Semitones above the root.
MAJOR, MINOR, SEVENTH = (0, 4, 7), (0, 3, 7), (0, 4, 7, 10)

Rng = np.random.Generator
Score = Callable[[Desk, Rng], None]


def render(score: Score, length_s: float, seed: int) -> Sound:
    """``score`` played for ``length_s`` seconds, as (2, samples); the same seed gives the same sound."""
    desk = Desk(length_s)
    score(desk, np.random.default_rng(seed))
    return desk.stereo()


def _steps(desk: Desk, step_s: float) -> list[tuple[int, float]]:
    return [(n, n * step_s) for n in range(int(desk.length_s / step_s))]


def four_to_the_floor(desk: Desk, rng: Rng) -> None:
    """A bass drum on every beat, an off-beat cymbal, a running bass and an arpeggio at 124 beats a minute."""
    step = 60 / 124 / 4
    roots = (45, 41, 48, 43)
    for n, at in _steps(desk, step):
        root = roots[n // 32 % 4]
        if n % 4 == 0:
            desk.add(kick(), at, 1.0)
        if n % 4 == 2:
            desk.add(hat(rng, 0.05), at, 0.8, 0.2)
        if n % 8 == 4:
            desk.add(snare(rng), at, 0.6)
        desk.add(saw(root - 12 + (12 if n % 2 else 0), step * 0.9, 8, 0.12), at, 0.5)
        desk.add(saw(root + 24 + (*MINOR, 12)[n % 4], step, 10, 0.1), at, 0.25, 0.5 * (-1) ** n)


def slow_beat(desk: Desk, rng: Rng) -> None:
    """A heavy broken beat at 86 with a deep bass, an electric piano and spoken syllables."""
    step = 60 / 86 / 4
    for n, at in _steps(desk, step):
        if n % 16 in (0, 3, 10):
            desk.add(kick(0.4, 42), at, 1.1)
        if n % 16 in (4, 12):
            desk.add(snare(rng), at, 0.9)
        if n % 2 == 0:
            desk.add(hat(rng, 0.02), at, 0.5, 0.3)
        if n % 16 in (0, 6, 11):
            desk.add(tone(33 + (3 if n % 64 >= 48 else 0), step * 3, (1.0, 0.2)), at, 0.9)
        if n % 32 == 0:
            for interval in (*MINOR, 10):
                desk.add(tone(57 + interval, step * 20, (1.0, 0.3, 0.1), 1.2), at, 0.25, -0.3)
        if n > 31 and n % 16 not in (3, 7, 15):
            formants = ((700, 1200), (400, 2000), (300, 900), (500, 1700))[int(rng.integers(4))]
            desk.add(syllable(48 + int(rng.integers(3)), formants, step * 0.9), at, 0.3)


def walls_of_chords(desk: Desk, rng: Rng) -> None:
    """Overdriven fifths with a double bass drum at 160."""
    step = 60 / 160 / 4
    riff = (40, 40, 43, 40, 45, 40, 46, 45)
    for n, at in _steps(desk, step):
        desk.add(kick(0.15, 55), at, 0.7)
        if n % 8 == 4:
            desk.add(snare(rng), at, 1.0)
        if n % 4 == 0:
            desk.add(hat(rng, 0.15), at, 0.5, -0.4)
        if n % 2 == 0:
            note = riff[n // 4 % 8]
            for pan in (-0.8, 0.8):
                desk.add(power_chord(note + 0.03 * pan, step * (1.8 if n % 8 else 3.5), 9.0), at, 0.5, pan)


def guitar_band(desk: Desk, rng: Rng) -> None:
    """Drums, bass and a lightly driven guitar at 118."""
    step = 60 / 118 / 2
    for n, at in _steps(desk, step):
        root = (45, 50, 52, 50)[n // 8 % 4]
        desk.add(snare(rng) if n % 4 == 2 else kick(), at, 0.9 if n % 2 == 0 else 0.0)
        desk.add(hat(rng, 0.06), at, 0.6, 0.3)
        desk.add(saw(root - 12, step, 6, 0.4), at, 0.6)
        desk.add(power_chord(root + 7, step * 0.95, 2.5), at, 0.4, -0.5)
        if n % 8 in (5, 7):
            desk.add(saw(root + 24 + n % 3, step * 2, 12, 0.5), at, 0.3, 0.5)


def slow_strings(desk: Desk, rng: Rng) -> None:
    """Bowed chords that swell and fade, no drums; key and order of the chords are drawn."""
    length = 4.0
    key, first = int(rng.integers(-4, 5)), int(rng.integers(4))
    swell = np.sin(np.pi * np.linspace(0, 1, round(length * 1.4 * 44100))) ** 0.7
    for n, at in _steps(desk, length):
        root, chord = ((48, MAJOR), (45, MINOR), (41, MAJOR), (43, SEVENTH))[(n + first) % 4]
        for voice, interval in enumerate((-12, *chord, chord[1] + 12)):
            weights = tuple(1.0 / k**1.3 for k in range(1, 9))
            for detune in (-0.06, 0.05):
                sound = tone(root + key + interval + 12 + detune, length * 1.4, weights, vibrato=0.12) * swell
                desk.add(sound.astype(np.float32), at, 0.3, 0.3 * (voice - 2))
    desk.add(coloured_noise(desk.length_s, 0.7, rng), 0, 0.01)


def twelve_strings(desk: Desk, rng: Rng) -> None:
    """A picked guitar with an alternating bass at 108."""
    step = 60 / 108 / 4
    for n, at in _steps(desk, step):
        root = (43, 48, 50, 43)[n // 16 % 4]
        if n % 4 == 0:
            desk.add(pluck(root - (5 if n % 8 else 0), step * 6, rng), at, 0.7, -0.2)
        desk.add(pluck(root + 12 + (*MAJOR, 12)[(0, 2, 1, 3, 2, 1, 0, 3)[n % 8]], step * 5, rng), at, 0.5, 0.3)
        if n % 8 == 4:
            desk.add(hat(rng, 0.02), at, 0.3)


def shuffle(desk: Desk, rng: Rng) -> None:
    """Twelve bars, a triplet swing and bent single notes at 76."""
    triplet = 60 / 76 / 3
    bars = (0, 0, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7)
    scale = (0, 3, 5, 6, 7, 10, 12)
    for n, at in _steps(desk, triplet):
        root = 40 + bars[n // 12 % 12]
        if n % 3 != 1:
            desk.add(pluck(root + (7, 9)[n // 3 % 2], triplet * 2, rng, 0.992), at, 0.5, -0.3)
            desk.add(pluck(root, triplet * 2, rng), at, 0.6, -0.3)
            desk.add(hat(rng, 0.03), at, 0.4)
        if n % 6 == 3:
            desk.add(snare(rng, 0.1), at, 0.35)
        if rng.random() < 0.45:
            lead = 64 + scale[int(rng.integers(len(scale)))]
            desk.add(tone(lead, triplet * 2.5, (1, 0.6, 0.4, 0.2), 0.5, vibrato=0.4), at, 0.4, 0.3)


def offbeats(desk: Desk, rng: Rng) -> None:
    """Short chords off the beat over a round bass, the drum on three; key and tempo (70 to 78) are drawn."""
    key, step = int(rng.integers(-3, 4)), 60 / float(rng.uniform(70, 78)) / 4
    for n, at in _steps(desk, step):
        root, chord = ((45, MINOR), (50, MINOR), (43, MAJOR), (48, MAJOR))[n // 16 % 4]
        root += key
        if n % 4 == 2:
            for interval in chord:
                desk.add(pluck(root + 12 + interval, step * 0.8, rng, 0.97), at, 0.6, 0.4)
                desk.add(tone(root + 12 + interval, step * 0.7, (1, 0.5, 0.3)), at, 0.25, -0.4)
        if n % 16 == 8:
            desk.add(kick(), at, 1.0)
            desk.add(snare(rng, 0.08), at, 0.6)
        if n % 2 == 0:
            desk.add(hat(rng, 0.02), at, 0.3)
        if n % 16 in (0, 3, 6, 10, 12):
            desk.add(tone(root - 12 + (0, 7, 0, 5)[n % 4], step * 2.5, (1.0, 0.25, 0.05)), at, 0.9)


def walking_trio(desk: Desk, rng: Rng) -> None:
    """A walking bass, a ride cymbal and sparse seventh chords at 138."""
    triplet = 60 / 138 / 3
    for n, at in _steps(desk, triplet):
        root = (50, 55, 48, 45)[n // 12 % 4]
        if n % 3 == 0:
            desk.add(pluck(root - 12 + (0, 4, 7, 9)[n // 3 % 4], triplet * 3, rng, 0.99), at, 0.8)
        if n % 6 in (0, 3, 5):
            desk.add(hat(rng, 0.2), at, 0.35, 0.4)
        if rng.random() < 0.12:
            for interval in (4, 10, 14, 21):
                desk.add(tone(root + interval, triplet * 4, (1, 0.4, 0.25, 0.1), 0.6), at, 0.3, -0.3)
        if rng.random() < 0.35:
            lead = root + 24 + (0, 2, 4, 5, 7, 9, 10)[int(rng.integers(7))]
            desk.add(tone(lead, triplet * 2, (1, 0.7, 0.5, 0.4, 0.2), vibrato=0.1), at, 0.35, 0.2)


def bright_song(desk: Desk, rng: Rng) -> None:
    """Four chords that everybody knows, claps and a sung line of vowels at 104."""
    step = 60 / 104 / 2
    melody = (0, 2, 4, 4, 7, 4, 2, 0)
    for n, at in _steps(desk, step):
        root, chord = ((48, MAJOR), (55, MAJOR), (57, MINOR), (53, MAJOR))[n // 8 % 4]
        desk.add(snare(rng) if n % 4 == 2 else kick(), at, 0.8 if n % 2 == 0 else 0.0)
        desk.add(saw(root - 12, step * 0.9, 6, 0.3), at, 0.5)
        for interval in chord:
            desk.add(saw(root + 12 + interval, step * 0.8, 8, 0.3), at, 0.2, 0.6 if interval else -0.6)
        vowel = ((800, 1200), (500, 1900), (350, 2300), (450, 900))[n % 4]
        desk.add(syllable(60 + melody[n % 8], vowel, step * 0.95), at, 0.6)


def conversation(desk: Desk, rng: Rng) -> None:
    """Two voices that take turns over rain: no music at all."""
    desk.add(coloured_noise(desk.length_s, 0.5, rng), 0, 0.05)
    at, voice = 0.3, 0
    while at < desk.length_s - 1:
        length = float(rng.uniform(0.09, 0.24))
        formants = (float(rng.uniform(280, 850)), float(rng.uniform(900, 2300)), 2600.0)
        desk.add(syllable((45, 56)[voice] + float(rng.normal(0, 1.2)), formants, length), at, 0.8, (-0.2, 0.2)[voice])
        at += length + (0.02 if rng.random() < 0.8 else float(rng.uniform(0.2, 0.6)))
        if rng.random() < 0.06:
            voice, at = 1 - voice, at + 0.5


def snow(desk: Desk, rng: Rng) -> None:
    """Noise that comes and goes."""
    noise = coloured_noise(desk.length_s, 0.35, rng)
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * np.arange(noise.size) / 44100 / 7.0)
    desk.add((noise * swell).astype(np.float32), 0, 0.5)


def nothing(desk: Desk, rng: Rng) -> None:
    """Silence, as files have it that were never recorded into."""
