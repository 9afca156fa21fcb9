"""Whether a model learned from the rows that it is judged on, told by the names in its bundle."""

from pathlib import Path

import numpy as np
import pytest

from app.inference.bundle import load_bundle, write_bundle
from tests.bundles import make_tiny_bundle, tiny_description, tiny_onnx
from trainer.compare import compare_bundles
from trainer.data import FeatureSet
from trainer.evaluate import evaluate_bundle
from trainer.evaluation_text import comparison_text, report_text
from trainer.learned import KEY, find_learned, learned_names, trained_names


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that learned from two excerpts of GTZAN and one of FMA."""
    folder = tmp_path_factory.mktemp("bundles") / "taught"
    learned = learned_names(["blues.00001", "rock.00002", "fma.1482"])
    write_bundle(
        folder,
        model_onnx=tiny_onnx(),
        description=tiny_description("taught", **{KEY: learned}),
        card="# Taught\n",
        licence="CC0-1.0\n",
    )
    return folder


def _rows(file: Path, **names: list[str] | list[int]) -> Path:
    n = len(next(iter(names.values()), [0, 0]))
    X = np.random.default_rng(1).integers(0, 255, (n, 128, 128), dtype=np.uint8)
    np.savez(file, X=X, y=np.arange(n) % 2, genres=["rock", "blues"], **{k: np.array(v) for k, v in names.items()})
    return file


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *[("blues.00001", True), ("BLUES.00001.wav", True), ("genres/blues/blues.00001.au", True)],
        *[("fma_small/001/001482.mp3", True), ("fma.1482", True), ("blues.00003", False), ("1482", False)],
    ],
)
def test_names_are_known_with_folders_and_endings(taught: Path, name: str, known: bool) -> None:
    found = find_learned(load_bundle(taught), [name])
    assert found is not None
    assert found.tolist() == [known]


def test_evaluate_warns_of_rows_that_were_learned(taught: Path, tmp_path: Path) -> None:
    figures = evaluate_bundle(taught, _rows(tmp_path / "a.npz", names=["rock.00002", "blues.00001", "rock.00009"]))
    assert figures["learned_rows"] == 2
    assert "CAUTION: the model learned from 2 of them" in report_text(figures)
    figures = evaluate_bundle(taught, _rows(tmp_path / "b.npz", track_id=[1482, 1483]))
    assert figures["learned_rows"] == 1
    figures = evaluate_bundle(taught, _rows(tmp_path / "c.npz", names=["rock.00009", "blues.00009"]))
    assert figures["learned_rows"] == 0
    assert "learned" not in report_text(figures)
    assert "2 rows, 2 of them of a genre that the model knows (2 genres)" in report_text(figures)


def test_where_nothing_tells_that_is_said(taught: Path, tmp_path: Path) -> None:
    silent = make_tiny_bundle(tmp_path)
    named = _rows(tmp_path / "a.npz", names=["rock.00002", "blues.00001"])
    for bundle, file in ((silent, named), (taught, _rows(tmp_path / "b.npz"))):
        figures = evaluate_bundle(bundle, file)
        assert figures["learned_rows"] is None
        assert "not known. It learned from: random numbers" in report_text(figures)
    text = comparison_text(compare_bundles(silent, taught, named))
    assert "Whether A learned" in text
    assert "CAUTION: B learned from all of them" in text


def test_the_rows_that_train_are_named(sets: dict[str, FeatureSet]) -> None:
    own = {"gtzan": sets["gtzan"]}
    official, every = trained_names(own, ["official"]), trained_names(own, ["official", "all"])
    assert official == set(sets["gtzan"].names[sets["gtzan"].parts == "train"].tolist())
    assert every == set(sets["gtzan"].names.tolist())
