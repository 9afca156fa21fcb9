"""Places of a Vorbis file that are read as one short file sound as they do by seeking, to the bit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.inference import vorbis_excerpt
from app.inference.ffmpeg_source import FfmpegSource
from app.inference.vorbis_excerpt import VorbisExcerpt
from app.ogg import checksum
from tests.inference.sounds import damages, music, shared_folder, write_soundfile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files in memory are Linux's")

RATE, SECONDS = 44_100, 12
Places = list[tuple[int, int]]
PLACES: Places = [(2 * RATE + 17, RATE), (8 * RATE, 2 * RATE), (5 * RATE, 40_001), (5 * RATE + 9, 2 * RATE)]
#: Bytes that hold the heads and the first sound.
BEGUN = 6_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, sound = tmp_path_factory.mktemp("vorbis"), music(SECONDS, RATE)
    sound[RATE * 4 :: RATE // 3] += 0.5  # clicks: blocks of both lengths
    write_soundfile(folder / "stereo", sound, RATE, format="OGG", subtype="VORBIS")
    write_soundfile(folder / "mono", sound[:, :1], RATE, format="OGG", subtype="VORBIS")
    write_soundfile(folder / "low", sound[::2], RATE // 2, format="OGG", subtype="VORBIS")
    return folder


@contextmanager
def opened(path: Path) -> Iterator[FfmpegSource]:
    with path.open("rb") as file:
        source = FfmpegSource(file)
        yield source
        source.close()


def read(path: Path, places: Places, *, expected: Places | None = None) -> tuple[list[NDArray[np.float32]], bool]:
    """The sound at ``places``, and whether the last of them came out of the short file."""
    with opened(path) as source:
        if expected is not None:
            source.expect(expected)
        found = [source.read(*place) for place in places]
        return found, source._passages is not None


def assert_same(path: Path, places: Places, *, used: bool | None = True) -> None:
    ordinary, _ = read(path, places)
    found, from_excerpt = read(path, places, expected=places)
    assert used is None or from_excerpt is used
    for one, other in zip(found, ordinary, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("kind", ["stereo", "mono", "low"])
def test_the_samples_are_the_same_to_the_bit(folder: Path, kind: str) -> None:
    places = [(start // 2, count // 2) for start, count in PLACES] if kind == "low" else PLACES
    assert_same(folder / kind, places)


@given(
    starts=st.lists(st.integers(0, (SECONDS + 1) * RATE), min_size=2, max_size=5),
    count=st.integers(1, 2 * RATE),
    kind=st.sampled_from(["stereo", "mono"]),
)
@settings(max_examples=30, deadline=None)
def test_any_places_sound_the_same(folder: Path, starts: list[int], count: int, kind: str) -> None:
    assert_same(folder / kind, [(start, count) for start in starts], used=None)


def test_what_was_not_expected_is_read_as_before(folder: Path) -> None:
    ordinary, _ = read(folder / "stereo", PLACES)
    found, used = read(folder / "stereo", PLACES, expected=[PLACES[0], PLACES[2], PLACES[1], PLACES[3]])
    assert not used
    for one, other in zip(found, ordinary, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "places", [PLACES[:1], [], [(0, RATE), PLACES[1]], [PLACES[0], (SECONDS * RATE - 9, RATE)]], ids=str
)
def test_one_place_the_beginning_and_the_end_are_read_as_before(folder: Path, places: Places) -> None:
    assert_same(folder / "stereo", places, used=False)


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_is_heard_as_before(folder: Path, data: st.DataObject) -> None:
    content = (folder / "stereo").read_bytes()
    damaged = data.draw(damages(content, BEGUN))
    path = folder / "damaged"
    path.write_bytes(damaged)
    assert_same(path, [(2 * RATE, 3 * RATE), (7 * RATE, 4 * RATE)], used=None)


def test_pages_of_another_time_or_stream_are_read_as_before(folder: Path) -> None:
    content = (folder / "stereo").read_bytes()
    pages = [b"OggS" + each for each in content.split(b"OggS\0")[1:]]
    pages = [page[:4] + b"\0" + page[4:] for page in pages]
    assert b"".join(pages) == content
    half = len(pages) // 2
    other = signed(pages[half][:14] + b"\7" + pages[half][15:])
    for changed in ([*pages[:half], *pages[half + 1 :]], [*pages[:half], other, *pages[half + 1 :]]):
        path = folder / "changed"
        path.write_bytes(b"".join(changed))
        assert_same(path, [(2 * RATE, RATE), (4 * RATE, 5 * RATE)], used=False)


def test_what_ffmpeg_knows_to_be_elsewhere_is_not_believed(folder: Path) -> None:
    with opened(folder / "stereo") as source, (folder / "stereo").open("rb") as file:
        setup, frames = source._stream.codec_context.extradata, source.frames
        assert setup is not None
        assert frames is not None
        found = VorbisExcerpt(file.fileno(), setup, frames, PLACES)
    passage = found.passages[0]
    assert found.open(2).read(passage).size == passage.count
    for beside in (1, -1, 300, 5_000):
        with pytest.raises(ValueError, match="FFmpeg"):
            found.open(2).read(replace(passage, shift=passage.shift + beside))


def signed(page: bytes) -> bytes:
    return page[:22] + checksum(page[:22] + bytes(4) + page[26:]) + page[26:]


def test_no_file_stays_open(folder: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        assert read(folder / "stereo", PLACES, expected=PLACES)[1]
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("look", [1 << 9, 1 << 12])
def test_pages_larger_than_what_is_looked_at(look: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FFmpeg makes pages of up to 64 KiB, in which no other one begins."""
    monkeypatch.setattr(vorbis_excerpt, "_LOOK", look)
    assert_same(folder / "stereo", PLACES)


def test_without_files_in_memory_it_is_read_as_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")
    assert_same(folder / "stereo", PLACES, used=False)


def test_real_files_sound_the_same() -> None:
    used = 0
    for file in sorted((shared_folder() / "data" / "songs").glob("*.ogg"))[:6]:
        with opened(file) as source:
            frames = source.frames or 0
        places = [(frames // 5 * part, RATE) for part in (1, 2, 3)]
        assert_same(file, places, used=None)
        used += read(file, places, expected=places)[1]
    assert used > 2
