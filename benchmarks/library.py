"""How quickly the library answers a window, and what a re-scan costs beside a bare walk of the same folders.

Queries run on generated rows (200,000; 20,000 if quick), the scan on a tree of small generated files.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from app.library.scan import scan
from app.library.store import Store
from app.library.types import Query, SortKey, TrackId, View
from benchmarks.make_library import GENRES, ROOT, make_library
from benchmarks.measurement import Measurement, median_seconds

_TRACKS, _QUICK_TRACKS = 200_000, 20_000
_FOLDERS, _QUICK_FOLDERS, _FILES_IN_FOLDER = 2_000, 200, 10
_PAGE_ROWS = 60


@dataclass(frozen=True, slots=True)
class _NoTags:
    """Tags of the tree's files, so that a scan's own cost is measured and not the tag reader's."""

    title: str = "Title"
    artist: str = "Artist"
    album: str = "Album"
    album_artist: str = ""
    year: str = ""
    genres: tuple[str, ...] = ()
    container: str = "mp3"
    duration_s: float | None = None


def measure(quick: bool) -> Iterator[Measurement]:
    """Figures of store and scan."""
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        yield from _measure_store(Path(folder), _QUICK_TRACKS if quick else _TRACKS, 40 if quick else 200)
        yield from _measure_scan(Path(folder), _QUICK_FOLDERS if quick else _FOLDERS, 3 if quick else 5)


def _measure_store(folder: Path, tracks: int, repeats: int) -> Iterator[Measurement]:
    file = folder / "library.sqlite3"
    start = time.perf_counter()
    make_library(file, tracks)
    seconds = time.perf_counter() - start
    detail = f"{tracks:,} tracks"
    yield Measurement("store a scanned and analysed track", 1e3 * seconds / tracks, "ms", detail)
    yield Measurement("size of the library", file.stat().st_size / tracks, "bytes/track", detail)
    with Store(file) as store:
        words = _words(store)
    yield from _measure_first_orders(file, detail)
    with Store(file) as store:
        chance = random.Random(1)
        yield from _spread("sort and search", [_timed(store, q) for q in _queries(chance, words, repeats)], detail)
        everything = store.ids(Query())
        pages = [chance.randrange(len(everything) - _PAGE_ROWS) for _ in range(repeats)]
        times = [_seconds(partial(store.rows, everything[at : at + _PAGE_ROWS])) for at in pages]
        yield from _spread(f"a page of {_PAGE_ROWS} rows", times, detail)
        yield Measurement("counts of the side bar", 1e3 * median_seconds(store.counts), "ms", detail)
        track = TrackId(int(everything[len(everything) // 2]))
        yield Measurement("prediction of a track", 1e3 * median_seconds(lambda: store.prediction(track)), "ms", detail)
        yield Measurement("album's vote", 1e3 * median_seconds(lambda: store.album_vote(track)), "ms", detail)
        scores = median_seconds(lambda: sum(len(chunk.ids) for chunk in store.scores()), 1)
        yield Measurement("read all scores to decide anew", scores, "s", detail)


def _measure_first_orders(file: Path, detail: str) -> Iterator[Measurement]:
    """Each order read for the first time, as after a change: what a click on a column's head can cost at most."""
    times = []
    with Store(file) as store:
        start = time.perf_counter()
        store.ids(Query())
        yield Measurement("open and list everything", 1e3 * (time.perf_counter() - start), "ms", detail)
        times = [_timed(store, Query(sort=key)) for key in SortKey]
    yield Measurement("an order read for the first time, slowest column", 1e3 * max(times), "ms", detail)


def _queries(chance: random.Random, words: list[str], count: int) -> Iterator[Query]:
    """What people do: click columns, switch views, type into the search box letter by letter."""
    for _ in range(count):
        sort = chance.choice(list(SortKey))
        word = chance.choice(words)
        yield Query(
            view=chance.choice([View.ALL, View.ALL, *View]),
            text=chance.choice(["", word[: chance.randint(1, len(word))], f"{word} {chance.choice(words)[:2]}"]),
            below=chance.choice([(), (), (ROOT,)]),
            genre=chance.choice([None, None, None, *GENRES[:2]]),
            sort=sort,
            descending=chance.random() < 0.5,
            by_album=chance.random() < 0.3,
        )


def _words(store: Store) -> list[str]:
    ids = store.ids(Query())
    rows = store.rows(ids[:: max(1, len(ids) // 300)])
    return sorted({word for row in rows for word in f"{row.title} {row.artist}".split()})


def _measure_scan(folder: Path, folders: int, repeats: int) -> Iterator[Measurement]:
    music = folder / "music"
    _make_tree(music, folders)
    files = folders * _FILES_IN_FOLDER
    detail = f"{files:,} files in {folders:,} folders"
    with Store(folder / "scan.sqlite3") as store:
        store.add_root(os.fsencode(music))

        def run() -> None:
            scan(store, read_tags=lambda _: _NoTags(), is_audio=lambda name: name.endswith(b".mp3"))

        first = _seconds(run)
        walk = median_seconds(lambda: _walk(os.fsencode(music)), repeats)
        again = median_seconds(run, repeats)
    yield Measurement("first scan without tag reading", 1e6 * first / files, "us/file", detail)
    yield Measurement("bare walk (scandir and stat)", 1e6 * walk / files, "us/file", detail)
    yield Measurement("re-scan, nothing changed", 1e6 * again / files, "us/file", detail)
    yield Measurement("re-scan / bare walk", again / walk, "ratio", detail)


def _make_tree(music: Path, folders: int) -> None:
    for number in range(folders):
        album = music / f"artist {number % 100:02}" / f"album {number:05}"
        album.mkdir(parents=True)
        for position in range(_FILES_IN_FOLDER):
            (album / f"{position:02} title.mp3").write_bytes(number.to_bytes(4, "big") + bytes([position]))


def _walk(folder: bytes) -> int:
    found = 0
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    found += 1
    return found


def _timed(store: Store, query: Query) -> float:
    return _seconds(lambda: store.ids(query))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _spread(name: str, seconds: list[float], detail: str) -> Iterator[Measurement]:
    yield Measurement(f"{name}, median", 1e3 * statistics.median(seconds), "ms", detail)
    yield Measurement(f"{name}, 95th percentile", 1e3 * float(np.percentile(seconds, 95)), "ms", detail)
