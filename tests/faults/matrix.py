"""What can happen to a file around a write, one fault at a time, on any original: each says what is left of the file.

An answer is ``old`` or ``new`` (byte for byte the file before or after a write), ``theirs`` (what another program made
of it, untouched), ``refused`` where nothing could be tried, or ``neither``. :data:`FAULTS` names what may come out.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.settings import HardLinks
from app.stamp import read_stamp
from app.tagging import guards
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, WriteOutcome, Writer
from tests.faults import several
from tests.faults.torture import sha

GENRES = ("Techno (Peak / Time)", "Blues", "Música Popular")
_THEIRS = b"what another program made of it"
ODD_NAMES = (b"\xff\xfe.mp3", "é".encode(), "e\u0301".encode(), b"n" * 255, b"a\nb.mp3", b"-rf", b" ", b"'\"$(x).mp3")


@dataclass
class Case:
    """One original in a folder of its own, with a journal in another."""

    victim: Path
    work: Path

    @property
    def path(self) -> bytes:
        """The file as Earmark knows it."""
        return os.fsencode(self.victim)

    def plan(self, genres: tuple[str, ...] = GENRES) -> GenreChange:
        """What a preview would hand on."""
        return GenreChange(self.path, genres, (), read_stamp(self.path))

    def write(self, plan: GenreChange | None = None, hard_links: HardLinks = HardLinks.SKIP) -> WriteOutcome:
        """Write as one run of Earmark does."""
        with self.writer(hard_links) as writer:
            return writer.write([plan or self.plan()], note="")[1][0]

    def undo(self, number: int = 0, hard_links: HardLinks = HardLinks.SKIP) -> WriteOutcome:
        """Undo the last batch but ``number``, as another run of Earmark does."""
        with self.writer(hard_links) as writer:
            return writer.undo(writer._journal.batches()[number].id)[0]

    @contextlib.contextmanager
    def writer(self, hard_links: HardLinks = HardLinks.SKIP) -> Iterator[Writer]:
        """A writer of a fresh process; what it left unfinished is mended behind it."""
        journal = Journal(self.work / "journal")
        try:
            yield Writer(journal, hard_links=hard_links)
        finally:
            with contextlib.closing(journal):
                Writer(journal, hard_links=hard_links).recover()
                left = journal.unfinished()
            assert not left

    def state(self, old: str, new: str | None = None) -> str:
        """What the file is, and that nothing lies beside it."""
        if any(name.startswith(b".earmark-") for name in os.listdir(os.fsencode(self.victim.parent))):
            return "neither"
        if not self.victim.exists():
            return "theirs"
        if self.victim.read_bytes() == _THEIRS:
            return "theirs"
        return {old: "old", new or "": "new"}.get(sha(self.victim), "neither")


def _edit(path: Path) -> None:
    path.write_bytes(_THEIRS)


def _replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(_THEIRS)
    os.replace(other, path)


def _before_write(act: Callable[[Path], None]) -> Callable[[Case], str]:
    def fault(case: Case) -> str:
        plan = case.plan()
        act(case.victim)
        outcome = case.write(plan)
        return case.state("") if outcome.status is OutcomeStatus.SKIPPED and outcome.reason else "neither"

    return fault


def _before_undo(act: Callable[[Path], None]) -> Callable[[Case], str]:
    def fault(case: Case) -> str:
        case.write()
        act(case.victim)
        outcome = case.undo()
        return case.state("") if outcome.status is OutcomeStatus.SKIPPED and outcome.reason else "neither"

    return fault


def _second_earmark(case: Case) -> str:
    old = sha(case.victim)
    journal = Journal(case.work / "journal")
    with guards.sole_writer(journal.file):
        try:
            Writer(journal).write([case.plan()], note="")
        except AppError:
            journal.close()
            return case.state(old)
    return "neither"


def _locked(case: Case) -> str:
    old = sha(case.victim)
    with case.victim.open("rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        case.write()
    return case.state(old)


def _later_writes(case: Case) -> str:
    """Three writes: the older ones cannot be undone under the newer; from the newest to the oldest they can."""
    states = [sha(case.victim)]
    for genres in (("One",), ("Two", "Three"), ("Four",)):
        case.write(case.plan(genres))
        states.append(sha(case.victim))
    for older in (2, 1):
        if case.undo(older).status is not OutcomeStatus.SKIPPED or sha(case.victim) != states[3]:
            return "neither"
    for number, wanted in enumerate(reversed(states[:3])):
        case.undo(number)
        if sha(case.victim) != wanted:
            return "neither"
    return case.state(states[0])


def _album(case: Case) -> str:
    """Two albums written as one batch, one of them undone, then the other: each by its folder."""
    old = sha(case.victim)
    other = Case(case.work / "other album" / case.victim.name, case.work)
    other.victim.parent.mkdir()
    shutil.copyfile(case.victim, other.victim)
    with case.writer() as writer:
        batch, _ = writer.write([case.plan(), other.plan()], note="")
    new = sha(case.victim)
    states = []
    for album in (other, case):
        with case.writer() as writer:
            outcomes = writer.undo(batch or 0, paths=[os.path.dirname(album.path)])
        states.append((len(outcomes), sha(case.victim), sha(other.victim)))
    return case.state(old) if states == [(1, new, old), (1, old, old)] and new != old else "neither"


def _odd_names(case: Case) -> str:
    """Written, undone, and mended after a crash, under each name that the file system takes."""
    old = sha(case.victim)
    for name in ODD_NAMES:
        with contextlib.suppress(OSError):
            os.rename(case.path, os.path.join(os.path.dirname(case.path), name))
            case.victim = Path(os.fsdecode(os.path.join(os.path.dirname(case.path), name)))
        if case.write().status is not OutcomeStatus.WRITTEN or case.undo().status is not OutcomeStatus.WRITTEN:
            return "neither"
        if case.state(old) != "old":
            return "neither"
        with _calls(_crash_at_write), contextlib.suppress(KeyboardInterrupt):
            case.write()
        if case.state(old) != "old":
            return "neither"
    return "old"


def _symlink(case: Case) -> str:
    old = sha(case.victim)
    link = case.work / "link"
    link.symlink_to(case.victim)
    whole = Case(link, case.work)
    whole.write()
    new = sha(case.victim) != old and link.is_symlink()
    whole.undo()
    return case.state(old) if new and link.is_symlink() else "neither"


def _undone_otherwise(case: Case) -> str:
    """Written under all names; the setting is another when that is undone."""
    old, other = sha(case.victim), case.work / "other name"
    os.link(case.victim, other)
    case.write(hard_links=HardLinks.IN_PLACE)
    changed = sha(other) != old
    case.undo(hard_links=HardLinks.SKIP)
    return case.state(old) if changed and os.path.samefile(case.victim, other) else "neither"


def _hard_link(choice: HardLinks) -> Callable[[Case], str]:
    def fault(case: Case) -> str:
        old, other = sha(case.victim), case.work / "other name"
        os.link(case.victim, other)
        outcome = case.write(hard_links=choice)
        written = outcome.status is OutcomeStatus.WRITTEN
        together = os.path.samefile(case.victim, other)
        if written is (choice is HardLinks.SKIP) or together is (choice is HardLinks.BREAK):
            return "neither"
        if choice is HardLinks.BREAK and sha(other) != old:
            return "neither"
        if written:
            case.undo(hard_links=choice)
        return case.state(old)

    return fault


def _slow(case: Case) -> str:
    """A file system on which every call takes a while."""
    old = sha(case.victim)
    with _calls(lambda real: lambda *args, **kwargs: (time.sleep(0.003), real(*args, **kwargs))[1]):
        if case.write().status is not OutcomeStatus.WRITTEN:
            return "neither"
        case.undo()
    return case.state(old)


def _bare_file_system(case: Case) -> str:
    """One without locks, owners, permissions and attributes, as a share of another system or a memory card."""

    def no(error: int) -> Callable[..., Any]:
        def call(*_: Any, **__: Any) -> Any:
            raise OSError(error, os.strerror(error))

        return call

    old, real = sha(case.victim), (fcntl.flock, os.listxattr, os.fchown, os.chmod)
    case.victim.chmod(0o600)  # what a new file gets
    plan = case.plan()
    with case.writer() as writer:  # the journal lies on the system's own disk, which can do all that
        guards.fcntl.flock = _only_for(case.work / "journal.lock", fcntl.flock, no(errno.ENOLCK))
        os.listxattr, os.fchown, os.chmod = no(errno.ENOTSUP), no(errno.EPERM), no(errno.EPERM)  # type: ignore[assignment]
        try:
            batch, (outcome,) = writer.write([plan], note="")
            written = outcome.status is OutcomeStatus.WRITTEN
            restored = writer.undo(batch or 0)[0].status is OutcomeStatus.WRITTEN if written else False
        finally:
            fcntl.flock, os.listxattr, os.fchown, os.chmod = real
    return case.state(old) if written and restored else "neither"


def _only_for(path: Path, real: Callable[..., Any], other: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *args: Any) -> Any:
        return (real if os.fsencode(file.name) == os.fsencode(path) else other)(file, *args)

    return call


def _short_writes(case: Case) -> str:
    """A file system that takes a few kilobytes at a time, as one over a network may."""
    old = sha(case.victim)
    real = os.write
    os.write = lambda descriptor, data: real(descriptor, bytes(data)[:3000])  # type: ignore[assignment]
    try:
        written = case.write().status is OutcomeStatus.WRITTEN
    finally:
        os.write = real
    case.undo()
    return case.state(old) if written else "neither"


def _drop_privileges() -> None:
    """Let the permissions of files count for this process, an administrator's too (capset(2), Linux)."""
    if os.geteuid() == 0:
        header, nothing = struct.pack("Ii", 0x20080522, 0), bytes(24)
        if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
            raise OSError(ctypes.get_errno(), "the privileges cannot be given away")


