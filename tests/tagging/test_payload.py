"""What is heard stays: every packet of sound, as FFmpeg takes it out of the file, before and after a write and an undo.

And room is left: the next change of similar length goes into the same place, in the containers that have room.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from app.errors import WriteRefused
from app.tagging import genres as native
from app.tagging.formats import tags_of
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.patch import make_patch
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, change
from tests.tagging.samples import SAMPLES, SECONDS, sample
from tests.tagging.sound import packets

Put = Callable[..., bytes]
#: Made by hand with noise for sound, or cut off: FFmpeg does not take them apart (real ones: fixture_table.py).
_NO_SOUND = ("ape", "ape tagged", "musepack", "optimfrog", "opus cut off")
#: Where a tag has no padding by its nature: APEv2, an ID3v2 tag with a footer, RIFF INFO, FLAC's and Speex's in Ogg.
_NO_ROOM = ("wavpack", "ape", "ape tagged", "musepack", "mp3 apev2", "mp3 gain only", "mp3 id3v2.4 apev2 id3v1", "tak")
_NO_ROOM += ("optimfrog",)
_NO_ROOM += ("mp3 footer", "ogg flac", "speex", *(name for name in SAMPLES if name.startswith("wav ") or name == "wav"))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in _NO_SOUND])
def test_every_packet_stays(name: str, put: Put, writer: Writer) -> None:
    path = put(name)
    before = packets(path)
    assert before
    batch, (outcome,) = writer.write([change(path)], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert packets(path) == before
    assert batch is not None
    writer.undo(batch)
    assert packets(path) == before


def _set(source: BytesSource, genres: tuple[str, ...]) -> tuple[BytesSource, bool]:
    """The content with ``genres``, and whether the change would go in place."""
    patch = make_patch(source, native.plan_splices(source, native.recognise(source), genres))
    content = Overlay(source, patch.splices)
    return BytesSource(content.read_at(0, content.size)), patch.in_place_span is not None


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in _NO_ROOM])
def test_the_next_change_is_small(name: str) -> None:
    first, _ = _set(BytesSource(sample(name)), ("Drum and Bass", "Blues"))
    _, in_place = _set(first, ("Techno (Peak / Time)", "Blues"))
    assert in_place


class LongWav:
    """The head of a WAV file of ``size`` bytes, and silence."""

    def __init__(self, size: int) -> None:
        data = sample("wav bare")[:44]
        self._head = data[:4] + struct.pack("<I", size - 8) + data[8:40] + struct.pack("<I", size - 44)
        self.size = size

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``."""
        length = max(0, min(length, self.size - offset))
        return self._head[offset : offset + length].ljust(length, b"\0")


@pytest.mark.parametrize(("size", "words"), [((4 << 30) - 40, "format can say"), ((2 << 30) - 40, "beyond 2 GiB")])
def test_a_change_across_a_limit_of_riff_is_refused(size: int, words: str) -> None:
    """A WAV file holds 4 GiB at most, and some programs read 2; one that would become longer stays as it is."""
    with pytest.raises(WriteRefused, match=words):
        native.plan_splices(LongWav(size), "wav", ("Drum and Bass", "Blues"))


@pytest.mark.parametrize("size", [(2 << 30) - (64 << 10), 3 << 30])
def test_a_change_this_side_of_a_limit_is_made(size: int) -> None:
    source = LongWav(size)
    splices = native.plan_splices(source, "wav", GENRES)
    content = Overlay(source, splices)
    assert native.read_genres(content, "wav").genres == GENRES
    assert int.from_bytes(content.read_at(4, 4), "little") == content.size - 8


def test_rf64_says_how_long_it_has_become() -> None:
    source = BytesSource(sample("wav rf64"))
    content = Overlay(source, native.plan_splices(source, "wav", GENRES))
    at = sample("wav rf64").index(b"ds64") + 8
    assert content.read_at(4, 4) == b"\xff" * 4
    assert int.from_bytes(content.read_at(at, 8), "little") == content.size - 8
    assert content.read_at(at + 8, 20) == source.read_at(at + 8, 20)
    tags = tags_of(content)
    assert tags.genres == GENRES
    assert tags.duration_s == pytest.approx(SECONDS, abs=0.001)
