"""From sound files to rows of features: several processes, a cache that outlives interruptions, bad files alone lost.

A row is what the application hears: windows that make up 30 s, spread over the track, by its own decoder, its own
choice of windows and its own front end, scaled together. Sound shorter than that is heard again until the row is full.
"""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.decode import Sound
from app.inference.mel import FrontEnd, mel_power, scale_unit
from app.inference.predictor import fit_frames
from app.inference.windows import choose_windows
from app.progress import Progress, RateMeter, Report, ignore_progress
from app.stamp import read_stamp
from trainer.config import FINE_FRAMES, HEARD_COUNT, HEARD_FRAMES, HEARD_S

#: Less sound than this is no example of a genre (seconds).
SHORTEST_S = 5.0
#: Files handed out for each process: enough to keep it busy, few enough to be lost at a crash.
_AHEAD = 2
_FORM = f"rows 1: {HEARD_COUNT} windows of {HEARD_S} s"
#: Columns of a row that a window has, of which it may fill one less: the last is then there twice.
_COLUMNS = -(-FINE_FRAMES // HEARD_COUNT)


@dataclass(frozen=True, slots=True)
class Heard:
    """A track as heard: its row uint8 (128, 387) and seconds, or the sentence that says why there is none."""

    row: NDArray[np.uint8] | None
    seconds: float
    problem: str = ""


def hear_row(path: bytes, front_end: FrontEnd) -> Heard:
    """The row of one file; unreadable or too short sound gives a sentence."""
    try:
        with Sound(path) as sound:
            seconds = sound.info.duration_s
            if seconds is None:
                seconds = sound.measure_s()
            if seconds < SHORTEST_S:
                return Heard(None, seconds, f"too short: {seconds:.1f} s")
            windows = choose_windows(seconds, HEARD_S, HEARD_COUNT)
            cuts = [sound.window(window, front_end.sample_rate) for window in windows]
    except DecodeError as problem:
        return Heard(None, 0.0, problem.sentence)
    heard = [cut for cut in cuts if cut.size]
    if sum(cut.size for cut in heard) < SHORTEST_S * front_end.sample_rate:
        return Heard(None, seconds, "its sound ends before it should: the file is not whole")
    if max(float(np.ptp(cut)) for cut in heard) < 2e-4:
        return Heard(None, seconds, "silent")
    pictures = [fit_frames(mel_power(cut, front_end), HEARD_FRAMES) for cut in heard]
    padded = [np.pad(picture, ((0, 0), (0, _COLUMNS - HEARD_FRAMES)), mode="edge") for picture in pictures]
    full = np.concatenate([padded[i % len(padded)] for i in range(HEARD_COUNT)], axis=1)[:, :FINE_FRAMES]
    unit = scale_unit(full, front_end.top_db)
    return Heard(np.round(unit * 255).astype(np.uint8), seconds)


def hear_all(
    paths: Sequence[Path],
    front_end: FrontEnd,
    cache: Path,
    *,
    processes: int = 1,
    report: Report = ignore_progress,
) -> list[Heard]:
    """What is heard in each of ``paths``, from the cache where the file did not change since.

    Every finished file is in the cache at once, so an interrupted run loses only what was in work. A file that brings
    its process down is told of, and costs nothing but itself.
    """
    cache.mkdir(parents=True, exist_ok=True)
    keys = [_key(path, front_end) for path in paths]
    found: dict[int, Heard] = {}
    for i, key in enumerate(keys):
        kept = None if key is None else _load(cache / key)
        if key is None:
            found[i] = Heard(None, 0.0, "it is not there, or cannot be opened")
        elif kept is not None:
            found[i] = kept
    todo = [i for i in range(len(paths)) if i not in found]
    meter = RateMeter()
    for done, (i, heard) in enumerate(_each(todo, paths, front_end, processes), start=1):
        found[i] = heard
        key = keys[i]
        if key is not None:
            _save(cache / key, heard)
        rate, left = meter.measure(done, len(todo))
        failed = sum(each.row is None for each in found.values())
        report(Progress(len(found), len(paths), failed, os.fsencode(paths[i]), rate, left))
    return [found[i] for i in range(len(paths))]


def _each(
    todo: Sequence[int], paths: Sequence[Path], front_end: FrontEnd, processes: int
) -> Iterator[tuple[int, Heard]]:
    """Index and answer of each file in any order."""
    if processes < 2 or len(todo) < 2:
        for i in todo:
            yield i, hear_row(os.fsencode(paths[i]), front_end)
        return
    waiting: list[int] = list(todo)
    suspects: list[int] = []
    while waiting or suspects:
        # After a crash nobody knows whose it was: those in work are then heard one at a time.
        alone = bool(suspects)
        batch = [suspects.pop()] if alone else waiting
        lost: list[int] = yield from _in_pool(batch, paths, front_end, 1 if alone else processes)
        if not alone:
            waiting, suspects = batch, lost
        elif lost:
            yield lost[0], Heard(None, 0.0, "the decoder crashed on it")


def _in_pool(
    batch: list[int], paths: Sequence[Path], front_end: FrontEnd, processes: int
) -> Generator[tuple[int, Heard], None, list[int]]:
    """Answers of a pool; takes from ``batch`` what it hands out, and returns what was in work when the pool broke."""
    running: dict[Future[Heard], int] = {}
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        while batch or running:
            while batch and len(running) < _AHEAD * processes:
                i = batch.pop(0)
                running[pool.submit(hear_row, os.fsencode(paths[i]), front_end)] = i
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                answer = future.result()
                yield running.pop(future), answer
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _key(path: Path, front_end: FrontEnd) -> str | None:
    """Name in the cache: of the file's identity and all that decides its row; None where it cannot be read."""
    try:
        stamp = read_stamp(os.fsencode(path))
    except OSError:
        return None
    text = f"{_FORM}|{front_end.fingerprint()}|{stamp.size}|{stamp.mtime_ns}|".encode() + stamp.head
    return hashlib.blake2b(text + os.fsencode(path.absolute()), digest_size=16).hexdigest() + ".npz"


def _save(file: Path, heard: Heard) -> None:
    sibling = file.with_suffix(".new")
    row = np.zeros((0, 0), np.uint8) if heard.row is None else heard.row
    with sibling.open("wb") as out:
        np.savez_compressed(out, row=row, seconds=heard.seconds, problem=heard.problem)
    os.replace(sibling, file)


def _load(file: Path) -> Heard | None:
    try:
        with np.load(file, allow_pickle=False) as stored:
            row: NDArray[np.uint8] = stored["row"]
            return Heard(row if row.size else None, float(stored["seconds"]), str(stored["problem"]))
    except (OSError, ValueError, KeyError, EOFError):
        return None
