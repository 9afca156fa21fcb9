"""Kill a writer again and again and count what becomes of the files: ``python -m tests.faults.torture FOLDER``.

FOLDER holds the originals, which are not touched. Each round forks a child that writes a file's genres or takes them
back, ends it with SIGKILL (at a random instant, or at one of its calls into the system, some of them cut off in the
middle), then recovers as a start of Earmark does. The file must be the old one or the new one, byte for byte.
In every fourth pass no kill but an error: from one of the calls on, the system refuses (no room, no permission, a
failing disk), for once or for good. Prints one JSON object. It holds no sound library, so that forking is safe and
quick.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.settings import HardLinks
from app.stamp import read_stamp
from app.tagging.columns import Status
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.faults.originals import LINKED_ENDING

GENRES = ("Techno (Peak / Time)", "Blues", "Música Popular")
#: Calls into the system at which a child may be ended: before, after, or (for a write) in the middle.
_CALLS = ("write", "fsync", "replace", "utime", "open", "chmod", "unlink", "close", "lseek", "ftruncate")
#: Errors of the system by the name of their fault; and whether everything behind fails as well.
ERRORS = {
    "no room": (errno.ENOSPC, True),
    "no room for a moment": (errno.ENOSPC, False),
    "permission lost": (errno.EACCES, True),
    "failing disk": (errno.EIO, False),
    "disk gone": (errno.EIO, True),
}
#: Calls that report such errors; the others do not fail for them.
_FAILING = ("write", "fsync", "replace", "open", "ftruncate")


@dataclass(frozen=True)
class Round:
    """One kill: of which file, while writing or undoing, and how the instant is chosen."""

    original: Path
    undo: bool
    #: Killed after ``fraction`` of the usual time ("instant"), at that part of the calls ("call"); or one of ERRORS.
    kind: str
    fraction: float


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(work: Path, victim: Path) -> None:
    """Write the genres of ``victim`` under the journal in ``work``."""
    journal = Journal(work / "journal.sqlite3")
    path = os.fsencode(victim)
    changes = [GenreChange(path, GENRES, (), read_stamp(path))]
    _, outcomes = Writer(journal, hard_links=HardLinks.IN_PLACE).write(changes, note="")
    journal.close()
    if outcomes[0].status is not OutcomeStatus.WRITTEN:
        raise RuntimeError(f"{victim.name}: {outcomes[0].reason}")


def undo(work: Path, victim: Path) -> None:
    """Take back the last batch."""
    journal = Journal(work / "journal.sqlite3")
    writer = Writer(journal, hard_links=HardLinks.IN_PLACE)
    writer.undo(journal.batches()[0].id, paths=[os.fsencode(victim)])
    journal.close()


class Torture:
    """A working folder with a journal in it."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.music = work / "music"
        self.music.mkdir(parents=True)
        self.others = work / "other names"
        self.others.mkdir()
        self.counts: Counter[str] = Counter()
        #: By original, what was done, fault and what the file was afterwards.
        self.table: Counter[tuple[str, str, str, str]] = Counter()
        self.broken: list[str] = []
        self._new: dict[Path, str] = {}
        self._moments: dict[tuple[Path, bool], int] = {}
        self._seconds: dict[tuple[Path, bool], float] = {}

    def play(self, kill: Round) -> None:
        """One kill and its recovery."""
        victim = self.music / kill.original.name
        shutil.copyfile(kill.original, victim)
        if victim.name.endswith(LINKED_ENDING):
            os.link(victim, self.others / victim.name)
        os.utime(victim, ns=(10**18, 10**18))
        old = sha(victim)
        if kill.original not in self._new:
            self._learn(kill.original, victim)
        if kill.undo:
            write(self.work, victim)
        ended = self._fork(undo if kill.undo else write, victim, kill)
        self.counts["errors" if kill.kind in ERRORS else "kills"] += ended
        outcomes = self._recover()
        self._judge(kill, victim, {old: "old", self._new[kill.original]: "new"}, outcomes)

    def _learn(self, original: Path, victim: Path) -> None:
        """What the new file is, and how many moments a write and an undo of it have."""
        self._moments[original, False] = _count_moments(write, self.work, victim)
        started = time.monotonic()
        write(self.work, victim)
        self._seconds[original, False] = time.monotonic() - started
        self._new[original] = sha(victim)
        self.counts["in place" if victim.stat().st_size == original.stat().st_size else "beside"] += 1
        self._moments[original, True] = _count_moments(undo, self.work, victim)
        started = time.monotonic()
        undo(self.work, victim)
        self._seconds[original, True] = time.monotonic() - started

    def _fork(self, act: Callable[[Path, Path], None], victim: Path, kill: Round) -> int:
        """Run ``act`` in a child and end it, or let its calls fail; 1 if it was ended so, 0 if it finished before."""
        moment = 1 + int(kill.fraction * self._moments[kill.original, kill.undo])
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                if kill.kind == "call":
                    _end_at(moment, cut=kill.fraction * 1000 % 1 < 0.5)
                elif kill.kind in ERRORS:
                    _fail_at(moment, *ERRORS[kill.kind])
                act(self.work, victim)
            os._exit(0)
        if kill.kind == "instant":
            time.sleep(kill.fraction * self._seconds[kill.original, kill.undo])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return int(os.WIFSIGNALED(status) or kill.kind in ERRORS)

    def _recover(self) -> list[str]:
        journal = Journal(self.work / "journal.sqlite3")
        outcomes = [f"{o.status}: {o.reason}" for o in Writer(journal, hard_links=HardLinks.IN_PLACE).recover()]
        if journal.unfinished():
            outcomes.append("failed: something is still unfinished")
        journal.close()
        return outcomes

    def _judge(self, kill: Round, victim: Path, contents: dict[str, str], outcomes: list[str]) -> None:
        state = contents.get(sha(victim), "neither")
        self.counts[state] += 1
        self.table[kill.original.name, "undo" if kill.undo else "write", kill.kind, state] += 1
        self.counts["mended"] += len(outcomes)
        self.counts["undo" if kill.undo else "write"] += 1
        self.counts[kill.kind] += 1
        problems = [o for o in outcomes if o.startswith("failed")]
        if state == "neither" or problems or victim.stat().st_mtime_ns != 10**18:
            self.broken.append(f"{kill} {state} {problems} {victim.stat().st_mtime_ns}")
        left = [p.name for p in self.music.iterdir() if p != victim]
        other = self.others / victim.name
        if other.exists() and not os.path.samefile(other, victim):
            self.broken.append(f"{kill} the names were split")
        if left:
            self.broken.append(f"{kill} left {left}")
        if state == "new":
            self._back_by_journal(victim, contents)
        for path in (*self.music.iterdir(), *self.others.iterdir()):
            path.unlink()

    def _back_by_journal(self, victim: Path, contents: dict[str, str]) -> None:
        """What was written, or finished by recovery, can still be undone byte for byte."""
        journal = Journal(self.work / "journal.sqlite3")
        batch = journal.batches()[0].id
        if journal.entries(batch)[0].status is not Status.WRITTEN:
            self.broken.append(f"{victim.name}: new, but its entry is {journal.entries(batch)[0].status}")
        Writer(journal, hard_links=HardLinks.IN_PLACE).undo(batch, paths=[os.fsencode(victim)])
        journal.close()
        self.counts["undone afterwards"] += 1
        if contents.get(sha(victim)) != "old":
            self.broken.append(f"{victim.name}: could not be undone afterwards")


