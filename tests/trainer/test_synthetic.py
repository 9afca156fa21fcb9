"""Generated sounds are finite, full length, different, and the same each time."""

import numpy as np
import pytest

from trainer import synthetic

MAKERS = [
    synthetic._noise,
    synthetic._tones,
    synthetic._sweep,
    synthetic._clicks,
    synthetic._applause,
    synthetic._hum,
    synthetic._silence,
]


@pytest.mark.parametrize("maker", MAKERS)
def test_a_sound_is_thirty_seconds_within_range(maker) -> None:
    rate = 4000
    for number in range(3):
        sound = maker(rate, np.random.default_rng(number))
        assert sound.shape == (30 * rate,)
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() <= 1.0
        assert np.array_equal(sound, maker(rate, np.random.default_rng(number)))


@pytest.mark.skipif(not synthetic.can_speak(), reason="espeak-ng is not installed")
def test_speech_speaks() -> None:
    sound = synthetic._speak("en", np.random.default_rng(0), 22050)
    assert sound is not None
    assert len(sound) > 5 * 22050
    assert np.abs(sound).max() > 0.05
