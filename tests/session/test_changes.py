"""Listeners are told everything, merged, and not too often."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

from app.library.types import LibraryChange, TrackId
from app.session.changes import MANY, ChangeHub, merge


def ids(*numbers: int) -> frozenset[TrackId]:
    return frozenset(TrackId(number) for number in numbers)


def test_changes_are_merged() -> None:
    assert merge(LibraryChange(ids(1)), LibraryChange(ids(2), structure=True)) == LibraryChange(ids(1, 2), True)
    assert merge(LibraryChange(roots=True), LibraryChange(ids(2))) == LibraryChange(roots=True)


def test_many_tracks_are_told_as_many() -> None:
    lot = LibraryChange(ids(*range(MANY)))
    assert merge(lot, LibraryChange(ids(MANY))).tracks == frozenset()


def test_one_report_of_many_tracks_is_told_as_many() -> None:
    got: list[LibraryChange] = []
    hub = ChangeHub(interval_s=60)
    hub.subscribe(got.append)
    hub.tell(ids(*range(MANY + 1)), structure=True)
    hub.close()
    assert got == [LibraryChange(structure=True)]


def test_a_thousand_changes_are_a_few_calls() -> None:
    got: list[LibraryChange] = []
    times: list[float] = []
    all_told = threading.Event()

    def listen(change: LibraryChange) -> None:
        got.append(change)
        times.append(time.monotonic())
        if change.roots:
            all_told.set()

    hub = ChangeHub(interval_s=0.05)
    hub.subscribe(listen)
    for number in range(1000):
        hub.tell([TrackId(number % 100)])
    hub.tell([TrackId(1)], roots=True)
    assert all_told.wait(5)
    hub.close()
    assert len(got) < 20
    assert frozenset().union(*(change.tracks for change in got)) >= ids(*range(100)) or any(
        not change.tracks for change in got
    )
    assert all(later - earlier >= 0.04 for earlier, later in pairwise(times))


def test_what_waits_is_delivered_at_the_end() -> None:
    got: list[LibraryChange] = []
    hub = ChangeHub(interval_s=60)
    hub.subscribe(got.append)
    hub.tell([TrackId(1)])
    hub.tell([TrackId(2)])
    hub.close()
    assert frozenset().union(*(change.tracks for change in got)) == ids(1, 2)


def test_a_faulty_listener_does_not_silence_the_others() -> None:
    got: list[LibraryChange] = []

    def fail(_: LibraryChange) -> None:
        raise RuntimeError("mine")

    hub = ChangeHub(interval_s=0.01)
    hub.subscribe(fail)
    hub.subscribe(got.append)
    hub.tell([TrackId(1)])
    hub.close()
    assert got


def test_after_unsubscribing_nothing_comes() -> None:
    got: list[LibraryChange] = []
    hub = ChangeHub(interval_s=0.01)
    stop = hub.subscribe(got.append)
    stop()
    stop()
    hub.tell([TrackId(1)])
    hub.close()
    assert got == []
