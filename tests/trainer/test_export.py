"""Export, evaluation and the commands, end to end on an invented set."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.bundle import check_golden, load_bundle
from tests.bundles import make_tiny_bundle
from tests.inference.sounds import music
from tests.trainer.conftest import write_features
from trainer.commands import main
from trainer.config import Recipe, load_recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import BundleNet
from trainer.evaluate import evaluate_bundle, match_labels, read_labelled
from trainer.export import halve, parity, round_weights, to_onnx
from trainer.features import excerpt_features, save_set
from trainer.goals import BEGIN, END
from trainer.models import build_model
from trainer.train import load_average, make_pools, train
from trainer.trials import refusal, sound, windows
from trainer.trials.keeping import keep


@pytest.mark.parametrize("kinds", [("resnet",), ("crnn",), ("resnet", "crnn")])
def test_the_graph_answers_as_torch_at_any_batch_and_length(kinds: tuple[str, ...]) -> None:
    torch.manual_seed(0)
    net = BundleNet([build_model(kind, {}) for kind in kinds])
    for name, value in net.named_buffers():
        if name.endswith("running_var"):
            value.uniform_(0.3, 3.0)
    round_weights(net)
    graph = to_onnx(net)
    halved = halve(graph)
    assert len(halved) < 0.6 * len(graph)
    assert parity(net, halved) <= 1e-4


@pytest.fixture(scope="module")
def exported(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Folder of an exported bundle of the tiny network, and the work folder."""
    folder = tmp_path_factory.mktemp("export")
    recipe = replace(tiny_recipe, model_options={**tiny_recipe.model_options, "embedding": 128})
    for rows in sets.values():
        save_set(rows, folder / "work")
    train(recipe, make_pools(sets, "official", 3), folder / "run")
    arguments = ["export", "--id", "tried-1", "--run", str(folder / "run"), "--work", str(folder / "work")]
    assert main([*arguments, "--out", str(folder / "models")]) == 0
    return folder / "models" / "tried-1", folder / "work"


def test_an_exported_bundle_passes_its_own_checks(exported: tuple[Path, Path]) -> None:
    bundle = load_bundle(exported[0])
    check_golden(bundle)
    assert bundle.genre_names[4] == "Hip-Hop"
    assert bundle.metrics["gtzan"]["rows"] == 10
    assert "## Limits" in bundle.card
    assert "not music" in bundle.card
    assert "| Hip-Hop |" in bundle.card
    assert "hiphop" not in bundle.card
    assert set(bundle.metrics["gtzan"]["recall_95"]) == set(bundle.metrics["gtzan"]["genres"])
    assert {"reliability.svg", "risk-coverage.svg"} <= set(bundle.files)


def test_the_card_names_commands_that_train_what_was_trained(exported: tuple[Path, Path], tmp_path: Path) -> None:
    card = load_bundle(exported[0]).card
    (recipe,) = re.findall(r"```json\n(.*?)```", card, re.DOTALL)
    (tmp_path / "cnn.json").write_text(recipe)
    (command,) = re.findall(r"python -m trainer train cnn.json (.*)", card)
    options = command.split()
    told = dict(zip(options[::2], options[1::2], strict=True))
    recipe = load_recipe(
        str(tmp_path / "cnn.json"),
        split=told["--split"],
        seed=int(told["--seed"]),
        steps=int(told["--steps"]),
    )
    trained = load_average(exported[1].parent / "run")[0]
    assert json.dumps(recipe.to_json()) == json.dumps(trained.to_json())


def test_the_table_of_goals_follows_from_the_bundle(exported: tuple[Path, Path], tmp_path: Path, capsys) -> None:
    assert main(["goals", "--bundle", str(exported[0])]) == 0
    table = capsys.readouterr().out
    valid = load_bundle(exported[0]).metrics["gtzan"]["accuracy"]
    assert f"| ten genres, published valid part | 68 % | 78 % | {100 * valid:.1f} %" in table
    assert "five folds | 68 % | 78 % | not measured |" in table
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
    for _ in range(2):
        assert main(["goals", "--bundle", str(exported[0]), "--into", str(page)]) == 0
        assert page.read_text() == f"Before.\n\n{BEGIN}\n\n{table.rstrip()}\n\n{END}\n\nAfter.\n"
    page.write_text("No marks.")
    assert main(["goals", "--bundle", str(exported[0]), "--into", str(page)]) == 1


