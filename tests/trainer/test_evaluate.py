"""``evaluate`` and ``compare`` on files of all kinds, with a tiny bundle of random weights."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from app.inference.bundle import load_bundle, write_bundle
from app.inference.calibration import softmax
from app.inference.golden import golden_sound
from app.inference.mel import FrontEnd, mel_power, picture_rows, scale_unit
from app.inference.network import Network
from app.inference.predictor import Predictor
from tests.bundles import GENRES, make_tiny_bundle, tiny_description, tiny_onnx
from trainer.answers import answer_rows, check_front_end, window_starts
from trainer.commands import main
from trainer.compare import compare_bundles
from trainer.data import DataError
from trainer.evaluate import evaluate_bundle
from trainer.evaluation_text import report_text
from trainer.labelled import Labelled, read_labelled

REFUSAL = {"id": "not_music", "name": "Not music", "kind": "refusal"}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_bundle(tmp_path_factory.mktemp("bundles"))


def _rows(file: Path, genres: list[str], y: list[int], frames: int = 387, **more: Any) -> Path:
    rng = np.random.default_rng(3)
    smooth = np.cumsum(rng.normal(0, 9, (len(y), 128, 1)), axis=1) + rng.normal(0, 5, (len(y), 128, frames)) + 120
    np.savez(file, X=np.clip(smooth, 0, 255).astype(np.uint8), y=np.array(y), genres=np.array(genres), **more)
    return file


def _strict(figures: dict[str, Any]) -> dict[str, Any]:
    """Through JSON and back, without the constants that JSON does not have."""
    return json.loads(json.dumps(figures, allow_nan=False))


@pytest.mark.parametrize("frames", [387, 128])
def test_scores_are_those_of_the_network_over_the_genres_of_the_file(bundle: Path, tmp_path: Path, frames: int) -> None:
    file = _rows(tmp_path / "a.npz", ["ROCK", "hip hop", "Jazz"], [0, 1, 2, 0, 1, 2], frames)
    figures = _strict(evaluate_bundle(bundle, file))
    loaded = load_bundle(bundle)
    answers = answer_rows(loaded, read_labelled(file))
    assert figures["genres"] == ["hip hop", "Jazz", "ROCK"]
    chosen = answers.scores[:, [4, 5, 9]]
    right = chosen.argmax(axis=1) == [2, 0, 1, 2, 0, 1]
    assert figures["accuracy"] == pytest.approx(right.mean(), abs=1e-4)
    own = (chosen / chosen.sum(axis=1, keepdims=True))[np.arange(6), [2, 0, 1, 2, 0, 1]]
    assert figures["nll"] == pytest.approx(-np.log(own).mean(), abs=1e-4)
    assert answers.scores.sum(axis=1) == pytest.approx(np.ones(6))


def test_a_genre_without_rows_still_competes(bundle: Path, tmp_path: Path) -> None:
    y = [0, 0, 0]
    alone = evaluate_bundle(bundle, _rows(tmp_path / "a.npz", ["rock"], y))
    figures = _strict(evaluate_bundle(bundle, _rows(tmp_path / "b.npz", ["rock", *GENRES[:9]], y)))
    assert alone["accuracy"] == 1.0
    assert len(figures["genres"]) == 10
    assert figures["nll"] > alone["nll"]
    assert figures["recall"]["Jazz"] is None
    assert figures["rows_of"]["Jazz"] == 0


def test_order_and_spelling_of_genres_do_not_matter(bundle: Path, tmp_path: Path) -> None:
    first = evaluate_bundle(bundle, _rows(tmp_path / "a.npz", ["rock", "hiphop", "jazz"], [0, 1, 2]))
    second = evaluate_bundle(bundle, _rows(tmp_path / "b.npz", ["Jazz ", "HIP-HOP", "Rock"], [2, 1, 0]))
    for key in ("accuracy", "nll", "ece", "confusion"):
        assert first[key] == second[key]


def test_two_spellings_are_one_genre(bundle: Path, tmp_path: Path) -> None:
    figures = evaluate_bundle(bundle, _rows(tmp_path / "a.npz", ["Hip-Hop", "hip hop", "rock"], [0, 1, 2, 2]))
    assert figures["genres"] == ["Hip-Hop", "rock"]
    assert figures["rows_of"] == {"Hip-Hop": 2, "rock": 2}


def test_unknown_genres_and_what_is_no_music_count_for_refusal(bundle: Path, tmp_path: Path) -> None:
    file = _rows(tmp_path / "a.npz", ["rock", "Polka", "NOT-MUSIC"], [0, 0, 1, 1, 2, 2, 2], track_id=np.arange(7))
    figures = _strict(evaluate_bundle(bundle, file))
    assert (figures["rows"], figures["music_rows"], figures["unseen_rows"]) == (7, 2, 2)
    assert figures["unknown_labels"] == ["Polka"]
    assert figures["refusal"]["not_music_rows"] == 3
    assert 0 <= figures["refusal"]["auroc"] <= 1
    assert 0 <= figures["unseen_genre_auroc"] <= 1
    text = report_text(figures)
    assert "Polka" in text
    assert "2 rows" in text


@pytest.mark.parametrize(
    ("genres", "y"), [(["not_music"], [0, 0]), (["Polka"], [0]), (["rock"], [0]), (["Polka", "not_music"], [0, 1])]
)
def test_files_with_one_side_only_have_the_figures_they_can(
    bundle: Path, tmp_path: Path, genres: list[str], y: list[int]
) -> None:
    figures = _strict(evaluate_bundle(bundle, _rows(tmp_path / "a.npz", genres, y)))
    assert ("accuracy" in figures) == ("rock" in genres)
    assert report_text(figures)


def test_a_model_that_never_refuses_has_no_figures_of_it(tmp_path: Path) -> None:
    labels = [{"id": name.lower(), "name": name, "kind": "genre"} for name in GENRES]
    write_bundle(
        tmp_path / "bold",
        model_onnx=tiny_onnx(labels=10),
        description=tiny_description("bold", labels=labels),
        card="# Bold\n",
        licence="CC0-1.0\n",
    )
    figures = _strict(evaluate_bundle(tmp_path / "bold", _rows(tmp_path / "a.npz", ["rock", "not_music"], [0, 1])))
    assert figures["unknown_labels"] == []
    assert figures["refusal"] == {
        "not_music_rows": 1,
        "model_refuses": False,
        "music_lost": None,
        "not_music_refused": None,
    }
    assert "no answer for what is not music" in report_text(figures)


def test_the_windows_are_those_of_the_application(bundle: Path) -> None:
    """Features of 30 s of sound get the answer that the application gives to the sound itself."""
    loaded = load_bundle(bundle)
    sound = golden_sound(22050)[: 30 * 22050]
    unit = scale_unit(mel_power(sound, FrontEnd()), 80.0)[None, :, :387]
    answers = answer_rows(loaded, Labelled(unit, np.array(["rock"]), np.array(["a"])))
    predictor = Predictor(loaded)
    from app.inference.windows import choose_windows

    windows = choose_windows(30.0, 5.0, 4)
    cuts = [sound[round(w.start_s * 22050) :][: 5 * 22050] for w in windows]
    heard = predictor.score(windows, cuts, 30.0)
    assert len(window_starts(loaded)) == len(windows)
    assert answers.scores[0] == pytest.approx(heard.scores, abs=0.02)


def test_the_mean_of_window_logits_is_scored(bundle: Path, tmp_path: Path) -> None:
    loaded, rows = load_bundle(bundle), read_labelled(_rows(tmp_path / "a.npz", ["rock"], [0]))
    unit = rows.X[0] / np.float32(255)
    windows = np.stack([unit[:, start : start + 64] for start in window_starts(loaded)])
    logits = Network(loaded).run(windows)[0]
    assert answer_rows(loaded, rows).scores[0] == pytest.approx(softmax(logits.mean(axis=0)[:10], 1.5), abs=1e-6)


def test_guard_front_end_of_the_features(bundle: Path, tmp_path: Path) -> None:
    loaded = load_bundle(bundle)
    rows = read_labelled(_rows(tmp_path / "a.npz", ["rock"], [0], front_end=np.array(FrontEnd().fingerprint())))
    check_front_end(loaded, rows)
    other = replace(rows, front_end=FrontEnd(n_fft=1024).fingerprint())
    with pytest.raises(DataError, match="another front end"):
        check_front_end(loaded, other)
    narrow = replace(loaded, front_end=FrontEnd(n_mels=64))
    with pytest.raises(DataError, match="n_mels 128 against 64"):
        check_front_end(narrow, rows)
    check_front_end(replace(loaded, front_end=FrontEnd(hop_samples=512, join_bands=2)), rows)


@pytest.mark.parametrize(("front_end", "rows"), [(FrontEnd(join_bands=2), 64), (FrontEnd(n_mfcc=13), 13)])
def test_a_bundle_may_want_other_rows_made_of_the_same_bands(tmp_path: Path, front_end: FrontEnd, rows: int) -> None:
    write_bundle(
        tmp_path / "other",
        model_onnx=tiny_onnx(mels=rows),
        description=tiny_description("other", front_end=front_end.to_json()),
        card="# Other\n",
        licence="CC0-1.0\n",
    )
    loaded, given = load_bundle(tmp_path / "other"), read_labelled(_rows(tmp_path / "a.npz", ["rock"], [0]))
    unit = given.X[0] / np.float32(255)
    windows = np.stack([picture_rows(unit[:, start : start + 64], front_end) for start in window_starts(loaded)])
    logits = Network(loaded).run(windows)[0].mean(axis=0)
    assert answer_rows(loaded, given).scores[0] == pytest.approx(softmax(logits[:10], 1.5), abs=1e-4)


def test_sound_in_folders_is_judged_through_the_application(bundle: Path, tmp_path: Path, capsys) -> None:
    for genre, seconds in (("rock", 4), ("Hip-Hop", 6), ("polka", 5)):
        (tmp_path / genre).mkdir()
        soundfile.write(tmp_path / genre / "one.wav", golden_sound(22050)[: seconds * 22050], 22050)
    (tmp_path / "rock" / "broken.wav").write_bytes(b"RIFF")
    (tmp_path / "rock" / ".hidden.wav").write_bytes(b"")
    assert main(["evaluate", "--bundle", str(bundle), "--audio", str(tmp_path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["rows"], figures["music_rows"]) == (3, 2)
    assert figures["genres"] == ["Hip-Hop", "rock"]
    assert list(figures["unread"]) == [str(Path("rock") / "broken.wav")]
    assert main(["evaluate", "--bundle", str(bundle), "--audio", str(tmp_path / "rock")]) == 1
    assert "folder for each genre" in capsys.readouterr().err


def test_a_bundle_equals_itself(bundle: Path, tmp_path: Path, capsys) -> None:
    file = _rows(tmp_path / "a.npz", ["rock", "jazz"], [0, 1] * 5, group=np.repeat(list("abcde"), 2))
    found = _strict(compare_bundles(bundle, bundle, file))
    assert found["interval_units"] == 5
    for own in found["figures"].values():
        assert own["difference"] == 0.0
        assert own["p"] == 1.0
        assert own["better"] == ""
    assert main(["compare", str(bundle), str(bundle), "--features", str(file)]) == 0
    assert "B - A" in capsys.readouterr().out


def test_a_better_bundle_is_told_from_a_worse(bundle: Path, tmp_path: Path) -> None:
    """The other bundle is the same network with two labels exchanged: where one is right, the other is wrong."""
    labels = tiny_description()["labels"]
    labels[9], labels[5] = labels[5], labels[9]
    write_bundle(
        tmp_path / "swapped",
        model_onnx=tiny_onnx(),
        description=tiny_description("swapped", labels=labels),
        card="# Swapped\n",
        licence="CC0-1.0\n",
    )
    file = _rows(tmp_path / "a.npz", ["jazz", "rock"], [0] * 40)
    answers = answer_rows(load_bundle(bundle), read_labelled(file)).scores[:, [5, 9]].argmax(axis=1)
    file = _rows(tmp_path / "b.npz", ["jazz", "rock", "polka"], answers.tolist())
    found = _strict(compare_bundles(tmp_path / "swapped", bundle, file))
    accuracy = found["figures"]["accuracy"]
    assert (accuracy["a"], accuracy["b"], accuracy["better"]) == (0.0, 1.0, "B")
    assert accuracy["p"] == 0.0
    assert found["figures"]["nll"]["better"] == "B"
    assert found["agreement"] == {"both": 0, "only_a": 0, "only_b": 40, "neither": 0}


def test_nothing_in_common_is_not_compared(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to compare"):
        compare_bundles(bundle, bundle, _rows(tmp_path / "a.npz", ["rock", "polka"], [0, 1]))
