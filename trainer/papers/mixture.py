"""GTMA, Kandil's mixture of GTZAN and FMA: ten genres, as many tracks of each as the rarest has.

FMA's excerpts are coarse in time and value, so GTZAN's are made as coarse: otherwise resolution would give the genres
away that only one of the two sets knows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.augment import to_fine
from trainer.data import DataError, FeatureSet
from trainer.splits import split_set

GTMA_GENRES = ("blues", "classical", "country", "electronic", "hiphop", "jazz", "metal", "pop", "reggae", "rock")
#: Frames of FMA's excerpts of 30 s, and the steps of their values.
_COARSE_FRAMES, _STEP = 128, 4


def gtma(sets: dict[str, FeatureSet], seed: int = 0) -> FeatureSet:
    """The mixture, (n, 128, 128); parts are those of the sets' own artist-disjoint splits, and there are no folds.

    Genres that both sets have are drawn from both alike, as far as there are enough. The rarest genre of each part
    decides how many of the others are drawn.

    Raises:
        DataError: one of the two sets is missing.
    """
    missing = {"gtzan", "fma"} - set(sets)
    if missing:
        raise DataError(f"The mixture needs the set {missing.pop()!r}.", "Run python -m trainer prepare first.")
    rng = np.random.default_rng(seed)
    drawn = [part for name in ("train", "valid") for part in _balanced(sets, name, rng)]
    return _joined(sets, drawn)


def _balanced(
    sets: dict[str, FeatureSet], part: str, rng: np.random.Generator
) -> list[tuple[str, NDArray[np.int64], str]]:
    """Rows of one part: name of the set, rows, part."""
    usable = {name: getattr(split_set(sets[name], "official"), part) for name in ("gtzan", "fma")}
    found = {
        (name, genre): rng.permutation(own[sets[name].labels[own] == genre])
        for name, own in usable.items()
        for genre in GTMA_GENRES
    }
    count = min(len(found["gtzan", genre]) + len(found["fma", genre]) for genre in GTMA_GENRES)
    drawn = []
    for genre in GTMA_GENRES:
        one, other = found["gtzan", genre], found["fma", genre]
        half = min(len(one), max(count // 2, count - len(other)))
        drawn += [("gtzan", one[:half], part), ("fma", other[: count - half], part)]
    return drawn


def _joined(sets: dict[str, FeatureSet], drawn: list[tuple[str, NDArray[np.int64], str]]) -> FeatureSet:
    X = [_coarse(sets[name].X[rows]) for name, rows, _ in drawn if len(rows)]
    labels, groups, names = (
        np.concatenate([getattr(sets[name], key)[rows] for name, rows, _ in drawn])
        for key in ("labels", "groups", "names")
    )
    parts = np.concatenate([np.full(len(rows), part) for _, rows, part in drawn])
    folds = np.full(len(parts), -1, np.int8)
    return FeatureSet("gtma", np.concatenate(X), labels, groups, names, parts, folds)


def _coarse(X: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if X.shape[2] != _COARSE_FRAMES:
        X = to_fine(X, _COARSE_FRAMES).astype(np.uint8)
    return X // np.uint8(_STEP) * np.uint8(_STEP)
