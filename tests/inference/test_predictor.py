"""One track from file to answer."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from app.errors import DecodeError
from app.inference.bundle import Bundle, write_bundle
from app.inference.calibration import Calibration, Verdict, decide
from app.inference.predictor import Analysis, Predictor, audible, fit_frames
from app.inference.windows import Window
from tests.bundles import tiny_description, tiny_onnx
from tests.inference.sounds import FORMATS, music, shared_folder


def write(path: Path, sound: np.ndarray, rate: int = 22_050, subtype: str = "PCM_16") -> bytes:
    sf.write(path, sound, rate, subtype=subtype)
    return os.fsencode(path)


def check_sane(analysis: Analysis, bundle: Bundle) -> None:
    genres = len(bundle.genre_names)
    assert analysis.scores.shape == (genres,)
    assert analysis.scores.dtype == np.float32
    assert analysis.scores.sum() == pytest.approx(1.0, abs=1e-4)
    assert 0.0 <= analysis.music <= 1.0
    assert analysis.embedding.dtype == np.float16
    assert np.isfinite(analysis.embedding).all()
    assert analysis.moment_scores.shape == (len(analysis.moment_starts_s), genres)
    assert np.isfinite(analysis.moment_scores).all()
    assert (np.diff(analysis.moment_starts_s) > 0).all()
    if len(analysis.moment_starts_s):
        assert analysis.moment_starts_s[0] >= 0
        assert analysis.moment_starts_s[-1] + analysis.moment_length_s <= analysis.duration_s + 0.2


def test_the_same_file_gives_the_same_answer(tiny_bundle: Bundle, tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", music(30.0, 22_050))
    first, second = (Predictor(tiny_bundle).analyse(path) for _ in range(2))
    check_sane(first, tiny_bundle)
    for name in ("scores", "embedding", "moment_scores", "moment_starts_s"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert (first.music, first.seconds_heard) == (second.music, second.seconds_heard)
    assert pickle.loads(pickle.dumps(first)).music == first.music


def test_windows_are_heard_all_over_the_track(tiny_predictor: Predictor, tmp_path: Path) -> None:
    analysis = tiny_predictor.analyse(write(tmp_path / "a.wav", music(60.0, 22_050, 1)))
    assert analysis.seconds_heard == pytest.approx(20.0)
    assert analysis.duration_s == pytest.approx(60.0)
    assert analysis.moment_length_s == 5.0
    assert len(analysis.moment_starts_s) == 4
    assert analysis.moment_starts_s[0] < 5.0 < 50.0 < analysis.moment_starts_s[-1]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gets_about_the_same_answer(tiny_predictor: Predictor, tmp_path: Path, name: str) -> None:
    sound, (file_name, writer, lossless) = music(25.0), FORMATS[name]
    writer(tmp_path / file_name, sound, 44_100)
    got = tiny_predictor.analyse(os.fsencode(tmp_path / file_name))
    check_sane(got, tiny_predictor.bundle)
    expected = tiny_predictor.analyse(write(tmp_path / "original.wav", sound, 44_100))
    np.testing.assert_allclose(got.scores, expected.scores, atol=0.005 if lossless else 0.1)


@pytest.mark.parametrize(("seconds", "moments"), [(1.2, 1), (4.0, 1), (5.0, 1), (7.0, 1), (11.0, 2), (21.0, 4)])
def test_short_tracks(tiny_predictor: Predictor, tmp_path: Path, seconds: float, moments: int) -> None:
    analysis = tiny_predictor.analyse(write(tmp_path / "a.wav", music(seconds, 22_050)))
    check_sane(analysis, tiny_predictor.bundle)
    assert analysis.music > 0
    assert len(analysis.moment_starts_s) == moments
    assert analysis.seconds_heard <= seconds + 0.01


@pytest.mark.parametrize(
    ("seconds", "level"), [(30.0, 0.0), (30.0, 3e-5), (0.001, 0.5), (0.4, 0.5), (2.0, 0.0)], ids=str
)
def test_silence_and_blips_are_not_music(
    tiny_predictor: Predictor, tmp_path: Path, seconds: float, level: float
) -> None:
    sound = np.random.default_rng(0).uniform(-level, level, max(1, int(seconds * 22_050)))
    analysis = tiny_predictor.analyse(write(tmp_path / "a.wav", sound))
    check_sane(analysis, tiny_predictor.bundle)
    assert analysis.music == 0.0
    decision = decide(analysis.scores, analysis.music, tiny_predictor.bundle.calibration)
    assert decision.verdict is Verdict.UNKNOWN


def test_a_constant_offset_is_no_sound(tiny_predictor: Predictor, tmp_path: Path) -> None:
    assert tiny_predictor.analyse(write(tmp_path / "a.wav", np.full(22_050 * 20, 0.5))).music == 0.0


def test_silent_stretches_are_not_heard(tiny_predictor: Predictor, tmp_path: Path) -> None:
    sound = music(60.0, 22_050, 1)
    sound[20 * 22_050 : 42 * 22_050] = 0.0
    analysis = tiny_predictor.analyse(write(tmp_path / "a.wav", sound))
    assert len(analysis.moment_starts_s) == 2, "of the second window's sound a second is left: too little to say much"
    assert not any(17.0 < start < 42.0 for start in analysis.moment_starts_s)


def test_level_does_not_matter(tiny_predictor: Predictor, tmp_path: Path) -> None:
    sound = music(30.0, 22_050)
    quiet = tiny_predictor.analyse(write(tmp_path / "a.wav", sound * 0.1, subtype="FLOAT"))
    for factor in (1.0, 1e3, 1e18):
        loud = tiny_predictor.analyse(write(tmp_path / "b.wav", sound * np.float32(factor), subtype="FLOAT"))
        np.testing.assert_allclose(loud.scores, quiet.scores, atol=2e-3)


def test_long_windows_are_heard_in_moments(tmp_path: Path) -> None:
    description = tiny_description("long", windows={"length_s": 10.0, "count": 3, "frames": 128})
    long = write_bundle(tmp_path / "long", model_onnx=tiny_onnx(), description=description, card="", licence="")
    path = write(tmp_path / "a.wav", music(90.0, 22_050, 1))
    analysis = Predictor(long).analyse(path)
    check_sane(analysis, long)
    assert analysis.moment_length_s == 5.0
    starts = analysis.moment_starts_s
    np.testing.assert_allclose(starts[1::2] - starts[::2], 5.0, atol=1e-4)
    fixed = write_bundle(
        tmp_path / "fixed", model_onnx=tiny_onnx(frames=128), description={**description, "id": "fixed"}, card="",
        licence="",
    )  # fmt: skip
    whole = Predictor(fixed).analyse(path)
    assert whole.moment_length_s == 10.0
    assert len(whole.moment_starts_s) == 3
    np.testing.assert_array_equal(whole.scores, analysis.scores)


def test_only_where_a_person_is_asked_are_moments_finer_than_windows(tmp_path: Path) -> None:
    path, found = write(tmp_path / "a.wav", music(90.0, 22_050, 1)), {}
    for name, accept, music_from in (("sure", 0.0, 0.0), ("unsure", 1.0, 0.0), ("no music", 0.0, 1.0)):
        calibration = Calibration(1.5, accept, 0.0, music_from, {80: 0.6, 90: 0.75, 95: 0.85}).to_json()
        description = tiny_description(
            "long", windows={"length_s": 10.0, "count": 3, "frames": 128}, calibration=calibration
        )
        long = write_bundle(tmp_path / name, model_onnx=tiny_onnx(), description=description, card="", licence="")
        found[name] = Predictor(long).analyse(path)
        check_sane(found[name], long)
    assert {name: len(each.moment_starts_s) for name, each in found.items()} == {"sure": 3, "unsure": 6, "no music": 6}
    np.testing.assert_array_equal(found["sure"].scores, found["unsure"].scores)


def test_without_a_refusal_everything_audible_is_music(tmp_path: Path) -> None:
    labels = [each for each in tiny_description()["labels"] if each["kind"] == "genre"]
    bundle = write_bundle(
        tmp_path / "genres", model_onnx=tiny_onnx(labels=10), description=tiny_description("genres", labels=labels),
        card="", licence="",
    )  # fmt: skip
    assert Predictor(bundle).analyse(write(tmp_path / "a.wav", music(10.0, 22_050))).music == 1.0


def test_scores_are_the_tempered_mean_of_the_windows(tiny_bundle: Bundle, tmp_path: Path) -> None:
    """By another way: the windows one by one, the formula of the bundle's contract by hand."""
    import onnxruntime

    from app.inference.decode import read_windows
    from app.inference.mel import mel_power
    from app.inference.windows import choose_windows

    path = write(tmp_path / "a.wav", music(40.0, 22_050))
    windows = choose_windows(40.0, 5.0, 4)
    power = np.stack([mel_power(each, tiny_bundle.front_end)[:, :64] for each in read_windows(path, windows, 22_050)])
    decibels = 10 * np.log10(np.maximum(power, 1e-10))
    decibels = np.maximum(decibels, decibels.max() - 80)
    unit = (decibels - decibels.min()) / np.ptp(decibels)
    session = onnxruntime.InferenceSession(tiny_bundle.folder / "model.onnx")
    logits = np.concatenate([session.run(["logits"], {"mel": each[None, None]})[0] for each in unit])
    powers = np.exp(logits[:, :10].mean(axis=0) / 1.5)
    refused = (np.exp(logits[:, 10]) / np.exp(logits).sum(axis=1)).mean()
    analysis = Predictor(tiny_bundle).analyse(path)
    np.testing.assert_allclose(analysis.scores, powers / powers.sum(), atol=1e-5)
    assert analysis.music == pytest.approx(1 - refused, abs=1e-5)


