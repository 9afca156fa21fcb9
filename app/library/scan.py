"""Bringing the catalogue up to date with the disk.

An unchanged file (same size and modification time) costs one ``stat``: neither its head nor its tags are read, unless
it is asked for by name (other programs may leave both as they were); of a folder in which nothing changed one row is
read (:mod:`app.library.digests`). What is new or changed is read by others
(:mod:`app.library.tag_reading`) and stored in batches. What vanished is hidden, not forgotten; a folder that cannot
be read, or a root that is away, hides nothing.

Tags are read by a callable that the caller passes in: this room does not know the one that reads them.
"""

from __future__ import annotations

import os
import stat
import time
from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum, auto

from app.library.digests import empty
from app.library.files import KnownFile
from app.library.ranges import bare, is_below, is_within, outermost
from app.library.rows import FileRow
from app.library.store import Store
from app.library.tag_reading import Read, Readers, ReadTags, Unreadable
from app.library.types import Root
from app.library.walk import Folder, Walk
from app.progress import Progress, RateMeter, Report, RunControl, ignore_progress

#: Files stored in one transaction, unless that long has passed since the last one.
BATCH = 500
_BATCH_S = 1.0
#: Parts of the files that readers have in hand at a time.
_IN_HAND = 24
#: Folders that the database is asked about at once.
_FOLDERS = 64
_REPORT_EVERY_S = 0.1


