"""What a second worker brings, what the first answer costs, and what "leave the computer free" takes of it.

The same track is heard over and over by pools whose workers are warm, one worker and two in turns, in wall time: on a
machine with nothing else to do. What the machine itself gives is measured in the same turns: two processes that hear
the track, or work on numbers alone, and know nothing of each other.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import psutil

from app.inference.pool import AnalysisPool
from app.inference.worker import analyse_file, make_predictor, start_worker
from app.paths import resources_dir
from app.progress import RunControl
from benchmarks.material import make_track
from benchmarks.measurement import Measurement

_TRACKS, _QUICK_TRACKS = 32, 6
_ROUNDS, _QUICK_ROUNDS = 5, 1
_TRACK_S, _QUICK_TRACK_S = 240.0, 75.0
#: Size of the matrices multiplied for the ceiling, which stay in a core's cache, and how many stand for a track.
_NUMBERS, _PRODUCTS = 256, 40


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
            with _Strangers(bundle, track) as strangers:
                turns = [
                    (_hear(one, track, tracks), _hear(two, track, tracks), *strangers.gains(tracks // 2))
                    for _ in range(rounds)
                ]
        singles, doubles, *ceilings = zip(*turns, strict=True)
        detail = f"{bundle.name}, {rounds} x {tracks} tracks of mp3, {os.cpu_count()} cores"
        yield Measurement("1 worker", tracks / statistics.median(singles), "tracks/s", detail)
        yield Measurement("2 workers", tracks / statistics.median(doubles), "tracks/s", detail)
        gains = [single / double for single, double in zip(singles, doubles, strict=True)]
        yield Measurement("2 workers / 1 worker", statistics.median(gains), "x", "goal 1.85 on two cores")
        for what, ceiling in zip(("that hear by themselves", "that multiply matrices"), ceilings, strict=True):
            yield Measurement(f"2 processes {what} / 1", statistics.median(ceiling), "x", "what the machine gives")
            share = statistics.median(gain / most for gain, most in zip(gains, ceiling, strict=True))
            yield Measurement(f"2 workers / 1 worker, of 2 processes {what}", 100 * share, "%", "")
        for name, rest in (("all it may take", 0.0), ("leave the computer free", 1.0)):
            share, rate = _share(bundle, track, tracks // 2, rest)
            yield Measurement(f"load of 1 worker: {name}", 100 * share, "% of a core", f"{rate:.1f} tracks/s")


class _Strangers:
    """Two warm processes without a pool, a queue or each other: what the machine gives to two of a kind."""

    def __init__(self, bundle: Path, track: bytes) -> None:
        self._track = track
        self._closing = ExitStack()
        spawn = multiprocessing.get_context("spawn")
        arguments = (make_predictor, str(bundle))
        self._both = [
            self._closing.enter_context(ProcessPoolExecutor(1, spawn, start_worker, arguments)) for _ in range(2)
        ]

    def __enter__(self) -> _Strangers:
        self.gains(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def gains(self, tracks: int) -> tuple[float, float]:
        """How much more both do at the same time than one alone: hearing so many tracks, and numbers."""
        return self._gain(_hear_alone, tracks), self._gain(_multiply, tracks)

    def _gain(self, work: Callable[[bytes, int], float], tracks: int) -> float:
        alone = self._both[0].submit(work, self._track, tracks).result()
        together = [each.submit(work, self._track, tracks) for each in self._both]
        return 2 * alone / max(each.result() for each in together)


def _hear_alone(track: bytes, tracks: int) -> float:
    start = time.perf_counter()
    for _ in range(tracks):
        if (answer := analyse_file(track)).error:
            raise RuntimeError(answer.error)
    return time.perf_counter() - start


def _multiply(_track: bytes, tracks: int) -> float:
    matrix = np.full((_NUMBERS, _NUMBERS), 1.0 / _NUMBERS, np.float32)
    start = time.perf_counter()
    for _ in range(tracks * _PRODUCTS):
        matrix = matrix @ matrix
    return time.perf_counter() - start


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
