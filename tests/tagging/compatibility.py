"""Writes the table of ``docs/compatibility.md``: ``python -m tests.tagging.compatibility > docs/compatibility.md``.

Each container gets three genres through the real writer and is then read by every other reader that is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import mutagen

from app.stamp import read_stamp
from app.tagging.journal import Journal
from app.tagging.second_reader import opinion
from app.tagging.writer import GenreChange, Writer
from tests.tagging.samples import sample

GENRES = ("Techno (Peak / Time)", "Blues", "Música Popular")
#: Sample, ending, how the row is called, where the genre stands.
ROWS = (
    ("mp3 id3v2.2", ".mp3", "MP3, ID3v2.2", "TCO, NUL-separated"),
    ("mp3 id3v2.3", ".mp3", "MP3, ID3v2.3", "TCON, NUL-separated"),
    ("mp3 bare", ".mp3", "MP3, ID3v2.4 (also for a file without a tag)", "TCON, NUL-separated"),
    ("mp3 apev2", ".mp3", "MP3 described by APEv2 only", "Genre, NUL-separated"),
    ("flac", ".flac", "FLAC", "GENRE repeated"),
    ("ogg", ".ogg", "Ogg Vorbis", "GENRE repeated"),
    ("opus", ".opus", "Opus", "GENRE repeated"),
    ("speex", ".spx", "Speex", "GENRE repeated"),
    ("ogg flac", ".oga", "FLAC in Ogg", "GENRE repeated"),
    ("m4a", ".m4a", "M4A, AAC", "©gen, a data atom each"),
    ("m4a fragmented", ".m4a", "M4A, fragmented", "©gen, a data atom each"),
    ("alac", ".m4a", "M4A, ALAC", "©gen, a data atom each"),
    ("wma", ".wma", "WMA", "WM/Genre repeated"),
    ("wav bare", ".wav", "WAV", "TCON in an id3 chunk; the first also as IGNR"),
    ("wav rf64", ".wav", "WAV, RF64", "TCON in an id3 chunk; the first also as IGNR"),
    ("aiff", ".aiff", "AIFF", "TCON in an ID3 chunk"),
    ("aiff c", ".aiff", "AIFF-C", "TCON in an ID3 chunk"),
    ("wavpack", ".wv", "WavPack", "APEv2 Genre, NUL-separated"),
    ("ape", ".ape", "Monkey's Audio", "APEv2 Genre, NUL-separated"),
    ("musepack", ".mpc", "Musepack", "APEv2 Genre, NUL-separated"),
    ("tak", ".tak", "TAK", "APEv2 Genre, NUL-separated"),
    ("optimfrog", ".ofr", "OptimFROG", "APEv2 Genre, NUL-separated"),
    ("tta", ".tta", "TTA", "TCON, NUL-separated"),
    ("dsf", ".dsf", "DSF", "TCON, NUL-separated"),
    ("dff", ".dff", "DFF", "TCON in an ID3 chunk"),
)
_HEAD = """# Which programs see which genres

Earmark writes one value a genre, in the way that each container has for it. Not every program reads more than the
first. The table is made by `python -m tests.tagging.compatibility`, which writes three genres
(`Techno (Peak / Time)`, `Blues`, `Música Popular`) into a file of each kind and asks the readers for them.

"""
_TAIL = """
*all*: every genre, each by itself or clearly separated. *first*: only the first one. *none*: the program reads the
file, but shows no genre. *–*: it does not read this kind of file (or this small sample of it).

## If your player shows one genre only

The order counts: Earmark writes the genre you chose first, or the model's most likely one, as the first value, and
that is the one such players show. Nothing is lost by writing several, for the players that read them show all. What
you can choose:

- one genre a file: `max_genres` is one unless you ask for more, and in the review a single choice is a single genre.
  For files that hold several of their own: `earmark tag PATH --policy replace --max-genres 1 --dry-run` shows what
  would be left;
- several, with the one that counts in front: `earmark tag PATH --max-genres 3`, or `earmark set --genre First --genre
  Second PATH`;
- a broad genre that every player knows: your own `names` (`drum-and-bass = Electronic`), and `allow_list`.

