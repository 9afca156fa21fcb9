"""Policies: what is kept, what is replaced, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Policy
from app.tagging.policy import check_names, is_meaningless, plan_genres


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
    plan = plan_genres(present, chosen, policy, keep)
    assert (plan.new, plan.changed, plan.protected) == (new, changed, protected)
    assert plan.reason.endswith(".")


def test_nothing_chosen_changes_nothing() -> None:
    assert not plan_genres(("Rock",), (), Policy.REPLACE).changed


_GENRES = st.lists(
    st.sampled_from(("Rock", "rock", "Hip-Hop", "hip hop", "Other", "12", "Wild West", "Jazz")), max_size=4
)


@given(present=_GENRES, chosen=_GENRES, policy=st.sampled_from(Policy))
def test_a_genre_on_the_keep_list_is_never_lost(present: list[str], chosen: list[str], policy: Policy) -> None:
    plan = plan_genres(present, chosen, policy, ["wild WEST"])
    assert ("Wild West" in present) <= ("Wild West" in plan.new)


@given(present=_GENRES, chosen=_GENRES, policy=st.sampled_from((Policy.FILL, Policy.APPEND, Policy.KEEP)))
def test_only_replace_loses_a_genre_that_means_something(present: list[str], chosen: list[str], policy: Policy) -> None:
    new = {genre.casefold().replace("-", " ") for genre in plan_genres(present, chosen, policy).new}
    own = {genre.casefold().replace("-", " ") for genre in present if not is_meaningless(genre)}
    assert own <= new


@given(present=_GENRES, chosen=_GENRES, policy=st.sampled_from(Policy))
def test_a_plan_carried_out_leaves_nothing_to_do(present: list[str], chosen: list[str], policy: Policy) -> None:
    plan = plan_genres(present, chosen, policy)
    assert not plan_genres(plan.new, chosen, policy).changed


@given(st.text(max_size=8))
def test_any_name_is_judged(name: str) -> None:
    assert isinstance(is_meaningless(name), bool)
    assert isinstance(check_names([name]), str)
