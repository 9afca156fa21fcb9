"""Telephones' files (3GPP): M4A by another name, some with tags of their own kind beside which nothing is written."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import mutagen.mp4
import pytest

from app.kinds import is_writable
from app.tagging.formats import read_tags
from app.tagging.unread import is_unread_name
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import GENRES, change, digest
from tests.tagging.samples import TAGS, encoded

Put = Callable[..., bytes]


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[str, bytes], bytes]:
    def make(name: str, data: bytes) -> bytes:
        path = tmp_path / name
        path.write_bytes(data)
        return os.fsencode(path)

    return make


@pytest.mark.parametrize("kind", ["3gp", "3g2"])
def test_one_without_tags_is_written_as_m4a_and_taken_back(kind: str, keep: Put, writer: Writer) -> None:
    path = keep(f"song.{kind}", encoded(kind, "aac", ()))
    before = digest(path)
    assert read_tags(path).genres == ()
    batch, (outcome,) = writer.write([change(path)], note="")
    assert (batch, outcome.status) == (1, OutcomeStatus.WRITTEN)
    assert read_tags(path).genres == GENRES
    assert tuple(mutagen.mp4.MP4(os.fsdecode(path))["\xa9gen"]) == GENRES
    assert writer.undo(1)[0].status is OutcomeStatus.WRITTEN
    assert digest(path) == before


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
def test_ffprobe_sees_what_was_written_and_the_same_sound(keep: Put, writer: Writer) -> None:
    path = keep("song.3gp", encoded("3gp", "aac", ()))

    def sound() -> str:
        command = ["ffmpeg", "-v", "error", "-i", os.fsdecode(path), "-map", "0:a", "-c", "copy", "-f", "md5", "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    before = sound()
    writer.write([change(path)], note="")
    command = ["ffprobe", "-v", "error", "-show_entries", "format_tags=genre", "-of", "csv=p=0", os.fsdecode(path)]
    assert GENRES[0] in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert sound() == before


def test_a_genre_of_their_own_kind_is_read_and_nothing_is_written_beside_it(keep: Put, writer: Writer) -> None:
    path = keep("song.3gp", encoded("3gp", "aac", (*TAGS, ("genre", "Polka"))))
    before = digest(path)
    tags = read_tags(path)
    assert (tags.genres, tags.tag_types) == (("Polka",), ("3GPP",))
    _, (outcome,) = writer.write([change(path)], note="")
    assert outcome.status is OutcomeStatus.SKIPPED
    assert outcome.reason.startswith("Left as it is: it has tags of the kind that telephones write (3GPP)")
    assert digest(path) == before


def test_their_genre_may_be_in_utf_16(keep: Put) -> None:
    data = encoded("3gp", "aac", (("genre", "0123456"),))
    old = b"gnre\0\0\0\0\x15\xc70123456\0"
    assert old in data
    new = b"gnre\0\0\0\0\x15\xc7\xfe\xff" + "Ül".encode("utf-16-be") + b"\0\0"
    assert len(new) == len(old)
    assert read_tags(keep("wide.3gp", data.replace(old, new))).genres == ("Ül",)


@pytest.mark.parametrize(("text", "genres"), [(b"Ska\0junk", ("Ska",)), (b"\0" * 8, ())])
def test_a_zero_ends_their_genre(keep: Put, text: bytes, genres: tuple[str, ...]) -> None:
    data = encoded("3gp", "aac", (("genre", "0123456"),))
    assert data.count(b"0123456\0") == 1
    assert read_tags(keep("song.3gp", data.replace(b"0123456\0", text))).genres == genres


def test_those_in_folders_are_passed_over() -> None:
    assert is_unread_name(b"clip.3gp")
    assert is_unread_name(b"clip.3G2")


@pytest.mark.parametrize(("tags", "kind"), [((), "m4a"), ((*TAGS, ("genre", "Polka")), "3gp")])
def test_the_kind_tells_whether_it_can_be_written(tags: tuple[tuple[str, str], ...], kind: str, keep: Put) -> None:
    told = read_tags(keep("song.3gp", encoded("3gp", "aac", tags))).container
    assert (told, is_writable(told)) == (kind, kind == "m4a")
