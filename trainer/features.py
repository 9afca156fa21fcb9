"""The work folder: every set once as a memory-mapped array beside its table, and features of new sound.

``prepare`` writes ``<set>.X.npy`` (uint8) and ``<set>.npz`` (labels, groups, names, parts, folds); training maps the
arrays, so that several trainings share one copy in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd, mel_power, scale_unit
from trainer.augment import to_fine
from trainer.config import EXCERPT_S, FINE_FRAMES
from trainer.data import DataError, FeatureSet

SETS = ("gtzan", "fma", "extra", "generated")
_COLUMNS = ("labels", "groups", "names", "parts", "folds")


def save_set(rows: FeatureSet, folder: Path) -> None:
    """Write one set into the work folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{rows.name}.near.npy").unlink(missing_ok=True)  # of the rows that were here before
    np.save(folder / f"{rows.name}.X.npy", rows.X)
    np.savez(folder / f"{rows.name}.npz", **{key: getattr(rows, key) for key in _COLUMNS})


def load_set(folder: Path, name: str) -> FeatureSet:
    """One set of the work folder, its array memory-mapped.

    Raises:
        DataError: it was not prepared.
    """
    try:
        X = np.load(folder / f"{name}.X.npy", mmap_mode="r")
        with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
            return FeatureSet(name, X, *(stored[key] for key in _COLUMNS))
    except (OSError, ValueError, KeyError) as problem:
        raise DataError(f"The set {name!r} is not in {folder}.", "Run python -m trainer prepare first.") from problem


def load_sets(folder: Path) -> dict[str, FeatureSet]:
    """All sets of the work folder that the shipped recipes train from.

    Raises:
        DataError: there is none.
    """
    found = {name: load_set(folder, name) for name in SETS if (folder / f"{name}.npz").is_file()}
    if not found:
        raise DataError(
            f"Earmark's own recipes train from the sets {', '.join(SETS)}: none is in {folder}.",
            "Run python -m trainer prepare first. Sets of your own are for relearn and the papers' systems.",
        )
    return found


def excerpt_features(samples: NDArray[np.float32], front_end: FrontEnd) -> NDArray[np.uint8]:
    """A row (128, 387) from up to 30 s of mono sound; shorter sound is repeated."""
    wanted = int(EXCERPT_S * front_end.sample_rate)
    if len(samples) < wanted:
        samples = np.tile(samples, -(-wanted // max(len(samples), 1)))
    unit = scale_unit(mel_power(samples[:wanted].astype(np.float32), front_end), front_end.top_db)
    return np.round(unit[:, :FINE_FRAMES] * 255).astype(np.uint8)


def rows_from_sound(
    name: str, label: str, sounds: Iterable[tuple[str, str, str, NDArray[np.float32]]], front_end: FrontEnd
) -> FeatureSet:
    """A set of rows with one label from ``(name, group, part, samples)`` of generated or read sound."""
    names, groups, parts, X = [], [], [], []
    for row_name, group, part, samples in sounds:
        names.append(row_name)
        groups.append(group)
        parts.append(part)
        X.append(excerpt_features(samples, front_end))
    n = len(names)
    return FeatureSet(
        name,
        np.stack(X),
        np.full(n, label),
        np.array(groups),
        np.array(names),
        np.array(parts),
        np.full(n, -1, np.int8),
    )


def to_unit(X: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Excerpts (n, bands, any frames) as float32 (n, bands, 387), 0..1; uint8 counts 255 as 1."""
    fine = to_fine(X, FINE_FRAMES)
    return fine / np.float32(255) if X.dtype == np.uint8 else fine
