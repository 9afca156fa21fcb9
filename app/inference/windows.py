"""Where in a track to listen: a few windows spread over all of it, the same ones every time.

Listening to windows costs a fraction of decoding whole files, and averaging over the whole track beats any single
place. The choice depends on the duration alone, so the same file always gives the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Share of the track left out at each end, where fades, applause and silence live, and its limit in seconds.
EDGE_SHARE = 0.05
EDGE_LIMIT_S = 10.0
#: What neighbouring windows may share, of a window, so that one more has room: an excerpt that its encoder left a
#: moment short of 30 s is still heard whole.
OVERLAP_SHARE = 0.1
#: Starts are whole tenths of a second: whole samples at every usual rate, so that seeking and decoding from the
#: beginning cut at the same sample.
_STEPS_PER_SECOND = 10


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a track, in seconds from its beginning."""

    start_s: float
    length_s: float

    @property
    def end_s(self) -> float:
        """Where it ends, in seconds from the beginning."""
        return self.start_s + self.length_s


def choose_windows(duration_s: float, length_s: float, count: int) -> tuple[Window, ...]:
    """At most ``count`` windows of ``length_s`` seconds, spread evenly over a track of ``duration_s`` seconds.

    The ends of the track are left out as far as there is room. Windows share no more than a tenth of themselves: a
    track with room for fewer gets fewer, and one shorter than a window is heard whole, as one shorter window. No
    sound gives no window.
    """
    if not (math.isfinite(duration_s) and length_s > 0 and count > 0):
        raise ValueError(f"no windows of {length_s} s, {count} times, in {duration_s} s")
    if duration_s <= 0:
        return ()
    if duration_s <= length_s:
        return (Window(0.0, duration_s),)
    fitting = min(count, int((duration_s / length_s - OVERLAP_SHARE) / (1 - OVERLAP_SHARE)))
    edge = max(min(EDGE_SHARE * duration_s, EDGE_LIMIT_S, (duration_s - fitting * length_s) / 2), 0.0)
    room = duration_s - 2 * edge - length_s
    if fitting == 1:
        starts = [(duration_s - length_s) / 2]
    else:
        starts = [edge + room * index / (fitting - 1) for index in range(fitting)]
    return tuple(Window(_whole_steps(start), length_s) for start in starts)


def _whole_steps(start_s: float) -> float:
    """``start_s`` rounded down, so that a window never leaves the track; two windows may share 0.1 s more."""
    return math.floor(start_s * _STEPS_PER_SECOND) / _STEPS_PER_SECOND
