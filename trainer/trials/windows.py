"""How many windows of a whole track are enough: the answer of a few against that of many, and their time.

Labelled whole tracks are scarce, so the yardstick is agreement with the fullest hearing, not accuracy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.inference.bundle import Bundle
from app.inference.decode import Sound
from app.inference.predictor import Predictor
from trainer.data import DataError

COUNTS = (1, 2, 3, 4, 5, 6, 8, 12)
#: As many windows as the longest of usual tracks has room for: the fullest hearing.
FULLEST = 40
#: Shorter tracks have room for few windows and say nothing here.
SHORTEST_S = 60.0
_ROUNDS = 2


def window_figures(
    bundle: Bundle, files: Sequence[Path], say: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """For each number of windows: share of ``files`` answered as by the fullest hearing, how far scores are from it,
    and the milliseconds of processor time that a track takes, decoding and all, on one thread.

    Raises:
        DataError: no file is long enough. DecodeError: one cannot be read.
    """
    durations = {file: _seconds(file) for file in files}
    long = [file for file in files if durations[file] >= SHORTEST_S]
    if not long:
        raise DataError(f"No file is as long as {SHORTEST_S:.0f} s.")
    full = np.stack([_scores(bundle, FULLEST, file)[0] for file in long])
    rows = []
    for count in COUNTS:
        heard = [_scores(bundle, count, file) for file in long]
        scores = np.stack([one for one, _ in heard])
        rows.append(
            {
                "count": count,
                "same": round(float((scores.argmax(axis=1) == full.argmax(axis=1)).mean()), 4),
                "moved": round(float(np.abs(scores - full).sum(axis=1).mean() / 2), 4),
                "ms": round(1000 * float(np.mean([seconds for _, seconds in heard])), 1),
            }
        )
        say(str(rows[-1]))
    return {
        "files": len(long),
        "shortest_s": min(durations[file] for file in long),
        "longest_s": max(durations[file] for file in long),
        "shipped": bundle.windows.count,
        "counts": rows,
    }


def _seconds(file: Path) -> float:
    with Sound(bytes(file)) as sound:
        return sound.measure_s() if sound.info.duration_s is None else sound.info.duration_s


def _scores(bundle: Bundle, count: int, file: Path) -> tuple[np.ndarray[Any, Any], float]:
    """Scores of ``file`` heard in ``count`` windows, and the least seconds of processor time that it took."""
    predictor = Predictor(replace(bundle, windows=replace(bundle.windows, count=count)))
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        scores = predictor.analyse(bytes(file)).scores
        times.append(time.process_time() - started)
    return scores, min(times)
