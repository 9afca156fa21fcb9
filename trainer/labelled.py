"""Labelled features as others hand them over: read with every check, and refused with a sentence where they are odd.

The form is that of the published arrays: ``X`` (n, bands, frames of 30 s), ``y`` indices into ``genres``, and perhaps
``names`` and artists. Figures are made from these files, so nothing in them is guessed at that would change a figure.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.config import N_MELS
from trainer.data import DataError, read_tsv
from trainer.labels import REFUSAL, plain

#: Names under which arrays and tables keep the name of a row, and whom the row is by; the first that is there counts.
NAME_KEYS = ("names", "name", "excerpt", "track_id", "track", "id")
GROUP_KEYS = ("artist_group", "group", "groups", "artist", "artists")
PART_KEYS = ("filtered_split", "split", "part")
#: Endings that a name of a row may carry or not.
SOUND_ENDINGS = ("wav", "au", "mp3", "flac", "ogg", "opus", "m4a", "aif", "aiff")
#: Frames that 30 s have in the published arrays; others are taken too, as long as there are some.
FEWEST_FRAMES = 16
_NEEDED = "X (rows, bands, frames), y and genres are needed."
_UNREADABLE = (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, MemoryError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows with labels.

    ``X`` (n, bands, frames): uint8 where 255 counts as 1, or float32 of 0..1. ``genre`` (n,) as the file names it;
    ``declared`` are all genres that the file names, with or without rows; ``groups`` (n,) are drawn whole for
    intervals, and ``unit`` says what they are.
    """

    X: NDArray[np.uint8] | NDArray[np.float32]
    genre: NDArray[np.str_]
    groups: NDArray[np.str_]
    declared: tuple[str, ...] = ()
    unit: str = "excerpt"
    front_end: str = ""  #: fingerprint of the front end that made the rows, where the file says
    names: tuple[str, ...] = ()  #: of the rows, where the file names them


def is_not_music(genre: str) -> bool:
    """Whether a row of this label is meant to be refused."""
    return plain(genre) == plain(REFUSAL)


def read_labelled(features: Path, split: Path | None = None, part: str = "") -> Labelled:
    """Rows of ``features``; with ``split`` (a table) only the rows it names, with ``part`` only those of that part.

    Raises:
        DataError: the file or the table cannot be used; the sentence says why.
    """
    arrays = _Arrays(features)
    X = checked_rows(_rows(arrays), str(features))
    genre, declared = _genres(arrays, len(X))
    given = names = arrays.texts(NAME_KEYS, len(X))
    groups = arrays.texts(GROUP_KEYS, len(X))
    unit = "excerpt" if groups is None else "artist or group"
    if names is None:
        names = np.arange(len(X)).astype(str)
    if groups is None:
        groups = names
    front_end = str(arrays.get("front_end")) if "front_end" in arrays else ""
    chosen = np.arange(len(X))
    if split is not None:
        table = read_split(split, part)
        if not set(names.tolist()) & set(table):  # one of the two may name files, the other excerpts
            names = np.array([stem(name) for name in names.tolist()])
            table = {stem(name): group for name, group in table.items()}
        chosen = np.array([i for i, name in enumerate(names.tolist()) if name in table], int)
        if not len(chosen):
            raise DataError(
                f"No row of {features} is named in {split}" + (f" with the part {part!r}." if part else "."),
                f"The file names its rows like {names[0]!r}.",
            )
        if any(table[name] for name in names[chosen].tolist()):
            groups, unit = np.array([table.get(n) or n for n in names.tolist()]), "artist or group"
    elif part:
        raise DataError("A part was asked for, but no table that tells the parts.", "Give --split as well.")
    named = "fma.{}" if "track_id" in arrays else "{}"  # FMA's rows carry bare numbers
    told = () if given is None else tuple(named.format(name) for name in given[chosen].tolist())
    return Labelled(X[chosen], genre[chosen], groups[chosen], declared, unit, front_end, told)


def read_split(split: Path, part: str = "") -> dict[str, str]:
    """Name of each row that the table ``split`` lists (in ``part`` only), with its group ("" where it has none).

    Raises:
        DataError: it cannot be read, or has no column with names of rows or parts.
    """
    rows = read_tsv(split)
    if not rows:
        raise DataError(f"The table {split} has no rows.")
    columns = [column for column in rows[0] if column]
    name = next((key for key in NAME_KEYS if key in columns), None)
    if name is None:
        raise DataError(
            f"The table {split} has no column that names rows: its columns are {', '.join(columns)}.",
            "A tab-separated table with a column 'excerpt' is needed.",
        )
    parted = next((key for key in PART_KEYS if key in columns), None)
    if part and parted is None:
        raise DataError(f"The table {split} has no column that tells the part of a row.", f"One of {PART_KEYS}.")
    if part and parted:
        known = sorted({row[parted] or "" for row in rows})
        rows = [row for row in rows if row[parted] == part]
        if not rows:
            raise DataError(f"No row of {split} has the part {part!r}.", f"There are {', '.join(map(repr, known))}.")
    group = next((key for key in GROUP_KEYS if key in columns), None)
    return {row[name]: (row[group] or "") if group else "" for row in rows if row[name]}


