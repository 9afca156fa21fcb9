"""Audio files as a person names them: folders searched, single files taken as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.errors import AppError
from app.tagging.formats import FileTags, is_audio_name, read_tags

__all__ = ["AudioSearch", "FileTags", "absolute", "check_path", "read_tags"]


def absolute(path: bytes) -> bytes:
    """``path`` without ``..`` and relative to nothing; symbolic links are kept as the person wrote them."""
    return os.path.abspath(path)


def check_path(path: bytes) -> None:
    """Raise an :class:`AppError` where there is no folder or file at ``path``, or it cannot be read."""
    from app.stamp import display_path

    try:
        if os.path.isdir(path):
            with os.scandir(path):
                return
        with open(path, "rb"):
            return
    except FileNotFoundError:
        raise AppError(f"There is no file or folder {display_path(path)}.", "Check its name.") from None
    except OSError as problem:
        raise AppError(f"{display_path(path)} cannot be read: {problem.strerror or problem}.") from problem


@dataclass(slots=True)
class AudioSearch:
    """Finds the audio files below folders; each real folder and each file once, whatever links lead there."""

    #: What could not be read, with the reason; filled while :meth:`find` runs.
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    _folders: set[tuple[int, int]] = field(default_factory=set)
    _files: set[bytes] = field(default_factory=set)

    def find(self, paths: Iterable[bytes]) -> Iterator[bytes]:
        """Files named directly, whatever their suffix, and audio files below folders, in the order of their names."""
        for path in paths:
            if os.path.isdir(path):
                yield from self._below(path)
            else:
                yield from self._once(path)

    def _below(self, folder: bytes) -> Iterator[bytes]:
        # A stack instead of recursion: folders may be nested deeper than Python calls.
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            try:
                status = os.stat(here)
                with os.scandir(here) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as problem:
                self.problems.append((here, f"The folder cannot be read: {problem.strerror or problem}."))
                continue
            if (status.st_dev, status.st_ino) in self._folders:
                continue
            self._folders.add((status.st_dev, status.st_ino))
            deeper: list[bytes] = []
            for entry in entries:
                if _is_folder(entry):
                    deeper.append(entry.path)
                elif is_audio_name(entry.name):
                    yield from self._once(entry.path)
            waiting.extend(reversed(deeper))

    def _once(self, path: bytes) -> Iterator[bytes]:
        if path not in self._files:
            self._files.add(path)
            yield path


def _is_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
