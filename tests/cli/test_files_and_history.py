"""`set`, `show`, `history`, `undo`, `models`, `doctor`, the window's form, and help."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import mutagen
import pytest

from app import __version__
from app.cli import COMMANDS
from app.cli.main import opens_window
from app.cli.window import has_display
from app.progress import RunControl
from app.session import Session, WriteReport
from app.tagging.formats import read_tags
from tests.cli.conftest import Earmark
from tests.cli.test_analyse import digests
from tests.conftest import BROKEN, TRACKS

GENRES = ["Techno (Peak / Time)", "Blues", "Música Popular"]


def set_all(earmark: Earmark, folder: Path, *more: str):
    return earmark("set", *[word for genre in GENRES for word in ("--genre", genre)], folder, "--yes", *more)


def test_set_writes_these_genres_and_no_model_is_asked(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.session.analysing.AnalysisPool", None)
    ran = set_all(earmark, music)
    assert ran.status == 1
    assert BROKEN in ran.err
    assert "6 files written" in ran.out
    for name in TRACKS:
        assert list(read_tags(os.fsencode(music / name)).genres) == GENRES


def test_set_counts_what_a_cancel_came_before(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_genres = Session.set_genres

    def cancelled_at_once(session: Session, *words: Any, control: RunControl, **more: Any) -> WriteReport:
        return set_genres(session, *words, control=control, **{**more, "report": lambda _: control.cancel()})

    monkeypatch.setattr(Session, "set_genres", cancelled_at_once)
    ran = set_all(earmark, music)
    assert ran.status == 130
    assert "0 files written, 7 not reached.\n" in ran.out


def test_set_again_changes_nothing(earmark: Earmark, music: Path) -> None:
    (music / BROKEN).unlink()
    set_all(earmark, music)
    before = digests(music)
    ran = set_all(earmark, music, "--json")
    assert ran.status == 0
    assert ran.rows[-1]["unchanged"] == len(TRACKS)
    assert ran.rows[-1]["batch"] is None
    assert digests(music) == before


def test_set_refuses_what_is_no_genre(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    assert earmark("set", "--genre", "17", music).status == 2
    assert earmark("set", "--genre", " ", music).status == 2
    assert earmark("set", music).status == 2
    assert digests(music) == before


def test_show_tells_what_files_hold(earmark: Earmark, music: Path) -> None:
    ran = earmark("show", music, "--json")
    assert ran.status == 1
    rows = ran.by_name()
    assert set(rows) == {*TRACKS, BROKEN}
    assert rows["04 offbeat.opus"]["genres"] == ["Polka"]
    assert rows["04 offbeat.opus"]["container"] == "opus"
    assert "Vorbis comment" in rows["04 offbeat.opus"]["tag_types"]
    assert rows["01 guitar.mp3"]["tag_types"] == ["ID3v2.3"]
    assert rows[BROKEN]["error"]
    people = earmark("show", music / "04 offbeat.opus")
    assert people.status == 0
    assert people.out.split()[0] == "Polka"


def test_show_tells_as_it_goes(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.files.PAGE", 4)
    ran = earmark("show", music)
    assert [line.rsplit("/", 1)[1] for line in ran.out.splitlines()] == list(TRACKS)
    rows = earmark("show", music, "--json").by_name()
    assert rows[BROKEN].keys() == rows["01 guitar.mp3"].keys()


def test_set_can_be_cancelled_before_it_writes(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(music)

    class Cancelled(RunControl):
        def __init__(self) -> None:
            super().__init__()
            self.cancel()

    monkeypatch.setattr("app.cli.interrupt.RunControl", Cancelled)
    ran = set_all(earmark, music, "--json")
    assert ran.status == 130
    assert ran.rows == [
        {"batch": None, "written": 0, "unchanged": 0, "skipped": 0, "failed": 0, "cancelled": True, "not_reached": 7}
    ]
    assert digests(music) == before


def test_show_needs_no_library(earmark: Earmark, music: Path, earmark_home: Path) -> None:
    earmark("show", music)
    assert not (earmark_home / "data" / "library.sqlite3").exists()


def test_history_lists_batches_and_their_files(earmark: Earmark, music: Path) -> None:
    assert "Nothing was written yet" in earmark("history").out
    set_all(earmark, music)
    (batch,) = earmark("history", "--json").rows
    assert (batch["batch"], batch["files"], batch["undone"]) == (1, 6, 0)
    assert "Blues" in batch["note"]
    entries = earmark("history", "1", "--json").by_name()
    assert entries["04 offbeat.opus"]["old"] == ["Polka"]
    assert entries["04 offbeat.opus"]["status"] == "written"
    assert earmark("history", "7").status == 2


def test_undo_by_number_path_and_last(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    set_all(earmark, music)
    ran = earmark("undo", "1", "--path", music / "01 guitar.mp3", "--json")
    assert ran.rows == [{"batch": 1, "restored": 1, "conflicts": 0, "cancelled": False, "later": 0}]
    assert digests(music)["01 guitar.mp3"] == before["01 guitar.mp3"]
    assert digests(music)["03 beat.ogg"] != before["03 beat.ogg"]
    assert earmark("undo", "--path", music).status == 0
    assert digests(music) == before
    assert "undone" in earmark("history").out


def test_undo_goes_back_batch_by_batch(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    earmark("set", "--genre", "Blues", music, "--yes")
    between = digests(music)
    earmark("set", "--genre", "Jazz", music, "--yes")
    assert earmark("undo", "--last").status == 0
    assert digests(music) == between
    assert earmark("undo", "--last").status == 0
    assert digests(music) == before
    ran = earmark("undo", "--last")
    assert ran.status == 2
    assert "nothing to undo" in ran.err


def test_undo_under_later_writes_when_asked(earmark: Earmark, music: Path) -> None:
    """Without a word such files are conflicts; with it the later writes are undone first, of these files only."""
    before = digests(music)
    one, other = music / "01 guitar.mp3", music / "03 beat.ogg"
    earmark("set", "--genre", "Blues", one, other, "--yes")
    earmark("set", "--genre", "Jazz", one, other, "--yes")
    earmark("set", "--genre", "Ska", one, music / "06 chords.wav", "--yes")
    latest = digests(music)
    ran = earmark("undo", "1")
    assert ran.status == 1
    assert "batch 3" in ran.err
    assert digests(music) == latest
    ran = earmark("undo", "1", "--path", one, "--later", "--json")
    assert ran.rows == [{"batch": 1, "restored": 1, "conflicts": 0, "cancelled": False, "later": 2}]
    now = digests(music)
    assert now[one.name] == before[one.name]
    assert (now[other.name], now["06 chords.wav"]) == (latest[other.name], latest["06 chords.wav"])
    ran = earmark("undo", "1", "--later")
    assert "after undoing 1 later write" in ran.out
    assert digests(music)[other.name] == before[other.name]
    assert (
        earmark("undo", "--last").status == 2
    )  # of batch 3 a part was undone already: its number says that it is meant
    assert earmark("undo", "3").status == 0
    assert digests(music) == before


def test_undo_under_later_writes_stops_at_a_change_of_others(earmark: Earmark, music: Path) -> None:
    one = music / "01 guitar.mp3"
    earmark("set", "--genre", "Blues", one)
    earmark("set", "--genre", "Jazz", one)
    one.write_bytes(one.read_bytes() + b"\0")
    after = digests(music)
    ran = earmark("undo", "1", "--later")
    assert ran.status == 1
    assert "changed since" in ran.err
    assert digests(music) == after


def test_undo_of_an_album_whose_name_two_artists_use(earmark: Earmark, music: Path) -> None:
    for name, artist in (("02 strings.flac", "One"), ("03 beat.ogg", "Other")):
        tags = mutagen.File(music / name)
        tags["album"], tags["albumartist"] = "Greatest Hits", artist
        tags.save()
    before = digests(music)
    set_all(earmark, music)
    after = digests(music)
    ran = earmark("undo", "--last", "--album", "greatest hits")
    assert ran.status == 2
    assert "One, Other" in ran.err
    assert digests(music) == after
    assert earmark("undo", "--last", "--album", "greatest hits", "--path", music / "02 strings.flac").status == 0
    assert digests(music) == {**after, "02 strings.flac": before["02 strings.flac"]}


def test_undo_of_one_album(earmark: Earmark, music: Path) -> None:
    for name in ("02 strings.flac", "03 beat.ogg"):
        tags = mutagen.File(music / name)
        tags["album"] = "Blue Train"
        tags.save()
    before = digests(music)
    set_all(earmark, music)
    assert earmark("undo", "1", "--album", "no such album").status == 2
    assert earmark("undo", "1", "--album", "Blue Train", "--path", music / "01 guitar.mp3").status == 2
    assert earmark("undo", "--album", "blue train").status == 0
    now = digests(music)
    assert {name for name in TRACKS if now[name] == before[name]} == {"02 strings.flac", "03 beat.ogg"}


def test_set_shows_first_what_it_would_do(earmark: Earmark, music: Path) -> None:
    before = digests(music)
    earmark("settings", "set", "keep_list", "Polka")
    ran = set_all(earmark, music, "--dry-run")
    assert ran.status == 1
    assert BROKEN in ran.err
    assert "6 files of 6 would change" in ran.out
    assert "Polka” is on the keep-list" in ran.out
    rows = set_all(earmark, music, "--dry-run", "--json").by_name()
    assert rows["04 offbeat.opus"]["new"] == ["Polka", *GENRES]
    assert (rows["04 offbeat.opus"]["status"], rows[BROKEN]["status"]) == ("planned", "failed")
    assert "Nothing was written yet" in earmark("history").out
    assert digests(music) == before
    set_all(earmark, music)
    assert set_all(earmark, music, "--dry-run", "--json").by_name()["03 beat.ogg"]["status"] == "unchanged"


def test_several_files_are_asked_about_and_one_is_not(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    ran = earmark("set", "--genre", "Reggae", music)  # a script: its genres are chosen already
    assert "6 files written" in ran.out
    assert "Write" not in ran.err
    before = digests(music)
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    ran = earmark("set", "--genre", "Blues", music)
    assert "6 files of 6 would change" in ran.out
    assert "Write 6 files? [y/N]" in ran.err
    assert digests(music) == before
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert "6 files written" in earmark("set", "--genre", "Blues", music).out
    assert "Write" not in earmark("set", "--genre", "Ska", music / "01 guitar.mp3").err


def test_a_choice_has_the_same_reason_before_and_after(earmark: Earmark, music: Path) -> None:
    one = music / "01 guitar.mp3"
    (planned,) = earmark("set", "--genre", "Blues", one, "--dry-run", "--json").rows
    earmark("set", "--genre", "Blues", one)
    (kept,) = earmark("history", "1", "--json").rows
    assert planned["reason"] == kept["reason"] == "Your choice. It had no genre."


def test_history_tells_what_undoing_costs(earmark: Earmark, music: Path) -> None:
    set_all(earmark, music)
    (batch,) = earmark("history", "--json").rows
    rows = earmark("history", "1", "--json").rows
    sizes = [row["size_bytes"] for row in rows if row["status"] == "written"]
    assert sum(sizes) == batch["size_bytes"]
    assert all(0 < size < 5000 for size in sizes)
    assert "bytes a file" in earmark("history").out


def test_undo_leaves_what_changed_since(earmark: Earmark, music: Path) -> None:
    set_all(earmark, music)
    changed = music / "06 chords.wav"
    changed.write_bytes(changed.read_bytes() + b"\0\0")
    ran = earmark("undo", "--last")
    assert ran.status == 1
    assert "1 file left as it is:" in ran.err
    assert changed.name in ran.err
    assert "5 files as before" in ran.out


def test_the_last_batch_is_no_rest_of_an_old_one(earmark: Earmark, music: Path) -> None:
    """What an undo left for a reason is tried again only where its batch is named."""
    set_all(earmark, music)
    earmark("set", "--genre", "Ska", music, "--yes")
    changed = music / "06 chords.wav"
    whole = changed.read_bytes()
    changed.write_bytes(whole + b"\0\0")
    assert earmark("undo", "--last").status == 1
    changed.write_bytes(whole)  # by now it could be undone
    left = digests(music)
    ran = earmark("undo", "--last", "--json")
    assert (ran.status, ran.rows) == (2, [])
    assert "Batch 2 was undone in part: 1 file of 6" in ran.err
    assert "`earmark undo 2` tries the rest; `earmark undo 1` takes back" in ran.err
    assert digests(music) == left
    earmark("set", "--genre", "Blues", music, "--yes")
    assert earmark("undo", "--last", "--json").rows[-1]["batch"] == 3
    assert digests(music) == left
    assert earmark("undo", "2").status == 0
    assert earmark("undo", "--last", "--json").rows[-1]["batch"] == 1


def test_set_tells_of_each_file_what_became_of_it(earmark: Earmark, music: Path) -> None:
    earmark("set", "--genre", "Blues", music / "03 beat.ogg")
    os.link(music / "06 chords.wav", music.parent / "another name.wav")
    ran = earmark("set", "--genre", "Blues", music, "--yes", "--json")
    rows = {row["path"].rsplit("/", 1)[1]: row for row in ran.rows[:-1]}
    assert len(rows) == len(ran.rows) - 1 == len(TRACKS) + 1
    became = {name: row["status"] for name, row in rows.items()}
    assert became[BROKEN] == "failed"
    assert became["03 beat.ogg"] == "unchanged"
    assert became["06 chords.wav"] == "skipped"
    assert rows["06 chords.wav"]["error"]
    assert rows["04 offbeat.opus"] == {
        "path": str(music / "04 offbeat.opus"),
        "old": ["Polka"],
        "new": ["Blues"],
        "reason": "Your choice. Replaced.",
        "status": "written",
        "error": None,
    }
    assert [row["status"] for row in ran.rows[:-1]].count("written") == ran.rows[-1]["written"] == len(TRACKS) - 2


@pytest.mark.parametrize("words", [("undo",), ("undo", "99"), ("undo", "1", "--last"), ("history", "x")])
def test_undo_of_nothing_is_a_sentence(earmark: Earmark, words: tuple[str, ...]) -> None:
    ran = earmark(*words)
    assert ran.status == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_models(earmark: Earmark, tiny_model: str) -> None:
    mine = next(row for row in earmark("models", "--json").rows if row["id"] == tiny_model)
    assert mine["default"] is True
    assert len(mine["genres"]) == 10
    assert f"*  {tiny_model}" in earmark("models").out


def test_a_models_card_is_printed(earmark: Earmark, tiny_model: str) -> None:
    shipped = earmark("models", "--card", "earmark-cnn-1")
    assert shipped.out.startswith("# Earmark")
    assert "## Data" in shipped.out
    (own,) = earmark("models", "--card", "--json").rows
    assert own["id"] == tiny_model
    assert earmark("models", "earmark-cnn-1").out == earmark("models", "earmark-cnn-1", "--card").out == shipped.out
    assert [row["id"] for row in earmark("models", tiny_model, "--json").rows] == [tiny_model]
    both = earmark("models", "--card", "earmark-cnn-1", tiny_model)
    assert (both.status, both.out, "at a time" in both.err) == (2, "", True)
    assert earmark("models", "nobody").err == earmark("models", "--card", "nobody").err
    unknown = earmark("models", "--card", "nobody")
    assert unknown.status == 2
    assert "nobody" in unknown.err
    assert tiny_model in unknown.err


def test_doctor_finds_all_well(earmark: Earmark, tiny_model: str) -> None:
    ran = earmark("doctor", "--json")
    checks = {row["check"]: row for row in ran.rows}
    assert ran.status == 0, ran.out
    assert checks[f"model {tiny_model}"]["status"] == "ok"
    assert {row["status"] for row in ran.rows} <= {"ok", "note"}
    assert {"versions", "front end", "decoding mp3", "decoding m4a", "library", "journal", "sound output"} <= set(
        checks
    )


@pytest.mark.usefixtures("quick_doctor")
def test_doctor_finds_a_damaged_model(earmark: Earmark, tiny_model: str, earmark_home: Path) -> None:
    network = earmark_home / "data" / "models" / tiny_model / "model.onnx"
    network.write_bytes(network.read_bytes()[:-1] + b"?")
    ran = earmark("doctor")
    assert ran.status == 1
    assert f"failed  model {tiny_model}" in ran.out


@pytest.mark.usefixtures("quick_doctor")
def test_doctor_finds_a_damaged_library(earmark: Earmark, earmark_home: Path) -> None:
    (earmark_home / "data" / "library.sqlite3").write_bytes(b"no database at all" * 100)
    ran = earmark("doctor")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert "failed  library" in ran.out


@pytest.mark.usefixtures("quick_doctor")
def test_doctor_says_what_is_missing_to_open_the_journal(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is whole, but what it tells files apart by cannot be made here."""
    pytest.importorskip("xxhash")
    set_all(earmark, music)
    assert "failed  journal" not in earmark("doctor").out
    monkeypatch.setattr("app.tagging.digests.HAS_XXH3", False)
    ran = earmark("doctor")
    assert ran.status == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("failed  journal")]
    assert "cannot be opened: the Python package xxhash is missing. Install Earmark anew." in line


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "analyze"])
def test_help_has_examples(earmark: Earmark, command: str) -> None:
    ran = earmark(command, "--help")
    assert ran.status == 0
    assert "examples:" in ran.out
    assert f"  earmark {command}" in ran.out


