"""The user's own words: patterns, names, and what belongs to what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tagging.taxonomy import genre_key
from app.tagging.vocabulary import Vocabulary, fits, make_vocabulary, shipped_hierarchy, whole_hierarchy


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("*hip*hop*", "Old School Hip-Hop/Rap"),
        ("* Hip Hop *", "hiphop"),
        ("Hip-Hop", "HIP HOP"),
        ("*metal", "Black-Metal"),
        ("metal*", "Metal"),
        ("*", "anything"),
        ("*", ""),
    ],
)
def test_fits(pattern: str, name: str) -> None:
    assert fits(pattern, name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("*hip*hop*", "Hop Hip"), ("*metal", "Metalcore"), ("ab*ba", "aba"), ("a*b*c", "ac"), ("Rock", "Rockabilly")],
)
def test_does_not_fit(pattern: str, name: str) -> None:
    assert not fits(pattern, name)


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_patterns_are_those_of_the_shell(pattern: str, name: str) -> None:
    import fnmatch

    assert fits(pattern, name) == fnmatch.fnmatchcase(name, pattern)


def test_a_hostile_pattern_takes_no_time() -> None:
    assert not fits("*a" * 2000 + "*b", "a" * 4000)


def test_aliases_make_one_genre_of_many_spellings() -> None:
    words = make_vocabulary({"*hip*hop*": "Hip-Hop", "Zeuhl": "Progressive Rock", "prog*": "Progressive Rock"})
    assert words.same("Old School Hip Hop", "hip-hop/rap")
    assert words.same("zeuhl", "Prog")
    assert not words.same("Rock", "Prog")
    assert words.unique(["Hip-Hop", " ", " Underground Hip Hop", "Rock", "rock "]) == ("Hip-Hop", "Rock")


@given(st.dictionaries(st.text("ab*", max_size=3), st.text("ab*", max_size=3), max_size=5), st.text("ab", max_size=3))
def test_aliases_that_go_round_in_circles_end(aliases: dict[str, str], name: str) -> None:
    words = make_vocabulary(aliases)
    assert words.key(name) == words.key(name)
    assert words.same(name, name)


def test_a_genre_may_have_several_parents_and_these_have_parents() -> None:
    hierarchy = {"Trip Hop": ("Hip-Hop", "Electronic"), "electronic": ("Dance",), "Dance": ("Trip-Hop",)}
    words = make_vocabulary({}, {"hip-hop": "Hip-Hop/Rap"}, hierarchy)
    assert words.ancestors("triphop") == ("Hip-Hop/Rap", "Electronic", "Dance")
    assert words.ancestors("Wild West") == ()


def test_a_renamed_genre_keeps_its_parents() -> None:
    words = make_vocabulary({}, {"metal": "Heavy Stuff", "rock": " Rock'n'Roll ", "pop": " "}, {"Metal": ("Rock",)})
    assert words.ancestors("Heavy Stuff") == ("Rock'n'Roll",)
    assert words.spelling("Pop") == "Pop"


def test_a_renamed_genre_is_the_same_under_both_names() -> None:
    words = make_vocabulary({"*skank*": "Reggae"}, {"reggae": "Reggae/Dub", "dub": "Reggae/Dub"})
    assert words.same("Reggae", "Reggae/Dub")
    assert words.same("Skank", "reggae/dub")
    assert words.spelling("Dub") == "Reggae/Dub"
    assert words.is_among("Reggae/Dub", ["Reggae"])
    assert words.unique(["Reggae", "Reggae/Dub", "Rock"]) == ("Reggae", "Rock")


def test_genres_that_exchange_their_names_stay_two() -> None:
    words = make_vocabulary({}, {"rock": "Pop", "pop": "Pop/Rock"})
    assert not words.same("Pop", "Pop/Rock")
    assert (words.spelling("Rock"), words.spelling("Pop")) == ("Pop", "Pop/Rock")


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcde"), max_size=4), st.sampled_from("abcde"))
def test_a_name_says_what_it_said(names: dict[str, str], genre: str) -> None:
    words = make_vocabulary({}, names)
    assert words.spelling(genre) in {names.get(genre, genre), genre}
    assert words.same(genre, genre)


def test_the_shipped_hierarchy_has_no_circle_and_no_genre_twice() -> None:
    shipped = shipped_hierarchy()
    assert len({genre_key(genre) for genre in shipped}) == len(shipped)
    words = make_vocabulary({}, {}, shipped)
    for genre, parents in shipped.items():
        assert parents
        assert genre not in parents
        assert all(not words.same(genre, above) for parent in parents for above in words.ancestors(parent))


def test_own_parents_stand_in_place_of_the_shipped_ones() -> None:
    whole = whole_hierarchy({"METAL": ("Noise",), "Zeuhl": ("Rock",)})
    words = make_vocabulary({}, {}, whole)
    assert words.ancestors("Metal") == ("Noise",)
    assert words.ancestors("Death Metal") == ("Metal", "Noise")
    assert words.ancestors("Zeuhl") == ("Rock",)


def test_lists_may_hold_patterns() -> None:
    words = Vocabulary()
    assert words.is_among("Wild West", ["polka", "*west*"])
    assert words.is_among("hip hop", ["Hip-Hop"])
    assert not words.is_among("Rock", [])
