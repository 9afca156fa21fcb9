"""The user's settings: one JSON file, read once, written whole and atomically.

Unknown keys of a newer version are kept; a damaged file is left as it is, told of at every start, and set aside under
another name before a new one takes its place.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.replacing import replace_text

#: The most genres that ``max_genres`` can ask for.
MOST_GENRES = 10

#: Decibels below the loudest that a picture can show.
LEAST_RANGE_DB, MOST_RANGE_DB = 20, 80

log = logging.getLogger(__name__)


class Policy(StrEnum):
    """What to do about the genres a file already holds."""

    FILL = "fill"  #: write only where there is none, or a meaningless one (Other, Unknown, 12 …); the default
    APPEND = "append"  #: keep what is there and add
    #: where some say something and some do not (Other, Unknown …), write in place of the latter; else as ``fill``
    REPLACE_GENERIC = "replace-generic"
    REPLACE = "replace"  #: replace, except genres on the keep-list
    KEEP = "keep"  #: write only where there is none at all


class HardLinks(StrEnum):
    """What to do about a file that has other names (hard links)."""

    SKIP = "skip"  #: leave it, with the reason; the default
    BREAK = "break"  #: write a new file under this name only; the other names keep the old content
    IN_PLACE = "in-place"  #: write into the one file that all names share: the change shows under all of them


class PictureColours(StrEnum):
    """Colours of loudness. All rise evenly in lightness, so they read alike for colour-blind eyes and in grey."""

    THEME = "theme"  #: magma on dark, its reverse on paper in light
    MAGMA = "magma"
    VIRIDIS = "viridis"
    CIVIDIS = "cividis"  #: made to look the same with and without red-green colour blindness
    GREY = "grey"


class PictureAxis(StrEnum):
    """How a picture of the sound spreads its frequencies."""

    MEL = "mel"  #: as they are heard
    LINEAR = "linear"  #: evenly in hertz


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    policy: Policy = Policy.FILL
    #: Calibrated confidence (0..1) from which the model's answer needs no review; ``None``: the bundle's own.
    threshold: float | None = None
    #: Id of the model bundle; empty: the shipped default.
    model: str = ""
    #: Genres never touched, spelt in any way; ``*`` stands for anything.
    keep_list: tuple[str, ...] = ()
    #: The only genres that may be written; empty: all. Spelt in any way; ``*`` stands for anything.
    allow_list: tuple[str, ...] = ()
    #: The model's genre (id or name, spelt in any way) -> the name the user wants in tags.
    names: dict[str, str] = field(default_factory=dict)
    #: Pattern of spellings (``*hip*hop*``) -> the genre that is meant.
    aliases: dict[str, str] = field(default_factory=dict)
    #: Genre -> its parents, added to the shipped hierarchy; no parents: takes the shipped ones away.
    hierarchy: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Write what a genre belongs to as well, as far as ``max_genres`` allows.
    write_parents: bool = False
    #: How many genres of its own Earmark writes into a file at most, 1 to 10; those a file keeps do not count.
    max_genres: int = 1
    #: Confidence (0..1) from which a second (third …) genre is written, where ``max_genres`` allows one.
    second_threshold: float = 0.25
    #: Look for new, changed and vanished files below the folders while the window is open.
    watch_folders: bool = True
    #: Listen with half the workers.
    leave_free: bool = False
    #: Name of the device that is played to, as the system has it; empty: the system's own choice.
    output_device: str = ""
    #: Language of the window as in its translations' names ("de", "es"); empty: the system's.
    language: str = ""
    #: Worker processes; 0: one fewer than the cores, at least 1, at most 8.
    workers: int = 0
    keep_times: bool = True
    hard_links: HardLinks = HardLinks.SKIP
    #: Ask, at the first write that meets one, what to do about files with several names; the answer switches it off.
    ask_hard_links: bool = True
    #: "system", "light" or "dark".
    theme: str = "system"
    comfortable_rows: bool = False
    #: What of the review has other keys than delivered -> these, separated by blanks, as Qt spells them portably.
    keys: dict[str, str] = field(default_factory=dict)
    #: Colours of loudness in the picture of the sound: those of the theme, or one map in light and dark.
    picture_colours: PictureColours = PictureColours.THEME
    #: How many decibels below the loudest the picture shows, 20 to 80.
    picture_range_db: int = MOST_RANGE_DB
    #: How the picture spreads its frequencies: as they are heard, or evenly in hertz.
    picture_axis: PictureAxis = PictureAxis.MEL
    #: What a newer version wrote and this one does not know.
    unknown: dict[str, Any] = field(default_factory=dict)

    @property
    def asks_about_hard_links(self) -> bool:
        """Whether a person is still to be asked about files with several names."""
        return self.ask_hard_links and self.hard_links is HardLinks.SKIP


def load_settings(path: Path) -> Settings:
    """Settings stored at ``path``; the defaults where there is no such file or it cannot be read."""
    return read_settings(path)[0]


def read_settings(path: Path) -> tuple[Settings, str]:
    """As :func:`load_settings`, and a sentence on why the file cannot be read, empty where it can."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("it holds no settings")
        return _from_json(stored), ""
    except FileNotFoundError:
        return Settings(), ""
    except (ValueError, TypeError, OSError) as problem:
        sentence = f"The settings in {path} cannot be read, so the defaults hold: {problem}."
        log.warning("%s", sentence)
        return Settings(), sentence


