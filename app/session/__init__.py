"""The one door to the core for user interfaces: every action of a person is a method of :class:`Session`.

The records are cheap to import; :class:`Session` itself brings decoders and databases along and is imported when it is
first asked for.
"""

from typing import TYPE_CHECKING, Any

from app.session.records import (
    AnalyseReport,
    Answer,
    ChosenChange,
    ChosenPreview,
    MelPicture,
    ModelDescription,
    PlannedChange,
    ScanReport,
    UndoReport,
    WriteReport,
)

if TYPE_CHECKING:
    from app.session.session import Session

__all__ = [
    "AnalyseReport",
    "Answer",
    "ChosenChange",
    "ChosenPreview",
    "MelPicture",
    "ModelDescription",
    "PlannedChange",
    "ScanReport",
    "Session",
    "UndoReport",
    "WriteReport",
]


def __getattr__(name: str) -> Any:
    if name == "Session":
        from app.session.session import Session

        return Session
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
