"""What of a query narrows the table beside view, genre and search: the filters that the panel sets."""

from __future__ import annotations

from dataclasses import replace

from app.library.types import Query

#: A part of a name that fits more folders than this is no choice of a folder.
MOST_FOLDERS = 200
#: Filters of a :class:`Query` that this panel sets.
_NOTHING = {
    "states": (),
    "least_sure": None,
    "most_sure": None,
    "containers": (),
    "first_year": None,
    "last_year": None,
    "below": (),
}


def widened(query: Query) -> Query:
    """``query`` without what the panel narrows it by."""
    return replace(query, **_NOTHING)  # type: ignore[arg-type]


def is_narrowed(query: Query) -> bool:
    """Whether the panel narrows ``query`` by anything."""
    return query != widened(query)
