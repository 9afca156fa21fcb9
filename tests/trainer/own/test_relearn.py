"""A library's own labels on another model's ear: learned, judged by artists never met, answered by the application."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.bundle import check_golden, load_bundle
from app.inference.calibration import softmax
from app.inference.network import Network
from app.inference.predictor import Predictor
from tests.bundles import GENRES as TEN
from tests.bundles import make_tiny_bundle, tiny_onnx
from tests.trainer.own_library import GENRES, make_library, piece, write_track
from trainer.commands import main
from trainer.data import DataError
from trainer.features import load_set, save_set
from trainer.own.bundle import own_calibration, relearn
from trainer.own.graph import with_layer
from trainer.own.labels import label_ids
from trainer.own.layer import Layer, fit_layer, group_folds, held_out_logits, track_counts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Work folder and bundle of a model that learned a generated library by its tags, through the commands."""
    folder = tmp_path_factory.mktemp("relearn")
    make_library(folder / "music", artists=3, tracks=3, seconds=6.0)
    base, work = make_tiny_bundle(folder), folder / "work"
    command = ["prepare", "--library", str(folder / "music"), "--work", str(work), "--processes", "1"]
    assert main(command) == 0
    assert main(["relearn", "--id", "mine", "--bundle", str(base), "--work", str(work)]) == 0
    return work, work / "models" / "mine"


def test_the_bundle_answers_new_tracks_with_the_librarys_genres(made: tuple[Path, Path], tmp_path: Path) -> None:
    bundle = load_bundle(made[1])
    check_golden(bundle)
    assert bundle.genre_names == tuple(sorted(GENRES))
    assert bundle.metrics["own"]["accuracy"] == 1.0
    assert "On artists it never met: 100.0 %" in bundle.card
    for genre in GENRES:
        file = write_track(tmp_path / f"{genre}.flac", piece(genre, 50, 20.0))
        analysis = Predictor(bundle).analyse(os.fsencode(file))
        assert bundle.genre_names[int(analysis.scores.argmax())] == genre
        assert analysis.music >= bundle.calibration.music_threshold


def test_a_base_that_would_be_overwritten_is_spared(made: tuple[Path, Path], capsys) -> None:
    base = made[0].parent / "tiny"
    arguments = ["relearn", "--id", "tiny", "--bundle", str(base), "--work", str(made[0]), "--out", str(base.parent)]
    assert main(arguments) == 1
    assert "Choose another --id" in capsys.readouterr().err
    assert load_bundle(base).genre_names == TEN


def test_guard_an_artist_on_both_sides(made: tuple[Path, Path], tmp_path: Path) -> None:
    rows = load_set(made[0], "own")
    save_set(replace(rows, groups=np.full(len(rows), "one")), tmp_path)
    with pytest.raises(DataError, match="both sides"):
        relearn(made[0].parent / "tiny", tmp_path, "own", "x", tmp_path)


def test_the_graph_is_the_layer_on_what_the_base_hears(tmp_path: Path) -> None:
    base = load_bundle(make_tiny_bundle(tmp_path))
    rng = np.random.default_rng(0)
    layer = Layer(rng.normal(size=(16 + 11, 3)), rng.normal(size=3))
    (tmp_path / "model.onnx").write_bytes(with_layer(base.folder / "model.onnx", layer, range(10), [10]))
    labels = base.labels[:3] + base.labels[10:]
    own = Network(replace(base, folder=tmp_path, labels=labels))
    pictures = rng.random((5, 128, 64), dtype=np.float32)
    old_logits, embedding = Network(base).run(pictures)
    logits, same = own.run(pictures)
    assert np.array_equal(same, embedding)
    assert logits[:, :3] == pytest.approx(layer.logits(np.concatenate([embedding, old_logits], axis=1)), abs=1e-3)
    assert softmax(logits)[:, 3] == pytest.approx(softmax(old_logits)[:, 10], abs=1e-5)


def test_a_base_without_refusal_gives_a_model_without(tmp_path: Path) -> None:
    (tmp_path / "base.onnx").write_bytes(tiny_onnx(labels=10))
    layer = Layer(np.ones((26, 2)), np.zeros(2))
    (tmp_path / "model.onnx").write_bytes(with_layer(tmp_path / "base.onnx", layer, range(10), []))
    base = load_bundle(make_tiny_bundle(tmp_path))
    own = Network(replace(base, folder=tmp_path, labels=base.labels[:2]))
    assert own.run(np.zeros((1, 128, 64), np.float32))[0].shape == (1, 2)


def test_layers_never_meet_the_artists_they_judge() -> None:
    """Features that name the artist alone: a layer that met the artist would be right, one that did not cannot be."""
    truth = np.repeat(np.arange(3), 20)
    groups = np.array([f"{label}-{i % 5}" for i, label in enumerate(truth)])
    features = np.stack([groups == name for name in np.unique(groups)], axis=1).astype(float)[:, None]
    met = fit_layer(features, truth, track_counts(truth, groups), 0.01).logits(features).mean(axis=1)
    assert (met.argmax(axis=1) == truth).all()
    held = held_out_logits(features, truth, groups)[0]
    assert np.abs(held - held[0]).max() < 0.5


def test_folds_keep_artists_whole_and_labels_spread() -> None:
    rng = np.random.default_rng(1)
    truth, groups = rng.integers(0, 4, 200), rng.integers(0, 30, 200).astype(str)
    fold = group_folds(truth, groups)
    assert all(len(set(fold[groups == name].tolist())) == 1 for name in np.unique(groups))
    for label in range(4):
        assert len(set(fold[truth == label].tolist())) == 5


def test_a_label_of_one_artist_cannot_be_judged() -> None:
    truth = np.array([0, 0, 1, 1])
    with pytest.raises(DataError, match="one artist"):
        held_out_logits(np.ones((4, 1, 2)), truth, np.array(["a", "b", "c", "c"]))


def test_no_label_and_no_artist_counts_for_more_than_its_share() -> None:
    truth = np.array([0] * 12 + [1] * 3)
    groups = np.array(["a"] * 10 + ["b", "c"] + ["d", "e", "f"])
    counts = track_counts(truth, groups)
    assert counts[truth == 0].sum() == pytest.approx(counts[truth == 1].sum())
    assert counts[:10].sum() == pytest.approx(3 * counts[10])


def test_few_mistakes_do_not_make_it_surer(tmp_path: Path) -> None:
    base = load_bundle(make_tiny_bundle(tmp_path))
    held, truth = 2.0 * np.eye(3)[np.arange(30) % 3], np.arange(30) % 3
    calibration = own_calibration(base, held, truth, np.linspace(0.1, 1, 30))
    assert calibration.temperature == 1.0
    assert calibration.music_threshold < 0.3
    noisy = own_calibration(base, held[np.r_[1:30, 0]], truth, np.ones(30))
    assert noisy.temperature > 1.0
    assert noisy.music_threshold == base.calibration.music_threshold


def test_labels_get_ids_of_their_own() -> None:
    assert label_ids(["Hip-Hop", "R&B", "Not music", "Ünïcode", "!!!"]) == [
        "hiphop",
        "rb",
        "notmusic2",
        "ünïcode",
        "genre",
    ]
