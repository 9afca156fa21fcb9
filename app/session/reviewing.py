"""What a review goes through, and in which order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.library.store import Store
from app.library.types import ChosenBy, Query, RootId, SortKey, TrackId, TrackState, View
from app.session.contradictions import contradictions, strongest
from app.session.models import Models
from app.settings import Settings

_PAGE = 500


class ReviewOrder(StrEnum):
    """Which of the waiting tracks come first."""

    MARGIN = "margin"  #: the two likeliest genres are closest: the usual one
    UNSURE = "unsure"  #: the likeliest genre is the least sure
    ALBUM = "album"  #: the rest of the album was heard as something else
    TAG = "tag"  #: the file says something else


@dataclass(frozen=True, slots=True)
class Doubted:
    """A track of the audit: what its file says is not among what it plausibly sounds like."""

    track: TrackId
    strength: float  #: from 0 to 1
    artist: str


def queue(
    store: Store, models: Models, settings: Settings, root: RootId | None, order: ReviewOrder
) -> NDArray[np.int64]:
    """Ids of the tracks that wait for a person; ties are broken by the margin, the closest call first."""
    sort = SortKey.CONFIDENCE if order is ReviewOrder.UNSURE else SortKey.MARGIN
    ids = store.ids(Query(view=View.REVIEW, root=root, sort=sort))
    if order is ReviewOrder.ALBUM:
        return _by_album_disagreement(store, ids)
    if order is ReviewOrder.TAG:
        found = contradictions(store, models, settings, [TrackId(track) for track in ids.tolist()])
        strength = {one.track: one.strength for one in found}
        return ids[np.argsort([-strength.get(track, 0.0) for track in ids.tolist()], kind="stable")]
    return ids


def audit(store: Store, models: Models, settings: Settings, root: RootId | None) -> list[Doubted]:
    """Tracks whose sound contradicts the genre their file holds, the strongest contradiction first.

    What a person decided on already is left out, also where they decided to keep it.
    """
    everything = [TrackId(track) for track in store.ids(Query(root=root)).tolist()]
    found = strongest(contradictions(store, models, settings, everything), lambda one: one.implausible)
    doubted: list[Doubted] = []
    for start in range(0, len(found), _PAGE):
        page = found[start : start + _PAGE]
        rows = {row.id: row for row in store.rows([one.track for one in page])}
        doubted += [
            Doubted(one.track, one.strength, rows[one.track].artist)
            for one in page
            if one.track in rows
            and rows[one.track].chosen_by is not ChosenBy.PERSON
            and rows[one.track].state is not TrackState.FAILED
        ]
    return doubted


def _by_album_disagreement(store: Store, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """``ids`` by the share of their album's other tracks that were heard as something else, albums together."""
    heard = store.heard_albums()
    votes: dict[str, Counter[str]] = {}
    for _, album, genre in heard:
        votes.setdefault(album, Counter())[genre] += 1
    against: dict[int, tuple[float, int]] = {}
    places: dict[str, int] = {}
    for track, album, genre in heard:
        others = votes[album].total() - 1
        if others:
            share = (others + 1 - votes[album][genre]) / others
            against[track] = (-share, places.setdefault(album, len(places)))
    last = (0.0, len(places))
    return np.array(sorted(ids.tolist(), key=lambda track: against.get(track, last)), np.int64)
