"""What was read once stands for what the file says there: the beginning of a file that is open already, and both ends
of a content that several readers ask about.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stamp import BEGINNING_BYTES, open_file, read_stamp
from app.tagging.formats import read_open_tags, read_tags
from app.tagging.layout import Source, Splice
from app.tagging.overlay import (
    AHEAD_BYTES,
    BEHIND_BYTES,
    BytesSource,
    DirectSource,
    FileSource,
    Headed,
    OpenSource,
    Overlay,
    SourceFile,
    once,
    once_of,
)
from tests.tagging.samples import SAMPLES

_PLACES = st.integers(-3, 2 * BEGINNING_BYTES)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files that end within, at and behind the beginning."""
    made: list[Path] = []
    for size in (0, 100, BEGINNING_BYTES, BEGINNING_BYTES + 5_000):
        made.append(tmp_path_factory.mktemp("files") / f"{size}.bin")
        made[-1].write_bytes(bytes(index * 7 % 251 for index in range(size)))
    return made


@given(which=st.integers(0, 3), offset=_PLACES, length=_PLACES)
def test_every_place_reads_as_it_does_in_the_file(files: list[Path], which: int, offset: int, length: int) -> None:
    path = files[which]
    opened = open_file(os.fsencode(path))
    with opened.file, open(path, "rb") as file, open(path, "rb", buffering=0) as direct:
        assert DirectSource(direct).read_at(offset, length) == FileSource(file).read_at(offset, length)
        assert DirectSource(direct).size == FileSource(file).size
        room = memoryview(bytearray(max(0, length)))
        assert bytes(DirectSource(direct).read_into(max(0, offset), room)) == FileSource(file).read_at(
            max(0, offset), length
        )
        assert OpenSource(opened).read_at(offset, length) == FileSource(file).read_at(offset, length)
        assert OpenSource(opened).size == FileSource(file).size
        assert opened.stamp == read_stamp(os.fsencode(path))


def test_what_was_added_since_it_was_opened_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234")
    opened = open_file(os.fsencode(path))
    with opened.file:
        path.write_bytes(b"12345678")
        assert OpenSource(opened).read_at(0, 100) == b"1234"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_scan_sees_the_tags_that_others_see(name: str, put: Callable[..., bytes]) -> None:
    path = put(name)
    opened = open_file(path)
    with opened.file:
        assert read_open_tags(opened) == read_tags(path)


_BOTH = AHEAD_BYTES + BEHIND_BYTES
_CONTENTS = [
    bytes(index * 7 % 251 for index in range(size))
    for size in (0, 9, AHEAD_BYTES, AHEAD_BYTES + 9, BEHIND_BYTES + 9, _BOTH, _BOTH + 9, 2 * _BOTH)
]


@given(
    content=st.sampled_from(_CONTENTS),
    offset=st.integers(-3, _BOTH + 99) | st.integers(1, 99).map(lambda back: -back),
    length=st.integers(-3, 99) | st.integers(-3, 3 * _BOTH),
    splice=st.integers(0, 9),
)
def test_what_was_read_once_reads_as_the_content_does(content: bytes, offset: int, length: int, splice: int) -> None:
    offset = offset if offset >= -3 else len(content) + offset
    headed = Headed(BytesSource(content))
    plain = BytesSource(content).read_at(offset, length)
    assert headed.read_at(offset, length) == plain
    assert headed.read_at(offset, length) == plain  # now it has read its end
    planned = Overlay(headed, [Splice(0, min(3, len(content)), b"new" * splice)])
    assert Headed(planned).read_at(offset, length) == planned.read_at(offset, length)
    if offset >= 0:
        file = SourceFile(headed)
        file.seek(offset)
        assert file.read(length if length >= 0 else -1) == (plain if length >= 0 else content[offset:])


def test_the_end_is_read_once_and_only_where_it_is_asked_for() -> None:
    asked: list[tuple[int, int]] = []

    class Watched(BytesSource):
        def read_at(self, offset: int, length: int) -> bytes:
            asked.append((offset, length))
            return super().read_at(offset, length)

    headed = Headed(Watched(_CONTENTS[-1]))
    headed.read_at(5, 100)
    assert asked == [(0, AHEAD_BYTES)]
    for back in (128, 10, 32, AHEAD_BYTES):
        headed.read_at(headed.size - back, 10)
    assert asked[1:] == [(headed.size - BEHIND_BYTES, BEHIND_BYTES)]


@pytest.mark.parametrize(
    ("splice", "shared"),
    [
        (Splice(5, 8, b"new"), True),  # it ends where it ended, and nothing of the end is touched
        (Splice(5, 8, b"longer"), False),
        (Splice(-8, -5, b"new"), False),
        (Splice(AHEAD_BYTES + 3, AHEAD_BYTES + 6, b"new"), True),
    ],
)
def test_a_content_that_ends_as_the_one_below_shares_what_is_known_of_its_end(splice: Splice, shared: bool) -> None:
    content = _CONTENTS[-1]
    start = splice.start if splice.start >= 0 else splice.start + len(content)
    before = Headed(BytesSource(content))
    planned = Overlay(before, [Splice(start, start + 3, splice.new)])
    after = Headed(planned)
    asked: list[bytes] = []

    def ask(data: bytes) -> int:
        asked.append(data)
        return len(asked)

    size = min(before.size, after.size)
    answers = [once_of(ask, each, each.size - 100, each.size) for each in (before, after, before, after)]
    assert answers == ([1, 1, 1, 1] if shared else [1, 2, 1, 2])
    assert asked[-1] == planned.read_at(planned.size - 100, 100)
    assert [once_of(ask, each, 0, 5) for each in (before, BytesSource(content))] == [len(asked) - 1, len(asked)]
    assert after.read_at(0, size) == planned.read_at(0, size)
    assert after.read_at(size - 50, 50) == planned.read_at(size - 50, 50)


def test_a_question_is_asked_once_of_what_keeps_answers_and_again_where_it_could_not_be_answered() -> None:
    asked: list[Source] = []

    def ask(source: Source) -> int:
        asked.append(source)
        if len(asked) == 1:
            raise ValueError("not yet")
        return len(asked)

    headed, plain = Headed(BytesSource(b"")), BytesSource(b"")
    with pytest.raises(ValueError, match="not yet"):
        once(ask, headed)
    assert [once(ask, headed), once(ask, headed), once(ask, Headed(headed))] == [2, 2, 3]
    assert [once(ask, plain), once(ask, plain)] == [4, 5]