#: Of rows that were read: those to be stored, and the paths of them that a write of ours alone has changed.
Compare = Callable[[Sequence[FileRow]], tuple[Sequence[FileRow], Container[bytes]]]


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan met. ``found`` = ``new`` + ``changed`` + ``unchanged``; a moved file counts as changed."""

    found: int
    new: int
    changed: int
    unchanged: int
    vanished: int
    problems: tuple[tuple[bytes, str], ...]  #: folders and files that could not be read, with the reason
    cancelled: bool = False
    #: Files that look like audio and are of a kind that is not read: how many, by ending, the most frequent first.
    passed_over: tuple[tuple[str, int], ...] = ()


def scan(
    store: Store,
    *,
    read_tags: ReadTags,
    is_audio: Callable[[bytes], bool],
    is_unread: Callable[[bytes], bool] = lambda _name: False,
    roots: Sequence[Root] | None = None,
    below: Sequence[bytes] = (),
    report: Report = ignore_progress,
    control: RunControl | None = None,
    compare: Compare = lambda rows: (rows, ()),
) -> ScanResult:
    """Bring the tracks of ``roots`` (all by default), or of what of them lies below ``below``, up to date.

    Nested roots are walked once. Files whose name ``is_unread`` knows are counted. ``read_tags`` may raise
    :class:`AppError`: the track is then listed with the reason. ``compare`` is shown what was read before it is stored.
    """
    run = _Scan(store, read_tags, Walk(is_audio, is_unread=is_unread), report, control or RunControl(), compare)
    run.scan(store.roots(counted=False) if roots is None else roots, below)
    return run.result()


class _Start(Enum):
    """What a path to scan is."""

    FOLDER = auto()
    FILE = auto()
    GONE = auto()  #: surely deleted, not merely out of reach


@dataclass(slots=True)
class _Scan:
    """One scan: what it still has to read and store, and what it counted."""

    store: Store
    read_tags: ReadTags
    walk: Walk
    report: Report
    control: RunControl
    compare: Compare
    generation: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    waiting: list[bytes] = field(default_factory=list)
    reading: deque[tuple[list[bytes], Future[list[Read]]]] = field(default_factory=deque)
    scanned: list[FileRow] = field(default_factory=list)
    #: Digests of the folders that are known and were not met yet.
    digests: dict[bytes, bytes | None] = field(default_factory=dict)
    back: list[bytes] = field(default_factory=list)
    gone: list[bytes] = field(default_factory=list)
    #: Known names that are symbolic links now: gone unless the walk comes back to them.
    linked: set[bytes] = field(default_factory=set)
    #: Roots that are files no walk meets: not gone because a folder's walk did not come by them.
    alone: set[bytes] = field(default_factory=set)
    meter: RateMeter = field(default_factory=RateMeter)
    stored_at: float = field(default_factory=time.monotonic)
    reported_at: float = 0.0

    def scan(self, roots: Sequence[Root], below: Sequence[bytes]) -> None:
        self.generation = self.store.next_generation()
        starts = self._starts(roots, below)
        for path, kind in starts.items():
            if kind is _Start.FOLDER:
                self.digests.update(self.store.digests_below(path))
        with closing(Readers(self.read_tags)) as readers:
            for folders in self._together(self._differing(self._folders(starts))):
                if not self._may_go_on():
                    break
                if folders[0].linked:  # whether it is known under its own name is a question to the database
                    self._read_waiting(readers, 1)
                    self._take_read(readers, 0)
                    self._store()
                self._compare_all(folders)
                self._read_waiting(readers, readers.part)
                self._tell(folders[-1].path)
            self._read_waiting(readers, 1)
            self._take_read(readers, 0)
        self._store()
        if not self.control.cancelled:
            self._hide_unmet(starts)
            self.store.make_digests()
        self._tell(None)

    def _hide_unmet(self, starts: dict[bytes, _Start]) -> None:
        if linked := self.linked - self.walk.unread:
            self.vanished += self.store.set_missing(sorted(linked), True)
        for path, kind in starts.items():
            if kind is _Start.GONE:
                self.vanished += self.store.hide_below(path)
        unmet = [path for path, digest in self.digests.items() if digest != empty()]
        if unread := self.walk.unread:
            unmet = [path for path in unmet if not is_within(path, unread)]
        if unmet:
            self.vanished += self.store.hide_folders(unmet, self.generation)

    def result(self) -> ScanResult:
        return ScanResult(
            found=self.new + self.changed + self.unchanged,
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            vanished=self.vanished,
            problems=tuple(dict(self.walk.problems).items()),
            cancelled=self.control.cancelled,
            passed_over=tuple(
                (ending.decode("ascii", "replace"), count) for ending, count in self.walk.passed_over.most_common()
            ),
        )

    def _starts(self, roots: Sequence[Root], below: Sequence[bytes]) -> dict[bytes, _Start]:
        """Where to walk: the roots, or the parts of them that were asked for; what cannot be reached is left out."""
        paths = [root.path for root in roots]
        wanted = paths
        if below:
            known, named = set(map(bare, paths)), set(map(bare, below))
            wanted = [part for part in below if is_within(part, known)]
            wanted += [path for path in paths if is_within(path, named)]
        starts = outermost(wanted)
        within = set(map(bare, starts))
        # A file that a person named although its name tells no music is met by no walk: it is looked at by itself.
        self.alone = {
            root.path
            for root in roots
            if root.is_file and not self.walk.is_audio(root.path) and is_within(root.path, within)
        }
        self.walk.named = self.alone
        kinds = {path: self._kind(path, roots) for path in dict.fromkeys((*starts, *sorted(self.alone)))}
        return {path: kind for path, kind in kinds.items() if kind is not None}

    def _kind(self, path: bytes, roots: Sequence[Root]) -> _Start | None:
        try:
            if not stat.S_ISDIR(os.stat(path).st_mode):
                return _Start.FILE
            with os.scandir(path) as entries:
                empty = next(entries, None) is None
            is_away = empty and any(root.path == path for root in roots) and self.store.was_drive(path)
        except OSError as problem:
            if isinstance(problem, FileNotFoundError) and _surely_gone(path, roots):
                return _Start.GONE
            self.walk.fail(path, problem)
            return None
        if is_away:
            self.walk.problems.append((path, "the folder is empty; if it is a drive, it may not be connected"))
            return None
        return _Start.FOLDER

    def _folders(self, starts: dict[bytes, _Start]) -> Iterator[Folder]:
        for path, kind in starts.items():
            if kind is _Start.FILE:
                yield from self.walk.single(path)
        yield from self.walk.folders([path for path, kind in starts.items() if kind is _Start.FOLDER])

    def _together(self, folders: Iterator[Folder]) -> Iterator[list[Folder]]:
        """Folders about which the database is asked at once; what a link leads to stands alone."""
        gathered: list[Folder] = []
        files = 0
        for folder in folders:
            if gathered and (folder.linked or gathered[0].linked or len(gathered) == _FOLDERS or files > BATCH):
                yield gathered
                gathered, files = [], 0
            gathered.append(folder)
            files += len(folder.stamps)
        if gathered:
            yield gathered

    def _differing(self, folders: Iterator[Folder]) -> Iterator[Folder]:
        """Those of ``folders`` that do not hold what they held; the others, nearly all, are only counted."""
        for number, folder in enumerate(folders):
            if not number % _FOLDERS:
                self._tell(folder.path)
                if not self._may_go_on():
                    return
            if folder.complete:
                stored = self.digests.pop(folder.path, b"")
                if stored == folder.digest:
                    self.unchanged += len(folder.stamps)
                    continue
                folder.new = stored == b""
            yield folder

    def _compare_all(self, folders: Sequence[Folder]) -> None:
        """Compare folders with what is known of them, file by file."""
        asked = [folder.path for folder in folders if folder.complete and not folder.new]
        alone = [path for folder in folders if not folder.complete for path, _, _ in folder.stamps]
        known = self.store.contents_of(asked) if asked else {}
        singly = self.store.known_files(alone) if alone else {}
        for folder in folders:
            self._compare(folder, known.get(folder.path, {}) if folder.complete else singly)

    def _compare(self, folder: Folder, known: dict[bytes, KnownFile]) -> None:
        """Sort a folder's files into unchanged, to be read, come back, and gone."""
        for path, size, mtime_ns in sorted(folder.stamps):
            if folder.linked and self.store.knows_inode(*folder.identities[0], path):
                continue
            self.linked.discard(path)
            before = known.pop(path, None)
            if before is None or (before.size, before.mtime_ns) != (size, mtime_ns) or folder.named:
                self.waiting.append(path)
                continue
            self.unchanged += 1
            if before.missing:
                self.back.append(path)
        if not folder.complete:
            return
        links = set(folder.links)
        self.linked |= links & known.keys()
        kept = links | self.walk.unread | self.alone
        self.gone += [path for path, file in known.items() if not file.missing and path not in kept]

    def _read_waiting(self, readers: Readers, at_least: int) -> None:
        """Hand the files that wait to the readers, and take what was read."""
        while len(self.waiting) >= at_least and self._may_go_on():
            size = readers.part
            part, self.waiting = self.waiting[:size], self.waiting[size:]
            self.reading.append((part, readers.read(part)))
            self._take_read(readers, _IN_HAND)

    def _take_read(self, readers: Readers, leaving: int) -> None:
        """Take over what was read, in the order of the walk, until at most ``leaving`` parts are still in hand."""
        while self.reading and (len(self.reading) > leaving or self.reading[0][1].done()):
            part, future = self.reading.popleft()
            if self.control.cancelled and future.cancel():
                continue
            for read in readers.result(future, part):
                if isinstance(read, Unreadable):
                    self.walk.problems.append((read.path, read.reason))
                elif read is not None:
                    self.scanned.append(read)
            self._tell(part[-1])
            if len(self.scanned) >= BATCH or time.monotonic() - self.stored_at > _BATCH_S:
                self._store()

    def _store(self) -> None:
        """Hand everything gathered to the database."""
        for start in range(0, len(self.scanned), BATCH):
            rows, own = self.compare(self.scanned[start : start + BATCH])
            put = self.store.put_rows(rows, self.generation, own=own)
            self.new += len(put.new)
            self.changed += len(put.changed) + len(put.moved)
            self.unchanged += put.same
        if self.back:
            self.store.set_missing(self.back, False)
        if self.gone:
            self.vanished += self.store.set_missing(self.gone, True)
        self.scanned, self.back, self.gone = [], [], []
        self.stored_at = time.monotonic()

    def _may_go_on(self) -> bool:
        return self.control.wait_while_paused() and not self.control.cancelled

    def _tell(self, current: bytes | None) -> None:
        now = time.monotonic()
        if current is not None and now - self.reported_at < _REPORT_EVERY_S:
            return
        self.reported_at = now
        done = self.new + self.changed + self.unchanged + len(self.scanned)
        rate, _ = self.meter.measure(done, None, self.control.paused_s)
        self.report(Progress(done, None, failed=len(self.walk.problems), current=current, rate=rate))


def _surely_gone(path: bytes, roots: Sequence[Root]) -> bool:
    """Whether a path that does not exist was deleted, rather than being on a drive that is away.

    A folder that is a root is never taken for deleted; a part of it is where the root is there, a single file where
    its folder is.
    """
    if any(root.path == path and not root.is_file for root in roots):
        return False
    above = [os.path.dirname(root.path) if root.is_file else root.path for root in roots if is_below(path, root.path)]
    return any(os.path.isdir(folder) for folder in above)
