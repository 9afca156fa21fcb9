"""Everything at once for a long time: does anything leak, stall or get lost?

``python -m benchmarks soak --minutes 90``. One session on small real files: it scans, analyses with two workers that
are killed every few seconds, is asked for rows as a window asks, gets verdicts and takes some back, writes and undoes,
while another program edits, renames, removes and adds files. At the end all that is left is heard in peace, and then
the library must agree with the disk to the file: every file listed once, heard, with the genres that it holds.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import mutagen
import psutil

from app.errors import AppError
from app.library.types import Query, SortKey, TrackId, TrackState, View
from app.progress import RunControl
from app.session import Session
from app.settings import Settings
from app.tagging.formats import read_tags
from benchmarks.make_music import make_music
from benchmarks.measurement import Measurement

_MINUTES, _QUICK_MINUTES = 3.0, 0.25
_FILES = 60
#: Seconds of processor time that a worker lives, at least and at most: to start takes about one.
_LIFE_S = (0.5, 8.0)
_GENRES = ("Rock", "Jazz", "Folk", "Pop", "Metal", "Blues")


@dataclass
class _Soak:
    """What runs at once, and what it came to."""

    session: Session
    music: Path
    end: float
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    longest_read_s: float = 0.0
    own_mb: list[float] = field(default_factory=list)
    control: RunControl = field(default_factory=RunControl)
    lives: dict[int, float] = field(default_factory=dict)  #: seconds of processor time after which a child is killed

    def run(self) -> None:
        acts: tuple[tuple[Callable[[random.Random], None], float], ...] = (
            (self._analyse, 0.05),
            (self._scan, 1.5),
            (self._kill, 0.5),
            (self._edit, 0.7),
            (self._judge, 0.2),
            (self._write, 2.0),
            (self._look, 0.05),
            (self._weigh, 2.0),
        )
        threads = [threading.Thread(target=self._again, args=(seed, *act)) for seed, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        while time.monotonic() < self.end:
            time.sleep(0.2)
        self.control.cancel()
        for thread in threads:
            thread.join(timeout=120)
            if thread.is_alive():
                self.faults.append("a thread did not end")

    def _again(self, seed: int, act: Callable[[random.Random], None], pause_s: float) -> None:
        chance = random.Random(seed)
        while time.monotonic() < self.end:
            try:
                act(chance)
            except AppError as problem:
                self.done[f"refused: {type(problem).__name__}"] += 1
            except Exception as problem:  # noqa: BLE001 - the boundary of a thread: what is found here is what a soak is for
                self.faults.append(f"{act.__name__}: {type(problem).__name__}: {problem}")
            time.sleep(pause_s)

    def _analyse(self, _chance: random.Random) -> None:
        report = self.session.analyse(again=True, control=self.control)
        self.done["analyses"] += report.done
        self.done["analyses that failed"] += report.failed
        if report.failed:
            rows = self.session.rows(self.session.ids(Query()))
            self.done.update(f"failed: {row.error}" for row in rows if row.state is TrackState.FAILED)

    def _scan(self, _chance: random.Random) -> None:
        self.session.scan(control=self.control)
        self.done["scans"] += 1

    def _kill(self, chance: random.Random) -> None:
        """A worker crashes: while it starts or at a file, after so much work that others are done on a busy machine."""
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                used_s = child.cpu_times().user
                if used_s > self.lives.setdefault(child.pid, chance.uniform(*_LIFE_S)):
                    child.kill()
                    self.lives.pop(child.pid)
                    self.done["workers killed"] += 1

    def _edit(self, chance: random.Random) -> None:
        """Another program at work on the files."""
        file = chance.choice(sorted(self.music.rglob("*.*")))
        with suppress(OSError, mutagen.MutagenError):  # a write of ours puts another file in its place meanwhile
            match chance.randrange(6):
                case 0:
                    file.rename(file.with_name(f"{chance.randrange(10**9)}{file.suffix}"))
                case 1:
                    shutil.copyfile(file, file.with_name(f"{chance.randrange(10**9)}{file.suffix}"))
                case 2:
                    if len(list(self.music.rglob("*.*"))) > _FILES:
                        file.unlink()
                case _:
                    tags = mutagen.File(file, easy=True)
                    tags["title"] = f"Edited {chance.randrange(10**6)}"
                    tags["genre"] = chance.choice(_GENRES)
                    tags.save()
            self.done["edits by others"] += 1

    def _judge(self, chance: random.Random) -> None:
        track = self._some(chance)
        match chance.randrange(5):
            case 0:
                self.session.keep([track])
            case 1:
                self.session.skip([track])
            case 2:
                self.session.undo_verdict()
            case _:
                self.session.choose([track], [chance.choice(_GENRES)])
        self.done["verdicts"] += 1

    def _write(self, chance: random.Random) -> None:
        changes = self.session.plan()[:10]
        if changes:
            self.done["files written"] += self.session.write(changes).written
        batches = self.session.history()[:8]
        if batches and chance.random() < 0.5:
            self.done["files undone"] += self.session.undo(chance.choice(batches).id).restored

    def _look(self, chance: random.Random) -> None:
        """What a window asks for while one scrolls, sorts and searches."""
        start = time.perf_counter()
        query = Query(text=chance.choice(("", "so", "song 00")), sort=chance.choice(list(SortKey)))
        self.session.rows(self.session.ids(query)[:60])
        self.session.counts()
        self.longest_read_s = max(self.longest_read_s, time.perf_counter() - start)
        self.done["looks"] += 1

    def _weigh(self, _chance: random.Random) -> None:
        memory = psutil.Process().memory_info()
        self.own_mb.append((memory.rss - getattr(memory, "shared", 0)) / 1e6)

    def _some(self, chance: random.Random) -> TrackId:
        return TrackId(int(chance.choice(self.session.ids(Query()))))


def measure(quick: bool, minutes: float | None = None) -> Iterator[Measurement]:
    """What was done, and what was found wrong; every line of the second kind must say 0."""
    minutes = minutes or (_QUICK_MINUTES if quick else _MINUTES)
    with tempfile.TemporaryDirectory(prefix="earmark-bench-") as folder:
        before, os.environ["EARMARK_HOME"] = os.environ.get("EARMARK_HOME"), str(Path(folder, "home"))
        try:
            yield from _soak(Path(folder, "music"), minutes)
        finally:
            os.environ.pop("EARMARK_HOME")
            if before is not None:
                os.environ["EARMARK_HOME"] = before


def _soak(music: Path, minutes: float) -> Iterator[Measurement]:
    make_music(music, _FILES, 1.5)
    with Session(settings=Settings(workers=2)) as session:
        session.add_folder(os.fsencode(music))
        session.scan()
        soak = _Soak(session, music, time.monotonic() + 60 * minutes)
        soak.run()
        session.scan()
        session.analyse()
        if unheard := _unheard(session):  # their workers were killed, or they were edited while they were heard
            session.analyse(tracks=unheard, again=True)
        session.scan()
        wrong = _disagreements(session, music)
    detail = f"{minutes:g} minutes, {_FILES} files or more"
    for what, times in sorted(soak.done.items()):
        yield Measurement(what, times, "times", detail)
    yield Measurement("longest look of a window at the library", 1e3 * soak.longest_read_s, "ms", detail)
    tenth = soak.own_mb[len(soak.own_mb) // 4 : len(soak.own_mb) // 2] or [0.0]
    late = soak.own_mb[-len(tenth) :] or [0.0]
    growth = sorted(late)[len(late) // 2] - sorted(tenth)[len(tenth) // 2]
    yield Measurement("memory growth of the process", growth, "MB", "median of the last quarter beside the second")
    for fault in dict.fromkeys(soak.faults):
        yield Measurement(f"FAULT {fault}", soak.faults.count(fault), "times")
    yield Measurement("errors that nobody expected", len(soak.faults), "times", "must be 0")
    for what, count in wrong.items():
        yield Measurement(what, count, "files", "must be 0")


def _unheard(session: Session) -> list[TrackId]:
    return [track for track in map(TrackId, session.ids(Query()).tolist()) if session.prediction(track) is None]


def _disagreements(session: Session, music: Path) -> dict[str, int]:
    """In what the library and the disk do not agree."""
    on_disk = {os.fsencode(file) for file in music.rglob("*.*") if not file.name.startswith(".")}
    rows = session.rows(session.ids(Query()))
    listed = Counter(row.path for row in rows)
    counts = session.counts()
    return {
        "files on the disk that are not in the library": len(on_disk - listed.keys()),
        "tracks in the library without a file": len(listed.keys() - on_disk),
        "tracks listed twice": sum(times > 1 for times in listed.values()),
        "views that do not add up to all": abs(sum(counts.values()) - 2 * counts[View.ALL]),
        "results lost: tracks without an answer": len(_unheard(session)),
        "tracks that failed": sum(row.state is TrackState.FAILED for row in rows),
        "genres in the library that the file does not hold": sum(
            row.genres != read_tags(row.path).genres for row in rows
        ),
        "files left behind by a write": sum(file.name.startswith(".") for file in music.rglob(".*")),
    }
