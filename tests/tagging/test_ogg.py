"""Ogg in detail: pages laid out anew, numbers and checksums, streams side by side."""

from __future__ import annotations

import io
from collections.abc import Callable

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import WriteRefused
from app.ogg import FIRST, checksum
from app.tagging import genres as native
from app.tagging.containers import ogg_pages as op
from app.tagging.formats import tags_of
from app.tagging.layout import LayoutError
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.patch import make_patch
from app.tagging.verify import check
from app.tagging.writer import Writer
from tests.tagging.conftest import GENRES, change, digest
from tests.tagging.samples import sample

#: More than one page can hold.
MANY = tuple(f"{n:03} " + "genre " * 35 + "x" for n in range(400))


def plain_checksum(page: bytes) -> int:
    """RFC 3533's checksum, bit by bit."""
    crc = 0
    for byte in page[:22] + b"\0\0\0\0" + page[26:]:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return crc


@pytest.mark.parametrize("name", ["ogg", "ogg genre", "opus", "ogg flac", "speex"])
@pytest.mark.parametrize("genres", [GENRES, MANY])
def test_pages_are_numbered_and_their_checksums_right(name: str, genres: tuple[str, ...]) -> None:
    source = BytesSource(sample(name))
    content = Overlay(source, native.plan_splices(source, native.recognise(source), genres))
    check(source, content, native.recognise(source), genres)
    pages = list(op.pages(content))
    assert [page.number for page in pages] == list(range(len(pages)))
    for page in pages[: len(pages) if genres is GENRES else 3]:
        data = content.read_at(page.offset, page.end - page.offset)
        assert int.from_bytes(data[22:26], "little") == plain_checksum(data)
    last = content.read_at(pages[-1].offset, pages[-1].end - pages[-1].offset)
    assert int.from_bytes(last[22:26], "little") == plain_checksum(last)


@pytest.mark.parametrize("name", ["ogg", "opus", "ogg flac"])
def test_another_demultiplexer_follows_the_renumbered_pages(name: str) -> None:
    source = BytesSource(sample(name))
    content = Overlay(source, native.plan_splices(source, native.recognise(source), MANY))
    assert _packets(content) == _packets(source)


def test_back_to_one_page() -> None:
    source = BytesSource(sample("opus"))
    long = Overlay(source, native.plan_splices(source, "opus", MANY))
    again = BytesSource(long.read_at(0, long.size))
    short = Overlay(again, native.plan_splices(again, "opus", GENRES))
    check(again, short, "opus", GENRES)
    assert tags_of(short).genres == GENRES
    back = Overlay(short, make_patch(again, native.plan_splices(again, "opus", GENRES)).reverse())
    assert back.read_at(0, back.size) == again.read_at(0, again.size)


def _packets(source: BytesSource | Overlay) -> list[bytes]:
    with av.open(io.BytesIO(source.read_at(0, source.size))) as file:
        return [bytes(packet) for packet in file.demux(file.streams.audio[0]) if packet.size]


def test_streams_side_by_side() -> None:
    """Another stream's pages between ours stay where they are, with their own numbers."""
    first, *rest = list(op.pages(BytesSource(sample("speex"))))
    data = sample("speex")

    def other(flags: int, number: int) -> bytes:
        return op.render_page(op.PageHead(flags, bytes(8), b"OTHR", number), b"\x05", b"other")

    mixed = data[: first.end] + other(FIRST, 0)
    for number, page in enumerate(rest, 1):
        mixed += data[page.offset : page.end] + other(0, number)
    source = BytesSource(mixed)
    content = Overlay(source, native.plan_splices(source, "speex", MANY))
    assert tags_of(content).genres == MANY
    strangers = [page.number for page in op.pages(content) if page.serial == b"OTHR"]
    assert strangers == list(range(len(rest) + 1))
    ours = [page.number for page in op.pages(content) if page.serial == b"SERI"]
    assert ours == list(range(len(ours)))
    assert len(ours) > 3


@given(st.binary(min_size=28, max_size=400))
def test_the_quick_checksum_is_the_plain_one(data: bytes) -> None:
    zeroed = data[:22] + b"\0\0\0\0" + data[26:]
    assert int.from_bytes(checksum(zeroed), "little") == plain_checksum(data)


@given(st.integers(1, 2000), st.lists(st.integers(1, 255), min_size=1, max_size=5))
def test_segments_are_shared_out_whole(segments: int, wanted: list[int]) -> None:
    if segments < max(len(wanted), -(-segments // 255)):
        with pytest.raises(LayoutError):
            op.share_out(segments, wanted)
        return
    shares = op.share_out(segments, wanted)
    assert sum(shares) == segments
    assert all(1 <= share <= 255 for share in shares)
    assert len(shares) == max(len(wanted), -(-segments // 255))


LONG = tuple(f"{n} {'x' * 200}" for n in range(400))


@pytest.mark.parametrize("name", ["ogg", "ogg genre", "opus", "ogg flac", "speex"])
@pytest.mark.parametrize("where", [0, 1])
def test_a_file_whose_first_pages_are_damaged_is_left(name: str, where: int) -> None:
    """A bit that fell over in a header page: all the rest of it may be read, but nothing of it is certain."""
    data = bytearray(sample(name))
    page = list(op.pages(BytesSource(bytes(data))))[where]
    data[page.end - 1] ^= 0x10
    source = BytesSource(bytes(data))
    assert tags_of(source).container == native.recognise(source)  # it is still listed
    with pytest.raises(WriteRefused, match="one of its first Ogg pages is damaged"):
        native.plan_splices(source, native.recognise(source), GENRES)


def test_a_wrong_checksum_alone_is_damage(put: Callable[..., bytes], writer: Writer) -> None:
    path = put("ogg")
    with open(path, "r+b") as file:
        page = list(op.pages(BytesSource(sample("ogg"))))[1]
        file.seek(page.offset + 22)
        file.write(b"\0\0\0\0")
    before = digest(path)
    assert writer.write([change(path)], note="")[1][0].reason == "Left as it is: one of its first Ogg pages is damaged."
    assert digest(path) == before


def test_a_damaged_page_is_not_renumbered() -> None:
    """Players leave out a page whose checksum is wrong; with a right one they would play what is damaged."""
    data = bytearray(sample("ogg"))
    last = list(op.pages(BytesSource(bytes(data))))[-1]
    data[last.body + 20] ^= 0xFF
    source = BytesSource(bytes(data))
    with pytest.raises(WriteRefused, match="would have to be renumbered is damaged"):
        native.plan_splices(source, "ogg-vorbis", LONG)
    content = Overlay(source, native.plan_splices(source, "ogg-vorbis", GENRES))  # it stays where and what it is
    check(source, content, "ogg-vorbis", GENRES)
    assert content.read_at(content.size - 2000, 2000) == source.read_at(source.size - 2000, 2000)
