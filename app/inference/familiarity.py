"""How much a track resembles what a model learned: a gate for music of genres that it never met.

Two things look strange in such music: its embedding lies far from every genre's mean (Mahalanobis distance with one
shrunk covariance within genres: Lee et al. 2018, "A Simple Unified Framework for Detecting Out-of-Distribution
Samples"), and all genres' logits are low together (energy: Liu et al. 2020, "Energy-based Out-of-distribution
Detection"). Both are added and told as a share: how much of held-out music of known genres looked stranger still.
Fitted by the trainer, only applied here. Genres near to a known one pass.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
#: Windows that held-out music was judged by. The mean of fewer wavers more, and looks stranger for that alone: one
#: window of known music looks stranger than half of it, where three look stranger than a third.
WINDOWS_NEEDED = 3
#: Shares of held-out music at which its familiarity is kept; between them it is interpolated.
SHARES = (0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Familiarity:
    """Where the genres that a model learned lie in its embedding, and how familiar held-out music looked."""

    means: Values  #: (genres, dims), of the embeddings by genre
    root: Values  #: (dims, dims), lower triangular: ``embedding @ root`` has unit covariance within genres
    distance_unit: float  #: spread of the distance among held-out music
    energy_unit: float  #: and of the energy
    quantiles: tuple[float, ...]  #: of familiarity among held-out music, at :data:`SHARES`, ascending

    def raw(self, genre_logits: NDArray[np.floating[Any]], embedding: NDArray[np.floating[Any]]) -> Values:
        """Familiarity (n,), higher for more, of mean logits of the genres (n, genres) and embeddings (n, dims)."""
        energy = np.logaddexp.reduce(np.asarray(genre_logits, np.float64), axis=1)
        return np.asarray(energy / self.energy_unit - self.distance(embedding) / self.distance_unit, np.float64)

    def distance(self, embedding: NDArray[np.floating[Any]]) -> Values:
        """Mahalanobis distance (n,) of embeddings (n, dims) to the nearest genre's mean."""
        placed = np.asarray(embedding, np.float64) @ self.root
        squares = np.square(placed[:, None] - (self.means @ self.root)[None]).sum(axis=2)
        return np.asarray(np.sqrt(squares.min(axis=1)), np.float64)

    def share(self, genre_logits: NDArray[np.floating[Any]], embedding: NDArray[np.floating[Any]]) -> Values:
        """Share (n,), 0..1, of held-out music of known genres that looked stranger; 0 below all of it."""
        return np.asarray(np.interp(self.raw(genre_logits, embedding), self.quantiles, SHARES), np.float64)

    def to_json(self) -> dict[str, Any]:
        """As it stands in ``model.json``: arrays in half precision, base64; of the root its lower triangle alone."""
        genres, dims = self.means.shape
        spread = np.abs(self.root).max(axis=1)
        return {
            "genres": genres,
            "dims": dims,
            "means": _packed(self.means),
            "root_spread": _packed(spread),
            "root": _packed((self.root / _whole(spread)[:, None])[np.tril_indices(dims)]),
            "distance_unit": self.distance_unit,
            "energy_unit": self.energy_unit,
            "quantiles": list(self.quantiles),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Familiarity:
        """The inverse of :meth:`to_json`, to half precision.

        Raises:
            ValueError, KeyError, TypeError: a value is missing or makes no sense.
        """
        genres, dims = int(stored["genres"]), int(stored["dims"])
        if not (1 <= genres <= 1000 and 1 <= dims <= 4096):
            raise ValueError(f"familiarity of {genres} genres in {dims} dimensions")
        root = np.zeros((dims, dims))
        root[np.tril_indices(dims)] = _unpacked(stored["root"], dims * (dims + 1) // 2)
        found = cls(
            means=_unpacked(stored["means"], genres * dims).reshape(genres, dims),
            root=root * _whole(_unpacked(stored["root_spread"], dims))[:, None],
            distance_unit=float(stored["distance_unit"]),
            energy_unit=float(stored["energy_unit"]),
            quantiles=tuple(float(each) for each in stored["quantiles"]),
        )
        units = (found.distance_unit, found.energy_unit)
        if not (np.isfinite([*units, *found.quantiles]).all() and min(units) > 0):
            raise ValueError("the units of familiarity are positive numbers")
        if len(found.quantiles) != len(SHARES) or list(found.quantiles) != sorted(found.quantiles):
            raise ValueError(f"familiarity needs {len(SHARES)} quantiles that rise")
        return found


def _packed(values: NDArray[np.floating[Any]]) -> str:
    return base64.b64encode(np.asarray(values, "<f2").tobytes()).decode()


def _unpacked(text: object, count: int) -> Values:
    try:
        content = base64.b64decode(str(text), validate=True)
    except binascii.Error as problem:
        raise ValueError("familiarity is not base64") from problem
    if len(content) != 2 * count:
        raise ValueError(f"familiarity holds {len(content) // 2} instead of {count} numbers")
    values = np.frombuffer(content, "<f2").astype(np.float64)
    if not np.isfinite(values).all():
        raise ValueError("familiarity holds what is no number")
    return values


def _whole(spread: Values) -> Values:
    """``spread`` as it is once stored, and nowhere zero."""
    return np.maximum(np.asarray(spread, "<f2").astype(np.float64), 1e-6)
