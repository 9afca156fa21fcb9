"""How quickly the library answers a window, and how large it is: generated rows, 200,000 of them, 5,000 if quick."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from app.library.store import Store
from app.library.types import Query, SortKey, TrackId, View
from benchmarks.make_library import GENRES, ROOT, copy_library, make_library
from benchmarks.measurement import Measurement, median_seconds

_TRACKS, _QUICK_TRACKS = 200_000, 5_000
#: Rows stored to see what storing one costs; the others come from a library that is kept.
_STORED = 5_000
_PAGE_ROWS = 60


def measure(quick: bool) -> Iterator[Measurement]:
    """Figures of the store."""
    tracks, repeats = (_QUICK_TRACKS, 40) if quick else (_TRACKS, 200)
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        start = time.perf_counter()
        make_library(Path(folder, "stored.sqlite3"), _STORED)
        stored = 1e3 * (time.perf_counter() - start) / _STORED
        yield Measurement("store a scanned and analysed track", stored, "ms", f"{_STORED:,} tracks")
        file = copy_library(Path(folder, "home"), tracks) / "data" / "library.sqlite3"
        yield from _measure_store(file, f"{tracks:,} tracks", repeats)


def _measure_store(file: Path, detail: str, repeats: int) -> Iterator[Measurement]:
    with Store(file) as store:
        words = _words(store)
        tracks = len(store.ids(Query()))
    size = file.stat().st_size / tracks / 1024
    yield Measurement(
        "size of the library, a track", size, "KiB", f"{detail}, 9 in 10 with scores, embedding, evidence"
    )
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


def _timed(store: Store, query: Query) -> float:
    return _seconds(lambda: store.ids(query))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _spread(name: str, seconds: list[float], detail: str) -> Iterator[Measurement]:
    yield Measurement(f"{name}, median", 1e3 * statistics.median(seconds), "ms", detail)
    yield Measurement(f"{name}, 95th percentile", 1e3 * float(np.percentile(seconds, 95)), "ms", detail)
