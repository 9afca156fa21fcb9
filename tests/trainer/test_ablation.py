"""The ablation trains what it says, keeps what it did, and tells differences with their intervals."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("matplotlib")

from trainer.ablation import (
    CONDITIONS,
    PLAIN,
    Answered,
    ablation_figures,
    ablation_markdown,
    ablation_recipe,
    run_ablation,
    with_changes,
)
from trainer.augmentation_pictures import changes, write_pictures
from trainer.config import Augment, Recipe
from trainer.data import DataError, FeatureSet
from trainer.splits import split_set


@pytest.mark.parametrize("name", [name for name in CONDITIONS if name != PLAIN])
def test_each_condition_changes_the_recipe(name: str) -> None:
    assert with_changes(Augment(), CONDITIONS[name]) != Augment()


def test_a_killed_ablation_keeps_what_is_done(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path) -> None:
    recipe = ablation_recipe(tiny_recipe, steps=2, batch=4)
    said: list[str] = []
    names = (PLAIN, "without mixup")
    found = run_ablation(sets["gtzan"], recipe, tmp_path, conditions=names, plain_seeds=2, say=said.append)
    assert [(each.condition, each.seed) for each in found] == [(PLAIN, 1), (PLAIN, 2), ("without mixup", 1)]
    assert len(said) == 3
    (tmp_path / "00-1" / "checkpoint.pt").unlink()  # a run that is done is not trained again
    again = run_ablation(sets["gtzan"], recipe, tmp_path, conditions=names, plain_seeds=2)
    assert all(np.array_equal(a.logits, b.logits) for a, b in zip(found, again, strict=True))
    figures = ablation_figures(sets["gtzan"], recipe, found)
    json.dumps(figures, allow_nan=False)
    assert figures["conditions"][0]["seeds"] == 2
    assert "accuracy_difference" not in figures["conditions"][0]
    assert "| without mixup | 1 |" in ablation_markdown(figures)


def test_a_clear_difference_is_told_from_chance(sets: dict[str, FeatureSet], tiny_recipe: Recipe) -> None:
    rows = sets["gtzan"]
    truth = np.arange(10)
    assert len(split_set(rows, "official").valid) == 10
    right = np.eye(10, dtype=np.float32)[truth] * 3
    answered = [Answered(PLAIN, 1, right), Answered("without mixup", 1, -right), Answered("without noise", 1, right)]
    figures = ablation_figures(rows, replace(tiny_recipe, split="official"), answered)
    worse, same = figures["conditions"][1:]
    assert worse["accuracy_difference"] == -1.0
    assert worse["nll_difference_95"][0] > 0
    assert same["nll_difference_95"] == [0.0, 0.0]
    text = ablation_markdown(figures)
    assert "without mixup (worse)" in text
    assert "by chance alone" in text
    assert "without noise (" not in text


def test_an_unknown_condition_is_refused(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no condition"):
        run_ablation(sets["gtzan"], tiny_recipe, tmp_path, conditions=("without talent",))


def test_each_augmentation_changes_its_picture_and_the_page_shows_it(tmp_path: Path) -> None:
    docs = Path(__file__).resolve().parents[2] / "docs"
    page = (docs / "augmentation.md").read_text(encoding="utf-8")
    for name, change in changes().items():
        before, after = change(np.random.default_rng(4))
        assert before.shape == after.shape == (128, 129)
        assert np.abs(before - after).mean() > 1e-3, name
        assert f"images/augmentation/{name}.png" in page
        assert (docs / "images" / "augmentation" / f"{name}.png").is_file()
    written = write_pictures(tmp_path, ("mixup",))
    assert [file.name for file in written] == ["mixup.png"]
    assert 1_000 < written[0].stat().st_size < 80_000
