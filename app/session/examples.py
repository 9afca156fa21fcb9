"""Tracks of the library that surely are of a genre, to hear a doubtful one against."""

from __future__ import annotations

from collections.abc import Iterator

from app.library.store import Store
from app.library.types import ChosenBy, Query, SortKey, TrackId, TrackRow, TrackState
from app.tagging.taxonomy import same_genre

_PAGE = 100
#: How far down the surest tracks are looked through.
_LOOKED_AT = 1_000
_SURE = frozenset({TrackState.READY, TrackState.CONFLICT, TrackState.KEPT, TrackState.WRITTEN})


def sure_examples(store: Store, genre: str, besides: TrackId, count: int) -> list[TrackRow]:
    """Up to ``count`` tracks other than ``besides`` that surely are ``genre``: a person's choices first, then by
    how sure the model is."""
    found = [row for row in _heard_as(store, genre) if row.id != besides and _is_sure(row, genre)]
    return sorted(found, key=lambda row: row.chosen_by is not ChosenBy.PERSON)[:count]


def _heard_as(store: Store, genre: str) -> Iterator[TrackRow]:
    ids = store.ids(Query(genre=genre, sort=SortKey.CONFIDENCE, descending=True))[:_LOOKED_AT]
    for start in range(0, len(ids), _PAGE):
        yield from store.rows(ids[start : start + _PAGE].tolist())


def _is_sure(row: TrackRow, genre: str) -> bool:
    """Whether a person, or the model above its threshold, says so."""
    if row.state not in _SURE:
        return False
    if row.chosen:
        return any(same_genre(genre, name) for name in row.chosen)
    return row.chosen_by is not ChosenBy.PERSON or any(same_genre(genre, name) for name in row.genres)
