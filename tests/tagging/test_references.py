"""``(17)`` in tags that know no numbers: converters took it over from ID3, where it stands for Rock."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from app.settings import Policy
from app.tagging.formats import read_tags
from app.tagging.policy import Rules, is_meaningless, plan_genres
from app.tagging.taxonomy import referred_to
from app.tagging.writer import OutcomeStatus, Writer
from tests.tagging.conftest import change, digest
from tests.tagging.samples import encoded

Numbered = Callable[..., bytes]
_KINDS = {
    "flac": ("flac", "flac", ".flac"),
    "opus": ("ogg", "libopus", ".opus"),
    "m4a": ("ipod", "aac", ".m4a"),
    "wma": ("asf", "wmav2", ".wma"),
}


@pytest.fixture
def numbered(tmp_path: Path) -> Numbered:
    """A file of a kind, with this genre as it stands."""

    def make(kind: str, genre: str = "(17)") -> bytes:
        container, codec, ending = _KINDS[kind]
        path = tmp_path / f"song{ending}"
        path.write_bytes(encoded(container, codec, (("title", "T"), ("genre", genre))))
        return os.fsencode(path)

    return make


@pytest.mark.parametrize(
    ("text", "genres"),
    [
        ("(17)", ("Rock",)),
        (" (17) ", ("Rock",)),
        ("(4)(17)", ("Disco", "Rock")),
        ("(17)(17)", ("Rock",)),
        ("17", ()),
        ("(17)Rock", ()),
        ("(200)", ()),
        ("(17)(200)", ()),
        ("()", ()),
        ("(2011)", ()),
        ("Rock (17)", ()),
    ],
)
def test_what_a_text_refers_to(text: str, genres: tuple[str, ...]) -> None:
    assert referred_to(text) == genres


@pytest.mark.parametrize("kind", sorted(_KINDS))
def test_it_is_shown_by_its_name(kind: str, numbered: Numbered) -> None:
    assert read_tags(numbered(kind)).genres == ("Rock",)


def test_what_refers_to_nothing_is_shown_as_it_stands(numbered: Numbered) -> None:
    assert read_tags(numbered("flac", "(222)")).genres == ("(222)",)
    assert is_meaningless("(222)")
    assert is_meaningless("(12)"), "it stands for Other"
    assert not is_meaningless("(17)")


@pytest.mark.parametrize(
    ("policy", "after"),
    [
        (Policy.FILL, ("(17)",)),
        (Policy.REPLACE_GENERIC, ("(17)",)),
        (Policy.KEEP, ("(17)",)),
        (Policy.APPEND, ("Rock", "Jazz")),
        (Policy.REPLACE, ("Jazz",)),
    ],
)
@pytest.mark.parametrize("kind", ["flac", "opus"])
def test_no_policy_loses_it_without_having_been_asked_to(
    kind: str, policy: Policy, after: tuple[str, ...], numbered: Numbered, writer: Writer
) -> None:
    path = numbered(kind)
    before = digest(path)
    plan = plan_genres(read_tags(path).genres, ["Jazz"], Rules(policy))
    assert plan.changed is (after != ("(17)",))
    if plan.changed:
        batch, (outcome,) = writer.write([change(path, plan.new)], note="")
        assert outcome.status is OutcomeStatus.WRITTEN
    assert tuple(mutagen.File(os.fsdecode(path))["genre"]) == after
    if plan.changed:
        assert batch is not None
        writer.undo(batch)
    assert digest(path) == before


def test_its_name_is_written_where_a_person_chooses_it(numbered: Numbered, writer: Writer) -> None:
    path = numbered("flac")
    _, (outcome,) = writer.write([change(path, ("Rock",))], note="")
    assert outcome.status is OutcomeStatus.WRITTEN
    assert mutagen.File(os.fsdecode(path))["genre"] == ["Rock"]
