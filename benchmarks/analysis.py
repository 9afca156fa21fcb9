"""What hearing a track costs, beside the least it can cost: libsndfile reading the same windows, and the network alone.

Measured as a worker runs it (a fresh process, one thread), in processor time, which other work on the machine disturbs
least; path and floor take turns on every track of one run. The songs are those of the folder of real material, where it
is there, otherwise generated.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile as sf

from app.inference.bundle import golden_sound, load_bundle
from app.inference.decode import read_windows
from app.inference.network import Network
from app.inference.pool import AnalysisPool, default_workers
from app.inference.predictor import Predictor
from app.inference.windows import Window, choose_windows
from app.inference.worker import make_predictor, start_worker
from app.paths import resources_dir
from app.progress import RunControl
from benchmarks.measurement import Measurement

_REPEATS, _QUICK_REPEATS = 7, 2


@dataclass
class _Times:
    """Seconds of processor time for one track, one value a repetition."""

    path: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)
    network: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)


def measure(quick: bool) -> Iterator[Measurement]:
    """Milliseconds of a track, the floor under it, their ratio, and the rate of the pool."""
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        songs, kind = _songs(Path(folder))
        for bundle in sorted(each.parent for each in (resources_dir() / "models").glob("*/model.json")):
            detail = f"{bundle.name}, {len(songs)} {kind} songs"
            yield from _measure_tracks(bundle, songs, _QUICK_REPEATS if quick else _REPEATS, detail)
            yield from _measure_pool(bundle, songs * (1 if quick else 6), detail)


def _measure_tracks(bundle: Path, songs: list[Path], repeats: int, detail: str) -> Iterator[Measurement]:
    spawn = multiprocessing.get_context("spawn")
    arguments = (make_predictor, str(bundle))
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=start_worker, initargs=arguments) as worker:
        times, music_s = worker.submit(_time_songs, bundle, songs, repeats).result()
    path, decode, network, moments = (
        1e3 * statistics.fmean(min(getattr(each, part)) for each in times)
        for part in ("path", "decode", "network", "moments")
    )
    yield Measurement("analysis of a track", path, "ms", detail)
    yield Measurement("floor: decode its windows", decode, "ms", "libsndfile, native rate, no mixing")
    yield Measurement("floor: network on the windows", network, "ms", "ONNX Runtime, one thread")
    yield Measurement("floor: network on the moments", moments, "ms", "the evidence, parts of the same windows")
    yield Measurement("analysis / floor", path / (decode + network + moments), "x", "goal 1.25")
    yield Measurement("analysis / floor without the evidence", path / (decode + network), "x")
    yield Measurement("speed", music_s / len(songs) / (path / 1e3), "x real time", "length of the songs, one core")


def _measure_pool(bundle: Path, songs: list[Path], detail: str) -> Iterator[Measurement]:
    jobs = [(key, os.fsencode(song)) for key, song in enumerate(songs)]
    with AnalysisPool(bundle) as pool:
        list(pool.run(jobs[: 2 * pool.workers], RunControl()))  # start the workers, load the model
        start = time.perf_counter()
        done = sum(1 for result in pool.run(jobs, RunControl()) if result.analysis)
        seconds = time.perf_counter() - start
    yield Measurement(
        "rate of the pool", done / seconds, "tracks/s", f"{detail}, {default_workers()} worker(s), wall time"
    )


def _time_songs(bundle_folder: Path, songs: list[Path], repeats: int) -> tuple[list[_Times], float]:
    """In the worker: the times of each song, and the length of all of them in seconds."""
    bundle = load_bundle(bundle_folder)
    predictor, network = Predictor(bundle), Network(bundle)
    times, music_s = [], 0.0
    for song in songs:
        name, one = os.fsencode(song), _Times()
        with sf.SoundFile(song) as file:
            duration_s = file.frames / file.samplerate
        windows = choose_windows(duration_s, bundle.windows.length_s, bundle.windows.count)
        pictures = predictor.pictures(read_windows(name, windows, bundle.front_end.sample_rate))
        _, _, moments = predictor.moments(windows, pictures)
        predictor.analyse(name)
        for _ in range(repeats):
            one.path.append(_processor_s(predictor.analyse, name))
            one.decode.append(_processor_s(_read, song, windows))
            one.network.append(_processor_s(network.run, pictures))
            one.moments.append(_processor_s(network.run, moments))
        times.append(one)
        music_s += duration_s
    return times, music_s


def _processor_s(action: Callable[..., object], *arguments: object) -> float:
    start = time.process_time()
    action(*arguments)
    return time.process_time() - start


def _read(song: Path, windows: tuple[Window, ...]) -> None:
    """The least that must be decoded: the windows at the file's own rate and channels, into one buffer."""
    with sf.SoundFile(song) as file:
        buffer = np.empty((round(windows[0].length_s * file.samplerate), file.channels), np.float32)
        for window in windows:
            file.seek(round(window.start_s * file.samplerate))
            file.read(out=buffer)


def _songs(folder: Path) -> tuple[list[Path], str]:
    """The songs to hear, and what to call them."""
    named = os.environ.get("EARMARK_SHARED")
    shared = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    real = sorted(each for each in (shared / "data" / "songs").glob("*") if each.suffix in {".ogg", ".mp3", ".flac"})
    if real:
        return real, "real"
    made = [folder / name for name in ("a.flac", "b.ogg", "c.mp3")]
    sound = np.repeat(np.tile(golden_sound(44_100), 4)[:, None], 2, axis=1)
    for song in made:
        with sf.SoundFile(song, "w", 44_100, 2) as file:
            for start in range(0, len(sound), 44_100):  # an Ogg file written in one call crashes libsndfile
                file.write(sound[start : start + 44_100])
    return made, "generated"
