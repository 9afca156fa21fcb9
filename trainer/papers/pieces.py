"""Pictures cut from excerpts as a recipe says, all in memory: the bundle's front end, from rows instead of sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import picture_rows
from trainer.config import EXCERPT_S, FINE_FRAMES
from trainer.data import DataError, FeatureSet
from trainer.features import to_unit
from trainer.papers.recipe import PaperRecipe


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pictures ``X`` float32 (n, rows, frames) with genre ``y`` (n,), index into the recipe's genres.

    ``row`` (n,) is the row of the feature set that a picture was cut from. A genre's tracks stand together, in the
    order of the set; the pictures of a track are in the order of time.
    """

    X: NDArray[np.float32]
    y: NDArray[np.int64]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.y)


def cut_pieces(rows: FeatureSet, recipe: PaperRecipe) -> Pieces:
    """All pictures of the rows whose label is one of the recipe's genres.

    Raises:
        DataError: a genre has no row.
    """
    order = [np.flatnonzero(rows.labels == genre) for genre in recipe.genres]
    missing = [genre for genre, own in zip(recipe.genres, order, strict=True) if not len(own)]
    if missing:
        raise DataError(f"The set {rows.name} has no row of {', '.join(missing)}.")
    chosen = np.concatenate(order)
    X = cut_excerpts(rows.X[chosen], recipe)
    n, pieces, height, frames = X.shape
    genre = np.repeat(np.arange(len(order)), [len(own) for own in order])
    return Pieces(X.reshape(n * pieces, height, frames), np.repeat(genre, pieces), np.repeat(chosen, pieces))


def cut_excerpts(excerpts: NDArray[np.uint8] | NDArray[np.float32], recipe: PaperRecipe) -> NDArray[np.float32]:
    """Pictures (n, pieces, rows, frames) of excerpts (n, 128, any frames) of 30 s; what is left over is not used."""
    first = round(recipe.from_s * FINE_FRAMES / EXCERPT_S)
    span = recipe.pieces * recipe.frames
    parts = []
    for start in range(0, len(excerpts), 64):
        unit = to_unit(excerpts[start : start + 64])[:, :, first : first + span]
        cut = unit.reshape(len(unit), unit.shape[1], recipe.pieces, recipe.frames).transpose(0, 2, 1, 3)
        parts.append(np.ascontiguousarray(picture_rows(cut, recipe.front_end), np.float32))
    return np.concatenate(parts)
