"""Trials of a bundle: figures of the right kind, and none from thin air."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

pytest.importorskip("torch")

from app.inference.bundle import Bundle, load_bundle
from app.inference.calibration import Verdict
from tests.bundles import make_tiny_bundle
from tests.inference.sounds import music
from trainer import synthetic
from trainer.commands import main
from trainer.data import DataError, FeatureSet
from trainer.familiar import place
from trainer.trials import noises as generator
from trainer.trials import refusal, sound, windows
from trainer.trials.keeping import keep
from trainer.trials.noises import NEW, noises
from trainer.trials.sound import AS_IT_IS, Heard, label_of, sound_figures, sounds_below
from trainer.trials.unseen import Outputs, _fit, _ways, without
from trainer.trials.windows import window_figures


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return load_bundle(make_tiny_bundle(tmp_path_factory.mktemp("models")))


@pytest.fixture
def song(tmp_path: Path) -> Path:
    file = tmp_path / "Jazz" / "a song.wav"
    file.parent.mkdir()
    soundfile.write(file, music(12.0, 22_050, 1), 22_050)
    return file


def test_altered_files_are_compared_with_the_file_as_it_is(
    bundle: Bundle, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "CODECS", {name: codec for name, codec in sound.CODECS.items() if "AAC, 128" in name})
    figures = sound_figures(bundle, sounds_below([song.parent.parent]))
    assert (figures["files"], figures["labelled"]) == (1, 1)
    plain = figures["changes"][AS_IT_IS]
    assert (plain["same"], plain["moved"], plain["surer"]) == (1.0, 0.0, 0.0)
    assert figures["changes"]["12 dB quieter"]["moved"] < 0.01, "level is scaled away"
    assert figures["changes"]["one channel"]["moved"] < 1e-4
    assert figures["changes"]["treble up by 6 dB"]["moved"] > 0.0
    assert {"AAC, 128 kbit/s", "speed 1.06"} <= set(figures["changes"])


@pytest.mark.parametrize(
    ("file", "label"), [("hip-hop/x.mp3", "hiphop"), ("any/rock.00001.flac", "rock"), ("any/x.mp3", None)]
)
def test_labels_are_read_from_names_and_folders(bundle: Bundle, file: str, label: str | None) -> None:
    found = label_of(bundle, Path(file))
    genres = [bundle.labels[i].id for i in bundle.genre_indices]
    assert (genres[found] if found is not None else None) == label


def test_no_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no sound file"):
        sounds_below([tmp_path])


def test_generated_sounds_are_the_same_each_time_and_differ_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (generator, synthetic):
        monkeypatch.setattr(module, "EXCERPT_S", 5.0)
    monkeypatch.setattr(generator, "spoken", lambda *_: np.resize([0.5, -0.5], 40_000).astype(np.float32))
    first, again = (list(noises(8000, 2)) for _ in range(2))
    for (kind, number, one), (other, _, two) in zip(first, again, strict=True):
        assert (kind, one.dtype) == (other, np.float32)
        np.testing.assert_array_equal(one, two)
        assert np.isfinite(one).all()
        assert np.abs(one).max() <= 1.0
        assert number in (0, 1, 2, 3)
    by_kind = {kind: [sound for own, _, sound in first if own == kind] for kind in NEW}
    assert all(not np.array_equal(*pair) for pair in by_kind.values())


def test_refusals_are_counted_by_kind(bundle: Bundle, song: Path, tmp_path: Path, monkeypatch) -> None:
    sounds = [
        ("hum", 0, np.zeros(30_000, np.float32)),
        ("hum", 1, np.ones(30_000, np.float32)),
        ("wind", 0, np.zeros(9)),
    ]
    monkeypatch.setattr(refusal, "noises", lambda *_: iter(sounds))
    answers = iter([Verdict.UNKNOWN, Verdict.ACCEPT, Verdict.UNKNOWN, Verdict.REVIEW])
    scores = np.full(10, 0.1, np.float32)
    monkeypatch.setattr(refusal, "hear", lambda *_: Heard(scores, 0.9, next(answers)))
    figures = refusal.refusal_figures(bundle, [song], keep=tmp_path / "kept")
    assert figures["kinds"]["hum"] == {"sounds": 2, "refused": 0.5}
    assert (figures["refused"], figures["accepted"]) == (round(2 / 3, 4), round(1 / 3, 4))
    assert figures["music_files"] == 1
    assert (tmp_path / "kept" / "hum" / "01.wav").is_file()


def test_silence_on_disk_is_refused(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "noises", lambda *_: iter([("silence", 0, np.zeros(88_200, np.float32))]))
    assert refusal.refusal_figures(bundle)["refused"] == 1.0


def test_more_windows_come_nearer_to_the_whole(bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "COUNTS", (1, windows.FULLEST))
    monkeypatch.setattr(windows, "_ROUNDS", 1)
    long, short = tmp_path / "long.wav", tmp_path / "short.wav"
    soundfile.write(long, music(65.0, 22_050, 1), 22_050)
    soundfile.write(short, music(5.0, 22_050, 1), 22_050)
    figures = window_figures(bundle, [long, short])
    assert figures["files"] == 1
    assert figures["counts"][-1] == {**figures["counts"][-1], "same": 1.0, "moved": 0.0}
    assert figures["counts"][0]["ms"] > 0
    with pytest.raises(DataError, match="as long as"):
        window_figures(bundle, [short])


def test_genres_are_left_out_of_every_set(sets: dict[str, FeatureSet]) -> None:
    left = without(sets, ["hiphop", "jazz"])
    assert not any(np.isin(rows.labels, ["hiphop", "jazz"]).any() for rows in left.values())
    assert len(left["gtzan"]) == len(sets["gtzan"]) - 8


def test_what_lies_far_from_all_that_was_learned_looks_strange() -> None:
    rng = np.random.default_rng(0)
    labels = np.repeat(["jazz", "rock"], 40)
    centre = np.repeat([[4.0] * 6, [-4.0] * 6], 40, axis=0)
    logits = np.repeat([[3.0, 0.0], [0.0, 3.0]], 40, axis=0)
    learned = Outputs(logits, centre + rng.standard_normal((80, 6)), np.full(80, 0.9))
    known = Outputs(logits[:2], centre[[0, 40]] * 1.1, np.full(2, 0.8))
    strange = Outputs(np.zeros((2, 2)), rng.standard_normal((2, 6)) * 0.1 + [9, -9, 9, -9, 9, -9], np.full(2, 0.1))
    for name, way in _ways(learned, [0, 1]).items():
        assert way(known).min() > way(strange).max(), name
    fitted = _fit(place(learned.embedding, labels), [learned], [0, 1])
    assert fitted.distance(known.embedding).max() < fitted.distance(strange.embedding).min()
    assert fitted.share(known.logits, known.embedding).min() > fitted.share(strange.logits, strange.embedding).max()


def test_a_bundle_of_another_kind_keeps_its_card(tmp_path: Path) -> None:
    folder = make_tiny_bundle(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(DataError, match="not made by this version's export"):
        keep(folder, {"sound": {}})
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_trials_are_commands(bundle: Bundle, song: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "SHORTEST_S", 5.0)
    monkeypatch.setattr(windows, "COUNTS", (1, 2))
    arguments = ["trial", "windows", "--bundle", str(bundle.folder), "--audio", str(song)]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1
    assert main(arguments) == 0
    assert "counts:" in capsys.readouterr().out
