"""A person's evening with real songs on a real display, recorded: ``python -m tests.ui.journey ../shared/data/songs``.

The songs are copied, dragged into the window from another program, listened to, reviewed by keyboard, written, and
undone. What the files hold is read by other programs before, after the write and after the undo. The record goes to
standard output as a page of the guide. Xvfb and xdotool act; ffprobe and kid3-cli read, where they are there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import mutagen

from app.library.types import ChosenBy, TrackRow, TrackState
from app.stamp import display_path
from tests.ui.real_display import (
    analysed,
    begins,
    click_at,
    click_from_corner,
    do,
    focus,
    hashes,
    missing_tools,
    opened,
    opens,
    press,
    quit_from,
    rows,
    shown,
    until,
    x_server,
)

#: What a person who knows the songs of ../shared/data/songs says of them, by a part of their names.
KNOWN = {
    "Hungarian": "Classical",
    "Tchaikovsky": "Classical",
    "waltz": "Classical",
    "Vibe": "Jazz",
    "ragtime": "Jazz",
    "Fishin": "Folk",
    "Smiling": "Rock",
    "Shearer": "Rock",
    "Northern": "Pop",
    "Fancy": "Pop",
    "Invaders": "Chiptune",
}
SUFFIXES = {".mp3", ".ogg", ".flac", ".m4a", ".wav", ".opus"}
#: Places in the window of 1280 pixels, and from the corners of the dialogs.
WRITE_BUTTON, WRITE_FILES, UNDO_ALL = (1164, 22), (54, 23), (-334, 23)


@dataclass(slots=True)
class Verdict:
    """What it took to decide one track."""

    track: str
    offered: tuple[str, ...]
    wanted: str
    keys: int
    seconds: float


@dataclass(slots=True)
class Record:
    """What happened."""

    songs: int
    heard_s: float = 0.0
    verdicts: list[Verdict] = field(default_factory=list)
    read: dict[str, dict[str, str]] = field(default_factory=dict)  #: moment -> file -> what readers see
    same: dict[str, set[str]] = field(default_factory=dict)  #: moment -> files equal to the beginning
    written_s: float = 0.0
    undone_s: float = 0.0


def main() -> int:
    """Make the journey; the exit status."""
    parser = argparse.ArgumentParser(description="A review on a real display, recorded.")
    parser.add_argument("songs", type=Path, help="folder of songs, which are copied")
    songs = parser.parse_args().songs
    if missing := missing_tools():
        sys.stderr.write(f"Not here: {', '.join(missing)}\n")
        return 2
    with tempfile.TemporaryDirectory() as place, x_server() as number:
        home, music = Path(place) / "home", Path(place) / "Songs"
        os.environ.update(EARMARK_HOME=str(home), DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        copy_songs(songs, music)
        sys.stdout.write(page(travel(home, music)))
    return 0


def copy_songs(songs: Path, music: Path) -> None:
    """The songs by themselves, to be written to."""
    music.mkdir()
    for song in sorted(songs.iterdir()):
        if song.suffix in SUFFIXES:
            (music / song.name).write_bytes(song.read_bytes())


def travel(home: Path, music: Path) -> Record:
    """Drop, listen, review, write, undo."""
    before = hashes(music)
    record = Record(len(before))
    look(record, "before", music, before)
    begun = time.monotonic()
    with opened(music, home) as (program, window):
        until(lambda: analysed(home, len(before)), "everything is heard", 600)
        record.heard_s = time.monotonic() - begun
        focus(window)
        click_at(window, 400, 240)  # a row of the table
        do("key", "ctrl+a", "key", "r")
        time.sleep(2.0)
        for row in rows(home):
            record.verdicts.append(judge(home, row))
        press(window, "Escape")
        write(record, home, music, window)
        look(record, "written", music, before)
        undo(record, music, window, before)
        look(record, "undone", music, before)
        quit_from(program, window)
    return record


def judge(home: Path, row: TrackRow) -> Verdict:
    """Decide a track as a person would: its digit where the genre is offered, else by typing it."""
    name = display_path(os.path.basename(row.path))
    wanted = next((genre for part, genre in KNOWN.items() if part in name), row.predicted)
    offered = row.suggestions or (row.predicted,)
    begun = time.monotonic()
    if wanted in offered:
        keys = 1
        do("key", str(offered.index(wanted) + 1))
    else:
        keys = len(wanted) + 2
        do("key", "slash")
        do("type", "--delay", "30", wanted)
        do("key", "Return")
    until(lambda: _decided(home, row, wanted), f"{name} is decided", 60)
    return Verdict(name, offered, wanted, keys, time.monotonic() - begun)


def _decided(home: Path, row: TrackRow, wanted: str) -> bool:
    now = next(each for each in rows(home) if each.id == row.id)
    return now.chosen_by is ChosenBy.PERSON and now.chosen == (wanted,)


def write(record: Record, home: Path, music: Path, window: str) -> None:
    """Press Write, look, and write."""
    until(lambda: opens("^Write genres$", lambda: click_at(window, *WRITE_BUTTON)), "the preview opens")
    preview, now = shown("^Write genres$"), hashes(music)
    ready = sum(row.state is TrackState.READY for row in rows(home))
    begun = time.monotonic()
    until(lambda: begins(music, now, lambda: click_from_corner(preview, *WRITE_FILES)), "the write begins")
    done = TrackState.WRITTEN
    until(lambda: sum(row.state is done for row in rows(home)) == ready, "all is written", 240)
    record.written_s = time.monotonic() - begun
    until(lambda: not shown("^Write genres$") or press(preview, "Escape"), "the preview closes")


def undo(record: Record, music: Path, window: str, before: dict[str, str]) -> None:
    """Open the history and take all of it back."""
    until(lambda: opens("^History$", lambda: press(window, "ctrl+h")), "the history opens")
    history, written = shown("^History$"), hashes(music)
    begun = time.monotonic()
    until(lambda: begins(music, written, lambda: click_from_corner(history, *UNDO_ALL)), "the undo begins")
    until(lambda: hashes(music) == before, "all is undone", 240)
    record.undone_s = time.monotonic() - begun
    until(lambda: not shown("^History$") or press(history, "Escape"), "the history closes")


def look(record: Record, moment: str, music: Path, before: dict[str, str]) -> None:
    """What other programs read in the files, and which are as they were."""
    record.read[moment] = {file.name: read_by_others(file) for file in sorted(music.iterdir())}
    record.same[moment] = {name for name, digest in hashes(music).items() if digest == before[name]}


def read_by_others(file: Path) -> str:
    """The genre as mutagen, ffprobe and kid3-cli see it: once where they agree, and each where they do not."""
    seen = {"mutagen": _by_mutagen(file)}
    if shutil.which("ffprobe"):
        seen["ffprobe"] = _by_ffprobe(file)
    if shutil.which("kid3-cli"):
        seen["kid3-cli"] = _run("kid3-cli", "-c", "get genre", str(file))
    if len(set(seen.values())) == 1:
        return seen["mutagen"] or "–"
    return ", ".join(f"{reader}: {genre or '–'}" for reader, genre in seen.items())


def _by_mutagen(file: Path) -> str:
    tags = mutagen.File(file, easy=True)
    return ", ".join((tags.get("genre") if tags is not None else None) or ())


def _by_ffprobe(file: Path) -> str:
    entries = "format_tags=genre:stream_tags=genre"
    told = _run("ffprobe", "-v", "error", "-show_entries", entries, "-of", "default=nw=1:nk=1", str(file))
    return next(iter(told.splitlines()), "")


def _run(*words: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment).stdout.strip()


def page(record: Record) -> str:
    """The record as a page."""
    return "\n".join((*_told(record), "", *_table(record), "", *_files(record))) + "\n"


def _told(record: Record) -> Iterator[str]:
    verdicts, changed = record.verdicts, record.songs - len(record.same["written"])
    one = [each for each in verdicts if each.keys == 1]
    yield "# A review, recorded"
    yield ""
    yield "Made by `python -m tests.ui.journey FOLDER`: real songs, a real display, the folder dragged in from another"
    yield "program, every key sent from outside, and the files read by other programs (mutagen, ffprobe, kid3-cli)."
    yield ""
    yield f"- {record.songs} whole songs were dropped and heard in {record.heard_s:.0f} s, the start included, on"
    yield f"  {os.cpu_count()} cores under a load of {os.getloadavg()[0]:.0f} by other programs."
    yield f"- {len(verdicts)} tracks were reviewed with {sum(each.keys for each in verdicts)} key presses:"
    yield f"  {len(one)} with a single one, the others by typing a genre that was not among the suggestions."
    yield f"- From the key to the verdict in the library it took {_median([each.seconds for each in one]):.2f} s in the"
    yield f"  median and {max(each.seconds for each in one):.2f} s at most, the sending of the key included."
    yield f"- {changed} files were written in {record.written_s:.1f} s. The other {len(record.same['written'])} said so"
    yield "  already and were not touched."
    kept = len(record.same["undone"])
    yield f"- The undo took {record.undone_s:.1f} s. Afterwards {kept} of {record.songs} files were"
    yield "  byte for byte what they were at the beginning."


def _table(record: Record) -> Iterator[str]:
    yield "## The verdicts"
    yield ""
    yield "| track | suggested | chosen | keys | seconds |"
    yield "|---|---|---|---|---|"
    for each in record.verdicts:
        yield f"| {each.track} | {', '.join(each.offered)} | {each.wanted} | {each.keys} | {each.seconds:.2f} |"


def _files(record: Record) -> Iterator[str]:
    yield "## What the files held, as others read it"
    yield ""
    yield "| file | before | after the write | after the undo |"
    yield "|---|---|---|---|"
    for name in record.read["before"]:
        cells = " | ".join(record.read[moment][name] for moment in ("before", "written", "undone"))
        yield f"| {name} | {cells}{', same bytes' if name in record.same['undone'] else ', OTHER BYTES'} |"


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
