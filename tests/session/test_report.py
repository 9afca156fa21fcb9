from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.types import View
from app.session.report import LOG_LINES, make_report, read_log, without_names
from app.settings import Settings

STAMP = "2026-01-02 03:04:05,678 "


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (STAMP + "INFO app.x: all is well", STAMP + "INFO app.x: all is well"),
        (STAMP + "WARNING app.x: tags of b'/music/My Song.mp3': bad", STAMP + "WARNING app.x: tags of b[…]"),
        (STAMP + r"INFO app.x: C:\Users\Me\a.mp3 is gone", STAMP + "INFO app.x: […]"),
        (STAMP + "INFO app.x: “My Song” is open", STAMP + "INFO app.x: […]"),
        ('  File "/home/me/earmark/app/ui/player.py", line 3, in play', '  File "app/ui/player.py", line 3, in play'),
        ("ValueError: My Song.mp3", "ValueError: […]"),
    ],
)
def test_a_line_is_cut_where_a_name_may_begin(line: str, shown: str) -> None:
    assert without_names(line) == shown


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40))
def test_no_path_gets_through(name: str) -> None:
    assert "/music" not in without_names(f"{STAMP}INFO app.x: cannot open /music/{name}")
    assert "secret" not in without_names(f"{STAMP}INFO app.x: cannot open {name!r} in '/music/secret'")


def test_the_report_tells_versions_settings_and_counts() -> None:
    settings = replace(Settings(), keep_list=("Polka",), threshold=0.9)
    text = make_report(settings, {View.ALL: 12, View.REVIEW: 3}, 2, ["a", "b /music/c"], with_paths=False)
    for part in ("Earmark ", "Python ", "all: 12", "review: 3", "Folders: 2", "threshold = 0.9", "keep_list = Polka"):
        assert part in text
    assert text.endswith("a\nb […]\n")


def test_only_the_end_of_a_long_log_is_told() -> None:
    text = make_report(Settings(), {}, 0, [f"line {number}." for number in range(LOG_LINES + 10)], with_paths=True)
    assert "line 9." not in text
    assert "line 10." in text


def test_a_log_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    assert read_log(tmp_path / "none.log") == []
