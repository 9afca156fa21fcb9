"""Teachers: what they say of FMA's rows reaches the loss, and one that knows the judged artists is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.batches import BatchMaker
from trainer.config import Recipe
from trainer.data import DataError, FeatureSet
from trainer.distil import with_teachers
from trainer.loss import taught_cross_entropy
from trainer.train import load_average, make_pools, train


@pytest.fixture(scope="module")
def teacher(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teachers") / "official"
    train(tiny_recipe, make_pools(sets, "official", 3), folder)
    return folder


def test_only_rows_of_fma_are_taught_and_what_they_are_taught_are_chances(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, teacher: Path
) -> None:
    recipe = replace(tiny_recipe, teachers=(str(teacher.parent / "{split}"),))
    batch = BatchMaker(recipe, with_teachers(recipe, make_pools(sets, "official", 3))).draw(np.random.default_rng(0))
    taught = batch.taught.sum(axis=1)
    np.testing.assert_allclose(taught[6:10], 1.0, rtol=1e-5)
    assert not taught[:6].any()
    assert not taught[10:].any()


def test_a_taught_training_ends_with_other_weights_and_says_by_whom(
    sets: dict[str, FeatureSet], tiny_recipe: Recipe, teacher: Path, tmp_path: Path
) -> None:
    recipe = replace(tiny_recipe, teachers=(str(teacher),))
    train(recipe, with_teachers(recipe, make_pools(sets, "official", 3)), tmp_path)
    stored, taught, _ = load_average(tmp_path)
    plain = load_average(teacher)[1].state_dict()
    assert stored.teachers == (str(teacher),)
    assert any(not torch.equal(value, plain[name]) for name, value in taught.state_dict().items())


def test_a_teacher_of_another_split_is_refused(sets: dict[str, FeatureSet], tiny_recipe: Recipe, teacher: Path) -> None:
    recipe = replace(tiny_recipe, split="fold0", teachers=(str(teacher),))
    with pytest.raises(DataError, match="trained on official, not on fold0"):
        with_teachers(recipe, make_pools(sets, "fold0", 3))


def test_the_loss_is_least_where_the_teacher_is_matched() -> None:
    taught = torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.0, 0.0]])
    matched = taught_cross_entropy(torch.tensor([[0.7, 0.2, 0.1, 9.0], [1.0, 2.0, 3.0, 4.0]]).log(), taught)
    other = taught_cross_entropy(torch.tensor([[0.1, 0.2, 0.7, 9.0], [1.0, 2.0, 3.0, 4.0]]).log(), taught)
    assert matched[0] < other[0]
    assert matched[1] == 0.0
