"""Writes the demo library: pieces in many containers, with tags as they are met in real libraries.

It writes new files only, into a new or empty folder or one that it made before (known by its marker file), and leaves
every file alone that is already there, so that a demo library tagged by Earmark stays as Earmark left it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile

from app.demo import pieces
from app.demo.sound import RATE, Sound
from app.errors import AppError

#: The file by which a folder is known as a demo library.
MARKER = "About this music.txt"
_ABOUT = "This music was made by Earmark's demo (python -m app.demo). It belongs to nobody and may be deleted.\n"
#: Frames handed to the encoder at a time.
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the library: its sound, its place, and what its tags say (empty: nothing)."""

    score: pieces.Score
    length_s: float
    place: str
    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True)
class DemoReport:
    """Files written now, and files that were there already."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Encoding:
    """How PyAV writes one container."""

    container: str
    codec: str
    rate: int = RATE
    sample_format: str = "fltp"
    options: tuple[tuple[str, str], ...] = ()  #: of the container
    codec_options: tuple[tuple[str, str], ...] = ()


_ENCODINGS = {
    ".mp3": _Encoding(
        "mp3",
        "libmp3lame",
        sample_format="fltp",
        options=(("id3v2_version", "3"),),
        codec_options=(("compression_level", "9"),),
    ),
    ".flac": _Encoding("flac", "flac", sample_format="s16"),
    ".opus": _Encoding("ogg", "libopus", rate=48000, sample_format="flt"),
    ".m4a": _Encoding("ipod", "aac"),
    ".wav": _Encoding("wav", "pcm_s16le", sample_format="s16"),
    ".aiff": _Encoding("aiff", "pcm_s16be", sample_format="s16", options=(("write_id3v2", "1"),)),
    ".wma": _Encoding("asf", "wmav2"),
    ".wv": _Encoding("wv", "wavpack", sample_format="s16p"),
}


def _piece(score: pieces.Score, length_s: float, place: str, album: tuple[str, str], genre: str = "") -> Piece:
    """A piece of an ``(artist, album)``, whose title is its file's name without number and ending."""
    return Piece(score, length_s, place, Path(place).stem.lstrip("0123456789 "), *album, genre)


_RAILS = ("The Glass Metronome", "Parallel Streets")
_HEDGE = ("Iron Hedge", "Übermut")
_ROOM = ("Ada Fenwick", "Songs from a Small Room")
_EVENINGS = ("Lantern Quartet", "Four Slow Evenings")
_RECORDINGS = ("", "Recordings")
_PIECES = (
    _piece(pieces.four_to_the_floor, 32, "The Glass Metronome/01 First Light on Rails.mp3", _RAILS),
    _piece(pieces.slow_beat, 34, "The Glass Metronome/02 Slow Machine.mp3", _RAILS, "Other"),
    _piece(pieces.bright_song, 30, "The Glass Metronome/03 Bright Days.m4a", _RAILS),
    _piece(pieces.walls_of_chords, 28, "Iron Hedge/Übermut/01 Copper Wire.flac", _HEDGE),
    _piece(pieces.guitar_band, 30, "Iron Hedge/Übermut/02 Hammer and Hinge.aiff", _HEDGE, "(17)"),
    _piece(pieces.slow_strings, 38, "Lantern Quartet/Paper Lanterns.flac", _EVENINGS, "Film Score"),
    _piece(pieces.twelve_strings, 32, "Ada Fenwick/Small Room/Study for Twelve Strings.ogg", _ROOM),
    _piece(pieces.shuffle, 38, "Ada Fenwick/Small Room/Blue Porch.opus", _ROOM),
    _piece(pieces.offbeats, 34, "Ada Fenwick/Small Room/Harbour Light.wma", _ROOM, "Unknown"),
    _piece(pieces.walking_trio, 32, "Brushes at Midnight.wv", ("Three Chairs", ""), "Kitchen Swing"),
    _piece(pieces.conversation, 26, "Recordings/Interview in the Rain.mp3", _RECORDINGS),
    _piece(pieces.snow, 20, "Recordings/Snow.wav", _RECORDINGS),
    _piece(pieces.nothing, 20, "Recordings/Nothing Yet.mp3", _RECORDINGS),
    _piece(pieces.slow_strings, 30, "Lantern Quartet/Evening Prelude.flac", _EVENINGS, "Classical"),
    _piece(pieces.offbeats, 28, "Ada Fenwick/Small Room/Low Tide.opus", _ROOM),
)
_BROKEN = "Recordings/Torn Page.mp3"
_BROKEN_CONTENT = b"This is no music, whatever its name says.\n" * 200


