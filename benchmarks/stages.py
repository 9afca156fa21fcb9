"""Where the time of an analysis goes, stage by stage, in the path as it is: ``--picture FILE`` draws it.

The functions of each stage are wrapped with a clock of processor time, in one process with one thread; what none of
them takes is the rest: opening, silence, averaging, packing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock
from xml.sax.saxutils import escape

import soxr

from app.inference import predictor as path
from app.inference.bundle import load_bundle
from app.inference.ffmpeg_source import FfmpegSource
from app.inference.network import Network
from app.inference.predictor import Predictor
from app.inference.soundfile_source import SoundfileSource
from app.paths import resources_dir
from benchmarks.analysis import ONE_THREAD
from benchmarks.material import FORMATS, make_track
from benchmarks.measurement import Measurement

_REPEATS, _QUICK_REPEATS = 7, 1
_TRACK_S, _QUICK_TRACK_S = 240.0, 75.0
STAGES = ("decode and mix", "resample", "log-mel", "scale", "network", "evidence", "rest")
_COLOURS = ("#3b6ea5", "#5b9bd5", "#4d9a6a", "#8fbf9f", "#c8812f", "#e3b778", "#9a9a9a")

Stages = dict[str, float]


def measure(quick: bool) -> Iterator[Measurement]:
    """Milliseconds of each stage for each format."""
    for suffix, stages in found(quick).items():
        total = sum(stages.values())
        parts = ", ".join(f"{name} {ms:.1f}" for name, ms in stages.items())
        yield Measurement(f"stages of {suffix}", total, "ms", parts)


def found(quick: bool) -> dict[str, Stages]:
    """Stages by format, in milliseconds: those of the quickest of several turns."""
    bundle = min(each.parent for each in (resources_dir() / "models").glob("*/model.json"))
    repeats, seconds = (_QUICK_REPEATS, _QUICK_TRACK_S) if quick else (_REPEATS, _TRACK_S)
    os.environ.update(ONE_THREAD)  # for the process that is started from here
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder, ProcessPoolExecutor(1, spawn) as worker:
        tracks = [make_track(Path(folder), each, seconds) for each in FORMATS]
        return {track.suffix[1:]: worker.submit(_quickest, bundle, track, repeats).result() for track in tracks}


def _quickest(bundle: Path, track: Path, repeats: int) -> Stages:
    hearer, name = Predictor(load_bundle(bundle)), os.fsencode(track)
    hearer.analyse(name)
    return min((_stages(hearer, name) for _ in range(repeats)), key=lambda stages: sum(stages.values()))


def _stages(hearer: Predictor, track: bytes) -> Stages:
    spent: Counter[str] = Counter()
    with ExitStack() as wrapped:
        for owner, name, stage in (
            (SoundfileSource, "read", "decode and mix"),
            (FfmpegSource, "read", "decode and mix"),
            (soxr, "resample", "resample"),
            (path, "mel_power", "log-mel"),
            (path, "scale_unit", "scale"),
            (Network, "run", "network"),
        ):
            wrapped.enter_context(mock.patch.object(owner, name, _clocked(getattr(owner, name), stage, spent)))
        start = time.process_time()
        hearer.analyse(track)
        total = time.process_time() - start
    spent["rest"] = total - sum(spent.values())
    return {stage: 1e3 * spent[stage] for stage in STAGES}


def _clocked(action: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return action(*arguments, **named)
        finally:
            # The network is asked twice: for the answer, and for the moments that are its evidence.
            spent["evidence" if stage == "network" and spent[stage] else stage] += time.process_time() - start

    return run


def picture(stages: dict[str, Stages]) -> str:
    """A bar for each format, as SVG."""
    left, width, line = 60, 640, 34
    longest = max(sum(each.values()) for each in stages.values())
    height = line * len(stages) + 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 80}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{left + width + 80}" height="{height}" fill="#ffffff"/>',
    ]
    for row, (suffix, each) in enumerate(stages.items()):
        top, at = 10 + row * line, float(left)
        parts.append(f'<text x="{left - 8}" y="{top + 17}" text-anchor="end">{escape(suffix)}</text>')
        for stage, colour in zip(STAGES, _COLOURS, strict=True):
            long = width * each[stage] / longest
            parts.append(f'<rect x="{at:.1f}" y="{top}" width="{long:.1f}" height="24" fill="{colour}"/>')
            if long > 28:
                parts.append(
                    f'<text x="{at + long / 2:.1f}" y="{top + 17}" text-anchor="middle" fill="#ffffff">'
                    f"{each[stage]:.0f}</text>"
                )
            at += long
        parts.append(f'<text x="{at + 6:.1f}" y="{top + 17}">{sum(each.values()):.0f} ms</text>')
    x, y = float(left), 10 + line * len(stages) + 12
    for stage, colour in zip(STAGES, _COLOURS, strict=True):
        parts.append(f'<rect x="{x:.0f}" y="{y}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 16:.0f}" y="{y + 11}">{escape(stage)}</text>')
        x += 30 + 7.2 * len(stage)
    return "\n".join([*parts, "</svg>", ""])


def main(arguments: list[str] | None = None) -> int:
    """Draw the picture."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description="Where an analysis' time goes.")
    parser.add_argument("--picture", type=Path, required=True, metavar="FILE", help="write the SVG there")
    parser.add_argument("--quick", action="store_true", help="short tracks, once")
    chosen = parser.parse_args(arguments)
    chosen.picture.write_text(picture(found(chosen.quick)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
