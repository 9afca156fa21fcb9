"""Faults of a run over several files, whose entries reach the journal together: what becomes of each of them.

Each fault takes a file and an empty folder for the journal, puts other files beside the first, and says what is left
of it as :mod:`tests.faults.matrix` does; ``neither`` also where one of the others is not as it should be.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.faults.originals import with_room
from tests.faults.torture import sha
from tests.tagging.samples import sample

GENRES = ("Techno (Peak / Time)", "Blues", "Música Popular")
_THEIRS = b"what another program made of it"
Fault = Callable[[Path, Path], str]


def company(victim: Path) -> list[Path]:
    """``victim`` among others, written in place and anew."""
    others = {"first.mp3": sample("mp3 id3v2.3"), "third.flac": sample("flac bare"), "last.m4a": with_room("m4a genre")}
    for name, content in others.items():
        victim.with_name(name).write_bytes(content)
    first, *rest = (victim.with_name(name) for name in others)
    return [first, victim, *rest]


def changes(files: list[Path], reason_of: dict[Path, str] | None = None) -> list[GenreChange]:
    """What a preview would hand on."""
    paths = {file: os.fsencode(file) for file in files}
    reasons = reason_of or {}
    return [
        GenreChange(paths[file], GENRES, (), read_stamp(paths[file]), reason=reasons.get(file, "")) for file in files
    ]


def stopped(when: str, *, undoing: bool) -> Fault:
    """The process ends behind the "entries", "between" two files, or before their "ends" are noted."""

    def fault(victim: Path, work: Path) -> str:
        files = company(victim)
        before = [sha(file) for file in files]
        journal = Journal(work / "journal")
        writer = Writer(journal)
        if undoing:
            writer.write(changes(files), note="")
        with contextlib.suppress(KeyboardInterrupt), _ending(when):
            _ = writer.undo(1) if undoing else writer.write(changes(files), note="")
        journal._db.close()  # as a process that ends: nothing more is noted
        return "old" if _all_back(work, files) == before else "neither"

    return fault


@contextlib.contextmanager
def _ending(when: str) -> Iterator[None]:
    real, begun = Writer._carry_out, list[int]()

    def carry_out(self: Writer, pending: Any) -> None:
        begun.append(1)
        if when == "entries" or (when == "between" and len(begun) == 3):
            raise KeyboardInterrupt
        real(self, pending)

    with contextlib.ExitStack() as patches:
        patches.enter_context(mock.patch.object(Writer, "_carry_out", carry_out))
        for name in ("end", "flush") if when == "ends" else ():
            patches.enter_context(mock.patch.object(Journal, name, _stop_with_ends(getattr(Journal, name))))
        yield
        raise AssertionError("the run was not ended")


def _stop_with_ends(real: Callable[..., None]) -> Callable[..., None]:
    """``real``, before which the process ends where ends of entries wait to be noted."""

    def stop(self: Journal, *args: Any) -> None:
        if self._ended:
            raise KeyboardInterrupt
        real(self, *args)

    return stop


def _all_back(work: Path, files: list[Path]) -> list[str]:
    """Start Earmark, take back whatever was written; the files afterwards, with what lies beside them."""
    with contextlib.closing(Journal(work / "journal")) as journal:
        writer = Writer(journal)
        writer.recover()
        if journal.unfinished():
            return []
        for batch in journal.batches():
            writer.undo(batch.id)
    left = [name for name in os.listdir(files[0].parent) if name.startswith(".earmark-")]
    return [sha(file) for file in files] + left


def edited_meanwhile(victim: Path, work: Path) -> str:
    """Another program writes into one of the files when their entries are on the disk; the others are written."""
    files = company(victim)
    before, real = [sha(file) for file in files], Journal.prepare

    def prepare(self: Journal, *args: Any) -> Any:
        prepared = real(self, *args)
        victim.write_bytes(_THEIRS)
        return prepared

    with contextlib.closing(Journal(work / "journal")) as journal, mock.patch.object(Journal, "prepare", prepare):
        _, outcomes = Writer(journal).write(changes(files), note="")
    written = [outcome.status is OutcomeStatus.WRITTEN for outcome in outcomes]
    after = _all_back(work, files)
    sound = written == [True, False, True, True] and after[:1] + after[2:] == before[:1] + before[2:]
    return "theirs" if sound and victim.read_bytes() == _THEIRS else "neither"


def no_room_for_all(victim: Path, work: Path) -> str:
    """The disk takes the entries of some files, not of all: these are written, the others are left."""
    files = company(victim)
    before = [sha(file) for file in files]
    with contextlib.closing(Journal(work / "journal")) as journal:
        (pages,) = journal._db.execute("PRAGMA page_count").fetchone()
        journal._db.execute(f"PRAGMA max_page_count = {pages + 4}")
        _, outcomes = Writer(journal).write(changes(files, {victim: "long " * 20_000}), note="")
    if [each.status is OutcomeStatus.FAILED for each in outcomes] != [False, True, False, False]:
        return "neither"
    if "journal cannot be written" not in outcomes[1].reason or sha(victim) != before[1]:
        return "neither"
    return "old" if _all_back(work, files) == before else "neither"


FAULTS: dict[str, tuple[Fault, str]] = {
    **{
        f"several at once, ended {words} while {'undoing' if undoing else 'writing'}": (
            stopped(w, undoing=undoing),
            "old",
        )
        for undoing in (False, True)
        for w, words in (
            ("entries", "behind the entries"),
            ("between", "between two files"),
            ("ends", "before what became of them was noted"),
        )
    },
    "several at once, one edited meanwhile": (edited_meanwhile, "theirs"),
    "several at once, no room for all entries": (no_room_for_all, "old"),
}