def make_demo_library(folder: Path) -> DemoReport:
    """Write the demo library into ``folder``, or complete the one that is there. Takes some seconds.

    Raises:
        AppError: ``folder`` holds something that this function did not make, or cannot be written.
    """
    try:
        _claim(folder)
        made, kept = [], []
        for place, content in _contents(folder):
            file = folder / place
            if content is None:
                kept.append(file)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as new:
                new.write(content)
            made.append(file)
    except (OSError, av.FFmpegError, soundfile.SoundFileError) as problem:
        raise AppError(f"The demo library in {folder} cannot be written: {problem}.") from problem
    return DemoReport(tuple(made), tuple(kept))


def _claim(folder: Path) -> None:
    """Make ``folder`` ours, or refuse it."""
    marker = folder / MARKER
    if marker.is_file() and marker.read_text(encoding="utf-8", errors="replace") == _ABOUT:
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AppError(
            f"{folder} already holds something else.", "Name a new folder: the demo never mixes with your own files."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with marker.open("x", encoding="utf-8") as new:
        new.write(_ABOUT)


def _contents(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Place and content of every file, ``None`` for one that is there already, whatever it holds by now."""
    for seed, piece in enumerate(_PIECES):
        there = (folder / piece.place).exists()
        yield piece.place, None if there else encode(piece, pieces.render(piece.score, piece.length_s, seed))
    yield _BROKEN, None if (folder / _BROKEN).exists() else _BROKEN_CONTENT


def encode(piece: Piece, stereo: Sound) -> bytes:
    """The file of ``piece`` in the container that its name says; ``stereo`` is (2, samples) at :data:`RATE`."""
    if piece.place.endswith(".ogg"):
        return _encode_vorbis(piece, stereo)
    encoding = _ENCODINGS[Path(piece.place).suffix]
    options = {"fflags": "+bitexact", **dict(encoding.options)}
    target = io.BytesIO()
    with av.open(target, "w", format=encoding.container, options=options) as container:
        container.metadata.update(_metadata(piece))
        codec_options = {"flags": "+bitexact", **dict(encoding.codec_options)}
        stream = container.add_stream(encoding.codec, rate=encoding.rate, options=codec_options)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "stereo"
        stream.bit_rate = 160_000  # of the lossy ones
        stream.format = encoding.sample_format
        if encoding.container == "ogg":  # an Ogg file carries its comments in the stream
            stream.metadata.update(_metadata(piece))
        resampler = av.AudioResampler(encoding.sample_format, "stereo", encoding.rate, stream.frame_size or _BLOCK)
        for frame in (*_frames(stereo), None):
            for piece_of_sound in resampler.resample(frame):
                container.mux(stream.encode(piece_of_sound))
        container.mux(stream.encode(None))
    return target.getvalue()


def _encode_vorbis(piece: Piece, stereo: Sound) -> bytes:
    """As :func:`encode`. PyAV has no good Vorbis encoder, soundfile has; PyAV then copies its packets into a file
    with our tags and without the random serial number that would make every run differ."""
    encoded, target = io.BytesIO(), io.BytesIO()
    soundfile.write(encoded, stereo.T, RATE, format="OGG", subtype="VORBIS")
    encoded.seek(0)
    options = {"fflags": "+bitexact"}
    with av.open(encoded, "r") as source, av.open(target, "w", format="ogg", options=options) as container:
        stream = container.add_stream_from_template(source.streams.audio[0])
        stream.metadata.clear()
        stream.metadata.update(_metadata(piece))
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:  # the last one is empty and only asks to flush
                packet.stream = stream
                container.mux(packet)
    return target.getvalue()


def _metadata(piece: Piece) -> dict[str, str]:
    known = {"title": piece.title, "artist": piece.artist, "album": piece.album, "genre": piece.genre}
    return {name: value for name, value in known.items() if value}


def _frames(stereo: Sound) -> Iterator[av.AudioFrame]:
    for begin in range(0, stereo.shape[1], _BLOCK):
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(stereo[:, begin : begin + _BLOCK]), "fltp", "stereo")
        frame.sample_rate = RATE
        frame.pts = begin
        frame.time_base = Fraction(1, RATE)
        yield frame
