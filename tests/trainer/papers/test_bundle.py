"""Every system of a paper becomes a bundle that the application loads, hears with, and tags by."""

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.bundle import check_golden, golden_sound, load_bundle
from app.inference.mel import FrontEnd, mel_power, scale_unit
from app.inference.predictor import Predictor
from trainer.commands import main
from trainer.data import DataError, FeatureSet
from trainer.evaluate import evaluate_bundle
from trainer.features import save_set
from trainer.papers.bundle import export_paper
from trainer.papers.pieces import cut_excerpts, cut_pieces
from trainer.papers.protocols import make_parts
from trainer.papers.recipe import PaperRecipe, load_paper, paper_names, tasks_of
from trainer.papers.training import Run, fit

ONE_EACH = [tasks_of(name)[-1] for name in paper_names()]
#: The U-Net costs most: two of its pictures are enough here.
ONE_EACH = [replace(each, to_s=12.0) if each.name == "pocelli-unet" else each for each in ONE_EACH]


@pytest.fixture(scope="module")
def work(sets: dict[str, FeatureSet], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    save_set(sets["gtzan"], folder)
    return folder


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wave file of generated music."""
    file = tmp_path_factory.mktemp("sound") / "song.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(22_050)
        out.writeframes((golden_sound(22_050) * 20_000).astype("<i2").tobytes())
    return file


def _trained(recipe: PaperRecipe, rows: FeatureSet, folder: Path, protocol: str = "official") -> Path:
    """A run at its end, after a step on a few pictures."""
    pieces = cut_pieces(rows, recipe)
    parts = make_parts(rows, pieces, recipe, protocol, 1)
    few = replace(parts, train=parts.train[:: len(parts.train) // 8][:8], stop=parts.stop[:2], test=parts.test[:2])
    # The batch is left as it is: eight pictures make one step.
    fit(Run(replace(recipe, epochs=1), protocol), pieces, few, folder)
    return folder


@pytest.mark.parametrize("recipe", ONE_EACH, ids=[recipe.name for recipe in ONE_EACH])
def test_the_application_hears_with_every_system(
    recipe: PaperRecipe, sets: dict[str, FeatureSet], work: Path, song: Path, tmp_path: Path
) -> None:
    run = _trained(recipe, sets["gtzan"], tmp_path / "run")
    arguments = ["export", "--id", "tried", "--run", str(run), "--work", str(work), "--out", str(tmp_path)]
    assert main(arguments) == 0
    bundle = load_bundle(tmp_path / "tried")
    check_golden(bundle)
    assert [label.id for label in bundle.labels] == list(recipe.genres)
    assert bundle.metrics["parity"] <= 1e-4 * recipe.front_end.magnification
    assert bundle.size_bytes < 8e6
    analysis = Predictor(bundle).analyse(bytes(song))
    assert analysis.scores.sum() == pytest.approx(1.0, abs=1e-4)
    assert analysis.music == 1.0
    assert len(analysis.moment_starts_s) == min(recipe.pieces, int(40 / recipe.window_s))
    assert recipe.reported in bundle.card


@pytest.mark.parametrize("name", ["khamees-mlp", "mersy-pairs/metal-jazz", "kandil-cnn"])
def test_the_application_sees_what_the_training_saw(
    name: str, sets: dict[str, FeatureSet], work: Path, tmp_path: Path
) -> None:
    recipe = load_paper(name, from_s=0.0, to_s=30.0)
    run = _trained(recipe, sets["gtzan"], tmp_path / "run")
    bundle = load_bundle(export_paper("tried", run, work=work, out=tmp_path))
    front_end, sound = FrontEnd(), golden_sound(22_050)[: 30 * 22_050]
    hop, frames = front_end.hop_samples, recipe.frames
    trained = cut_excerpts(scale_unit(mel_power(sound, front_end), 80.0)[None, :, :387], recipe)[0]
    starts = [(index * frames - 1) * hop for index in range(1, len(trained))]
    heard = Predictor(bundle).pictures([sound[start : start + (frames + 1) * hop] for start in starts])
    # The scale is that of all that is heard: the first window is missing here, so a little may differ.
    assert np.abs(heard - trained[1:]).max() < 0.01 * recipe.front_end.magnification


def test_a_flattered_run_is_not_exported(sets: dict[str, FeatureSet], work: Path, tmp_path: Path) -> None:
    run = _trained(load_paper("khamees-mlp"), sets["gtzan"], tmp_path / "run", "published")
    with pytest.raises(DataError, match="flatters"):
        export_paper("tried", run, work=work, out=tmp_path)


def test_features_of_another_front_end_are_not_judged(sets: dict[str, FeatureSet], work: Path, tmp_path: Path) -> None:
    run = _trained(load_paper("khamees-mlp"), sets["gtzan"], tmp_path / "run")
    bundle = export_paper("tried", run, work=work, out=tmp_path)
    rows = sets["gtzan"]
    genres, y = np.unique(rows.labels, return_inverse=True)
    features = tmp_path / "rows.npz"
    np.savez(features, X=rows.X, y=y, genres=genres)
    assert evaluate_bundle(bundle, features)["rows"] == len(rows)
    other = FrontEnd(n_mels=128, top_db=60.0).fingerprint()
    np.savez(features, X=rows.X, y=y, genres=genres, front_end=np.array(other))
    with pytest.raises(DataError, match="front end"):
        evaluate_bundle(bundle, features)