_WATCHED: dict[str, Any] = {name: getattr(os, name) for name in _CALLS}


def _watch(seen: Callable[[str, tuple[Any, ...]], None], after: Callable[[], None]) -> None:
    """Call ``seen`` before and ``after`` behind each watched call of this process."""

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            seen(name, args)
            result = _WATCHED[name](*args, **kwargs)
            after()
            return result

        return call

    for name in _CALLS:
        setattr(os, name, wrapped(name))


def _end_at(number: int, cut: bool) -> None:
    """End this process at its ``number``-th moment; a write there is cut off half-way when ``cut``."""
    moments = 0

    def tick() -> None:
        nonlocal moments
        moments += 1
        if moments == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def seen(name: str, args: tuple[Any, ...]) -> None:
        if cut and name == "write" and moments + 1 == number:
            _WATCHED["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
        tick()

    _watch(seen, tick)


def _fail_at(number: int, error: int, lasting: bool) -> None:
    """Let the call at the ``number``-th moment of this process fail, or the next that can; all behind when lasting."""
    moments, failed = 0, False

    def tick() -> None:
        nonlocal moments
        moments += 1

    def seen(name: str, args: tuple[Any, ...]) -> None:
        nonlocal failed
        tick()
        writing = name != "open" or (len(args) > 1 and args[1] & (os.O_WRONLY | os.O_RDWR))
        if moments >= number and name in _FAILING and writing and (lasting or not failed):
            if name == "write" and not failed:
                _WATCHED["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
            failed = True
            raise OSError(error, os.strerror(error))

    _watch(seen, tick)


def _count_moments(act: Callable[[Path, Path], None], work: Path, victim: Path) -> int:
    """Moments that ``act`` has, counted in a child on a copy of the file's folder and the journal's."""
    copy = work.with_name(work.name + " copy")
    shutil.copytree(work, copy)
    if victim.name.endswith(LINKED_ENDING):
        (copy / "other names" / victim.name).unlink()
        os.link(copy / "music" / victim.name, copy / "other names" / victim.name)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def tick(*_: Any) -> None:
            nonlocal count
            count += 1

        with contextlib.suppress(BaseException):
            if act is undo:  # the journal knows the file by its own path, which must not be touched
                shutil.copyfile(victim, copy / "back")
            _watch(tick, tick)
            act(copy, victim if act is undo else copy / "music" / victim.name)
            if act is undo:
                shutil.copyfile(copy / "back", victim)
        _WATCHED["write"](writer, str(count).encode())
        os._exit(0)
    os.close(writer)
    count = int(os.read(reader, 20) or b"0")
    os.close(reader)
    os.waitpid(child, 0)
    shutil.rmtree(copy)
    return count


def main() -> int:
    """Kill as often as asked, over all files, both ways of writing, writes and undos."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("originals", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600.0)
    args = parser.parse_args()
    files = sorted(args.originals.iterdir())
    chance = random.Random(args.seed)
    torture = Torture(args.work)
    end = time.monotonic() + args.seconds
    turn = 0
    while torture.counts["kills"] < args.kills and time.monotonic() < end:
        passed, place = divmod(turn, 2 * len(files))  # each file is written and undone before the next way to fail
        kind = ("call", chance.choice(tuple(ERRORS)), "instant", "call")[passed % 4]
        torture.play(Round(files[place // 2], bool(place % 2), kind, chance.random()))
        turn += 1
    table = [[*row, count] for row, count in sorted(torture.table.items())]
    result = {**torture.counts, "rounds": turn, "broken": torture.broken, "table": table}
    sys.stdout.write(json.dumps(result) + "\n")
    return int(bool(torture.broken))


if __name__ == "__main__":
    sys.exit(main())
