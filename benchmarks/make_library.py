"""A plausible library of any size, without the music: rows as a scan and an analysis would have stored them.

Artists, albums and titles are made of syllables with a fixed seed, so two runs build the same library; tag habits are
those of real collections: accents, missing tags, compilations, two discs, a few genres in many spellings.

    python benchmarks/make_library.py FILE [--tracks 200000]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np

from app.library import schema
from app.library.answers import Decided, Prediction, ScannedFile
from app.library.store import Store
from app.library.types import TrackState
from app.stamp import FileStamp

ROOT = b"/music/library"
GENRES = (
    "Blues", "Classical", "Country", "Disco", "Electronic", "Folk", "Hip-Hop", "Jazz", "Metal", "Pop", "Reggae", "Rock",
)  # fmt: skip
_TAGGED = ("Rock", "rock", "Rock & Roll", "Other", "Hip Hop", "Techno", "Jazz", "Pop", "Indie", "Klassik")
_STATES = (TrackState.READY, TrackState.REVIEW, TrackState.UNKNOWN, TrackState.CONFLICT, TrackState.KEPT)
_STATE_WEIGHTS = (55, 20, 6, 9, 10)
_MODEL = "cnn-benchmark"
_MOMENTS = 6
_EMBEDDING = 128
_BATCH = 500
#: Raised with every change of what is made, so that no library made before is taken for it.
_RECIPE = 1
_KEPT = Path(__file__).parent.parent / ".cache" / "benchmarks"


def make_library(file: Path, tracks: int, *, analysed: float = 0.9, seed: int = 7) -> None:
    """Fill a new library at ``file`` with ``tracks`` rows, of which the share ``analysed`` has a prediction."""
    chance = random.Random(seed)
    noise = np.random.default_rng(seed)
    with Store(file) as store:
        store.add_root(ROOT)
        generation = store.next_generation()
        scanned = islice(_files(chance), tracks)
        while batch := list(islice(scanned, _BATCH)):
            put = store.put_files(batch, generation)
            heard = [
                (track, _prediction(noise, item.stamp), _decided(chance))
                for track, item in zip(put.new, batch, strict=True)
                if chance.random() < analysed
            ]
            store.put_predictions(heard)


def copy_library(home: Path, tracks: int) -> Path:
    """A home for Earmark whose library has ``tracks`` rows; made once, and kept in ``.cache``."""
    recipe = hashlib.sha256(repr((_RECIPE, schema.MIGRATIONS)).encode()).hexdigest()[:12]
    kept = _KEPT / f"library-{tracks}-{recipe}.sqlite3"
    if not kept.is_file():
        _KEPT.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        make_library(fresh, tracks)
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
        os.replace(fresh, kept)
    data = home / "data"
    data.mkdir(parents=True)
    shutil.copyfile(kept, data / "library.sqlite3")
    return home


def _files(chance: random.Random) -> Iterator[ScannedFile]:
    """Endless files, artist by artist, album by album."""
    words = [_word(chance) for _ in range(6000)]
    number = 0
    while True:
        artist = _title(chance, words, 1, 3)
        for _ in range(chance.randint(1, 8)):
            album, year = _title(chance, words, 1, 4), str(chance.randint(1955, 2025))
            genres = (chance.choice(_TAGGED),) if chance.random() < 0.6 else ()
            untagged = chance.random() < 0.04
            folder = ROOT + f"/{artist}/{year} {album}".encode()
            for position in range(1, chance.randint(6, 18)):
                number += 1
                title = _title(chance, words, 1, 5)
                yield ScannedFile(
                    path=folder + f"/{position:02} {title}.mp3".encode() + (b"\xff" if number % 5000 == 0 else b""),
                    device=1,
                    inode=number,
                    stamp=FileStamp(chance.randint(10**6, 10**7), 10**18 + number, number.to_bytes(16, "big")),
                    title="" if untagged else title,
                    artist="" if untagged else artist,
                    album="" if untagged else album,
                    album_artist=artist if number % 3 else "",
                    year=year,
                    container="mp3",
                    genres=genres,
                    duration_s=chance.uniform(60, 600),
                )


def _prediction(noise: np.random.Generator, stamp: FileStamp) -> Prediction:
    labels = len(GENRES)
    scores = noise.dirichlet(np.full(labels, 0.3)).astype(np.float32)
    return Prediction(
        model_id=_MODEL,
        stamp=stamp,
        scores=scores,
        music=0.99,
        embedding=noise.standard_normal(_EMBEDDING).astype(np.float16),
        moment_starts_s=np.arange(_MOMENTS, dtype=np.float32) * 30,
        moment_scores=np.tile(scores, (_MOMENTS, 1)).astype(np.float16),
        moment_length_s=10.0,
        seconds_heard=60.0,
        duration_s=200.0,
    )


def _decided(chance: random.Random) -> Decided:
    first, second = chance.sample(GENRES, 2)
    state = chance.choices(_STATES, _STATE_WEIGHTS)[0]
    confidence = chance.random()
    chosen = (first,) if state is TrackState.READY else ()
    return Decided(state, chosen, confidence, confidence * chance.random(), first, second, (first, second))


def _word(chance: random.Random) -> str:
    syllables = (
        chance.choice("bcdfghklmnprstvw") + chance.choice("aeiouäéøa") + chance.choice(("", "", "n", "r", "s"))
        for _ in range(chance.randint(1, 4))
    )
    return "".join(syllables)


def _title(chance: random.Random, words: list[str], fewest: int, most: int) -> str:
    return " ".join(chance.choice(words).capitalize() for _ in range(chance.randint(fewest, most)))


def main() -> None:
    """Build one from the command line."""
    parser = argparse.ArgumentParser(description="Fill a library with plausible rows, for benchmarks.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--tracks", type=int, default=200_000)
    options = parser.parse_args()
    start = time.perf_counter()
    make_library(options.file, options.tracks)
    print(
        f"{options.tracks:,} tracks in {time.perf_counter() - start:.0f} s, {options.file.stat().st_size / 1e6:.0f} MB"
    )


if __name__ == "__main__":
    main()
