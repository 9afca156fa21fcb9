"""Tells albums of one name in one folder apart, where no album artist does.

A folder may hold the "Best Of" of two singers, and it may hold one sampler of twenty. They are several albums, one for
each artist, where every one of the artists has at least :data:`LEAST` of the tracks: on a sampler most have one or two.
Where an artist is missing, or where one's name is part of another's ("Alpha", "Alpha feat. Beta"), it stays one album.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations

from app.library.rows import FileRow
from app.library.text import BEHIND, group_of_artist

#: Tracks that each artist must have.
LEAST = 3


def settle(connection: sqlite3.Connection, files: Iterable[FileRow]) -> None:
    """Give the present tracks of the albums of ``files``, which were just stored, the keys that tell them apart.

    Albums that only lost tracks stay as they were until one of theirs is read again.
    """
    for group in {file.album_group for file in files if file.album and not file.album_artist}:
        rows = connection.execute(
            "SELECT id, artist_key, album_group FROM tracks WHERE NOT missing AND album_group BETWEEN ? AND ?",
            (group, group_of_artist(group, BEHIND)),
        )
        ours = [row for row in rows if row[2] in {group, group_of_artist(group, row[1])}]
        apart = are_several(Counter(artist for _, artist, _ in ours))
        wanted = ((group_of_artist(group, artist) if apart else group, track, key) for track, artist, key in ours)
        connection.executemany(
            "UPDATE tracks SET album_group = ? WHERE id = ?", [(new, track) for new, track, key in wanted if new != key]
        )


def are_several(tracks: Mapping[str, int]) -> bool:
    """Whether an album with this many ``tracks`` by each artist (their names folded) is one for each of them.

    Migration 6 (:mod:`app.library.schema`) says the same to the database.
    """
    if len(tracks) < 2 or min(tracks.values()) < LEAST or "" in tracks:
        return False
    return not any(one in other for one, other in permutations(tracks, 2))
