"""The data sets as they come, turned into one form: rows of uint8 log-mel with label, artist group and part.

The unit is the track (an excerpt of 30 s). Every row has a ``group`` (artist, block of ids, recording) and no group may
be on both sides of a split; :mod:`trainer.splits` checks it before any training.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import AppError
from trainer.labels import label_id

#: Rows of FMA, ordered by track id, that make up a block; neighbouring ids are the same artist.
FMA_BLOCK = 64
#: Every so many blocks, one is held out.
FMA_HELD_OUT_EVERY = 8
#: Rows left out on each side of a held-out block: an artist may straddle its edge.
FMA_MARGIN = 8
#: Share of the groups of extra rows that is held out: one in so many.
EXTRA_HELD_OUT_EVERY = 5


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """Rows of one data set.

    ``X`` uint8 (n, 128, frames), all frames together 30 s; ``parts`` holds "train", "valid" or "excluded";
    ``folds`` 0..4, or -1 where a row belongs to no fold.
    """

    name: str
    X: NDArray[np.uint8]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]
    names: NDArray[np.str_]
    parts: NDArray[np.str_]
    folds: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.labels)

    def where(self, mask: NDArray[np.bool_]) -> FeatureSet:
        """The rows that ``mask`` (n,) selects (copied)."""
        chosen = (getattr(self, key)[mask] for key in ("X", "labels", "groups", "names", "parts", "folds"))
        return FeatureSet(self.name, *chosen)


class DataError(AppError):
    """The training data are missing, damaged or split in a way that would flatter the figures."""


def load_gtzan(folder: Path) -> FeatureSet:
    """GTZAN with artist groups, the fault-filtered split and the artist-disjoint folds."""
    stored = _open(folder / "gtzan_logmel.npz")
    labels = np.array([label_id(genre) for genre in stored["genres"]])[stored["y"]]
    table = {row["excerpt"]: row for row in read_tsv(folder / "gtzan_tracks.tsv")}
    rows = [table[str(name)] for name in stored["names"]]
    return FeatureSet(
        "gtzan",
        stored["X"],
        labels,
        np.array([row["artist_group"] or row["excerpt"] for row in rows]),
        stored["names"],
        np.array([row["filtered_split"] for row in rows]),
        np.array([int(row["fold5"] or -1) for row in rows], np.int8),
    )


def load_fma(folder: Path) -> FeatureSet:
    """FMA-small, split by blocks of track ids; rows beside a held-out block are left out."""
    stored = _open(folder / "fma_small_logmel.npz")
    X = np.cumsum(stored["dX"], axis=1, dtype="uint8") * np.uint8(4)
    ids = stored["track_id"]
    block, parts = fma_parts(ids)
    parts[_repeated(X)] = "excluded"
    return FeatureSet(
        "fma",
        X,
        np.array([label_id(genre) for genre in stored["genres"]])[stored["y"]],
        np.array([f"fma-block-{number}" for number in block]),
        np.array([f"fma.{number}" for number in ids]),
        parts,
        np.full(len(ids), -1, np.int8),
    )


def _repeated(X: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Rows (n,) whose content occurred before: the same recording uploaded twice, or an empty file."""
    seen: set[bytes] = set()
    again = np.zeros(len(X), bool)
    for i, row in enumerate(X):
        content = hashlib.blake2b(row[::2, ::2].tobytes(), digest_size=16).digest()
        again[i] = content in seen
        seen.add(content)
    return again


def fma_parts(track_ids: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.str_]]:
    """Block number and part of each row, from its track id alone."""
    rank = np.empty(len(track_ids), np.int64)
    rank[np.argsort(track_ids, kind="stable")] = np.arange(len(track_ids))
    block = rank // FMA_BLOCK
    held_out = block % FMA_HELD_OUT_EVERY == FMA_HELD_OUT_EVERY // 2
    below = (rank - FMA_MARGIN) // FMA_BLOCK % FMA_HELD_OUT_EVERY == FMA_HELD_OUT_EVERY // 2
    above = (rank + FMA_MARGIN) // FMA_BLOCK % FMA_HELD_OUT_EVERY == FMA_HELD_OUT_EVERY // 2
    parts = np.where(held_out, "valid", np.where(below | above, "excluded", "train"))
    return block, parts


def load_extra(folder: Path) -> FeatureSet:
    """Modern recordings and sounds that are no music, split by group."""
    stored = _open(folder / "extra_logmel.npz")
    groups = stored["group"].astype(str)
    labels = np.array([label_id(genre) for genre in stored["genres"]])[stored["y"]]
    names = np.array([f"extra.{number:04d}" for number in range(len(groups))])
    parts = group_parts(groups, labels)
    return FeatureSet("extra", stored["X"], labels, groups, names, parts, np.full(len(groups), -1, np.int8))


def group_parts(groups: NDArray[np.str_], labels: NDArray[np.str_]) -> NDArray[np.str_]:
    """Hold out one group in :data:`EXTRA_HELD_OUT_EVERY` of each label, small groups first; large ones train."""
    parts = np.full(len(groups), "train", dtype="<U8")
    taken: set[str] = set()
    for label in sorted(set(labels.tolist())):
        names, counts = np.unique(groups[labels == label], return_counts=True)
        order = names[np.lexsort((names, counts))]
        for group in order[EXTRA_HELD_OUT_EVERY // 2 :: EXTRA_HELD_OUT_EVERY]:
            taken.add(str(group))
    parts[np.isin(groups, sorted(taken))] = "valid"
    return parts


def read_tsv(file: Path) -> list[dict[str, str]]:
    """Rows of a table with a header line, its columns parted by tabs (or by commas, where the header has no tab)."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            header = lines.readline()
            lines.seek(0)
            return list(csv.DictReader(lines, delimiter="\t" if "\t" in header or "," not in header else ","))
    except FileNotFoundError as problem:
        raise DataError(f"There is no table {file}.") from problem
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise DataError(f"The table {file} cannot be read.", str(problem)) from problem


def _open(file: Path) -> dict[str, NDArray[Any]]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}
    except (OSError, ValueError) as problem:
        raise DataError(f"The features {file} cannot be read.", str(problem)) from problem
