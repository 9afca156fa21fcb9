"""What becomes of the genres a file holds already. Pure: no file is read here.

The rule: a person's own genre is never lost without having been asked for (``Policy.REPLACE``), and a genre on the
keep-list not even then. What we write is on the allow list (where there is one) and not more than was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.settings import Policy
from app.tagging.taxonomy import genre_key, id3v1_name, referred_to
from app.tagging.vocabulary import Vocabulary

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
class Rules:
    """What may happen to a file's genres, and what may be written."""

    policy: Policy
    #: Genres never taken away, whatever the policy; patterns are allowed.
    keep_list: tuple[str, ...] = ()
    #: The only genres that may be written; empty: all. Patterns are allowed.
    allow_list: tuple[str, ...] = ()
    #: The most genres of ours in a file; ``None``: no limit. Genres that the file keeps do not count.
    max_genres: int | None = None
    #: Write what a genre belongs to as well.
    write_parents: bool = False
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def keeps(self, genre: str) -> bool:
        """Whether ``genre`` is on the keep-list."""
        return bool(genre.strip()) and self.vocabulary.is_among(genre, self.keep_list)

    def allows(self, genre: str) -> bool:
        """Whether ``genre`` may be written."""
        return not self.allow_list or self.vocabulary.is_among(genre, self.allow_list)


@dataclass(frozen=True, slots=True)
class GenrePlan:
    """What to write: ``new`` is the whole list afterwards, equal to the present one where ``changed`` is false."""

    new: tuple[str, ...]
    changed: bool
    #: Why, in short sentences for the preview.
    reason: str
    #: The file's own genre was kept against another answer.
    protected: bool = False
    #: Nothing that was chosen may be written.
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class OurGenres:
    """What we would write into a file that holds nothing, and what is to be said about it."""

    genres: tuple[str, ...]
    notes: tuple[str, ...] = ()


def is_meaningless(genre: str) -> bool:
    """Whether ``genre`` says nothing: empty, ``Other``, ``Unknown`` and the like, or a bare number.

    ``(17)`` says Rock: so ID3v2.3 writes it, and converters take it over.
    """
    text = genre.strip()
    if referred_to(text):
        return all(genre_key(name) in _MEANINGLESS for name in referred_to(text))
    bare = text.strip("()[]#. ")
    return not bare or genre_key(text) in _MEANINGLESS or bare.isdecimal()


def plan_genres(present: Sequence[str], chosen: Sequence[str], rules: Rules) -> GenrePlan:
    """The genres to write into a file that holds ``present``, when ``chosen`` was found for it.

    Args:
        present: the file's genres, as :func:`app.tagging.formats.read_tags` gives them.
        chosen: the genres of the model or of a person, the most important first.
        rules: what may happen to those present, and which may be written.
    """
    present = tuple(present)
    ours = our_genres(chosen, rules)
    if not ours.genres:
        return GenrePlan(present, False, " ".join(ours.notes) or "No genre was chosen.", forbidden=bool(ours.notes))
    plan = _PLANNERS[rules.policy](present, ours.genres, rules)
    if plan.new == present:
        return GenrePlan(present, False, plan.reason if not plan.changed else _EXACTLY, plan.protected)
    return replace(plan, reason=" ".join((plan.reason, *ours.notes)))


def our_genres(chosen: Sequence[str], rules: Rules) -> OurGenres:
    """``chosen`` and, where the rules say so, what these belong to: as far as allowed, and no more than the limit."""
    words, notes = rules.vocabulary, []
    heard = words.unique(chosen)
    forbidden = [genre for genre in heard if not rules.allows(genre)]
    if forbidden:
        notes.append(f"{_quoted(forbidden)} {_is(forbidden)} not on the allow list.")
    above = {genre: words.ancestors(genre) if rules.write_parents else () for genre in heard}
    parents = [parent for genre in heard for parent in above[genre]]
    allowed = words.unique(genre for genre in (*heard, *parents) if rules.allows(genre))
    genres = allowed[: rules.max_genres]
    for genre in heard:
        if added := [parent for parent in above[genre] if parent in genres and parent not in heard]:
            notes.append(f"“{genre}” belongs to {_quoted(added)}.")
    if len(genres) < len(allowed):
        rest = allowed[len(genres) :]
        notes.append(f"{_quoted(rest)} {_is(rest)} left out: at most {_genres(len(genres))} may be written.")
    return OurGenres(genres, tuple(notes))


