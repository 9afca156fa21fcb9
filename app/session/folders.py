"""Which folders and single files make up the library: what is added, and what is covered already."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.library.ranges import is_below
from app.library.store import Store
from app.library.types import Root, RootId
from app.session import rooms


def take_in(store: Store, paths: Sequence[bytes]) -> list[RootId]:
    """Make each of ``paths`` part of the library; the root that covers it, known before or new.

    Raises:
        AppError: there is nothing at one of them, or it cannot be read; none is then added.
    """
    paths = [rooms.files.absolute(path) for path in paths]
    for path in paths:
        rooms.files.check_path(path)
    roots = _Roots(store)
    folders = {path for path in paths if os.path.isdir(path)}
    for path in sorted(folders):  # outer ones first, and before the files, which they may cover
        roots.take_folder(path)
    return [roots.take_folder(path) if path in folders else roots.take_file(path) for path in paths]


def with_twins(roots: Sequence[Root]) -> list[Root]:
    """``roots``, each that leads to files of another one naming it; those files are listed there and not here."""
    if all(root.tracks for root in roots):  # a link that was met first lists the files itself
        return list(roots)
    real = {root.path: os.path.realpath(root.path) for root in roots}
    return [root if root.tracks else replace(root, same_as=_twin(root, roots, real)) for root in roots]


def _twin(root: Root, roots: Sequence[Root], real: Mapping[bytes, bytes]) -> bytes | None:
    """The root that lists the files to which ``root`` leads."""
    others = [
        other.path
        for other in roots
        if other.tracks and not is_below(root.path, other.path) and is_below(real[root.path], real[other.path])
    ]
    return min(others, key=len, default=None)


class _Roots:
    """The roots while some are added, asked for once: a person may name thousands of files."""

    def __init__(self, store: Store) -> None:
        self._store = store
        roots = store.roots()
        self._folders = {root.path: root.id for root in roots if not root.is_file}
        self._files = {root.path: root.id for root in roots if root.is_file}

    def take_folder(self, path: bytes) -> RootId:
        """The root of a folder; single files below a new one are covered from now on."""
        covering = self._covering(path)
        if covering is not None:
            return covering
        added = self._folders[path] = self._store.add_root(path)
        covered = [single for single in self._files if is_below(single, path) and rooms.formats.is_audio_name(single)]
        for single in covered:
            self._store.remove_root(self._files.pop(single))  # its track stays
        return added

    def take_file(self, path: bytes) -> RootId:
        """The root of a file. One whose name tells no music is met by no walk: it is a root of its own."""
        covering = self._covering(path) if rooms.formats.is_audio_name(path) else None
        if covering is None and path not in self._files:
            self._files[path] = self._store.add_root(path, is_file=True)
        return self._files[path] if covering is None else covering

    def _covering(self, path: bytes) -> RootId | None:
        """The folder known at ``path`` or above it."""
        while path not in self._folders:
            above = os.path.dirname(path)
            if above == path:
                return None
            path = above
        return self._folders[path]
