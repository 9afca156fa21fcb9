"""Files made to exhaust memory or time: an answer within seconds, in little memory."""

from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from app.errors import TagError, WriteRefused
from app.tagging import genres as native
from app.tagging.formats import tags_of
from app.tagging.overlay import BytesSource, SourceFile
from tests.tagging.samples import frame, mp3_sound, sample, tag

MANY = 400_000


def _frames() -> bytes:
    return tag(4, frame(4, "AAAA", b"") * MANY) + mp3_sound()


def _comments() -> bytes:
    block = struct.pack("<II", 0, MANY) + bytes(4 * MANY)
    data = sample("flac bare")
    head = b"\x84" + len(block).to_bytes(3, "big")
    return data[:4] + bytes([data[4] & 0x7F]) + data[5:42] + head + block + data[42:]


def _items() -> bytes:
    items = (struct.pack("<II", 0, 0) + b"ab\0") * MANY
    numbers = struct.pack("<IIII", 2000, len(items) + 32, MANY, 0)
    return sample("ape") + items + b"APETAGEX" + numbers + bytes(8)


def _chunks() -> bytes:
    body = sample("wav bare")[8:] + (b"junk" + bytes(4)) * MANY
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _atoms() -> bytes:
    inside = struct.pack(">I4s", 8, b"free") * MANY
    return sample("m4a bare")[:32] + struct.pack(">I4s", 8 + len(inside), b"moov") + inside


def _nested_atoms() -> bytes:
    depth = 20_000
    nest = b"".join(struct.pack(">I4s", 8 * (depth - n), b"trak") for n in range(depth))
    return struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + struct.pack(">I4s", 8 + len(nest), b"moov") + nest


def _compressed_frame() -> bytes:
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    bomb = (100 << 20).to_bytes(4, "big") + packed
    return tag(3, frame(3, "TCON", bomb, b"\0\x80")) + mp3_sound()


CASES: dict[str, Callable[[], bytes]] = {
    "ID3 frames": _frames,
    "comments": _comments,
    "APEv2 items": _items,
    "chunks": _chunks,
    "atoms": _atoms,
    "nested atoms": _nested_atoms,
    "a frame that swells": _compressed_frame,
}


@pytest.mark.parametrize("name", CASES)
def test_answered_soon_and_in_little_memory(name: str) -> None:
    content = CASES[name]()
    source = BytesSource(content)
    started = time.process_time()
    tracemalloc.start()
    with suppress(TagError):
        tags_of(source)
    with pytest.raises(WriteRefused) as problem:
        native.plan_splices(source, native.recognise(source), ("Jazz",))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem.value.sentence.endswith(".")
    assert time.process_time() - started < 10
    assert peak < 5 * len(content) + (100 << 20)


def test_a_reader_that_goes_round_in_circles_is_stopped() -> None:
    """A Musepack packet shorter than its own head leads mutagen back to where it was; found by the fuzz run."""
    started = time.process_time()
    with suppress(TagError, WriteRefused):
        tags_of(BytesSource(b"MPCKS\xff\0\0\0"))
    assert time.process_time() - started < 10


def test_a_claimed_length_is_no_reason_to_ask_for_memory() -> None:
    """Found by the fuzz run: a reader that asks for 200 GB gets what the file has, no room being made first."""
    tracemalloc.start()
    assert SourceFile(BytesSource(b"short")).read(200 << 30) == b"short"
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
