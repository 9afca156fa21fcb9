"""Which pictures train, which decide when to stop and which are judged: as published, and as it should be.

``published`` deals out what the paper dealt out, leaks and all. ``official`` and ``fold0`` to ``fold4`` are the
artist-disjoint splits of :mod:`trainer.splits`, with its guards. ``segment``, ``track`` and ``artist`` deal out the
same shares of either, to show what a leak is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.data import DataError, FeatureSet
from trainer.papers.pieces import Pieces
from trainer.papers.recipe import PaperRecipe
from trainer.splits import check_classes, split_set

Chosen = NDArray[np.int64]
#: Shares of the three splits that are compared with each other.
LEAK_TEST, LEAK_STOP = 0.2, 0.1
#: Share of the training part of an artist-disjoint split that decides when to stop, where that is asked for.
HONEST_STOP = 0.12
HONEST = ("official", "fold0", "fold1", "fold2", "fold3", "fold4")
LEAKS = ("segment", "track", "artist")
PROTOCOLS = ("published", *HONEST, *LEAKS)


@dataclass(frozen=True, slots=True)
class Parts:
    """Indices into the pictures."""

    train: Chosen
    stop: Chosen  #: may be empty
    test: Chosen


def make_parts(rows: FeatureSet, pieces: Pieces, recipe: PaperRecipe, protocol: str, seed: int) -> Parts:
    """Deal out ``pieces`` of ``rows`` by ``protocol``.

    Raises:
        DataError: no such protocol, or a guard speaks.
    """
    rng = np.random.default_rng([seed, 71])
    if protocol in HONEST:
        parts = _honest(rows, pieces, recipe, protocol, rng)
    elif protocol == "published" and recipe.unit == "position":
        parts = _by_position(pieces, recipe.test_share)
    elif protocol == "published":
        parts = _dealt(rows, pieces, recipe.unit, (recipe.test_share, recipe.stop_share), rng)
    elif protocol in LEAKS:
        parts = _dealt(rows, pieces, protocol, (LEAK_TEST, LEAK_STOP), rng)
    else:
        raise DataError(f"There is no protocol {protocol!r}.", f"Use {', '.join(PROTOCOLS)}.")
    if protocol not in ("published", "segment"):
        _check(rows, pieces, parts, "track" if protocol == "track" else "artist", judged=not _is_fold(protocol))
    return parts


def units_of(rows: FeatureSet, pieces: Pieces, unit: str) -> NDArray[np.int64]:
    """The number of the segment, track or artist that each picture belongs to, (n,)."""
    if unit == "segment":
        return np.arange(len(pieces))
    if unit == "track":
        return pieces.row
    return np.unique(rows.groups, return_inverse=True)[1][pieces.row].astype(np.int64)


def _honest(rows: FeatureSet, pieces: Pieces, recipe: PaperRecipe, protocol: str, rng: np.random.Generator) -> Parts:
    split = split_set(rows, protocol)
    # A published fold may judge none of a genre (the third has no blues): the five together judge them all.
    check_classes(rows, split, recipe.genres, judged=not _is_fold(protocol))
    train, test = np.isin(pieces.row, split.train), np.isin(pieces.row, split.valid)
    stop = np.zeros(len(pieces), bool)
    if recipe.patience:
        stop, train = _draw(units_of(rows, pieces, "artist"), pieces.y, train, HONEST_STOP, rng)
    return Parts(*(np.flatnonzero(each) for each in (train, stop, test)))


def _dealt(rows: FeatureSet, pieces: Pieces, unit: str, shares: tuple[float, float], rng: np.random.Generator) -> Parts:
    units = units_of(rows, pieces, unit)
    test, rest = _draw(units, pieces.y, np.ones(len(pieces), bool), shares[0], rng)
    stop, train = _draw(units, pieces.y, rest, shares[1] / (1 - shares[0]), rng)
    return Parts(*(np.flatnonzero(each) for each in (train, stop, test)))


def _by_position(pieces: Pieces, share: float) -> Parts:
    first = len(pieces) - round(share * len(pieces))
    return Parts(np.arange(first), np.zeros(0, np.int64), np.arange(first, len(pieces)))


def _draw(
    units: NDArray[np.int64],
    genres: NDArray[np.int64],
    among: NDArray[np.bool_],
    share: float,
    rng: np.random.Generator,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """About ``share`` of each genre's pictures ``among`` (n,) in whole units, and what is left of the others.

    A unit that would overshoot by half is passed over, unless nothing smaller is there. A unit with several genres
    is on one side with all of them.
    """
    taken: list[int] = []
    for genre in np.unique(genres[among]) if share > 0 else ():
        own, counts = np.unique(units[among & (genres == genre)], return_counts=True)
        wanted, have = share * counts.sum(), 0
        order = rng.permutation(len(own))
        fitting = [i for i in order if counts[i] <= 1.5 * wanted] or [int(np.argmin(counts))]
        for i in fitting:
            if have and have + counts[i] > 1.5 * wanted:
                continue
            if have >= wanted or len(own) == 1:
                break
            taken.append(int(own[i]))
            have += int(counts[i])
    drawn = np.isin(units, taken)
    return among & drawn, among & ~drawn


def _is_fold(protocol: str) -> bool:
    return protocol.startswith("fold")


def _check(rows: FeatureSet, pieces: Pieces, parts: Parts, unit: str, *, judged: bool) -> None:
    units = units_of(rows, pieces, unit)
    sides = {"training": parts.train, "stopping": parts.stop, "judged": parts.test}
    present = [name for name, own in sides.items() if len(own)]
    for i, one in enumerate(present):
        for other in present[i + 1 :]:
            shared = np.intersect1d(units[sides[one]], units[sides[other]])
            if len(shared):
                raise DataError(f"{len(shared)} {unit}s of {rows.name} are in the {one} and the {other} part.")
    for name in present if judged else ("training",):
        missing = set(pieces.y.tolist()) - set(pieces.y[sides[name]].tolist())
        if missing:
            raise DataError(f"{len(missing)} genres of {rows.name} are missing from the {name} part.")
