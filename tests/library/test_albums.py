"""Albums of one name in one folder: one for each of a few artists, and one for a sampler of many."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library import schema
from app.library.albums import are_several
from app.library.answers import ScannedFile
from app.library.database import Database
from app.library.store import Store
from app.library.types import Query
from tests.library.records import scanned


def _files(artists: dict[str, int], folder: bytes = b"/music/flat", **tags: str) -> list[ScannedFile]:
    named = [artist for artist, count in artists.items() for _ in range(count)]
    return [
        scanned(folder + b"/%02d.mp3" % n, content=n, **{"artist": artist, "album": "Best Of", **tags})
        for n, artist in enumerate(named)
    ]


def _albums(store: Store) -> list[list[str]]:
    """Artists of the tracks of each album, in the order of a grouped table."""
    rows = store.rows(store.ids(Query(by_album=True)))
    groups = list(dict.fromkeys(row.album_group for row in rows))
    breaks = sum(one.album_group != other.album_group for one, other in pairwise(rows))
    assert breaks == max(0, len(groups) - 1), "the tracks of an album are together"
    return [[row.artist for row in rows if row.album_group == group] for group in groups]


def test_the_albums_of_two_artists_are_two(store: Store) -> None:
    store.put_files(_files({"Alpha": 8, "Beta": 8}))
    assert _albums(store) == [["Alpha"] * 8, ["Beta"] * 8]
    for row in store.rows(store.ids(Query())):
        vote = store.album_vote(row.id)
        assert (vote.artist, vote.tracks) == (row.artist, 8)


@pytest.mark.parametrize(
    "artists",
    [
        {f"Artist {n:02}": 1 + n % 2 for n in range(12)},  # a sampler
        {"Alpha": 8, "Beta": 2},  # a guest
        {"Alpha": 5, "Alpha feat. Beta": 4, "Alpha & Gamma": 3},
        {"Alpha": 5, "": 5},
    ],
)
def test_one_album_of_several_artists_stays_one(store: Store, artists: dict[str, int]) -> None:
    store.put_files(_files(artists))
    assert len(_albums(store)) == 1


def test_it_does_not_matter_in_which_portions_they_are_read(store: Store) -> None:
    files = _files({"Alpha": 3, "Beta": 4})
    for file in files[::-1]:
        store.put_files([file])
    assert [len(album) for album in _albums(store)] == [3, 4]
    store.put_files([scanned(b"/music/flat/99.mp3", content=99, artist="Gamma", album="Best Of")])  # now a sampler
    assert len(_albums(store)) == 1
    store.put_files(files[:1])  # read again, and the same
    assert len(_albums(store)) == 1


def test_an_album_artist_and_a_folder_go_before(store: Store) -> None:
    store.put_files(_files({"Alpha": 4, "Beta": 4}, album_artist="Various"))
    store.put_files(_files({"Alpha": 4}, b"/music/other"))
    assert [len(album) for album in _albums(store)] == [8, 4]


NAMES = st.sampled_from(["", "Alpha", "Beta", "Gamma", "Alpha feat. Beta", "Bêta"])


@given(st.dictionaries(NAMES, st.integers(1, 5), max_size=4))
def test_the_rule(artists: dict[str, int]) -> None:
    several = are_several(artists)
    assert not several or (len(artists) > 1 and min(artists.values()) > 2)
    assert several == are_several(Counter(dict(reversed(artists.items()))))


@pytest.mark.parametrize(
    "artists",
    [
        {"Alpha": 8, "Beta": 8},
        {"Alpha": 8, "Beta": 2},
        {"Alpha": 5, "Alpha feat. Beta": 4},
        {"Alpha": 5, "": 5},
        {"Alpha": 3, "Beta": 3, "Gamma": 3},
        {"Solo": 9},
    ],
)
def test_an_older_library_is_told_apart_alike(tmp_path: Path, artists: dict[str, int]) -> None:
    file = tmp_path / "library.db"
    files = [*_files(artists), *_files({"Alpha": 4, "Beta": 4}, b"/music/various", album_artist="Various")]
    with closing(Store(file)) as store:
        store.put_files(files)
        expected = _albums(store)
    with closing(sqlite3.connect(file)) as connection:  # as it was before
        connection.execute(
            "UPDATE tracks SET album_group = substr(album_group, 1, length(album_group) - length(artist_key) - 1) "
            "WHERE album_artist = '' AND album_group LIKE '%' || char(31) || artist_key"
        )
        connection.execute("PRAGMA user_version = 5")
        connection.commit()
    Database(file, migrations=schema.MIGRATIONS).close()
    with closing(Store(file)) as store:
        assert _albums(store) == expected
