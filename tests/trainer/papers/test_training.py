"""A paper's network trains, goes on after a kill to the same weights, and stops when it should."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.data import DataError, FeatureSet
from trainer.device import open_device
from trainer.models import count_weights
from trainer.papers.networks import build_network
from trainer.papers.pieces import cut_pieces
from trainer.papers.protocols import make_parts
from trainer.papers.recipe import PaperRecipe, load_paper, paper_from_json, paper_names, tasks_of
from trainer.papers.training import Run, fit, load_fitted

EVERY = [recipe for name in paper_names() for recipe in tasks_of(name)]
IDS = [recipe.name for recipe in EVERY]


def test_the_ten_systems_are_there() -> None:
    assert len(paper_names()) == 10
    assert len(EVERY) == 13


@pytest.mark.parametrize("recipe", EVERY, ids=IDS)
def test_networks_take_the_published_picture_and_ours(recipe: PaperRecipe) -> None:
    for shape in ((recipe.published_rows, recipe.published_frames), (recipe.front_end.n_rows, recipe.frames)):
        model = build_network(recipe, shape)
        logits, embedding = model(torch.rand(2, 1, *shape))
        assert logits.shape == (2, len(recipe.genres))
        assert embedding.shape[0] == 2
    assert recipe.piece_s * 12.9 - 1 < recipe.frames <= recipe.piece_s * 12.9


@pytest.mark.parametrize(
    ("name", "exactly"),
    [("khamees-mlp", 1_014_218), ("khamees-mlp-reg", 1_014_218), ("kandil-cnn", None), ("pocelli-unet", None)],
)
def test_networks_have_as_many_weights_as_their_papers_say(name: str, exactly: int | None) -> None:
    recipe = load_paper(name)
    weights = count_weights(build_network(recipe, (recipe.published_rows, recipe.published_frames)))
    assert weights == exactly or weights == pytest.approx(recipe.published_weights, rel=0.03)
    assert exactly in (None, recipe.published_weights)


@pytest.mark.parametrize("recipe", EVERY, ids=IDS)
def test_a_step_of_every_system_changes_all_weights(
    recipe: PaperRecipe, sets: dict[str, FeatureSet], tmp_path: Path
) -> None:
    pieces = cut_pieces(sets["gtzan"], recipe)
    parts = make_parts(sets["gtzan"], pieces, recipe, "published", 1)
    few = replace(parts, train=parts.train[:: len(parts.train) // 8][:8], stop=parts.stop[:4], test=parts.test[:4])
    run = Run(replace(recipe, epochs=1, batch=8), "published")
    torch.manual_seed(run.seed)
    before = build_network(recipe).state_dict()
    after = fit(run, pieces, few, tmp_path)
    assert after.history[0]["loss"] > 0
    moved = [not torch.equal(value, before[name]) for name, value in after.model.named_parameters()]
    assert np.mean(moved) > 0.9


def test_a_killed_run_ends_with_the_same_weights(sets: dict[str, FeatureSet], tmp_path: Path) -> None:
    recipe = load_paper("khamees-cnn", epochs=3, patience=2, marks=(2,))
    pieces = cut_pieces(sets["gtzan"], recipe)
    parts = make_parts(sets["gtzan"], pieces, recipe, "published", 1)
    run = Run(recipe, "published", seed=4)
    whole = fit(run, pieces, parts, tmp_path / "whole")
    fit(run, pieces, parts, tmp_path / "broken", stop_after=1)
    with pytest.raises(DataError, match="not at its end"):
        load_fitted(tmp_path / "broken")
    broken = fit(run, pieces, parts, tmp_path / "broken")
    again, loaded = load_fitted(tmp_path / "broken")
    assert again.recipe == recipe
    for state in (broken, loaded):
        assert all(torch.equal(value, state.model.state_dict()[key]) for key, value in whole.model.state_dict().items())
    timeless = [{key: value for key, value in each.items() if "seconds" not in key} for each in whole.history]
    assert timeless == [{key: each[key] for key in timeless[0]} for each in loaded.history]
    assert loaded.marks == whole.marks
    with pytest.raises(DataError, match="another training"):
        fit(replace(run, seed=5), pieces, parts, tmp_path / "broken")


@pytest.mark.parametrize("name", paper_names())
def test_every_system_repeats_itself_with_and_without_a_break(
    name: str, sets: dict[str, FeatureSet], tmp_path: Path
) -> None:
    recipe = replace(tasks_of(name)[0], batch=6, epochs=2, patience=0)
    pieces = cut_pieces(sets["gtzan"], recipe)
    parts = make_parts(sets["gtzan"], pieces, recipe, "published", 1)
    few = replace(parts, train=parts.train[:: len(parts.train) // 6][:6], test=parts.test[:2])
    run = Run(recipe, "published", seed=2)
    whole = fit(run, pieces, few, tmp_path / "whole").model.state_dict()
    fit(run, pieces, few, tmp_path / "broken", stop_after=1)
    broken = fit(run, pieces, few, tmp_path / "broken").model.state_dict()
    assert all(torch.equal(value, broken[key]) for key, value in whole.items())


def test_more_epochs_go_on_where_fewer_ended(sets: dict[str, FeatureSet], tmp_path: Path) -> None:
    recipe = load_paper("khamees-mlp", epochs=1)
    pieces = cut_pieces(sets["gtzan"], recipe)
    parts = make_parts(sets["gtzan"], pieces, recipe, "published", 1)
    fit(Run(recipe, "published"), pieces, parts, tmp_path / "a")
    more = fit(Run(replace(recipe, epochs=2), "published"), pieces, parts, tmp_path / "a")
    whole = fit(Run(replace(recipe, epochs=2), "published"), pieces, parts, tmp_path / "b")
    assert torch.equal(more.model.answer.classify.weight, whole.model.answer.classify.weight)


def test_the_best_weights_stay_when_the_stopping_part_gets_worse(sets: dict[str, FeatureSet], tmp_path: Path) -> None:
    recipe = load_paper("khamees-mlp", epochs=30, patience=1, learning_rate=0.03, stop_share=0.2)
    pieces = cut_pieces(sets["gtzan"], recipe)
    parts = make_parts(sets["gtzan"], pieces, recipe, "published", 1)
    state = fit(Run(recipe, "published"), pieces, parts, tmp_path)
    losses = [record["watched_loss"] for record in state.history]
    assert len(losses) < 30
    assert state.best_epoch == int(np.argmin(losses)) + 1 == len(losses) - 1


def test_where_artists_are_apart_the_stopping_part_is_only_watched(sets: dict[str, FeatureSet], tmp_path: Path) -> None:
    recipe = load_paper("khamees-mlp", epochs=9, honest_epochs=4, patience=1, learning_rate=0.03)
    pieces = cut_pieces(sets["gtzan"], recipe)
    run = Run(recipe, "official")
    state = fit(run, pieces, make_parts(sets["gtzan"], pieces, recipe, "official", 1), tmp_path)
    assert (state.epoch, state.best_epoch, state.best) == (4, 0, {})


def test_recipes_come_back_from_json_and_faults_are_said() -> None:
    recipe = load_paper("mersy-pairs/metal-jazz")
    assert paper_from_json(recipe.to_json()) == recipe
    for wrong in ("nothing", "khamees-mlp/metal-jazz", "mersy-pairs/jazz-metal"):
        with pytest.raises(KeyError):
            load_paper(wrong)
    with pytest.raises(KeyError):
        paper_from_json({**recipe.to_json(), "colour": "blue"})
    with pytest.raises(DataError):
        paper_from_json({**recipe.to_json(), "unit": "minute"})


def test_a_device_that_is_not_there_is_said() -> None:
    assert open_device("cpu").type == "cpu"
    with pytest.raises(DataError, match="no device"):
        open_device("cuda:99")
