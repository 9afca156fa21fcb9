"""`earmark settings`: shown, changed, put back; nonsense is refused and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Earmark


def stored(home: Path) -> dict[str, object]:
    return dict(json.loads((home / "config" / "settings.json").read_text(encoding="utf-8")))


def test_a_setting_is_changed_shown_and_put_back(earmark: Earmark, earmark_home: Path) -> None:
    ran = earmark("settings", "set", "names", "hip-hop = Hip-Hop/Rap")
    assert ran.status == 0
    assert ran.out.split() == ["*", "names", "hip-hop", "=", "Hip-Hop/Rap"]
    assert stored(earmark_home)["names"] == {"hip-hop": "Hip-Hop/Rap"}
    rows = {row["key"]: row for row in earmark("settings", "--json").rows}
    assert rows["names"] == {"key": "names", "value": {"hip-hop": "Hip-Hop/Rap"}, "default": False}
    assert rows["policy"] == {"key": "policy", "value": "fill", "default": True}
    assert "For example" in earmark("settings", "show", "names").out
    assert earmark("settings", "reset", "names").status == 0
    assert stored(earmark_home)["names"] == {}


@pytest.mark.parametrize(
    "words",
    [
        ("set", "policy", "destroy"),
        ("set", "policy"),
        ("set", "model", "nobody"),
        ("set", "telepathy", "on"),
        ("set",),
        ("reset", "policy", "fill"),
        ("show", "policy", "fill"),
        ("forget", "policy"),
    ],
)
def test_nonsense_is_refused(earmark: Earmark, earmark_home: Path, words: tuple[str, ...]) -> None:
    earmark("settings", "set", "policy", "append")
    before = stored(earmark_home)
    ran = earmark("settings", *words)
    assert ran.status == 2
    assert ran.err
    assert ran.out == ""
    assert stored(earmark_home) == before


def test_settings_that_cannot_be_read_are_told_and_left_for_the_person_to_mend(
    earmark: Earmark, earmark_home: Path
) -> None:
    file = earmark_home / "config" / "settings.json"
    file.write_text('{"keep_list": ["Polka"], "policy": "destroy"}')
    for _ in range(2):
        ran = earmark("history", "--json")
        assert (ran.status, ran.out) == (0, "")
        assert f"The settings in {file} cannot be read, so the defaults hold: policy: 'destroy' is not" in ran.err
    assert "destroy" in file.read_text()
    assert earmark("settings", "set", "policy", "keep").status == 0
    assert "destroy" in file.with_suffix(".damaged.json").read_text()
    assert earmark("history").err == ""
