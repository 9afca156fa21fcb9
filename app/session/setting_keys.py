"""The settings as people meet them: key, title, help, and how each is read from text and shown as text.

Window and command line use the same list, so that both say and accept the same. Lists are separated by commas; a name
with a comma stands in double quotes: ``"Folk, World, & Country", Jazz``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.errors import AppError
from app.settings import HardLinks, PictureAxis, PictureColours, Policy, Settings, read_setting
from app.tagging.policy import check_names


class Kind(StrEnum):
    """What a setting's text looks like."""

    CHOICE = "choice"  #: one of ``SettingKey.choices``
    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"  #: from 0 to 1
    SWITCH = "switch"  #: on or off
    LIST = "list"  #: ``Jazz, Wild West``
    PAIRS = "pairs"  #: ``hip-hop = Hip-Hop/Rap, pop = Pop/Rock``
    PARENTS = "parents"  #: ``Metal = Rock, Trip-Hop = Electronic; Hip-Hop``


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One setting: its key in the settings file, its name for people, what it does, an example of its text."""

    key: str
    title: str
    help: str
    kind: Kind
    example: str = ""
    choices: tuple[str, ...] = ()


GENRE_KEYS = (
    SettingKey(
        "policy",
        "Where a file has a genre",
        "fill: write where there is none, or one that says nothing (Other, Unknown, 12); replace-generic: the same, "
        "and where only some say nothing, replace just these; append: keep what is there and add; replace: replace all "
        "but the keep-list; keep: write only where there is none at all.",
        Kind.CHOICE,
        "replace-generic",
        tuple(Policy),
    ),
    SettingKey(
        "keep_list",
        "Never touch these genres",
        "Genres that stay in a file under every policy. * stands for anything.",
        Kind.LIST,
        "Wild West, *audiobook*",
    ),
    SettingKey(
        "allow_list",
        "Write only these genres",
        "What was heard and is not among these waits for your review. Empty: all. * stands for anything.",
        Kind.LIST,
        "Jazz, Blues, *rock*",
    ),
    SettingKey(
        "names",
        "Own names for genres",
        "How a genre of the model is to be spelt in your files.",
        Kind.PAIRS,
        "hip-hop = Hip-Hop/Rap",
    ),
    SettingKey(
        "aliases",
        "Spellings of one genre",
        "A pattern and the genre that is meant, for comparing with what a file has. * stands for anything.",
        Kind.PAIRS,
        "*hip*hop* = Hip-Hop",
    ),
    SettingKey(
        "max_genres",
        "Genres per file at most",
        "How many genres of its own Earmark writes into a file, 1 to 10. Those the file keeps do not count.",
        Kind.NUMBER,
        "2",
    ),
    SettingKey(
        "second_threshold",
        "How sure a second genre must be",
        "Confidence from 0 to 1 from which a second genre is written, where more than one per file is allowed.",
        Kind.SHARE,
        "0.3",
    ),
    SettingKey(
        "write_parents",
        "Write what a genre belongs to as well",
        "Metal also as Rock: needs at least two genres per file.",
        Kind.SWITCH,
        "on",
    ),
    SettingKey(
        "hierarchy",
        "What belongs to what",
        "Genres and their parents, in addition to those Earmark knows; several parents are separated by semicolons.",
        Kind.PARENTS,
        "Zeuhl = Progressive Rock; Jazz, Metal = Rock",
    ),
)

#: All settings in the order in which they are shown.
SETTING_KEYS = (
    *GENRE_KEYS,
    SettingKey(
        "threshold",
        "How sure before Earmark stops asking",
        "Confidence from 0 to 1 from which an answer needs no review; empty: as the model was tuned.",
        Kind.SHARE,
        "0.9",
    ),
    SettingKey("model", "Model", "Id of the model that listens, see `earmark models`; empty: the default.", Kind.TEXT),
    SettingKey(
        "watch_folders",
        "Watch the folders",
        "While the window is open, files that appear in the library's folders are read and listened to.",
        Kind.SWITCH,
        "on",
    ),
    SettingKey(
        "leave_free",
        "Leave the computer free",
        "Listen to half as many files at a time, and only while no other program wants the processor.",
        Kind.SWITCH,
        "off",
    ),
    SettingKey("workers", "Files heard at the same time", "0: all but one core.", Kind.NUMBER, "4"),
    SettingKey("keep_times", "Keep the files' dates", "Writing does not change a file's date.", Kind.SWITCH, "on"),
    SettingKey(
        "hard_links",
        "Files with several names",
        "What to do about hard links. skip: leave them as they are; in-place: write the file that all names share; "
        "break: write a new file under this name only.",
        Kind.CHOICE,
        "skip",
        tuple(HardLinks),
    ),
    SettingKey(
        "ask_hard_links",
        "Ask about files with several names",
        "The first write that meets one asks what to do about it; the answer is kept as the setting hard_links.",
        Kind.SWITCH,
        "off",
    ),
    SettingKey("output_device", "Play to", "Name of a sound device; empty: the system's choice.", Kind.TEXT),
    SettingKey("language", "Language", "Of the window: en, de, es; empty: the system's.", Kind.TEXT, "de"),
    SettingKey("theme", "Colours", "Of the window.", Kind.CHOICE, "dark", ("system", "light", "dark")),
    SettingKey("comfortable_rows", "Higher rows", "Of the window's table.", Kind.SWITCH, "off"),
    SettingKey(
        "keys",
        "Keys of the review",
        "What has other keys than delivered, and these, separated by blanks; the window's list of keys changes them.",
        Kind.PAIRS,
        "skip = W, next = N Down",
    ),
    SettingKey(
        "picture_colours",
        "Colours of the picture",
        "Of the loudness; theme: as the window's colours are.",
        Kind.CHOICE,
        "cividis",
        tuple(PictureColours),
    ),
    SettingKey("picture_range_db", "Loudness shown", "Decibels below the loudest, 20 to 80.", Kind.NUMBER, "60"),
    SettingKey(
        "picture_axis",
        "Frequencies of the picture",
        "mel: spread as they are heard; linear: evenly in hertz.",
        Kind.CHOICE,
        "linear",
        tuple(PictureAxis),
    ),
)

_BY_KEY = {each.key: each for each in SETTING_KEYS}
_SWITCH = {**dict.fromkeys(("on", "yes", "true", "1"), True), **dict.fromkeys(("off", "no", "false", "0"), False)}


def setting_key(key: str) -> SettingKey:
    """The setting named ``key``; hyphens do for underscores.

    Raises:
        AppError: there is none.
    """
    found = _BY_KEY.get(key.strip().lower().replace("-", "_"))
    if found is None:
        raise AppError(f"There is no setting {key}.", f"There are: {', '.join(_BY_KEY)}.")
    return found


def with_text(settings: Settings, key: str, text: str) -> Settings:
    """``settings`` with ``key`` as ``text`` says.

    Raises:
        AppError: there is no such setting, or the text makes no sense for it.
    """
    setting = setting_key(key)
    try:
        value = read_setting(setting.key, _parsed(setting, text.strip()))
    except (ValueError, TypeError, csv.Error) as problem:
        what = text.strip() or "Nothing"
        raise AppError(f"“{what}” does not fit {setting.key}.", _wanted(setting)) from problem
    if fault := _fault(setting, value):
        raise AppError(fault, _wanted(setting))
    return replace(settings, **{setting.key: value})


def with_default(settings: Settings, key: str) -> Settings:
    """``settings`` with ``key`` as it was delivered; AppError where there is no such setting."""
    name = setting_key(key).key
    return replace(settings, **{name: getattr(Settings(), name)})


def text_of(settings: Settings, key: str, separator: str = ", ") -> str:
    """The setting ``key`` as text that :func:`with_text` reads back; ``separator`` (or a line end) parts a list."""
    setting = setting_key(key)
    value = getattr(settings, setting.key)
    match setting.kind:
        case Kind.LIST:
            return _joined(value, separator)
        case Kind.PAIRS:
            return _joined([f"{left} = {right}" for left, right in value.items()], separator)
        case Kind.PARENTS:
            return _joined([f"{genre} = {'; '.join(above)}".rstrip() for genre, above in value.items()], separator)
        case Kind.SWITCH:
            return "on" if value else "off"
    return "" if value is None else str(value)


def _parsed(setting: SettingKey, text: str) -> Any:
    if setting.choices and text not in setting.choices:
        raise ValueError(text)
    return _PARSERS[setting.kind](text)


def _items(text: str) -> list[str]:
    """Parts between commas or line ends; double quotes hold a part together."""
    return [
        part.strip()
        for row in csv.reader(io.StringIO(text), skipinitialspace=True, strict=True)
        for part in row
        if part.strip()
    ]


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not (left and equals):
        raise ValueError(text)
    return left, right


def _family(text: str) -> tuple[str, list[str]]:
    genre, above = _pair(text)
    return genre, [parent.strip() for parent in above.split(";") if parent.strip()]


#: From text to a value of JSON's kinds; ValueError where that cannot be, and what is no switch gives ``None``.
_PARSERS: dict[Kind, Callable[[str], Any]] = {
    Kind.CHOICE: str,
    Kind.TEXT: str,
    Kind.NUMBER: int,
    Kind.SHARE: lambda text: float(text) if text else None,
    Kind.SWITCH: lambda text: _SWITCH.get(text.lower()),
    Kind.LIST: lambda text: list(dict.fromkeys(_items(text))),
    Kind.PAIRS: lambda text: dict(map(_pair, _items(text))),
    Kind.PARENTS: lambda text: dict(map(_family, _items(text))),
}


def _joined(items: Iterable[str], separator: str) -> str:
    """``items`` in a row, those in double quotes that would not come back as one."""
    return separator.join('"' + item.replace('"', '""') + '"' if set(item) & set(',"\n') else item for item in items)


def _fault(setting: SettingKey, value: Any) -> str:
    """Why the genres in ``value`` could never be written, as a sentence."""
    if setting.key in ("names", "aliases"):
        written: list[str] = list(value.values())
    elif setting.key == "hierarchy":
        written = [parent for parents in value.values() for parent in parents]
    else:
        return "" if setting.key != "workers" or 0 <= value <= 64 else "From 0 to 64 files can be heard at a time."
    return check_names(list(dict.fromkeys(written)))


def _wanted(setting: SettingKey) -> str:
    if setting.choices:
        return f"It takes one of: {', '.join(setting.choices)}."
    return f"{setting.help} For example: {setting.example}" if setting.example else setting.help
