"""Files of 4 GiB and beyond, with holes, through write and undo: ``python -m tests.faults.big FOLDER``.

Prints a table in Markdown: how the file was written, how long it took, the process's largest memory and the room that
it took on the disk. FOLDER must lie on a file system that can hold holes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.stamp import read_stamp
from app.tagging.containers import mp4_atoms
from app.tagging.journal import Journal
from app.tagging.overlay import BytesSource
from app.tagging.writer import GenreChange, OutcomeStatus, Writer
from tests.tagging.samples import sample

GIB = 1 << 30
GENRES = ("Techno (Peak / Time)", "Blues")


def m4a(path: Path, size: int) -> None:
    """Sound of ``size`` bytes in an atom with a length of 64 bits, the index behind it."""
    data = sample("m4a 64 bit")
    sound = next(a for a in mp4_atoms.atoms(BytesSource(data), 0, len(data)) if a.kind == b"mdat")
    with path.open("wb") as file:
        file.write(
            data[: sound.start + 8] + (sound.size + size).to_bytes(8, "big") + data[sound.start + 16 : sound.end]
        )
        file.seek(size, os.SEEK_CUR)
        file.write(data[sound.end :])


def wav(path: Path, size: int) -> None:
    """A WAV file of ``size`` bytes in all, its sound mostly silence."""
    with path.open("wb") as file:
        head = sample("wav bare")[:44]
        file.write(b"RIFF" + struct.pack("<I", size - 8) + head[8:40] + struct.pack("<I", size - 44))
        file.truncate(size)


def rf64(path: Path, size: int) -> None:
    """RF64 with ``size`` bytes of silence more than the sample."""
    data = sample("wav rf64")
    table, sound = data.index(b"ds64") + 8, data.index(b"data") + 8
    whole, length = struct.unpack("<QQ", data[table : table + 16])
    with path.open("wb") as file:
        file.write(data[:table] + struct.pack("<QQ", whole + size, length + size) + data[table + 16 : sound + length])
        file.seek(size, os.SEEK_CUR)
        file.write(data[sound + length :])
        file.truncate()


def with_hole(name: str) -> Callable[[Path, int], None]:
    """A sample and ``size`` bytes of nothing behind it."""

    def make(path: Path, size: int) -> None:
        path.write_bytes(sample(name))
        os.truncate(path, path.stat().st_size + size)

    return make


#: Title, maker, size, whether it can be written.
CASES: tuple[tuple[str, Callable[[Path, int], None], int, bool], ...] = (
    ("M4A, 64-bit sound, index behind it", m4a, 4 * GIB + 12345, True),
    ("WAV below 2 GiB", wav, 2 * GIB - (64 << 10), True),
    ("WAV that would grow beyond 2 GiB", wav, 2 * GIB - 40, False),
    ("WAV, 3 GiB", wav, 3 * GIB, True),
    ("WAV that would grow beyond 4 GiB", wav, 4 * GIB - 40, False),
    ("WAV (RF64), silence in the middle", rf64, 5 * GIB, True),
    ("FLAC with padding", with_hole("flac"), 5 * GIB, True),
    ("MP3 without a tag", with_hole("mp3 bare"), 5 * GIB, True),
    ("MP3 with padding", with_hole("mp3 id3v2.3"), 5 * GIB, True),
)


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def play(title: str, make: Callable[[Path, int], None], size: int, writable: bool, work: Path) -> str:
    """One row: made, written and undone in this process.

    Raises:
        AssertionError: the file was not as it should be.
    """
    path = work / "big"
    make(path, size)
    raw, before = os.fsencode(path), _sha256(path)
    journal = Journal(work / "journal")
    started = time.monotonic()
    batch, (outcome,) = Writer(journal).write([GenreChange(raw, GENRES, (), read_stamp(raw))], note="")
    write_s = time.monotonic() - started
    assert (outcome.status is OutcomeStatus.WRITTEN) is writable, outcome.reason
    taken = path.stat().st_blocks * 512 / (1 << 20)
    how, undo_s = outcome.reason or "written, undone", 0.0
    if batch is not None:
        started = time.monotonic()
        assert Writer(journal).undo(batch)[0].status is OutcomeStatus.WRITTEN
        undo_s = time.monotonic() - started
    journal.close()
    assert _sha256(path) == before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    undo = f"{undo_s:.0f} s" if batch is not None else "–"
    return f"| {title} | {size / GIB:.2f} GiB | {how} | {write_s:.0f} s | {undo} | {peak} MB | {taken:.1f} MB |"


def table(folder: Path) -> str:
    """All cases, each in a process of its own, so that its memory is its own."""
    lines = ["| file | size | outcome | write | undo | memory | room on the disk |", "|---|--:|---|--:|--:|--:|--:|"]
    for case in CASES:
        with tempfile.TemporaryDirectory(dir=folder, prefix="earmark-big-") as work:
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                try:
                    os.write(writer, play(*case, Path(work)).encode())
                except BaseException as problem:  # noqa: BLE001  the end of this process
                    os.write(writer, f"| {case[0]} | | **{type(problem).__name__}: {problem}** | | | | |".encode())
                os._exit(0)
            os.close(writer)
            os.waitpid(child, 0)
            lines.append(os.read(reader, 1 << 16).decode())
            os.close(reader)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    sys.stdout.write(table(parser.parse_args().folder))
