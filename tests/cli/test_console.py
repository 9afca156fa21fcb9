"""What people see: aligned, on one line, with nothing that steers a terminal."""

from __future__ import annotations

import base64

import pytest

from app.cli import console
from app.cli.console import Terminal
from app.progress import Progress


def test_columns_are_aligned_by_what_they_take_on_screen(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(as_json=False).table([("a", "x"), ("日本", "y"), ("é", "z")])
    assert capsys.readouterr().out == "a     x\n日本  y\né     z\n"


def test_json_leaves_stdout_to_rows(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(as_json=True)
    terminal.say("hello")
    terminal.table([("a", "b")])
    terminal.row({"path": "é"})
    terminal.note("beside")
    out, err = capsys.readouterr()
    assert out == '{"path": "é"}\n'
    assert err == "beside\n"


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal(as_json=False).progress("listening") as report:
        report(Progress(1, 2))
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_a_long_task_gives_a_sign_of_life_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: now[0])
    for quiet, told in ((False, 2), (True, 0)):
        with Terminal(as_json=True, quiet=quiet).progress("listening") as report:
            for second in range(40):
                now[0] += 1
                report(Progress(second, 3402, failed=1, rate=12.5, seconds_left=180))
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == told
        if told:
            assert err.splitlines()[0] == "earmark: listening: 4 of 3,402, 1 failed, 12.5/s, 3 min left"


def test_quiet_leaves_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(as_json=False, quiet=True)
    terminal.remark("by the way")
    terminal.note("it failed")
    assert capsys.readouterr().err == "it failed\n"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "1 h 00 min"), (7500, "2 h 05 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert console.duration(seconds) == text


def test_speed() -> None:
    assert console.speed(Progress(1, 10)) == ""
    assert console.speed(Progress(1, 10, rate=12.52, seconds_left=180)) == "12.5/s, 3 min left"


def test_paths_that_are_no_text_keep_their_bytes() -> None:
    assert console.path_fields(b"/a/b.mp3") == {"path": "/a/b.mp3"}
    odd = console.path_fields(b"/a/\xff.mp3")
    assert base64.b64decode(odd["path_bytes"]) == b"/a/\xff.mp3"
    assert "\N{REPLACEMENT CHARACTER}" in odd["path"]


@pytest.mark.parametrize(("share", "said"), [(0.0, "  0%"), (0.614, " 61%"), (0.9999, " 99%"), (1.0, "100%")])
def test_only_what_is_certain_is_a_hundred_per_cent(share: float, said: str) -> None:
    assert console.percent(share) == said
