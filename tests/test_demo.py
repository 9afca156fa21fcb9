"""The demo library: readable music with the tags that were asked for, and no file of anybody else's touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest

from app.demo import __main__ as command
from app.demo import library, pieces
from app.demo.sound import RATE, Desk, _in_a_room, coloured_noise, pluck, tone
from app.errors import AppError


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A demo library of the same pieces, each four seconds long."""
    folder = tmp_path_factory.mktemp("demo") / "music"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "_PIECES", tuple(replace(piece, length_s=4.0) for piece in library._PIECES))
        library.make_demo_library(folder)
        yield folder


def music(folder: Path) -> list[Path]:
    return [folder / piece.place for piece in library._PIECES]


def test_every_piece_decodes_to_its_length(demo: Path) -> None:
    for piece, file in zip(library._PIECES, music(demo), strict=True):
        with av.open(str(file), "r") as container:
            samples = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
        assert samples == pytest.approx(piece.length_s, abs=0.2), file


def test_the_tags_say_what_was_asked(demo: Path) -> None:
    genres = {
        "02 Slow Machine.mp3": "Other",
        "Paper Lanterns.flac": "Film Score",
        "Brushes at Midnight.wv": "Kitchen Swing",
    }
    keys = {".mp3": "TCON", ".flac": "genre", ".wv": "Genre"}
    for file in music(demo):
        tags = mutagen.File(file).tags
        if file.name in genres:
            assert str(tags[keys[file.suffix]][0] if file.suffix != ".mp3" else tags["TCON"]) == genres[file.name]
    slow = mutagen.File(demo / "The Glass Metronome/02 Slow Machine.mp3").tags
    assert slow.version[:2] == (2, 3)
    first = mutagen.File(demo / "The Glass Metronome/01 First Light on Rails.mp3").tags
    assert "TCON" not in first
    assert str(first["TALB"]) == "Parallel Streets"


def test_one_file_is_broken(demo: Path) -> None:
    with pytest.raises(av.FFmpegError), av.open(str(demo / library._BROKEN), "r") as container:
        list(container.decode(audio=0))


def test_at_least_eight_containers(demo: Path) -> None:
    assert len({file.suffix for file in music(demo)}) >= 8


def test_a_second_call_keeps_every_file_and_completes(demo: Path, tmp_path: Path) -> None:
    touched, removed = demo / "Recordings/Snow.wav", demo / "Recordings/Nothing Yet.mp3"
    before, again = touched.read_bytes(), removed.read_bytes()
    touched.write_bytes(b"changed since")
    removed.unlink()
    report = library.make_demo_library(demo)
    assert report.made == (removed,)
    assert touched in report.kept
    assert touched.read_bytes() == b"changed since"
    assert removed.read_bytes() == again, "the same piece is the same file"
    touched.write_bytes(before)


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.mp3").write_bytes(b"mine")
    with pytest.raises(AppError, match="something else"):
        library.make_demo_library(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.mp3"]


def test_the_command_refuses_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.mp3").write_bytes(b"mine")
    assert command.main([str(tmp_path)]) == 2
    assert "something else" in capsys.readouterr().err


@pytest.mark.parametrize(
    "score", sorted({p.score for p in library._PIECES} - {pieces.nothing}, key=lambda score: score.__name__)
)
def test_pieces_sound_and_repeat_exactly(score: pieces.Score) -> None:
    sound = pieces.render(score, 4.0, seed=3)
    assert sound.shape == (2, 4 * RATE)
    assert sound.dtype == np.float32
    assert np.abs(sound).max() == pytest.approx(0.8, abs=1e-5)
    assert np.array_equal(sound, pieces.render(score, 4.0, seed=3))


def test_silence_is_silent() -> None:
    assert not pieces.render(pieces.nothing, 1.0, seed=0).any()


def test_a_tone_has_its_pitch() -> None:
    spectrum = np.abs(np.fft.rfft(tone(69, 1.0, (1.0,))))
    assert int(spectrum.argmax()) == 440


def test_a_plucked_string_dies_away() -> None:
    sound = pluck(57, 1.0, np.random.default_rng(0))
    assert np.abs(sound[: RATE // 4]).mean() > 2 * np.abs(sound[-RATE // 4 :]).mean()


def test_brown_noise_is_darker_than_white() -> None:
    def high_share(slope: float) -> float:
        power = np.abs(np.fft.rfft(coloured_noise(1.0, slope, np.random.default_rng(0)))) ** 2
        return float(power[5000:].sum() / power.sum())

    assert high_share(1.0) < 0.05 < high_share(0.0)


def test_the_room_is_a_plain_convolution() -> None:
    click = np.zeros((2, 4 * RATE), dtype=np.float32)
    click[:, [0, 3 * RATE]] = 1.0
    sound = _in_a_room(click)
    tail = sound[0, : 3 * RATE]
    assert tail[0] == pytest.approx(1.0, abs=0.2)
    assert np.allclose(sound[0, 3 * RATE :], tail[:RATE], atol=1e-4), "the same echoes across the blocks' borders"
    assert np.abs(tail[2 * RATE :]).max() < 1e-4


def test_the_desk_cuts_off_what_sticks_out() -> None:
    desk = Desk(0.5)
    desk.add(np.ones(RATE, dtype=np.float32), 0.4, pan=-1.0)
    desk.add(np.ones(RATE, dtype=np.float32), 0.7)
    mix = desk.stereo()
    assert mix.shape == (2, RATE // 2)
    assert not mix[1].any()


def test_an_empty_name_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        command.main([""])
    assert "an empty path names no folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
