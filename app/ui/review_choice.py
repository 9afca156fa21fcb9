"""What Enter would choose: genres that a person added or chose before, or else the first suggestion."""

from __future__ import annotations

from collections.abc import Sequence

from app.library.types import ChosenBy, TrackRow, TrackState


def marked(row: TrackRow, picked: Sequence[str] | None) -> list[str]:
    """The genres marked on the page: those ``picked`` (None: none was touched yet), or those chosen before."""
    if picked is not None:
        return list(picked)
    decided = row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED
    return list(row.chosen if decided else ())


def turned(genre: str, before: Sequence[str]) -> list[str]:
    """``before`` with ``genre``, or without it where it was among them."""
    return [one for one in before if one != genre] if genre in before else [*before, genre]


def offered(row: TrackRow, picked: Sequence[str] | None) -> list[str]:
    """The genres marked, or else the first suggestion; empty where there is neither, or the model does not know."""
    if row.unknown:
        return marked(row, picked)
    first = row.suggestions[:1] or ((row.predicted,) if row.predicted else ())
    return marked(row, picked) or list(first)


def appended(row: TrackRow, picked: Sequence[str] | None) -> list[str]:
    """What :func:`offered` gives, behind what the file says; empty where it gives nothing."""
    genres = offered(row, picked)
    return [*row.genres, *(genre for genre in genres if genre not in row.genres)] if genres else []
