"""The second reader says of two contents what it says of each alone, also where a part of the reading is made once."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError, TagError
from app.tagging import genres as native
from app.tagging import second_reader
from app.tagging.layout import Source, Span, Splice
from app.tagging.overlay import BytesSource, Headed, Overlay, SourceFile
from app.tagging.patch import make_patch
from tests.tagging.conftest import GENRES
from tests.tagging.fuzz import damage
from tests.tagging.samples import SAMPLES, frame, mp3_sound, sample, tag

#: With room for other genres, between tags of several kinds.
_STREAMS = (
    tag(3, frame(3, "TIT2", b"\0Title") + frame(3, "TCON", b"\0X"), padding=500) + mp3_sound(),
    tag(4, frame(4, "TCON", b"\3A genre as long as the others"), padding=9) + sample("mp3 id3v2.4 apev2 id3v1"),
    *(sample(name) for name in SAMPLES if name.startswith(("mp3", "tta"))),
)


def _one_by_one(before: Source, after: Source, container: str) -> tuple[second_reader.Opinion, ...]:
    """What a reader says that is asked about each as a whole."""
    return tuple(replace(second_reader.opinion(source, container), texts={}) for source in (before, after))


def _assert_same(before: Source, after: Overlay, container: str) -> bool:
    """Compare the ways of asking; whether the reader can follow both contents."""
    answers: list[object] = []
    for touched in (after.touched, None):
        try:
            opinions = second_reader.opinions(Headed(before), Headed(after), container, touched)
            answers.append(tuple(replace(each, texts={}) for each in opinions))
        except TagError as problem:
            answers.append(problem.sentence)
    try:
        expected: object = _one_by_one(before, after, container)
    except TagError as problem:
        expected = problem.sentence
    assert answers == [expected, expected]
    return not isinstance(expected, str)


@pytest.mark.parametrize("name", SAMPLES)
def test_of_planned_files_both_ways_of_asking_say_the_same(name: str) -> None:
    before = BytesSource(sample(name))
    container = native.recognise(before)
    try:
        splices = native.plan_splices(before, container, GENRES)
    except AppError:
        return
    assert _assert_same(before, Overlay(before, make_patch(before, splices).splices), container)


def test_of_damaged_files_both_ways_of_asking_say_the_same() -> None:
    """Also where a change touches what it should not: the frames of the sound, and the tags behind it."""
    followed = in_place = 0
    for seed in range(300):
        chance = random.Random(seed)
        content = chance.choice(_STREAMS)
        if seed % 2:
            content = damage(content, chance.choice(_STREAMS), chance)
        before = BytesSource(content)
        container = native.recognise(before)
        if container not in ("mp3", "tta"):
            continue
        at = min(int(chance.expovariate(1 / 400)), len(content) - 8)
        at = chance.choice((at, max(0, len(content) - 8 - at)))
        splice = Splice(at, at + 8, chance.randbytes(chance.choice((8, 8, 8, 7))))
        after = Overlay(before, [splice])
        followed += _assert_same(before, after, container)
        in_place += after.touched is not None
    assert followed > 100
    assert in_place > 100


def test_what_saw_nothing_of_the_change_is_asked_once() -> None:
    before = BytesSource(_STREAMS[0])
    after = Overlay(before, make_patch(before, native.plan_splices(before, "mp3", GENRES)).splices)
    assert after.touched is not None
    asked: list[Span | None] = []
    for touched in (after.touched, None):
        with mock.patch.dict(second_reader._STREAMS, {"mp3": mock.Mock(side_effect=second_reader._STREAMS["mp3"])}):
            second_reader.opinions(before, after, "mp3", touched)
            asked += [touched] * second_reader._STREAMS["mp3"].call_count
    assert asked == [after.touched, None, None]


@given(st.binary(max_size=300), st.lists(st.tuples(st.integers(-310, 310), st.integers(0, 2), st.integers(-1, 90))))
def test_a_source_reads_as_a_file(content: bytes, steps: list[tuple[int, int, int]]) -> None:
    file, real = SourceFile(BytesSource(content), (100, 120)), io.BytesIO(content)
    saw = False
    for offset, whence, length in steps:
        target = offset + (0, real.tell(), len(content))[whence]
        if target < 0:
            with pytest.raises(OSError, match="before the start"):
                file.seek(offset, whence)
            continue
        assert file.seek(offset, whence) == real.seek(target)
        start = real.tell()
        data = real.read(length)
        assert file.read(length) == data
        assert file.tell() == real.tell()
        saw = saw or bool(data and start < 120 and start + len(data) > 100)
        assert file.saw or not saw


def test_a_reader_that_reads_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.tagging.overlay.READS_LIMIT", 100)
    file = SourceFile(BytesSource(b"x"))
    for _ in range(100):
        file.read(0)
    with pytest.raises(ValueError, match="again and again"):
        file.read(0)
