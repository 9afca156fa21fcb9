"""Sounds that are no music, none of them among the training's: other seeds, other kinds, other voices, whole sentences.

The training's own kinds come from :mod:`trainer.synthetic` with another seed; the kinds made here were never trained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from trainer.config import EXCERPT_S
from trainer.synthetic import MAKERS, spoken

Sound = NDArray[np.float32]
Maker = Callable[[int, np.random.Generator], Sound]
#: The training's seed is 7: these sounds are others.
_SEED = 4099

#: Sentences for the voices that no training heard.
SENTENCES: dict[str, str] = {
    "en-gb-scotland": "The boat leaves at nine. Nobody has seen the keys since Tuesday. Rain is expected in the north, "
    "and the road over the hill stays closed until the snow is gone. Please keep your ticket for the way back.",
    "fi": "Juna lähtee kello yhdeksän. Avaimet ovat kadonneet. Huomenna sataa koko päivän, ja tie on suljettu.",
    "hu": "A vonat kilenckor indul. A kulcsok elvesztek. Holnap egész nap esni fog az eső, és az út zárva marad.",
    "ro": "Trenul pleacă la ora nouă. Cheile s-au pierdut. Mâine va ploua toată ziua, iar drumul rămâne închis.",
    "id": "Kereta berangkat pukul sembilan. Kuncinya hilang. Besok hujan turun sepanjang hari dan jalan ditutup.",
    "vi": "Tàu khởi hành lúc chín giờ. Chìa khóa đã bị mất. Ngày mai trời mưa cả ngày và con đường vẫn đóng.",
    "sw": "Treni inaondoka saa tatu. Funguo zimepotea. Kesho mvua itanyesha siku nzima na barabara itafungwa.",
    "da": "Toget kører klokken ni. Nøglerne er væk. I morgen regner det hele dagen, og vejen er spærret.",
}


def noises(rate: int, each: int) -> Iterator[tuple[str, int, Sound]]:
    """``each`` sounds of every kind: kind, number and about 30 s of mono sound at ``rate`` hertz.

    Speech is missing where the synthesiser ``espeak-ng`` is.
    """
    for kind, maker in {**MAKERS, **NEW}.items():
        for number in range(each):
            yield kind, number, _levelled(maker(rate, np.random.default_rng([_SEED, *kind.encode(), number])))
    for number in range(2 * each):
        rng = np.random.default_rng([_SEED, 1, number])
        voice = tuple(SENTENCES)[number % len(SENTENCES)]
        said = spoken(SENTENCES[voice] * 4, voice, rng, rate)
        if said is not None:
            yield "speech", number, _levelled(said[: round(EXCERPT_S * rate)])
    for number in range(each):
        crowd = _crowd(rate, np.random.default_rng([_SEED, 2, number]))
        if crowd is not None:
            yield "many voices", number, _levelled(crowd)


def _levelled(sound: NDArray[np.floating]) -> Sound:
    """At half of full scale; silence and what is meant to be faint stays so."""
    peak = float(np.abs(sound).max())
    return np.asarray(sound if peak < 0.05 else sound * (0.5 / peak), np.float32)


def _time(rate: int) -> NDArray[np.float64]:
    return np.arange(round(EXCERPT_S * rate)) / rate


def _wander(n: int, rate: int, speed_hz: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """A random curve in -1..1 that turns about ``speed_hz`` times a second."""
    points = rng.uniform(-1, 1, max(int(n / rate * speed_hz), 2) + 2)
    return np.asarray(np.interp(np.arange(n) / n * (len(points) - 1), np.arange(len(points)), points))


def _coloured(n: int, power: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Noise whose spectrum falls with ``power``."""
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum *= np.maximum(np.arange(len(spectrum)), len(spectrum) / 500.0) ** -power
    sound = np.fft.irfft(spectrum, n)
    return np.asarray(sound / sound.std())


def _saw(rate: int, rng: np.random.Generator) -> Sound:
    """A motor saw: a rough buzz that revs up and down, in much noise."""
    t = _time(rate)
    turns = 70 + 60 * np.clip(_wander(len(t), rate, 0.4, rng), 0, 1) + 4 * _wander(len(t), rate, 8, rng)
    phase = np.cumsum(turns) / rate
    buzz = 2 * (phase % 1) - 1 + 0.6 * ((2.02 * phase) % 1)
    return (buzz + rng.uniform(0.3, 1.0) * _coloured(len(t), 0.3, rng)).astype(np.float32)


def _passing(rate: int, rng: np.random.Generator) -> Sound:
    """Vehicles that come and go: rumble and hiss that swell, an engine whose pitch falls."""
    t = _time(rate)
    near = np.zeros_like(t)
    for moment in np.arange(rng.uniform(1, 4), EXCERPT_S, rng.uniform(4, 9)):
        near += 1 / (1 + ((t - moment) / rng.uniform(0.5, 2)) ** 2)
    engine = np.sin(2 * np.pi * np.cumsum(rng.uniform(40, 110) * (1 - 0.05 * np.tanh(t - EXCERPT_S / 2))) / rate)
    return (near * (_coloured(len(t), 0.7, rng) + 0.5 * engine) + 0.05 * _coloured(len(t), 1.0, rng)).astype(np.float32)


