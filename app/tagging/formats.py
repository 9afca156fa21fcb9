"""The tags of a file as the library wants them: what it is by its content, who made it, its genres."""

from __future__ import annotations

import os
from dataclasses import dataclass

from app.errors import TagError
from app.stamp import OpenFile, open_regular
from app.tagging import genres as native
from app.tagging.containers import wav
from app.tagging.layout import Reading, Source
from app.tagging.listing import Listing, listing_of
from app.tagging.overlay import FileSource, OpenSource

__all__ = ["AUDIO_SUFFIXES", "FileTags", "is_audio_name", "read_tags", "tags_of"]

#: Endings of files a scan looks at, lower case with the dot.
AUDIO_SUFFIXES: frozenset[str] = frozenset(
    (
        *(".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".spx", ".m4a", ".m4b", ".m4r", ".mp4", ".alac", ".aac"),
        *(".wma", ".asf", ".wav", ".wave", ".aif", ".aiff", ".aifc", ".ape", ".wv", ".mpc", ".mp+", ".tta", ".tak"),
        *(".ofr", ".dsf", ".dff", ".mka", ".mpa", ".bwf"),
    )
)


_SUFFIXES = frozenset(os.fsencode(suffix) for suffix in AUDIO_SUFFIXES)
_BEFORE_A_NAME = frozenset((b"", b".", b"/", b"\\"))


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file says of itself."""

    title: str
    artist: str
    album: str
    album_artist: str
    year: str
    genres: tuple[str, ...]
    #: "mp3", "flac", "ogg-vorbis", "opus", "m4a", "wma", "wav", …; "3gp" where the tags are of telephones' own kind
    container: str
    #: "ID3v2.3", "ID3v1", "APEv2", "Vorbis comment", "MP4", "ASF", "RIFF INFO"; the one that counts first.
    tag_types: tuple[str, ...]
    duration_s: float | None


def is_audio_name(path: bytes) -> bool:
    """Whether a file of this name is worth a look. macOS's "._" companions are not."""
    dot = path.rfind(b".")
    if path[dot:].lower() not in _SUFFIXES:
        return False
    if b"._" not in path and path[dot - 1 : dot] not in _BEFORE_A_NAME:  # a scan asks of every file: quickly told
        return True
    name = os.path.basename(path)
    return not name.startswith(b"._") and bool(name.lstrip(b".").rpartition(b".")[1])


def read_tags(path: bytes) -> FileTags:
    """The tags of the file at ``path``.

    Raises:
        TagError: it cannot be opened, is no music, or its tags cannot be followed.
    """
    try:
        with open_regular(path) as file:
            return tags_of(FileSource(file))
    except OSError as problem:
        raise TagError(f"The file cannot be read: {problem.strerror or problem}.") from problem


def read_open_tags(opened: OpenFile) -> FileTags:
    """The tags of a file that is open; as :func:`read_tags`."""
    try:
        return tags_of(OpenSource(opened))
    except OSError as problem:
        raise TagError(f"The file cannot be read: {problem.strerror or problem}.") from problem


def tags_of(source: Source) -> FileTags:
    """The tags of ``source``.

    Raises:
        TagError: it is no music, or its tags cannot be followed.
        OSError: it cannot be read.
    """
    container = native.recognise(source)
    if not container:
        sentence = "The file is empty." if not source.size else "It is no music file that Earmark knows."
        raise TagError(sentence)
    reading, trouble = _own_reading(source, container)
    kind = "3gp" if container == "m4a" and reading is not None and reading.read_only else container
    if reading is not None and reading.listing is not None:  # so plainly laid out that all readers see the same
        return _file_tags(reading.listing, reading.genres, kind, reading.tag_types)
    from app.tagging import second_reader  # mutagen: where no file is odd, it is not even imported

    try:
        ape = reading is None or "APEv2" in reading.tag_types
        opinion = second_reader.opinion(source, container, thorough=False, ape=ape)
    except TagError:
        if reading is None:
            raise TagError(trouble) from None
        return _file_tags(Listing(), reading.genres, kind, reading.tag_types)
    texts = opinion.texts
    if container == "wav" and reading is not None:  # mutagen does not look into the INFO list
        texts = wav.info_texts(source) | {name: text for name, text in texts.items() if text}
    listing = listing_of(texts, opinion.stream[0])
    if reading is None:
        return _file_tags(listing, opinion.genres, kind, ())
    return _file_tags(listing, reading.genres, kind, reading.tag_types)


def _own_reading(source: Source, container: str) -> tuple[Reading | None, str]:
    try:
        return native.read_genres(source, container, thorough=False), ""
    except native.ExcessiveTagError:
        raise
    except TagError as problem:
        return None, problem.sentence


def _file_tags(shown: Listing, genres: tuple[str, ...], container: str, tag_types: tuple[str, ...]) -> FileTags:
    return FileTags(
        shown.title,
        shown.artist,
        shown.album,
        shown.album_artist,
        shown.year,
        genres,
        container,
        tag_types,
        shown.duration_s,
    )
