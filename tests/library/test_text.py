"""Folding, album groups, and names as stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.text import UNTAGGED, album_group, clean, fold, pack, search_text, unpack


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Björk", "bjork"),
        ("STRASSE", "straße"),
        ("Ｆｕｌｌ", "full"),
        ("Dvořák", "dvorak"),
        ("Ελλάδα", "ελλαδα"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("Ålesund", unicodedata.normalize("NFD", "ålesund")),
    ],
)
def test_spellings_that_look_alike_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_marks_that_tell_letters_apart_are_kept() -> None:
    assert fold("が") != fold("か")


@given(st.text())
def test_folding_ignores_composition_and_is_stable(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_can_be_stored(text: str) -> None:
    assert "\0" not in clean(text)
    clean(text).encode("utf-8")


@given(st.lists(st.text()))
def test_packed_names_come_back(names: list[str]) -> None:
    assert unpack(pack(names)) == tuple(names)


def test_lone_surrogates_in_names_are_replaced() -> None:
    assert unpack(pack(["a\udc80b"])) == ("a?b",)


def test_an_album_artist_makes_one_album_of_two_folders() -> None:
    assert album_group("Hits", "Queen", b"/m/x/1.mp3") == album_group("hits", "QUEEN", b"/m/y/2.mp3")


def test_without_one_the_folder_tells_albums_apart() -> None:
    assert album_group("Hits", "", b"/m/x/1.mp3") != album_group("Hits", "", b"/m/y/2.mp3")


@pytest.mark.parametrize("disc", [b"CD1", b"cd 02", b"Disc_3", b"Disk 4"])
def test_folders_of_discs_are_one_album(disc: bytes) -> None:
    assert album_group("Hits", "", b"/m/x/" + disc + b"/1.mp3") == album_group("Hits", "", b"/m/x/CD9/1.mp3")


def test_untagged_tracks_group_by_folder_behind_all_albums() -> None:
    group = album_group("", "", b"/m/x/1.mp3")
    assert group == album_group("", "Someone", b"/m/x/2.mp3")
    assert group.startswith(UNTAGGED)
    assert group > album_group("語", "", b"/m/x/1.mp3")


def test_search_text_holds_undecodable_paths() -> None:
    text = search_text(("Título", "x\0y", "a\udc80"), b"/m/\xff\n.mp3")
    assert "titulo" in text
    text.encode("utf-8")
