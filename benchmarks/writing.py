"""What the guarantees of a write cost: Earmark's writer beside a bare mutagen save and fsync of the same files.

Generated MP3 and FLAC files of some megabytes, with room for the change in them and without; undo too. Each round
writes the same files in all ways, one after the other and every other round the other way about, so that a busy disk
slows them alike. All bring every file to the disk, so that much depends on how long it takes, which is measured too:
the ratios are told by the clock, which is what a person waits, and in processor time, which has no wait in it. A bare
save can neither be taken back nor does it survive a crash in its middle; what comes nearest with the same means is to
copy the file first. Then the same on disks whose every wait takes as long as those that people have, which is simulated
for both sides: the files' waits, their folders' and those of the journal.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from mutagen.flac import FLAC
from mutagen.id3 import ID3, TCON

from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from benchmarks.measurement import Measurement
from benchmarks.slow_disk import slow_to_sync
from tests.tagging.samples import frame, mp3_sound, sample, tag

_GENRES = ("Techno", "Drum and Bass")
_BYTES = 5 << 20
_BATCH = 20
_ROUNDS, _QUICK_ROUNDS = 8, 1
_WAITS = 20
#: Seconds that one wait takes longer on the disks that are simulated, as on a laptop's SSD and on a hard disk.
_SLOW_DISKS = (0.002, 0.010)

_T = TypeVar("_T")


def measure(quick: bool) -> Iterator[Measurement]:
    """Seconds a file and the ratio, with and without room in the tag, on the disk at hand and on slower ones."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    kinds = (
        ("MP3, room in the tag", _mp3(padding=2048), _bare_mp3),
        ("MP3, no room in the tag", _mp3(padding=0), _bare_mp3),
        ("FLAC, room in the tag", _flac(), _bare_flac),
    )
    yield Measurement("one wait for the disk (fsync)", 1e3 * _wait_for_disk(), "ms", f"{_WAITS} x 4 KiB")
    for title, content, bare in kinds:
        yield from _compare(title, content, bare, rounds)
    for wait_s in _SLOW_DISKS:
        disk = f"{1e3 * wait_s:.0f} ms a wait"
        try:
            took = slow_to_sync(wait_s, _wait_for_disk)[0]
        except OSError as problem:
            yield Measurement(f"{disk}: rows measured", 0, "", str(problem))
            continue
        yield Measurement(f"one wait for the disk, {disk}", 1e3 * took, "ms", "simulated, above the disk's own")
        for title, content, bare in kinds:
            yield from _compare_slowly(f"{title}, {disk}", content, bare, rounds, wait_s)


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


@dataclass(slots=True)
class _Times:
    """Seconds a file, by the clock and of the processor, a pair for each round."""

    #: Seconds that a wait for the disk takes longer; ``None``: the disk is the one at hand, and nobody counts.
    wait_s: float | None = None
    rounds: list[tuple[float, float]] = field(default_factory=list)
    #: Waits for the disk in one round.
    waits: int = 0

    def of(self, action: Callable[[], _T]) -> _T:
        """Do ``action``, which is a round of all files, and time it."""
        if self.wait_s is None:
            return self._timed(action)
        result, self.waits = slow_to_sync(self.wait_s, partial(self._timed, action))
        return result

    def _timed(self, action: Callable[[], _T]) -> _T:
        started, busy = time.perf_counter(), time.process_time()
        result = action()
        self.rounds.append(((time.perf_counter() - started) / _BATCH, (time.process_time() - busy) / _BATCH))
        return result

    def median(self, processor: bool = False) -> float:
        """Milliseconds a file; the first round only warmed up."""
        return 1e3 * statistics.median(each[processor] for each in self.rounds[1:])


