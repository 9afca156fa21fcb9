"""Playing real files without a sound device: position, samples, seeking, odd names, failures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.errors import DecodeError
from app.inference.decode import stream_blocks
from app.progress import RunControl
from app.ui.player import Player, PlayState
from app.ui.sound_source import SAMPLE_RATE
from tests.conftest import TRACKS


class Decoding:
    """The part of a session that decodes."""

    def __init__(self, fails: bool = False) -> None:
        self.calls: list[bytes] = []
        self._fails = fails

    def sound(self, path: bytes, sample_rate: int, control: RunControl | None = None) -> Iterator[NDArray[np.float32]]:
        self.calls.append(path)
        if self._fails:
            raise DecodeError("This file holds no sound.", "Play it elsewhere.")
        return stream_blocks(path, sample_rate)


class Heard:
    """All samples handed out, with their times."""

    def __init__(self, player: Player) -> None:
        self.pieces: list[tuple[float, NDArray[np.float32]]] = []
        player.samples_played.connect(lambda samples, start: self.pieces.append((start, samples)))

    @property
    def seconds(self) -> float:
        return sum(samples.size for _, samples in self.pieces) / SAMPLE_RATE


@pytest.fixture
def player(qapp: object) -> Iterator[Player]:
    made = Player(Decoding())
    yield made
    made.release()


@pytest.mark.parametrize("name", list(TRACKS))
def test_every_container_plays_from_where_it_is_asked(player: Player, music: Path, qtbot: QtBot, name: str) -> None:
    heard = Heard(player)
    player.load(os.fsencode(music / name), start_s=1.0)
    assert player.position_s == 1.0
    player.play()
    qtbot.waitUntil(lambda: heard.seconds > 0.3 and player.position_s > 1.1, timeout=15_000)
    assert player.state is PlayState.PLAYING
    assert player.duration_s == pytest.approx(4.0, abs=0.2)
    start, samples = heard.pieces[0]
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert start <= 1.3
    ends = [start + samples.size / SAMPLE_RATE for start, samples in heard.pieces]
    for end, (following, _) in zip(ends, heard.pieces[1:], strict=False):
        assert following == pytest.approx(end, abs=0.03)  # no gap, no overlap
    assert max(float(np.abs(samples).max(initial=0.0)) for _, samples in heard.pieces) > 0.01


def test_seeking_pausing_and_the_end(player: Player, music: Path, qtbot: QtBot) -> None:
    player.load(os.fsencode(music / "02 strings.flac"))
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=15_000)
    player.seek_s(2.0)
    assert player.position_s == pytest.approx(2.0)
    qtbot.waitUntil(lambda: player.position_s > 2.1, timeout=15_000)
    player.pause()
    held = player.position_s
    assert player.state is PlayState.PAUSED
    qtbot.wait(60)
    assert player.position_s == held
    player.seek_s(-5.0)
    assert player.position_s == 0.0
    player.seek_s(99.0)
    assert player.position_s == pytest.approx(player.duration_s)
    player.seek_s(3.6)
    with qtbot.waitSignal(player.state_changed, check_params_cb=lambda s: s is PlayState.STOPPED, timeout=15_000):
        player.play()
    assert player.position_s == pytest.approx(4.0, abs=0.1)
    player.play()  # at the end: from the beginning
    qtbot.waitUntil(lambda: 0.05 < player.position_s < 2.0, timeout=15_000)


def test_a_name_that_is_no_text_plays(player: Player, music: Path, qtbot: QtBot) -> None:
    path = os.fsencode(music) + b"/odd \xff\xe9.mp3"
    shutil.copy(os.fsencode(music / "01 guitar.mp3"), path)
    heard = Heard(player)
    player.load(path, start_s=0.5)
    player.play()
    qtbot.waitUntil(lambda: heard.seconds > 0.2, timeout=15_000)


def test_nothing_is_opened_before_it_plays_and_release_lets_go(player: Player, music: Path, qtbot: QtBot) -> None:
    path = music / "06 chords.wav"
    player.load(os.fsencode(path))
    assert not _is_open(path)
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=15_000)
    held = player.position_s
    player.release()
    qtbot.waitUntil(lambda: not _is_open(path), timeout=5_000)
    assert player.position_s == pytest.approx(held, abs=0.2)
    assert player.path == os.fsencode(path)
    player.play()
    qtbot.waitUntil(lambda: player.position_s > held + 0.1, timeout=15_000)


def _is_open(path: Path) -> bool:
    """Whether this process holds the file open (Linux; elsewhere nothing is known)."""
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        return False
    return any(os.path.realpath(handle) == os.path.realpath(path) for handle in handles.iterdir())


def test_what_qt_cannot_play_is_decoded_by_us(music: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.sound_source.PLAYED_WRONGLY", {b".ogg"})
    decoding = Decoding()
    player, path = Player(decoding), os.fsencode(music / "03 beat.ogg")
    heard = Heard(player)
    player.load(path, start_s=1.0)
    player.play()
    qtbot.waitUntil(lambda: heard.seconds > 0.3, timeout=15_000)
    assert decoding.calls == [path]
    assert player.duration_s == pytest.approx(4.0, abs=0.1)
    assert player.position_s >= 1.0
    player.release()


@pytest.mark.parametrize("name", ["broken.mp3", "gone.mp3"])
def test_a_file_that_cannot_be_played_is_a_sentence(music: Path, qtbot: QtBot, name: str) -> None:
    decoding = Decoding(fails=True)
    player = Player(decoding)
    player.load(os.fsencode(music / name))
    with qtbot.waitSignal(player.error, timeout=15_000) as told:
        player.play()
    assert told.args == ["This file holds no sound. Play it elsewhere."]
    assert player.state is PlayState.STOPPED
    assert not player.playing
    player.load(os.fsencode(music / "01 guitar.mp3"))  # and the player goes on living
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=15_000)
    player.release()


def test_without_a_session_the_sentence_is_ours(music: Path, qtbot: QtBot) -> None:
    player = Player()
    player.load(os.fsencode(music / "broken.mp3"))
    with qtbot.waitSignal(player.error, timeout=15_000) as told:
        player.play()
    assert "cannot be played" in told.args[0]


def test_loading_another_track_stops_the_first(player: Player, music: Path, qtbot: QtBot) -> None:
    player.load(os.fsencode(music / "01 guitar.mp3"))
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=15_000)
    with qtbot.waitSignals([player.track_changed, player.state_changed]):
        player.load(os.fsencode(music / "03 beat.ogg"), duration_s=4.0)
    player._media.heard.emit(np.ones(512, np.float32), 60.0)  # the rest of the first, on its way until now
    assert (player.state, player.position_s, player.duration_s) == (PlayState.STOPPED, 0.0, 4.0)
    player.load(None)
    player.play()
    assert player.state is PlayState.STOPPED


def test_without_a_device_it_plays_on_and_says_so_once(player: Player, music: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    player.notice.connect(told.append)
    for name in ("01 guitar.mp3", "02 strings.flac"):
        player.load(os.fsencode(music / name))
        player.play()
        qtbot.waitUntil(lambda: player.position_s > 0.1, timeout=15_000)
    assert len(told) == 1
    assert "No sound device" in told[0]
