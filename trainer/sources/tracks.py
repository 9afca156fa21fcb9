"""What a source says of each of its tracks, before any sound is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trainer.data import DataError

#: Parts that a source may give its tracks; without one ("") they are dealt out by groups.
PARTS = ("train", "valid", "excluded")


@dataclass(frozen=True, slots=True)
class SourceTrack:
    """One file with its label, whom it is by, and under which terms."""

    path: Path
    label: str  #: as the source writes it
    group: str = ""  #: artist, or what else must not be on both sides of a split; "" = unknown
    name: str = ""
    part: str = ""
    licence: str = ""
    fold: int = -1  #: of a published cross-validation; -1 = in none


@dataclass(frozen=True, slots=True)
class Source:
    """Tracks of one origin. ``remarks`` are sentences for the report: what was left out, and what is not known."""

    name: str  #: of the set in the work folder
    provenance: str  #: what it is, in words
    licence: str  #: of the whole, where tracks have none of their own
    tracks: tuple[SourceTrack, ...]
    remarks: tuple[str, ...] = ()


def walk_sound(folder: Path, is_sound: Callable[[bytes], bool]) -> list[Path]:
    """All sound files at or below ``folder``, sorted, hidden ones left out.

    Raises:
        DataError: the folder cannot be read.
    """
    if not folder.is_dir():
        raise DataError(f"There is no folder {folder}.")
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(here) / name for name in files if not name.startswith(".") and is_sound(os.fsencode(name))]
    return sorted(found)
