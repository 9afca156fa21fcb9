"""AAC packets decoded many at a time give what the demuxer and one packet at a time give."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.inference.ffmpeg_source import FfmpegSource
from tests.inference.sounds import music, write_ffmpeg

RATE = 44_100
SECONDS = 12


class Content(bytes):
    """A file's, which nobody wants to see where a test fails."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Twelve seconds of stereo."""
    path = tmp_path_factory.mktemp("aac") / "a.m4a"
    write_ffmpeg(path, music(SECONDS, RATE), RATE, "aac", "ipod")
    return Content(path.read_bytes())


def read(content: bytes, places: list[tuple[int, int]], by_index: bool = True) -> list[NDArray[np.float32]]:
    """The sound at ``places`` (start, count), in their order, by the index where it is of use, or without it."""
    source = FfmpegSource(io.BytesIO(content))
    assert source._index is not None
    if not by_index:
        source._index = None
    found = [source.read(*place) for place in places]
    source.close()
    return found


def same(content: Content, places: list[tuple[int, int]]) -> bool:
    pairs = zip(read(content, places), read(content, places, by_index=False), strict=True)
    return all(np.array_equal(one, other) for one, other in pairs)


def test_the_samples_are_the_same_to_the_bit(content: Content) -> None:
    second = RATE
    places = [(6 * second, 2 * second), (2 * second + 17, second), (9 * second, 40_001), (4 * second, 1)]
    assert same(content, places)
    assert [len(each) for each in read(content, places)] == [count for _, count in places]


@given(starts=st.lists(st.integers(0, SECONDS * RATE), min_size=1, max_size=4), count=st.integers(1, 3 * RATE))
@settings(max_examples=15, deadline=None)
def test_they_end_where_the_sound_ends(content: Content, starts: list[int], count: int) -> None:
    places = [(start, count) for start in starts]
    one, other = read(content, places), read(content, places, by_index=False)
    assert [len(each) for each in one] == [len(each) for each in other]


def test_reading_on_over_the_end_of_the_index_goes_on_by_the_demuxer(content: Content) -> None:
    piece, first = 30_000, 8 * RATE
    (whole,) = read(content, [(first, SECONDS * RATE)], by_index=False)
    starts = range(first, SECONDS * RATE, piece)
    pieces = np.concatenate(read(content, [(start, piece) for start in starts]))
    assert pieces.size == whole.size
    # The decoder begins anew near the end: what it fills bands with, where there was only noise, is another noise.
    assert float(np.abs(pieces - whole).max()) < 0.05
    assert np.array_equal(pieces[:piece], whole[:piece])


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_damage_is_left_to_the_demuxer(content: Content, data: st.DataObject) -> None:
    """As much sound as one packet at a time gives, and finite, wherever bytes are changed."""
    begin, end = content.index(b"mdat") + 3_000, content.index(b"moov") - 3_000
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(begin, end - 600))
        length = data.draw(st.sampled_from([1, 1, 20, 500]))
        damaged[place : place + length] = data.draw(st.binary(min_size=length, max_size=length))
    places = [(2 * RATE, 4 * RATE), (7 * RATE, 4 * RATE)]
    one, other = read(bytes(damaged), places), read(bytes(damaged), places, by_index=False)
    assert [len(each) for each in one] == [len(each) for each in other]
    assert all(np.isfinite(each).all() for each in one)


def test_packets_with_others_between_them_are_left_to_the_demuxer(tmp_path: Path) -> None:
    path, sound = tmp_path / "two.m4a", music(SECONDS, RATE)
    with av.open(str(path), "w", format="mp4") as container:
        streams = [container.add_stream("aac", rate=RATE, layout="stereo") for _ in range(2)]
        for start in range(0, len(sound), RATE):
            for stream in streams:
                piece = np.ascontiguousarray(sound[start : start + RATE].T)
                frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
                frame.sample_rate, frame.pts = RATE, start
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    places = [(3 * RATE, 2 * RATE), (7 * RATE, RATE)]
    assert same(path.read_bytes(), places)


@pytest.mark.parametrize(("codec", "container"), [("alac", "ipod"), ("aac", "adts"), ("aac", "matroska")])
def test_others_have_no_such_index(tmp_path: Path, codec: str, container: str) -> None:
    path = tmp_path / "a"
    write_ffmpeg(path, music(1.0, RATE), RATE, codec, container)
    source = FfmpegSource(io.BytesIO(path.read_bytes()))
    assert source._index is None
    source.close()
