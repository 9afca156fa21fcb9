"""Files that are a bare stream between tags: MP3 and TTA (ID3v2 in front), Monkey's Audio, WavPack, Musepack, TAK and
OptimFROG (APEv2 at the end). All may carry ID3v1 as the last 128 bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.containers import apev2, id3, id3_names, id3v1, mpeg, wavpack
from app.tagging.layout import Field, LayoutError, Reading, Source, Span, Splice
from app.tagging.listing import Listing, listing_of
from app.tagging.overlay import once, once_of

#: How far from the end other readers find an ID3v1 tag (bytes).
_NEAR_END = 131
#: How far in front of the tags at the end others are looked for (bytes).
_LAST = 64 << 10
_APE_KEYS = {"TIT2": "Title", "TPE1": "Artist", "TALB": "Album", "TDRC": "Year", "COMM": "Comment", "TRCK": "Track"}


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags around a stream, and the stream's span."""

    front: id3.Id3Tag | None
    ape: apev2.ApeTag | None
    last: id3v1.Id3v1Tag | None
    payload: Span
    #: Why nothing may be changed: the end of a sentence, or empty.
    read_only: str

    def fields(self, source: Source) -> tuple[Field, ...]:
        """Everything but genres, raw."""
        return (
            *(self.front.fields() if self.front else ()),
            *(self.ape.fields(source) if self.ape else ()),
            *(self.last.fields() if self.last else ()),
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Facts of all tags."""
        return (*(self.front.facts() if self.front else ()), *(self.ape.facts() if self.ape else ()))


def find_tags(source: Source, *, thorough: bool = True) -> Tags:
    """The tags in front of and behind a bare stream; not ``thorough``: none that is hidden is looked for.

    Raises:
        LayoutError: one of them cannot be followed.
    """
    return once(_find_tags, source) if thorough else _find_tags(source, thorough=False)


def _find_tags(source: Source, *, thorough: bool = True) -> Tags:
    front = id3.find(source)
    start = front.end if front else 0
    problem = front.read_only if front else ""
    if source.read_at(start, 3) == b"ID3" and id3.find(source, start):
        problem = "it has two ID3 tags, one behind the other"
    last = id3v1.find(source)
    end = last.start if last else source.size
    ape = apev2.find(source, end)
    end = ape.start if ape else end
    if source.read_at(end - 10, 3) == b"3DI":
        problem = "it has an ID3v2 tag at its end"
    if source.read_at(end - 9, 9) in (b"LYRICS200", b"LYRICSEND"):
        problem = problem or _behind_lyrics(source, end)
    if end < start:
        raise LayoutError("its tags overlap")
    if thorough and not problem and once_of(_names_ape, source, max(start, end - _LAST), end):
        problem = "it has a second APEv2 tag, or a damaged one"
    return Tags(front, ape, last, (start, end), problem)


def _behind_lyrics(source: Source, end: int) -> str:
    """A tag hidden in front of a Lyrics3 block would be found by some readers only."""
    hidden = once_of(_names_ape, source, max(0, end - _LAST), end)
    return "it has an APEv2 tag in front of a Lyrics3 block" if hidden else ""


def _names_ape(data: bytes) -> bool:
    """Whether an APEv2 tag's first word stands in ``data``."""
    return b"APETAGEX" in data


class Id3Stream:
    """MP3 and TTA: ID3v2 is the native tag."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        tags = find_tags(source, thorough=thorough)
        found = [t for t in (tags.front, tags.ape, tags.last) if t]
        genres = next((genres for t in found if (genres := t.genres())), ())
        if not thorough:
            return Reading(genres, _types(tags, True), listing=_mpeg_listing(source, tags))
        return _reading(source, tags, genres, front_first=True)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices; a file without a tag that describes it gets ID3v2.4, one described by APEv2 keeps to that."""
        tags = _editable(source)
        splices = id3v1.set_genres(tags.last, genres) if tags.last else []
        if tags.front:
            splices += id3.set_genres(tags.front, genres)
            if tags.ape and tags.ape.genre_items:
                splices += apev2.set_genres(tags.ape, genres)
        elif tags.ape and tags.ape.describes:
            splices += apev2.set_genres(tags.ape, genres)
        elif genres and not (tags.last and _fits(genres)):
            splices.append(Splice(0, 0, id3.new_tag(genres, tags.last.texts() if tags.last else ())))
        return splices


class ApeStream:
    """Containers whose native tag is APEv2."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        tags = find_tags(source, thorough=thorough)
        found = [t for t in (tags.ape, tags.front, tags.last) if t]
        genres = next((genres for t in found if (genres := t.genres())), ())
        if not thorough:
            return Reading(genres, _types(tags, False), listing=_wavpack_listing(source, tags))
        return _reading(source, tags, genres, front_first=False)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices; an ID3v2 tag that names a genre is kept in step."""
        tags = _editable(source)
        splices = id3v1.set_genres(tags.last, genres) if tags.last else []
        if tags.front and tags.front.genre_frames:
            splices += id3.set_genres(tags.front, genres)
        if tags.ape:
            splices += apev2.set_genres(tags.ape, genres)
        elif genres:
            texts = [(_APE_KEYS[frame], text) for frame, text in (tags.last.texts() if tags.last else ())]
            splices.append(Splice(tags.payload[1], tags.payload[1], apev2.new_tag(genres, texts)))
        return splices


def _reading(source: Source, tags: Tags, genres: tuple[str, ...], *, front_first: bool) -> Reading:
    types = _types(tags, front_first)
    numeric = tags.front is not None and tags.front.numeric
    return Reading(genres, types, tags.fields(source), (tags.payload,), tags.read_only, tags.facts(), numeric)


def _mpeg_listing(source: Source, tags: Tags) -> Listing | None:
    """What an MP3 says of itself in an ID3v2 tag in front, which no other tag of it contradicts."""
    if tags.front is None or tags.read_only:
        return None
    found = id3_names.names(tags.front, b"TAG" in source.read_at(max(0, source.size - _NEAR_END), _NEAR_END))
    length = mpeg.duration_s(source, tags.front.end) if found is not None else None
    return listing_of(found, length) if found is not None and length is not None else None


def _wavpack_listing(source: Source, tags: Tags) -> Listing | None:
    """What a WavPack file says of itself, in an APEv2 tag or in none."""
    if tags.front or tags.last or tags.read_only:
        return None
    length = wavpack.duration_s(source)
    found = tags.ape.names() if tags.ape else {}
    return listing_of(found, length) if found is not None and length is not None else None


def _editable(source: Source) -> Tags:
    tags = find_tags(source)
    if tags.read_only:
        raise LayoutError(tags.read_only)
    return tags


def _fits(genres: Sequence[str]) -> bool:
    """Whether ID3v1 alone can say it: one genre, spelt as ID3v1 spells it."""
    return len(genres) == 1 and id3v1.can_hold(genres[0])


def _types(tags: Tags, front_first: bool) -> tuple[str, ...]:
    front = (tags.front.type_name,) if tags.front else ()
    ape = ("APEv2",) if tags.ape else ()
    return (*((*front, *ape) if front_first else (*ape, *front)), *(("ID3v1",) if tags.last else ()))
