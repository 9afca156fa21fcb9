"""What a list of music shows of a file besides its genres, and how several values become one line of it.

A container's own module fills it where it understands the file whole; otherwise the second reader does. Whoever fills
it, the words are the same: this is the one place that joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Values of one tag that are shown, and letters of all of them together.
_VALUES, _LETTERS = 10, 1000
#: The texts of a :class:`Listing`, by which the readers name them.
NAMES = ("title", "artist", "album", "album_artist", "year")


@dataclass(frozen=True, slots=True)
class Listing:
    """Texts as shown, empty where the file has none, and the length in seconds, where it says one."""

    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    year: str = ""
    duration_s: float | None = None


def line(values: Iterable[str]) -> str:
    """``values`` of one tag as one line: bare, without repetitions, not endless."""
    parts = list(values)[:_VALUES]
    if len(parts) == 1:
        return parts[0].strip()[:_LETTERS]
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))[:_LETTERS]


def year_of(text: str) -> str:
    """The year of a date as files have it."""
    return text[:4]


def seconds(length: object) -> float | None:
    """A length that can be one, else ``None``."""
    return float(length) if isinstance(length, (int, float)) and 0 < length < 1e7 else None


def listing_of(texts: Mapping[str, str], length: object) -> Listing:
    """A listing of ``texts`` by the names of :data:`NAMES`, and of a length in seconds that may be anything."""
    get = texts.get
    return Listing(
        get("title", ""),
        get("artist", ""),
        get("album", ""),
        get("album_artist", ""),
        year_of(get("year", "")),
        seconds(length),
    )
