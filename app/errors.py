"""The two kinds of error, so that every caller can tell the world's fault from ours.

An :class:`AppError` is the world's fault (a broken file, a full disk, a missing folder): it carries one sentence
for the person and, where there is one, a hint at what to do. Anything else that escapes is our bug, and is shown
with its traceback. Errors of third-party libraries are translated in the one module that calls the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class AppError(Exception):
    """Something in the world went wrong and a person can be told so in one sentence."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class DecodeError(AppError):
    """A file's sound cannot be read."""


class TagError(AppError):
    """A file's tags cannot be read."""


class WriteRefused(AppError):  # noqa: N818 (a refusal is no error of ours)
    """A file was left as it is, because writing to it could not be shown to be safe."""


class BundleError(AppError):
    """A model bundle is missing, damaged, or of a schema that this version does not know."""


class LibraryError(AppError):
    """The library's database cannot be opened or is newer than this program."""


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turn an :class:`OSError` of the block into a sentence that begins with ``what``."""
    try:
        yield
    except OSError as problem:
        raise AppError(f"{what}: {problem.strerror or problem}.", "Is the disk full or read-only?") from problem