def _read_only(folder: bool) -> Callable[[Case], str]:
    """As a user who may not write the file, or nothing new into its folder."""

    def fault(case: Case) -> str:
        old = sha(case.victim)
        (case.victim.parent if folder else case.victim).chmod(0o500 if folder else 0o400)
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                _drop_privileges()
                outcome = case.write()
                os._exit(0 if outcome.status is OutcomeStatus.WRITTEN else 3)
            os._exit(9)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        (case.victim.parent if folder else case.victim).chmod(0o700)
        if code == 9:
            return "neither"
        if code == 0 and folder and sha(case.victim) != old:  # a small span needs nothing new in the folder
            case.undo()
            return case.state(old)
        return case.state(old) if code == 3 else "neither"

    return fault


def _full_disk(journal_too: bool) -> Callable[[Case], str]:
    """On a small file system in memory without a byte left: only a small span can still be written."""

    def fault(case: Case) -> str:
        room = case.work / "small disk"
        room.mkdir()
        size = (case.victim.stat().st_size + (64 << 10)) & ~4095
        mounted = ["mount", "-t", "tmpfs", "-o", f"size={max(size, 256 << 10)}", "none", str(room)]
        if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode:
            return "refused"
        try:
            inside = Case(room / "music" / case.victim.name, room if journal_too else case.work)
            inside.victim.parent.mkdir()
            shutil.copyfile(case.victim, inside.victim)
            old = sha(inside.victim)
            with contextlib.suppress(OSError), (room / "filler").open("wb", buffering=0) as filler:
                while filler.write(bytes(512)):
                    pass
            with contextlib.suppress(AppError):
                if inside.write().status is OutcomeStatus.WRITTEN:
                    inside.undo()
            return inside.state(old)
        finally:
            subprocess.run(["umount", "--lazy", str(room)], capture_output=True, check=False)

    return fault


