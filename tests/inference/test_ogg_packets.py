"""Packets taken out of Ogg pages, those of Opus put together, give what the demuxer and one packet at a time give."""

from __future__ import annotations

import io
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.ffmpeg_source import FfmpegSource
from app.inference.ogg_packets import OggPackets, together
from app.ogg import checksum, is_sound
from tests.inference.sounds import damages, music, shared_folder, write_soundfile
from tests.inference.test_aac_index import Content

RATE = 48_000
SECONDS = 12
#: Bytes that hold the heads and the first sound of each kind.
BEGUN = 6_000
KINDS = ("vorbis", "opus", "mono", "speech", "short frames", "long pages")


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Content]:
    """Twelve seconds of each kind."""
    folder, sound = tmp_path_factory.mktemp("ogg"), music(SECONDS, RATE)
    write_soundfile(folder / "vorbis", sound, RATE, format="OGG", subtype="VORBIS")
    write_soundfile(folder / "opus", sound, RATE, format="OGG", subtype="OPUS")
    write_soundfile(folder / "mono", sound[:, :1], RATE, format="OGG", subtype="OPUS")
    encode(folder / "speech", sound[:, :1], 12_000, application="voip")
    encode(folder / "short frames", sound, 160_000, application="lowdelay", frame_duration="2.5")
    encode(folder / "long pages", sound, 96_000)
    return {kind: Content((folder / kind).read_bytes()) for kind in KINDS}


