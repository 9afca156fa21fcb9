"""Policies: what is kept, what is replaced, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Policy
from app.tagging.policy import Rules, check_names, is_meaningless, our_genres, plan_genres
from app.tagging.vocabulary import Vocabulary, make_vocabulary


@pytest.mark.parametrize(
    "genre", ["", " ", "Other", "UNKNOWN", "misc", "Music", "12", "(12)", "(255)", "Unbekannt", "?"]
)
def test_meaningless(genre: str) -> None:
    assert is_meaningless(genre)


@pytest.mark.parametrize("genre", ["Rock", "Other Worlds", "80s", "Musical", "2 Tone", "World Music"])
def test_meaningful(genre: str) -> None:
    assert not is_meaningless(genre)


CASES = [
    # policy, present, chosen, keep-list -> new, changed, protected
    (Policy.FILL, (), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.FILL, ("Other",), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.FILL, ("12",), ("Jazz", "Soul"), (), ("Jazz", "Soul"), True, False),
    (Policy.FILL, ("Wild West",), ("Jazz",), (), ("Wild West",), False, True),
    (Policy.FILL, ("hiphop",), ("Hip-Hop",), (), ("hiphop",), False, False),
    (Policy.FILL, ("Other",), ("Jazz",), ("other",), ("Other",), False, True),
    (Policy.APPEND, ("Wild West",), ("Jazz",), (), ("Wild West", "Jazz"), True, False),
    (Policy.APPEND, ("Other",), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.APPEND, ("Hip Hop",), ("Hip-Hop",), (), ("Hip Hop",), False, False),
    (Policy.APPEND, ("Jazz", "Other"), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.REPLACE_GENERIC, (), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.REPLACE_GENERIC, ("Other", "12"), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.REPLACE_GENERIC, ("Polka", "Other"), ("Jazz",), (), ("Polka", "Jazz"), True, False),
    (Policy.REPLACE_GENERIC, ("Polka", "Other"), ("Jazz",), ("other",), ("Polka", "Other"), False, True),
    (Policy.REPLACE_GENERIC, ("Polka",), ("Jazz",), (), ("Polka",), False, True),
    (Policy.REPLACE, ("Jazz", "Soul"), ("Rock", "soul"), ("jazz", "soul"), ("Jazz", "Rock", "Soul"), True, False),
    (Policy.REPLACE, ("Wild West",), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.REPLACE, ("wild west", "Pop"), ("Jazz",), ("Wild West",), ("wild west", "Jazz"), True, False),
    (Policy.REPLACE, ("Jazz",), ("Jazz",), (), ("Jazz",), False, False),
    (Policy.REPLACE, ("jazz",), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.KEEP, (), ("Jazz",), (), ("Jazz",), True, False),
    (Policy.KEEP, ("Other",), ("Jazz",), (), ("Other",), False, True),
]


@pytest.mark.parametrize(("policy", "present", "chosen", "keep", "new", "changed", "protected"), CASES)
def test_policies(
    policy: Policy,
    present: tuple[str, ...],
    chosen: tuple[str, ...],
    keep: tuple[str, ...],
    new: tuple[str, ...],
    changed: bool,
    protected: bool,
) -> None:
    plan = plan_genres(present, chosen, Rules(policy, keep))
    assert (plan.new, plan.changed, plan.protected) == (new, changed, protected)
    assert plan.reason.endswith(".")


def test_nothing_chosen_changes_nothing() -> None:
    assert not plan_genres(("Rock",), (), Rules(Policy.REPLACE)).changed


WORDS = make_vocabulary(
    {"*hip*hop*": "Hip-Hop"},
    {"rock": "Rock Music"},
    {"Jazz": ("Blues", "Roots"), "Metal": ("Rock",), "Blues": ("Roots",)},
)


@pytest.mark.parametrize(
    ("chosen", "rules", "genres", "notes"),
    [
        (("Jazz", "Rock"), Rules(Policy.FILL), ("Jazz", "Rock"), ""),
        (("Jazz", "Rock"), Rules(Policy.FILL, max_genres=1), ("Jazz",), "“Rock” is left out: at most 1 genre"),
        (("Jazz", "jazz "), Rules(Policy.FILL, max_genres=1), ("Jazz",), ""),
        (
            ("Jazz",),
            Rules(Policy.FILL, write_parents=True),
            ("Jazz", "Blues", "Roots"),
            "“Jazz” belongs to “Blues, Roots”",
        ),
        (("Jazz",), Rules(Policy.FILL, write_parents=True, max_genres=2), ("Jazz", "Blues"), "“Roots” is left out"),
        (("Metal",), Rules(Policy.FILL, write_parents=True), ("Metal", "Rock Music"), "belongs to “Rock Music”"),
        (("Jazz", "Pop"), Rules(Policy.FILL, allow_list=("pop",)), ("Pop",), "“Jazz” is not on the allow list."),
        (
            ("Jazz",),
            Rules(Policy.FILL, allow_list=("bl*",), write_parents=True),
            ("Blues",),
            "“Jazz” is not on the allow",
        ),
        (("Jazz",), Rules(Policy.FILL, allow_list=("Pop",)), (), "“Jazz” is not on the allow list."),
    ],
)
def test_what_we_would_write(chosen: tuple[str, ...], rules: Rules, genres: tuple[str, ...], notes: str) -> None:
    rules = replace(rules, vocabulary=WORDS)
    ours = our_genres(chosen, rules)
    assert ours.genres == genres
    assert notes in " ".join(ours.notes)
    assert bool(notes) == bool(ours.notes)
    plan = plan_genres((), chosen, rules)
    assert (plan.new, plan.changed, plan.forbidden) == (genres, bool(genres), not genres)
    assert notes in plan.reason


@pytest.mark.parametrize(
    ("policy", "present", "reason"),
    [
        (Policy.FILL, (), "It had no genre."),
        (Policy.FILL, ("Other",), "Its genre “Other” says nothing."),
        (Policy.FILL, ("Polka",), "Its own genre “Polka” is kept."),
        (Policy.FILL, ("jazz",), "It has “Jazz” already, as “jazz”."),
        (Policy.APPEND, ("Polka",), "Added to the genres it has."),
        (Policy.APPEND, ("Polka", "Other"), "Added to the genres it has. Its genre “Other” says nothing."),
        (Policy.APPEND, ("Jazz", "Other"), "It has “Jazz” already. Its genre “Other” says nothing."),
        (Policy.APPEND, ("Jazz",), "It has “Jazz” already."),
        (Policy.REPLACE_GENERIC, ("Other", "Polka"), "“Other” says nothing and was replaced; “Polka” stays."),
        (Policy.REPLACE, ("Polka",), "Replaced."),
        (Policy.REPLACE, (), "It had no genre."),
        (Policy.REPLACE, ("Jazz",), "It has exactly these genres already."),
        (Policy.KEEP, ("Other",), "Its own genre “Other” is kept."),
    ],
)
def test_the_reason_in_plain_words(policy: Policy, present: tuple[str, ...], reason: str) -> None:
    assert plan_genres(present, ("Jazz",), Rules(policy)).reason == reason


@pytest.mark.parametrize(
    ("present", "keep", "reason"),
    [
        (("Polka",), (), "Added to the genres it has."),
        (("Jazz",), (), "Added to the genres it has."),
        (("Jazz", "Polka"), (), "Replaced."),  # in another order
        (("Polka", "Ska"), (), "Replaced."),
        (("Polka",), ("Polka",), "Added to the genres it has."),
        (("Swing", "Ska"), ("Ska",), "Replaced; “Ska” is on the keep-list."),
    ],
)
def test_what_is_replaced_by_more_of_the_same_was_added_to(
    present: tuple[str, ...], keep: tuple[str, ...], reason: str
) -> None:
    assert plan_genres(present, ("Polka", "Jazz"), Rules(Policy.REPLACE, keep)).reason == reason


_NAMES = st.sampled_from(
    (
        "Rock",
        "rock",
        "Hip-Hop",
        "hip hop",
        "Old Hip Hop",
        "Other",
        "other",
        "12",
        " ",
        "Wild West",
        "Jazz",
        "Metal",
        "Blues",
    )
)
_GENRES = st.lists(_NAMES, max_size=5)
_PATTERNS = st.lists(st.sampled_from(("wild WEST", "*hop*", "Jazz", "rock", "other", "*o*", "Rock Music")), max_size=3)
_RULES = st.builds(
    Rules,
    policy=st.sampled_from(Policy),
    keep_list=_PATTERNS.map(tuple),
    allow_list=_PATTERNS.map(tuple),
    max_genres=st.none() | st.integers(1, 3),
    write_parents=st.booleans(),
    vocabulary=st.sampled_from((Vocabulary(), WORDS)),
)


@given(present=_GENRES, chosen=_GENRES, rules=_RULES)
def test_a_genre_on_the_keep_list_is_never_lost(present: list[str], chosen: list[str], rules: Rules) -> None:
    plan = plan_genres(present, chosen, rules)
    kept = {rules.vocabulary.key(genre) for genre in present if rules.keeps(genre)}
    assert kept <= {rules.vocabulary.key(genre) for genre in plan.new}


@given(present=_GENRES, chosen=_GENRES, rules=_RULES)
def test_only_replace_loses_a_genre_that_means_something(present: list[str], chosen: list[str], rules: Rules) -> None:
    new = {rules.vocabulary.key(genre) for genre in plan_genres(present, chosen, rules).new}
    own = {rules.vocabulary.key(genre) for genre in present if not is_meaningless(genre)}
    assert rules.policy is Policy.REPLACE or own <= new


@given(present=_GENRES, chosen=_GENRES, rules=_RULES)
def test_a_plan_carried_out_leaves_nothing_to_do(present: list[str], chosen: list[str], rules: Rules) -> None:
    plan = plan_genres(present, chosen, rules)
    again = plan_genres(plan.new, chosen, rules)
    assert not again.changed
    assert again.new == plan.new


@given(present=_GENRES, chosen=_GENRES, rules=_RULES)
def test_what_we_add_is_allowed_and_no_more_than_asked_for(present: list[str], chosen: list[str], rules: Rules) -> None:
    plan = plan_genres(present, chosen, rules)
    kept = {rules.vocabulary.key(genre) for genre in present}
    added = [genre for genre in plan.new if rules.vocabulary.key(genre) not in kept]
    assert all(rules.allows(genre) for genre in added)
    assert rules.max_genres is None or len(added) <= rules.max_genres
    if rules.policy is Policy.REPLACE and plan.changed and rules.max_genres is not None:
        assert len([genre for genre in plan.new if not rules.keeps(genre)]) <= rules.max_genres


@given(present=_GENRES, chosen=_GENRES, rules=_RULES)
def test_a_change_never_holds_two_spellings_of_a_genre(present: list[str], chosen: list[str], rules: Rules) -> None:
    plan = plan_genres(present, chosen, rules)
    if plan.changed:
        assert len({rules.vocabulary.key(genre) for genre in plan.new}) == len(plan.new)
        assert all(genre.strip() for genre in plan.new)
    else:
        assert plan.new == tuple(present)
    assert plan.changed == (plan.new != tuple(present))
    assert plan.reason.endswith(".")


@given(st.text(max_size=8))
def test_any_name_is_judged(name: str) -> None:
    assert isinstance(is_meaningless(name), bool)
    assert isinstance(check_names([name]), str)
