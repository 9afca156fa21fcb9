"""Labelled features of others: odd files are read where their meaning is certain, and refused with a sentence else."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer.data import DataError
from trainer.labelled import is_not_music, read_labelled, read_split

RNG = np.random.default_rng(0)
X = RNG.integers(0, 255, (4, 128, 32), dtype=np.uint8)
GENRES = np.array(["Rock", "hip hop", "not_music"])
Y = np.array([0, 1, 2, 0])


def _file(folder: Path, **arrays: Any) -> Path:
    file = folder / "rows.npz"
    np.savez(file, **({"X": X, "y": Y, "genres": GENRES} | arrays))
    return file


@pytest.mark.parametrize("y", [Y, Y.astype(np.uint8), Y.astype(float), Y[:, None], GENRES[Y], GENRES[Y].astype("S")])
def test_labels_are_indices_or_names(tmp_path: Path, y: np.ndarray) -> None:
    rows = read_labelled(_file(tmp_path, y=y))
    assert rows.genre.tolist() == ["Rock", "hip hop", "not_music", "Rock"]
    assert rows.declared == ("Rock", "hip hop", "not_music")
    assert rows.groups.tolist() == ["0", "1", "2", "3"]
    assert rows.unit == "excerpt"


@pytest.mark.parametrize("scale", [1.0, 255.0])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_floats_of_either_scale_are_taken(tmp_path: Path, scale: float, kind: type) -> None:
    rows = read_labelled(_file(tmp_path, X=(X / 255 * scale).astype(kind)))
    assert rows.X.dtype == np.float32
    assert np.abs(rows.X - X / np.float32(255)).max() < 2e-3


def test_a_channel_axis_and_differences_are_understood(tmp_path: Path) -> None:
    assert read_labelled(_file(tmp_path, X=X[:, None])).X.shape == (4, 128, 32)
    coarse = X // 4
    steps = np.diff(coarse, axis=1, prepend=np.zeros((4, 1, 32), np.uint8))
    file = tmp_path / "differences.npz"
    np.savez(file, dX=steps, y=Y, genres=GENRES, track_id=np.arange(100, 104))
    rows = read_labelled(file)
    assert np.array_equal(rows.X, coarse * 4)
    assert rows.groups.tolist() == ["100", "101", "102", "103"]


def test_what_is_not_needed_is_not_read(tmp_path: Path) -> None:
    notes = np.array([{"made": "by hand"}], dtype=object)
    assert len(read_labelled(_file(tmp_path, notes=notes)).genre) == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"y": np.array([0, 1, 2, 3])}, "go from 0 to 3"),
        ({"y": np.array([0, 1, 2, -1])}, "go from -1 to 2"),
        ({"y": np.array([0, 1, 2, np.nan])}, "whole numbers"),
        ({"y": np.array([0.5, 1, 2, 0])}, "whole numbers"),
        ({"y": Y[:3]}, "4 rows of X"),
        ({"y": np.array(["Rock", "Polka", "Rock", "Rock"])}, "Polka"),
        ({"X": X[:0]}, "no rows"),
        ({"X": X[0]}, "shape"),
        ({"X": X.transpose(0, 2, 1)}, "exchanged"),
        ({"X": X[:, :64]}, "64 bands"),
        ({"X": X[:, :, :3]}, "3 frames"),
        ({"X": X > 100}, "no numbers"),
        ({"X": (X > 100).astype(np.uint8)}, "0 and 1 only"),
        ({"X": np.where(X > 250, np.nan, X / 255)}, "no numbers, row 0 first"),
        ({"X": -X.astype(np.float32)}, "lies between"),
        ({"X": X.astype(np.int32) * 9}, "lies between"),
        ({"names": np.array(["a", "b"])}, "names of"),
        ({"names": np.array(["a", "b", "c", 4], dtype=object)}, "Python objects"),
        ({"genres": np.array(["a", {}], dtype=object)}, "Python objects"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        read_labelled(_file(tmp_path, **changes))


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    whole = _file(tmp_path).read_bytes()
    for name, content in {"cut": whole[: len(whole) // 2], "text": b"X", "empty": b"", "broken": whole[:-60]}.items():
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(DataError):
            read_labelled(file)
    with pytest.raises(DataError, match="There is no file"):
        read_labelled(tmp_path / "missing.npz")
    with pytest.raises(DataError, match="cannot be read"):
        read_labelled(tmp_path)
    np.savez(tmp_path / "other.npz", X=X)
    with pytest.raises(DataError, match="lack y"):
        read_labelled(tmp_path / "other.npz")


@pytest.mark.parametrize("comma", [False, True])
def test_a_table_chooses_rows_and_names_artists(tmp_path: Path, comma: bool) -> None:
    file, table = _file(tmp_path, names=np.array(["a", "b", "c", "d"])), tmp_path / "split.tsv"
    text = "\ufeffexcerpt\tartist\tsplit\r\na\tx\ttest\r\nb\t\ttest\r\nc\ty\ttrain\r\n"
    table.write_text(text.replace("\t", ",") if comma else text, encoding="utf-8")
    assert read_labelled(file, table).groups.tolist() == ["x", "b", "y"]
    assert read_labelled(file, table, "test").groups.tolist() == ["x", "b"]
    assert read_labelled(file, table).unit == "artist or group"


def test_a_table_of_files_fits_rows_named_as_excerpts(tmp_path: Path) -> None:
    file, table = _file(tmp_path, names=np.array(["r.00001", "r.00002", "h.00001", "n.1"])), tmp_path / "split.tsv"
    table.write_text("excerpt\tartist\nrock\\r.00001.wav\tx\nhiphop/h.00001.au\ty\n")
    assert read_labelled(file, table).groups.tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "part", "sentence"),
    [
        ("", "", "no rows"),
        ("excerpt\n", "", "no rows"),
        ("file\tartist\nx\ty\n", "", "no column that names rows"),
        ("excerpt\nz\n", "", "No row of .* is named"),
        ("excerpt\na\n", "test", "no column that tells the part"),
        ("excerpt\tsplit\na\ttrain\n", "test", "has the part 'test'"),
    ],
)
def test_tables_that_do_not_fit_are_refused(tmp_path: Path, text: str, part: str, sentence: str) -> None:
    file, table = _file(tmp_path, names=np.array(["a", "b", "c", "d"])), tmp_path / "split.tsv"
    table.write_text(text)
    with pytest.raises(DataError, match=sentence):
        read_labelled(file, table, part)


def test_a_table_may_be_binary_rubbish(tmp_path: Path) -> None:
    (tmp_path / "split.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="cannot be read"):
        read_split(tmp_path / "split.tsv")


def test_a_part_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no table"):
        read_labelled(_file(tmp_path), None, "test")


@pytest.mark.parametrize("text", ["not_music", "Not music", "NOT-MUSIC"])
def test_not_music_in_any_spelling(text: str) -> None:
    assert is_not_music(text)
