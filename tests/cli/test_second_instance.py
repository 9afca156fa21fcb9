"""Two Earmarks on one library: reading goes on, work waits a little and then says who is in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.session import lock
from app.session.lock import LibraryLock
from tests.cli.conftest import Earmark


@pytest.fixture
def music(heard_music: Path) -> Path:
    """Heard already, so that no command has to."""
    return heard_music


@pytest.fixture
def other(music: Path, earmark_home: Path, monkeypatch: pytest.MonkeyPatch) -> LibraryLock:
    """Another Earmark's lock, on a library that has been analysed."""
    monkeypatch.setattr(lock, "PATIENCE_S", 0.2)
    return LibraryLock(earmark_home / "data" / "library.lock")


def test_work_is_refused_with_a_sentence(earmark: Earmark, music: Path, other: LibraryLock) -> None:
    path = music / "01 guitar.mp3"
    content = path.read_bytes()
    with other.hold("analysing"):
        for words in [("analyse", music), ("tag", music, "--yes"), ("set", "--genre", "Blues", path)]:
            ran = earmark(*words)
            assert (ran.status, ran.out) == (2, "")
            assert f"Another Earmark (process {os.getpid()}) is analysing" in ran.err
    assert path.read_bytes() == content
    assert earmark("set", "--genre", "Blues", path).status == 0


@pytest.mark.usefixtures("quick_doctor")
def test_reading_goes_on(earmark: Earmark, music: Path, other: LibraryLock) -> None:
    with other.hold("writing"):
        for words in [("history",), ("models",), ("show", music / "01 guitar.mp3"), ("doctor",)]:
            assert earmark(*words).status == 0


def test_a_short_job_of_the_other_is_waited_for(
    earmark: Earmark, music: Path, other: LibraryLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(lock, "PATIENCE_S", 20.0)
    with other.hold("scanning"):
        held = threading.Event()
        monkeypatch.setattr(lock.time, "sleep", lambda _: held.set())
        ran: list[int] = []
        thread = threading.Thread(
            target=lambda: ran.append(earmark("set", "--genre", "Blues", music / "01 guitar.mp3").status)
        )
        thread.start()
        assert held.wait(20)
    thread.join()
    assert ran == [0]
