"""What scans could not read, and what they passed over: kept beside the library, so that it can be looked up later.

A scan replaces what is known of the places it looked at, unless it was cancelled. Each problem is new once, also over
several starts, in the window and in the terminal.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from app.library.ranges import bare, is_below, is_within
from app.replacing import replace_text
from app.session.records import ScanReport, Unread

log = logging.getLogger(__name__)

#: Problems that are kept; what a whole drive without permissions would tell is of no more use than that.
_MOST = 10_000


class UnreadList:
    """The list in ``file``; safe to use from any thread. A damaged file counts as none.

    Another Earmark may write it, too, though not while this one holds the library's lock.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._problems: dict[bytes, str] = {}
        self._passed: dict[tuple[bytes, ...], dict[str, int]] = {}  # by the places that a scan looked at
        self._loaded: tuple[int, int] | None = None  # time and size of the file as it was read

    def read(self) -> Unread:
        """All that is known."""
        with self._lock:
            self._load()
            return self._unread()

    def take(self, met: ScanReport) -> Unread:
        """Take over what a scan met; returns what of it was not known before."""
        with self._lock:
            self._load()
            before = self._unread()
            fresh = tuple((path, why) for path, why in met.problems if self._problems.get(path) != why)
            if not met.cancelled:
                self._forget(met.below)
            self._problems.update(met.problems[: _MOST - len(self._problems)])
            if met.passed_over and not any(_covers(place, met.below) for place in self._passed):
                self._passed[met.below] = dict(met.passed_over)
            now = self._unread()
            if now != before:
                self._save()
            more = met.passed_over if set(now.passed_over) - set(before.passed_over) else ()
            return Unread(fresh, more)

    def forget(self, folder: bytes) -> None:
        """Nothing at or below ``folder`` is of interest any more."""
        with self._lock:
            self._load()
            before = self._unread()
            self._forget((folder,))
            if self._unread() != before:
                self._save()

    def _unread(self) -> Unread:
        counts: Counter[str] = Counter()
        for passed in self._passed.values():
            counts.update(passed)
        return Unread(tuple(sorted(self._problems.items())), tuple(counts.most_common()))

    def _forget(self, below: tuple[bytes, ...]) -> None:
        """Nothing is known any more of what was looked at: nothing named, everything."""
        if below:
            places = set(map(bare, below))
            self._problems = {path: why for path, why in self._problems.items() if not is_within(path, places)}
            self._passed = {place: counts for place, counts in self._passed.items() if not _covers(below, place)}
        else:
            self._problems, self._passed = {}, {}

    def _load(self) -> None:
        now = self._stamp()
        if now == self._loaded:
            return
        self._loaded = now
        self._problems, self._passed = {}, {}
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
            self._problems = {os.fsencode(path): str(why) for path, why in stored["problems"]}
            self._passed = {
                tuple(map(os.fsencode, place)): {str(ending): int(count) for ending, count in counts}
                for place, counts in stored["passed_over"]
            }
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            log.warning("the list of what was not read cannot be read: %s", problem)

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._file)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def _save(self) -> None:
        stored = {
            "problems": [[os.fsdecode(path), why] for path, why in self._problems.items()],
            "passed_over": [[list(map(os.fsdecode, place)), list(c.items())] for place, c in self._passed.items()],
        }
        try:
            replace_text(self._file, json.dumps(stored))
            self._loaded = self._stamp()
        except OSError as problem:  # it is told again then
            log.warning("the list of what was not read cannot be kept: %s", problem)


def _covers(outer: Sequence[bytes], inner: Sequence[bytes]) -> bool:
    """Whether all of ``inner`` lies at or below ``outer``; none stands for everything."""
    if not outer:
        return True
    return bool(inner) and all(any(is_below(path, place) for place in outer) for path in inner)
