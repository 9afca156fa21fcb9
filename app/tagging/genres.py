"""Which container a file is, told by its content, and the genres in it: read, and set as splices.

The one place that knows every container's module; names of files count for nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.errors import TagError, WriteRefused
from app.ogg import FIRST, MARK
from app.tagging.containers import id3, mpeg, ogg, ogg_pages
from app.tagging.containers.asf import Asf
from app.tagging.containers.bare import ApeStream, Id3Stream
from app.tagging.containers.chunks import AIFF, DFF, Id3Form
from app.tagging.containers.dsf import Dsf
from app.tagging.containers.flac import Flac
from app.tagging.containers.mp4 import Mp4
from app.tagging.containers.ogg import Ogg
from app.tagging.containers.wav import Wav
from app.tagging.layout import Container, ExcessError, LayoutError, Reading, Source, Splice
from app.tagging.taxonomy import referred_to


class ExcessiveTagError(TagError):
    """A file made to exhaust memory or time: nothing more is tried on it."""


_MODULES: dict[str, Container] = {
    "mp3": Id3Stream(),
    "tta": Id3Stream(),
    "flac": Flac(),
    "ogg-vorbis": Ogg(),
    "opus": Ogg(),
    "speex": Ogg(),
    "ogg-flac": Ogg(),
    "m4a": Mp4(),
    "wma": Asf(),
    "wav": Wav(),
    "aiff": Id3Form(AIFF),
    "dff": Id3Form(DFF),
    "dsf": Dsf(),
    "ape": ApeStream(),
    "wavpack": ApeStream(),
    "musepack": ApeStream(),
    "tak": ApeStream(),
    "optimfrog": ApeStream(),
}

#: Those whose genres are told as ID3 does: by its own rules for numbers.
_BY_ID3 = frozenset(("mp3", "tta", "wav", "aiff", "dff", "dsf"))

_BEGINNINGS = (
    (b"fLaC", "flac"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma"),
    (b"DSD ", "dsf"),
    (b"FRM8", "dff"),
    (b"MAC ", "ape"),
    (b"wvpk", "wavpack"),
    (b"MPCK", "musepack"),
    (b"MP+", "musepack"),
    (b"tBaK", "tak"),
    (b"OFR ", "optimfrog"),
    (b"TTA1", "tta"),
    (b"TTA2", "tta"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"\x0b\x77", "ac3"),
)
#: Containers whose head is unmistakable: where their inside is not understood, no MPEG sound is looked for in it.
_FOREIGN = (b"RIFF", b"RF64", b"BW64", b"FORM", b"OggS", b"PK\x03\x04", b"\x89PNG", b"%PDF", b"GIF8", b"\xff\xd8\xff")
#: How far behind the tags the first frame of MPEG sound is looked for (bytes): as far as players look.
_MPEG_SEARCH = 64 << 10


def recognise(source: Source) -> str:
    """The container's name, "" where it is none Earmark knows."""
    start = _behind_id3(source)
    head = source.read_at(start, 16)
    if head.startswith(MARK):
        return _ogg_codec(source, start)
    name = next((name for beginning, name in _BEGINNINGS if head.startswith(beginning)), "") or _by_form(head, start)
    if name:
        return name
    if _is_adts(source, start):
        return "aac"
    if head.startswith(_FOREIGN):
        return ""
    return "mp3" if start or _is_mpeg(source, start) else ""


def _by_form(head: bytes, start: int) -> str:
    """Containers told by their first bytes and a type further on."""
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[4:8] in (b"ftyp", b"moov") or (head[4:8] in (b"mdat", b"free", b"wide", b"skip") and not start):
        return "m4a"
    return ""


def _behind_id3(source: Source) -> int:
    """Offset behind an ID3v2 tag in front, whatever its state."""
    header = source.read_at(0, 10)
    if len(header) < 10 or header[:3] != b"ID3" or max(header[6:]) > 0x7F:
        return 0
    return 10 + id3.syncsafe(header[6:]) + (10 if header[5] & 0x10 else 0)


def _ogg_codec(source: Source, at: int) -> str:
    """The first known codec among the streams that begin at ``at``; empty where there is none.

    What is damaged is no codec: who opens the file as Ogg says what is wrong with it.
    """
    try:
        page = ogg_pages.read_page(source, at)  # nearly always the only one that begins a stream
        while page.flags & FIRST:
            codec = ogg.codec_of(source.read_at(page.body, 64))
            if codec:
                return codec.name
            page = ogg_pages.read_page(source, page.end)
    except LayoutError:
        pass
    return ""


def _is_adts(source: Source, at: int) -> bool:
    """Whether two frames of raw AAC follow one another (ISO 13818-7, ADTS)."""
    for _ in range(2):
        head = source.read_at(at, 7)
        if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
            return False
        at += (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return True


def _is_mpeg(source: Source, start: int) -> bool:
    """Whether two MPEG audio layer I to III frames follow one another near ``start``."""
    data = source.read_at(start, _MPEG_SEARCH)
    at = data.find(b"\xff")
    while 0 <= at < len(data) - 4:
        head = mpeg.frame_head(data[at : at + 4])
        if head and head.length:
            following = source.read_at(start + at + head.length, 4)
            if mpeg.frame_head(following) or len(following) < 4 or following[:3] == b"TAG" or following == b"APET":
                return True
        at = data.find(b"\xff", at + 1)
    return False


def read_genres(source: Source, container: str, *, thorough: bool = True) -> Reading:
    """What the container's own module finds; not ``thorough``: genres and kinds of tag only, which is quicker.

    A number that a converter took over from an ID3 tag as it stood there, ``(17)``, is the genre that it stands for.

    Raises:
        ExcessiveTagError: it holds so much that no other reader should be asked either.
        TagError: the layout cannot be followed.
    """
    try:
        reading = _module(container).read(source, thorough=thorough)
        return reading if container in _BY_ID3 else _with_names(reading)
    except (ExcessError, RecursionError) as problem:
        raise ExcessiveTagError(f"Its tags are not read: {_words(problem)}.") from problem
    except LayoutError as problem:
        raise TagError(f"Its tags cannot be followed: {problem}.") from problem
    except (IndexError, ValueError, OverflowError) as problem:
        raise TagError("Its tags cannot be followed: they are damaged.") from problem


def _with_names(reading: Reading) -> Reading:
    if not any(genre.startswith("(") and referred_to(genre) for genre in reading.genres):
        return reading
    names = (name for genre in reading.genres for name in referred_to(genre) or (genre,))
    return replace(reading, genres=tuple(dict.fromkeys(names)), numeric=True)


def plan_splices(source: Source, container: str, genres: Sequence[str]) -> list[Splice]:
    """The splices that would make ``genres`` the file's genres.

    Raises:
        WriteRefused: it cannot be done safely; the sentence says why.
    """
    try:
        return _module(container).set_genres(source, genres)
    except RecursionError as problem:
        raise WriteRefused(f"Left as it is: {_words(problem)}.") from problem
    except LayoutError as problem:
        raise WriteRefused(f"Left as it is: {problem}.") from problem
    except (IndexError, ValueError, OverflowError) as problem:
        raise WriteRefused("Left as it is: its tags are damaged.") from problem


def _words(problem: Exception) -> str:
    return str(problem) if isinstance(problem, LayoutError) else "its parts are nested deeper than in any music file"


def _module(container: str) -> Container:
    module = _MODULES.get(container)
    if module is None:
        raise LayoutError("it is of no kind that Earmark writes")
    return module
