"""Settings as text: what people may write, and what is refused with a sentence."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.session.setting_keys import SETTING_KEYS, Kind, setting_key, text_of, with_default, with_text
from app.settings import Policy, Settings


def test_every_setting_can_be_shown_and_set() -> None:
    assert {each.key for each in SETTING_KEYS} == {each.name for each in fields(Settings)} - {"unknown"}
    for each in SETTING_KEYS:
        assert each.title
        assert each.help.endswith(".")
        if each.example:
            changed = with_text(Settings(), each.key, each.example)
            assert with_text(Settings(), each.key, text_of(changed, each.key)) == changed
        assert with_text(Settings(), each.key, text_of(Settings(), each.key)) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("policy", "replace-generic", Policy.REPLACE_GENERIC),
        ("keep-list", 'Jazz, "Folk, World, & Country",, Jazz', ("Jazz", "Folk, World, & Country")),
        ("keep_list", "Jazz\nBlues", ("Jazz", "Blues")),
        ("keep_list", "", ()),
        ("names", "hip-hop = Hip-Hop/Rap, pop=A=B", {"hip-hop": "Hip-Hop/Rap", "pop": "A=B"}),
        ("hierarchy", "Zeuhl = Rock; Jazz, Metal =", {"Zeuhl": ("Rock", "Jazz"), "Metal": ()}),
        ("write_parents", "Yes", True),
        ("threshold", "", None),
        ("second_threshold", "0.3", 0.3),
    ],
)
def test_set(key: str, text: str, value: object) -> None:
    changed = with_text(Settings(), key, text)
    assert getattr(changed, setting_key(key).key) == value
    assert with_default(changed, key) == Settings()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("colour", "red"),
        ("policy", "destroy"),
        ("theme", "pink"),
        ("max_genres", "0"),
        ("max_genres", "two"),
        ("workers", "-1"),
        ("second_threshold", ""),
        ("second_threshold", "nan"),
        ("threshold", "30"),
        ("keep_times", "perhaps"),
        ("names", "hip-hop"),
        ("names", "hip-hop = 17"),
        ("names", '"hip-hop = Rap'),
        ("aliases", "*hop* ="),
        ("hierarchy", "Metal = (12)"),
        ("hierarchy", "= Rock"),
    ],
)
def test_refused(key: str, text: str) -> None:
    with pytest.raises(AppError) as refusal:
        with_text(Settings(), key, text)
    assert refusal.value.hint


_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6)


@given(st.lists(_NAMES, unique=True), st.sampled_from([each for each in SETTING_KEYS if each.kind is Kind.LIST]))
def test_any_list_comes_back(names: list[str], setting: object) -> None:
    key = setting.key  # type: ignore[attr-defined]
    settings = Settings(**{key: tuple(names)})
    assert with_text(Settings(), key, text_of(settings, key)) == settings


@given(st.text(), st.sampled_from(SETTING_KEYS))
def test_any_text_is_taken_or_refused(text: str, setting: object) -> None:
    key = setting.key  # type: ignore[attr-defined]
    try:
        changed = with_text(Settings(), key, text)
    except AppError:
        return
    assert with_text(Settings(), key, text_of(changed, key)) == changed
