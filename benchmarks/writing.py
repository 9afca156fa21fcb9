"""What the guarantees of a write cost: Earmark's writer beside a bare mutagen save and fsync of the same files.

Generated MP3 and FLAC files of some megabytes, with room for the change in them and without; undo too. Each round
writes the same files in all ways, one after the other, so that a busy disk slows them alike. A bare save can neither
be taken back nor does it survive a crash in its middle; what comes nearest with the same means is to copy the file
first.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mutagen.flac import FLAC
from mutagen.id3 import ID3, TCON

from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from benchmarks.measurement import Measurement
from tests.tagging.samples import frame, mp3_sound, sample, tag

_GENRES = ("Techno", "Drum and Bass")
_BYTES = 5 << 20
_BATCH = 20
_ROUNDS, _QUICK_ROUNDS = 5, 1


def measure(quick: bool) -> Iterator[Measurement]:
    """Seconds a file and the ratio, with and without room in the tag."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    for title, content, bare in (
        ("MP3, room in the tag", _mp3(padding=2048), _bare_mp3),
        ("MP3, no room in the tag", _mp3(padding=0), _bare_mp3),
        ("FLAC, room in the tag", _flac(), _bare_flac),
    ):
        yield from _compare(title, content, bare, rounds)


def _mp3(padding: int) -> bytes:
    sound = mp3_sound()
    title = frame(3, "TIT2", b"\0Title") + frame(3, "TCON", b"\0X")
    return tag(3, title, padding=padding) + sound * (_BYTES // len(sound))


def _flac() -> bytes:
    return sample("flac") + bytes(_BYTES)


def _bare_mp3(path: Path) -> None:
    tags = ID3(path)
    tags.setall("TCON", [TCON(encoding=3, text=list(_GENRES))])
    tags.save(path, v2_version=3, v23_sep=None)
    _sync(path)


def _bare_flac(path: Path) -> None:
    file = FLAC(path)
    file["genre"] = list(_GENRES)
    file.save()
    _sync(path)


def _copied_first(bare: Callable[[Path], None], path: Path) -> None:
    copy = path.with_name(f"{path.name} before")
    shutil.copyfile(path, copy)
    _sync(copy)
    bare(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)


def _compare(title: str, content: bytes, bare: Callable[[Path], None], rounds: int) -> Iterator[Measurement]:
    ours: list[float] = []
    undone: list[float] = []
    theirs: list[float] = []
    copied: list[float] = []
    for _ in range(rounds + 1):  # the first warms up
        with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
            mine, others, safe = (_copies(Path(folder) / name, content) for name in ("ours", "theirs", "safe"))
            theirs.append(_seconds(partial(_each, bare, others)))
            copied.append(_seconds(partial(_each, partial(_copied_first, bare), safe)))
            journal = Journal(Path(folder) / "journal")
            plans = [GenreChange(os.fsencode(path), _GENRES, (), read_stamp(os.fsencode(path))) for path in mine]
            started = time.perf_counter()
            batch, outcomes = Writer(journal).write(plans, note="")
            ours.append(time.perf_counter() - started)
            if batch is None or any(outcome.status is not OutcomeStatus.WRITTEN for outcome in outcomes):
                raise RuntimeError(outcomes[0].reason)
            started = time.perf_counter()
            Writer(journal).undo(batch)
            undone.append(time.perf_counter() - started)
            journal.close()
    detail = f"{rounds} x {_BATCH} files of {len(content) / (1 << 20):.1f} MiB, one batch each"
    own, base, back, kept = (1e3 * statistics.median(times[1:]) / _BATCH for times in (ours, theirs, undone, copied))
    yield Measurement(f"{title}: write", own, "ms/file", detail)
    yield Measurement(f"{title}: bare mutagen save and fsync", base, "ms/file", detail)
    yield Measurement(f"{title}: write / bare", own / base, "ratio", detail)
    yield Measurement(f"{title}: bare save of a file that was copied first", kept, "ms/file", detail)
    yield Measurement(f"{title}: write / copy and bare save", own / kept, "ratio", detail)
    yield Measurement(f"{title}: undo", back, "ms/file", detail)


def _copies(folder: Path, content: bytes) -> list[Path]:
    folder.mkdir()
    paths = [folder / str(number) for number in range(_BATCH)]
    for path in paths:
        path.write_bytes(content)
        _sync(path)
    return paths


def _each(act: Callable[[Path], None], paths: list[Path]) -> None:
    for path in paths:
        act(path)


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