def _replace(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    words = rules.vocabulary
    kept = words.unique(genre for genre in present if rules.keeps(genre))
    spelt = {words.key(genre): genre for genre in kept}
    others = [genre for genre in kept if not _has(ours, genre, rules)]
    new = (*others, *(spelt.get(words.key(genre), genre) for genre in ours))
    if not present:
        reason = _EMPTY
    elif set(present) < set(new) and all(_has(ours, genre, rules) for genre in present):
        reason = _ADDED
    else:
        reason = f"Replaced; {_quoted(kept)} {_is(kept)} on the keep-list." if kept else "Replaced."
    return GenrePlan(new, True, reason)


def _append(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    own, generic = _divided(present, ours, rules)
    added = [genre for genre in ours if not _has(own, genre, rules)]
    if not added and not generic:
        return GenrePlan(present, False, _agreement(present, ours, rules))
    sentences = [_ADDED if added else _agreement(own, ours, rules)] if own else []
    if generic or not own:
        sentences.append(_nothing_said(generic))
    return GenrePlan(rules.vocabulary.unique((*own, *ours)), True, " ".join(sentences))


def _replace_generic(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    own, generic = _divided(present, ours, rules)
    if own and generic:
        reason = f"{_quoted(generic)} says nothing and was replaced; {_quoted(own)} stays."
        return GenrePlan(rules.vocabulary.unique((*own, *ours)), True, reason)
    return _fill(present, ours, rules)


def _fill(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    own, generic = _divided(present, ours, rules)
    return _protect(present, own, ours, rules) if own else GenrePlan(ours, True, _nothing_said(generic))


def _keep(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    own = tuple(genre for genre in present if genre.strip())
    return _protect(present, own, ours, rules) if own else GenrePlan(ours, True, _EMPTY)


_PLANNERS: dict[Policy, Callable[[tuple[str, ...], tuple[str, ...], Rules], GenrePlan]] = {
    Policy.FILL: _fill,
    Policy.APPEND: _append,
    Policy.REPLACE_GENERIC: _replace_generic,
    Policy.REPLACE: _replace,
    Policy.KEEP: _keep,
}

_EMPTY = "It had no genre."
_ADDED = "Added to the genres it has."
_EXACTLY = "It has exactly these genres already."


def _divided(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The genres that stay (they mean something, are on the keep-list, or are ours), and those that may go."""
    own = tuple(
        genre for genre in present if not is_meaningless(genre) or rules.keeps(genre) or _has(ours, genre, rules)
    )
    return own, tuple(genre for genre in present if genre not in own)


def _has(genres: Sequence[str], wanted: str, rules: Rules) -> bool:
    return any(rules.vocabulary.same(genre, wanted) for genre in genres)


def _protect(present: tuple[str, ...], own: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> GenrePlan:
    if any(_has(ours, genre, rules) for genre in own):
        return GenrePlan(present, False, _agreement(present, ours, rules))
    return GenrePlan(present, False, f"Its own genre {_quoted(own)} is kept.", protected=True)


def _agreement(present: tuple[str, ...], ours: tuple[str, ...], rules: Rules) -> str:
    """The sentence for a file that has our genre; names both spellings where they differ."""
    for genre in present:
        for our in ours:
            if rules.vocabulary.same(genre, our):
                return f"It has “{our}” already" + ("." if genre == our else f", as “{genre}”.")
    return "It has this genre already."


def _nothing_said(generic: Sequence[str]) -> str:
    named = [genre for genre in generic if genre.strip()]
    return f"Its genre {_quoted(named)} says nothing." if named else _EMPTY


def _quoted(genres: Sequence[str]) -> str:
    return f"“{', '.join(genres)}”"


def _is(genres: Sequence[str]) -> str:
    return "is" if len(genres) == 1 else "are"


def _genres(count: int) -> str:
    return "1 genre" if count == 1 else f"{count} genres"


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