def test_version_and_help(earmark: Earmark) -> None:
    assert earmark("--version").out == f"earmark {__version__}\n"
    overview = earmark("--help")
    assert overview.status == 0
    assert all(command in overview.out for command in COMMANDS)


def test_words_that_name_no_command_open_the_window() -> None:
    assert opens_window([])
    assert opens_window(["/music", "b"])
    assert opens_window(["--", "tag"])
    assert not opens_window(["tag", "x"])
    assert not opens_window(["--help"])


def test_without_a_display_the_commands_are_pointed_at(earmark: Earmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.window.has_display", lambda environment, platform: False)
    ran = earmark()
    assert ran.status == 2
    assert "earmark analyse" in ran.err
    missing = earmark("tagg", "x")
    assert missing.status == 2
    assert "'tagg'" in missing.err


def test_which_displays_count() -> None:
    assert has_display({}, "win32")
    assert has_display({}, "darwin")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert not has_display({"DISPLAY": ""}, "linux")


def test_the_window_gets_the_paths(earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    application = pytest.importorskip("app.ui.application")
    got: list[object] = []
    monkeypatch.setattr("app.cli.window.has_display", lambda environment, platform: True)
    monkeypatch.setattr(application, "run", lambda paths: got.append(paths) or 0)
    assert earmark(music).status == 0
    assert got == [[os.fsencode(music)]]


def test_what_a_crash_left_is_told_when_it_is_mended(
    earmark: Earmark, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    before = digests(music)
    with monkeypatch.context() as patch:
        patch.setattr("app.tagging.apply.set_times", die)
        with pytest.raises(Killed):
            earmark("set", "--genre", "Blues", music / "06 chords.wav")
    ran = earmark("history", "--json")
    said = "Writing was interrupted. 1 file was looked at: it holds the new genres or is as it was."
    assert ran.err.startswith(f"earmark: {said}\n")
    assert "06 chords.wav: The interrupted write" in ran.err
    assert earmark("history").err == ""
    assert earmark("undo", "--last").status in (0, 2)  # 2: it had not come to writing
    assert digests(music) == before
