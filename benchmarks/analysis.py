"""What hearing a track costs, format by format, beside the least it can cost.

The least is a C decoder reading the same windows into a buffer (libsndfile; FFmpeg's where the path uses that, too) and
the network alone on the finished pictures. FFmpeg's is called from Python, packet by packet; where libsndfile knows the
format as well, the ratio with its decoder stands beside it. The path is the whole of it: decoding, mixing, resampling,
log-mel, network, evidence, and keeping the answer in the library; once as where the model is sure, and once as where a
person will be asked, which takes a second run of the network. Measured in a fresh process with one thread, in processor
time, which other work on the machine disturbs least; path and floor take turns in one run.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import av
import numpy as np
import soundfile as sf

from app.inference.bundle import Bundle, load_bundle
from app.inference.decode import probe, read_windows
from app.inference.network import Network
from app.inference.predictor import Predictor
from app.inference.windows import Window, choose_windows
from app.library.answers import Decided
from app.library.store import Store
from app.library.types import TrackState
from app.paths import resources_dir
from app.session.analysing import as_prediction
from benchmarks.material import FORMATS, make_track
from benchmarks.measurement import Measurement
from tests.library.records import scanned

_REPEATS, _QUICK_REPEATS = 9, 2
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
#: A usual length of a song.
TRACK_S, _QUICK_TRACK_S = 240.0, 75.0
#: Answers stored at once, as in half a second of a run with two workers, and how many of them.
_STORED_AT_ONCE, _STORED = 8, 160


@dataclass
class _Times:
    """Seconds of processor time for one track, one value a repetition."""

    sure: list[float] = field(default_factory=list)  #: the path where the model is sure
    asked: list[float] = field(default_factory=list)  #: the path where a person will be asked: finer evidence, too
    decode: list[float] = field(default_factory=list)
    libsndfile: list[float] = field(default_factory=list)  #: the same windows by it, where the path takes FFmpeg
    network: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)

    def milliseconds(self, part: str) -> float:
        """The median of one part."""
        return 1e3 * statistics.median(getattr(self, part))

    def ratio(self, path: str, store_s: float, *parts: str) -> float:
        """A path over the sum of ``parts``: the median of the ratios within each repetition."""
        floors = zip(*(getattr(self, part) for part in parts), strict=True)
        return statistics.median(
            (s + store_s) / sum(floor) for s, floor in zip(getattr(self, path), floors, strict=True)
        )


def measure(quick: bool) -> Iterator[Measurement]:
    """Milliseconds of a track, the floor under it, and their ratio, for each model and format."""
    os.environ.update(ONE_THREAD)  # for the processes that are started from here
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        tracks = [make_track(Path(folder), each, _QUICK_TRACK_S if quick else TRACK_S) for each in FORMATS]
        bundles = sorted(each.parent for each in (resources_dir() / "models").glob("*/model.json"))
        for bundle in bundles[:1] if quick else bundles:
            yield from _measure_model(bundle, tracks, _QUICK_REPEATS if quick else _REPEATS)


def _measure_model(bundle: Path, tracks: list[Path], repeats: int) -> Iterator[Measurement]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as worker:
        times = {track.suffix[1:]: worker.submit(_time_track, bundle, track, repeats).result() for track in tracks}
        store_s = worker.submit(_store_s, bundle, tracks[0]).result()
    yield Measurement(f"{bundle.name}: store an answer", 1e3 * store_s, "ms", f"{_STORED_AT_ONCE} at a time")
    for suffix, one in times.items():
        name = f"{bundle.name}, {suffix}"
        detail = (
            f"decode {one.milliseconds('decode'):.1f}, network {one.milliseconds('network'):.1f}, "
            f"evidence {one.milliseconds('moments'):.1f} ms"
        )
        for path, floor in (("sure", ("decode", "network")), ("asked", ("decode", "network", "moments"))):
            milliseconds, ratio = one.milliseconds(path) + 1e3 * store_s, one.ratio(path, store_s, *floor)
            yield Measurement(f"{name}, {path}: analysis of a track", milliseconds, "ms", detail)
            yield Measurement(f"{name}, {path}: analysis / floor", ratio, "x", f"goal 1.25; {' + '.join(floor)}")
        if one.libsndfile:
            ratio = one.ratio("sure", store_s, "libsndfile", "network")
            told = f"decode {one.milliseconds('libsndfile'):.1f} ms; libsndfile + network"
            yield Measurement(f"{name}, sure: analysis / floor with libsndfile", ratio, "x", told)


def _time_track(bundle_folder: Path, track: Path, repeats: int) -> _Times:
    """In the worker: the times of one track."""
    bundle, times = load_bundle(bundle_folder), _Times()
    sure, asked, network = Predictor(_accepting(bundle, 0.0)), Predictor(_accepting(bundle, 1.1)), Network(bundle)
    name = os.fsencode(track)
    by_ffmpeg = probe(name).decoder == "FFmpeg"
    read = _read_av if by_ffmpeg else _read_sndfile
    other = _read_sndfile if by_ffmpeg and _is_known_to_libsndfile(track) else None
    windows = choose_windows(probe(name).duration_s or 0.0, bundle.windows.length_s, bundle.windows.count)
    pictures = asked.pictures(read_windows(name, windows, bundle.front_end.sample_rate))
    _, _, moments = asked.moments(windows, pictures)
    for repeat in range(repeats + 1):
        found = (
            ("sure", processor_s(sure.analyse, name)),
            ("asked", processor_s(asked.analyse, name)),
            ("decode", processor_s(read, track, windows)),
            *((("libsndfile", processor_s(other, track, windows)),) if other else ()),
            ("network", processor_s(network.run, pictures)),
            ("moments", 0.0 if moments is pictures else processor_s(network.run, moments)),
        )
        for part, seconds in found if repeat else ():  # the first warms up
            getattr(times, part).append(seconds)
    return times


def _accepting(bundle: Bundle, threshold: float) -> Bundle:
    """``bundle`` where everything is sure from ``threshold`` on, music or not."""
    return replace(bundle, calibration=replace(bundle.calibration, accept_threshold=threshold, music_threshold=0.0))


def processor_s(action: Callable[..., object], *arguments: object) -> float:
    """Seconds of processor time that ``action`` takes in this process."""
    start = time.process_time()
    action(*arguments)
    return time.process_time() - start


def _is_known_to_libsndfile(track: Path) -> bool:
    try:
        sf.info(track)
    except sf.SoundFileError:
        return False
    return True


def _read_sndfile(track: Path, windows: tuple[Window, ...]) -> None:
    """The least that must be decoded: the windows at the file's own rate and channels, into one buffer."""
    with sf.SoundFile(track) as file:
        buffer = np.empty((round(windows[0].length_s * file.samplerate), file.channels), np.float32)
        for window in windows:
            file.seek(round(window.start_s * file.samplerate))
            file.read(out=buffer)


def _read_av(track: Path, windows: tuple[Window, ...]) -> None:
    """The same by FFmpeg's decoder, whose frames are thrown away."""
    with av.open(str(track)) as container:
        stream = container.streams.audio[0]
        for window in windows:
            wanted = round(window.length_s * stream.codec_context.sample_rate)
            container.seek(int(window.start_s / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                wanted -= frame.samples
                if wanted <= 0:
                    break


def _store_s(bundle_folder: Path, track: Path) -> float:
    """In the worker: seconds of processor time that keeping one answer takes."""
    bundle = load_bundle(bundle_folder)
    analysis = Predictor(bundle).analyse(os.fsencode(track))
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder, Store(Path(folder) / "library") as store:
        found = store.put_files([scanned(f"/music/{n}.mp3".encode(), content=n) for n in range(_STORED)])
        stamps = store.stamps(found.new)
        decided = Decided(TrackState.REVIEW, (), 0.5, 0.1, "")
        answers = [(n, as_prediction(bundle.id, stamps[n], analysis), decided) for n in found.new]
        parts = [answers[at : at + _STORED_AT_ONCE] for at in range(0, _STORED, _STORED_AT_ONCE)]
        return processor_s(lambda: [store.put_predictions(part) for part in parts]) / _STORED
