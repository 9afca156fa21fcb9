"""What the library has to learn after a crash in the middle of a write or an undo.

The writer itself leaves each file the old one or the new one, and its journal knows which; but the library is told at
the end of a run only. A note on the disk says that a run is under way; where the next start finds it, the library is
brought in line with the journal, so that nothing that was written is taken for a foreign change and heard again.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.errors import AppError
from app.library.store import Store
from app.library.types import ChosenBy, TrackId, Written
from app.session.planning import BY_PERSON
from app.stamp import read_stamp
from app.tagging.formats import read_tags
from app.tagging.journal import Journal, Record, Status


class RunNote:
    """The note in ``file`` that a write, or the undo of a batch, is under way."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, undo_of: int | None = None) -> None:
        """Leave the note; OSError where it cannot be written."""
        self._file.write_text(json.dumps({"undo": undo_of}), encoding="utf-8")

    def end(self) -> None:
        """The library knows all that was done. Not called after an error: the next start then settles it."""
        self._file.unlink(missing_ok=True)

    def settle(self, store: Store, journal: Journal) -> list[TrackId]:
        """Where a note was left: tell ``store`` what the run did; the tracks to be decided anew."""
        if not self._file.is_file():
            return []
        tracks: list[TrackId] = []
        for batch in self._batches(journal):
            tracks += settle_batch(store, journal, batch)
        self.end()
        return tracks

    def _batches(self, journal: Journal) -> set[int]:
        newest = {batch.id for batch in journal.batches()[:1]}
        try:
            undone = json.loads(self._file.read_text(encoding="utf-8"))["undo"]
        except (OSError, ValueError, KeyError, TypeError):
            return newest  # killed while the note itself was written: nothing was begun
        return newest if undone is None else {*newest, int(undone)}


def settle_batch(store: Store, journal: Journal, batch: int) -> list[TrackId]:
    """Bring the library in line with what the journal says of ``batch``; the tracks that an undo reached."""
    written: dict[ChosenBy, list[Written]] = {}
    undone: list[Written] = []
    for record in journal.records(batch):
        held = _held(record)
        if held is None:
            continue
        if record.entry.status is Status.WRITTEN:
            by = ChosenBy.PERSON if record.entry.policy == BY_PERSON else ChosenBy.MODEL
            written.setdefault(by, []).append(held)
        else:
            undone.append(held)
    for by, files in written.items():
        store.mark_written(batch, files, by)
    return list(store.mark_undone(undone)) if undone else []


def _held(record: Record) -> Written | None:
    """The file of ``record`` as it stands; ``None`` where it is not what the journal says."""
    entry = record.entry
    if entry.status is Status.WRITTEN:
        size, genres = record.size_after, entry.new
    elif entry.status is Status.UNDONE:
        size, genres = record.size_before, entry.old
    else:
        return None
    try:
        stamp = read_stamp(entry.path)
        if stamp.size != size or read_tags(entry.path).genres != genres:
            return None
    except (AppError, OSError):
        return None
    return Written(entry.path, stamp, genres)
