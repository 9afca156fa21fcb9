"""Where Earmark keeps things. ``EARMARK_HOME`` moves all of it into one folder (portable use, tests).

No other module asks the platform for a directory.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import AppError

_APP = "earmark"


def data_dir() -> Path:
    """Folder of the library, the journal and the user's own model bundles; created when missing."""
    return _folder("data", "user_data_path")


def config_dir() -> Path:
    """Folder of ``settings.json``; created when missing."""
    return _folder("config", "user_config_path")


def log_dir() -> Path:
    """Folder of the log files; created when missing."""
    return _folder("logs", "user_log_path")


def library_file() -> Path:
    """The library's database."""
    return data_dir() / "library.sqlite3"


def journal_file() -> Path:
    """The write journal: what was changed in which file, and how to take it back. Never deleted by Earmark."""
    return data_dir() / "journal.sqlite3"


def settings_file() -> Path:
    """The settings, as JSON."""
    return config_dir() / "settings.json"


def user_models_dir() -> Path:
    """Folder where bundles trained by the user land; created when missing."""
    return _made(data_dir() / "models")


def resources_dir() -> Path:
    """The shipped resources: ``app/_resources`` in an installed package, ``resources/`` in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "_resources"
    return installed if installed.is_dir() else here.parent / "resources"


def _folder(name: str, default: str) -> Path:
    home = os.environ.get("EARMARK_HOME")
    if home:
        return _made(Path(home) / name)
    import platformdirs

    folder: Path = getattr(platformdirs, default)(_APP, appauthor=False)
    return _made(folder)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise AppError(
            f"Earmark's folder {folder} cannot be made: {problem.strerror or problem}.",
            "Make it by hand, or set EARMARK_HOME to a folder that can be written to.",
        ) from problem
    return folder
