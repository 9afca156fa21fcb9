"""A bundle is used only whole and unchanged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.errors import BundleError
from app.inference.bundle import Bundle, check_golden, golden_sound, list_bundles, load_bundle, write_bundle
from app.inference.network import Network
from app.inference.schema import SCHEMA
from tests.bundles import GENRES, make_tiny_bundle, tiny_description, tiny_onnx


@pytest.fixture
def folder(tiny_bundle: Bundle, tmp_path: Path) -> Path:
    """A bundle to spoil."""
    return Path(shutil.copytree(tiny_bundle.folder, tmp_path / "models" / "tiny"))


def edit(folder: Path, **changes: Any) -> None:
    """Change entries of model.json; ``None`` removes."""
    file = folder / "model.json"
    stored = {**json.loads(file.read_text()), **changes}
    file.write_text(json.dumps({key: value for key, value in stored.items() if value is not None}))


def test_a_bundle_says_what_was_written(tiny_bundle: Bundle) -> None:
    assert tiny_bundle.id == "tiny"
    assert tiny_bundle.genre_names == GENRES
    assert tiny_bundle.labels[4].id == "hiphop"
    assert tiny_bundle.refusal_indices == (10,)
    assert tiny_bundle.windows.frames == 64
    assert tiny_bundle.calibration.quantiles[90] == 0.75
    assert tiny_bundle.card.startswith("# Tiny test model")
    assert tiny_bundle.size_bytes > 5_000
    check_golden(tiny_bundle)


@pytest.mark.parametrize("name", ["model.onnx", "golden.npz", "MODEL_CARD.md", "LICENCE"])
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    with open(folder / name, "ab") as file:
        file.write(b" ")
    with pytest.raises(BundleError, match=name):
        load_bundle(folder)


@pytest.mark.parametrize("name", ["model.onnx", "golden.npz", "MODEL_CARD.md", "LICENCE", "model.json"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BundleError, match=rf"cannot be read.*{name}"):
        load_bundle(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": SCHEMA + 1}, "newer version"),
        ({"schema": None}, "unknown schema"),
        ({"schema": 0}, "unknown schema"),
        ({"familiarity": {"genres": 2, "dims": 3}}, "lacks 'root'"),
        ({"labels": None}, "lacks 'labels'"),
        ({"labels": []}, "two are genres"),
        ({"labels": [{"id": "a", "name": "A", "kind": "genre"}] * 2}, "no two the same"),
        ({"labels": [{"id": "a", "name": "A", "kind": "mood"}]}, "kind"),
        ({"id": "../up"}, "the id"),
        ({"windows": {"length_s": 5.0, "count": 4, "frames": 6_000}}, "do not fit"),
        ({"front_end_fingerprint": "0" * 64}, "fingerprint"),
        ({"front_end": {"kind": "log-mel"}}, "front end"),
        ({"calibration": {}}, "lacks 'temperature'"),
        ({"files": {}}, "names no hash"),
        ({"files": []}, "not valid"),
    ],
)
def test_a_wrong_description_is_refused(folder: Path, change: dict[str, Any], words: str) -> None:
    edit(folder, **change)
    with pytest.raises(BundleError, match=words):
        load_bundle(folder)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_description_that_is_no_object_is_refused(folder: Path, content: bytes) -> None:
    (folder / "model.json").write_bytes(content)
    with pytest.raises(BundleError):
        load_bundle(folder)


def test_a_hash_may_not_point_out_of_the_folder(folder: Path) -> None:
    stored = json.loads((folder / "model.json").read_text())
    edit(folder, files={**stored["files"], "../tiny/LICENCE": stored["files"]["LICENCE"]})
    with pytest.raises(BundleError, match="damaged"):
        load_bundle(folder)


@pytest.mark.parametrize(
    "model",
    [b"", b"no model", tiny_onnx(labels=5), tiny_onnx(mels=64), tiny_onnx(frames=32)],
    ids=["empty", "garbage", "labels", "mels", "frames"],
)
def test_a_network_that_does_not_fit_leaves_the_old_bundle(folder: Path, model: bytes) -> None:
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    with pytest.raises(BundleError, match="network"):
        write_bundle(folder, model_onnx=model, description=tiny_description(), card="", licence="")
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert [each.name for each in folder.parent.iterdir()] == ["tiny"]


def test_a_bundle_replaces_an_older_one(folder: Path) -> None:
    bundle = write_bundle(
        folder, model_onnx=tiny_onnx(seed=1), description=tiny_description(name="Second"), card="c", licence="l"
    )
    assert bundle.name == load_bundle(folder).name == "Second"


def test_a_given_sound_is_kept_for_the_self_test(tmp_path: Path) -> None:
    sound = golden_sound(22_050)[:100_000]
    bundle = write_bundle(
        tmp_path / "own", model_onnx=tiny_onnx(), description=tiny_description("own"), card="", licence="",
        golden_sound=sound,
    )  # fmt: skip
    with np.load(bundle.folder / "golden.npz") as stored:
        assert stored["sound"].shape == sound.shape
    check_golden(bundle)


def test_the_self_test_notices_another_network(tiny_bundle: Bundle, folder: Path) -> None:
    (folder / "model.onnx").write_bytes(tiny_onnx(seed=3))
    edit(folder, files=None)
    other = tiny_bundle.__class__(**{**_fields(tiny_bundle), "folder": folder})
    with pytest.raises(BundleError, match=r"scores differ"):
        check_golden(other)
    (folder / "golden.npz").write_bytes(b"PK")
    with pytest.raises(BundleError, match="cannot be read"):
        check_golden(other)


def test_the_generated_sound_is_the_same_for_ever() -> None:
    sound = golden_sound(22_050)
    assert sound.shape == (882_000,)
    assert 0.2 < np.abs(sound).max() < 1.0
    assert sound[::100_000].tolist() == pytest.approx(GOLDEN_SAMPLES, abs=1e-5)


GOLDEN_SAMPLES = [0.072136, -0.277753, -0.164504, 0.196584, -0.042683, 0.087282, 0.137267, -0.023848, -0.020532]


def test_bundles_are_listed_without_the_broken_ones(tiny_bundle: Bundle, tmp_path: Path) -> None:
    first, second = tmp_path / "shipped", tmp_path / "own"
    make_tiny_bundle(first, "b-model")
    shutil.copytree(tiny_bundle.folder, first / "a-folder")
    shutil.copytree(tiny_bundle.folder, second / "again")
    shutil.copytree(tiny_bundle.folder, second / "broken")
    (second / "broken" / "model.onnx").write_bytes(b"")
    bundles = list_bundles([first, second, tmp_path / "missing"])
    assert [(each.id, each.folder.parent.name) for each in bundles] == [("tiny", "shipped"), ("b-model", "shipped")]


def test_a_network_of_fixed_length_is_used_whole(tmp_path: Path) -> None:
    bundle = write_bundle(
        tmp_path / "fixed", model_onnx=tiny_onnx(frames=64), description=tiny_description("fixed"), card="", licence=""
    )
    network = Network(bundle)
    assert not network.any_length
    logits, embedding = network.run(np.zeros((3, 128, 64), np.float32))
    assert logits.shape == (3, 11)
    assert embedding.shape == (3, network.embedding_size)
    with pytest.raises(BundleError, match="failed"):
        network.run(np.zeros((3, 128, 65), np.float32))


def _fields(bundle: Bundle) -> dict[str, Any]:
    return {name: getattr(bundle, name) for name in bundle.__dataclass_fields__}
