"""The front end against its reference, against itself as a stream, and against the training data."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from typing import Any

import librosa
import numpy as np
import pytest
import soundfile as sf
from hypothesis import given, settings
from hypothesis import strategies as st

from app.inference.mel import FrontEnd, StreamingMel, mel_power, picture_rows, scale_unit
from tests.inference.sounds import music, shared_folder

FRONT_ENDS = {
    "default": FrontEnd(),
    "hop-512": FrontEnd(hop_samples=512),
    "hop-beyond-frame": FrontEnd(hop_samples=3_000),
    "narrow": FrontEnd(n_fft=1_024, n_mels=48, f_min=50.0, f_max=8_000.0),
    "16-khz": FrontEnd(sample_rate=16_000, n_fft=512, hop_samples=160, n_mels=64, f_max=8_000.0),
}


def reference(sound: np.ndarray, front_end: FrontEnd) -> np.ndarray:
    return librosa.feature.melspectrogram(
        y=sound,
        sr=front_end.sample_rate,
        n_fft=front_end.n_fft,
        hop_length=front_end.hop_samples,
        n_mels=front_end.n_mels,
        fmin=front_end.f_min,
        fmax=front_end.f_max,
    )


@pytest.mark.parametrize("name", FRONT_ENDS)
@pytest.mark.parametrize("seconds", [0.05, 1.0, 7.3])
@pytest.mark.filterwarnings("ignore:n_fft")
def test_equals_librosa(name: str, seconds: float) -> None:
    front_end = FRONT_ENDS[name]
    sound = music(seconds, front_end.sample_rate, 1)[:, 0]
    power, expected = mel_power(sound, front_end), reference(sound, front_end)
    assert power.dtype == np.float32
    assert power.shape == expected.shape == (front_end.n_mels, front_end.frame_count(sound.size))
    np.testing.assert_allclose(power, expected, rtol=1e-5, atol=1e-6 * expected.max())
    decibels = librosa.power_to_db(expected, ref=np.max, top_db=80.0)
    scaled = (decibels - decibels.min()) / np.ptp(decibels)
    np.testing.assert_allclose(scale_unit(power, 80.0), scaled, atol=1e-5)


@given(cuts=st.lists(st.integers(0, 30_000), max_size=12), length=st.integers(0, 30_000), hop=st.integers(1, 5_000))
@settings(max_examples=60, deadline=None)
def test_a_stream_equals_the_whole_at_any_chunking(cuts: list[int], length: int, hop: int) -> None:
    front_end = FrontEnd(hop_samples=max(hop, 100), n_fft=1_024, n_mels=16)
    sound = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    stream = StreamingMel(front_end)
    edges = [0, *sorted(min(cut, length) for cut in cuts), length]
    columns = [stream.push(sound[a:b]) for a, b in itertools.pairwise(edges)]
    streamed = np.concatenate([*columns, stream.flush()], axis=1)
    whole = mel_power(sound, front_end)
    assert streamed.shape == whole.shape == (16, front_end.frame_count(length))
    np.testing.assert_allclose(streamed, whole, rtol=1e-5, atol=1e-6 * (whole.max() if whole.size else 0.0))


def test_a_stream_gives_columns_as_soon_as_their_sound_is_there() -> None:
    front_end = FrontEnd()
    stream = StreamingMel(front_end)
    assert stream.push(np.zeros(front_end.n_fft // 2 - 1, np.float32)).shape[1] == 0
    assert stream.push(np.zeros(1, np.float32)).shape[1] == 1
    stream.flush()
    with pytest.raises(ValueError, match="ended"):
        stream.push(np.zeros(1, np.float32))


def test_stereo_is_refused() -> None:
    with pytest.raises(ValueError, match="mono"):
        mel_power(np.zeros((100, 2), np.float32), FrontEnd())


@given(gain=st.floats(0.1, 4.0))
@settings(max_examples=20, deadline=None)
def test_level_does_not_matter(gain: float) -> None:
    sound = music(1.0, 22_050, 1)[:, 0]
    quiet, loud = (scale_unit(mel_power(sound * np.float32(g), FrontEnd()), 80.0) for g in (1.0, gain))
    np.testing.assert_allclose(quiet, loud, atol=1e-4)


def test_silence_has_no_contrast() -> None:
    assert not scale_unit(mel_power(np.zeros(22_050, np.float32), FrontEnd()), 80.0).any()
    assert scale_unit(np.zeros((128, 0), np.float32), 80.0).shape == (128, 0)


def test_scaling_spans_zero_to_one_and_clips_at_top_db() -> None:
    power = np.array([[1.0, 1e-4, 1e-9]], np.float32)
    np.testing.assert_allclose(scale_unit(power, 80.0), [[1.0, 0.5, 0.0]], atol=1e-6)
    np.testing.assert_allclose(scale_unit(power, 120.0), [[1.0, 1 - 40 / 90, 0.0]], atol=1e-6)


@pytest.mark.parametrize("field", [each.name for each in fields(FrontEnd)])
def test_every_parameter_is_in_the_fingerprint(field: str) -> None:
    changed = replace(FrontEnd(), **{field: getattr(FrontEnd(), field) + 1})
    assert changed.fingerprint() != FrontEnd().fingerprint()


def test_fingerprint_never_changes_between_versions() -> None:
    assert FrontEnd().fingerprint().startswith("48b9239f32e69696")


def test_json_round_trip() -> None:
    front_end = FRONT_ENDS["16-khz"]
    assert FrontEnd.from_json(front_end.to_json()) == front_end


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "cqt"},
        {"scaling": "z"},
        {"n_mels": 0},
        {"f_max": 20_000.0},
        {"top_db": -1.0},
        {"extra": 1},
        {"hop_samples": None},
    ],
)
def test_a_wrong_front_end_is_refused(change: dict[str, Any]) -> None:
    stored = {**FrontEnd().to_json(), **change}
    stored = {key: value for key, value in stored.items() if value is not None}
    with pytest.raises(ValueError, match=r"front end|at least 1|bands"):
        FrontEnd.from_json(stored)


def test_band_centres_are_librosas() -> None:
    expected = librosa.mel_frequencies(n_mels=130, fmin=0.0, fmax=11_025.0)[1:-1]
    np.testing.assert_allclose(FrontEnd().band_centres_hz(), expected, rtol=1e-9)


def test_training_rows_are_frames_of_this_front_end() -> None:
    """The published rows: frames of a hop of 512 to 0.2 dB; a hop of 1,709 gives frames of the same kind, unbiased."""
    data = shared_folder() / "data"
    with np.load(data / "gtzan_logmel.npz") as stored:
        rows = dict(zip(stored["names"].tolist(), stored["X"], strict=True))
    exact, level, spread = [], [], []
    for number, file in enumerate(sorted((data / "gtzan_audio").glob("*.flac"))):
        sound, _ = sf.read(file, dtype="float32")
        row = rows[file.stem].astype(np.float32) / 255.0
        power = mel_power(sound, FrontEnd())
        span, unit = min(80.0, 10.0 * np.log10(power.max() / power.min())), scale_unit(power, 80.0)
        level.append((unit.mean() - row.mean()) * span)
        spread.append(np.abs(unit.std(axis=1) - row.std(axis=1)).mean() * span)
        if number % 4 == 0:
            fine = mel_power(sound, FrontEnd(hop_samples=512))
            span = min(80.0, 10.0 * np.log10(fine.max() / fine.min()))
            frames = np.round((np.arange(387) + 0.5) / 387 * (fine.shape[1] - 1)).astype(int) - 1
            exact.append(np.median(np.abs(scale_unit(fine, 80.0)[:, frames] - row)) * span)
    assert (len(level), len(exact)) == (20, 5)
    assert np.median(exact) < 0.2
    assert abs(np.mean(level)) < 0.3
    assert np.mean(spread) < 0.3


def test_coefficients_are_librosas_of_the_same_decibels() -> None:
    front_end = FrontEnd(n_mfcc=13)
    power = mel_power(music(2.0, front_end.sample_rate, 1)[:, 0], front_end)
    power[0, :2] = (power.max(), 0.0)  # so that the whole 80 dB are there, and the scaling can be undone
    decibels = librosa.power_to_db(power, ref=np.max, top_db=80.0)
    expected = librosa.feature.mfcc(S=decibels, n_mfcc=13)
    rows = picture_rows(scale_unit(power, 80.0), front_end)
    assert rows.shape == (front_end.n_rows, power.shape[1]) == (13, power.shape[1])
    assert np.abs(rows - expected).max() < 0.01


def test_joined_bands_are_means_of_neighbours_and_batches_are_taken() -> None:
    unit = np.random.default_rng(0).random((3, 128, 5), np.float32)
    front_end = FrontEnd(join_bands=2)
    rows = picture_rows(unit, front_end)
    assert rows.shape == (3, front_end.n_rows, 5) == (3, 64, 5)
    assert rows[1, 7, 2] == pytest.approx((unit[1, 14, 2] + unit[1, 15, 2]) / 2)
    assert picture_rows(unit, FrontEnd()) is unit


@pytest.mark.parametrize("front_end", [FrontEnd(n_mfcc=13), FrontEnd(join_bands=2), FrontEnd(join_bands=2, n_mfcc=20)])
def test_pictures_made_of_the_log_mel_are_described(front_end: FrontEnd) -> None:
    assert FrontEnd.from_json(front_end.to_json()) == front_end
    assert front_end.fingerprint() != FrontEnd().fingerprint()
    assert FrontEnd().to_json().keys().isdisjoint({"join_bands", "n_mfcc"})  # fingerprints of older bundles stay


@pytest.mark.parametrize(
    "change",
    [{"kind": "chroma"}, {"kind": "mfcc"}, {"n_mfcc": 13}, {"join_bands": 3}, {"kind": "mfcc", "n_mfcc": 129}],
)
def test_an_unknown_picture_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"front end|bands"):
        FrontEnd.from_json({**FrontEnd().to_json(), **change})
