"""The columns of the track table: their names, widths, orders, and what a person made of them.

Columns are remembered by name, so that a version with more of them still finds what an older one stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from app.library.types import SortKey
from app.ui import words


class Column(IntEnum):
    """Columns of the table. Their numbers are the model's; on the screen they stand as :data:`FIRST_ORDER` says."""

    STATE = 0
    ALBUM = 1
    TITLE = 2
    ARTIST = 3
    GENRES = 4
    ARROW = 5
    PREDICTED = 6
    CONFIDENCE = 7
    DURATION = 8
    PICTURE = 9
    FORMAT = 10
    YEAR = 11
    FOLDER = 12


class Grouping(StrEnum):
    """What the table keeps together."""

    NONE = ""
    ALBUM = "album"
    ARTIST = "artist"


class Width(NamedTuple):
    """Widths of a column: the least, the one it wants before others must give way, and its share of what is left."""

    least: int
    wanted: int
    share: int


#: The order that a click on a column's header asks for; the picture has none.
SORT_KEYS = {
    Column.STATE: SortKey.STATE,
    Column.ALBUM: SortKey.ALBUM,
    Column.TITLE: SortKey.TITLE,
    Column.ARTIST: SortKey.ARTIST,
    Column.GENRES: SortKey.GENRES,
    Column.ARROW: SortKey.MARGIN,
    Column.PREDICTED: SortKey.PREDICTED,
    Column.CONFIDENCE: SortKey.CONFIDENCE,
    Column.DURATION: SortKey.DURATION,
    Column.FORMAT: SortKey.CONTAINER,
    Column.YEAR: SortKey.YEAR,
    Column.FOLDER: SortKey.PATH,
}

WIDTHS: dict[Column, Width] = {
    Column.STATE: Width(32, 32, 0),
    Column.PICTURE: Width(56, 56, 0),
    Column.TITLE: Width(110, 180, 5),
    Column.ALBUM: Width(100, 150, 3),
    Column.ARTIST: Width(90, 120, 3),
    Column.YEAR: Width(56, 56, 0),
    Column.FORMAT: Width(64, 64, 0),
    Column.FOLDER: Width(110, 160, 3),
    Column.GENRES: Width(72, 92, 2),
    Column.ARROW: Width(32, 32, 0),
    Column.PREDICTED: Width(116, 140, 3),
    Column.CONFIDENCE: Width(64, 112, 0),
    Column.DURATION: Width(60, 60, 0),
}
#: The columns from left to right before anybody moved one.
FIRST_ORDER = tuple(WIDTHS)
FIRST_SHOWN = frozenset(Column) - {Column.YEAR, Column.FORMAT, Column.FOLDER}
#: Columns that give way in a narrow window, the first one first, as long as nobody chose what is shown.
GIVE_WAY = (Column.DURATION, Column.ALBUM, Column.ARTIST, Column.PICTURE)
#: Columns that cannot be narrowed, and the one that cannot be hidden.
FIXED = (Column.STATE, Column.ARROW, Column.PICTURE)
ALWAYS = Column.TITLE


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """What a person made of the columns; empty parts are as delivered."""

    order: tuple[Column, ...] = ()  #: from left to right
    shown: frozenset[Column] = frozenset()
    widths: Mapping[Column, int] = field(default_factory=dict)

    def to_text(self) -> str:
        """As JSON, by the columns' names."""
        return json.dumps(
            {
                "order": [column.name for column in self.order],
                "shown": [column.name for column in sorted(self.shown)],
                "widths": {column.name: width for column, width in self.widths.items()},
            }
        )

    @classmethod
    def from_text(cls, text: str) -> ColumnLayout:
        """The reverse of :meth:`to_text`; as delivered where ``text`` makes no sense."""
        try:
            stored = json.loads(text)
            order = [Column[name] for name in stored["order"] if name in Column.__members__]
            shown = {Column[name] for name in stored["shown"] if name in Column.__members__}
            widths = {
                Column[name]: int(width) for name, width in stored["widths"].items() if name in Column.__members__
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        if order:
            order += [column for column in FIRST_ORDER if column not in order]
        return cls(tuple(dict.fromkeys(order)), frozenset(shown | {ALWAYS} if shown else ()), widths)


def fitted(
    shown: Sequence[Column], room: int, giving_way: Sequence[Column], heads: Mapping[Column, int] | None = None
) -> dict[Column, int]:
    """Widths of the columns that are shown in ``room`` pixels; those of ``giving_way`` may be left out.

    ``heads`` are the widths that the headings take: a column is no narrower, unless it cannot be narrowed or widened.
    """
    heads = heads or {}
    widths = {column: _headed(column, heads.get(column, 0)) for column in shown}
    for column in giving_way:
        if column in widths and sum(width.wanted for width in widths.values()) > room:
            del widths[column]
    roomy = sum(width.wanted for width in widths.values()) <= room
    base = {column: width.wanted if roomy else width.least for column, width in widths.items()}
    spare = room - sum(base.values())
    if spare < 0:
        return _narrowed(base, -spare, heads)
    shares = sum(width.share for width in widths.values()) or 1
    return {column: base[column] + spare * width.share // shares for column, width in widths.items()}


def _headed(column: Column, head: int) -> Width:
    width = WIDTHS[column]
    if column in FIXED:
        return width
    return width._replace(least=max(width.least, head), wanted=max(width.wanted, head))


def _narrowed(widths: Mapping[Column, int], lacking: int, heads: Mapping[Column, int]) -> dict[Column, int]:
    """``widths``, less what they are wider than the room: the columns of texts give, up to a quarter of theirs."""
    can = {
        column: max(0, width - max(width * 3 // 4, heads.get(column, 0))) if WIDTHS[column].share else 0
        for column, width in widths.items()
    }
    lacking, all_can = min(lacking, sum(can.values())), sum(can.values()) or 1
    return {column: width - -(-lacking * can[column] // all_can) for column, width in widths.items()}


def column_name(column: Column) -> str:
    """Name of a column, as a choice among others."""
    return {
        Column.STATE: words.translate("columns", "State"),
        Column.ALBUM: words.translate("columns", "Album"),
        Column.TITLE: words.translate("columns", "Title"),
        Column.ARTIST: words.translate("columns", "Artist"),
        Column.GENRES: words.translate("columns", "In the file"),
        Column.ARROW: words.translate("columns", "What changes"),
        Column.PREDICTED: words.translate("columns", "Heard"),
        Column.CONFIDENCE: words.translate("columns", "Sure"),
        Column.DURATION: words.translate("columns", "Time"),
        Column.PICTURE: words.translate("columns", "Picture of the sound"),
        Column.FORMAT: words.translate("columns", "Format"),
        Column.YEAR: words.translate("columns", "Year"),
        Column.FOLDER: words.translate("columns", "Folder"),
    }[column]


def column_heading(column: Column) -> str:
    """What stands above a column: nothing where its cells are pictures."""
    return "" if column in FIXED else column_name(column)
