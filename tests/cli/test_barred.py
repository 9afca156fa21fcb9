"""What permissions keep from a write is said before it, by every command that writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.session import Session
from app.session.files import Barred
from tests.cli.conftest import Earmark
from tests.conftest import TRACKS

_READ_ONLY = "earmark: 1 file is read-only and will be skipped.\n"
_BESIDE = (
    "earmark: 2 files lie in folders that may not be written to; those are left as they are whose tags have no room"
)


@pytest.fixture(autouse=True)
def _denied(music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file is read-only, the next two lie in a folder that is; whoever runs the tests may be root."""
    first, *rest = (os.fsencode(music / name) for name in list(TRACKS)[:3])

    def barred(_session: Session, paths: list[bytes]) -> Barred:
        return Barred(frozenset({first} & {*paths}), frozenset({*rest} & {*paths}))

    monkeypatch.setattr(Session, "barred", barred)


@pytest.mark.parametrize("words", [("--dry-run",), ("--yes",), ("--yes", "--json")])
def test_set_says_it(earmark: Earmark, music: Path, words: tuple[str, ...]) -> None:
    ran = earmark("set", "--genre", "Ska", *words, *(music / name for name in TRACKS))
    assert ran.err.count(_READ_ONLY) == ran.err.count(_BESIDE) == 1
    assert "read-only" not in ran.out


def test_set_says_it_of_one_file(earmark: Earmark, music: Path) -> None:
    ran = earmark("set", "--genre", "Ska", music / list(TRACKS)[1])
    told = "1 file lies in a folder that may not be written to; it is left as it is if its tags have no room to spare."
    assert told in ran.err


def test_tag_says_it(earmark: Earmark, music: Path) -> None:
    ran = earmark("tag", music, "--dry-run", "--policy", "replace", "--threshold", "0.01")
    assert _READ_ONLY in ran.err
    assert _BESIDE in ran.err
