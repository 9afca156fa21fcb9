"""DSF: a header that points to one ID3v2 tag at the file's end. After Sony's "DSF File Format Specification" 1.01."""

from __future__ import annotations

from collections.abc import Sequence

from app.tagging.containers import id3
from app.tagging.layout import LayoutError, Reading, Source, Splice, exactly

_HEADER = 28


class Dsf:
    """The DSF container."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        pointer, tag, problem = _find(source)
        genres, types = (tag.genres(), (tag.type_name,)) if tag else ((), ())
        if not thorough:
            return Reading(genres, types)
        end = pointer or source.size
        return Reading(
            genres,
            types,
            tag.fields() if tag else (),
            ((_HEADER, end),),
            problem,
            tag.facts() if tag else (),
            tag is not None and tag.numeric,
        )

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the tag, the total length and, for a first tag, the pointer."""
        _, tag, problem = _find(source)
        if problem:
            raise LayoutError(problem)
        if tag is None:
            if not genres:
                return []
            splices = [
                Splice(source.size, source.size, id3.new_tag(genres)),
                Splice(20, 28, source.size.to_bytes(8, "little")),
            ]
        else:
            splices = id3.set_genres(tag, genres)
        change = sum(splice.growth for splice in splices)
        return splices + ([Splice(12, 20, (source.size + change).to_bytes(8, "little"))] if change else [])


def _find(source: Source) -> tuple[int, id3.Id3Tag | None, str]:
    """The pointer (0: none), the tag, and why nothing may be changed."""
    header = exactly(source, 0, _HEADER, "its header")
    total, pointer = int.from_bytes(header[12:20], "little"), int.from_bytes(header[20:28], "little")
    problem = "" if total == source.size else "its header gives another length than it has"
    if not pointer:
        return 0, None, problem or _behind_sound(source)
    if not _HEADER <= pointer < source.size:
        raise LayoutError("its header points outside the file for the tag")
    tag = id3.find(source, pointer)
    if tag is None:
        return pointer, None, "its header points to a tag that is none"
    if tag.end != source.size:
        problem = problem or "bytes that are no tag follow its ID3 tag"
    return pointer, tag, problem or tag.read_only


def _behind_sound(source: Source) -> str:
    """Why no tag may be put behind the sound of a file that says it has none: the end of a sentence, or empty."""
    fmt = exactly(source, _HEADER, 12, "its header")
    data = _HEADER + int.from_bytes(fmt[4:12], "little")
    head = source.read_at(data, 12)
    ends = fmt[:4] == b"fmt " and head[:4] == b"data" and data + int.from_bytes(head[4:12], "little") == source.size
    return "" if ends else "its sound does not end where it says"