def test_figures_of_a_trial_are_kept_in_bundle_and_card(exported: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "tried-1"
    shutil.copytree(exported[0], folder)
    graph = (folder / "model.onnx").read_bytes()
    own = {
        "files": 3,
        "shortest_s": 70.0,
        "longest_s": 200.0,
        "shipped": 4,
        "counts": [{"count": 4, "same": 0.75, "moved": 0.1234, "ms": 87.0}],
    }
    keep(folder, {"windows": own})
    bundle = load_bundle(folder)
    assert bundle.metrics["trials"] == {"windows": own}
    assert "| 4 | 75.0 % | 12.3 % | 87 ms |" in bundle.card
    assert (folder / "model.onnx").read_bytes() == graph
    check_golden(bundle)


def test_all_trials_are_kept_in_one_go(
    exported: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "CODECS", {})
    louder = {"12 dB quieter": sound.changes()["12 dB quieter"]}
    monkeypatch.setattr(sound, "changes", lambda: louder)
    monkeypatch.setattr(refusal, "noises", lambda *_: iter([("silence", 0, np.zeros(88_200, np.float32))]))
    monkeypatch.setattr(windows, "COUNTS", (1,))
    monkeypatch.setattr(windows, "SHORTEST_S", 5.0)
    soundfile.write(tmp_path / "jazz.1.wav", music(12.0, 22_050), 22_050)
    one = {"without": ["jazz"], "auroc": {"confidence": 0.6}, "unknown": {"known": 0.0, "strange": 0.1}}
    unseen = {"recipe": "cnn", "steps": 2, "rounds": [one], "mean": {"confidence": 0.6}}
    (tmp_path / "unseen.json").write_text(json.dumps(unseen))
    folders = [shutil.copytree(exported[0], tmp_path / name / "tried-1") for name in ("a", "b")]
    arguments = ["trial", "all", "--bundle", *map(str, folders), "--audio", str(tmp_path / "jazz.1.wav")]
    assert main([*arguments, "--unseen", str(tmp_path / "unseen.json")]) == 0
    for folder in folders:
        bundle = load_bundle(folder)
        assert set(bundle.metrics["trials"]) == {"sound", "refusal", "windows", "unseen"}
        assert "12 dB quieter" in bundle.card
        assert "| confidence | 0.60 |" in bundle.card


def test_networks_trained_on_all_are_described_by_their_judged_sisters(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, exported: tuple[Path, Path], tmp_path: Path
) -> None:
    options = {**tiny_recipe.model_options, "embedding": 128}
    recipe = replace(tiny_recipe, model_options=options, split="all", steps=2)
    train(recipe, make_pools(sets, "all", 3), tmp_path / "all")
    arguments = ["export", "--id", "tried-2", "--run", str(tmp_path / "all"), "--work", str(exported[1])]
    arguments += ["--judged", str(exported[1].parent / "run"), "--out", str(tmp_path)]
    assert main(arguments) == 0
    bundle = load_bundle(tmp_path / "tried-2")
    assert "have no figures of their own on GTZAN" in bundle.card
    assert bundle.metrics["shipped"]["fma"]["rows"] == 7
    assert bundle.metrics["gtzan"]["rows"] == 10


def test_evaluate_as_a_command_gives_json(exported: tuple[Path, Path], tmp_path: Path, capsys) -> None:
    file = tmp_path / "some.npz"
    write_features(file, ["Rock", "hip hop", "not_music", "polka"], np.array([0, 0, 1, 1, 2, 3], np.uint8), 128)
    assert main(["evaluate", "--bundle", str(exported[0]), "--features", str(file), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["genres"] == ["hip hop", "Rock"]
    assert figures["unknown_labels"] == ["polka"]
    assert figures["music_rows"] == 4
    assert figures["refusal"]["not_music_rows"] == 1
    assert np.sum(figures["confusion"]) == 4
    assert main(["evaluate", "--bundle", str(exported[0]), "--features", str(file)]) == 0
    assert "accuracy" in capsys.readouterr().out


@pytest.mark.parametrize("frames", [387, 128])
def test_labels_are_matched_in_any_order_and_spelling(tmp_path: Path, frames: int) -> None:
    bundle = load_bundle(make_tiny_bundle(tmp_path))
    assert match_labels(["ROCK", "Hip Hop", "hip-hop", "polka"], bundle) == {"ROCK": 9, "Hip Hop": 4, "hip-hop": 4}


def test_only_rows_of_the_split_are_judged(exported: tuple[Path, Path], tmp_path: Path) -> None:
    file, table = tmp_path / "some.npz", tmp_path / "split.tsv"
    write_features(file, ["rock", "jazz"], np.array([0, 1, 0, 1], np.uint8), 387, ["a", "b", "c", "d"])
    table.write_text("excerpt\tartist_group\tfiltered_split\na\tx\ttest\nb\tx\ttest\nc\ty\ttrain\n")
    assert evaluate_bundle(exported[0], file, table)["rows"] == 3
    assert evaluate_bundle(exported[0], file, table, "test")["rows"] == 2
    assert read_labelled(file, table).groups.tolist() == ["x", "x", "y"]


def test_features_that_cannot_be_used_are_said(tmp_path: Path, capsys) -> None:
    file = tmp_path / "wrong.npz"
    np.savez(file, X=np.zeros((2, 128, 387), np.uint8), y=np.array([0, 7]), genres=np.array(["rock"]))
    with pytest.raises(DataError):
        read_labelled(file)
    assert main(["evaluate", "--bundle", str(tmp_path), "--features", str(file)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_short_sound_is_repeated_to_an_excerpt() -> None:
    from app.inference.mel import FrontEnd

    sound = np.sin(np.arange(22050) / 10).astype(np.float32)
    row = excerpt_features(sound, FrontEnd())
    assert row.shape == (128, 387)
    assert row.dtype == np.uint8
    assert row.max() == 255
