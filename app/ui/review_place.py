"""Where a review was left: in which order, in which folder, at which track. It is kept over a restart.

What was decided is in the library; this is only the place. A small file, and a damaged one counts as none.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from app.library.types import RootId, TrackId
from app.replacing import replace_text
from app.session.reviewing import ReviewOrder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """A place in a review."""

    order: ReviewOrder = ReviewOrder.MARGIN
    root: RootId | None = None
    track: TrackId | None = None


def load_place(file: Path) -> ReviewPlace:
    """The place stored in ``file``, or the beginning. Blocks."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        track, root = stored["track"], stored["root"]
        if not all(one is None or type(one) is int for one in (track, root)):
            raise ValueError("ids are numbers")
        return ReviewPlace(ReviewOrder(stored["order"]), root, track)
    except FileNotFoundError:
        return ReviewPlace()
    except (OSError, ValueError, TypeError, KeyError) as problem:
        log.warning("the place of the review cannot be read: %s", problem)
        return ReviewPlace()


def save_place(place: ReviewPlace, file: Path) -> None:
    """Store ``place``. Blocks; a failure is only logged: finding one's place again is a small matter."""
    try:
        replace_text(file, json.dumps(asdict(place)))
    except OSError as problem:
        log.warning("the place of the review cannot be saved: %s", problem)
