"""The note of the settings and calibrations under which the stored decisions were made.

Beside their fingerprint, which takes reading every model, stands a glance: what can be told of settings and models
without opening one. Where the glance is the same nothing moved, and a start need not look closer.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from app import __version__, paths
from app.settings import Settings


class DecidedMark:
    """The note in ``file``."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def surely_holds(self, settings: Settings) -> bool:
        """Whether the stored decisions are those of ``settings``, without looking into any model; False: perhaps."""
        return self._parts()[1] == _glance(settings)

    def read(self) -> str:
        """The fingerprint under which all was decided; empty where that is not known."""
        return self._parts()[0]

    def write(self, fingerprint: str, settings: Settings) -> None:
        """Note that all is decided under ``fingerprint``, a line of text; OSError."""
        self._file.write_text(f"{fingerprint}\n{_glance(settings)}", encoding="utf-8")

    def remove(self) -> None:
        """Nothing is known any more; OSError."""
        self._file.unlink(missing_ok=True)

    def _parts(self) -> tuple[str, str]:
        try:
            fingerprint, _, glance = self._file.read_text(encoding="utf-8", errors="replace").partition("\n")
        except FileNotFoundError:
            return "", ""
        return fingerprint, glance


def _glance(settings: Settings) -> str:
    """The settings, this version, and name, size and time of what a decision rests on, as JSON in a line."""
    models = (paths.resources_dir() / "models", paths.user_models_dir())
    looked_at = [file for folder in models for file in sorted(folder.glob("[!.]*/model.json"))]
    looked_at += sorted((paths.resources_dir() / "genres").glob("*"))
    return json.dumps([__version__, asdict(settings), *map(_seen, looked_at)], sort_keys=True, default=str)


def _seen(file: Path) -> tuple[str, int, int]:
    try:
        status = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), status.st_size, status.st_mtime_ns
