"""Which paths lie below which folder: one rule for SQL ranges and for Python, on the operating system's bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence, Set

_SEPARATOR = os.fsencode(os.sep)
#: The byte after the separator: what lies below a folder is the range [folder + separator, folder + this).
_AFTER_SEPARATOR = bytes([_SEPARATOR[0] + 1])


def below_clause(paths: Sequence[bytes], column: str = "path") -> tuple[str, list[bytes]]:
    """SQL condition and parameters for "at or below one of ``paths``"; always true for none."""
    if not paths:
        return "1", []
    conditions: list[str] = []
    values: list[bytes] = []
    for path in paths:
        conditions.append(f"({column} = ? OR ({column} >= ? AND {column} < ?))")
        values += span(path)
    return _any_of(conditions), values


def _any_of(conditions: Sequence[str]) -> str:
    """The conditions joined by OR as a balanced tree: SQLite refuses a row of a thousand, nested one in the other."""
    if len(conditions) == 1:
        return conditions[0]
    half = len(conditions) // 2
    return f"({_any_of(conditions[:half])} OR {_any_of(conditions[half:])})"


def span(path: bytes) -> tuple[bytes, bytes, bytes]:
    """``path`` without closing separators, and the range [low, high) of everything below it."""
    bare = path.rstrip(_SEPARATOR)
    return bare or path, bare + _SEPARATOR, bare + _AFTER_SEPARATOR


def is_below(path: bytes, ancestor: bytes) -> bool:
    """Whether ``path`` is ``ancestor`` or lies below it."""
    bare = ancestor.rstrip(_SEPARATOR)
    return path.rstrip(_SEPARATOR) == bare or path.startswith(bare + _SEPARATOR)


def bare(path: bytes) -> bytes:
    """``path`` without closing separators, the root alone with its own."""
    return path.rstrip(_SEPARATOR) or path[:1]


def is_within(path: bytes, places: Set[bytes]) -> bool:
    """Whether ``path`` is one of ``places`` or lies below one; all of them :func:`bare`."""
    path = bare(path)
    while path not in places:
        above = bare(os.path.dirname(path))
        if above == path:
            return False
        path = above
    return True


def outermost(paths: Iterable[bytes]) -> list[bytes]:
    """``paths`` without those that lie below another of them, sorted."""
    kept: list[bytes] = []
    for path in sorted(set(paths), key=lambda path: path.rstrip(_SEPARATOR) + _SEPARATOR):
        if not kept or not is_below(path, kept[-1]):
            kept.append(path)
    return kept
