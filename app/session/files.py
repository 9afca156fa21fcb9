"""Audio files as a person names them: folders searched as a scan searches them, single files taken as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from app.errors import AppError
from app.library.walk import Folder, Walk
from app.session import rooms
from app.stamp import display_path, open_regular
from app.tagging.formats import FileTags, is_audio_name, read_tags

__all__ = [
    "EMPTY_PATH",
    "AudioSearch",
    "Barred",
    "FileTags",
    "absolute",
    "barred",
    "check_path",
    "holds_no_music",
    "linked",
    "read_tags",
]

#: What is said of a path of no characters, as a script hands over whose variable was never set.
EMPTY_PATH = "An empty path names no file or folder; the current folder is “.”."


def absolute(path: bytes) -> bytes:
    """``path`` without ``..`` and relative to nothing; symbolic links are kept as the person wrote them.

    Raises:
        AppError: it is empty. The system would take that for the current folder, and who wrote it meant none.
    """
    if not path:
        raise AppError(EMPTY_PATH)
    return os.path.abspath(path)


def check_path(path: bytes) -> None:
    """Raise an :class:`AppError` where there is no folder or file at ``path``, or it cannot be read."""
    try:
        if os.path.isdir(path):
            with os.scandir(path):
                return
        open_regular(path).close()
    except FileNotFoundError:
        raise AppError(f"There is no file or folder {display_path(path)}.", "Check its name.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise AppError(f"{display_path(path)} cannot be read: {reason}.") from problem


def holds_no_music(path: bytes) -> bool:
    """Whether there surely is a file at ``path`` that is no music: neither name nor content tell of any.

    Cheap for what is named like music, of which nothing is read.
    """
    if is_audio_name(path) or os.path.isdir(path):
        return False
    try:
        check_path(path)
    except AppError:  # it may be anything
        return False
    for read in (read_tags, rooms.decode.probe):
        try:
            read(path)
        except AppError:
            continue
        return False
    return True


@dataclass(frozen=True, slots=True)
class Barred:
    """Files that a write would meet without the permissions for it."""

    #: Read-only: they are skipped.
    files: frozenset[bytes] = frozenset()
    #: In folders where no file may be made: those whose tags have no room for the new genres are left as they are.
    beside: frozenset[bytes] = frozenset()


def linked(paths: Iterable[bytes]) -> frozenset[bytes]:
    """Those of these files that have other names too (hard links); what cannot be reached is left out."""
    found: set[bytes] = set()
    for path in paths:
        with suppress(OSError):
            if os.stat(path).st_nlink > 1:
                found.add(path)
    return frozenset(found)


def barred(paths: Iterable[bytes]) -> Barred:
    """Those of these files that permissions keep from being written; what cannot be reached is left out.

    One question for each file and each folder: what a write needs exactly is known when it has read the file.
    """
    files: set[bytes] = set()
    beside: set[bytes] = set()
    may_be_filled: dict[bytes, bool] = {}
    for path in paths:
        real = os.path.realpath(path) if os.path.islink(path) else path
        folder = os.path.dirname(real)
        if folder not in may_be_filled:
            may_be_filled[folder] = os.access(folder, os.W_OK | os.X_OK)
        if not os.access(real, os.W_OK):
            files |= {path} if os.path.lexists(real) else set()
        elif not may_be_filled[folder]:
            beside.add(path)
    return Barred(frozenset(files), frozenset(beside))


class AudioSearch:
    """Finds audio files for a command that needs no library; each file once, whatever links lead there."""

    def __init__(self) -> None:
        self._walk = Walk(is_audio_name, identify=True)
        self._seen: set[tuple[int, int]] = set()

    @property
    def problems(self) -> list[tuple[bytes, str]]:
        """What could not be read, with the reason; complete when :meth:`find` has ended."""
        return list(dict(self._walk.problems).items())

    def find(self, paths: Iterable[bytes]) -> Iterator[bytes]:
        """Files named directly, whatever their suffix, then audio files below folders, in the order of their names."""
        folders: list[bytes] = []
        named: set[bytes] = set()  # where they really are: a link may be named beside what it leads to
        for path in paths:
            if os.path.isdir(path):
                folders.append(path)
            elif (real := os.path.realpath(path)) not in named:
                named.add(real)
                yield path
        for folder in self._walk.folders(folders):
            yield from (path for path in self._fresh(folder) if not named or os.path.realpath(path) not in named)

    def _fresh(self, folder: Folder) -> Iterator[bytes]:
        """The files of ``folder``; a symbolic link only where it leads to something not met under its own name."""
        for (path, _, _), identity in sorted(zip(folder.stamps, folder.identities, strict=True)):
            if not (folder.linked and identity in self._seen):
                self._seen.add(identity)
                yield path
