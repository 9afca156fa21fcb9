"""mutagen as the second reader: the ordinary tags for the library, and an opinion on every planned write that does not
come from the code that planned it. The only module that asks mutagen to read.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import mutagen
from mutagen import (
    aac,
    aiff,
    apev2,
    asf,
    dsdiff,
    dsf,
    flac,
    monkeysaudio,
    mp3,
    mp4,
    musepack,
    oggflac,
    oggopus,
    oggspeex,
    oggvorbis,
    optimfrog,
    tak,
    trueaudio,
    wave,
    wavpack,
)
from mutagen.id3 import ID3, ID3NoHeaderError

from app.errors import TagError
from app.tagging.containers import chunks, wav
from app.tagging.layout import LayoutError, Source, Span
from app.tagging.listing import line
from app.tagging.overlay import SourceFile

_READERS: dict[str, Any] = {
    "mp3": mp3.MP3,
    "tta": trueaudio.TrueAudio,
    "flac": flac.FLAC,
    "ogg-vorbis": oggvorbis.OggVorbis,
    "opus": oggopus.OggOpus,
    "speex": oggspeex.OggSpeex,
    "ogg-flac": oggflac.OggFLAC,
    "m4a": mp4.MP4,
    "wma": asf.ASF,
    "wav": wave.WAVE,
    "aiff": aiff.AIFF,
    "dff": dsdiff.DSDIFF,
    "dsf": dsf.DSF,
    "ape": monkeysaudio.MonkeysAudio,
    "wavpack": wavpack.WavPack,
    "musepack": musepack.Musepack,
    "tak": tak.TAK,
    "optimfrog": optimfrog.OptimFROG,
    "aac": aac.AAC,
}
#: What mutagen raises on hostile bytes, beyond its own error.
_FAULTS = (
    *(mutagen.MutagenError, struct.error, zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(EOFError, OverflowError, MemoryError, AssertionError, RecursionError, NotImplementedError, ZeroDivisionError),
)
#: How the sound between tags is read, for containers whose tags are read apart from it.
_STREAMS: dict[str, Any] = {"mp3": mp3.MPEGInfo, "tta": trueaudio.TrueAudioInfo}
_GENRE_KEYS = {
    "mp4": ("\xa9gen", "gnre"),
    "asf": ("WM/Genre",),
    "ape": ("Genre",),
    "vorbis": ("genre",),
    "id3": ("TCON",),
}
_TEXT_KEYS = {
    "id3": {"title": "TIT2", "artist": "TPE1", "album": "TALB", "album_artist": "TPE2", "year": "TDRC"},
    "mp4": {"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "album_artist": "aART", "year": "\xa9day"},
    "asf": {
        "title": "Title",
        "artist": "Author",
        "album": "WM/AlbumTitle",
        "album_artist": "WM/AlbumArtist",
        "year": "WM/Year",
    },
    "ape": {"title": "Title", "artist": "Artist", "album": "Album", "album_artist": "Album Artist", "year": "Year"},
    "vorbis": {"title": "title", "artist": "artist", "album": "album", "album_artist": "albumartist", "year": "date"},
}
_OTHER_YEAR = {"id3": "TYER", "ape": "Date", "vorbis": "year"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What mutagen reads from a file: genres, the other tags as its own comparable values, texts, stream facts."""

    genres: tuple[str, ...]
    others: tuple[tuple[str, object], ...]
    texts: dict[str, str]
    #: Length in seconds, sample rate, channels, bits a sample; ``None`` where the format has none.
    stream: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for besides genres and stream."""

    others: bool
    texts: bool


def opinion(source: Source, container: str, *, thorough: bool = True, ape: bool = True) -> Opinion:
    """mutagen's reading of ``source`` as ``container``.

    Not ``thorough``: without the other tags, which a scan does not look at. ``ape``: there may be an APEv2 tag behind
    an ID3 stream; a reader that knows there is none need not have it looked for.

    Raises:
        TagError: it cannot read it.
        OSError: the file cannot be read.
    """
    with _translated():
        read = _whole(source, container, _Wanted(others=thorough, texts=True))
        behind = _ape(SourceFile(source)) if ape and container in _STREAMS else None
        return _joined(read, behind, source)


def opinions(before: Source, after: Source, container: str, touched: Span | None) -> tuple[Opinion, Opinion]:
    """mutagen's readings of a file as it is and as it is planned, to be compared: without the texts of a list.

    ``touched``: the span outside of which both hold the same bytes in the same places, ``None`` where their lengths
    differ. Of a bare stream the tags in front, the sound and the tag behind are read apart; what did not look at
    a byte of that span is asked once, because it would say the same of the same bytes.

    Raises:
        TagError: it cannot read one of them.
        OSError: the file cannot be read.
    """
    wanted = _Wanted(others=True, texts=False)
    with _translated():
        if container not in _STREAMS:
            return _whole(before, container, wanted), _whole(after, container, wanted)
        stream = _STREAMS[container]
        tags = (_id3(SourceFile(before)), _id3(SourceFile(after)))
        start, moved = (None if each is None else each.size for each in tags)
        same_place = touched if start == moved else None
        infos = _both(stream, (before, start), (after, moved), same_place)
        apes = _both(lambda file, _: _ape(file), (before, None), (after, None), touched)
        first, second = (
            _joined(_read(each, info, container, wanted), behind, source)
            for each, info, behind, source in zip(tags, infos, apes, (before, after), strict=True)
        )
        return first, second


def _both(
    ask: Callable[[SourceFile, int | None], Any],
    before: tuple[Source, int | None],
    after: tuple[Source, int | None],
    touched: Span | None,
) -> tuple[Any, Any]:
    """What ``ask`` says of two contents, each read from a place on; asked once where it saw nothing that differs."""
    file = SourceFile(before[0], touched or (0, 0))
    first = ask(file, before[1])
    return first, first if touched is not None and not file.saw else ask(SourceFile(after[0]), after[1])


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever the reader stumbles over is one error."""
    try:
        yield
    except (LayoutError, *_FAULTS) as problem:
        raise TagError("A second reader cannot follow its tags.", hint=str(problem)[:200]) from problem


