"""Windows of sound out of every container, and sentences out of everything else."""

from __future__ import annotations

import gc
import math
import os
import struct
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile as sf
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DecodeError
from app.inference.decode import Sound, probe, read_windows, stream_blocks
from app.inference.mel import FrontEnd, mel_power, scale_unit
from app.inference.windows import Window, choose_windows
from tests.inference.sounds import FORMATS, music, write_ffmpeg, write_soundfile

RATE = 22_050
SECONDS = 12.0


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same twelve seconds in every format, at 44.1 kHz."""
    written = {}
    for name, (file_name, write, _) in FORMATS.items():
        path = tmp_path_factory.mktemp(name) / file_name
        write(path, music(SECONDS), 44_100)
        written[name] = os.fsencode(path)
    return written


def whole(path: bytes) -> np.ndarray:
    return np.concatenate(list(stream_blocks(path, RATE)))


def difference_db(one: np.ndarray, other: np.ndarray) -> float:
    """Median difference of the log-mel pictures, as the model sees them, in decibels."""
    count = min(one.size, other.size)
    pictures = [scale_unit(mel_power(each[:count], FrontEnd()), 80.0) for each in (one, other)]
    return float(np.median(np.abs(pictures[0] - pictures[1]))) * 80.0


@pytest.mark.parametrize("name", FORMATS)
def test_a_window_is_the_same_by_seeking_as_by_decoding_all(files: dict[str, bytes], name: str) -> None:
    windows = (Window(0.0, 2.0), Window(3.3, 2.0), Window(8.9, 2.5), Window(5.0, 1.0))
    everything = whole(files[name])
    for window, sound in zip(windows, read_windows(files[name], windows, RATE), strict=True):
        expected = everything[round(window.start_s * RATE) :][: round(window.length_s * RATE)]
        assert sound.dtype == np.float32
        assert sound.size == expected.size == round(window.length_s * RATE)
        if FORMATS[name][2]:
            np.testing.assert_allclose(sound, expected, atol=2e-5)
        assert difference_db(sound, expected) < 0.5


@pytest.mark.parametrize("channels", [1, 2])
def test_opus_is_the_same_to_the_sample_by_either_decoder(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "a.opus"
    write_soundfile(path, music(SECONDS, 48_000, channels), 48_000, format="OGG", subtype="OPUS")
    expected = sf.read(path, dtype="float32", always_2d=True)[0].mean(axis=1)
    assert (probe(os.fsencode(path)).decoder, probe(os.fsencode(path)).sample_rate) == ("FFmpeg", 48_000)
    assert probe(os.fsencode(path)).duration_s == pytest.approx(SECONDS, abs=0.02)
    windows = (Window(0.0, 2.0), Window(7.3, 2.0), Window(3.9, 2.5), Window(9.5, 2.5))
    for window, sound in zip(windows, read_windows(os.fsencode(path), windows, 48_000), strict=True):
        start = round(window.start_s * 48_000)
        assert sound.size == round(window.length_s * 48_000)
        # The decoders differ in the fourth digit here and there; a sample beside its place would differ in the first.
        np.testing.assert_allclose(sound, expected[start : start + sound.size], atol=2e-3)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_same_music(files: dict[str, bytes], name: str) -> None:
    info, sound, original = probe(files[name]), whole(files[name]), whole(files["wav"])
    assert (info.sample_rate, info.channels) == (44_100, 2)
    assert info.duration_s == pytest.approx(SECONDS, abs=1.0 if name == "aac-adts" else 0.1)
    assert sound.size / RATE == pytest.approx(SECONDS, abs=0.1)
    if FORMATS[name][2]:
        np.testing.assert_allclose(sound, original, atol=1e-4)
    # Lossy: an encoder delays by up to some 2,000 samples; apart from that it is the same music.
    delays = range(-120, 121, 24)
    shifted = min(difference_db(np.roll(sound, -delay * 10), original) for delay in delays)
    assert shifted < 3.0


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 44_056, 48_000, 96_000])
def test_resampling_keeps_a_tone_to_the_edges_of_a_window(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "tone.wav"
    time_s = np.arange(6 * rate) / rate
    write_soundfile(path, np.sin(2 * np.pi * 1_000.0 * time_s)[:, None].astype(np.float32), rate, subtype="FLOAT")
    (sound,) = read_windows(os.fsencode(path), [Window(2.5, 2.0)], RATE)
    start_s = round(2.5 * rate) / rate
    expected = np.sin(2 * np.pi * 1_000.0 * (start_s + np.arange(2 * RATE) / RATE))
    np.testing.assert_allclose(sound, expected, atol=2e-4)


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("kind", ["soundfile", "ffmpeg"])
def test_channels_are_averaged(tmp_path: Path, channels: int, kind: str) -> None:
    levels = np.linspace(-0.2, 0.6, channels, dtype=np.float32)
    sound = np.tile(levels, (RATE, 1))
    path = tmp_path / ("a.wav" if kind == "soundfile" else "a.wv")
    if kind == "soundfile":
        write_soundfile(path, sound, RATE, subtype="FLOAT")
    else:
        write_ffmpeg(path, sound, RATE, "wavpack", "wv")
    (heard,) = read_windows(os.fsencode(path), [Window(0.2, 0.5)], RATE)
    np.testing.assert_allclose(heard, levels.mean(), atol=1e-4)
    assert probe(os.fsencode(path)).channels == channels


@given(start=st.integers(0, 60), length=st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_window_holds_what_is_there(short_file: bytes, start: int, length: int) -> None:
    """At any place, also over the end and beyond: as many samples as the track has there."""
    (sound,) = read_windows(short_file, [Window(start / 10, length / 10)], RATE)
    expected = max(0, min(length / 10, 3.0 - start / 10)) * RATE
    assert abs(sound.size - expected) <= 2


@pytest.fixture(scope="module")
def short_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three seconds of flac."""
    path = tmp_path_factory.mktemp("short") / "a.flac"
    write_soundfile(path, music(3.0), 44_100)
    return os.fsencode(path)


