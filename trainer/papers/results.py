"""The results kept in docs/reproduction/results.json, and the averages over seeds that the report prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data import DataError

Figures = dict[str, Any]
RESULTS = Path("reproduction") / "results.json"


def keep_results(docs: Path, figures: Iterable[Figures]) -> None:
    """Add ``figures`` to the results below ``docs``; a run of the same name, data, protocol and seed is replaced."""
    kept = {_key(each): each for each in read_results(docs, missing_is_empty=True)}
    kept |= {_key(each): each for each in figures}
    file = docs / RESULTS
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(kept[key]) for key in sorted(kept))
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


def read_results(docs: Path, missing_is_empty: bool = False) -> list[Figures]:
    """The results below ``docs``.

    Raises:
        DataError: there are none, or they cannot be read.
    """
    file = docs / RESULTS
    if missing_is_empty and not file.is_file():
        return []
    try:
        results: list[Figures] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise DataError(f"The results {file} cannot be read.", "Run python -m trainer reproduce first.") from problem
    return results


def select(results: Sequence[Figures], name: str, protocol: str, data: str = "gtzan") -> list[Figures]:
    """The runs of one system (or task) under one protocol, by seed."""
    found = [r for r in results if (r["name"], r["protocol"], r["data"]) == (name, protocol, data)]
    return sorted(found, key=lambda each: int(each["seed"]))


def mean_of(runs: Sequence[Figures], key: str) -> float | None:
    """The mean of a figure over runs; ``None`` where no run has it."""
    values = [run[key] for run in runs if run.get(key) is not None]
    return float(np.mean(values)) if values else None


def spread_of(runs: Sequence[Figures], key: str) -> float | None:
    """The standard deviation of a figure over runs; ``None`` for fewer than two."""
    values = [run[key] for run in runs if run.get(key) is not None]
    return float(np.std(values, ddof=1)) if len(values) > 1 else None


def _key(run: Figures) -> tuple[str, str, str, int]:
    return run["name"], run["data"], run["protocol"], int(run["seed"])