def encode(path: Path, sound: NDArray[np.float32], bit_rate: int, **options: str) -> None:
    """Opus by FFmpeg, which makes pages of a second."""
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    with av.open(str(path), "w", format="ogg") as output:
        stream = output.add_stream("libopus", rate=RATE, layout=layout, options=options)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = bit_rate
        for start in range(0, len(sound), RATE):
            block = np.ascontiguousarray(sound[start : start + RATE].reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def read(content: bytes, places: list[tuple[int, int]], by_pages: bool = True) -> list[NDArray[np.float32]]:
    """The sound at ``places`` (start, count), in their order, by the pages where they are of use, or without them."""
    source = FfmpegSource(io.BytesIO(content))
    assert source._pages is not None
    if not by_pages:
        source._pages = None
    found = [source.read(*place) for place in places]
    source.close()
    return found


def same(content: bytes, places: list[tuple[int, int]]) -> bool:
    pairs = zip(read(content, places), read(content, places, by_pages=False), strict=True)
    return all(np.array_equal(one, other) for one, other in pairs)


def uses_pages(content: bytes, start: int, count: int) -> bool:
    source = FfmpegSource(io.BytesIO(content))
    source.read(start, count)
    used = source._without_demuxer
    source.close()
    return used


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_the_same_to_the_bit(contents: dict[str, Content], kind: str) -> None:
    content, second = contents[kind], RATE
    assert uses_pages(content, 3 * second, 2 * second)
    near = [(7 * second + part * 20_000, 20_000) for part in range(5)]  # each read where the one before has ended
    places = [(6 * second, 2 * second), (2 * second + 17, second), *near, (9 * second, 40_001), (4 * second, 1)]
    assert same(content, places)
    assert [len(each) for each in read(content, places)] == [count for _, count in places]


@given(
    kind=st.sampled_from(KINDS),
    starts=st.lists(st.integers(0, SECONDS * RATE), min_size=1, max_size=4),
    count=st.integers(1, 3 * RATE),
)
@settings(max_examples=40, deadline=None)
def test_they_end_where_the_sound_ends(contents: dict[str, Content], kind: str, starts: list[int], count: int) -> None:
    assert same(contents[kind], [(start, count) for start in starts])


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_is_left_to_the_demuxer(contents: dict[str, Content], data: st.DataObject) -> None:
    content = contents[data.draw(st.sampled_from(KINDS))]
    damaged = data.draw(damages(content, BEGUN))
    assert same(damaged, [(2 * RATE, 3 * RATE), (7 * RATE, 4 * RATE)])


def pages(content: bytes) -> list[bytes]:
    places = [place for place in range(len(content)) if content.startswith(b"OggS\0", place)]
    return [content[one:other] for one, other in pairwise([*places, len(content)])]


@pytest.mark.parametrize("kind", ["vorbis", "opus"])
def test_a_missing_page_and_one_of_another_stream_are_left_to_the_demuxer(
    contents: dict[str, Content], kind: str
) -> None:
    found = pages(contents[kind])
    assert all(is_sound(page) for page in found)
    middle = len(found) // 2
    place = (round(SECONDS * RATE * 0.3), round(SECONDS * RATE * 0.4))
    assert uses_pages(contents[kind], *place)
    foreign = found[middle][:14] + b"????" + found[middle][18:22] + bytes(4) + found[middle][26:]
    foreign = foreign[:22] + checksum(foreign) + foreign[26:]
    for changed in ([*found[:middle], *found[middle + 1 :]], [*found[:middle], foreign, *found[middle:]]):
        content = b"".join(changed)
        assert not uses_pages(content, *place)
        assert same(content, [place])


def test_sound_after_the_end_of_a_stream_is_left_to_the_demuxer(contents: dict[str, Content]) -> None:
    chained = contents["opus"] + contents["mono"]
    assert same(chained, [((SECONDS - 2) * RATE, 4 * RATE), (3 * RATE, RATE), ((SECONDS + 4) * RATE, RATE)])


@pytest.mark.parametrize("segment", [255, 254], ids=["one packet", "packets without time"])
def test_pages_that_go_on_and_on_are_left_to_the_demuxer(contents: dict[str, Content], segment: int) -> None:
    """Else a packet of a hundred megabytes is put together page by page, 45 s of work, or all packets are held."""
    *found, last = pages(contents["long pages"])
    body, endless = b"\xfc" * (segment * 255), []
    for number in range(80):  # five megabytes
        flags = b"\1" if segment == 255 and number else b"\0"
        head = b"OggS\0" + flags + found[-1][6:18] + (len(found) + number).to_bytes(4, "little") + bytes(4)
        page = head + b"\xff" + bytes([segment]) * 255 + body
        endless.append(page[:22] + checksum(page) + page[26:])
    content = b"".join([*found, *endless, last])
    container = av.open(io.BytesIO(content))
    stream = container.streams.audio[0]
    taken = OggPackets(io.BytesIO(content), container, stream)
    taken.go_behind(next(packet for packet in container.demux(stream) if packet.pts and packet.pts > 4 * RATE))
    with pytest.raises(ValueError, match="more pages than sound"):
        taken.take(SECONDS * RATE)
    container.close()
    assert same(content, [((SECONDS - 4) * RATE, 8 * RATE)])


def test_packets_that_are_all_the_same_are_left_to_the_demuxer(tmp_path: Path) -> None:
    write_soundfile(tmp_path / "silence", np.zeros((SECONDS * RATE, 2), np.float32), RATE, format="OGG", subtype="OPUS")
    content = (tmp_path / "silence").read_bytes()
    assert not uses_pages(content, 5 * RATE, RATE)
    assert same(content, [(5 * RATE, RATE)])


def test_others_are_left_to_the_demuxer(tmp_path: Path) -> None:
    write_soundfile(tmp_path / "many", music(2.0, RATE, 6), RATE, format="OGG", subtype="OPUS")
    write_soundfile(tmp_path / "flac", music(2.0, RATE), RATE, format="FLAC")
    for name in ("many", "flac"):
        source = FfmpegSource(io.BytesIO((tmp_path / name).read_bytes()))
        assert source._pages is None
        source.close()


def test_a_packet_over_several_pages_is_put_together(contents: dict[str, Content]) -> None:
    """The same packets in pages of four segments, so that many of them go on on the next page."""
    source = av.open(io.BytesIO(contents["vorbis"]))
    stream = source.streams.audio[0]
    packets = [bytes(packet) for packet in source.demux(stream) if packet.size]
    content, short = b"", 4
    for page in pages(contents["vorbis"]):
        lacing = page[27 : 27 + page[26]]
        content += page if page[5] or sum(lacing) < 2_000 else b"".join(_split(page, lacing, short))
    content = _renumbered(content)
    source.close()
    again = av.open(io.BytesIO(content))
    assert [bytes(packet) for packet in again.demux(again.streams.audio[0]) if packet.size] == packets
    again.close()
    assert uses_pages(content, 5 * RATE, RATE)
    assert same(content, [(5 * RATE, RATE), (2 * RATE, 3 * RATE)])


def _split(page: bytes, lacing: bytes, short: int) -> list[bytes]:
    """Pages of ``short`` segments; the position is that of the last one, and none on the others."""
    found, begin = [], 27 + len(lacing)
    for at in range(0, len(lacing), short):
        some = lacing[at : at + short]
        last = at + short >= len(lacing)
        flags = bytes([1 if at and lacing[at - 1] == 255 else 0])
        position = page[6:14] if last else b"\xff" * 8
        body = page[begin : begin + sum(some)]
        found.append(page[:5] + flags + position + page[14:26] + bytes([len(some)]) + some + body)
        begin += len(body)
    return found


def _renumbered(content: bytes) -> bytes:
    changed = b""
    for number, page in enumerate(pages(content)):
        bare = page[:18] + number.to_bytes(4, "little") + bytes(4) + page[26:]
        changed += bare[:22] + checksum(bare) + bare[26:]
    return changed


@given(packets=st.lists(st.binary(max_size=3), max_size=30), kind=st.sampled_from([0xFC, 0xF8, 0xE0, 0x78, 0xFD]))
def test_putting_together_loses_nothing(packets: list[bytes], kind: int) -> None:
    """Frames are counted and found again; what holds several, speech, and what is empty stays as it is."""
    given_packets = [bytes([kind]) + packet for packet in packets]
    frames = [frame for packet in together(given_packets) for frame in _frames(packet)]
    assert frames == [frame for packet in given_packets for frame in _frames(packet)]
    if kind & 0b11 or not kind & 0x80:
        assert list(together(given_packets)) == given_packets


@pytest.mark.parametrize("length", [1, 251, 252, 253, 254, 255, 256, 507, 508, 1274, 1275])
def test_lengths_are_written_as_the_format_has_them(length: int) -> None:
    packets = [b"\xfc" + bytes([each]) * length for each in range(6)]
    (packet,) = together(packets)
    assert _frames(packet) == [(0xFC, each[1:]) for each in packets]


def _frames(packet: bytes) -> list[tuple[int, bytes]]:
    """The frames of a packet of one frame, or of many of different length without padding; others are one."""
    if packet[0] & 0b11 != 0b11 or len(packet) < 2 or not packet[1] & 0x80 or packet[1] & 0x40:
        return [(packet[0], packet[1:])]
    at, lengths = 2, []
    for _ in range((packet[1] & 0x3F) - 1):
        length, at = packet[at], at + 1
        if length >= 252:
            length, at = length + 4 * packet[at], at + 1
        lengths.append(length)
    frames = []
    for length in [*lengths, len(packet) - at - sum(lengths)]:
        frames.append((packet[0] & ~0b11, packet[at : at + length]))
        at += length
    return frames


def test_real_files_sound_the_same() -> None:
    files = sorted(each for each in (shared_folder() / "fixtures").rglob("*") if each.suffix in {".ogg", ".opus"})
    checked = 0
    for file in files:
        content = file.read_bytes()
        try:
            source = FfmpegSource(io.BytesIO(content))
        except DecodeError:  # no sound in it
            continue
        frames, has_pages = source.frames or 0, source._pages is not None
        source.close()
        if has_pages and frames > RATE:
            checked += 1
            assert same(content, [(frames // 2, RATE // 4), (frames * 3 // 4, RATE // 4)]), file
    assert checked > 2
