"""Earmark beside what people do today, and beside other programs that listen.

Today: ``librosa.load`` of the whole file, ``librosa.feature.melspectrogram`` as it is, and the same network over all of
it in windows one after another. Programs that listen are asked where there is a Python that has them, which
``EARMARK_PEERS`` names (``pip install musicnn tensorflow-cpu==2.15.1 'numpy<2' librosa`` into one of its own;
musicnn brings its trained weights). Each is run in a process of its own with one thread, the same file again and again,
its first time not counted: that of imports and models.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from app.inference.bundle import Bundle, load_bundle
from app.paths import resources_dir
from benchmarks.material import make_track
from benchmarks.measurement import Measurement

_REPEATS, _QUICK_REPEATS = 5, 1
_TRACK_S, _QUICK_TRACK_S = 240.0, 75.0
_FORMATS = ("mp3", "flac", "ogg", "opus")
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"), "1"
) | {"TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}

#: Its first file is a few seconds long: what that takes is the building of its graph, which is not counted.
_MUSICNN = """
import json, sys, time
from musicnn.extractor import extractor
brief, file, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
times = []
for _ in range(repeats + 1):
    marks = [time.process_time()]
    for each in (brief, file):
        extractor(each, model="MSD_musicnn", extract_features=False)
        marks.append(time.process_time())
    times.append((marks[1] - marks[0], marks[2] - marks[1]))
print("\\n" + json.dumps(times[1:]))
"""
_BRIEF_S = 6.0
#: Samples from frame to frame that librosa takes when nothing is said.
_LIBROSA_HOP = 512


def measure(quick: bool) -> Iterator[Measurement]:
    """Processor seconds of a track for each, and how many times faster Earmark is."""
    repeats, seconds = (_QUICK_REPEATS, _QUICK_TRACK_S) if quick else (_REPEATS, _TRACK_S)
    bundle = min(each.parent for each in (resources_dir() / "models").glob("*/model.json"))
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        for suffix in _FORMATS[:1] if quick else _FORMATS:
            track = make_track(Path(folder), suffix, seconds)
            ours, theirs = _in_turns(bundle, track, repeats)
            detail = f"{bundle.name}, {suffix} of {seconds:g} s, one thread"
            yield Measurement(f"{suffix}: Earmark", 1e3 * statistics.median(ours), "ms", detail)
            yield Measurement(f"{suffix}: librosa, whole file, same network", 1e3 * statistics.median(theirs), "ms", "")
            ratio = statistics.median(other / own for own, other in zip(ours, theirs, strict=True))
            yield Measurement(f"{suffix}: librosa / Earmark", ratio, "x", "goal 8")
            if suffix == "mp3":
                yield from _musicnn(track, repeats, statistics.median(ours))


def _musicnn(track: Path, repeats: int, own_s: float) -> Iterator[Measurement]:
    python = os.environ.get("EARMARK_PEERS")
    if not python:
        return
    (track.parent / "brief").mkdir()
    brief = make_track(track.parent / "brief", "mp3", _BRIEF_S)
    times = _run([python, "-c", _MUSICNN, str(brief), str(track), str(repeats)])
    whole, building = (statistics.median(pair[part] for pair in times) for part in (1, 0))
    detail = f"its graph and {_BRIEF_S:g} s of sound, {1e3 * building:,.0f} ms, taken off {1e3 * whole:,.0f}"
    yield Measurement("mp3: musicnn (MSD)", 1e3 * (whole - building), "ms", detail)
    yield Measurement("mp3: musicnn / Earmark", (whole - building) / own_s, "x", "goal 10")


def _in_turns(bundle: Path, track: Path, repeats: int) -> tuple[list[float], list[float]]:
    """Processor seconds of Earmark and of librosa for one track, in turns in one process with one thread."""
    own, other = zip(
        *_run([sys.executable, "-m", "benchmarks.peers", str(bundle), str(track), str(repeats)]), strict=True
    )
    return list(own), list(other)


def _run(command: list[str]) -> list[list[float]]:
    """The pairs of seconds that a process prints as its last line."""
    done = subprocess.run(command, env={**os.environ, **_ONE_THREAD}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: list[list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _librosa(bundle: Bundle) -> Callable[[Path], None]:
    """The whole of a file through librosa and the bundle's network."""
    import librosa
    import numpy as np

    from app.inference.network import Network

    front_end, frames, network = bundle.front_end, bundle.windows.frames, Network(bundle)
    reader: ModuleType = librosa

    def hear(track: Path) -> None:
        sound, rate = reader.load(track, sr=front_end.sample_rate)
        power = reader.feature.melspectrogram(y=sound, sr=rate)
        decibels = reader.power_to_db(power, ref=np.max)
        unit = (decibels - decibels.min()) / max(float(np.ptp(decibels)), 1e-9)
        # The published arrays that the network learned from were made so, and then every third column or so taken.
        step = front_end.hop_samples / _LIBROSA_HOP
        columns = np.round(np.arange(int(unit.shape[1] / step)) * step).astype(int)
        unit = np.ascontiguousarray(unit[:, columns], np.float32)
        windows = [unit[:, at : at + frames] for at in range(0, unit.shape[1] - frames + 1, frames)]
        network.run(np.stack(windows))

    return hear


def main() -> None:
    """In the process of its own: ``BUNDLE TRACK REPEATS``."""
    from app.inference.predictor import Predictor

    bundle, track, repeats = load_bundle(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    predictor, whole = Predictor(bundle), _librosa(bundle)
    times = []
    for _ in range(repeats + 1):
        marks = [time.process_time()]
        predictor.analyse(os.fsencode(track))
        marks.append(time.process_time())
        whole(track)
        marks.append(time.process_time())
        times.append((marks[1] - marks[0], marks[2] - marks[1]))
    print(json.dumps(times[1:]))


if __name__ == "__main__":
    main()
