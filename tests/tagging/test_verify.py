"""The checks before a write notice what must not happen: they are tried with patches that are wrong on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import WriteRefused
from app.tagging import genres as native
from app.tagging.layout import Splice
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.patch import make_patch
from app.tagging.verify import check
from tests.tagging.conftest import GENRES
from tests.tagging.samples import SAMPLES, frame, mp3_sound, sample, tag

NAMES = [name for name in SAMPLES if name != "opus cut off"]


def _with_fault(name: str, at: int) -> tuple[BytesSource, Overlay, str]:
    """The right patch and one byte changed at ``at`` of the old content, where the patch leaves it alone."""
    source = BytesSource(sample(name))
    container = native.recognise(source)
    splices = list(make_patch(source, native.plan_splices(source, container, GENRES)).splices)
    if not any(s.start <= at <= s.end for s in splices):
        splices.append(Splice(at, at + 1, bytes([source.read_at(at, 1)[0] ^ 0x55])))
    return source, Overlay(source, splices), container


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_changed_byte_of_the_sound_is_noticed(name: str, data: st.DataObject) -> None:
    source = BytesSource(sample(name))
    spans = native.read_genres(source, native.recognise(source)).payload
    start, end = data.draw(st.sampled_from([span for span in spans if span[1] - span[0] > 40]))
    at = data.draw(st.integers(start + 1, end - 2))
    before, after, container = _with_fault(name, at)
    with pytest.raises(WriteRefused):
        check(before, after, container, GENRES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mp3 id3v2.3", b"An Artist"),
        ("mp3 id3v2.3", b"Serato"),
        ("mp3 id3v2.3", b"XQQQ"),
        ("mp3 id3v2.3 id3v1", b"An Album"),
        ("mp3 id3v2.4 apev2 id3v1", b"A Title"),
        ("flac", b"The Album"),
        ("ogg", b"The Album"),
        ("opus", b"An Artist"),
        ("m4a", b"The Album"),
        ("m4a", b"mp4a"),
        ("m4a", b"stsz"),
        ("wma", "The Album".encode("utf-16-le")),
        ("wav info", b"Title"),
        ("wav info", b"fmt "),
        ("aiff id3", b"The Album"),
        ("wavpack", b"An Artist"),
        ("dsf tagged", b"Title"),
        ("dff", b"CHNL"),
    ],
)
def test_a_changed_byte_of_another_tag_is_noticed(name: str, text: bytes) -> None:
    before = BytesSource(sample(name))
    container = native.recognise(before)
    splices = list(make_patch(before, native.plan_splices(before, container, GENRES)).splices)
    new = Overlay(before, splices)
    at = new.read_at(0, new.size).index(text) + 1
    changed = bytes([text[1] ^ 0x05])
    for position, splice in enumerate(splices):  # the text stands in what is written anew, or beside it
        if text in splice.new:
            where = splice.new.index(text) + 1
            splices[position] = Splice(splice.start, splice.end, splice.new[:where] + changed + splice.new[where + 1 :])
            break
    else:
        old = sample(name).index(text) + 1
        splices.append(Splice(old, old + 1, changed))
    after = Overlay(before, splices)
    assert after.read_at(at, 1) == changed
    with pytest.raises(WriteRefused):
        check(before, after, container, GENRES)


def test_another_id3_version_is_noticed() -> None:
    frames = frame(4, "TIT2", b"\x03T") + frame(4, "TCON", b"\x03Jazz")
    before = BytesSource(tag(4, frames) + mp3_sound())
    after = Overlay(before, [Splice(3, 4, b"\x03")])
    with pytest.raises(WriteRefused):
        check(before, after, "mp3", ("Jazz",))


def test_a_second_kind_of_tag_is_noticed() -> None:
    before = BytesSource(sample("flac"))
    first = native.plan_splices(before, "flac", ("Jazz",))
    after = Overlay(before, [Splice(0, 0, tag(4, frame(4, "TIT2", b"\x03Other title"))), *first])
    check(before, Overlay(before, first), "flac", ("Jazz",))
    with pytest.raises(WriteRefused, match="second kind"):
        check(before, after, "flac", ("Jazz",))


def test_other_genres_than_planned_are_noticed() -> None:
    before = BytesSource(sample("flac"))
    after = Overlay(before, native.plan_splices(before, "flac", ("Jazz",)))
    with pytest.raises(WriteRefused, match="planned"):
        check(before, after, "flac", ("Blues",))


def test_a_moved_sound_of_mp4_is_noticed() -> None:
    """The index must follow the sound: growth in front of it without new offsets is refused."""
    before = BytesSource(sample("m4a index first"))
    splices = native.plan_splices(before, "m4a", GENRES)
    stco = sample("m4a index first").index(b"stco")
    lazy = [s for s in splices if not stco < s.start < stco + 200]
    assert len(lazy) < len(splices)
    with pytest.raises(WriteRefused):
        check(before, Overlay(before, lazy), "m4a", GENRES)