def _rain(rate: int, rng: np.random.Generator) -> Sound:
    """Rain: hiss and single drops."""
    n = len(_time(rate))
    drops = np.zeros(n)
    drops[rng.integers(0, n, int(EXCERPT_S * rng.uniform(30, 300)))] = rng.exponential(1.0)
    drop = np.sin(2 * np.pi * rng.uniform(1500, 4000) * np.arange(200) / rate) * np.exp(-np.arange(200) / 40)
    return (0.3 * _coloured(n, 0.2, rng) + np.convolve(drops, drop, "same")).astype(np.float32)


def _wind(rate: int, rng: np.random.Generator) -> Sound:
    """Gusts: low noise whose strength wanders."""
    n = len(_time(rate))
    return (_coloured(n, 0.9, rng) * (0.6 + 0.5 * _wander(n, rate, 0.7, rng))).astype(np.float32)


def _typing(rate: int, rng: np.random.Generator) -> Sound:
    """Keys of a keyboard, struck unevenly."""
    n = len(_time(rate))
    sound = 10**-2.5 * _coloured(n, 0.5, rng)
    moment = 0.2
    while moment < EXCERPT_S - 0.2:
        length = int(rate * rng.uniform(0.01, 0.03))
        start = int(moment * rate)
        sound[start : start + length] += rng.standard_normal(length) * np.exp(-np.arange(length) / length * 5)
        moment += rng.exponential(0.15) + (rng.uniform(0.5, 2) if rng.random() < 0.08 else 0.05)
    return sound.astype(np.float32)


def _telephone(rate: int, rng: np.random.Generator) -> Sound:
    """Dialling: two tones a key, then a line that rings."""
    t = _time(rate)
    low, high = (697, 770, 852, 941), (1209, 1336, 1477)
    sound = 10**-3 * rng.standard_normal(len(t))
    for start in np.arange(0.5, 8.0, rng.uniform(0.2, 0.5)):
        key = (t >= start) & (t < start + 0.15)
        sound[key] += sum(np.sin(2 * np.pi * hertz * t[key]) for hertz in (rng.choice(low), rng.choice(high)))
    ringing = (t > 9) & ((t % 5) < 1.0)
    sound[ringing] += np.sin(2 * np.pi * 425 * t[ringing])
    return sound.astype(np.float32)


def _alarm(rate: int, rng: np.random.Generator) -> Sound:
    """An alarm clock: groups of beeps."""
    t = _time(rate)
    beeps = ((t * rng.uniform(4, 9)) % 1 < 0.5) & ((t % rng.uniform(0.8, 1.6)) < rng.uniform(0.3, 0.7))
    tone = np.sign(np.sin(2 * np.pi * rng.uniform(900, 3000) * t))
    return (beeps * tone + 10**-2.5 * rng.standard_normal(len(t))).astype(np.float32)


def _thumps(rate: int, rng: np.random.Generator) -> Sound:
    """Steps or a heart: dull thumps, nearly even, over faint noise."""
    n = len(_time(rate))
    sound = 10**-2 * _coloured(n, 0.8, rng)
    moment, gap = 0.3, rng.uniform(0.4, 1.1)
    length = rate // 8
    while moment < EXCERPT_S - 0.3:
        start = int(moment * rate)
        thump = np.sin(2 * np.pi * rng.uniform(45, 90) * np.arange(length) / rate) * np.exp(-np.arange(length) / 600)
        sound[start : start + length] += thump + 0.1 * rng.standard_normal(length) * np.exp(-np.arange(length) / 200)
        moment += gap * rng.uniform(0.85, 1.15)
    return sound.astype(np.float32)


def _crackle(rate: int, rng: np.random.Generator) -> Sound:
    """The groove of a worn record after its music has ended."""
    n = len(_time(rate))
    ticks = (rng.random(n) < rng.uniform(3e-4, 3e-3)) * rng.exponential(1.0, n)
    rumble = 0.02 * _coloured(n, 1.0, rng) * (1 + 0.5 * np.sin(2 * np.pi * 0.555 * _time(rate)))
    return (np.convolve(ticks, [1.0, -0.6, 0.3], "same") + rumble + 10**-2.5 * rng.standard_normal(n)).astype(
        np.float32
    )


def _crowd(rate: int, rng: np.random.Generator) -> Sound | None:
    """Six people who speak at once; None without the synthesiser."""
    n = round(EXCERPT_S * rate)
    sound = 0.01 * _coloured(n, 0.7, rng)
    for voice in rng.choice(list(SENTENCES), 6, replace=False):
        said = spoken(SENTENCES[str(voice)] * 4, str(voice), rng, rate)
        if said is None:
            return None
        sound += rng.uniform(0.3, 1.0) * np.resize(np.roll(said, int(rng.integers(0, len(said)))), n)
    return sound.astype(np.float32)


#: Kinds that no training heard.
NEW: dict[str, Maker] = {
    "motor saw": _saw,
    "passing vehicles": _passing,
    "rain": _rain,
    "wind": _wind,
    "typing": _typing,
    "telephone": _telephone,
    "alarm clock": _alarm,
    "thumps": _thumps,
    "crackle": _crackle,
}
