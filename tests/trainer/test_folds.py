"""Runs of folds taken together: every row judged once, FMA over its own seven genres, wrong runs refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.__main__ import main
from trainer.config import Recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import BundleNet
from trainer.folds import fold_figures
from trainer.judging import judge_rows
from trainer.labels import FMA_LABELS, LABEL_IDS
from trainer.robustness import altered
from trainer.splits import split_set
from trainer.train import load_average, make_pools, score_windows, train


@pytest.fixture(scope="module")
def run(sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("folds") / "fold0"
    train(replace(tiny_recipe, split="fold0", steps=12), make_pools(sets, "fold0", 3), folder)
    return folder


def test_fma_is_judged_over_its_own_seven_genres(run: Path, sets: dict[str, FeatureSet]) -> None:
    fma = sets["fma"]
    held = split_set(fma, "fold0").valid
    net = BundleNet([load_average(run)[1]])
    judged = judge_rows(fma, held, lambda windows: score_windows(net, windows)).track_logits
    places = [LABEL_IDS.index(name) for name in FMA_LABELS]
    right = np.array(FMA_LABELS)[judged[:, places].argmax(axis=1)] == fma.labels[held]
    figures = fold_figures([run], sets["gtzan"], fma)
    assert figures["fma"] == pytest.approx(right.mean(), abs=1e-4)
    assert fold_figures([run], sets["gtzan"])["fma"] is None


def test_the_same_split_twice_answers_as_one_bundle(run: Path, sets: dict[str, FeatureSet]) -> None:
    once, twice = fold_figures([run], sets["gtzan"]), fold_figures([run, run], sets["gtzan"])
    assert twice["rows"] == once["rows"] == len(split_set(sets["gtzan"], "fold0").valid)
    assert twice["nll"] == pytest.approx(once["nll"], abs=1e-3)


def test_a_folder_without_gtzan_is_refused_with_a_sentence(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["folds", str(run), "--work", str(tmp_path)]) == 1
    assert "none is in" in capsys.readouterr().err


def test_no_runs_are_refused(sets: dict[str, FeatureSet]) -> None:
    with pytest.raises(DataError):
        fold_figures([], sets["gtzan"])


def test_two_sides_are_compared_row_by_row(
    run: Path, sets: dict[str, FeatureSet], tiny_recipe: Recipe, tmp_path: Path
) -> None:
    rows = sets["gtzan"]
    same = fold_figures([run], rows, against=[run])["against"]
    assert same["accuracy"] == same["nll"] == same["won"] == same["lost"] == 0
    assert same["nll_95"] == [0, 0]
    train(replace(tiny_recipe, split="fold1", seed=2), make_pools(sets, "fold1", 3), tmp_path / "fold1")
    both, turned = [run, tmp_path / "fold1"], [tmp_path / "fold1", run]
    assert fold_figures(both, rows, against=turned)["against"]["lost"] == 0  # whatever order they are given in
    train(replace(tiny_recipe, split="fold0", seed=2), make_pools(sets, "fold0", 3), tmp_path / "other")
    figures = fold_figures([run], rows, against=[tmp_path / "other"])
    found, before = figures["against"], fold_figures([tmp_path / "other"], rows)
    assert found["accuracy"] == pytest.approx(figures["accuracy"] - before["accuracy"], abs=2e-4)
    assert found["nll"] == pytest.approx(figures["nll"] - before["nll"], abs=2e-4)
    assert (found["won"] - found["lost"]) / figures["rows"] == pytest.approx(found["accuracy"], abs=1e-4)
    with pytest.raises(DataError, match="other rows"):
        fold_figures([run], rows, against=[tmp_path / "fold1"])


def test_altered_rows_are_judged_instead(run: Path, sets: dict[str, FeatureSet]) -> None:
    rows = sets["gtzan"]
    cut = altered(rows, "low-pass 8 kHz")
    assert cut.X.shape == rows.X.shape
    assert not cut.X[:, -1].any()
    np.testing.assert_array_equal(cut.labels, rows.labels)
    assert fold_figures([run], cut)["nll"] != fold_figures([run], rows)["nll"]
    with pytest.raises(KeyError, match="no change 'louder'; there are tilt"):
        altered(rows, "louder")
