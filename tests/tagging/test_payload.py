"""What is heard stays: every packet of sound, as FFmpeg takes it out of the file, before and after a write and an undo.

And room is left: the next change of similar length goes into the same place, in the containers that have room.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

import av
import pytest

from app.errors import WriteRefused
from app.tagging import genres as native
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.patch import make_patch
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change
from tests.tagging.samples import SAMPLES, sample

Put = Callable[..., bytes]
#: Made by hand with noise for sound, or cut off: no demuxer takes them. Behind FLAC FFmpeg takes ID3v1 for sound.
_NO_SOUND = ("ape", "ape tagged", "musepack", "dff", "dsf", "dsf tagged", "speex", "opus cut off", "flac id3", "tak")
_NO_SOUND += ("optimfrog",)
#: Where a tag has no padding by its nature: APEv2, an ID3v2 tag with a footer, RIFF INFO, FLAC's and Speex's in Ogg.
_NO_ROOM = ("wavpack", "ape", "ape tagged", "musepack", "mp3 apev2", "mp3 gain only", "mp3 id3v2.4 apev2 id3v1", "tak")
_NO_ROOM += ("optimfrog",)
_NO_ROOM += ("mp3 footer", "ogg flac", "speex", *(name for name in SAMPLES if name.startswith("wav ") or name == "wav"))


def packets(path: bytes) -> list[tuple[int | None, str]]:
    """Time and SHA-256 of every packet of sound."""
    with av.open(os.fsdecode(path)) as file:
        stream = file.streams.audio[0]
        return [(p.pts, hashlib.sha256(bytes(p)).hexdigest()) for p in file.demux(stream) if p.size]


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


def test_a_change_across_the_limit_of_riff_is_refused() -> None:
    """A WAV file holds 4 GiB at most; one that would become longer stays as it is."""

    class Long:
        """The head of a WAV file of 4 GiB, and silence."""

        def __init__(self) -> None:
            size = (4 << 30) - 40
            data = sample("wav bare")[:44]
            self._head = data[:4] + (size - 8).to_bytes(4, "little") + data[8:40] + (size - 44).to_bytes(4, "little")
            self.size = size

        def read_at(self, offset: int, length: int) -> bytes:
            length = max(0, min(length, self.size - offset))
            return self._head[offset : offset + length].ljust(length, b"\0")

    with pytest.raises(WriteRefused):
        native.plan_splices(Long(), "wav", ("Drum and Bass", "Blues"))
