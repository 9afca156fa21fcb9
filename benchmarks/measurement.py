"""One measured figure, and how each benchmark module hands its figures over.

A module ``benchmarks/<subject>.py`` offers ``measure(quick: bool) -> Iterable[Measurement]``; ``python -m benchmarks``
finds it by its name, so adding a benchmark is adding a file. ``quick`` asks for a run of a few seconds on fewer
repetitions: enough to see that the benchmark works, not a figure to quote.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure with its unit, and what it was measured on."""

    name: str
    value: float
    unit: str
    detail: str = ""


def median_seconds(action: Callable[[], object], repeats: int = 5) -> float:
    """Median wall-clock seconds of ``action()`` over ``repeats`` runs, after one run that warms it up."""
    action()
    times = []
    for _ in range(max(1, repeats)):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