def _compare(title: str, content: bytes, bare: Callable[[Path], None], rounds: int) -> Iterator[Measurement]:
    ours, undone, theirs, copied = _Times(), _Times(), _Times(), _Times()
    _take_turns(
        rounds,
        lambda folder: _earmark(folder, content, ours, undone),
        lambda folder: _plainly(folder / "theirs", content, bare, theirs),
        lambda folder: _plainly(folder / "safe", content, partial(_copied_first, bare), copied),
    )
    detail = f"{rounds} x {_BATCH} files of {len(content) / (1 << 20):.1f} MiB, one batch each"
    yield Measurement(f"{title}: write", ours.median(), "ms/file", detail)
    yield Measurement(f"{title}: bare mutagen save and fsync", theirs.median(), "ms/file", detail)
    yield Measurement(f"{title}: write / bare", ours.median() / theirs.median(), "ratio", detail)
    busy = ours.median(processor=True), theirs.median(processor=True)
    yield Measurement(f"{title}: write / bare, processor time", busy[0] / busy[1], "ratio", _both(*busy))
    yield Measurement(f"{title}: bare save of a file that was copied first", copied.median(), "ms/file", detail)
    yield Measurement(f"{title}: write / copy and bare save", ours.median() / copied.median(), "ratio", detail)
    yield Measurement(f"{title}: undo", undone.median(), "ms/file", detail)
    back = undone.median(processor=True)
    yield Measurement(f"{title}: undo / bare", undone.median() / theirs.median(), "ratio", detail)
    yield Measurement(f"{title}: undo / bare, processor time", back / busy[1], "ratio", _both(back, busy[1]))


def _compare_slowly(
    title: str, content: bytes, bare: Callable[[Path], None], rounds: int, wait_s: float
) -> Iterator[Measurement]:
    """Ratios by the clock on a disk whose waits take ``wait_s`` longer, and how many of them there are."""
    ours, undone, theirs = _Times(wait_s), _Times(wait_s), _Times(wait_s)
    _take_turns(
        rounds,
        lambda folder: _earmark(folder, content, ours, undone),
        lambda folder: _plainly(folder / "theirs", content, bare, theirs),
    )
    for what, own in (("write", ours), ("undo", undone)):
        took = f"{own.median():.2f} and {theirs.median():.2f} ms a file"
        waits = f"{own.waits / _BATCH:.2f} and {theirs.waits / _BATCH:.2f} waits"
        yield Measurement(f"{title}: {what} / bare", own.median() / theirs.median(), "ratio", f"{took}, {waits}")


def _take_turns(rounds: int, *turns: Callable[[Path], None]) -> None:
    """Each of ``turns`` in a folder that they share, in every round, and once before."""
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory(prefix="earmark-bench-") as name:
            for turn in turns[:: 1 if number % 2 else -1]:
                turn(Path(name))


def _both(own: float, base: float) -> str:
    return f"{own:.2f} and {base:.2f} ms of the processor a file"


def _earmark(folder: Path, content: bytes, written: _Times, undone: _Times) -> None:
    paths = [os.fsencode(path) for path in _copies(folder / "ours", content)]
    journal = Journal(folder / "journal")
    plans = [GenreChange(path, _GENRES, (), read_stamp(path)) for path in paths]
    batch, outcomes = written.of(lambda: Writer(journal).write(plans, note=""))
    if batch is None or any(outcome.status is not OutcomeStatus.WRITTEN for outcome in outcomes):
        raise RuntimeError(outcomes[0].reason)
    undone.of(lambda: Writer(journal).undo(batch))
    journal.close()


def _plainly(folder: Path, content: bytes, save: Callable[[Path], None], times: _Times) -> None:
    paths = _copies(folder, content)

    def save_all() -> None:
        for path in paths:
            save(path)

    times.of(save_all)


def _wait_for_disk() -> float:
    """Seconds that one wait for the disk takes where the others write."""
    with tempfile.NamedTemporaryFile(prefix="earmark-bench-") as file:
        file.write(bytes(_BYTES))
        waits = []
        for number in range(_WAITS):
            os.pwrite(file.fileno(), bytes([number]) * 4096, 0)
            started = time.perf_counter()
            os.fsync(file.fileno())
            waits.append(time.perf_counter() - started)
    return statistics.median(waits)


def _copies(folder: Path, content: bytes) -> list[Path]:
    folder.mkdir()
    paths = [folder / str(number) for number in range(_BATCH)]
    for path in paths:
        path.write_bytes(content)
        _sync(path)
    return paths
