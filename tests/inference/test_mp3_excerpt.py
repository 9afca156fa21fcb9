"""The excerpt of an MP3 holds the same sound as the MP3, to the bit, or is left alone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from app.inference.mp3_excerpt import Mp3Excerpt
from app.inference.soundfile_source import SoundfileSource
from tests.inference.sounds import music

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files in memory are Linux's")

RATE, SECONDS = 44_100, 16.0
PLACES_S = (3.2, 7.3, 11.9, 5.2)  # a step back, too
LENGTH = RATE


def write(path: Path, rate: int = RATE, channels: int = 2, mode: str = "VARIABLE", level: float = 0.3) -> Path:
    sound = music(SECONDS, rate)[:, :channels]
    kind, subtype = "MP3", "MPEG_LAYER_III"
    with sf.SoundFile(
        path, "w", rate, channels, subtype, None, kind, bitrate_mode=mode, compression_level=level
    ) as file:
        file.write(sound)
    return path


def heard(path: Path, *, excerpts: bool) -> tuple[list[np.ndarray], bool]:
    """Windows of ``path``, and whether all of them came from an excerpt."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        source = SoundfileSource(os.fsencode(path), descriptor)
        if not excerpts:
            source._excerpts = False
        found = [source.read(round(place * source.sample_rate), LENGTH) for place in PLACES_S]
        used = source._excerpt is not None
        source.close()
    finally:
        os.close(descriptor)
    return found, used


def assert_same(path: Path, *, used: bool) -> None:
    ordinary, _ = heard(path, excerpts=False)
    found, from_excerpt = heard(path, excerpts=True)
    assert from_excerpt is used
    for one, other in zip(found, ordinary, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize(
    ("channels", "mode", "level"), [(2, "VARIABLE", 0.3), (2, "CONSTANT", 0.5), (1, "CONSTANT", 0.2)]
)
def test_windows_are_the_same_to_the_bit(tmp_path: Path, rate: int, channels: int, mode: str, level: float) -> None:
    assert_same(write(tmp_path / "a.mp3", rate, channels, mode, level), used=True)


def test_a_tag_in_front_does_not_matter(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3")
    size = 70_000
    tag = b"ID3\x04\0\0" + bytes((size >> 7 * place) & 0x7F for place in (3, 2, 1, 0)) + bytes(size)
    path.write_bytes(tag + path.read_bytes())
    assert_same(path, used=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[content.find(content[:2], 100) :],  # no frame that describes the others
        lambda content: content[: len(content) // 3],
        lambda content: content[: len(content) // 2] + b"what is no sound" * 9 + content[len(content) // 2 :],
        lambda content: content[: len(content) // 3] + bytes(9_000) + content[len(content) // 3 + 9_000 :],
    ],
    ids=["headless", "cut off", "with something between", "with a hole"],
)
def test_what_is_not_plain_is_read_as_before(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = write(tmp_path / "a.mp3")
    path.write_bytes(change(path.read_bytes()))
    assert_same(path, used=False)


@pytest.mark.parametrize(("rate", "channels", "level"), [(22_050, 2, 0.3), (44_100, 1, 0.99)])
def test_other_kinds_and_tiny_frames_are_read_as_before(tmp_path: Path, rate: int, channels: int, level: float) -> None:
    assert_same(write(tmp_path / "a.mp3", rate, channels, "CONSTANT", level), used=False)


def test_no_file_stays_open(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3")
    before = len(os.listdir("/proc/self/fd"))
    heard(path, excerpts=True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_without_files_in_memory_it_is_read_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")
    assert_same(write(tmp_path / "a.mp3"), used=False)


def test_a_file_in_memory_that_may_not_grow_does_not_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(descriptor: int, size: int) -> None:
        raise OSError(errno.EFBIG, "too large")

    path = write(tmp_path / "a.mp3")
    before = len(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(os, "ftruncate", refused)
    assert_same(path, used=False)
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_excerpt_is_short(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3")
    with open(path, "rb") as file:
        excerpt = Mp3Excerpt(file.fileno(), RATE)
        assert excerpt.place(round(8.0 * RATE), RATE) is not None
        written = len(os.pread(excerpt.descriptor, 1 << 24, 0).rstrip(b"\0"))
        excerpt.close()
    assert written < path.stat().st_size / 4
