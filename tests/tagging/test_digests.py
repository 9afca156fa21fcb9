"""Digests: what they say of a content does not depend on how it is read, and each kind is known again by itself."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import LibraryError
from app.tagging import digests
from app.tagging.digests import Kind
from app.tagging.journal import Journal
from app.tagging.layout import Source, Splice
from app.tagging.overlay import BLOCK_BYTES, BytesSource, FileSource, Overlay
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest

Put = Callable[..., bytes]
needs_xxhash = pytest.mark.skipif(not digests.HAS_XXH3, reason="needs the package xxhash")
KINDS = [Kind.SHA256, pytest.param(Kind.XXH3, marks=needs_xxhash)]


def _plainly(content: bytes, kind: Kind) -> bytes:
    if kind is Kind.SHA256:
        return hashlib.sha256(content).digest()
    import xxhash

    return b"\x01" + bytes(xxhash.xxh3_128(content).digest())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, BLOCK_BYTES, 2 * BLOCK_BYTES + 17])
def test_a_content_is_hashed_as_a_whole_however_it_is_read(kind: Kind, length: int) -> None:
    content = os.urandom(length)
    expected = _plainly(content, kind)
    sources: list[Source] = [BytesSource(content), FileSource(io.BytesIO(content))]
    sources.append(Overlay(BytesSource(b""), [Splice(0, 0, content)]))
    assert [digests.of(source, kind) for source in sources] == [expected] * 3
    assert digests.kind_of(expected) is kind
    assert digests.matches(sources[0], expected)
    assert not digests.matches(BytesSource(content + b"\0"), expected)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(content=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=8), new=st.binary(max_size=40))
def test_two_contents_are_hashed_in_one_reading(kind: Kind, content: bytes, cuts: list[int], new: bytes) -> None:
    cuts = sorted(min(cut, len(content)) for cut in cuts)
    splices = [Splice(a, b, new) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    after = Overlay(BytesSource(content), splices)
    expected = (_plainly(content, kind), _plainly(after.read_at(0, after.size), kind))
    assert digests.of_both(FileSource(io.BytesIO(content)), splices, kind) == expected


def test_the_published_test_value_comes_out() -> None:
    """Of no bytes at all: an implementation that is another function would leave every older journal behind."""
    assert digests.of(BytesSource(b""), Kind.SHA256).hex().startswith("e3b0c44298fc1c14")
    if digests.HAS_XXH3:
        assert digests.of(BytesSource(b""), Kind.XXH3).hex() == "01" + "99aa06d3014798d86001c324468d497f"


def test_a_file_that_shrinks_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "song"
    path.write_bytes(bytes(3 * BLOCK_BYTES))
    with path.open("rb") as file:
        source = FileSource(file)
        os.truncate(path, BLOCK_BYTES)
        with pytest.raises(OSError, match="shorter"):
            digests.of(source)


@pytest.mark.parametrize("kept", [b"", b"\x01", b"x" * 17, b"\x02" + b"x" * 16, b"\x01" + b"x" * 17])
def test_what_is_no_digest_agrees_with_nothing(kept: bytes) -> None:
    assert not digests.matches(BytesSource(b""), kept)


def _as_version_2(file: Path) -> None:
    """Make the journal one of the version before: SHA-256 only."""
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT COUNT(*) FROM entries WHERE LENGTH(sha_before) != 32").fetchone() == (0,)
        db.execute("PRAGMA user_version = 2")
    db.close()


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Put) -> tuple[bytes, str, Path]:
    """A file written by the version before, its hash before that, and the journal."""
    path, file = put("mp3 id3v2.3"), tmp_path / "older journal"
    before, plan = digest(path), change(path, ["One"])
    journal = Journal(file)
    with monkeypatch.context() as patched:
        patched.setattr(digests, "NEWEST", Kind.SHA256)
        assert Writer(journal).write([plan], note="")[1][0].status is OutcomeStatus.WRITTEN
    journal.close()
    _as_version_2(file)
    return path, before, file


def test_what_an_older_version_wrote_is_undone(older: tuple[bytes, str, Path]) -> None:
    path, before, file = older
    journal = Journal(file)
    assert Writer(journal).undo(1)[0].status is OutcomeStatus.WRITTEN
    assert digest(path) == before
    journal.close()


def test_what_was_written_over_an_older_write_is_undone_in_order(older: tuple[bytes, str, Path], put: Put) -> None:
    """Both are compared with each other: as long as the older one stands, the file is hashed as it was then."""
    path, before, file = older
    journal = Journal(file)
    writer = Writer(journal)
    between = digest(path)
    second, _ = writer.write([change(path, ["Two"]), change(put("flac"))], note="")
    kinds = [digests.kind_of(journal.record(entry.id).digest_after) for entry in journal.entries(2)]
    assert kinds == [Kind.SHA256, digests.NEWEST]
    assert second is not None
    assert journal.later_writes(1) == [(second, path, path)]
    assert "undo that one first" in writer.undo(1)[0].reason
    assert [each.status for each in writer.undo(second)] == [OutcomeStatus.WRITTEN] * 2
    assert digest(path) == between
    assert writer.undo(1)[0].status is OutcomeStatus.WRITTEN
    assert digest(path) == before
    third, _ = writer.write([change(path, ["Three"])], note="")
    assert third is not None
    assert digests.kind_of(journal.record(journal.entries(third)[0].id).digest_after) is digests.NEWEST
    journal.close()


@needs_xxhash
def test_a_journal_whose_digests_cannot_be_compared_is_not_opened(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the package every file would seem to have been changed by somebody else."""
    file = tmp_path / "journal"
    journal = Journal(file)
    Writer(journal).write([change(put("flac"))], note="")
    journal.close()
    monkeypatch.setattr(digests, "HAS_XXH3", False)
    with pytest.raises(LibraryError, match="xxhash"):
        Journal(file)
