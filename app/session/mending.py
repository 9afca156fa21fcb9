"""What the library has to learn after a crash in the middle of a write or an undo.

The writer itself leaves each file the old one or the new one, and its journal knows which; but the library is told at
the end of a run only. A note on the disk says that a run is under way; where the next start finds it, the library is
brought in line with the journal, so that nothing that was written is taken for a foreign change and heard again.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.errors import AppError
from app.library.answers import Written
from app.library.store import Store
from app.library.types import ChosenBy, TrackId
from app.session.planning import BY_PERSON
from app.stamp import read_stamp
from app.tagging.columns import Status
from app.tagging.entries import Entry
from app.tagging.formats import read_tags
from app.tagging.journal import Journal


class RunNote:
    """The note in ``file`` that a write, or the undo of a batch, is under way."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, journal: Journal, undo_of: int | None = None) -> None:
        """Leave the note; OSError where it cannot be written."""
        note = {"after": max((batch.id for batch in journal.batches()), default=0), "undo": undo_of}
        self._file.write_text(json.dumps(note), encoding="utf-8")

    def end(self) -> None:
        """The library knows all that was done. Not called after an error: the next start or write then settles it."""
        self._file.unlink(missing_ok=True)

    def settle(self, store: Store, journal: Journal) -> list[TrackId]:
        """Where a note was left: tell ``store`` what the run did; the tracks to be decided anew.

        Only that run's own batches are looked at: people may have chosen otherwise since an earlier one, and their
        choice must not be taken for written.
        """
        if not self._file.is_file():
            return []
        after, undone = self._read()
        for batch in journal.batches():
            if after is not None and batch.id > after:
                _settle_written(store, journal, batch.id)
        tracks = [] if undone is None else _settle_undone(store, journal, undone)
        self.end()
        return tracks

    def _read(self) -> tuple[int | None, int | None]:
        """Number of the last batch before the run, and of the batch it undid."""
        try:
            note = json.loads(self._file.read_text(encoding="utf-8"))
            return int(note["after"]), None if note["undo"] is None else int(note["undo"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, None  # killed while the note itself was written: nothing was begun


def _settle_written(store: Store, journal: Journal, batch: int) -> None:
    """Tell ``store`` of the files of ``batch`` that hold what was written."""
    written: dict[ChosenBy, list[Written]] = {}
    for entry in journal.entries(batch):
        if entry.status is Status.WRITTEN and (held := _held(entry, journal.record(entry.id).size_after, entry.new)):
            by = ChosenBy.PERSON if entry.policy == BY_PERSON else ChosenBy.MODEL
            written.setdefault(by, []).append(held)
    for by, files in written.items():
        store.mark_written(batch, files, by)


def _settle_undone(store: Store, journal: Journal, batch: int) -> list[TrackId]:
    """Tell ``store`` of the files of ``batch`` that hold again what they held before; their tracks."""
    undone = [
        held
        for entry in journal.entries(batch)
        if entry.status is Status.UNDONE and (held := _held(entry, journal.record(entry.id).size_before, entry.old))
    ]
    return list(store.mark_undone(undone)) if undone else []


def _held(entry: Entry, size: int, genres: tuple[str, ...]) -> Written | None:
    """The file of ``entry`` as it stands; ``None`` where it does not hold ``genres`` in ``size`` bytes."""
    path = entry.path
    try:
        stamp = read_stamp(path)
        if stamp.size != size or read_tags(path).genres != genres:
            return None
    except (AppError, OSError):
        return None
    return Written(path, stamp, genres)
