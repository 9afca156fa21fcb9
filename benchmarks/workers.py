"""What a second worker brings, what the first answer costs, and what "leave the computer free" takes of it.

The same track is heard over and over by pools whose workers are warm, one worker and two in turns, in wall time: on a
machine with nothing else to do.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from app.inference.pool import AnalysisPool
from app.paths import resources_dir
from app.progress import RunControl
from benchmarks.material import make_track
from benchmarks.measurement import Measurement

_TRACKS, _QUICK_TRACKS = 32, 6
_ROUNDS, _QUICK_ROUNDS = 5, 1
_TRACK_S, _QUICK_TRACK_S = 240.0, 75.0


def measure(quick: bool) -> Iterator[Measurement]:
    """Tracks a second with one and two workers, the gain, seconds to the first answer, share of a core at rest."""
    tracks, rounds = (_QUICK_TRACKS, _QUICK_ROUNDS) if quick else (_TRACKS, _ROUNDS)
    bundle = min(each.parent for each in (resources_dir() / "models").glob("*/model.json"))
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        track = os.fsencode(make_track(Path(folder), "mp3", _QUICK_TRACK_S if quick else _TRACK_S))
        start = time.perf_counter()
        with AnalysisPool(bundle, 1) as one, AnalysisPool(bundle, 2) as two:
            _hear(one, track, 1)
            yield Measurement("first answer of a fresh worker", time.perf_counter() - start, "s", bundle.name)
            _hear(two, track, 8)
            seconds = [(_hear(one, track, tracks), _hear(two, track, tracks)) for _ in range(rounds)]
        singles, doubles = zip(*seconds, strict=True)
        detail = f"{bundle.name}, {rounds} x {tracks} tracks of mp3, {os.cpu_count()} cores"
        yield Measurement("1 worker", tracks / statistics.median(singles), "tracks/s", detail)
        yield Measurement("2 workers", tracks / statistics.median(doubles), "tracks/s", detail)
        gain = statistics.median(single / double for single, double in seconds)
        yield Measurement("2 workers / 1 worker", gain, "x", "goal 1.85 on two cores")
        for name, rest in (("all it may take", 0.0), ("leave the computer free", 1.0)):
            share, rate = _share(bundle, track, tracks // 2, rest)
            yield Measurement(f"load of 1 worker: {name}", 100 * share, "% of a core", f"{rate:.1f} tracks/s")


def _hear(pool: AnalysisPool, track: bytes, tracks: int) -> float:
    """Seconds to hear the track so many times."""
    start = time.perf_counter()
    for result in pool.run([(key, track) for key in range(tracks)], RunControl()):
        if result.error:
            raise RuntimeError(result.error)
    return time.perf_counter() - start


def _share(bundle: Path, track: bytes, tracks: int, rest: float) -> tuple[float, float]:
    """Share of a core that the worker takes while it hears, and tracks a second."""
    with AnalysisPool(bundle, 1, rest=rest) as pool:
        _hear(pool, track, 2)
        before = _children_s()
        seconds = _hear(pool, track, tracks)
        return (_children_s() - before) / seconds, tracks / seconds


def _children_s() -> float:
    """Seconds of processor time that this process's children took so far."""
    times = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return sum(each.user + each.system for each in times)
