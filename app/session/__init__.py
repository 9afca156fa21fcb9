"""The one door to the core for user interfaces: every action of a person is a method of :class:`Session`.

Each name is imported when it is first asked for: what a start does not need it does not wait for.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.inference.calibration import Doubt
    from app.session.records import (
        AnalyseReport,
        Answer,
        ChosenChange,
        ChosenPreview,
        MelPicture,
        ModelDescription,
        PlannedChange,
        ScanReport,
        StepBack,
        UndoReport,
        Unread,
        WriteReport,
    )
    from app.session.session import Session
    from app.tagging.columns import Ending, Status
    from app.tagging.entries import Batch, Entry

__all__ = [
    "AnalyseReport",
    "Answer",
    "Batch",
    "ChosenChange",
    "ChosenPreview",
    "Doubt",
    "Ending",
    "Entry",
    "MelPicture",
    "ModelDescription",
    "PlannedChange",
    "ScanReport",
    "Session",
    "Status",
    "StepBack",
    "UndoReport",
    "Unread",
    "WriteReport",
]

_OF_THE_JOURNAL = {
    **dict.fromkeys(("Batch", "Entry"), "app.tagging.entries"),
    **dict.fromkeys(("Ending", "Status"), "app.tagging.columns"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = {"Session": "app.session.session", **_OF_THE_JOURNAL}
    return getattr(importlib.import_module(home.get(name, "app.session.records")), name)
