"""Layouts that cannot be changed safely: left as they are, with the reason."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from app.errors import WriteRefused
from app.ogg import FIRST
from app.tagging import genres as native
from app.tagging.containers import apev2, asf, ogg_pages
from app.tagging.formats import tags_of
from app.tagging.overlay import BytesSource
from tests.tagging.conftest import GENRES
from tests.tagging.samples import encoded, frame, id3v1, mp3_sound, sample, tag


def _two_id3() -> bytes:
    return tag(4, frame(4, "TIT2", b"\x03One")) + sample("mp3 id3v2.3")


def _id3_at_the_end() -> bytes:
    body = frame(4, "TIT2", b"\x03T")
    footer = b"3DI\x04\0\x10\0\0\0" + bytes([len(body)])
    return mp3_sound() + b"ID3" + footer[3:] + body + footer


def _ape_before_lyrics() -> bytes:
    lyrics = b"LYRICSBEGININD0000200"
    return mp3_sound() + apev2.new_tag(("Jazz",)) + lyrics + b"%06d" % len(lyrics) + b"LYRICS200" + id3v1(3)


def _chained() -> bytes:
    return sample("ogg") + sample("opus")


def _film() -> bytes:
    picture = b"\x80theora" + bytes(35)
    head = ogg_pages.PageHead(FIRST, bytes(8), b"FILM", 0)
    return ogg_pages.render_page(head, ogg_pages.lacing_of([picture]), picture) + sample("ogg")


def _rf64(count: int = 0) -> bytes:
    """RF64 whose table counts ``count`` chunks and has room for none."""
    data = sample("wav bare")
    sizes = struct.pack("<QQQI", len(data) + 28, 4096, 2048, count)
    return b"RF64\xff\xff\xff\xffWAVEds64" + struct.pack("<I", 28) + sizes + data[12:]


def _endless_wav() -> bytes:
    data = sample("wav bare")
    return data[:4] + b"\xff\xff\xff\xff" + data[8:]


def _two_info_lists() -> bytes:
    data = sample("wav info")
    at = data.index(b"LIST")
    again = data[at : at + 8 + struct.unpack("<I", data[at + 4 : at + 8])[0]]
    body = data[8:] + again
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _wav_with_something_behind() -> bytes:
    return sample("wav bare") + b"something else"


def _two_comments() -> bytes:
    data = sample("flac no padding")
    at = 4 + 4 + 34
    size = int.from_bytes(data[at + 1 : at + 4], "big")
    block = data[at : at + 4 + size]
    return data[:at] + bytes([block[0] & 0x7F]) + block[1:] + data[at:]


def _signed_wma() -> bytes:
    data = sample("wma")
    size, count = struct.unpack("<QI", data[16:28])
    signature = asf._SIGNATURE + struct.pack("<Q", 30) + b"signed"
    return data[:16] + struct.pack("<QI", size + 30, count + 1) + data[28:size] + signature + data[size:]


def _dff_with_index() -> bytes:
    data = sample("dff")
    title = tag(4, frame(4, "TIT2", b"\x03Ti"), padding=1)
    chunk = b"ID3 " + struct.pack(">Q", len(title)) + title
    index = b"DSTI" + struct.pack(">Q", 12) + bytes(12)
    at = data.index(b"FVER")
    body = data[12:at] + chunk + data[at:] + index
    return b"FRM8" + struct.pack(">Q", len(body)) + body


def _m4a_measured_across() -> bytes:
    data = encoded("mp4", "aac", (), (("movflags", "frag_keyframe+empty_moov"),))
    at = data.index(b"moov") - 4
    return data[:at] + struct.pack(">I", 40) + b"sidx" + bytes(32) + data[at:]


def _two_indexes() -> bytes:
    data = sample("m4a")
    at = data.index(b"moov") - 4
    return data + data[at:]


def _rf64_saying(at: int, length: int) -> bytes:
    """RF64 with ``length`` at ``at``, where the number should send readers to the table."""
    data = sample("wav rf64")
    return data[:at] + struct.pack("<I", length) + data[at + 4 :]


def _flipped(name: str, at: int, bit: int = 1) -> bytes:
    """A sample with one bit that fell over at ``at``, counted from its end where that is below zero."""
    data = bytearray(sample(name))
    data[at] ^= bit
    return bytes(data)


def _flac_with_another_first_block() -> bytes:
    data = sample("flac")
    return data[:4] + b"\x02\0\0\x04TEST" + data[4:]


def _flac_leading_into_the_sound() -> bytes:
    """Its last length is damaged and leads to two bytes in the sound that look like a frame's first ones."""
    data = sample("flac no padding")
    return data[: data.index(b"\xff\xf8") + 2] + b"\0" * 40


