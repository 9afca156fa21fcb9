from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.walk import LEADS_NOWHERE
from app.session import Session
from app.session.records import ScanReport, Unread
from app.session.unread import UnreadList

MUSIC, JAZZ = b"/music", b"/music/jazz"
LINK = (b"/music/jazz/gone.mp3", LEADS_NOWHERE)
LOCKED = (b"/music/locked", "Permission denied")


def report(
    *problems: tuple[bytes, str], passed: tuple[tuple[str, int], ...] = (), below: tuple[bytes, ...] = ()
) -> ScanReport:
    return ScanReport(0, 0, 0, 0, 0, problems, passed, below)


def test_each_problem_is_new_once_also_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "unread.json"
    first = UnreadList(file)
    assert first.take(report(LINK, LOCKED, passed=((".ac3", 2),))) == Unread((LINK, LOCKED), ((".ac3", 2),))
    assert first.take(report(LINK, LOCKED, passed=((".ac3", 2),))) == Unread()
    again = UnreadList(file)
    assert again.take(report(LINK, (LOCKED[0], "Input/output error"), passed=((".ac3", 3),))) == Unread(
        ((LOCKED[0], "Input/output error"),), ((".ac3", 3),)
    )
    assert again.read().problems == (LINK, (LOCKED[0], "Input/output error"))


def test_a_scan_replaces_what_is_known_of_the_places_it_looked_at(tmp_path: Path) -> None:
    unread = UnreadList(tmp_path / "unread.json")
    unread.take(report(LINK, LOCKED, passed=((".ac3", 2),), below=(MUSIC,)))
    unread.take(report(below=(JAZZ,)))
    assert unread.read() == Unread((LOCKED,), ((".ac3", 2),))
    unread.take(report(passed=((".ac3", 1),), below=(JAZZ,)))
    assert sum(count for _, count in unread.read().passed_over) == 2  # the larger place was counted whole
    unread.take(report(passed=((".dts", 1),), below=(b"/other",)))
    assert unread.read().passed_over == ((".ac3", 2), (".dts", 1))
    unread.take(report())
    assert unread.read() == Unread()


def test_links_that_lead_nowhere_are_harmless() -> None:
    assert Unread((LINK,)).harmless
    assert not Unread((LINK, LOCKED)).harmless


@given(st.lists(st.tuples(st.binary(min_size=1).filter(lambda name: b"\0" not in name), st.text())))
def test_names_that_are_no_text_are_kept(tmp_path_factory: object, problems: list[tuple[bytes, str]]) -> None:
    file = Path(os.fsdecode(tmp_path_factory.mktemp("list"))) / "unread.json"  # type: ignore[attr-defined]
    wanted = {path: why.encode("utf-8", "replace").decode() for path, why in problems}
    UnreadList(file).take(report(*wanted.items()))
    assert dict(UnreadList(file).read().problems) == wanted


def test_a_damaged_list_counts_as_none(tmp_path: Path) -> None:
    for content in ("no list", "[1]", '{"problems": 3}', '{"problems": [[1, 2]]}'):
        (tmp_path / "unread.json").write_text(content)
        assert UnreadList(tmp_path / "unread.json").read() == Unread()


def test_a_scan_that_was_cancelled_forgets_nothing(tmp_path: Path) -> None:
    unread = UnreadList(tmp_path / "unread.json")
    unread.take(report(LINK))
    unread.take(replace(report(LOCKED), cancelled=True))
    assert unread.read().problems == (LINK, LOCKED)


def test_two_lists_over_one_file_see_what_the_other_took(tmp_path: Path) -> None:
    here, there = UnreadList(tmp_path / "unread.json"), UnreadList(tmp_path / "unread.json")
    assert here.read() == there.read() == Unread()
    here.take(report(LINK, below=(JAZZ,)))
    assert there.take(report(LINK, LOCKED)).problems == (LOCKED,)
    assert here.read().problems == (LINK, LOCKED)


def test_a_thousand_places_are_looked_up_quickly(tmp_path: Path) -> None:
    unread = UnreadList(tmp_path / "unread.json")
    problems = [(b"/music/%d.mp3" % number, "Permission denied") for number in range(5_000)]
    unread.take(report(*problems))
    began = time.process_time()
    unread.take(report(below=tuple(path for path, _ in problems[1:])))
    assert unread.read().problems == (problems[0],)
    assert time.process_time() - began < 2.0


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_the_session_keeps_the_list_and_forgets_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "gone.mp3").symlink_to("nowhere.mp3")
    path = os.fsencode(folder / "gone.mp3")
    with Session() as session:
        root = session.add_folder(os.fsencode(folder))
        assert session.scan().fresh == Unread(((path, LEADS_NOWHERE),))
        assert session.scan().fresh == Unread()
    with Session() as session:
        assert session.not_read().problems == ((path, LEADS_NOWHERE),)
        session.remove_folder(root)
        assert session.not_read() == Unread()
