"""What a table shows when the library changes under it: the rows in sight stay in the order they have.

A new order is made only when the person asks for one. Until then what left the query goes, and what is new comes in
behind the track that it follows in the query's own order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def merged(shown: Ids, found: Ids) -> Ids:
    """The tracks of ``found``: those of ``shown`` in its order, each other one behind its neighbour in ``found``."""
    kept = shown[np.isin(shown, found)]
    if len(kept) == len(found):
        return kept
    if not len(kept):
        return found
    by_id = np.argsort(kept)
    near = np.minimum(np.searchsorted(kept, found, sorter=by_id), len(kept) - 1)
    is_kept = kept[by_id[near]] == found
    place = np.where(is_kept, by_id[near], -1)
    # A new track takes the place of the last kept one before it in ``found``; those before all kept ones come first.
    last_kept = np.maximum.accumulate(np.where(is_kept, np.arange(len(found)), -1))
    anchor = np.where(last_kept >= 0, place[last_kept], -1)
    return found[np.lexsort((np.where(is_kept, -1, np.arange(len(found))), anchor))]


def follower(shown: Ids, left: Ids, row: int) -> int | None:
    """The track to stand on when the one in ``row`` of ``shown`` is gone: the next that is ``left``, else the last."""
    there = np.flatnonzero(np.isin(shown, left))
    if not len(there):
        return None
    after = there[there >= row]
    return int(shown[after[0] if len(after) else there[-1]])
