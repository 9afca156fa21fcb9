"""Training: it learns, it goes on after a kill to the same weights, and its batches hold what they should."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.batches import BatchMaker, make_pool
from trainer.config import Recipe, load_recipe
from trainer.data import DataError, FeatureSet
from trainer.labels import LABEL_IDS, N_LABELS, REFUSAL
from trainer.loss import masked_cross_entropy
from trainer.models import build_model, count_weights
from trainer.quick_look import quick_judge
from trainer.train import judging_rows, load_average, make_pools, rate_at, train


def _weights(folder: Path) -> dict[str, Any]:
    return load_average(folder)[1].state_dict()


def test_a_few_steps_lower_the_loss(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path) -> None:
    recipe = replace(tiny_recipe, steps=24, steps_per_epoch=4, learning_rate=1e-2)
    records: list[dict[str, Any]] = []
    train(recipe, make_pools(sets, "official", 3), tmp_path, log=records.append)
    assert records[-1]["loss"] < records[0]["loss"] - 0.1
    assert records[-1]["minutes_left"] == 0.0


def test_a_killed_run_ends_with_the_same_weights(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    pools = make_pools(sets, "official", 3)
    train(tiny_recipe, pools, tmp_path / "whole")
    train(tiny_recipe, pools, tmp_path / "broken", stop_after=1)
    train(tiny_recipe, pools, tmp_path / "broken")
    whole, broken = _weights(tmp_path / "whole"), _weights(tmp_path / "broken")
    assert all(torch.equal(value, broken[name]) for name, value in whole.items())


def test_another_recipe_does_not_go_on_from_a_checkpoint(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    pools = make_pools(sets, "official", 3)
    train(tiny_recipe, pools, tmp_path, stop_after=1)
    with pytest.raises(DataError, match="another recipe"):
        train(replace(tiny_recipe, learning_rate=1.0), pools, tmp_path)


def test_a_device_that_is_not_there_is_said_before_anything_is_written(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="no device 'cuda:99'"):
        train(tiny_recipe, make_pools(sets, "official", 3), tmp_path / "run", device="cuda:99")
    assert not (tmp_path / "run").exists()


def test_a_loss_that_is_no_number_ends_the_training(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="no number"):
        train(replace(tiny_recipe, learning_rate=1e30), make_pools(sets, "official", 3), tmp_path)
    with pytest.raises(DataError, match="no checkpoint"):  # nothing of it is kept
        load_average(tmp_path)


def test_a_damaged_or_missing_checkpoint_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no checkpoint"):
        load_average(tmp_path)
    (tmp_path / "checkpoint.pt").write_bytes(b"nothing")
    with pytest.raises(DataError, match="damaged"):
        load_average(tmp_path)


@pytest.mark.parametrize(("name", "most"), [("resnet", 700_000), ("crnn", 700_000)])
@pytest.mark.parametrize("frames", [129, 64])
def test_networks_answer_any_batch_and_length(name: str, most: int, frames: int) -> None:
    model = build_model(name, {}).eval()
    logits, embedding = model(torch.rand(3, 1, 128, frames))
    assert logits.shape == (3, N_LABELS)
    assert embedding.shape == (3, 128)
    assert 300_000 < count_weights(model) < most


def test_the_loss_leaves_out_what_a_row_does_not_know() -> None:
    logits = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    known = torch.tensor([[True, True, False]])
    loss = masked_cross_entropy(logits, torch.tensor([0]), known)
    assert loss.item() == pytest.approx(np.log(1 + np.e))
    loss.sum().backward()
    assert logits.grad[0, 2] == 0.0
    smooth = masked_cross_entropy(logits, torch.tensor([0]), known, smoothing=0.2)
    assert smooth.item() == pytest.approx(np.log(1 + np.e) * 0.9 + (np.log(1 + np.e) - 1) * 0.1)


def test_batches_hold_all_sets_and_repeat(sets: dict[str, FeatureSet], tiny_recipe: Recipe) -> None:
    maker = BatchMaker(tiny_recipe, make_pools(sets, "official", 3))
    first, again = maker.draw(maker.epoch_rng(3)), maker.draw(maker.epoch_rng(3))
    assert np.array_equal(first.mel, again.mel)
    assert not np.array_equal(first.mel, maker.draw(maker.epoch_rng(4)).mel)
    assert first.mel.shape == (14, 1, 128, 129)
    assert (first.target == LABEL_IDS.index(REFUSAL)).sum() == 2
    assert first.known[np.arange(14), first.target].all()


def test_an_artist_counts_for_a_few_of_its_tracks(sets: dict[str, FeatureSet]) -> None:
    rows = sets["gtzan"]
    groups = rows.groups.copy()
    blues = np.flatnonzero(rows.labels == "blues")
    groups[blues[:3]] = "prolific"
    pool = make_pool(replace(rows, groups=groups), np.arange(len(rows)), artist_cap=1)
    assert pool.weights.sum() == pytest.approx(1.0)
    assert pool.weights[blues[:3]].sum() == pytest.approx(pool.weights[blues[3]])


def test_the_learning_rate_warms_up_and_falls_to_zero() -> None:
    recipe = Recipe(steps=100, learning_rate=1.0)
    assert rate_at(0, recipe) == pytest.approx(0.1)
    assert rate_at(10, recipe) == pytest.approx(1.0)
    assert rate_at(100, recipe) == pytest.approx(0.0)


def test_the_quick_look_judges_each_set(sets: dict[str, FeatureSet], tiny_recipe: Recipe) -> None:
    judge = quick_judge(sets, judging_rows(sets, "official"))
    assert judge is not None
    figures = judge(build_model("resnet", tiny_recipe.model_options))
    assert set(figures) == {"valid", "nll", "fma", "refusal_auroc"}
    others = quick_judge(sets, judging_rows(sets, "all"))
    assert others is not None
    assert set(others(build_model("resnet", tiny_recipe.model_options))) == {"fma", "refusal_auroc"}
    assert quick_judge({"gtzan": sets["gtzan"]}, judging_rows({"gtzan": sets["gtzan"]}, "all")) is None


def test_recipes_are_found_by_name_and_file(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text('{"base": "crnn", "name": "own", "steps": 7, "augment": {"mixup": 0.0}}')
    recipe = load_recipe(str(file), seed=4)
    assert (recipe.model, recipe.steps, recipe.seed, recipe.augment.mixup) == ("crnn", 7, 4, 0.0)


@pytest.mark.parametrize("text", ['{"learning_rat": 1}', '{"base": "nothing"}', '{"steps": 1', "[1]", None], ids=str)
def test_a_recipe_that_cannot_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    with pytest.raises(KeyError):
        load_recipe(str(tmp_path / "missing.json") if text is None else str(_with(tmp_path, text)))
    with pytest.raises(KeyError, match="no recipe 'nothing'"):
        load_recipe("nothing")


def _with(folder: Path, text: str) -> Path:
    file = folder / "wrong.json"
    file.write_text(text)
    return file