@pytest.mark.parametrize("block_s", [0.01, 0.3, 5.0, 60.0])
def test_blocks_make_up_the_whole(short_file: bytes, block_s: float) -> None:
    one = np.concatenate(list(stream_blocks(short_file, RATE, block_s)))
    np.testing.assert_allclose(one, whole(short_file), atol=1e-5)
    assert abs(one.size - 3 * RATE) <= 1


@pytest.mark.parametrize("name", ["flac", "m4a-aac", "mp3", "wavpack"])
def test_the_name_does_not_matter(files: dict[str, bytes], tmp_path: Path, name: str) -> None:
    for new_name in (b"track.wav", b"track", b"\xff\xfe odd \n name.mp3"):
        if sys.platform == "win32" and b"\xff" in new_name:
            continue
        path = os.path.join(os.fsencode(tmp_path), new_name)
        with open(path, "wb") as copy, open(files[name], "rb") as original:
            copy.write(original.read())
        assert probe(path) == probe(files[name])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Dear diary, no music today.\n" * 50, "cannot be decoded"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "cannot be decoded"),
        (bytes(70_000), "cannot be decoded"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(300), "cannot be decoded"),
        (b"#EXTM3U\n/etc/hostname\n", "cannot be decoded"),
        (b"ffconcat version 1.0\nfile 'a.flac'\n", "cannot be decoded"),
        (b"fLaC" + bytes(60), "cannot be decoded"),
        (b"OggS" + bytes(60), "cannot be decoded"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "cannot be decoded"),
    ],
)
def test_what_is_no_sound_gives_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    with pytest.raises(DecodeError, match=words) as caught:
        probe(os.fsencode(path))
    assert caught.value.sentence.endswith(".")
    assert caught.value.hint


def test_what_cannot_be_opened_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DecodeError, match="cannot be opened"):
        probe(os.fsencode(tmp_path / "missing.flac"))
    with pytest.raises(DecodeError, match=r"cannot be opened|not a file"):
        probe(os.fsencode(tmp_path))
    with pytest.raises(DecodeError, match="cannot be opened"):
        probe(b"a\0b.flac")
    with pytest.raises(DecodeError):
        next(stream_blocks(os.fsencode(tmp_path / "missing.flac"), RATE))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp3")
    with pytest.raises(DecodeError, match="not a file"):
        probe(os.fsencode(tmp_path / "a.mp3"))


