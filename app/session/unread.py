"""What scans could not read, and what they passed over: kept beside the library, so that it can be looked up later.

A scan replaces what is known of the places it looked at. Each problem is new once, also over several starts.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.library.ranges import is_below
from app.library.walk import LEADS_NOWHERE
from app.replacing import replace_text
from app.session.records import ScanReport

log = logging.getLogger(__name__)

#: Problems that are kept; what a whole drive without permissions would tell is of no more use than that.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Unread:
    """Files and folders with the reason why they could not be read, and how many files of which kinds are not read."""

    problems: tuple[tuple[bytes, str], ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()  #: by ending, the most frequent first

    @property
    def harmless(self) -> bool:
        """Whether nothing is amiss but links that lead nowhere."""
        return all(reason == LEADS_NOWHERE for _, reason in self.problems)


class UnreadList:
    """The list in ``file``; safe to use from any thread. A damaged file counts as none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._problems: dict[bytes, str] = {}
        self._passed: dict[tuple[bytes, ...], dict[str, int]] = {}  # by the places that a scan looked at
        self._loaded = False

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
            self._forget(met.below)
            self._problems.update(met.problems[: _MOST - len(self._problems)])
            if met.passed_over and not any(_covers(place, met.below) for place in self._passed):
                self._passed[met.below] = dict(met.passed_over)
            now = self._unread()
            if now != before:
                self._save()
            more = met.passed_over if set(now.passed_over) - set(before.passed_over) else ()
            return Unread(fresh, more)

    def _unread(self) -> Unread:
        counts: Counter[str] = Counter()
        for passed in self._passed.values():
            counts.update(passed)
        return Unread(tuple(sorted(self._problems.items())), tuple(counts.most_common()))

    def _forget(self, below: tuple[bytes, ...]) -> None:
        """Nothing is known any more of what was looked at: nothing named, everything."""
        if below:
            outside = (path for path in self._problems if not any(is_below(path, place) for place in below))
            self._problems = {path: self._problems[path] for path in outside}
            self._passed = {place: counts for place, counts in self._passed.items() if not _covers(below, place)}
        else:
            self._problems, self._passed = {}, {}

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
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

    def _save(self) -> None:
        stored = {
            "problems": [[os.fsdecode(path), why] for path, why in self._problems.items()],
            "passed_over": [[list(map(os.fsdecode, place)), list(c.items())] for place, c in self._passed.items()],
        }
        try:
            replace_text(self._file, json.dumps(stored))
        except OSError as problem:  # it is told again then
            log.warning("the list of what was not read cannot be kept: %s", problem)


def _covers(outer: Sequence[bytes], inner: Sequence[bytes]) -> bool:
    """Whether all of ``inner`` lies at or below ``outer``; none stands for everything."""
    if not outer:
        return True
    return bool(inner) and all(any(is_below(path, place) for place in outer) for path in inner)
