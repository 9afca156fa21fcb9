"""Our own arrays, as they come: GTZAN, FMA-small, the extra recordings, and generated sound that is no music."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.inference.mel import FrontEnd
from trainer.data import load_extra, load_fma, load_gtzan
from trainer.features import save_set
from trainer.likeness import GENERATED, check_near, kept_pairs
from trainer.splits import split_set
from trainer.synthetic import can_speak, generated_rows

#: What tells a folder of arrays.
ARRAY_FILE = "gtzan_logmel.npz"


def prepare_arrays(data: Path, work: Path, say: Callable[[str], None]) -> None:
    """Write every set into the work folder, after the guards have looked at its own split.

    Raises:
        DataError: an array is missing or damaged, or a guard speaks.
    """
    for rows in (load_gtzan(data), load_fma(data), load_extra(data), generated_rows(FrontEnd())):
        split = split_set(rows, "official")
        save_set(rows, work)
        if rows.name != GENERATED:
            check_near(rows, split, kept_pairs(rows, work))
        labels, counts = np.unique(rows.labels, return_counts=True)
        table = ", ".join(f"{label} {count}" for label, count in zip(labels, counts, strict=True))
        say(f"{rows.name}: {len(rows)} rows, {len(split.train)} train, {len(split.valid)} judge; {table}")
    if not can_speak():
        say("espeak-ng is not installed: no generated speech among the rows that are not music")
