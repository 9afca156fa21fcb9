"""The user's settings: one JSON file, read once, written whole and atomically.

Unknown keys of a newer version are kept; a damaged file is set aside under another name and said so in the log, never
silently overwritten.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


class Policy(StrEnum):
    """What to do about the genres a file already holds."""

    FILL = "fill"  #: write only where there is none, or a meaningless one (Other, Unknown, 12 …); the default
    APPEND = "append"  #: keep what is there and add
    REPLACE = "replace"  #: replace, except genres on the keep-list
    KEEP = "keep"  #: write only where there is none at all


class HardLinks(StrEnum):
    """What to do about a file that has other names (hard links)."""

    SKIP = "skip"  #: leave it, with the reason; the default
    BREAK = "break"  #: write a new file under this name only; the other names keep the old content


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    policy: Policy = Policy.FILL
    #: Calibrated confidence (0..1) from which the model's answer needs no review; ``None``: the bundle's own.
    threshold: float | None = None
    #: Id of the model bundle; empty: the shipped default.
    model: str = ""
    #: Genres never touched, compared without regard to case.
    keep_list: tuple[str, ...] = ()
    #: Model label id -> the name the user wants in tags.
    names: dict[str, str] = field(default_factory=dict)
    #: Worker processes; 0: one fewer than the cores, at least 1, at most 8.
    workers: int = 0
    keep_times: bool = True
    hard_links: HardLinks = HardLinks.SKIP
    #: "system", "light" or "dark".
    theme: str = "system"
    comfortable_rows: bool = False
    #: What a newer version wrote and this one does not know.
    unknown: dict[str, Any] = field(default_factory=dict)


def load_settings(path: Path) -> Settings:
    """Settings stored at ``path``; the defaults where there is no such file or it is damaged."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not an object")
        return _from_json(stored)
    except FileNotFoundError:
        return Settings()
    except (ValueError, TypeError, OSError) as problem:
        aside = path.with_suffix(".damaged.json")
        log.warning("settings %s cannot be read (%s); kept as %s, defaults are used", path, problem, aside)
        if path.is_file():
            os.replace(path, aside)
        return Settings()


def save_settings(settings: Settings, path: Path) -> None:
    """Write ``settings`` to ``path`` by way of a sibling file, so that a crash leaves the old or the new one."""
    values = asdict(settings)
    values = {**values.pop("unknown"), **values}
    sibling = path.with_suffix(".new")
    sibling.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(sibling, path)


def _from_json(stored: dict[str, Any]) -> Settings:
    known = {f.name for f in fields(Settings)} - {"unknown"}
    values = {key: value for key, value in stored.items() if key in known}
    rest = {key: value for key, value in stored.items() if key not in known}
    if "policy" in values:
        values["policy"] = Policy(values["policy"])
    if "hard_links" in values:
        values["hard_links"] = HardLinks(values["hard_links"])
    if "keep_list" in values:
        values["keep_list"] = tuple(str(genre) for genre in values["keep_list"])
    return replace(Settings(unknown=rest), **values)
