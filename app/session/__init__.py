"""The one door to the core for user interfaces: every action of a person is a method of :class:`Session`."""

from app.session.records import (
    AnalyseReport,
    MelPicture,
    ModelDescription,
    PlannedChange,
    ScanReport,
    UndoReport,
    WriteReport,
)
from app.session.session import Session

__all__ = [
    "AnalyseReport",
    "MelPicture",
    "ModelDescription",
    "PlannedChange",
    "ScanReport",
    "Session",
    "UndoReport",
    "WriteReport",
]
