"""Which rows train and which judge, and the guards that stop a run whose figures would be flattered.

A split is named: ``official`` (GTZAN's fault-filtered train against valid), ``fold0`` … ``fold4`` (artist-disjoint
cross-validation over train and valid) or ``all`` (every row of GTZAN trains: the shipped networks; the other sets keep
what they hold out).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.data import DataError, FeatureSet

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Split:
    """Indices of training and judging rows of one feature set."""

    train: Rows
    valid: Rows


def split_set(rows: FeatureSet, name: str) -> Split:
    """Split one set as the split ``name`` says.

    Sets without folds keep their own train and valid parts. Rows of a held-out artist outside
    the folds do not train either.
    """
    usable = rows.parts != "excluded"
    if name == "all" and rows.name == "gtzan":
        train, valid = usable, np.zeros(len(rows), bool)
    elif name.startswith("fold") and (rows.folds >= 0).any():
        number = int(name.removeprefix("fold"))
        valid = usable & (rows.folds == number)
        train = usable & ~valid & ~np.isin(rows.groups, rows.groups[valid])
    elif name in ("official", "all") or name.startswith("fold"):
        train, valid = rows.parts == "train", rows.parts == "valid"
        if rows.name == "gtzan":
            train, valid = _part_artists(rows.groups, train, valid)
    else:
        raise DataError(f"There is no split {name!r}.", "Use official, fold0 to fold4 or all.")
    split = Split(np.flatnonzero(train), np.flatnonzero(valid))
    check_split(rows, split)
    return split


def _part_artists(
    groups: NDArray[np.str_], train: NDArray[np.bool_], valid: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The published split has two artists on both sides (one excerpt each): their smaller side is left out."""
    for group in set(groups[train].tolist()) & set(groups[valid].tolist()):
        own = groups == group
        side = train if (own & train).sum() < (own & valid).sum() else valid
        side &= ~own
    return train, valid


def check_split(rows: FeatureSet, split: Split) -> None:
    """Stop where a group or a content is on both sides, or a label that is judged was never trained.

    Raises:
        DataError: with what is wrong.
    """
    shared = set(rows.groups[split.train].tolist()) & set(rows.groups[split.valid].tolist())
    if shared:
        raise DataError(
            f"{len(shared)} groups of {rows.name} are on both sides of the split: {_some(shared)}.",
            "Give all tracks of an artist the same part.",
        )
    untrained = set(rows.labels[split.valid].tolist()) - set(rows.labels[split.train].tolist())
    if untrained:
        raise DataError(
            f"Labels of {rows.name} are judged but never trained: {_some(untrained)}.",
            "Let some of their artists train, or leave the labels out.",
        )
    twice = _contents(rows, split.train) & _contents(rows, split.valid)
    if twice:
        raise DataError(
            f"{len(twice)} excerpts of {rows.name} are on both sides of the split with equal content.",
            "Leave one of each out: prepare does.",
        )


def check_classes(rows: FeatureSet, split: Split, labels: tuple[str, ...], *, judged: bool = True) -> None:
    """Stop where one of ``labels`` is missing among the training rows, or, if ``judged``, among those that judge."""
    sides = {"training": split.train} | ({"judging": split.valid} if judged else {})
    for side, chosen in sides.items():
        missing = set(labels) - set(rows.labels[chosen].tolist())
        if missing and len(chosen):
            raise DataError(
                f"No {side} row of {rows.name} is labelled {_some(missing)}.",
                "Add tracks of it by other artists, or leave the label out.",
            )


def _contents(rows: FeatureSet, chosen: Rows) -> set[bytes]:
    # Exact repetitions only: near-duplicates are the business of the artist groups, and silence proves nothing.
    return {rows.X[i, ::4, ::4].tobytes() for i in chosen if rows.X[i].any()}


def _some(names: set[str]) -> str:
    return ", ".join(sorted(names)[:5])
