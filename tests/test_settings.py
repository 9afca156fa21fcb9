"""Settings survive: round trips, newer versions, damage, hand-made nonsense."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from app import settings as module
from app.settings import HardLinks, Policy, Settings, load_settings, read_settings, save_settings

CHANGED = Settings(
    policy=Policy.APPEND,
    threshold=0.75,
    model="mine",
    keep_list=("Wild West",),
    allow_list=("Jazz", "*rock*"),
    names={"hiphop": "Rap"},
    aliases={"*hip*hop*": "Hip-Hop"},
    hierarchy={"Zeuhl": ("Rock", "Jazz"), "Metal": ()},
    write_parents=True,
    max_genres=3,
    second_threshold=0.4,
    workers=3,
    keep_times=False,
    hard_links=HardLinks.BREAK,
    theme="dark",
    comfortable_rows=True,
)


def test_a_round_trip(tmp_path: Path) -> None:
    save_settings(CHANGED, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == CHANGED
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "light", "telepathy": {"range": 3}}')
    save_settings(load_settings(file), file)
    assert json.loads(file.read_text())["telepathy"] == {"range": 3}
    assert load_settings(file).theme == "light"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "{",
        '{"policy": "destroy"}',
        '{"threshold": "high"}',
        '{"threshold": 7}',
        '{"threshold": true}',
        '{"names": {"a": 1}}',
        '{"names": []}',
        '{"keep_list": "Jazz"}',
        '{"workers": 2.5}',
        '{"max_genres": 0}',
        '{"max_genres": true}',
        '{"second_threshold": null}',
        '{"hierarchy": {"Metal": "Rock"}}',
        '{"aliases": {"*": ["Rock"]}}',
        '{"keep_times": "yes"}',
    ],
)
def test_a_damaged_file_is_set_aside_not_lost(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    loaded, problem = read_settings(file)
    assert loaded == Settings()
    assert problem.startswith(f"The settings in {file} cannot be read")
    assert file.read_text() == text
    save_settings(CHANGED, file)
    assert read_settings(file) == (CHANGED, "")
    assert (tmp_path / "settings.damaged.json").read_text() == text


def test_every_setting_has_a_reader() -> None:
    assert set(module._READERS) == {each.name for each in fields(Settings)} - {"unknown"}