def _whole(source: Source, container: str, wanted: _Wanted) -> Opinion:
    """Tags and stream as mutagen reads them for ``container``."""
    reader = _READERS.get(container)
    if reader is None:
        return Opinion((), (), {}, (None,))
    times = 1.0
    if container == "wav" and source.read_at(0, 4) in chunks.LONG:  # mutagen knows RIFF only
        source, times = wav.as_riff(source)
    found = reader(SourceFile(source))
    read = _read(found.tags, found.info, container, wanted)
    if times != 1.0 and isinstance(length := read.stream[0], float):
        return replace(read, stream=(length * times, *read.stream[1:]))
    return read


def _id3(file: SourceFile) -> Any:
    """The ID3 tags of a file, as a bare stream's reader looks for them; ``None`` where there are none."""
    try:
        return ID3(file)  # type: ignore[no-untyped-call]
    except ID3NoHeaderError:
        return None


def _ape(file: SourceFile) -> Any:
    """The APEv2 tag of a file, ``None`` where there is none."""
    try:
        return apev2.APEv2(file)  # type: ignore[no-untyped-call]
    except apev2.APENoHeaderError:
        return None


def _joined(read: Opinion, ape: Any, source: Source) -> Opinion:
    """``read`` with the APEv2 tag behind an ID3 stream, which counts where there is no ID3v2 tag in front."""
    if ape is None:
        return read
    told = _read(ape, None, "", _Wanted(others=True, texts=True))
    others = read.others + tuple((f"APEv2 {key}", value) for key, value in told.others)
    if source.read_at(0, 3) == b"ID3" or not (told.genres or any(told.texts.values())):
        return replace(read, others=others)
    return Opinion(told.genres, others, told.texts, read.stream)


def _read(tags: Any, info: Any, container: str, wanted: _Wanted) -> Opinion:
    kind = _kind(tags)
    others: tuple[tuple[str, object], ...] = ()
    if wanted.others:
        keys = tuple(key.lower() for key in _GENRE_KEYS.get(kind, ()))
        others = tuple(pair for pair in _pairs(tags, kind) if pair[0].split(":")[0].lower() not in keys)
    texts = _texts(tags, kind) if wanted.texts else {}
    stream = tuple(getattr(info, name, None) for name in ("length", "sample_rate", "channels", "bits_per_sample"))
    if container == "mp3":  # without a Xing header mutagen takes the tags behind the sound for sound
        stream = (stream[0], *stream[1:], info.layer, info.version)
    return Opinion(_genres(tags, kind), others, texts, stream)


def _texts(tags: Any, kind: str) -> dict[str, str]:
    texts = {name: _text(tags, kind, key) for name, key in _TEXT_KEYS.get(kind, {}).items()}
    if kind in _OTHER_YEAR and not texts["year"]:
        texts["year"] = _text(tags, kind, _OTHER_YEAR[kind])
    return texts


def _kind(tags: Any) -> str:
    return _kind_of(type(tags).__mro__)


@lru_cache(maxsize=64)
def _kind_of(classes: tuple[type, ...]) -> str:
    for name in (cls.__name__ for cls in classes):
        if name in ("MP4Tags", "ASFTags", "APEv2", "VComment", "ID3"):
            return {"MP4Tags": "mp4", "ASFTags": "asf", "APEv2": "ape", "VComment": "vorbis", "ID3": "id3"}[name]
    return ""


def _pairs(tags: Any, kind: str) -> list[tuple[str, object]]:
    if kind == "id3":
        found: list[tuple[str, object]] = [(key, _comparable(frame)) for key, frame in sorted(tags.items())]
        return found + [("unknown", frame) for frame in tags.unknown_frames]
    if kind in ("vorbis", "asf"):
        return [(str(key), value) for key, value in list.__iter__(tags)]
    return [(str(key), value) for key, value in sorted(tags.items())] if kind else []


def _comparable(frame: Any) -> dict[str, object]:
    """A frame's values. The encoding is left out: the raw compare sees to it, and ID3v1 has none."""
    return {name: value for name, value in vars(frame).items() if name != "encoding"}


def _genres(tags: Any, kind: str) -> tuple[str, ...]:
    if kind == "id3":
        return tuple(str(genre) for frame in tags.getall("TCON") for genre in frame.genres)
    for key in _GENRE_KEYS.get(kind, ()):
        if key in tags:
            values = tags[key]
            return tuple(str(value) for value in ([*values] if kind != "ape" or values.kind == 0 else []))
    return ()


def _text(tags: Any, kind: str, key: str) -> str:
    try:
        value = tags.get(key)
    except (KeyError, ValueError):
        return ""
    if value is None:
        return ""
    if kind == "id3":
        value = [str(part) for part in value.text]
    parts = [str(part) for part in value] if not isinstance(value, str) else [value]
    return line(parts)
