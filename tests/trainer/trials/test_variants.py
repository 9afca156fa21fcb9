"""Files altered as named, read again by the application's decoder."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from app.inference.decode import Sound
from app.inference.windows import Window
from trainer.data import DataError
from trainer.trials.variants import (
    CODECS,
    Recording,
    changes,
    fade_in,
    hiss,
    low_pass,
    read_recording,
    tilt,
    write_coded,
    write_wave,
)

RATE = 22_050


@pytest.fixture
def stereo() -> Recording:
    t = np.arange(3 * RATE) / RATE
    left, right = 0.4 * np.sin(2 * np.pi * 220 * t), 0.3 * np.sin(2 * np.pi * 6000 * t)
    return Recording(np.stack([left, right]).astype(np.float32), RATE)


def heard(file: Path, seconds: float) -> np.ndarray:
    with Sound(bytes(file)) as sound:
        return sound.window(Window(0.0, seconds), RATE)


@pytest.mark.parametrize("name", [name for name in CODECS if "128" in name or "96" in name or "320" in name])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_coded_sounds_alike(name: str, channels: int, stereo: Recording, tmp_path: Path) -> None:
    sound = replace(stereo, samples=stereo.samples[:channels])
    file = tmp_path / f"coded{CODECS[name].suffix}"
    write_coded(sound, file, CODECS[name])
    got = heard(file, 2.9)
    write_wave(sound, tmp_path / "plain.wav")
    want = heard(tmp_path / "plain.wav", 2.9)
    spectra = [np.abs(np.fft.rfft(each[4000:60_000])) for each in (got, want)]
    assert spectra[0].argmax() == pytest.approx(spectra[1].argmax(), abs=2)
    assert got.std() == pytest.approx(want.std(), rel=0.1)


@pytest.mark.parametrize("name", list(changes()))
def test_every_change_is_sound_that_can_be_read(name: str, stereo: Recording, tmp_path: Path) -> None:
    changed = changes()[name](stereo)
    assert changed.samples.dtype == np.float32
    assert np.isfinite(changed.samples).all()
    write_wave(changed, tmp_path / "a.wav")
    assert read_recording(tmp_path / "a.wav").samples.shape == changed.samples.shape


def test_changes_do_what_they_are_called(stereo: Recording) -> None:
    names = changes()
    assert names["speed 1.06"](stereo).seconds == pytest.approx(stereo.seconds / 1.06, rel=1e-3)
    assert len(names["one channel"](stereo).samples) == 1
    assert names["5 s of silence at either end"](stereo).seconds == pytest.approx(stereo.seconds + 10)
    assert names["last half"](stereo).seconds == pytest.approx(stereo.seconds / 2, abs=1e-3)
    bright, dark = (np.square(tilt(stereo, decibels).samples).mean(axis=1) for decibels in (6.0, -6.0))
    assert bright[1] / bright[0] > dark[1] / dark[0]
    assert low_pass(stereo, 4000.0).samples[1].std() < 0.01 * stereo.samples[1].std()
    assert fade_in(stereo, 2.0).samples[0, :100].std() < 0.01
    added = hiss(stereo).samples - stereo.samples
    assert 10 * np.log10(np.square(stereo.samples).mean() / np.square(added).mean()) == pytest.approx(40, abs=0.2)


def test_what_is_no_sound_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound")
    with pytest.raises(DataError, match="cannot be read"):
        read_recording(tmp_path / "a.wav")
