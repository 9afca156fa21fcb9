"""``python -m benchmarks.listening --bundle DIR``: how many windows of which length are worth their time.

Accuracy of a bundle over the published validation part of GTZAN, heard in windows of other numbers and lengths than its
own, beside the seconds of sound that must be decoded and the time of the network. Give it a bundle that was trained
without those rows: the shipped ones know them. The rows are 30 s long, so what more places of a whole track would bring
is not seen here.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.inference.bundle import Bundle, load_bundle
from app.inference.windows import choose_windows
from benchmarks.material import shared_dir
from trainer.answers import answer_rows
from trainer.config import EXCERPT_S
from trainer.evaluate import judging, labels_of
from trainer.labelled import Labelled, read_labelled

#: Number of windows and seconds of each.
PLANS = ((1, 5), (2, 5), (3, 5), (4, 5), (6, 5), (10, 3), (1, 10), (2, 10), (3, 10), (2, 15), (1, 30))


def main(arguments: list[str] | None = None) -> int:
    """Print a line for each plan; exit status 2 where the rows are not at hand."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.listening", description="Accuracy against listening.")
    parser.add_argument("--bundle", type=Path, required=True, help="a bundle that did not learn the validation part")
    chosen = parser.parse_args(arguments)
    data = shared_dir() / "data"
    if not (data / "gtzan_logmel.npz").exists():
        print(f"There are no rows in {data}; EARMARK_SHARED names another folder.", file=sys.stderr)
        return 2
    rows = read_labelled(data / "gtzan_logmel.npz", data / "gtzan_tracks.tsv", "valid")
    bundle = load_bundle(chosen.bundle)
    print(f"{bundle.id}: {len(rows.X)} excerpts of 30 s, {os.cpu_count()} cores, one thread")
    print("windows  seconds each  heard   accuracy  network ms")
    for count, length_s in PLANS:
        accuracy, milliseconds = judge(bundle, rows, count, length_s)
        print(f"{count:7} {length_s:13} {count * length_s:6} {100 * accuracy:9.1f}% {milliseconds:11.1f}", flush=True)
    return 0


def judge(bundle: Bundle, rows: Labelled, count: int, length_s: float) -> tuple[float, float]:
    """Share of ``rows`` that are right when heard in ``count`` windows of ``length_s``, and milliseconds a row."""
    front_end = bundle.front_end
    frames = round(length_s * front_end.sample_rate) // front_end.hop_samples
    heard = replace(bundle, windows=replace(bundle.windows, length_s=float(length_s), count=count, frames=frames))
    if len(choose_windows(EXCERPT_S, length_s, count)) != count:
        raise ValueError(f"{count} windows of {length_s} s do not fit into a row")
    judged = judging(bundle, labels_of(rows))
    started = time.process_time()
    scores = answer_rows(heard, rows).scores[:, list(judged.columns)]
    milliseconds = 1e3 * (time.process_time() - started) / len(rows.X)
    return float(np.mean((scores.argmax(axis=1) == judged.truth)[judged.known])), milliseconds


if __name__ == "__main__":
    sys.exit(main())
