"""FLAC in detail: only padding that is empty takes up a change, and a frame's head is known by its checksum."""

from __future__ import annotations

import io

import mutagen.flac
import pytest

from app.tagging import genres as native
from app.tagging.containers import flac
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.verify import check
from tests.tagging.conftest import GENRES
from tests.tagging.samples import sample


def _padded(filling: bytes) -> bytes:
    """A FLAC without padding, and behind its first block one that is called padding."""
    data = sample("flac no padding")
    return data[:42] + b"\x01" + len(filling).to_bytes(3, "big") + filling + data[42:]


@pytest.mark.parametrize("filling", [bytes(4000), bytes(2000) + b"picture" * 200 + bytes(600)])
def test_only_empty_padding_is_used_up(filling: bytes) -> None:
    """A damaged length makes padding reach over the block behind it, whose bytes must not be cut off."""
    source = BytesSource(_padded(filling))
    content = Overlay(source, native.plan_splices(source, "flac", GENRES))
    check(source, content, "flac", GENRES)
    data = content.read_at(0, content.size)
    assert mutagen.flac.FLAC(io.BytesIO(data))["genre"] == list(GENRES)
    assert (content.size == source.size) is not any(filling)
    assert any(filling) is (filling in data)


def test_the_head_of_a_frame_is_known_by_its_checksum() -> None:
    data = sample("flac")
    start = data.index(b"\xff\xf8")
    assert flac._leads_to_sound(BytesSource(data), start)
    assert flac._leads_to_sound(BytesSource(data), len(data))
    for bit in range(8 * 5):
        damaged = bytearray(data)
        damaged[start + bit // 8] ^= 1 << bit % 8
        assert not flac._leads_to_sound(BytesSource(bytes(damaged)), start), bit
    for length in range(1, 6):
        assert not flac._leads_to_sound(BytesSource(data[: start + length]), start)
