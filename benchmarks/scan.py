"""What finding out about files costs, beside the least it can cost and beside what people do today.

The first scan with tags, stored in a new library, beside a loop over ``os.walk`` that asks mutagen about every file and
keeps nothing; a second scan of a library in which nothing changed beside a bare walk that asks for size and time. The
two of a pair take turns; every file was read before, so that no disk is measured. That is what the slow disk is for,
which is simulated: a delay at each call that has to find a folder or a file.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import mutagen

from app.library.scan import scan
from app.library.store import Store
from app.library.types import Query
from app.session.scanning import run_scan
from app.tagging.formats import is_audio_name
from benchmarks.make_music import FILES_IN_FOLDER, make_copies, make_music
from benchmarks.measurement import Measurement
from benchmarks.slow_disk import slow_to_find

_FILES, _QUICK_FILES = 20_000, 400
_UNCHANGED, _QUICK_UNCHANGED = 100_000, 2_000
_FAR_FILES, _QUICK_FAR_FILES, _FAR_S = 400, 60, 0.008
_ROUNDS, _QUICK_ROUNDS = 3, 1
_KIND_FILES, _KIND_ROUNDS, _QUICK_KIND_ROUNDS = 300, 15, 3
_KINDS = {".mp3": "MP3", ".flac": "FLAC", ".ogg": "Vorbis", ".wma": "WMA"}


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
    """Seconds and ratios of the first scan, of one that finds nothing new, and of one on a slow disk."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        yield from _measure_first(Path(folder), _QUICK_FILES if quick else _FILES, rounds)
        yield from _measure_kinds(Path(folder), _QUICK_KIND_ROUNDS if quick else _KIND_ROUNDS)
        yield from _measure_far(Path(folder), _QUICK_FAR_FILES if quick else _FAR_FILES)
        yield from _measure_unchanged(Path(folder), _QUICK_UNCHANGED if quick else _UNCHANGED, rounds)


def _measure_first(folder: Path, files: int, rounds: int) -> Iterator[Measurement]:
    music = folder / "music"
    make_music(music, files)
    detail = f"{files:,} small mp3, flac and m4a files, {rounds} rounds in turns"
    _ask_mutagen(music)  # from now on the files are in memory
    pairs = [(_seconds(lambda: _ask_mutagen(music)), _first_scan(folder, music, files)) for _ in range(rounds)]
    yield Measurement(
        "first scan with tags, stored", 1e6 * statistics.median(b for _, b in pairs) / files, "us/file", detail
    )
    yield Measurement(
        "os.walk and mutagen.File", 1e6 * statistics.median(a for a, _ in pairs) / files, "us/file", detail
    )
    ratio = statistics.median(theirs / ours for theirs, ours in pairs)
    yield Measurement("first scan, times as fast as the loop", ratio, "times", "wall clock; the loop stores nothing")


def _measure_kinds(folder: Path, rounds: int) -> Iterator[Measurement]:
    """Scans too small for processes of their own."""
    detail = f"wall clock, {rounds} rounds in turns; the loop stores nothing"
    for ending, name in _KINDS.items():
        what = f"first scan of {_KIND_FILES} {name} files, times as fast as the loop"
        yield Measurement(what, _kind_ratio(folder, folder / f"kind{ending}", ending, rounds), "times", detail)


def _kind_ratio(folder: Path, music: Path, ending: str, rounds: int) -> float:
    make_copies(music, ending, _KIND_FILES)
    _ask_mutagen(music)
    _first_scan(folder, music, _KIND_FILES)
    turns = [(_seconds(lambda: _ask_mutagen(music)), _first_scan(folder, music, _KIND_FILES)) for _ in range(rounds)]
    return statistics.median(theirs / ours for theirs, ours in turns)


def _measure_far(folder: Path, files: int) -> Iterator[Measurement]:
    music = folder / "far"
    make_music(music, files)
    with slow_to_find(_FAR_S):
        theirs = _seconds(lambda: _ask_mutagen(music))
        ours = _first_scan(folder, music, files)
    detail = f"{files} files, {1e3 * _FAR_S:.0f} ms to find each, simulated"
    yield Measurement("first scan on a slow disk, times as fast as the loop", theirs / ours, "times", detail)


def _measure_unchanged(folder: Path, files: int, rounds: int) -> Iterator[Measurement]:
    music = folder / "unchanged"
    _make_tree(music, files)
    detail = f"{files:,} files in {files // FILES_IN_FOLDER:,} folders, {rounds} rounds in turns"
    with Store(folder / "scan.sqlite3") as store:
        store.add_root(os.fsencode(music))

        def run() -> None:
            scan(store, read_tags=lambda _: _NoTags(), is_audio=is_audio_name)

        first = _seconds(run)
        run()
        pairs = [(_seconds(lambda: _walk(os.fsencode(music))), _seconds(run)) for _ in range(rounds)]
    yield Measurement("first scan without tags", 1e6 * first / files, "us/file", detail)
    walk = statistics.median(theirs for theirs, _ in pairs)
    yield Measurement("bare walk (scandir and stat)", 1e6 * walk / files, "us/file", detail)
    yield Measurement(
        "re-scan, nothing changed", 1e6 * statistics.median(b for _, b in pairs) / files, "us/file", detail
    )
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    yield Measurement("re-scan, beside the bare walk", ratio, "times", detail)


def _first_scan(folder: Path, music: Path, files: int) -> float:
    """Seconds of a first scan as the session makes it; it must have found every file and every title."""
    library = folder / f"first-{time.monotonic_ns()}.sqlite3"
    with Store(library) as store:
        store.add_root(os.fsencode(music))
        took = _seconds(lambda: run_scan(store, (), lambda _: None, None, changed=lambda: None))
        found = store.rows(store.ids(Query()))
    if len(found) != files or not all(row.title and row.artist for row in found):
        raise RuntimeError("the scan did not find every file with its tags")
    return took


def _ask_mutagen(music: Path) -> int:
    """What people do today: every file, asked by name."""
    found = 0
    for place, _, names in os.walk(music):
        for name in names:
            known = mutagen.File(os.path.join(place, name))
            found += known is not None and known.info.length > 0
    return found


def _make_tree(music: Path, files: int) -> None:
    for number in range(files // FILES_IN_FOLDER):
        album = music / f"artist {number % 100:02}" / f"album {number:05}"
        album.mkdir(parents=True)
        for position in range(FILES_IN_FOLDER):
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


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