def test_a_lying_header_does_not_matter(tiny_predictor: Predictor, tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", music(30.0, 22_050))
    with open(path, "rb") as file:
        content = file.read()
    with open(path, "wb") as file:
        file.write(content[: len(content) // 2])
    analysis = tiny_predictor.analyse(path)
    check_sane(analysis, tiny_predictor.bundle)
    assert 13.0 < analysis.duration_s < 17.0
    assert analysis.seconds_heard == pytest.approx(analysis.duration_s, abs=1.0)


def test_no_sound_is_an_error(tiny_predictor: Predictor, tmp_path: Path) -> None:
    with pytest.raises(DecodeError):
        tiny_predictor.analyse(write(tmp_path / "a.wav", np.zeros((0, 2))))


def test_windows_are_brought_to_the_networks_length() -> None:
    power = np.arange(20, dtype=np.float32).reshape(2, 10)
    np.testing.assert_array_equal(fit_frames(power, 6), power[:, 2:8])
    np.testing.assert_array_equal(fit_frames(power, 10), power)
    np.testing.assert_array_equal(fit_frames(power, 25)[:, 10:20], power)
    assert fit_frames(power[:, :1], 4).shape == (2, 4)


def test_every_real_file_gives_an_answer_or_a_sentence(tiny_predictor: Predictor) -> None:
    """Files broken on purpose, from the test suites of the libraries that read them."""
    fixtures = shared_folder() / "fixtures"
    answers = [outcome(tiny_predictor, path) for path in sorted(fixtures.rglob("*")) if path.is_file()]
    assert len(answers) > 350
    assert sum(isinstance(answer, Analysis) for answer in answers) > 250
    for answer in answers:
        if isinstance(answer, Analysis):
            check_sane(answer, tiny_predictor.bundle)
        else:
            assert answer.sentence.endswith(".")


def outcome(predictor: Predictor, path: Path) -> Analysis | DecodeError:
    try:
        return predictor.analyse(os.fsencode(path))
    except DecodeError as problem:
        return problem


@pytest.mark.parametrize(("before_s", "after_s"), [(5.0, 5.0), (8.0, 0.0), (0.0, 8.0)])
def test_silence_around_the_music_does_not_matter(
    tiny_predictor: Predictor, tmp_path: Path, before_s: float, after_s: float
) -> None:
    noise = 1e-3 * np.random.default_rng(0).standard_normal(18 * 22_050)  # it leaves less than 80 dB of range
    sound = music(18.0, 22_050, 1)[:, 0] + noise
    padded = np.pad(sound, (round(before_s * 22_050), round(after_s * 22_050)))
    plain = tiny_predictor.analyse(write(tmp_path / "a.wav", sound))
    analysis = tiny_predictor.analyse(write(tmp_path / "b.wav", padded))
    check_sane(analysis, tiny_predictor.bundle)
    np.testing.assert_allclose(analysis.scores, plain.scores, atol=0.02)
    ends = analysis.moment_starts_s + analysis.moment_length_s
    assert (analysis.moment_starts_s >= before_s - 0.5).all()
    assert (ends <= 18.0 + before_s + 0.5).all()


def test_what_is_cut_off_is_silence_of_half_seconds_only() -> None:
    rate = 1000
    sound = np.ones(10 * rate, np.float32) * 0.3  # a constant offset is silence
    sound[1700:8200:2] += 0.1
    ((window, kept),) = audible([Window(20.0, 10.0)], [sound], rate)
    assert (window.start_s, window.length_s) == (21.5, 7.0)
    np.testing.assert_array_equal(kept, sound[1500:8500])
    short = np.zeros(10 * rate, np.float32)
    short[:400] = 0.5 * np.resize([1.0, -1.0], 400)
    loud = np.resize([0.5, -0.5], 10 * rate).astype(np.float32)
    assert len(audible([Window(0.0, 10.0), Window(10.0, 10.0)], [short, loud], rate)) == 1
    assert len(audible([Window(0.0, 10.0)], [short], rate)) == 1
