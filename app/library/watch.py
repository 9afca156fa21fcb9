"""Seeing new, changed and vanished files below the library's folders without being told by the system.

Looking is done by comparing: a folder whose modification time is the old one holds the same names, so a look at an
unchanged library costs one ``stat`` for each folder. That works alike on every system and on network shares, which
send no events about what other machines do, needs no handle for each folder, and cannot lose an event. The price is a
delay of some seconds; how often one may look follows from how long a look takes.

A file that is still being copied waits: it is told of once its size and time have rested, and watched a while longer,
for a copy that had only paused.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.library.answers import Seen
from app.library.files import KnownFile
from app.library.ranges import is_below
from app.library.store import Store
from app.library.types import Root
from app.library.walk import is_hidden, is_system_folder
from app.progress import RunControl

#: A file is taken for complete when nothing about it changed for so long, in seconds.
REST_S = 3.0
#: How long a file that was told of is watched for a copy that goes on, in seconds.
_AFTERWARDS_S = 600.0
#: A folder changed so recently may change again within one tick of its file system's clock (FAT: 2 s).
_TICK_S = 3.0
#: Looks are this far apart: the shortest pause, the longest one, and the share of the time that may be spent looking.
_SHORTEST_S, _LONGEST_S, _SHARE = 4.0, 300.0, 0.05


@dataclass(slots=True)
class _Known:
    """A folder as it was last read."""

    mtime_ns: int
    folders: tuple[bytes, ...]


@dataclass(slots=True)
class _Resting:
    """A file that was seen to change: size and time, and since when they are these."""

    state: tuple[int, int]
    since: float


@dataclass(slots=True)
class FolderWatch:
    """Looks at the folders of ``store`` whenever :meth:`look` is called; not for two threads at once."""

    store: Store
    is_audio: Callable[[bytes], bool]
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    _known: dict[bytes, _Known] = field(default_factory=dict)
    _waiting: dict[bytes, _Resting] = field(default_factory=dict)
    _told: dict[bytes, _Resting] = field(default_factory=dict)

    def look(self, control: RunControl | None = None) -> Seen:
        """What changed since the last look; the first one compares everything with the library.

        A look that is cancelled goes on with the next one.
        """
        began = self.clock()
        control = control or RunControl()
        gone: list[bytes] = []
        roots = [root for root in self.store.roots() if not root.is_file]
        away = frozenset(root.path for root in roots if not self._look_below(root, gone, control))
        self._known = {path: known for path, known in self._known.items() if _inside(path, roots)}
        self._look_after_told()
        ready = self._rested()
        took_s = self.clock() - began
        pause_s = max(REST_S, took_s) if self._waiting else min(max(took_s / _SHARE, _SHORTEST_S), _LONGEST_S)
        return Seen(tuple(ready), tuple(gone), len(self._waiting), away, pause_s)

    def _look_below(self, root: Root, gone: list[bytes], control: RunControl) -> bool:
        """Read the folders below ``root`` that changed; whether the root can be reached."""
        if not self._is_there(root.path):
            return False
        folders = [root.path]
        while folders and not control.cancelled:
            path = folders.pop()
            known = self._known.get(path)
            try:
                mtime_ns = os.stat(path).st_mtime_ns
                if known is None or known.mtime_ns != mtime_ns:
                    known = self._known[path] = self._read(path, mtime_ns, gone)
            except OSError:
                self._known.pop(path, None)  # away or not to be read: looked at afresh when it is back
                continue
            folders += known.folders
        return True

    def _is_there(self, root: bytes) -> bool:
        """Whether a root can be read, and is not the empty folder where a drive was."""
        try:
            with os.scandir(root) as entries:
                return next(entries, None) is not None or not self.store.was_drive(root)
        except OSError:
            return False

    def _read(self, path: bytes, mtime_ns: int, gone: list[bytes]) -> _Known:
        """Compare what is in a folder with what the library knows of it."""
        in_library = self.store.folder_contents(path)
        before = self._known.get(path)
        folders: list[bytes] = []
        names: set[bytes] = set()
        with os.scandir(path) as entries:
            for entry in entries:
                names.add(entry.path)
                if is_hidden(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not is_system_folder(entry.name):
                        folders.append(entry.path)
                elif self.is_audio(entry.name) and entry.is_file(follow_symlinks=False):
                    self._compare(entry.path, in_library.get(entry.path))
        gone += [name for name, file in in_library.items() if not file.missing and name not in names]
        gone += [name for name in (before.folders if before else ()) if name not in names]
        settled = self.now() - mtime_ns / 1e9 > _TICK_S
        return _Known(mtime_ns if settled else -1, tuple(folders))

    def _compare(self, path: bytes, known: KnownFile | None) -> None:
        state = _state(path)  # not the folder entry's: Windows is late with a size that grows
        if state is None or (known is not None and not known.missing and (known.size, known.mtime_ns) == state):
            return
        told = self._told.get(path)
        if path not in self._waiting and (told is None or told.state != state):
            self._waiting[path] = _Resting(state, self.clock())

    def _rested(self) -> list[bytes]:
        """The files that have come to rest, which wait no longer. An empty one is about to be filled."""
        ready = []
        for path, resting in list(self._waiting.items()):
            state, still_s = _state(path), self.clock() - resting.since
            if state is None:
                del self._waiting[path]
            elif state != resting.state:
                self._waiting[path] = _Resting(state, self.clock())
            elif still_s >= (REST_S if state[0] else _AFTERWARDS_S):
                ready.append(path)
                del self._waiting[path]
                if self.now() - state[1] / 1e9 < _AFTERWARDS_S:
                    self._told[path] = _Resting(state, self.clock())
        return ready

    def _look_after_told(self) -> None:
        """Files that changed after they were told of wait again; those that did not for long are let go."""
        for path, told in list(self._told.items()):
            state = _state(path)
            if state is not None and state != told.state:
                self._waiting[path] = _Resting(state, self.clock())
            if state != told.state or self.clock() - told.since > _AFTERWARDS_S:
                del self._told[path]


def _state(path: bytes) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _inside(path: bytes, roots: Iterable[Root]) -> bool:
    return any(is_below(path, root.path) for root in roots)
