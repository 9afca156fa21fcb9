"""An empty path, as a script hands over whose variable was never set, is no folder at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Earmark
from tests.cli.test_analyse import digests


@pytest.mark.parametrize(
    "words",
    [
        ("set", "--genre", "Jazz", "--yes"),
        ("set", "--genre", "Jazz", "--dry-run"),
        ("show",),
        ("analyse",),
        ("tag", "--yes"),
        ("undo", "--last", "--path"),
        (),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_an_empty_path_is_not_the_current_folder(
    words: tuple[str, ...], named: bool, earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(music)
    before = digests(music)
    others = (music,) if named and "--path" not in words else ()
    ran = earmark(*words, *others, "")
    assert (ran.status, ran.out) == (2, "")
    assert "An empty path names no file or folder" in ran.err
    assert digests(music) == before
    assert not earmark("history", "--json").rows
