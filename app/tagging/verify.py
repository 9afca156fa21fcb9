"""The checks a planned write passes before the file is touched. One that fails leaves the file as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from app.errors import TagError, WriteRefused
from app.tagging import genres as native
from app.tagging import second_reader
from app.tagging.layout import Field, Reading, Source
from app.tagging.overlay import Headed, Overlay, joined
from app.tagging.second_reader import Opinion

_ID3 = "ID3v2.4"
#: The kinds of tag that a file may get anew.
_NATIVE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("mp3", "tta", "aiff", "dff", "dsf"), frozenset((_ID3,))),
    **dict.fromkeys(("flac", "ogg-vorbis", "opus", "speex", "ogg-flac"), frozenset(("Vorbis comment",))),
    **dict.fromkeys(("ape", "wavpack", "musepack", "tak", "optimfrog"), frozenset(("APEv2",))),
    "m4a": frozenset(("MP4",)),
    "wma": frozenset(("ASF",)),
    "wav": frozenset((_ID3, "RIFF INFO")),
}


def check(
    before: Source, after: Overlay, container: str, genres: Sequence[str], reading: Reading | None = None
) -> None:
    """Raise unless ``after`` is ``before`` with ``genres`` for its genres and nothing else changed.

    ``reading`` is our own reading of ``before``, where the caller has it already.

    Raises:
        WriteRefused: the sentence says which check failed.
    """
    planned = Headed(after)
    if native.recognise(planned) != container:
        raise _refusal("it would no longer be recognised")
    _check_reading(
        reading or _reading(before, container), _reading(planned, container), after, tuple(genres), container
    )
    try:
        opinions = second_reader.opinions(before, planned, container, after.touched)
    except TagError as problem:
        raise WriteRefused("Left as it is: a second reader cannot follow its tags.", problem.hint) from problem
    _check_opinion(*opinions, tuple(genres), container)


def _reading(source: Source, container: str) -> Reading:
    try:
        return native.read_genres(source, container)
    except TagError as problem:
        raise WriteRefused(problem.sentence) from problem


def _check_reading(before: Reading, after: Reading, overlay: Overlay, genres: tuple[str, ...], container: str) -> None:
    if after.read_only:
        raise _refusal("its layout would no longer be clear")
    if after.genres != genres:
        raise _refusal("its genres would not be the planned ones")
    added = set(after.tag_types) - set(before.tag_types)
    if added - _NATIVE[container] or (_ID3 in added and any(name.startswith("ID3v2") for name in before.tag_types)):
        raise _refusal("it would get a second kind of tag")
    if after.fields != before.fields:
        _check_fields(before.fields, after.fields, added)
    facts = dict(after.facts)
    if any(facts.get(name) != value for name, value in before.facts) or (len(facts) > len(before.facts) and not added):
        raise _refusal("its tag's version or layout would change")
    if overlay.origins(after.payload) != joined(before.payload):
        raise _refusal("its sound would change")


def _check_fields(before: Sequence[Field], after: Sequence[Field], added: AbstractSet[str]) -> None:
    """Raise unless all that stands in ``after`` besides ``before`` stands in tags that were ``added``."""
    surplus = Counter(after) - Counter(before)
    kept = [field for field in after if field not in surplus]
    if kept != [field for field in before if field not in surplus] or Counter(before) - Counter(after):
        raise _refusal("another tag in it would change")
    if any(field.tag not in added for field in surplus):
        raise _refusal("another tag would appear in it")


def _check_opinion(before: Opinion, after: Opinion, genres: tuple[str, ...], container: str) -> None:
    if after.genres != genres:
        raise _refusal("a second reader would not see the planned genres")
    if after.others != before.others:
        raise _refusal("a second reader would see another tag changed")
    skip = 1 if container == "mp3" else 0  # there the length is guessed from the file's size, tags included
    if after.stream[skip:] != before.stream[skip:]:
        raise _refusal("a second reader would see another length or sound format")


def _refusal(what: str) -> WriteRefused:
    return WriteRefused(f"Left as it is: {what}.")
