"""Patches and overlays: what is read through one is what would be written, and the way back is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tagging.layout import Splice
from app.tagging.overlay import BytesSource, Overlay, SourceFile, joined
from app.tagging.patch import IN_PLACE_BYTES, make_patch, pack, unpack


@st.composite
def _content_and_splices(draw: st.DrawFn) -> tuple[bytes, list[Splice]]:
    content = draw(st.binary(max_size=200))
    cuts = sorted(draw(st.lists(st.integers(0, len(content)), max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return content, [Splice(a, b, draw(st.binary(max_size=30))) for a, b in pairs]


def _plainly(content: bytes, splices: list[Splice]) -> bytes:
    for splice in reversed(splices):
        content = content[: splice.start] + splice.new + content[splice.end :]
    return content


@given(_content_and_splices())
def test_an_overlay_reads_as_the_spliced_content(case: tuple[bytes, list[Splice]]) -> None:
    content, splices = case
    expected = _plainly(content, splices)
    overlay = Overlay(BytesSource(content), splices)
    assert overlay.size == len(expected)
    assert overlay.read_at(0, overlay.size + 5) == expected
    assert all(overlay.read_at(at, 7) == expected[at : at + 7] for at in range(len(expected) + 2))
    assert SourceFile(overlay).read() == expected


@given(_content_and_splices())
def test_a_patch_leads_there_and_back(case: tuple[bytes, list[Splice]]) -> None:
    content, splices = case
    patch = make_patch(BytesSource(content), splices)
    there = Overlay(BytesSource(content), patch.splices)
    assert there.read_at(0, there.size) == _plainly(content, splices)
    assert there.size == patch.size_after
    back = Overlay(there, unpack(pack(patch.reverse())))
    assert back.read_at(0, back.size) == content


@given(_content_and_splices(), st.integers(0, 200), st.integers(0, 200))
def test_origins_are_true(case: tuple[bytes, list[Splice]], a: int, b: int) -> None:
    content, splices = case
    overlay = Overlay(BytesSource(content), splices)
    start, end = min(a, overlay.size), min(max(a, b), overlay.size)
    found = overlay.origins([(start, end)]) if start < end else []
    if found is not None:
        assert b"".join(content[x:y] for x, y in found) == overlay.read_at(start, end - start)


def test_what_stays_is_trimmed_away() -> None:
    patch = make_patch(BytesSource(b"abcdef"), [Splice(0, 6, b"abXdef"), Splice(6, 6, b"")])
    assert patch.splices == (Splice(2, 3, b"X"),)
    assert patch.old == (b"c",)
    assert patch.in_place_span == (2, 3)


def test_only_small_spans_of_equal_length_go_in_place() -> None:
    source = BytesSource(bytes(3 * IN_PLACE_BYTES))
    assert make_patch(source, [Splice(5, 6, b"xy")]).in_place_span is None
    assert make_patch(source, [Splice(5, 6, b"xy"), Splice(9, 10, b"")]).in_place_span == (5, 10)
    assert (
        make_patch(source, [Splice(0, 1, b"x"), Splice(IN_PLACE_BYTES, IN_PLACE_BYTES + 1, b"x")]).in_place_span is None
    )
    assert make_patch(source, []).in_place_span is None


@pytest.mark.parametrize("splices", [[Splice(0, 3, b""), Splice(2, 4, b"")], [Splice(2, 9, b"")], [Splice(3, 2, b"")]])
def test_impossible_splices_are_errors(splices: list[Splice]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        Overlay(BytesSource(b"abcdef"), splices)


@pytest.mark.parametrize("packed", [b"", b"\x02", b"\x01damaged"])
def test_a_damaged_reverse_patch_is_an_error(packed: bytes) -> None:
    with pytest.raises(ValueError, match="reverse patch"):
        unpack(packed)


def test_spans_are_joined_where_they_touch() -> None:
    assert joined([(0, 2), (2, 4), (5, 5), (4, 6), (8, 9)]) == [(0, 6), (8, 9)]
