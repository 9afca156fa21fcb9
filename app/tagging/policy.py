"""What becomes of the genres a file holds already. Pure: no file is read here.

The rule: a person's own genre is never lost without having been asked for (``Policy.REPLACE``), and a genre on the
keep-list not even then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.settings import Policy
from app.tagging.taxonomy import genre_key, id3v1_name, same_genre

#: Genres that say nothing about the music.
_MEANINGLESS = frozenset(
    genre_key(name)
    for name in (
        *("other", "others", "unknown", "unknown genre", "misc", "miscellaneous", "music", "none", "n/a", "na", "null"),
        *(
            "genre",
            "default",
            "undefined",
            "unclassifiable",
            "unclassified",
            "various",
            "no genre",
            "audio",
            "sonstige",
        ),
        *(
            "unbekannt",
            "andere",
            "autre",
            "inconnu",
            "otros",
            "desconocido",
            "altro",
            "sconosciuto",
            "?",
            "???",
            "<unknown>",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class GenrePlan:
    """What to write: ``new`` is the whole list afterwards, equal to the present one where ``changed`` is false."""

    new: tuple[str, ...]
    changed: bool
    #: Why, as a short sentence for the preview.
    reason: str
    #: The file's own genre was kept against another answer.
    protected: bool = False


def is_meaningless(genre: str) -> bool:
    """Whether ``genre`` says nothing: empty, ``Other``, ``Unknown`` and the like, or a bare number."""
    text = genre.strip()
    bare = text.strip("()[]#. ")
    return not bare or genre_key(text) in _MEANINGLESS or bare.isdecimal()


def plan_genres(
    present: Sequence[str], chosen: Sequence[str], policy: Policy, keep_list: Iterable[str] = ()
) -> GenrePlan:
    """The genres to write into a file that holds ``present``, when ``chosen`` was found for it.

    Args:
        present: the file's genres, as :func:`app.tagging.formats.read_tags` gives them.
        chosen: the genres of the model or of a person, the most important first.
        policy: what may happen to those present.
        keep_list: genres never taken away, whatever the policy.
    """
    present, chosen = tuple(present), _unique(chosen)
    if not chosen:
        return GenrePlan(present, False, "No genre was chosen.")
    kept = tuple(genre for genre in present if any(same_genre(genre, keep) for keep in keep_list))
    own = tuple(genre for genre in present if not is_meaningless(genre) or genre in kept)
    if policy is Policy.REPLACE:
        return _plan(present, _unique((*kept, *chosen)), _replace_reason(kept))
    if policy is Policy.APPEND:
        wanted = (genre for genre in present if genre in own or any(same_genre(genre, c) for c in chosen))
        return _plan(present, _unique((*wanted, *chosen)), "Added to the genres it has." if own else "It had no genre.")
    if policy is Policy.KEEP:
        own = tuple(genre for genre in present if genre.strip())
    if own:
        return _protect(present, own, chosen)
    why = f"Its genre “{', '.join(present)}” says nothing." if present else "It had no genre."
    return _plan(present, chosen, why)


def _replace_reason(kept: tuple[str, ...]) -> str:
    return f"Replaced; “{', '.join(kept)}” is on the keep-list." if kept else "Replaced."


def _protect(present: tuple[str, ...], own: tuple[str, ...], chosen: tuple[str, ...]) -> GenrePlan:
    agrees = any(same_genre(a, b) for a in own for b in chosen)
    if agrees:
        return GenrePlan(present, False, "It has this genre already.")
    return GenrePlan(present, False, f"Its own genre “{', '.join(own)}” is kept.", protected=True)


def _plan(present: tuple[str, ...], new: tuple[str, ...], reason: str) -> GenrePlan:
    if new == present:
        return GenrePlan(present, False, "It has exactly these genres already.")
    return GenrePlan(new, True, reason)


def _unique(genres: Iterable[str]) -> tuple[str, ...]:
    """``genres`` without blanks and without a second spelling of the same one."""
    found: list[str] = []
    for genre in genres:
        text = genre.strip()
        if text and not any(same_genre(text, other) for other in found):
            found.append(text)
    return tuple(found)


def check_names(genres: Sequence[str]) -> str:
    """Why ``genres`` cannot be written as they stand, as a sentence; empty where they can."""
    problem = next(filter(None, map(_check_name, genres)), "")
    return problem or ("A genre is named twice." if len(set(genres)) != len(genres) else "")


def _check_name(genre: str) -> str:
    if not genre.strip():
        return "A genre needs a name."
    if genre != genre.strip():
        return f"The genre “{genre}” begins or ends with a blank."
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 or 0xD800 <= ord(letter) <= 0xDFFF for letter in genre):
        return "A genre's name cannot hold control characters or what is no text."
    if len(genre) > 250:
        return "A genre's name can have 250 characters at most."
    bare = genre.strip("()")
    if bare.isascii() and bare.isdecimal():
        meant = id3v1_name(int(bare[:4]))
        return f"“{genre}” is a number, not a name" + (f"; did you mean {meant}?" if meant else ".")
    return ""
