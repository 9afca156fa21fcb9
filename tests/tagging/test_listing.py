"""What Earmark's own reader says alone, in a scan, is what two readers say together, also of damaged files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.errors import TagError
from app.tagging import genres as native
from app.tagging import second_reader
from app.tagging.containers import wav
from app.tagging.formats import FileTags, tags_of
from app.tagging.layout import Source
from app.tagging.listing import Listing, line, listing_of
from app.tagging.overlay import BytesSource
from tests.tagging.fuzz import damage
from tests.tagging.samples import SAMPLES, frame, mp3_sound, sample, tag, utf16

#: Samples that need no second reader, so that a change which sends all files to it is noticed.
QUICK = (
    *("mp3 id3v2.3", "mp3 id3v2.4", "flac", "flac bare", "ogg", "opus"),
    *(
        "m4a",
        "m4a bare",
        "m4a index first",
        "alac",
        "wavpack",
        "wav",
        "wav bare",
        "wav info",
        "aiff",
        "aiff id3",
        "wma",
        "wma genre",
    ),
)


def _alone(source: Source) -> FileTags | None:
    """What a scan shows of ``source`` where the second reader is not asked."""
    container = native.recognise(source)
    try:
        reading = native.read_genres(source, container, thorough=False) if container else None
    except TagError:
        return None
    return tags_of(source) if reading is not None and reading.listing is not None else None


def differences(source: Source) -> str:
    """How what is shown without the second reader differs from what it says; empty where it agrees or cannot read.

    Of an MP4 file whose index of the sound is damaged the second reader sees no tag any more, ours still does.
    """
    alone = _alone(source)
    if alone is None:
        return ""
    try:
        opinion = second_reader.opinion(source, alone.container, ape="APEv2" in alone.tag_types)
    except TagError:
        return ""
    texts = opinion.texts
    if alone.container == "wav":
        texts = wav.info_texts(source) | {name: text for name, text in texts.items() if text}
    told = listing_of(texts, opinion.stream[0])
    shown = Listing(alone.title, alone.artist, alone.album, alone.album_artist, alone.year, alone.duration_s)
    if alone.container == "m4a" and told == Listing(duration_s=told.duration_s):
        return ""
    return "" if shown == told else f"{shown} is not {told}"


@pytest.mark.parametrize("name", SAMPLES)
def test_both_readers_say_the_same_of_sound_files(name: str) -> None:
    source = BytesSource(sample(name))
    assert differences(source) == ""
    assert name not in QUICK or _alone(source) is not None


def test_both_readers_say_the_same_of_damaged_files() -> None:
    quick = [sample(name) for name in SAMPLES if _alone(BytesSource(sample(name))) is not None]
    answered = 0
    for seed in range(400):
        chance = random.Random(seed)
        content = damage(chance.choice(quick), chance.choice(quick), chance)
        source = BytesSource(content)
        assert differences(source) == "", seed
        answered += _alone(source) is not None
    assert answered > 100


def test_both_readers_say_the_same_of_real_files(shared: Path) -> None:
    paths = [path for path in (shared / "fixtures").rglob("*") if path.is_file() and path.suffix != ".md"]
    if not paths:
        pytest.skip("the fixtures are not here")
    assert {path.name: differences(BytesSource(path.read_bytes())) for path in paths} == dict.fromkeys(
        (path.name for path in paths), ""
    )


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("TIT2", b"\0Caf\xe9"),
        ("TIT2", b"\0One\0Two\0\0"),
        ("TIT2", b"\0  \0 Bare \0"),
        ("TIT2", b"\3" + "Ünïcödé".encode()),
        ("TIT2", b"\3\xff\xfe"),
        ("TIT2", b"\1" + utf16("A Title")),
        ("TIT2", b"\1" + utf16("A Title") + b"\0\0" + utf16("Another")),
        ("TIT2", b"\1A\0 \0T\0"),
        ("TIT2", b"\1\xff\xfe\0\xd8"),
        ("TIT2", b"\2\0A\0B"),
        ("TIT2", b"\7A"),
        ("TIT2", b"\0" + b"long " * 500),
        ("TIT2", b"\0" + b"\0".join(b"%d" % number for number in range(30))),
        ("TYER", b"\0001998"),
        ("TYER", b"\0 1998"),
        ("TYER", b"\00098"),
        ("TYER", b"\0001998-01-02"),
        ("TDRC", b"\0001998-01-02T10:11"),
        ("TDRC", b"\000199"),
        ("TDRC", b"\0circa 1998"),
    ],
)
def test_texts_of_id3(version: int, name: str, data: bytes) -> None:
    others = frame(version, "TPE1", b"\0Somebody") + frame(version, "TALB", b"\0Something")
    content = tag(version, frame(version, name, data) + others) + mp3_sound()
    assert differences(BytesSource(content)) == ""
    twice = tag(version, frame(version, name, data) * 2 + others) + mp3_sound()
    assert differences(BytesSource(twice)) == ""


def test_a_wma_name_that_another_blank_ends_is_another_name() -> None:
    name = "WM/AlbumTitle".encode("utf-16-le")
    content = sample("wma").replace(name + b"\0\0", name + b"\0\x20")
    assert content != sample("wma")
    assert differences(BytesSource(content)) == ""


def test_values_of_one_tag_are_one_line() -> None:
    assert line([" One ", "Two", "", "One"]) == "One, Two"
    assert line([]) == ""
    assert line(["x" * 2000]) == "x" * 1000
    assert line(map(str, range(20))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
