"""A file as the database keeps it: what a scan read, cleaned, folded and put into the order of the columns.

Made where the file was read, often in another process: the one that stores has enough to do, and a plain tuple
travels between processes for a tenth of what a record costs.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from app.library.text import album_group, clean, fold, pack, search_text

if TYPE_CHECKING:
    from app.library.answers import ScannedFile


class FileRow(NamedTuple):
    """One row of ``tracks`` in the order of its columns, with its folder's path for the number, and its text."""

    folder: bytes
    path: bytes
    size: int
    mtime_ns: int
    head: bytes
    device: int  #: as SQLite can hold it: :func:`signed`; so is the inode
    inode: int
    title: str
    artist: str
    album: str
    album_artist: str
    year: str
    container: str
    genres: str
    duration_s: float | None
    tag_error: str
    title_key: str
    artist_key: str
    genres_key: str
    album_group: str
    text: str  #: what a search looks at

    @property
    def stamp(self) -> tuple[int, int, bytes]:
        """Size, time and head."""
        return self[2:5]


#: The columns that :class:`FileRow` fills, without the text, which has a table of its own.
COLUMNS = FileRow._fields[:-1]


def row_of(file: ScannedFile) -> FileRow:
    """The row of ``file``."""
    path, stamp, genres = file.path, file.stamp, file.genres
    title, artist, album = clean(file.title), clean(file.artist), clean(file.album)
    album_artist = clean(file.album_artist)
    folder, name = os.path.split(path)
    return FileRow(
        folder,
        path,
        stamp.size,
        stamp.mtime_ns,
        stamp.head,
        signed(file.device),
        signed(file.inode),
        title,
        artist,
        album,
        album_artist,
        clean(file.year),
        file.container,
        pack(genres),
        file.duration_s,
        clean(file.tag_error),
        fold(title or clean(os.fsdecode(name))),
        fold(artist),
        fold(clean("\n".join(genres))),
        album_group(album, album_artist, path),
        search_text((title, artist, album, album_artist, *genres), path),
    )


def signed(number: int) -> int:
    """An unsigned 64-bit (or wider, on some file systems) identity as the signed integer SQLite can hold."""
    return ((number + 2**63) % 2**64) - 2**63