def _m4a_pointing_astray() -> bytes:
    data = bytearray(sample("m4a"))
    at = data.index(b"stco") + 12
    data[at : at + 4] = (len(data) + 1000).to_bytes(4, "big")
    return bytes(data)


def _ape_with_a_damaged_footer() -> bytes:
    data = sample("wavpack")
    assert data[-32:-24] == b"APETAGEX"
    return data[:-30] + b"?" + data[-29:]


def _dsf_that_lost_its_pointer() -> bytes:
    data = sample("dsf tagged")
    return data[:20] + bytes(8) + data[28:]


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "two ID3 tags": (_two_id3, "two ID3 tags"),
    "ID3 at the end": (_id3_at_the_end, "at its end"),
    "APEv2 before Lyrics3": (_ape_before_lyrics, "Lyrics3"),
    "chained Ogg": (_chained, "chained"),
    "a film": (_film, "film"),
    "RF64 without lengths": (lambda: b"RF64" + sample("wav bare")[4:], "table of lengths"),
    "RF64 with half a table": (lambda: _rf64(2), "table of lengths"),
    "a cut off RF64": (lambda: _rf64()[:-100], "shorter than it says"),
    "RF64 with a length outside its table": (lambda: _rf64_saying(4, 1000), "in two places"),
    "RF64 with two lengths of the sound": (
        lambda: _rf64_saying(sample("wav rf64").index(b"data") + 4, 100),
        "in two places",
    ),
    "WAV of unknown length": (_endless_wav, "how long it is"),
    "two INFO lists": (_two_info_lists, "two INFO lists"),
    "something behind WAV": (_wav_with_something_behind, "belong to nothing"),
    "two comment blocks": (_two_comments, "two comment blocks"),
    "signed WMA": (_signed_wma, "signed"),
    "a table of the sound behind the tag": (_dff_with_index, "addresses the sound"),
    "a table across the index": (_m4a_measured_across, "measures across"),
    "two indexes": (_two_indexes, "two indexes"),
    "a cut off MP4": (lambda: sample("m4a")[:-100], "do not add up"),
    "a cut off FLAC header": (lambda: sample("flac")[:60], "cut off|outside"),
    "a cut off WAV": (lambda: sample("wav bare")[:-100], "shorter than it says"),
    "a cut off tag": (lambda: sample("mp3 id3v2.3")[:200], "longer than the file"),
    "a FLAC that begins with another block": (_flac_with_another_first_block, "do not begin with the one"),
    "a FLAC whose blocks end in the sound": (_flac_leading_into_the_sound, "do not lead to the sound"),
    "a table of offsets led astray": (_m4a_pointing_astray, "where no sound is"),
    "a damaged APEv2 footer": (_ape_with_a_damaged_footer, "or a damaged one"),
    "APEv2 whose ends differ": (lambda: _flipped("wavpack", sample("wavpack").index(b"APETAGEX") + 12), "differ"),
    "APEv2 that denies its header": (lambda: _flipped("wavpack", -9, 0x80), "does not announce"),
    "DSF without a pointer to its tag": (_dsf_that_lost_its_pointer, "where it says"),
    "raw AAC": (lambda: encoded("adts", "aac"), "of no kind"),
}


@pytest.mark.parametrize("name", CASES)
def test_left_as_it_is(name: str) -> None:
    make, words = CASES[name]
    source = BytesSource(make())
    with pytest.raises(WriteRefused, match=words) as refusal:
        native.plan_splices(source, native.recognise(source), GENRES)
    assert refusal.value.sentence.startswith("Left as it is: ")
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "name", ["two ID3 tags", "ID3 at the end", "a cut off RF64", "two INFO lists", "signed WMA", "raw AAC"]
)
def test_still_read(name: str) -> None:
    tags = tags_of(BytesSource(CASES[name][0]()))
    assert tags.container
