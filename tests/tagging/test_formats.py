"""What the library is told about a file."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import TagError
from app.kinds import is_writable
from app.tagging import genres as native
from app.tagging.formats import AUDIO_SUFFIXES, is_audio_name, read_tags
from app.tagging.unread import UNREAD_SUFFIXES, is_unread_name
from tests.tagging.samples import SAMPLES, SECONDS

Put = Callable[..., bytes]
_TAGGED = ("flac", "ogg", "ogg flac", "opus", "m4a", "alac", "m4a index first", "wma", "wavpack", "aiff id3")
_BY_HAND = ("speex", "dsf", "dff", "ape", "musepack", "wav bare", "wav info", "wav odd end")
_BY_HAND += ("opus cut off", "m4a fragmented")  # its length stands in the fragments, which nobody adds up here


@pytest.mark.parametrize("name", _TAGGED)
def test_texts(name: str, put: Put) -> None:
    tags = read_tags(put(name))
    assert (tags.title, tags.artist, tags.album) == ("Tïtle", "An Artist", "The Album")
    assert tags.year == "1999" or name in ("wma", "aiff id3")


def test_a_wav_with_an_info_list_alone_has_its_texts(tmp_path: Path) -> None:
    texts = ((b"INAM", "Tïtle"), (b"IART", "An Artist"), (b"IPRD", "The Album"), (b"ICRD", "1999-05-01"))
    entries = b"".join(_chunk(key, text.encode() + b"\0") for key, text in texts)
    fmt = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + _chunk(b"fmt ", fmt) + _chunk(b"data", bytes(16000)) + _chunk(b"LIST", b"INFO" + entries)
    (tmp_path / "a.wav").write_bytes(_chunk(b"RIFF", body))
    tags = read_tags(os.fsencode(tmp_path / "a.wav"))
    assert (tags.title, tags.artist, tags.album, tags.year) == ("Tïtle", "An Artist", "The Album", "1999")
    assert tags.tag_types == ("RIFF INFO",)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


@pytest.mark.parametrize("name", SAMPLES)
def test_duration(name: str, put: Put) -> None:
    if not name.startswith(_BY_HAND):
        assert read_tags(put(name)).duration_s == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize(
    ("name", "genres", "types"),
    [
        ("mp3 bare", (), ()),
        ("mp3 id3v2.2", ("Rock",), ("ID3v2.2",)),
        ("mp3 id3v1", ("Rock",), ("ID3v1",)),
        ("mp3 apev2", ("Old Genre",), ("APEv2",)),
        ("mp3 id3v2.4 apev2 id3v1", ("Rock",), ("ID3v2.4", "APEv2", "ID3v1")),
        ("flac id3", ("Old",), ("Vorbis comment", "ID3v2.3", "ID3v1")),
        ("m4a gnre", ("Rock",), ("MP4",)),
        ("wav info", ("Polka",), ("RIFF INFO",)),
        ("wma genre", ("Old",), ("ASF",)),
        ("ape tagged", ("Old Genre",), ("APEv2", "ID3v1")),
    ],
)
def test_genres_and_kinds_of_tag(name: str, genres: tuple[str, ...], types: tuple[str, ...], put: Put) -> None:
    tags = read_tags(put(name))
    assert (tags.genres, tags.tag_types) == (genres, types)


def test_the_name_does_not_matter(put: Put) -> None:
    assert read_tags(put("flac", "really.mp3")).container == "flac"


@pytest.mark.parametrize("content", [b"", b"this is no music" * 50, b"\x89PNG\r\n\x1a\n" + bytes(1000), b"\xff" * 5000])
def test_no_music(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    with pytest.raises(TagError) as problem:
        read_tags(os.fsencode(path))
    assert problem.value.sentence.endswith(".")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TagError, match="cannot be read"):
        read_tags(os.fsencode(tmp_path / "gone.mp3"))


@pytest.mark.parametrize("name", [b"a.mp3", b"A.FLAC", b"\xff.ogg", b"x.tar.m4a", b".hidden.wav"])
def test_audio_names(name: bytes) -> None:
    assert is_audio_name(b"/music/" + name)


@pytest.mark.parametrize("name", [b"a.txt", b"mp3", b".mp3", b"._a.mp3", b"a.mp3.part", b"a.mp3/cover.jpg", b"a.\xff"])
def test_other_names(name: bytes) -> None:
    assert not is_audio_name(b"/music/" + name)


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in AUDIO_SUFFIXES | UNREAD_SUFFIXES)
    assert not AUDIO_SUFFIXES & UNREAD_SUFFIXES


def test_the_guide_names_every_ending_that_is_read() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "guide" / "add-music.md"
    section = guide.read_text(encoding="utf-8").partition("## Which files are read")[2].partition("\n## ")[0]
    listed = section.partition("By their ending")[2].partition("Raw AAC")[0]
    assert set(re.findall(r"`(\.[^`\s]+)`", listed)) == AUDIO_SUFFIXES
    assert set(re.findall(r"`(\.[^`\s]+)`", section)) <= AUDIO_SUFFIXES | UNREAD_SUFFIXES


@pytest.mark.parametrize(("name", "unread"), [(b"a.ac3", True), (b"b.WebM", True), (b"c.mp3", False), (b"ac3", False)])
def test_sound_that_is_not_read_is_known_by_its_name(name: bytes, unread: bool) -> None:
    assert is_unread_name(name) is unread


def test_a_kind_is_written_or_known_as_read_only() -> None:
    told = {name for _, name in native._BEGINNINGS} | {"aac", "wav", "aiff", "m4a", *native._MODULES, "3gp"}
    assert {name for name in told if not is_writable(name)} == {name for name in told if name not in native._MODULES}
    assert is_writable("")  # nobody knows before it is tried
