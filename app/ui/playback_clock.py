"""What moment of the track is heard now, between the few moments at which the player tells.

Qt hands a piece of sound over when it gives it to the device, and its own ``position`` advances only a whole piece at
a time (a second, for some formats). This clock runs on between the pieces, never beyond the sound that was handed
over, so that the playhead moves evenly and stops when the device starves.
"""

from __future__ import annotations

#: Part of a late arrival that is believed: arrivals are only ever late (the event loop was busy), the device is not.
_TRUST_IN_LATE = 0.1


class PlaybackClock:
    """Position in seconds as a function of a monotonic ``now`` in seconds, which every method is given."""

    def __init__(self) -> None:
        self._held_s = 0.0
        self._offset_s: float | None = None  # position minus now, while running and known
        self._end_s = 0.0
        self._running = False
        self._floor_s = 0.0

    def place(self, position_s: float) -> None:
        """Stand at ``position_s`` (a seek, a new track); a running clock waits there for the next piece of sound."""
        self._held_s = self._floor_s = self._end_s = max(0.0, position_s)
        self._offset_s = None

    def run(self) -> None:
        """Sound is wanted: the clock starts with the next piece."""
        if not self._running:
            self._running = True
            self._offset_s = None

    def hold(self, now: float) -> None:
        """Stop at the present position."""
        self.place(self.position(now))
        self._running = False

    def hear(self, start_s: float, length_s: float, lead_s: float, now: float) -> None:
        """A piece of sound starting at ``start_s`` was handed over; it is audible ``lead_s`` later."""
        if not self._running:
            return
        self._end_s = max(self._end_s, start_s + length_s)
        arrived = start_s - lead_s - now
        if self._offset_s is None:
            self._offset_s = max(arrived, self._held_s - now)
        else:
            late = arrived - self._offset_s
            self._offset_s += late if late < -0.25 else late * _TRUST_IN_LATE if late < 0 else late * 0.5

    def position(self, now: float) -> float:
        """Seconds from the start of the track that are audible at ``now``; never runs backwards without a seek."""
        if not self._running or self._offset_s is None:
            return self._held_s
        moved = min(now + self._offset_s, self._end_s)
        self._floor_s = max(self._floor_s, moved)
        return self._floor_s