@pytest.mark.parametrize("name", ["mp3", "flac", "ogg-vorbis", "wma", "wavpack", "aac-adts"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_file_gives_what_is_left(files: dict[str, bytes], tmp_path: Path, name: str, share: float) -> None:
    content = Path(os.fsdecode(files[name])).read_bytes()
    path = tmp_path / "cut"
    path.write_bytes(content[: int(len(content) * share)])
    with Sound(os.fsencode(path)) as sound:
        duration_s = sound.measure_s()
        assert 0.5 * share * SECONDS < duration_s < min(SECONDS + 0.1, share * SECONDS + 1.5)
        assert sound.window(Window(0.2, 0.5), RATE).size == round(0.5 * RATE)


def test_opus_is_the_same_wherever_in_its_pages_a_window_begins(tmp_path: Path) -> None:
    """The packets of a page that come before a window are not decoded."""
    path = tmp_path / "a.opus"
    write_soundfile(path, music(SECONDS, 48_000), 48_000, format="OGG", subtype="OPUS")
    everything = whole(os.fsencode(path))
    windows = [Window(start, 0.7) for start in (9.9, 1.1, 3.0, 4.3, 5.6, 6.9)]
    for window, sound in zip(windows, read_windows(os.fsencode(path), windows, RATE), strict=True):
        expected = everything[round(window.start_s * RATE) :][: sound.size]
        assert sound.size == round(window.length_s * RATE)
        np.testing.assert_allclose(sound, expected, atol=1e-3)


def test_vorbis_is_exact_wherever_a_window_begins(tmp_path: Path) -> None:
    """FFmpeg takes the beginning of a short packet behind a long one for later than it is; its end is right."""
    path, sound = tmp_path / "a.ogg", 0.02 * music(SECONDS)
    for start in range(0, len(sound) - 300, 6_600):  # bursts, for which an encoder changes to short packets
        sound[start : start + 300] *= 40.0
    write_soundfile(path, sound, 44_100, format="OGG", subtype="VORBIS")
    expected = sf.read(path, dtype="float32", always_2d=True)[0].mean(axis=1)
    assert (probe(os.fsencode(path)).decoder, probe(os.fsencode(path)).duration_s) == ("FFmpeg", SECONDS)
    windows = [Window(tenths / 10, 0.05) for tenths in range(117, 12, -2)]
    for window, heard in zip(windows, read_windows(os.fsencode(path), windows, 44_100), strict=True):
        start = round(window.start_s * 44_100)
        assert heard.size == round(0.05 * 44_100)
        np.testing.assert_allclose(heard, expected[start : start + heard.size], atol=1e-5)


@pytest.mark.parametrize("subtype", ["VORBIS", "OPUS"])
def test_a_window_on_the_last_page_is_at_its_place_after_others(tmp_path: Path, subtype: str) -> None:
    """Sought there, FFmpeg takes the place that was asked for to be where the page begins."""
    write_soundfile(tmp_path / "a.ogg", music(SECONDS, 48_000), 48_000, format="OGG", subtype=subtype)
    path = os.fsencode(with_long_pages(tmp_path / "a.ogg"))
    everything = np.concatenate(list(stream_blocks(path, 48_000)))
    windows = [Window(start, 0.5) for start in (11.8, 4.0, 11.9, 11.4, 6.0, 11.7, 11.5)]
    for window, heard in zip(windows, read_windows(path, windows, 48_000), strict=True):
        expected = everything[round(window.start_s * 48_000) :][: round(0.5 * 48_000)]
        assert heard.size == expected.size
        np.testing.assert_allclose(heard, expected, atol=1e-3)


def with_long_pages(path: Path) -> Path:
    """The same packets in pages of a second, as FFmpeg makes them."""
    copied = path.with_stem("long")
    with av.open(str(path)) as source, av.open(str(copied), "w", format="ogg") as output:
        stream = output.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.size:
                packet.stream = stream
                output.mux(packet)
    return copied


@pytest.mark.parametrize("name", ["flac", "m4a-aac", "mp3", "ogg-vorbis"])
def test_a_closed_sound_leaves_nothing_to_the_collector(files: dict[str, bytes], name: str) -> None:
    """What waits for Python's collector of cycles waits long, with all that the decoders hold: workers grew by it."""
    read_windows(files[name], [Window(0.5, 1.0)], 22_050)
    gc.collect()
    gc.disable()
    try:
        left = []
        for _ in range(3):  # the least counts: what another thread lets go of meanwhile is found as well
            read_windows(files[name], [Window(0.5, 1.0)], 22_050)
            left.append(gc.collect())
        assert min(left) == 0
    finally:
        gc.enable()


def test_the_number_of_channels_may_change_on_the_way(tmp_path: Path) -> None:
    """FFmpeg's own memory for what is put together would not bear it."""
    parts = []
    for channels in (2, 1, 2):
        write_ffmpeg(tmp_path / "part", music(3.0, channels=channels), 44_100, "aac", "adts")
        parts.append((tmp_path / "part").read_bytes())
    path = tmp_path / "a.aac"
    path.write_bytes(b"".join(parts))
    heard = whole(os.fsencode(path))
    assert heard.size / RATE == pytest.approx(9.0, abs=0.2)
    assert all(np.abs(heard[second * RATE :][:RATE]).max() > 0.1 for second in range(9))


def test_a_truncated_m4a_without_its_index_gives_a_sentence(files: dict[str, bytes], tmp_path: Path) -> None:
    content = Path(os.fsdecode(files["m4a-aac"])).read_bytes()
    path = tmp_path / "cut.m4a"
    path.write_bytes(content[: content.rindex(b"moov") - 4])
    with pytest.raises(DecodeError, match="cannot be decoded"):
        probe(os.fsencode(path))


def test_a_header_may_claim_a_hundred_hours(files: dict[str, bytes], tmp_path: Path) -> None:
    content = bytearray(Path(os.fsdecode(files["flac"])).read_bytes())
    (packed,) = struct.unpack(">Q", content[18:26])  # rate, channels, bits and, in 36 bits, the number of samples
    content[18:26] = struct.pack(">Q", packed >> 36 << 36 | 100 * 3_600 * 44_100)
    path = tmp_path / "endless.flac"
    path.write_bytes(content)
    with Sound(os.fsencode(path)) as sound:
        assert sound.info.duration_s == pytest.approx(360_000.0)
        for window in choose_windows(360_000.0, 10.0, 3)[1:]:
            assert sound.window(window, RATE).size == 0
        assert sound.measure_s() == pytest.approx(SECONDS, abs=0.1)
        assert sound.window(Window(5.0, 2.0), RATE).size == 2 * RATE


def test_a_hole_in_the_middle_is_stepped_over(files: dict[str, bytes], tmp_path: Path) -> None:
    content = bytearray(Path(os.fsdecode(files["flac"])).read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = bytes(20_000)
    path = tmp_path / "hole.flac"
    path.write_bytes(content)
    with Sound(os.fsencode(path)) as sound:
        assert sound.measure_s() > 0.8 * SECONDS


@pytest.mark.filterwarnings("error")
def test_samples_that_are_no_numbers_are_silence(tmp_path: Path) -> None:
    sound = music(2.0)
    sound[1_000:2_000] = np.nan
    sound[3_000] = np.inf, -np.inf
    sound[4_000] = np.finfo(np.float32).max
    path = tmp_path / "nan.wav"
    sf.write(path, sound, 44_100, subtype="FLOAT")
    assert np.isfinite(whole(os.fsencode(path))).all()
    assert np.isfinite(read_windows(os.fsencode(path), [Window(0.0, 1.0)], RATE)[0]).all()


def test_the_file_is_let_go(short_file: bytes) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files cannot be counted here")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        read_windows(short_file, [Window(0.0, 1.0)], RATE)
        blocks = stream_blocks(short_file, RATE)
        next(blocks)
        blocks.close()
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("value", [3e38, -3e38, math.inf, math.nan])
def test_samples_that_are_no_sound_are_silence(value: float, tmp_path: Path) -> None:
    sound = np.full(44_100, 0.5, np.float32)
    sound[::7] = value
    sf.write(tmp_path / "wild.wav", np.stack([sound, sound], axis=1), 44_100, subtype="FLOAT")
    (heard,) = read_windows(os.fsencode(tmp_path / "wild.wav"), [Window(0.2, 0.5)], RATE)
    assert heard.size == RATE // 2
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() < 1.0


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_damage_gives_sound_or_a_sentence(small_files: dict[str, bytes], tmp_path_factory, data: st.DataObject) -> None:
    """Bytes changed, lost or cut off anywhere: finite sound of a bounded length, or a DecodeError."""
    content = bytearray(small_files[data.draw(st.sampled_from(sorted(small_files)))])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(content)))
    del content[start : start + data.draw(st.sampled_from([0, 0, 1, 500, 10**6]))]
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(content)
    try:
        with Sound(os.fsencode(path)) as sound:
            duration_s = sound.measure_s()
            heard = sound.window(Window(0.5, 1.0), RATE)
    except DecodeError as problem:
        assert problem.sentence.endswith(".")  # noqa: PT017 - both outcomes are good
        return
    assert 0.0 <= duration_s < 400.0
    assert heard.size <= RATE
    assert np.isfinite(heard).all()


@pytest.fixture(scope="module")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Two seconds of music in every format, as bytes to damage."""
    written = {}
    for name, (file_name, write, _) in FORMATS.items():
        path = tmp_path_factory.mktemp(name) / file_name
        write(path, music(2.0), 44_100)
        written[name] = path.read_bytes()
    return written
