"""Spellings of one genre, and ID3v1's numbers."""

from __future__ import annotations

import pytest

from app.tagging.taxonomy import ID3V1_GENRES, best_id3v1_number, id3v1_name, id3v1_number, same_genre


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hip Hop", "hiphop"),
        ("Hip-Hop", "HIP HOP"),
        ("R&B", "Rhythm and Blues"),
        ("Drum & Bass", "dnb"),
        ("Ｒock", "rock"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_genre(a, b)
    assert same_genre(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("Rock", "Pop"), ("Blues", "Rhythm and Blues"), ("Pop", "Pop/Rock"), ("", "Rock")]
)
def test_different(a: str, b: str) -> None:
    assert not same_genre(a, b)


def test_id3v1_numbers_lead_to_names_and_back() -> None:
    assert len(ID3V1_GENRES) == 192
    assert all(same_genre(ID3V1_GENRES[id3v1_number(name) or 0], name) for name in ID3V1_GENRES)


@pytest.mark.parametrize(("name", "number"), [("Blues", 0), ("rock", 17), ("Hip Hop", 7), ("Wild West", None)])
def test_id3v1_number(name: str, number: int | None) -> None:
    assert id3v1_number(name) == number


def test_none_of_them_is_255() -> None:
    assert best_id3v1_number(("Wild West", "Jazz", "Rock")) == 8
    assert best_id3v1_number(("Wild West",)) == 255
    assert id3v1_name(255) is None
