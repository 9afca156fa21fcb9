"""Writing is one at a time: whose turn it is, and what becomes of a turn that came to no end.

A note on the disk lies there while a turn lasts. Whoever is next, or looks, and finds one that nobody holds any more
brings files, journal and library in line first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import AppError, explained
from app.library.store import Store
from app.library.types import TrackId
from app.session import rooms
from app.session.lock import LibraryBusyError, LibraryLock
from app.settings import Settings
from app.tagging.journal import Journal


class WriteTurns:
    """The turns of one library; for any thread. ``changed`` tells who shows the library."""

    def __init__(
        self,
        *,
        store: Store,
        journal: Journal,
        lock: LibraryLock,
        note_file: Path,
        settings: Callable[[], Settings],
        redecide: Callable[[Sequence[TrackId]], None],
        changed: Callable[[], None],
    ) -> None:
        self.store, self.journal, self.lock, self.note_file = store, journal, lock, note_file
        self.settings, self.redecide, self.changed = settings, redecide, changed
        self._writing = threading.Lock()

    @contextmanager
    def take(self, job: str, undo_of: int | None = None) -> Iterator[rooms.tag_writer.Writer]:
        """Wait for the turn and have it while the block runs; LibraryBusyError where another Earmark holds it."""
        with self._writing, self.lock.hold(job):
            writer = self._writer()
            self._mend(writer)  # after a turn that failed, here or in an Earmark that was killed meanwhile
            with explained("Earmark's folder cannot be written"):
                self._note.begin(self.journal, undo_of)
            try:
                yield writer
            except AppError:  # as of a library on a full disk: what was done until then is settled at once
                with suppress(AppError):
                    self._mend(writer)
                self.changed()
                raise
            self._note.end()
            with suppress(AppError):  # what was written is settled: a full disk takes nothing of it back
                self.journal.settle_plans()

    def recover(self) -> tuple[rooms.tag_writer.WriteOutcome, ...]:
        """Finish or roll back what a crash left. Another Earmark at work is alive, and its entries are its own."""
        if not (self._was_cut_off() or self.journal.unfinished()):
            return ()
        try:
            with self.lock.hold("starting", patience_s=0.0):
                return self._mend(self._writer())
        except LibraryBusyError:
            return ()

    def settle(self) -> None:
        """Mend what a turn left that came to no end, here or in another Earmark; called with the lock held."""
        if self._was_cut_off() and self._writing.acquire(blocking=False):  # nobody writes here
            try:
                self._mend(self._writer())
            finally:
                self._writing.release()
            self.changed()

    def look(self) -> None:
        """As :meth:`settle`, for who only wants to see; nothing where it cannot be done now."""
        if self.journal.has_open():  # it is being written, or it is to be found out how it ended
            with suppress(AppError), self.lock.hold("looking", patience_s=0.0):
                self.settle()

    def _was_cut_off(self) -> bool:
        if self.note_file.exists():
            return True
        with suppress(AppError):  # a journal that cannot be read keeps nobody from looking and listening
            return self.journal.has_open()
        return False

    def _mend(self, writer: rooms.tag_writer.Writer) -> tuple[rooms.tag_writer.WriteOutcome, ...]:
        """Bring files, journal and library in line; called with the lock held."""
        mended = tuple(writer.recover())
        with suppress(AppError):
            self.journal.settle_plans()
        tracks = self._note.settle(self.store, self.journal)
        if tracks:
            self.redecide(tracks)
        return mended

    @property
    def _note(self) -> rooms.mending.RunNote:
        return rooms.mending.RunNote(self.note_file)

    def _writer(self) -> rooms.tag_writer.Writer:
        settings = self.settings()
        return rooms.tag_writer.Writer(self.journal, keep_times=settings.keep_times, hard_links=settings.hard_links)