def _drive_goes(undoing: bool) -> Callable[[Case], str]:
    """Half of the first bytes reach the file, then its drive is away; Earmark starts without it, then with it again."""

    def fault(case: Case) -> str:
        begin = sha(case.victim)
        if undoing:
            case.write()
        old, plan = sha(case.victim), case.plan()
        drive, away = case.victim.parent, case.work / "unplugged"
        with contextlib.closing(Journal(case.work / "journal")) as journal, _calls(_go_away(drive, away)):
            writer = Writer(journal)
            _ = writer.undo(journal.batches()[0].id) if undoing else writer.write([plan], note="")
        if not away.exists():
            return "refused"
        with contextlib.closing(Journal(case.work / "journal")) as journal:
            Writer(journal).recover()
            os.rename(away, drive)
            Writer(journal).recover()
            if journal.unfinished():
                return "neither"
        if sha(case.victim) == old:
            return case.state(old)
        if not undoing:  # what reached the file was all that differed: the new file, which must lead back
            case.undo()
        return case.state(begin)

    return fault


def _go_away(drive: Path, away: Path) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def write(descriptor: int, data: bytes) -> int:
            if not away.exists():
                real(descriptor, data[: max(1, len(data) // 2)])
                os.rename(drive, away)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        return write if real is _REAL["write"] else real

    return wrap


def _crash_at_write(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        if real is _REAL["write"]:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    return call


def _of_several(fault: several.Fault) -> Callable[[Case], str]:
    return lambda case: fault(case.victim, case.work)


_REAL: dict[str, Any] = {name: getattr(os, name) for name in ("write", "fsync", "replace", "open", "stat", "unlink")}


@contextlib.contextmanager
def _calls(wrap: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Iterator[None]:
    for name, real in _REAL.items():
        setattr(os, name, wrap(real))
    try:
        yield
    finally:
        for name, real in _REAL.items():
            setattr(os, name, real)


#: Name, what is done, what may come out.
FAULTS: dict[str, tuple[Callable[[Case], str], str]] = {
    "edited between plan and write": (_before_write(_edit), "theirs"),
    "replaced between plan and write": (_before_write(_replace), "theirs"),
    "vanished between plan and write": (_before_write(Path.unlink), "theirs"),
    "edited between write and undo": (_before_undo(_edit), "theirs"),
    "replaced between write and undo": (_before_undo(_replace), "theirs"),
    "vanished between write and undo": (_before_undo(Path.unlink), "theirs"),
    "older batches undone under newer ones, then in order": (_later_writes, "old"),
    "one album of a batch undone, then the other": (_album, "old"),
    "a second Earmark at work": (_second_earmark, "old"),
    "locked by another program": (_locked, "old"),
    "read-only file": (_read_only(False), "old"),
    "read-only folder": (_read_only(True), "old"),
    "a full disk (real)": (_full_disk(False), "old"),
    "a full disk, the journal on it too (real)": (_full_disk(True), "old"),
    "a drive that goes while writing, and comes back": (_drive_goes(False), "old"),
    "a drive that goes while undoing, and comes back": (_drive_goes(True), "old"),
    "a slow file system": (_slow, "old"),
    "a file system that writes piecemeal": (_short_writes, "old"),
    "a file system without locks, owners and attributes": (_bare_file_system, "old"),
    f"{len(ODD_NAMES)} odd names, with a crash under each": (_odd_names, "old"),
    "symbolic link": (_symlink, "old"),
    "hard links, left": (_hard_link(HardLinks.SKIP), "old"),
    "hard links, broken and undone": (_hard_link(HardLinks.BREAK), "old"),
    "hard links, in place and undone": (_hard_link(HardLinks.IN_PLACE), "old"),
    "hard links, in place, undone under another setting": (_undone_otherwise, "old"),
    **{name: (_of_several(fault), expected) for name, (fault, expected) in several.FAULTS.items()},
}


def play(fault: str, original: Path, work: Path) -> str:
    """Try one fault on a copy of ``original`` below ``work``, which must be empty; what is left of the file."""
    (work / "music").mkdir(parents=True)
    case = Case(work / "music" / original.name, work)
    shutil.copyfile(original, case.victim)
    return FAULTS[fault][0](case)
