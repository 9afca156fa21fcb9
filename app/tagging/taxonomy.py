"""Names of genres: the numbers of ID3v1, and when two spellings mean the same genre."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mutagen import id3

#: ID3v1's genres with the later additions of Winamp, number = position. A fact of the format, kept by the tag library.
ID3V1_GENRES: tuple[str, ...] = tuple(id3.TCON.GENRES)
#: ID3v1's "none".
NO_ID3V1_GENRE = 255

#: Spellings that mean the same genre; each row is one genre. Compared after :func:`folded`.
_ALIASES = (
    ("hip hop", "rap hip hop", "hip hop rap", "hip hop & rap", "rap & hip hop", "rap/hip hop", "hip hop/rap"),
    ("r&b", "rnb", "rhythm and blues", "rhythm & blues", "r n b"),
    ("drum & bass", "drum and bass", "drum n bass", "dnb", "d&b"),
    ("rock & roll", "rock and roll", "rock n roll"),
    ("psychedelic", "psychadelic"),
    ("electronic", "electronica"),
    ("classical", "classical music"),
    ("soundtrack", "film score", "original soundtrack", "ost"),
    ("alternative rock", "alternrock", "alt rock"),
    ("a cappella", "a capella", "acapella", "acappella"),
    ("synth pop", "synthpop"),
    ("lo fi", "lofi"),
    ("afro punk", "afropunk"),
    ("trip hop", "triphop"),
    ("new age", "newage"),
)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """``name`` without case, spaces, hyphens, dots, apostrophes and accents' spelling variants."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s\-_.'’‐‑–—]+", "", text)


_REFERENCES = re.compile(r"(\([0-9]{1,3}\))+")
_CANONICAL = {folded(alias): folded(row[0]) for row in _ALIASES for alias in row}


def genre_key(name: str) -> str:
    """A key that is equal for spellings of one genre: "Hip Hop", "hiphop" and "Hip-Hop/Rap" share it."""
    key = folded(name)
    return _CANONICAL.get(key, key)


def same_genre(a: str, b: str) -> bool:
    """Whether two spellings mean the same genre."""
    return genre_key(a) == genre_key(b)


_NUMBERS = {genre_key(name): number for number, name in reversed(list(enumerate(ID3V1_GENRES)))}


def id3v1_number(name: str) -> int | None:
    """ID3v1's number of the genre ``name``, ``None`` where it has none."""
    return _NUMBERS.get(genre_key(name))


def id3v1_name(number: int) -> str | None:
    """ID3v1's name of ``number`` (0 to 191), ``None`` for the rest."""
    return ID3V1_GENRES[number] if 0 <= number < len(ID3V1_GENRES) else None


def referred_to(genre: str) -> tuple[str, ...]:
    """The genres that a text such as ``(17)`` or ``(4)(17)`` stands for, as ID3v2.3 writes them; () for any other."""
    if not _REFERENCES.fullmatch(genre.strip()):
        return ()
    names = [id3v1_name(int(number)) for number in re.findall("[0-9]+", genre)]
    return tuple(dict.fromkeys(name for name in names if name)) if all(names) else ()


def best_id3v1_number(genres: tuple[str, ...]) -> int:
    """The number of the first of ``genres`` that ID3v1 knows, else 255 ("none")."""
    return next((n for n in map(id3v1_number, genres) if n is not None), NO_ID3V1_GENRE)
