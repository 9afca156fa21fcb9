"""`earmark analyse`: a row per file, honest failures, nothing written."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from app.cli.analyse import tell_page
from app.cli.console import Terminal
from app.cli.listening import Tally
from app.inference.calibration import Doubt, Verdict
from app.library.types import TrackId, View
from app.session import Answer, Session
from tests.bundles import make_tiny_bundle
from tests.cli.conftest import Earmark
from tests.conftest import BROKEN, TRACKS


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_every_track_is_answered_and_the_broken_one_has_a_reason(
    earmark: Earmark, music: Path, tiny_model: str
) -> None:
    before = digests(music)
    ran = earmark("analyse", music, "--json")
    rows = ran.by_name()
    assert ran.status == 1
    assert set(rows) == {*TRACKS, BROKEN}
    for name in TRACKS:
        row = rows[name]
        shares = [genre["confidence"] for genre in row["genres"]]
        assert len(shares) == 10
        assert sum(shares) == pytest.approx(1, abs=1e-4)
        assert shares == sorted(shares, reverse=True)
        assert row["decision"] in ("accept", "review", "unknown")
        assert row["suggestions"][0] == row["genres"][0]["label"]
        assert row["model"] == tiny_model
        assert row["seconds_heard"] > 3
        assert row["error"] is None
        assert row["familiarity"] is None, "the tiny model cannot tell it"
        assert (row["doubt"] is None) == (row["decision"] != "unknown")
        assert os.path.isabs(row["path"])
    broken = rows[BROKEN]
    assert broken["error"]
    assert broken["decision"] is None
    assert broken["genres"] == []
    assert digests(music) == before


def test_the_second_run_gives_the_same_answers_without_listening(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = earmark("analyse", music, "--json")
    monkeypatch.setattr("app.session.analysing.AnalysisPool", None)
    second = earmark("analyse", music, "--json")
    assert second.rows == first.rows
    assert second.status == 1


def test_a_sound_folder_exits_with_zero(earmark: Earmark, heard_music: Path) -> None:
    (heard_music / BROKEN).unlink()
    ran = earmark("analyse", heard_music)
    assert ran.status == 0
    assert "6 files:" in ran.out
    assert ran.err == ""
    assert str(heard_music / "05 song.m4a") in ran.out


def test_what_is_passed_over_is_counted_and_quiet_silences_it(earmark: Earmark, heard_music: Path) -> None:
    (heard_music / BROKEN).unlink()
    for name in ("a.ac3", "b.AC3", "c.webm", "cover.jpg"):
        (heard_music / name).write_bytes(b"x")
    for words in (("analyse",), ("analyse", "--json"), ("tag", "--dry-run")):
        ran = earmark(*words, heard_music)
        assert ran.status == 0
        assert ran.err == "3 files passed over, of kinds that Earmark does not read: 2 .ac3, 1 .webm\n"
        assert earmark(*words, heard_music, "--quiet").err == ""


def test_people_see_failures_on_stderr(earmark: Earmark, heard_music: Path) -> None:
    ran = earmark("analyse", heard_music)
    assert BROKEN in ran.err
    assert "1 file failed" in ran.err
    assert "Traceback" not in ran.err


def test_a_file_named_directly_is_taken_whatever_its_suffix(earmark: Earmark, music: Path) -> None:
    odd = music / "song.download"
    (music / "05 song.m4a").rename(odd)
    ran = earmark("analyse", odd, "--json")
    assert ran.status == 0
    assert list(ran.by_name()) == ["song.download"]
    assert earmark("analyse", music / "notes.txt", "--json").status == 2, "what is no music is refused"


def test_only_what_was_named_is_told(earmark: Earmark, heard_music: Path) -> None:
    earmark("analyse", heard_music, "--json")
    ran = earmark("analyse", heard_music / "01 guitar.mp3", "--json")
    assert list(ran.by_name()) == ["01 guitar.mp3"]
    assert ran.status == 0


def test_threshold_moves_the_decision_and_is_not_stored(earmark: Earmark, heard_music: Path) -> None:
    sure = earmark("analyse", heard_music, "--json", "--threshold", "0").by_name()
    unsure = earmark("analyse", heard_music, "--json", "--threshold", "1").by_name()
    usual = earmark("analyse", heard_music, "--json").by_name()
    assert all(sure[name]["decision"] == "accept" for name in TRACKS)
    assert all(unsure[name]["decision"] != "accept" for name in TRACKS)
    assert all(usual[name]["genres"] == sure[name]["genres"] for name in TRACKS)


def test_again_listens_again(earmark: Earmark, heard_music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = earmark("analyse", heard_music / "01 guitar.mp3", "--json")
    from app.session import analysing

    heard: list[object] = []
    pool = analysing.AnalysisPool

    class Counting(pool):  # type: ignore[misc,valid-type]
        def schedule(self, path: bytes):  # type: ignore[no-untyped-def]
            heard.append(path)
            return super().schedule(path)

    monkeypatch.setattr(analysing, "AnalysisPool", Counting)
    again = earmark("analyse", heard_music / "01 guitar.mp3", "--json", "--again")
    assert again.rows == first.rows
    assert len(heard) == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are always text here")
def test_names_that_are_no_text_are_told_exactly(earmark: Earmark, heard_music: Path) -> None:
    import base64

    odd = os.fsencode(heard_music) + b"/caf\xe9.mp3"
    os.rename(os.fsencode(heard_music / "01 guitar.mp3"), odd)
    row = next(row for row in earmark("analyse", heard_music, "--json").rows if "path_bytes" in row)
    assert base64.b64decode(row["path_bytes"]) == odd
    assert row["path"].endswith("caf\N{REPLACEMENT CHARACTER}.mp3")
    assert row["decision"]
    assert earmark("analyse", os.fsdecode(odd)).status == 0


def test_control_characters_do_not_reach_the_terminal(earmark: Earmark, heard_music: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no such names here")
    (heard_music / "01 guitar.mp3").rename(heard_music / "01 \x1b[31mred.mp3")
    assert "\x1b" not in earmark("analyse", heard_music).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("analyse",), "PATH"),
        (("analyse", "--threshold", "2", "x"), "'2' is no number from 0 to 1"),
        (("analyse", "--threshold", "high", "x"), "'high' is no number from 0 to 1"),
        (("analyse", "--what", "x"), "--what"),
        (("tag", "--policy", "some", "x"), "'some' is none of fill, append"),
        (("tag", "--max-genres", "0", "x"), "'0' is no whole number from 1 to"),
        (("undo", "newest"), "'newest' is no number of a batch"),
    ],
)
def test_wrong_usage_is_two(earmark: Earmark, words: tuple[str, ...], said: str) -> None:
    ran = earmark(*words)
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert "--help" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_cannot_be_looked_at_has_the_same_row(earmark: Earmark, music: Path) -> None:
    (music / "dangling.mp3").symlink_to(music / "nowhere.mp3")
    ran = earmark("analyse", music, "--json")
    rows = ran.by_name()
    assert rows["dangling.mp3"].keys() == rows["01 guitar.mp3"].keys() == rows[BROKEN].keys()
    assert rows["dangling.mp3"]["decision"] is None
    assert rows["dangling.mp3"]["error"]
    assert f"{len(TRACKS) + 2} files: " in (people := earmark("analyse", music)).out
    assert ", 2 failed" in people.out
    assert "2 files failed:" in people.err
    assert people.err.rstrip().endswith("see whether another player plays it.")  # what can be done, once


def test_a_missing_path_is_two_and_nothing_begins(earmark: Earmark, music: Path) -> None:
    ran = earmark("analyse", music, music / "nowhere", "--json")
    assert ran.status == 2
    assert ran.out == ""
    assert "There is no file or folder" in ran.err
    assert "Traceback" not in ran.err


def test_without_a_model_it_says_so(
    earmark: Earmark, music: Path, earmark_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (earmark_home / "config" / "settings.json").write_text('{"model": "gone"}')
    ran = earmark("analyse", music)
    assert ran.status == 2
    assert "gone" in ran.err


def test_a_model_in_any_folder_listens_for_one_run(
    earmark: Earmark, heard_music: Path, tiny_model: str, tmp_path: Path
) -> None:
    (heard_music / BROKEN).unlink()
    folder = make_tiny_bundle(tmp_path / "elsewhere", "of-my-own")
    ran = earmark("analyse", heard_music, "--model", folder, "--json")
    assert ran.status == 0
    assert {row["model"] for row in ran.rows} == {"of-my-own"}
    unread = earmark("tag", heard_music, "--dry-run")  # it does not write what was never shown
    assert unread.status == 1
    assert "of-my-own" in unread.err
    assert "--model" in unread.err
    back = earmark("analyse", heard_music, "--json")
    assert back.status == 0
    assert {row["model"] for row in back.rows} == {tiny_model}
    named = earmark("analyse", heard_music, "--model", tiny_model, "--json")
    assert {row["model"] for row in named.rows} == {tiny_model}
    unknown = earmark("analyse", heard_music, "--model", "nowhere")
    assert unknown.status == 2
    assert "nowhere" in unknown.err


@pytest.mark.parametrize(("doubt", "said"), [(None, "Jazz"), (Doubt.UNFAMILIAR, "Jazz (unlike most it knows)")])
def test_a_sure_answer_that_is_asked_about_says_why(
    capsys: pytest.CaptureFixture[str], doubt: Doubt | None, said: str
) -> None:
    genres = (("Jazz", 0.9),)
    answer = Answer(TrackId(1), b"/a.mp3", genres, Verdict.REVIEW, ("Jazz",), "one", 1.0, 60.0, "", "", doubt=doubt)
    tell_page([answer], Tally(), Terminal(as_json=False))
    assert capsys.readouterr().out == f"review  {said}   90%  /a.mp3\n"


@pytest.mark.parametrize("command", [("analyse",), ("tag", "--dry-run")])
@pytest.mark.parametrize("name", ["cover.jpg", "notes.txt", "nothing here"])
def test_what_is_no_music_is_refused_and_not_kept(
    earmark: Earmark, tiny_model: str, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    path = tmp_path / name
    if "." in name:
        path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 40)
    else:
        path.mkdir()
        (path / "notes.txt").write_text("nothing to hear")
    ran = earmark(*command, path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("earmark: There is no music ")
    assert name in ran.err
    with Session() as session:
        assert session.folders() == []
        assert session.counts()[View.ALL] == 0


def test_what_is_no_music_among_music_is_listed(earmark: Earmark, music: Path, tiny_model: str) -> None:
    empty = music.parent / "empty"
    empty.mkdir()
    track = music / next(iter(TRACKS))
    ran = earmark("analyse", track, music / "notes.txt", empty, "--json")
    assert ran.status == 1
    rows = ran.by_name()
    assert rows["notes.txt"]["error"] == "It is no music that Earmark reads."
    assert rows["empty"]["error"] == "No music that Earmark reads is in it."
    assert rows[next(iter(TRACKS))]["error"] is None
    with Session() as session:
        assert [root.path for root in session.folders()] == [os.fsencode(track)]
    ran = earmark("analyse", track, music / "notes.txt")
    assert "notes.txt: It is no music that Earmark reads." in ran.err


@pytest.mark.parametrize("ending", ["", ".download", ".jpg"])
def test_music_under_another_name_may_be_named(earmark: Earmark, music: Path, tiny_model: str, ending: str) -> None:
    odd = music.parent / f"song{ending}"
    (music / "02 strings.flac").rename(odd)
    ran = earmark("analyse", odd, "--json")
    assert (ran.status, ran.rows[0]["error"]) == (0, None)


def test_a_folder_of_other_sounds_is_told_by_its_endings(earmark: Earmark, tiny_model: str, tmp_path: Path) -> None:
    folder = tmp_path / "scores"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.mid").write_bytes(b"MThd")
    ran = earmark("analyse", folder)
    assert ran.status == 2
    assert "3 files passed over, of kinds that Earmark does not read: 3 .mid" in ran.err


def test_a_known_folder_that_lost_its_music_stays_known(earmark: Earmark, music: Path, tiny_model: str) -> None:
    assert earmark("analyse", music / next(iter(TRACKS))).status == 0
    with Session() as session:
        session.add_folder(os.fsencode(music))
        session.scan()
    for file in music.iterdir():
        if file.name != "notes.txt":
            file.unlink()
    ran = earmark("analyse", music)
    assert ran.status == 2
    with Session() as session:
        assert os.fsencode(music) in {root.path for root in session.folders()}
