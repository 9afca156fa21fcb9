"""Small real files of every container, made here: encoded with PyAV where it can, laid out by hand where it cannot.

Every function of :data:`SAMPLES` takes nothing and gives a file's bytes. Names tell the container and what is special.
"""

from __future__ import annotations

import io
import itertools
import math
import struct
import tempfile
import wave
import zlib
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np

from app.tagging.containers import apev2, asf, id3, mp4_atoms, ogg_pages
from app.tagging.layout import Splice
from app.tagging.overlay import BytesSource, Overlay

RATE = 44100
SECONDS = 0.4


def _tone(rate: int = RATE) -> np.ndarray[Any, np.dtype[np.float32]]:
    t = np.arange(int(rate * SECONDS)) / rate
    left = 0.3 * np.sin(2 * math.pi * 440 * t) + 0.1 * np.sin(2 * math.pi * 3000 * t)
    return np.stack([left, 0.3 * np.sin(2 * math.pi * 554 * t)]).astype(np.float32)


@cache
def encoded(
    container: str, codec: str, tags: tuple[tuple[str, str], ...] = (), options: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """A short stereo tone in ``container`` with ``tags``."""
    rate = 48000 if codec == "libopus" else RATE
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "tone"
        _encode(out, container, codec, rate, dict(tags), dict(options))
        return out.read_bytes()


def _encode(out: Path, container: str, codec: str, rate: int, tags: dict[str, str], options: dict[str, str]) -> None:
    with av.open(str(out), "w", format=container, options=options) as file:
        stream: Any = file.add_stream(codec, rate=rate, layout="stereo")
        stream.bit_rate = 128_000
        if codec == "vorbis":
            stream.codec_context.options = {"strict": "-2"}
        file.metadata.update(tags)
        wanted = stream.codec_context.format.name if stream.codec_context.format else "fltp"
        resampler = av.AudioResampler(format=wanted, layout="stereo", rate=rate)
        frame = av.AudioFrame.from_ndarray(_tone(rate), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        fifo = av.AudioFifo()
        for ready in [*resampler.resample(frame), *resampler.resample(None)]:
            fifo.write(ready)
        size = stream.codec_context.frame_size or 1024
        while fifo.samples:
            for packet in stream.encode(fifo.read(size, partial=True)):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)


TAGS = (("title", "Tïtle"), ("artist", "An Artist"), ("album", "The Album"), ("date", "1999"))
_BARE_MP3 = (("id3v2_version", "0"), ("write_xing", "1"), ("write_id3v1", "0"))


@cache
def mp3_sound() -> bytes:
    """MPEG frames without any tag."""
    return encoded("mp3", "libmp3lame", (), _BARE_MP3)


def frame(version: int, name: str, data: bytes, flags: bytes = b"\0\0") -> bytes:
    """An ID3v2 frame."""
    if version == 2:
        return name.encode() + len(data).to_bytes(3, "big") + data
    size = id3.to_syncsafe(len(data)) if version == 4 else len(data).to_bytes(4, "big")
    return name.encode() + size + flags + data


def tag(version: int, body: bytes, flags: int = 0, padding: int = 200) -> bytes:
    """An ID3v2 tag around ``body``."""
    body += b"\0" * padding
    return b"ID3" + bytes([version, 0, flags]) + id3.to_syncsafe(len(body)) + body


def utf16(text: str) -> bytes:
    """A UTF-16 text frame's data."""
    return b"\x01\xff\xfe" + text.encode("utf-16-le")


def id3v1(genre: int, title: bytes = b"A Title") -> bytes:
    """An ID3v1.1 tag."""
    texts = title.ljust(30, b"\0") + b"An Artist".ljust(30, b"\0") + b"An Album".ljust(30, b"\0") + b"1999"
    return b"TAG" + texts + b"hello".ljust(28, b"\0") + b"\0\x07" + bytes([genre])


_PICTURE = b"\x00image/png\0\x03cover\0" + bytes(range(256)) * 8
_PRIVATE = b"Serato\0" + b"\xff\xfe\x00\xff\x00" * 40


def _rich_frames(version: int) -> bytes:
    names = {2: ("TT2", "TP1", "TCO"), 3: ("TIT2", "TPE1", "TCON"), 4: ("TIT2", "TPE1", "TCON")}[version]
    texts = (utf16("Tïtle"), b"\x00An Artist", b"\x00(17)")
    frames = b"".join(frame(version, name, text) for name, text in zip(names, texts, strict=True))
    if version == 2:
        return frames + frame(2, "XYZ", b"unknown \x00\x01") + frame(2, "TT2", b"\x00second title")
    return frames + frame(version, "APIC", _PICTURE) + frame(version, "PRIV", _PRIVATE) + frame(version, "XQQQ", b"??")


def _mp3(version: int, padding: int = 200) -> bytes:
    return tag(version, _rich_frames(version), padding=padding) + mp3_sound()


def _mp3_unsynchronised() -> bytes:
    body = id3._unsynchronise(_rich_frames(3) + b"\0" * 100)
    return b"ID3\x03\0\x80" + id3.to_syncsafe(len(body)) + body + mp3_sound()


def _mp3_24_unsynchronised() -> bytes:
    data = id3._unsynchronise(_PRIVATE)
    body = frame(4, "TIT2", b"\x03Title", b"\0\x02") + frame(4, "PRIV", data, b"\0\x02")
    return tag(4, body + frame(4, "TCON", b"\x0317\0Own", b"\0\x02"), 0x80) + mp3_sound()


def _mp3_footer() -> bytes:
    body = frame(4, "TIT2", b"\x03Title") + frame(4, "TCON", b"\x03Jazz")
    head = b"\x04\0\x10" + id3.to_syncsafe(len(body))
    return b"ID3" + head + body + b"3DI" + head + mp3_sound()


def _mp3_extended(version: int) -> bytes:
    frames = frame(version, "TIT2", b"\x00Title") + frame(version, "TCON", b"\x00Jazz")
    padding = b"\0" * 60
    if version == 3:
        crc = zlib.crc32(frames).to_bytes(4, "big")
        header = (10).to_bytes(4, "big") + b"\x80\0" + (60).to_bytes(4, "big") + crc
    else:
        crc_value = zlib.crc32(frames + padding)
        header = b"\0\0\0\x0c\x01\x20\x05" + bytes(crc_value >> shift & 0x7F for shift in (28, 21, 14, 7, 0))
    return tag(version, header + frames + padding, 0x40, padding=0) + mp3_sound()


def _ape_tag(*items: tuple[str, str]) -> bytes:
    return apev2.new_tag(("Old Genre",), items)


def _gain_tag() -> bytes:
    data = apev2.new_tag(("x",), (("REPLAYGAIN_TRACK_GAIN", "-4.4 dB"),))
    return data.replace(apev2._item("Genre", ("x",)), b"").replace(
        struct.pack("<III", 2000, len(data) - 32, 2),
        struct.pack("<III", 2000, len(data) - 32 - len(apev2._item("Genre", ("x",))), 1),
    )


def _speex() -> bytes:
    head = struct.pack("<8s20s13i", b"Speex   ", b"1.2", 1, 80, 16000, 1, 4, 1, -1, 320, 0, 1, 0, 0, 0)
    comment = b"\x07\0\0\0Vendors" + b"\x01\0\0\0" + b"\x07\0\0\0TITLE=A"
    packets = [(2, bytes(8), head), (0, bytes(8), comment), (4, (320).to_bytes(8, "little"), b"\x15" * 60)]
    return b"".join(
        ogg_pages.render_page(ogg_pages.PageHead(flags, at, b"SERI", n), ogg_pages.lacing_of([data]), data)
        for n, (flags, at, data) in enumerate(packets)
    )


def _dsf(with_tag: bool) -> bytes:
    sound = bytes(range(256)) * 32
    end = 28 + 52 + 12 + len(sound)
    extra = tag(4, frame(4, "TIT2", b"\x03Title"), padding=0) if with_tag else b""
    header = b"DSD " + struct.pack("<QQQ", 28, end + len(extra), end if with_tag else 0)
    form = b"fmt " + struct.pack("<QIIIIIIQII", 52, 1, 0, 2, 2, 2822400, 1, len(sound) * 4, 4096, 0)
    return header + form + b"data" + struct.pack("<Q", 12 + len(sound)) + sound + extra


def _dff() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return name + struct.pack(">Q", len(data)) + data + b"\0" * (len(data) % 2)

    rates = chunk(b"FS  ", struct.pack(">I", 2822400)) + chunk(b"CHNL", b"\0\x02SLFTSRGT")
    prop = chunk(b"PROP", b"SND " + rates + chunk(b"CMPR", b"DSD \x0enot compressed\0"))
    body = b"DSD " + chunk(b"FVER", b"\x01\x05\0\0") + prop + chunk(b"DSD ", bytes(range(256)) * 16)
    return b"FRM8" + struct.pack(">Q", len(body)) + body


def _monkeys() -> bytes:
    descriptor = b"MAC " + struct.pack("<HHIIIIIII", 3990, 0, 52, 24, 0, 44, 2000, 0, 0) + bytes(16)
    return descriptor + struct.pack("<HHIIIHHI", 2000, 0, 73728, 1000, 1, 16, 2, 44100) + bytes(range(250)) * 8


def _musepack() -> bytes:
    return b"MP+\x07" + struct.pack("<II", 100, 0) + bytes(16) + bytes(range(250)) * 8


def _tak() -> bytes:
    """A TAK header (stream info: codec, profile, duration of frames, samples, rate, bits, channels) and noise."""
    samples = int(RATE * SECONDS)
    fields = ((2, 6), (2, 4), (3, 4), (samples, 35), (0, 3), (RATE - 6000, 18), (16 - 8, 5), (2 - 1, 4), (0, 1))
    number = at = 0
    for value, bits in fields:
        number |= value << at
        at += bits
    info = number.to_bytes(10, "little") + bytes(3)
    return b"tBaK\x01" + len(info).to_bytes(3, "little") + info + bytes(4) + bytes(range(250)) * 8


def _optimfrog() -> bytes:
    head = b"OFR " + struct.pack("<IIHBBIH", 15, 44100, 0, 3, 1, 44100, 0x0264)
    return head.ljust(76, b"\0") + bytes(range(250)) * 8


def _plain_wav() -> bytes:
    """A WAV file of a format and a data chunk only."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(range(256)) * 16)
    return out.getvalue()


def _wav_info(odd: bool = False) -> bytes:
    data = _plain_wav()
    info = b"INFO" + b"INAM\x06\0\0\0Title\0" + b"IGNR\x06\0\0\0Polka\0" + b"ICMT\x03\0\0\0ab\0\0"
    extra = b"LIST" + struct.pack("<I", len(info)) + info + b"junk\x03\0\0\0xyz" + (b"" if odd else b"\0")
    body = data[8:] + extra
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _odd_end(data: bytes) -> bytes:
    """A WAV file whose last chunk lacks its pad byte."""
    body = data[8:] + b"junk\x03\0\0\0xyz"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _flac_with_id3() -> bytes:
    return tag(3, frame(3, "TIT2", b"\0T") + frame(3, "TCON", b"\0Old")) + encoded("flac", "flac", TAGS) + id3v1(17)


def _flac_blocks(*, comment: bool, padding: int | None) -> bytes:
    """A FLAC file's sound behind its STREAMINFO and the blocks asked for."""
    data = encoded("flac", "flac", TAGS)
    blocks: list[tuple[int, bytes]] = []
    at, last = 4, False
    while not last:
        kind, last, size = data[at] & 0x7F, bool(data[at] & 0x80), int.from_bytes(data[at + 1 : at + 4], "big")
        if kind == 0 or (kind == 4 and comment):
            blocks.append((kind, data[at + 4 : at + 4 + size]))
        at += 4 + size
    if padding is not None:
        blocks.append((1, b"\0" * padding))
    heads = [bytes([kind | (0x80 if n == len(blocks) - 1 else 0)]) for n, (kind, _) in enumerate(blocks)]
    chain = (h + len(b).to_bytes(3, "big") + b for h, (_, b) in zip(heads, blocks, strict=True))
    return b"fLaC" + b"".join(chain) + data[at:]


def _m4a_gnre() -> bytes:
    """M4A with the numeric genre instead of the text, in the same room."""
    data = encoded("ipod", "aac", (("title", "T"), ("genre", "0123456789")))
    old = struct.pack(">I", 8 + 16 + 10) + b"\xa9gen" + struct.pack(">I", 26) + b"data" + b"\0\0\0\1" + bytes(4)
    at = data.index(old)
    new = struct.pack(">I4sI4sII", 26, b"gnre", 18, b"data", 0, 0) + struct.pack(">H", 18)
    new += struct.pack(">I4s", 8, b"zzzz")
    assert len(new) == 34
    return data[:at] + new + data[at + 34 :]


def _m4a_64_bit() -> bytes:
    """M4A whose sound and index have lengths of 64 bits; the sound moves on by the eight bytes that one takes."""
    source = BytesSource(encoded("ipod", "aac", TAGS))
    top = mp4_atoms.atoms(source, 0, source.size)
    sound = next(atom for atom in top if atom.kind == b"mdat")
    splices = [
        Splice(atom.start, atom.body, b"\0\0\0\1" + atom.kind + (atom.size + 8).to_bytes(8, "big"))
        for atom in top
        if atom.kind in (b"mdat", b"moov")
    ]
    for field in mp4_atoms.offset_fields(source, top):
        assert sound.start < field.value < sound.end
        splices.append(Splice(field.at, field.at + field.width, (field.value + 8).to_bytes(field.width, "big")))
    content = Overlay(source, splices)
    return content.read_at(0, content.size)


def _wma_with_a_large_picture() -> bytes:
    """WMA whose header holds 3 MiB: a picture in the metadata library, which is part of the header's extension."""
    data = bytearray(encoded("asf", "wmav2", TAGS))
    at = data.index(asf._EXTENSION)
    name, picture = "WM/Picture\0".encode("utf-16-le"), bytes(range(256)) * 12288
    entry = struct.pack("<HHHHI", 0, 0, len(name), 1, len(picture)) + name + picture
    library = asf._LIBRARY + struct.pack("<QH", 26 + len(entry), 1) + entry
    for place, width in ((16, 8), (at + 16, 8), (at + 42, 4), (data.index(asf._PROPERTIES) + 40, 8)):
        number = int.from_bytes(data[place : place + width], "little") + len(library)
        data[place : place + width] = number.to_bytes(width, "little")
    data[at + 46 : at + 46] = library
    return bytes(data)


def _ogg_multiplexed() -> bytes:
    """Vorbis and Opus side by side: first pages first, then a page of each in turn."""
    streams = [encoded("ogg", codec, TAGS) for codec in ("vorbis", "libopus")]
    cut = [[d[page.offset : page.end] for page in ogg_pages.pages(BytesSource(d))] for d in streams]
    return b"".join(page for pair in itertools.zip_longest(*cut, fillvalue=b"") for page in pair)


def _ogg_cut_off() -> bytes:
    return encoded("ogg", "libopus", TAGS)[:-37]


SAMPLES: dict[str, Callable[[], bytes]] = {
    "mp3 bare": mp3_sound,
    "mp3 id3v2.2": lambda: _mp3(2),
    "mp3 id3v2.3": lambda: _mp3(3),
    "mp3 id3v2.4": lambda: _mp3(4),
    "mp3 id3v2.3 no padding": lambda: _mp3(3, 0),
    "mp3 id3v2.3 unsynchronised": _mp3_unsynchronised,
    "mp3 id3v2.4 unsynchronised": _mp3_24_unsynchronised,
    "mp3 footer": _mp3_footer,
    "mp3 id3v2.3 extended": lambda: _mp3_extended(3),
    "mp3 id3v2.4 extended": lambda: _mp3_extended(4),
    "mp3 id3v1": lambda: mp3_sound() + id3v1(17),
    "mp3 id3v2.3 id3v1": lambda: _mp3(3) + id3v1(17),
    "mp3 apev2": lambda: mp3_sound() + _ape_tag(("Title", "A Title")),
    "mp3 gain only": lambda: mp3_sound() + _gain_tag(),
    "mp3 id3v2.4 apev2 id3v1": lambda: _mp3(4) + _ape_tag(("Title", "A Title")) + id3v1(9),
    "flac": lambda: encoded("flac", "flac", TAGS),
    "flac no comment": lambda: _flac_blocks(comment=False, padding=300),
    "flac bare": lambda: _flac_blocks(comment=False, padding=None),
    "flac no padding": lambda: _flac_blocks(comment=True, padding=None),
    "flac id3": _flac_with_id3,
    "ogg": lambda: encoded("ogg", "vorbis", TAGS),
    "ogg genre": lambda: encoded("ogg", "vorbis", (*TAGS, ("genre", "Old"))),
    "ogg multiplexed": _ogg_multiplexed,
    "ogg flac": lambda: encoded("ogg", "flac", TAGS),
    "opus": lambda: encoded("ogg", "libopus", TAGS),
    "opus cut off": _ogg_cut_off,
    "speex": _speex,
    "m4a": lambda: encoded("ipod", "aac", TAGS),
    "m4a bare": lambda: encoded("ipod", "aac", (), (("fflags", "+bitexact"),)),
    "m4a genre": lambda: encoded("ipod", "aac", (*TAGS, ("genre", "Old"))),
    "m4a gnre": _m4a_gnre,
    "m4a index first": lambda: encoded("ipod", "aac", TAGS, (("movflags", "faststart"),)),
    "m4a fragmented": lambda: encoded("mp4", "aac", TAGS, (("movflags", "frag_keyframe+empty_moov"),)),
    "m4a 64 bit": _m4a_64_bit,
    "alac": lambda: encoded("ipod", "alac", TAGS),
    "wma": lambda: encoded("asf", "wmav2", TAGS),
    "wma genre": lambda: encoded("asf", "wmav2", (*TAGS, ("genre", "Old"))),
    "wma large header": _wma_with_a_large_picture,
    "wav": lambda: encoded("wav", "pcm_s16le"),
    "wav rf64": lambda: encoded("wav", "pcm_s16le", TAGS, (("rf64", "always"),)),
    "wav bare": _plain_wav,
    "wav bare odd end": lambda: _odd_end(_plain_wav()),
    "wav info": _wav_info,
    "wav odd end": lambda: _wav_info(odd=True),
    "aiff": lambda: encoded("aiff", "pcm_s16be"),
    "aiff id3": lambda: encoded("aiff", "pcm_s16be", TAGS, (("write_id3v2", "1"),)),
    "aiff c": lambda: encoded("aiff", "pcm_s16le"),
    "wavpack": lambda: encoded("wv", "wavpack", TAGS),
    "tta": lambda: encoded("tta", "tta"),
    "ape": _monkeys,
    "ape tagged": lambda: _monkeys() + _ape_tag(("Title", "A Title")) + id3v1(3),
    "musepack": _musepack,
    "tak": _tak,
    "optimfrog": _optimfrog,
    "dsf": lambda: _dsf(False),
    "dsf tagged": lambda: _dsf(True),
    "dff": _dff,
}


@cache
def sample(name: str) -> bytes:
    """The bytes of the sample ``name``."""
    return SAMPLES[name]()
