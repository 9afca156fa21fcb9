"""The levers of a recipe: each trains, answers and exports; without them all is as it was."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.batches import BatchMaker
from trainer.config import CONTRAST, Recipe, load_recipe, recipe_from_json
from trainer.contrast import twin_loss
from trainer.data import DataError, FeatureSet
from trainer.export import PARITY, parity, to_onnx
from trainer.labels import N_LABELS
from trainer.models import build_model
from trainer.models.layers import BandNorm, FixedScale, pool_time
from trainer.train import load_average, make_pools, train

LEVERS = sorted((Path(__file__).parents[2] / "trainer" / "recipes" / "levers").glob("*.json"))
OPTIONS: list[dict[str, Any]] = [
    {"pool": ["mean"], "norm": "bands", "frame_step": 2},
    {"pool": ["mean", "max"], "norm": "none", "frame_step": 3},
]


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.mark.parametrize("file", LEVERS, ids=lambda file: file.stem)
def test_every_lever_is_a_change_to_the_plain_recipe(file: Path) -> None:
    recipe, plain = load_recipe(str(file)).to_json(), load_recipe(str(file.with_name("plain.json"))).to_json()
    assert recipe["name"] == file.stem
    assert file.stem == "plain" or {key for key in plain if recipe[key] != plain[key]} - {"name"}
    build_model(recipe["model"], recipe["model_options"])


def test_there_are_levers() -> None:
    assert len(LEVERS) > 10


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_network_of_other_options_answers_and_exports(tiny_recipe: Recipe, options: dict[str, Any]) -> None:
    model = build_model("resnet", tiny_recipe.model_options | options).eval()
    assert model(torch.rand(2, 1, 128, 129))[0].shape == (2, N_LABELS)
    assert parity(model, to_onnx(model)) < PARITY


def test_options_that_are_not_there_are_refused() -> None:
    with pytest.raises(KeyError):
        build_model("resnet", {"norm": "nothing"})
    with pytest.raises(KeyError, match="no objective 'fame'"):
        recipe_from_json({"objective": "fame"})


def test_a_doubled_hop_hears_every_second_frame(tiny_recipe: Recipe) -> None:
    model = build_model("resnet", tiny_recipe.model_options | {"frame_step": 2}).eval()
    mel = torch.rand(2, 1, 128, 129)
    unheard = mel.clone()
    unheard[..., 1::2] = 0.0
    assert torch.equal(model(mel)[0], model(unheard)[0])


def test_norms_do_what_they_say() -> None:
    mel = torch.rand(8, 1, 128, 40) * torch.linspace(0.2, 1, 128)[:, None]
    bands = BandNorm().train()(mel)
    assert torch.allclose(bands.mean(dim=(0, 1, 3)), torch.zeros(128), atol=1e-4)
    assert bands.mean(dim=3).std() > 0.01  # a window's own colour stays
    assert torch.allclose(FixedScale()(mel) * 0.2 + 0.47, mel, atol=1e-6)


def test_pooling_joins_what_is_asked_for() -> None:
    x = torch.rand(3, 5, 7)
    assert torch.equal(pool_time(x, ["mean"]), x.mean(dim=2))
    assert torch.equal(pool_time(x, ("mean", "max"))[:, 5:], x.amax(dim=2))
    assert pool_time(x, ("mean", "max", "spread")).shape == (3, 15)


def test_windows_of_another_length_train(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path) -> None:
    recipe = replace(tiny_recipe, window_frames=65)
    pools = make_pools(sets, "official", 3)
    maker = BatchMaker(recipe, pools)
    assert maker.draw(maker.epoch_rng(0)).mel.shape == (14, 1, 128, 65)
    train(recipe, pools, tmp_path)
    assert load_average(tmp_path)[2] == recipe.epochs


def test_twins_find_each_other() -> None:
    own = torch.eye(4).repeat_interleave(2, dim=0)
    assert twin_loss(own).item() < 0.01
    assert twin_loss(own[[0, 2, 4, 6, 1, 3, 5, 7]]).item() > 5


def test_without_labels_every_track_comes_twice(sets: dict[str, FeatureSet], tiny_recipe: Recipe) -> None:
    pools = make_pools(sets, "official", 3)
    maker = BatchMaker(replace(tiny_recipe, objective=CONTRAST), pools)
    batch = maker.draw(maker.epoch_rng(0))
    assert batch.mel.shape[0] == 28
    assert np.array_equal(batch.target[::2], batch.target[1::2])
    assert not np.array_equal(batch.mel[0], batch.mel[1])


def test_a_training_begins_in_the_trunk_of_another(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    pools = make_pools(sets, "official", 3)
    train(replace(tiny_recipe, objective=CONTRAST), pools, tmp_path / "first-official")
    with pytest.raises(DataError, match="learned no labels"):
        load_average(tmp_path / "first-official")
    second = replace(tiny_recipe, start_from=str(tmp_path / "first-{split}"), learning_rate=0.0, weight_decay=0.0)
    train(second, pools, tmp_path / "second")
    first = torch.load(tmp_path / "first-official" / "checkpoint.pt", weights_only=True)["average"]
    begun = load_average(tmp_path / "second")[1].state_dict()
    plain = build_model(second.model, second.model_options).state_dict()
    kept = {name for name in begun if not name.startswith("head.") and begun[name].dim() > 1}
    assert kept
    assert all(torch.equal(begun[name], first[name]) for name in kept)
    assert not all(torch.equal(begun[name], plain[name]) for name in kept)


def test_a_beginning_that_may_know_what_judges_is_refused(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    pools = make_pools(sets, "official", 3)
    train(tiny_recipe, pools, tmp_path / "first", stop_after=1)
    own = replace(tiny_recipe, start_from=str(tmp_path / "first"))
    with pytest.raises(DataError, match="trained on official, not on fold1"):
        train(replace(own, split="fold1"), pools, tmp_path / "second")
    wider = replace(own, model_options=own.model_options | {"channels": 24})
    with pytest.raises(DataError, match="another kind or size"):
        train(wider, pools, tmp_path / "third")
    with pytest.raises(DataError, match="no checkpoint"):
        train(replace(own, start_from=str(tmp_path / "nothing")), pools, tmp_path / "fourth")
    train(replace(tiny_recipe, gtzan_per_batch=0), pools, tmp_path / "others", stop_after=1)
    free = replace(own, start_from=str(tmp_path / "others"), split="fold1")
    train(free, make_pools(sets, "fold1", 3), tmp_path / "fifth", stop_after=1)
    through = replace(own, gtzan_per_batch=0)  # knows official's artists by what it began from
    train(through, pools, tmp_path / "through", stop_after=1)
    with pytest.raises(DataError, match="trained on official, not on fold1"):
        train(replace(own, start_from=str(tmp_path / "through"), split="fold1"), pools, tmp_path / "sixth")