def save_settings(settings: Settings, path: Path) -> None:
    """Write ``settings`` to ``path`` by way of a sibling file, so that a crash leaves the old or the new one.

    A file there that cannot be read is set aside first, for the person to mend.
    """
    if read_settings(path)[1]:
        os.replace(path, path.with_suffix(".damaged.json"))
    values = asdict(settings)
    values = {**values.pop("unknown"), **values}
    replace_text(path, json.dumps(values, indent=2, ensure_ascii=False) + "\n")


def _from_json(stored: dict[str, Any]) -> Settings:
    known = {each.name for each in fields(Settings)} - {"unknown"}
    values = {}
    for key in (key for key in stored if key in known):
        try:
            values[key] = read_setting(key, stored[key])
        except (ValueError, TypeError) as problem:
            raise ValueError(f"{key}: {problem}") from problem
    rest = {key: value for key, value in stored.items() if key not in known}
    return replace(Settings(unknown=rest), **values)


def read_setting(key: str, value: Any) -> Any:
    """The setting ``key`` from a value of JSON's kinds.

    Raises:
        KeyError: there is no such setting.
        ValueError, TypeError: the value makes no sense.
    """
    return _READERS[key](value)


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return read


def _share(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{value!r} is no number from 0 to 1")
    return float(value)


def _second(value: Any) -> float:
    share = _share(value)
    if share is None:
        raise TypeError("a number from 0 to 1 is needed")
    return share


def _count(value: Any) -> int:
    if not 1 <= _exactly(int)(value) <= MOST_GENRES:
        raise ValueError(f"{value!r} is not from 1 to {MOST_GENRES}")
    return int(value)


def _range_db(value: Any) -> int:
    if not LEAST_RANGE_DB <= _exactly(int)(value) <= MOST_RANGE_DB:
        raise ValueError(f"{value!r} is not from {LEAST_RANGE_DB} to {MOST_RANGE_DB}")
    return int(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_exactly(str)(each) for each in _exactly(list)(value))


def _names(value: Any) -> dict[str, str]:
    return {key: _exactly(str)(name) for key, name in _exactly(dict)(value).items()}


def _lists(value: Any) -> dict[str, tuple[str, ...]]:
    return {key: _texts(names) for key, names in _exactly(dict)(value).items()}


#: How each setting is read from JSON; a value that makes no sense raises ValueError or TypeError.
_READERS: dict[str, Callable[[Any], Any]] = {
    "policy": Policy,
    "threshold": _share,
    "model": _exactly(str),
    "keep_list": _texts,
    "allow_list": _texts,
    "names": _names,
    "aliases": _names,
    "hierarchy": _lists,
    "write_parents": _exactly(bool),
    "max_genres": _count,
    "second_threshold": _second,
    "watch_folders": _exactly(bool),
    "leave_free": _exactly(bool),
    "output_device": _exactly(str),
    "language": _exactly(str),
    "workers": _exactly(int),
    "keep_times": _exactly(bool),
    "hard_links": HardLinks,
    "ask_hard_links": _exactly(bool),
    "theme": _exactly(str),
    "comfortable_rows": _exactly(bool),
    "keys": _names,
    "picture_colours": PictureColours,
    "picture_range_db": _range_db,
    "picture_axis": PictureAxis,
}
