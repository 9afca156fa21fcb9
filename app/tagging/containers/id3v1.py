"""The 128 bytes of ID3v1 at a file's end: one genre byte, kept in step with the tag that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.layout import Field, Source, Splice
from app.tagging.taxonomy import ID3V1_GENRES, best_id3v1_number, id3v1_name

_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Id3v1Tag:
    """An ID3v1 tag and where it begins."""

    start: int
    raw: bytes

    def genres(self) -> tuple[str, ...]:
        """The genre's name, or nothing."""
        name = id3v1_name(self.raw[127])
        return (name,) if name is not None else ()

    def fields(self) -> tuple[Field, ...]:
        """Everything before the genre byte."""
        return (Field("ID3v1", "TAG", self.raw[:127]),)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its texts as ID3v2.4 frames (frame id, value), for a file that gets its first ID3v2 tag.

        Without them a reader that prefers ID3v2 would no longer show the title.
        """
        comment = self.raw[97:127]
        track = comment[29] if comment[28] == 0 else 0
        pairs = [
            ("TIT2", self.raw[3:33]),
            ("TPE1", self.raw[33:63]),
            ("TALB", self.raw[63:93]),
            ("TDRC", self.raw[93:97]),
        ]
        found = [(frame, _text(data)) for frame, data in pairs]
        found.append(("COMM", _text(comment[:28] if track else comment)))
        found.append(("TRCK", str(track) if track else ""))
        return tuple((frame, text) for frame, text in found if text)


def find(source: Source) -> Id3v1Tag | None:
    """The tag at the end of ``source``, ``None`` where there is none."""
    start = source.size - _LENGTH
    raw = source.read_at(start, _LENGTH) if start >= 0 else b""
    if raw[:3] != b"TAG" or (raw[:5] == b"TAGEX" and source.read_at(start - 3, 3) == b"APE"):  # an APEv2 tag's mark
        return None
    return Id3v1Tag(start, raw)


def set_genres(tag: Id3v1Tag, genres: Sequence[str]) -> list[Splice]:
    """The one byte: the first of ``genres`` that ID3v1 knows, else "none"."""
    return [Splice(tag.start + 127, tag.start + 128, bytes([best_id3v1_number(tuple(genres))]))]


def _text(data: bytes) -> str:
    return data.split(b"\0")[0].strip().decode("latin-1")


def can_hold(genre: str) -> bool:
    """Whether ID3v1 says ``genre`` in exactly this spelling."""
    return genre in ID3V1_GENRES
