"""ID3v2 in detail: the ways of naming a genre, and every other byte of the tag."""

from __future__ import annotations

import pytest

from app.tagging import genres as native
from app.tagging.containers import id3, id3_text
from app.tagging.layout import LayoutError
from app.tagging.overlay import BytesSource, Overlay
from tests.tagging.conftest import GENRES
from tests.tagging.samples import frame, sample, tag


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"\x0017", ["Rock"]),
        (b"\x00(17)", ["Rock"]),
        (b"\x00(4)(17)", ["Disco", "Rock"]),
        (b"\x00(4)Eurodisco", ["Disco", "Eurodisco"]),
        (b"\x00(17)Rock", ["Rock"]),
        (b"\x00((Own)", ["(Own)"]),
        (b"\x00(RX)", ["Remix"]),
        (b"\x03RX\x00CR\x00Jazz", ["Remix", "Cover", "Jazz"]),
        (b"\x00Techno (Peak / Time)", ["Techno (Peak / Time)"]),
        (b"\x00999", ["999"]),
        (b"\x00Rock\x00\x00", ["Rock"]),
        (b"\x01\xff\xfeJ\x00\x00\x00\xfe\xff\x00P", ["J", "P"]),
        (b"\x02\x00J\x00\x00\x00P", ["J", "P"]),
        (b"\x03M\xc3\xbasica", ["Música"]),
        (b"\x00M\xfasica", ["Música"]),
        (b"\x00", []),
        (b"", []),
        (b"\x01\xff", []),
        (b"\x03\xff\xfe", ["\ufffd\ufffd"]),
    ],
)
def test_genres_are_read(payload: bytes, expected: list[str]) -> None:
    assert id3_text.parse_genres(payload) == expected


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize("previous", [None, 0, 1, 2, 3, 77])
@pytest.mark.parametrize("genres", [("Rock",), GENRES, ("日本", "a/b"), ("(Own) thing", "((x")])
def test_what_is_rendered_is_read_back(version: int, previous: int | None, genres: tuple[str, ...]) -> None:
    payload = id3_text.render_genres(genres, version, previous)
    assert id3_text.parse_genres(payload) == list(genres)
    assert payload[0] in ((0, 1) if version < 4 else (0, 1, 2, 3))


def test_the_encoding_of_the_old_frame_is_kept_where_it_can() -> None:
    assert id3_text.render_genres(("Rock",), 3, 1)[0] == 1
    assert id3_text.render_genres(("Rock",), 4, 0)[0] == 0
    assert id3_text.render_genres(("Rök",), 4, 0)[0] == 3


@pytest.mark.parametrize("name", ["mp3 id3v2.2", "mp3 id3v2.3", "mp3 id3v2.4", "mp3 id3v2.3 unsynchronised"])
def test_every_other_frame_keeps_its_bytes(name: str) -> None:
    source = BytesSource(sample(name))
    content = Overlay(source, native.plan_splices(source, "mp3", GENRES))
    before, after = id3.find(source), id3.find(content)
    assert before
    assert after
    assert after.fields() == before.fields()
    assert len(before.fields()) >= 4
    assert after.raw[3:6] == before.raw[3:6]


@pytest.mark.parametrize("version", [3, 4])
def test_the_checksum_of_an_extended_header_stays_true(version: int) -> None:
    source = BytesSource(sample(f"mp3 id3v2.{version} extended"))
    once = Overlay(source, native.plan_splices(source, "mp3", GENRES))
    found = id3.find(once)
    assert found
    again = id3.set_genres(found, GENRES)
    extended = [splice for splice in again if splice.start == 10]
    assert extended
    assert once.read_at(10, extended[0].end - 10) == extended[0].new


def test_plain_sizes_of_an_old_itunes_are_understood() -> None:
    picture = bytes(300)
    body = b"APIC" + len(picture).to_bytes(4, "big") + b"\0\0" + picture + frame(4, "TCON", b"\x03Old")
    found = id3.parse(tag(4, body))
    assert found.plain_sizes
    assert found.genres() == ("Old",)
    long = tuple(f"{n}" + "x" * 100 for n in range(3))
    content = Overlay(BytesSource(found.raw), id3.set_genres(found, long))
    after = id3.parse(content.read_at(0, content.size))
    assert after.genres() == long
    assert after.fields() == found.fields()


def test_a_compressed_genre_frame_is_read_and_written_plain() -> None:
    import zlib

    data = (6).to_bytes(4, "big") + zlib.compress(b"\x00Polka")
    found = id3.parse(tag(3, frame(3, "TCON", data, b"\0\x80")))
    assert found.genres() == ("Polka",)
    content = Overlay(BytesSource(found.raw), id3.set_genres(found, ("Jazz",)))
    assert id3.parse(content.read_at(0, content.size)).genres() == ("Jazz",)


def test_doubled_genre_frames_become_one() -> None:
    found = id3.parse(tag(4, frame(4, "TCON", b"\x03A") + frame(4, "TIT2", b"\x03T") + frame(4, "TCON", b"\x03B")))
    assert found.genres() == ("A", "B")
    content = Overlay(BytesSource(found.raw), id3.set_genres(found, ("Jazz",)))
    after = id3.parse(content.read_at(0, content.size))
    assert after.genres() == ("Jazz",)
    assert len(after.genre_frames) == 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (tag(4, frame(4, "TIT2", b"\x03T") + b"junk"), "no frame"),
        (tag(3, frame(3, "TCON", b"\x01secret", b"\0\x40")), "encrypted"),
        (tag(2, frame(2, "TT2", b"\0T"), 0x40), "compressed"),
        (tag(3, frame(3, "TIT2", b"\0T"), 0x40), "extended header"),
        (tag(4, b"\0\0\0\x01\x00", 0x40), "extended"),
    ],
)
def test_what_is_not_clear_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(LayoutError, match=words):
        id3.set_genres(id3.parse(raw), ("Jazz",))


@pytest.mark.parametrize("raw", [b"", b"ID3", b"ID3\x04\0\0\0\0\0\x80", b"ID3\xff\0\0\0\0\0\0", b"XD3\x04\0\0\0\0\0\0"])
def test_no_tag(raw: bytes) -> None:
    assert id3.find(BytesSource(raw)) is None


@pytest.mark.parametrize("raw", [b"ID3\x05\0\0\0\0\0\0", b"ID3\x04\0\0\x7f\x7f\x7f\x7f", b"ID3\x03\0\0\0\0\0\x7f1234"])
def test_a_tag_that_cannot_be_followed(raw: bytes) -> None:
    with pytest.raises(LayoutError):
        id3.find(BytesSource(raw))
