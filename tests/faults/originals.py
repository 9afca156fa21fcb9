"""The files that faults are tried on: every container, with and without the room that lets a change go in place."""

from __future__ import annotations

from pathlib import Path

from app.tagging import genres as native
from app.tagging.overlay import BytesSource, Overlay
from tests.tagging.samples import sample

BESIDE = ("mp3 bare", "mp3 id3v2.4 apev2 id3v1", "mp3 footer", "flac bare", "ogg", "ogg flac", "opus", "speex")
BESIDE += ("m4a", "m4a index first", "m4a fragmented", "alac", "wma", "wav info", "aiff", "wavpack", "tta", "ape")
BESIDE += (
    "musepack",
    "tak",
    "optimfrog",
    "dsf",
    "dff",
    "aiff c",
    "ogg multiplexed",
    "m4a 64 bit",
    "wav bare",
    "wav rf64",
)
IN_PLACE = ("mp3 id3v2.2", "mp3 id3v2.3", "mp3 id3v2.4", "flac")
#: These get room by a first change.
WITH_ROOM = ("ogg genre", "opus", "m4a genre", "alac", "wma genre", "aiff id3", "tta", "dsf tagged", "dff")
#: These get a second name (a hard link), through which they are written.
LINKED = ("mp3 bare", "mp3 id3v2.3", "flac bare", "ogg", "m4a", "wma", "wav info", "wavpack", "dsf", "ape")
#: What the names of such originals end in.
LINKED_ENDING = "_linked"


def with_room(name: str) -> bytes:
    """A sample that was changed once, so that the next change of similar length goes in place."""
    source = BytesSource(sample(name))
    content = Overlay(source, native.plan_splices(source, native.recognise(source), ("Polka",)))
    return content.read_at(0, content.size)


def make(folder: Path) -> None:
    """Write all of them into ``folder``."""
    folder.mkdir(parents=True)
    for name in (*BESIDE, *IN_PLACE):
        (folder / name.replace(" ", "_")).write_bytes(sample(name))
    for name in WITH_ROOM:
        (folder / f"{name} with room".replace(" ", "_")).write_bytes(with_room(name))
    for name in LINKED:
        (folder / f"{name.replace(' ', '_')}{LINKED_ENDING}").write_bytes(sample(name))
