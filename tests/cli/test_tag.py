"""`earmark tag`: nothing is written without a yes, and what is written can be taken back."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from app.library.types import Query, View
from app.progress import RunControl
from app.session import Session, WriteReport
from app.tagging.formats import read_tags
from tests.cli.conftest import Earmark
from tests.cli.test_analyse import digests
from tests.conftest import BROKEN, TRACKS
from tests.tagging.samples import TAGS, encoded


@pytest.fixture
def music(heard_music: Path) -> Path:
    """Heard already: here it is looked at what becomes of the answers."""
    return heard_music


def genres(file: Path) -> tuple[str, ...]:
    return read_tags(os.fsencode(file)).genres


def test_without_a_yes_and_a_terminal_it_refuses(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    before = digests(music)
    for words in [("tag", music), ("tag", music, "--json")]:
        ran = earmark(*words)
        assert ran.status == 2
        assert "--yes" in ran.err
        assert ran.out == ""
    assert digests(music) == before


def test_a_dry_run_shows_old_and_new_and_writes_nothing(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    ran = earmark("tag", music, "--dry-run", "--threshold", "0")
    assert ran.status == 1  # the broken file
    line = next(line for line in ran.out.splitlines() if line.endswith("02 strings.flac"))
    assert line.startswith("Other")
    assert "→" in line
    assert "Polka" not in ran.out
    assert digests(music) == before
    assert earmark("history", "--json").rows == []


def test_tag_writes_what_it_showed_and_undo_takes_it_back(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    planned = {
        row["path"]: row
        for row in earmark("tag", music, "--dry-run", "--threshold", "0", "--json").rows
        if row.get("status") == "planned"
    }
    assert len(planned) == len(TRACKS) - 1
    ran = earmark("tag", music, "--yes", "--threshold", "0")
    assert ran.status == 1
    assert "5 files written" in ran.out
    assert "Batch 1" in ran.out
    for path, row in planned.items():
        assert list(genres(Path(path))) == row["new"]
    assert genres(music / "04 offbeat.opus") == ("Polka",)
    assert earmark("undo", "--last").status == 0
    assert digests(music) == before


def test_json_rows_of_a_write(earmark: Earmark, music: Path) -> None:
    ran = earmark("tag", music, "--yes", "--threshold", "0", "--policy", "replace", "--json")
    rows = ran.rows
    totals = {"batch": 1, "written": 6, "unchanged": 0, "skipped": 0, "failed": 0, "cancelled": False, "not_reached": 0}
    assert rows[-1] == totals
    written = ran.by_name()
    assert {name for name, row in written.items() if row.get("status") == "written"} == set(TRACKS)
    assert written["04 offbeat.opus"]["old"] == ["Polka"]
    assert written["04 offbeat.opus"]["chosen_by"] == "model"
    assert written[BROKEN]["error"]
    assert all(row["reason"] for row in written.values() if row.get("status") == "written")


@pytest.mark.parametrize(
    ("policy", "kept"),
    [("append", True), ("fill", True), ("keep", True), ("replace-generic", True), ("replace", False)],
)
def test_policies(earmark: Earmark, music: Path, policy: str, kept: bool) -> None:
    earmark("tag", music, "--yes", "--threshold", "0", "--policy", policy)
    assert ("Polka" in genres(music / "04 offbeat.opus")) is kept
    assert len(genres(music / "04 offbeat.opus")) == (2 if policy == "append" else 1)


def test_a_person_is_asked(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    before = digests(music)
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    ran = earmark("tag", music, "--threshold", "0")
    assert "Write 5 files? [y/N]" in ran.err
    assert digests(music) == before
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert "5 files written" in earmark("tag", music, "--threshold", "0").out
    assert digests(music) != before


@pytest.mark.skipif(not hasattr(os, "link"), reason="needs hard links")
def test_a_person_is_asked_once_about_files_with_several_names(
    earmark: Earmark, music: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    linked, other = music / "03 beat.ogg", tmp_path / "other name"
    os.link(linked, other)
    before = digests(music)
    monkeypatch.setattr(sys, "stdin", Terminal("y\n\n"))  # yes, write; no answer about the names
    ran = earmark("tag", music, "--threshold", "0")
    assert "1 file has several names" in ran.err
    assert digests(music)[linked.name] == before[linked.name]
    monkeypatch.setattr(sys, "stdin", Terminal("a\n"))
    assert "several names" in earmark("set", "--genre", "Ska", linked).err
    assert genres(linked) == genres(other) == ("Ska",)
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert "several names" not in earmark("set", "--genre", "Jazz", linked).err
    assert genres(other) == ("Jazz",)
    shown = {row["key"]: row["value"] for row in earmark("settings", "--json").rows}
    assert (shown["hard_links"], shown["ask_hard_links"]) == ("in-place", False)


def test_a_cancelled_write_tells_of_each_file_what_became_of_it(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Session.write

    def cancelled_at_once(session: Session, *words: Any, control: RunControl, **more: Any) -> WriteReport:
        return write(session, *words, control=control, **{**more, "report": lambda _: control.cancel()})

    pristine = {name: (music / name).read_bytes() for name in TRACKS}
    monkeypatch.setattr(Session, "write", cancelled_at_once)
    told = earmark("tag", music, "--yes", "--threshold", "0")
    assert (told.status, "1 file written, 4 not reached.\n" in told.out) == (130, True)
    assert "  4 not reached  " in earmark("history").out
    earmark("undo", "1")
    assert {name: (music / name).read_bytes() for name in TRACKS} == pristine
    ran = earmark("tag", music, "--yes", "--threshold", "0", "--json")
    statuses = [row["status"] for row in ran.rows if "old" in row]
    assert ran.status == 130
    assert statuses.count("written") == ran.rows[-1]["written"] == 1
    assert statuses.count("not reached") == len(statuses) - 1 == 4
    assert ran.rows[-1]["not_reached"] == 4
    assert sum(genres(music / name) != () for name in TRACKS) == 3  # the one written, and the two that had some


def test_the_totals_tell_persons_from_models(earmark: Earmark, music: Path) -> None:
    with Session() as session:
        tracks = session.ids(Query())
        session.choose(tracks[:1], ["Ska"])  # the model is not sure of it below
        session.keep(tracks[1:2])
    assert (
        "1 file of 7 would change, 1 stays as you decided, 4 not sure enough, 1 failed."
        in earmark("tag", music, "--dry-run", "--threshold", "1").out
    )
    ran = earmark("tag", music, "--dry-run", "--threshold", "0")
    assert "4 files of 7 would change, 1 keeps the genres there are, 1 stays as you decided, 1 failed." in ran.out


def test_a_dry_run_counts_the_files_that_an_analysis_counts(earmark: Earmark, music: Path) -> None:
    (music / "gone.mp3").symlink_to(music / "nowhere.mp3")
    analysed, tagged = earmark("analyse", music), earmark("tag", music, "--dry-run", "--threshold", "0")
    assert "8 files:" in analysed.out
    assert "2 failed" in analysed.out
    assert " of 8 would change" in tagged.out
    assert ", 2 failed." in tagged.out
    assert "gone.mp3: the link leads nowhere" in tagged.err


def test_a_persons_choice_for_what_failed_is_no_failure(earmark: Earmark, music: Path) -> None:
    with Session() as session:
        [failed] = session.ids(Query(view=View.FAILED)).tolist()
        readable = session.rows([failed])[0].container != ""
        session.choose([failed], ["Ska"])
    told = earmark("tag", music, "--dry-run", "--threshold", "1").out
    assert ("1 file of 7 would change" in told) == readable
    assert (", 1 failed." in told) == (not readable)


def test_nothing_to_write_is_not_an_error(earmark: Earmark, music: Path) -> None:
    (music / BROKEN).unlink()
    ran = earmark("tag", music, "--yes", "--threshold", "1")
    assert ran.status == 0
    assert "0 files of 6 would change" in ran.out


def test_options_of_one_run_are_not_kept(earmark: Earmark, music: Path, earmark_home: Path) -> None:
    settings = (earmark_home / "config" / "settings.json").read_text()
    earmark("tag", music, "--yes", "--threshold", "0", "--policy", "replace")
    assert (earmark_home / "config" / "settings.json").read_text() == settings


def test_a_dry_run_tells_why(earmark: Earmark, music: Path) -> None:
    words = ("tag", music, "--dry-run", "--threshold", "0")
    ran = earmark(*words)
    assert "Its genre “Other” says nothing." in ran.out
    assert "Polka" not in ran.out
    assert "Its own genre “Polka” is kept." in earmark(*words, "--unchanged").out
    rows = earmark(*words, "--unchanged", "--json").by_name()
    own = rows["04 offbeat.opus"]
    assert (own["status"], own["old"], own["new"]) == ("unchanged", ["Polka"], ["Polka"])
    assert own["policy"] == "fill"
    assert rows["02 strings.flac"]["status"] == "planned"
    unsure = earmark("tag", music, "--dry-run", "--unchanged", "--threshold", "1", "--json").by_name()
    assert "not sure enough" in unsure["01 guitar.mp3"]["reason"]


def test_a_dry_run_tells_what_a_person_decided(earmark: Earmark, music: Path) -> None:
    """Else a file that is to stay is missing from the list, and counts as one that the model is not sure about."""
    earmark("analyse", music)
    with Session() as session:
        track = {os.path.basename(os.fsdecode(row.path)): row for row in session.rows(session.ids(Query()))}
        session.keep([track["04 offbeat.opus"].id])
        session.keep([track["01 guitar.mp3"].id])
        session.skip([track["02 strings.flac"].id])
        session.choose([track["03 beat.ogg"].id], track["03 beat.ogg"].genres or ["Ska"])
        bare = not track["01 guitar.mp3"].genres
    words = ("tag", music, "--dry-run", "--threshold", "1")
    for ran in (earmark(*words), earmark(*words, "--unchanged")):
        said = next(line for line in ran.out.splitlines() if " would change" in line)
        counts = [int(word) for word in re.findall(r"\d+", said)]
        assert counts[1] == counts[0] + sum(counts[2:]), said
    rows = earmark(*words, "--unchanged", "--json").by_name()
    assert {name for name, row in rows.items() if row["status"] != "failed"} == set(TRACKS)
    told = {name: (row["status"], row["chosen_by"], row["reason"]) for name, row in rows.items() if "reason" in row}
    assert told["04 offbeat.opus"] == ("unchanged", "person", "You kept what the file says.")
    bare_or_kept = "You left it without a genre." if bare else "You kept what the file says."
    assert told["01 guitar.mp3"] == ("unchanged", "person", bare_or_kept)
    assert told["02 strings.flac"] == ("unchanged", "person", "You put this one off.")
    unsure = sum("not sure enough" in reason or "sounds like none" in reason for _, _, reason in told.values())
    assert f", {unsure} not sure enough" in said
    assert " as you decided" in said


def test_more_than_one_genre(earmark: Earmark, music: Path) -> None:
    words = ("tag", music, "--dry-run", "--threshold", "0", "--json", "--max-genres", "2")
    both = earmark(*words, "--second", "0").by_name()["01 guitar.mp3"]
    assert len(both["new"]) == 2
    assert "was heard too" in both["reason"]
    one = earmark(*words, "--second", "1").by_name()["01 guitar.mp3"]
    assert one["new"] == both["new"][:1]
    assert f"“{both['new'][1]}”" in one["reason"]
    assert "too unsure" in one["reason"]


def test_own_words(earmark: Earmark, music: Path) -> None:
    words = ("tag", music, "--dry-run", "--unchanged", "--threshold", "0", "--json")
    (heard,) = earmark(*words).by_name()["01 guitar.mp3"]["new"]
    earmark("settings", "set", "hierarchy", f"{heard} = Roots; Wurzeln")
    parents = earmark(*words, "--parents", "--max-genres", "2").by_name()["01 guitar.mp3"]
    assert parents["new"][0] == heard
    assert "Roots" in parents["new"]
    assert "“Wurzeln” is left out: at most 2 genres" in parents["reason"]
    forbidden = earmark(*words, "--allow", "Wild West").by_name()["01 guitar.mp3"]
    assert (forbidden["status"], forbidden["reason"]) == ("unchanged", f"“{heard}” is not on the allow list.")
    allowed = earmark(*words, "--allow", "Wild West", "--allow", heard.upper()).by_name()["01 guitar.mp3"]
    assert allowed["new"] == [heard]
    earmark("settings", "set", "names", f"{heard.upper()} = Mine")
    assert earmark(*words).by_name()["01 guitar.mp3"]["new"] == ["Mine"]
    kept = earmark(*words, "--policy", "replace", "--keep-list", "*olk*").by_name()["04 offbeat.opus"]
    assert kept["new"][0] == "Polka"
    assert "“Polka” is on the keep-list" in kept["reason"]


_NEVER_WRITTEN = {"stream.aac": ("adts", ()), "film.mka": ("matroska", ()), "phone.m4a": ("3gp", TAGS)}


@pytest.fixture
def never_written(music: Path) -> list[Path]:
    """Files of kinds that are heard and never written, among the others."""
    files = [music / name for name in _NEVER_WRITTEN]
    for file, (container, tags) in zip(files, _NEVER_WRITTEN.values(), strict=True):
        file.write_bytes(encoded(container, "aac", tags))
    return files


def test_kinds_that_are_never_written_are_not_promised(
    earmark: Earmark, music: Path, never_written: list[Path]
) -> None:
    (music / BROKEN).unlink()
    before = [file.read_bytes() for file in never_written]
    words = ("tag", music, "--threshold", "0", "--policy", "replace")
    earmark("analyse", music)
    with Session() as session:
        heard = session.rows(session.ids(Query()))
        session.choose([row.id for row in heard if row.container in ("aac", "matroska", "3gp")], ["Ska"])
    told = earmark(*words, "--dry-run")
    assert told.status == 0
    assert "6 files of 9 would change. 3 files are of kinds that Earmark hears but does not write: " in told.out
    assert "1 .aac" in told.out
    assert not any(f"/{name}" in told.out for name in _NEVER_WRITTEN)
    rows = earmark(*words, "--dry-run", "--json").by_name()
    assert {rows[name]["status"] for name in _NEVER_WRITTEN} == {"not writable"}
    assert {rows[name]["status"] for name in TRACKS} == {"planned"}
    unchanged = earmark(*words, "--dry-run", "--unchanged").out
    assert unchanged.count("Left as it is: it is of no kind that Earmark writes.") == 3
    done = earmark(*words, "--yes", "--json")
    assert (done.status, done.rows[-1]["written"], done.rows[-1]["failed"]) == (0, 6, 0)
    assert done.by_name()["film.mka"]["status"] == "not writable"
    assert [file.read_bytes() for file in never_written] == before
    with Session() as session:
        tracks = [int(track) for track in session.ids(Query())]
        session.choose(tracks, ["Ska"])
        planned = {os.path.basename(os.fsdecode(change.path)) for change in session.plan()}
    assert planned == set(TRACKS)


def test_setting_a_genre_by_hand_promises_them_neither(
    earmark: Earmark, music: Path, never_written: list[Path]
) -> None:
    ran = earmark("set", "--genre", "Ska", "--dry-run", music / "01 guitar.mp3", *never_written)
    assert ran.status == 1
    assert "1 file of 1 would change." in ran.out
    assert ran.err.count("Left as it is: it is of no kind that Earmark writes.") == 3
