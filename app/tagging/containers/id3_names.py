"""Title, artist, album and year of an ID3v2 tag, where it is so plainly laid out that all readers see the same.

Anything unusual (flags, unsynchronisation, a frame twice, text that is none) is left to the second reader.
"""

from __future__ import annotations

import re

from app.tagging.containers.id3 import Id3Tag
from app.tagging.listing import line

_FRAMES = {
    b"TIT2": "title",
    b"TPE1": "artist",
    b"TALB": "album",
    b"TPE2": "album_artist",
    b"TDRC": "date",
    b"TYER": "year",
}
_SHORT = {b"TT2": "title", b"TP1": "artist", b"TAL": "album", b"TP2": "album_artist", b"TYE": "year"}
_DATE = re.compile(r"[0-9]{4}(?=[-T:/.\s]|\Z)")
_YEAR = re.compile(r"[0-9]{4}\Z")
#: What ID3v1 has too, and readers take from there where it is missing here.
_IN_ID3V1 = ("title", "artist", "album", "year")


def names(tag: Id3Tag, beside_id3v1: bool) -> dict[str, str] | None:
    """The texts by the names of a listing, or ``None`` where another reader might see others.

    ``beside_id3v1``: an ID3v1 tag at the file's end would fill in what is missing.
    """
    if tag.flags or tag.plain_sizes or tag.read_only:
        return None
    wanted, header = (_SHORT, 6) if tag.version == 2 else (_FRAMES, 10)
    found: dict[str, str] = {}
    for frame in tag.frames:
        name = wanted.get(frame.id)
        if name is None or frame.start + header == frame.end:
            continue
        text = None if name in found else _text(tag.raw, frame.start + header, frame.end, header == 10, name)
        if text is None:
            return None
        found[name] = text
    if "date" in found:
        found["year"] = found.pop("date")
    return None if beside_id3v1 and not all(map(found.get, _IN_ID3V1)) else found


def _text(raw: bytes, start: int, end: int, flagged: bool, name: str) -> str | None:
    """The text of the frame whose content stands there, behind flags if its version has them."""
    values = _values(raw, start, end) if not flagged or raw[start - 2 : start] == b"\0\0" else None
    if values is None or (name == "date" and not _DATE.match(values[0])):
        return None
    if name == "year" and (len(values) > 1 or not _YEAR.match(values[0])):
        return None
    return line(values)


def _values(raw: bytes, start: int, end: int) -> list[str] | None:
    """The values of the text frame whose content, encoding byte first, stands there.

    None where its text is not plainly what its encoding says: then the tag is no plain one, and is read by the
    readers that know how to tell what is wrong with it.
    """
    encoding, data = raw[start], raw[start + 1 : end]
    try:
        if encoding in (0, 3):
            return data.rstrip(b"\0").decode("utf-8" if encoding else "latin-1").split("\0")
        if encoding == 1 and data[:2] in (b"\xff\xfe", b"\xfe\xff") and not len(data) % 2:
            text = data[2:].decode("utf-16-le" if data[:1] == b"\xff" else "utf-16-be").rstrip("\0")
            return None if "\0" in text or "\ufeff" in text or "\ufffe" in text else [text]
    except UnicodeDecodeError:
        pass
    return None