What Earmark does not do for such players: add a second kind of tag, or join the genres into one value with a
separator, because nothing could tell them apart again.

## What is left as it is

What cannot be changed safely is refused with a sentence, and listed:

- **Chained Ogg** (several streams one behind the other, as recorded radio is): it holds several songs, each with its
  own genres, and programs differ in which of them they show. One genre for all would be wrong for most of them.
- **Two tags of one kind** (two ID3 tags, two ID3 chunks, two INFO lists, two comment blocks), an ID3v2 tag at the end
  of the file, or an APEv2 tag in front of a Lyrics3 block: programs differ in which one they read.
- **Files shorter than they say**, or whose parts do not add up: where the sound begins and ends is not certain.
- **WAV and AIFF that would grow beyond 2 or 4 GiB**, where programs stop reading them. WAV of the RF64 kind has no such
  limit and is written.
- **RF64 that gives a length in two places** (in its table and where a mark should send readers to the table): programs
  differ in which of them they go by.
- **Signed or encrypted headers** (WMA), films, raw AAC, AC-3 and Matroska.
- Whatever the second reader (mutagen) cannot follow before the change, or reads differently after it than planned.

[What was done to files](faults.md) counts how often that happened to files that were broken on purpose.
"""


def _mutagen(path: Path) -> str:
    from app.tagging.genres import recognise
    from app.tagging.overlay import FileSource

    with path.open("rb") as file:
        source = FileSource(file)
        return "\n".join(opinion(source, recognise(source)).genres)


def _ffprobe(path: Path) -> str | None:
    show = ["-show_entries", "format_tags:stream_tags", "-of", "json"]
    done = subprocess.run(["ffprobe", "-v", "error", *show, path], capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    seen = json.loads(done.stdout)
    tags = [seen.get("format", {}).get("tags", {}), *(stream.get("tags", {}) for stream in seen.get("streams", []))]
    return "\n".join(value for found in tags for key, value in found.items() if key.lower() in ("genre", "ignr"))


def _taglib(path: Path) -> str | None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    command = ["kid3-cli", "-c", "get", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    lines = done.stdout.splitlines()
    return "\n".join(line for line in lines if "Genre" in line) if any("Tag" in line for line in lines) else None


def _exiftool(path: Path) -> str | None:
    done = subprocess.run(["exiftool", "-a", "-Genre", str(path)], capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout


def _mediainfo(path: Path) -> str | None:
    done = subprocess.run(["mediainfo", str(path)], capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout


def _version(command: list[str], word: int) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split("\n", 1)[0].split(" ")[word] if done.stdout else "?"


def readers() -> dict[str, Callable[[Path], str | None]]:
    """The installed readers by name and version."""
    found: dict[str, Callable[[Path], str | None]] = {f"mutagen {mutagen.version_string}": _mutagen}
    if shutil.which("ffprobe"):
        found[f"ffprobe {_version(['ffprobe', '-version'], 2).partition('-')[0]}"] = _ffprobe
    if shutil.which("kid3-cli"):
        found["TagLib (kid3)"] = _taglib
    if shutil.which("exiftool"):
        found[f"exiftool {_version(['exiftool', '-ver'], 0)}"] = _exiftool
    if shutil.which("mediainfo"):
        found["mediainfo"] = _mediainfo
    return found


def judge(answer: str | None) -> str:
    """A reader's answer in a word."""
    if answer is None:
        return "–"
    seen = [genre in answer for genre in GENRES]
    if all(seen):
        return "all"
    return "first" if seen[0] else "none" if not any(seen) else "some"


def table() -> str:
    """The table in Markdown."""
    columns = readers()
    lines = ["| file | stored as | " + " | ".join(columns) + " |", "|---" * (2 + len(columns)) + "|"]
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal")
        for name, ending, title, where in ROWS:
            path = Path(folder) / f"file{ending}"
            path.write_bytes(sample(name))
            raw = os.fsencode(path)
            Writer(journal).write([GenreChange(raw, GENRES, (), read_stamp(raw))], note="")
            answers = [judge(reader(path)) for reader in columns.values()]
            lines.append(f"| {title} | {where} | " + " | ".join(answers) + " |")
        journal.close()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(_HEAD + table() + _TAIL)
