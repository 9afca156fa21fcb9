"""What moment of the track is heard now, between the few moments at which the player tells.

Qt hands a piece of sound over when it gives it to the device, and its own ``position`` advances only a whole piece at
a time (a second, for some formats). This clock runs on between the pieces, never beyond the sound that was handed
over, so that the playhead moves evenly and stops when the device starves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

#: Arrivals whose median tells the time: one that was late in a busy event loop, or came in a burst, moves nothing.
_REMEMBERED = 9
#: A jump beyond this, in seconds, is believed at once: the device starved and goes on later.
_STARVED_S = 0.25


class PlaybackClock:
    """Position in seconds as a function of a monotonic ``now`` in seconds, which every method is given."""

    def __init__(self) -> None:
        self._held_s = 0.0
        self._offsets: deque[float] = deque(maxlen=_REMEMBERED)  # position minus now at the last arrivals
        self._end_s = 0.0
        self._running = False
        self._floor_s = 0.0

    def place(self, position_s: float) -> None:
        """Stand at ``position_s`` (a seek, a new track); a running clock waits there for the next piece of sound."""
        self._held_s = self._floor_s = self._end_s = max(0.0, position_s)
        self._offsets.clear()

    def run(self) -> None:
        """Sound is wanted: the clock starts with the next piece."""
        if not self._running:
            self._running = True
            self._offsets.clear()

    def hold(self, now: float) -> None:
        """Stop at the present position."""
        self.place(self.position(now))
        self._running = False

    def hear(self, start_s: float, length_s: float, lead_s: float, now: float) -> None:
        """A piece of sound starting at ``start_s`` was handed over; it is audible ``lead_s`` later."""
        if not self._running:
            return
        self._end_s = max(self._end_s, start_s + length_s)
        offset = start_s - lead_s - now
        if not self._offsets:
            offset = max(offset, self._held_s - now)  # the first piece may begin before the place sought
        elif offset < _median(self._offsets) - _STARVED_S:
            self._offsets.clear()
        self._offsets.append(offset)

    def position(self, now: float) -> float:
        """Seconds from the start of the track that are audible at ``now``; never runs backwards without a seek."""
        if not self._running or not self._offsets:
            return self._held_s
        moved = min(now + _median(self._offsets), self._end_s)
        self._floor_s = max(self._floor_s, moved)
        return self._floor_s


def _median(values: Iterable[float]) -> float:
    """The value in the middle. The standard library's needs fractions and decimals, for which a start would wait."""
    ordered = sorted(values)
    below, above = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (below + above) / 2
