"""The user's own words: names for the model's genres, patterns of spellings, and which genre belongs to which.

Pure but for the hierarchy that Earmark ships, which is read once.
"""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.errors import AppError
from app.paths import resources_dir
from app.tagging.taxonomy import folded, genre_key

Hierarchy = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """When two names mean one genre, how a genre is spelt, and what it belongs to. Made by :func:`make_vocabulary`."""

    #: Pattern (``*`` stands for anything) and the genre that is meant; the first that fits counts.
    aliases: tuple[tuple[str, str], ...] = ()
    #: Key of a genre -> the user's name for it.
    names: Mapping[str, str] = field(default_factory=dict)
    #: Key of a genre -> its parents' names.
    parents: Hierarchy = field(default_factory=dict)
    #: Key of a genre -> key of the user's name for it: both mean the same.
    renamed: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """A key that is equal for names of one genre: :func:`genre_key`, after the aliases and the user's names."""
        key = _key(self.aliases, name)
        return self.renamed.get(key, key)

    def same(self, a: str, b: str) -> bool:
        """Whether two names mean one genre."""
        return self.key(a) == self.key(b)

    def is_among(self, name: str, wanted: Iterable[str]) -> bool:
        """Whether ``name`` is one of the genres ``wanted``, which may be patterns with ``*``."""
        key = self.key(name)
        return any(fits(each, name) if "*" in each else self.key(each) == key for each in wanted)

    def spelling(self, name: str) -> str:
        """The user's name for the genre ``name``; where there is none, ``name``."""
        return self.names.get(self.key(name), name)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The genres that ``name`` belongs to, nearest first, as the user spells them; never ``name`` itself."""
        found: dict[str, str] = {}
        met = {self.key(name)}
        waiting = deque([name])
        while waiting:
            for parent in self.parents.get(self.key(waiting.popleft()), ()):
                if (key := self.key(parent)) not in met:
                    met.add(key)
                    found[key] = self.spelling(parent)
                    waiting.append(parent)
        return tuple(found.values())

    def unique(self, genres: Iterable[str]) -> tuple[str, ...]:
        """``genres`` without blanks around them, without empty ones, each once: the first spelling stays."""
        found: dict[str, str] = {}
        for genre in genres:
            if text := genre.strip():
                found.setdefault(self.key(text), text)
        return tuple(found.values())


@lru_cache(maxsize=8192)
def _key(aliases: tuple[tuple[str, str], ...], name: str) -> str:
    """The key of what ``name`` means in the end; aliases that go round in circles end where they began to."""
    met: set[str] = set()
    while (meant := next((genre for pattern, genre in aliases if fits(pattern, name)), None)) not in (None, *met):
        name = str(meant)
        met.add(name)
    return genre_key(meant or name)


def make_vocabulary(
    aliases: Mapping[str, str], names: Mapping[str, str] | None = None, hierarchy: Hierarchy | None = None
) -> Vocabulary:
    """The vocabulary of these settings; a renamed genre means the same under both names, and has the same parents.

    Args:
        aliases: pattern -> genre.
        names: genre (the model's id or name, spelt in any way) -> the user's name; blank ones are ignored.
        hierarchy: genre -> parents.
    """
    plain = Vocabulary(aliases=tuple((pattern, genre.strip()) for pattern, genre in aliases.items() if genre.strip()))
    wanted: dict[str, str] = {}
    for genre, name in (names or {}).items():
        if name.strip():
            wanted.setdefault(plain.key(genre), name.strip())
    parents = {plain.key(genre): tuple(above) for genre, above in (hierarchy or {}).items()}
    for key, name in wanted.items():
        if key in parents:
            parents.setdefault(plain.key(name), parents[key])
    renamed = _renamed({key: plain.key(name) for key, name in wanted.items()})
    return Vocabulary(plain.aliases, {renamed.get(key, key): name for key, name in wanted.items()}, parents, renamed)


def _renamed(keys: Mapping[str, str]) -> dict[str, str]:
    """``keys`` (old -> new) without those where a name is taken by one genre from another: there they are two."""
    taken = {new for old, new in keys.items() if new != old}
    return {old: new for old, new in keys.items() if new not in keys and old not in taken}


def fits(pattern: str, name: str) -> bool:
    """Whether ``name`` fits ``pattern``, spelt in any way: ``*hip*hop*`` fits "Old School Hip-Hop"."""
    if "*" not in pattern:
        return genre_key(pattern) == genre_key(name)
    text = folded(name)
    first, *middle, last = map(folded, pattern.split("*"))
    if not (len(text) >= len(first) + len(last) and text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, at, end)
        if place < 0:
            return False
        at = place + len(piece)
    return True


@lru_cache(maxsize=1)
def shipped_hierarchy() -> dict[str, tuple[str, ...]]:
    """Genre -> parents, as Earmark ships it. Treat it as read-only.

    Raises:
        AppError: the installation is damaged.
    """
    file = resources_dir() / "genres" / "hierarchy.toml"
    try:
        parents = tomllib.loads(file.read_text(encoding="utf-8"))["parents"]
        return {genre: tuple(above) for genre, above in parents.items()}
    except (OSError, ValueError, KeyError) as problem:
        raise AppError(f"Earmark's list of genres {file} cannot be read.", "Install Earmark anew.") from problem


def whole_hierarchy(own: Hierarchy) -> dict[str, tuple[str, ...]]:
    """The shipped hierarchy with the user's ``own`` entries in place of those for the same genres."""
    keys = {genre_key(genre) for genre in own}
    return {**{genre: above for genre, above in shipped_hierarchy().items() if genre_key(genre) not in keys}, **own}
