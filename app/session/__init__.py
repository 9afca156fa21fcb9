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
        WriteReport,
    )
    from app.session.session import Session

__all__ = [
    "AnalyseReport",
    "Answer",
    "ChosenChange",
    "ChosenPreview",
    "Doubt",
    "MelPicture",
    "ModelDescription",
    "PlannedChange",
    "ScanReport",
    "Session",
    "StepBack",
    "UndoReport",
    "WriteReport",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = importlib.import_module("app.session.session" if name == "Session" else "app.session.records")
    return getattr(home, name)
