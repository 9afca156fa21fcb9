"""Tells listeners what changed, merged: however many tracks a run touches, at most ten calls a second.

Screens repaint on a :class:`~app.library.types.LibraryChange`; a call for every track of a fast run would keep them
from doing anything else.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from app.library.types import LibraryChange, TrackId

log = logging.getLogger(__name__)

Listener = Callable[[LibraryChange], None]

#: Shortest time between two calls of a listener.
INTERVAL_S = 0.1
#: More tracks than this in one report are told as "many" (an empty set): the screen then reloads what it shows.
MANY = 500


class ChangeHub:
    """Collects changes from any thread and hands them on from one thread of its own, which ends with :meth:`close`."""

    def __init__(self, interval_s: float = INTERVAL_S) -> None:
        self._interval_s = interval_s
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._closing = threading.Event()
        self._listeners: list[Listener] = []
        self._waiting: LibraryChange | None = None
        self._thread: threading.Thread | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every merged change from now on; the returned function ends that."""
        with self._lock:
            self._listeners.append(listener)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="earmark-changes", daemon=True)
                self._thread.start()

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def tell(self, tracks: Iterable[TrackId] = (), *, structure: bool = False, roots: bool = False) -> None:
        """Note that ``tracks`` changed (none named: many or all); returns at once."""
        named = frozenset(tracks)
        change = LibraryChange(named if len(named) <= MANY else frozenset(), structure, roots)
        with self._lock:
            if not self._listeners:
                return
            self._waiting = change if self._waiting is None else merge(self._waiting, change)
        self._woken.set()

    def close(self) -> None:
        """Deliver what waits and end the thread."""
        self._closing.set()
        self._woken.set()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=5)

    def _run(self) -> None:
        while not self._closing.is_set():
            self._woken.wait()
            self._woken.clear()
            self._deliver()
            self._closing.wait(self._interval_s)
        self._deliver()

    def _deliver(self) -> None:
        with self._lock:
            change, self._waiting = self._waiting, None
            listeners = list(self._listeners)
        if change is None:
            return
        for listener in listeners:
            try:
                listener(change)
            except Exception:  # the thread's boundary: one listener's fault must not silence the others
                log.exception("a listener of library changes failed")


def merge(earlier: LibraryChange, later: LibraryChange) -> LibraryChange:
    """One change that says what both say; "many" (no track named) swallows the names."""
    tracks: frozenset[TrackId] = frozenset()
    if earlier.tracks and later.tracks and len(earlier.tracks) + len(later.tracks) <= MANY:
        tracks = earlier.tracks | later.tracks
    return LibraryChange(tracks, earlier.structure or later.structure, earlier.roots or later.roots)
