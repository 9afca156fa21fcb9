"""Text as the library compares it: folded for search and order, grouped into albums, and safe for SQLite.

Two spellings that look the same must meet: ``Björk`` composed or decomposed, ``BJÖRK`` and ``bjork`` fold to one key.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from app.stamp import display_path

#: Combining classes that tell letters apart in their script (nukta, Japanese voicing marks, virama): not dropped.
_KEPT_MARKS = frozenset({0, 7, 8, 9})

_DISC_FOLDER = re.compile(rb"(?i)^(cd|dis[ck]|disque|vinyl|lp)[ ._-]*\d{1,2}$")

#: Separates the parts of an album's group; sorts before every printable character.
_PART = "\x1f"

#: Begins the group of tracks without an album tag; sorts behind every name.
UNTAGGED = "\U0010fffd"

#: Sorts behind every name.
BEHIND = "\U0010ffff"


def clean(text: str) -> str:
    """``text`` without what SQLite or its full-text index cannot hold: lone surrogates and NUL."""
    if text.isascii():
        return text.replace("\0", " ") if "\0" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def fold(text: str) -> str:
    """Key under which spellings that look alike are equal: case, accents, width and composition are dropped."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    for letter in set(decomposed):
        if unicodedata.combining(letter) not in _KEPT_MARKS:
            decomposed = decomposed.replace(letter, "")
    return unicodedata.normalize("NFC", decomposed.casefold())


def search_text(names: Iterable[str], path: bytes) -> str:
    """Everything of a track that a search looks at, its tags ``names`` and its path, folded, one a line.

    A name that is part of the path already, as in well-kept folders most are, is not repeated: a search is for words,
    which never reach over a line's end, and half the text is half the index.
    """
    text = fold(clean(display_path(path)))
    for name in map(fold, map(clean, names)):
        if name not in text:
            text += "\n" + name
    return text


def album_group(album: str, album_artist: str, path: bytes) -> str:
    """Key shared by the tracks of one album, ordered by the album's name; untagged tracks group by folder, last.

    Without an album artist the folder tells equal names ("Greatest Hits") apart; folders of single discs count as the
    folder above them. More than one artist's albums in one folder: :mod:`app.library.albums`.
    """
    folder = os.path.dirname(path)
    if not album:
        return UNTAGGED + clean(display_path(folder))
    if album_artist:
        return fold(album) + _PART + fold(album_artist)
    if _DISC_FOLDER.match(os.path.basename(folder)):
        folder = os.path.dirname(folder)
    return fold(album) + _PART + _PART + clean(display_path(folder))


def group_of_artist(group: str, artist: str) -> str:
    """The key of those tracks of the album ``group`` that are by ``artist`` (folded): where it is several albums."""
    return group + _PART + artist


def pack(names: Iterable[str]) -> str:
    """A tuple of names as the database keeps it."""
    return _packed(tuple(names)) if names else "[]"


@lru_cache(maxsize=1024)
def _packed(names: tuple[str, ...]) -> str:
    """The few sets of genres that a library has come again and again; to write one costs as much as to read a file."""
    return json.dumps([clean_name(name) for name in names], ensure_ascii=False)


def unpack(stored: str | None) -> tuple[str, ...]:
    """The names that :func:`pack` stored."""
    return tuple(json.loads(stored)) if stored and stored != "[]" else ()


def clean_name(name: str) -> str:
    """``name`` as stored text; only what is no valid text is replaced (JSON keeps NUL as an escape)."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode("utf-8")
