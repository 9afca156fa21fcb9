"""What the table was narrowed to, kept from one start to the next as text.

Search is not kept: who starts anew begins a new one. Whatever makes no sense (any more) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.library.types import Query, TrackState, View


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in value)


#: Filter of a :class:`Query` -> how it is stored, and how it is read again.
_FILTERS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "view": (str, View),
    "genre": (str, str),
    "states": (lambda states: [state.name for state in states], lambda names: tuple(TrackState[one] for one in names)),
    "least_sure": (float, float),
    "most_sure": (float, float),
    "containers": (list, _texts),
    "first_year": (int, int),
    "last_year": (int, int),
    "below": (lambda paths: [path.hex() for path in paths], lambda texts: tuple(map(bytes.fromhex, texts))),
}


def filters_text(query: Query) -> str:
    """The filters of ``query`` as text; those at rest are left out."""
    rest = Query()
    stored = {
        name: store(getattr(query, name))
        for name, (store, _) in _FILTERS.items()
        if getattr(query, name) != getattr(rest, name)
    }
    return json.dumps(stored) if stored else ""


def with_filters(query: Query, text: str) -> Query:
    """``query`` with the filters that :func:`filters_text` stored, as far as they make sense."""
    try:
        stored = json.loads(text or "{}")
    except ValueError:
        return query
    for name, (_, read) in _FILTERS.items() if isinstance(stored, dict) else ():
        if name in stored:
            try:
                query = replace(query, **{name: read(stored[name])})
            except (ValueError, TypeError, KeyError):
                continue
    return query