def stem(name: str) -> str:
    """The name of a row without folders and without the ending of a sound file."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    head, dot, ending = last.rpartition(".")
    return head if dot and ending.casefold() in SOUND_ENDINGS else last


def checked_rows(X: NDArray[Any], where: str) -> NDArray[np.uint8] | NDArray[np.float32]:
    """``X`` in the form that networks are fed from, uint8 or float32 of 0..1.

    Raises:
        DataError: of another shape, empty, or with values that are no such features.
    """
    if X.ndim == 4 and X.shape[1] == 1:
        X = X[:, 0]
    if X.ndim and not len(X):
        raise DataError(f"X of {where} has no rows.", _NEEDED)
    if X.ndim != 3:
        raise DataError(f"X of {where} has the shape {X.shape}.", _NEEDED)
    if X.shape[1] != N_MELS or X.shape[2] < FEWEST_FRAMES:
        turned = " Are bands and frames exchanged?" if X.shape[2] == N_MELS else ""
        raise DataError(f"X of {where} has {X.shape[1]} bands and {X.shape[2]} frames.{turned}", _FORM)
    if X.dtype == np.uint8:
        if int(X.max()) <= 1:
            raise DataError(f"X of {where} are whole numbers of 0 and 1 only.", _FORM)
        return np.asarray(X, np.uint8)
    if X.dtype.kind not in "iuf":
        raise DataError(f"X of {where} holds no numbers (its type is {X.dtype}).", _FORM)
    return _unit(X, where)


_FORM = "Log-mel of 128 bands and 387 or 128 frames for 30 s is needed: uint8 of 0..255, or float of 0..1."


def _unit(X: NDArray[Any], where: str) -> NDArray[np.uint8] | NDArray[np.float32]:
    finite = np.isfinite(X).all(axis=(1, 2)) if X.dtype.kind == "f" else np.ones(len(X), bool)
    if not finite.all():
        first = int(np.flatnonzero(~finite)[0])
        raise DataError(f"{(~finite).sum()} rows of X of {where} hold values that are no numbers, row {first} first.")
    low, high = float(X.min()), float(X.max())
    if X.dtype.kind == "f" and low >= -1e-3 and high <= 1.0 + 1e-3:
        return np.asarray(np.clip(X, 0.0, 1.0), np.float32)
    if low >= 0.0 and 1.0 < high <= 255.0:
        return np.asarray(X, np.float32) / np.float32(255)
    raise DataError(f"X of {where} lies between {low:g} and {high:g}.", _FORM)


class _Arrays:
    """The arrays of an npz, each read when it is asked for: what is not needed cannot do harm."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            content = file.read_bytes()
            if content[:2] != b"PK":
                raise DataError(f"{file} is no npz file.", "Write it with numpy.savez: " + _NEEDED)
            self._stored = np.load(io.BytesIO(content), allow_pickle=False)
        except FileNotFoundError as problem:
            raise DataError(f"There is no file {file}.", _NEEDED) from problem
        except _UNREADABLE as problem:
            raise DataError(f"The features {file} cannot be read.", str(problem)) from problem

    def __contains__(self, name: str) -> bool:
        return name in self._stored.files

    def get(self, name: str) -> NDArray[Any]:
        if name not in self:
            have = ", ".join(self._stored.files) or "nothing"
            raise DataError(f"The features {self._file} lack {name}: there is {have}.", _NEEDED)
        try:
            array: NDArray[Any] = self._stored[name]
        except _UNREADABLE as problem:
            if "allow_pickle" in str(problem):
                raise DataError(
                    f"The array {name} of {self._file} holds Python objects, which are not read: they could run code.",
                    f"Save it as plain text or numbers: numpy.array({name}.tolist()).",
                ) from problem
            raise DataError(f"The array {name} of {self._file} cannot be read.", str(problem)) from problem
        return array

    def texts(self, keys: Sequence[str], rows: int) -> NDArray[np.str_] | None:
        """The first array of ``keys`` that is there, as text, one for each row."""
        name = next((key for key in keys if key in self), None)
        if name is None:
            return None
        values = _text(self.get(name))
        if values.shape != (rows,):
            raise DataError(f"{name} of {self._file} has the shape {values.shape} for {rows} rows.")
        return values


def _rows(arrays: _Arrays) -> NDArray[Any]:
    if "X" not in arrays and "dX" in arrays:  # FMA-small as published here: differences, in steps of 4
        return np.cumsum(arrays.get("dX"), axis=1, dtype="uint8") * np.uint8(4)
    return arrays.get("X")


def _genres(arrays: _Arrays, rows: int) -> tuple[NDArray[np.str_], tuple[str, ...]]:
    """Genre of each row, and all that the file names."""
    y = np.squeeze(arrays.get("y")) if rows > 1 else arrays.get("y").reshape(-1)
    if y.shape != (rows,):
        raise DataError(f"There are {rows} rows of X, and labels y of shape {y.shape}.")
    if y.dtype.kind in "US":
        genre = np.char.strip(_text(y))
        declared = _text(arrays.get("genres")).reshape(-1) if "genres" in arrays else np.unique(genre)
        known = {plain(each) for each in declared.tolist()}
        strange = sorted(each for each in set(genre.tolist()) if plain(each) not in known)
        if strange:
            raise DataError(f"Labels y name genres that are not among the file's genres: {', '.join(strange[:5])}.")
        return genre, tuple(str(each).strip() for each in declared)
    genres = np.char.strip(_text(arrays.get("genres")).reshape(-1))
    if y.dtype.kind not in "iufb" or not np.isfinite(y).all() or (y != np.round(y)).any():
        raise DataError("Labels y are whole numbers, indices into genres, or the names themselves.")
    index = y.astype(np.int64)
    if index.min() < 0 or index.max() >= len(genres):
        raise DataError(f"Labels y go from {index.min()} to {index.max()}, but there are {len(genres)} genres.")
    return genres[index], tuple(genres.tolist())


def _text(values: NDArray[Any]) -> NDArray[np.str_]:
    """Text of any array of text, bytes or whole numbers."""
    return np.char.decode(values, "utf-8", "replace") if values.dtype.kind == "S" else values.astype(str)
