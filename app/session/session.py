"""The session: library, tags and model behind one set of verbs. (Signatures first; the bodies follow as the rooms land.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.library.types import AlbumVote, LibraryChange, Prediction, Query, RootId, TrackId, TrackRow, View
from app.progress import Report, RunControl, ignore_progress
from app.session.records import (
    AnalyseReport,
    MelPicture,
    ModelDescription,
    PlannedChange,
    ScanReport,
    UndoReport,
    WriteReport,
)
from app.settings import Settings

if TYPE_CHECKING:
    from app.library.store import Root
    from app.tagging.journal import Batch, Entry
    from app.tagging.writer import WriteOutcome


class Session:
    """All that a person can do. Methods block; call the long ones from a worker thread. Safe from any thread."""

    recovered: tuple[WriteOutcome, ...]

    def __init__(self, *, settings: Settings | None = None) -> None: ...
    def close(self) -> None: ...
    @property
    def settings(self) -> Settings: ...  # type: ignore[empty-body]
    def change_settings(self, settings: Settings) -> None: ...
    def add_folder(self, path: bytes) -> RootId: ...
    def remove_folder(self, root: RootId) -> None: ...
    def folders(self) -> list[Root]: ...
    def scan(
        self, below: Sequence[bytes] = (), report: Report = ignore_progress, control: RunControl | None = None
    ) -> ScanReport: ...
    def analyse(
        self,
        below: Sequence[bytes] = (),
        *,
        tracks: Sequence[TrackId] | None = None,
        again: bool = False,
        report: Report = ignore_progress,
        control: RunControl | None = None,
        started: Callable[[TrackId, bytes], None] | None = None,
    ) -> AnalyseReport: ...
    def ids(self, query: Query) -> NDArray[np.int64]: ...
    def rows(self, ids: Sequence[TrackId]) -> list[TrackRow]: ...
    def counts(self, root: RootId | None = None) -> dict[View, int]: ...
    def prediction(self, track: TrackId) -> Prediction | None: ...
    def album_vote(self, track: TrackId) -> AlbumVote: ...
    def vocabulary(self) -> list[str]: ...
    def labels(self) -> tuple[str, ...]: ...
    def picture(self, path: bytes, control: RunControl | None = None) -> MelPicture: ...
    def accept(self, tracks: Sequence[TrackId]) -> int: ...
    def choose(self, tracks: Sequence[TrackId], genres: Sequence[str]) -> None: ...
    def keep(self, tracks: Sequence[TrackId]) -> None: ...
    def skip(self, tracks: Sequence[TrackId]) -> None: ...
    def apply_to_album(self, track: TrackId, genres: Sequence[str]) -> int: ...
    def undo_verdict(self) -> tuple[TrackId, ...]: ...
    def review_queue(self, root: RootId | None = None) -> NDArray[np.int64]: ...
    def plan(
        self,
        tracks: Sequence[TrackId] | None = None,
        below: Sequence[bytes] = (),
        *,
        using: Settings | None = None,
    ) -> list[PlannedChange]: ...
    def write(
        self,
        changes: Sequence[PlannedChange],
        *,
        note: str = "",
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> WriteReport: ...
    def set_genres(
        self,
        paths: Sequence[bytes],
        genres: Sequence[str],
        *,
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> WriteReport: ...
    def history(self) -> list[Batch]: ...
    def batch_entries(self, batch: int) -> list[Entry]: ...
    def undo(
        self,
        batch: int,
        *,
        paths: Sequence[bytes] | None = None,
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> UndoReport: ...
    def models(self) -> list[ModelDescription]: ...
    def subscribe(self, listener: Callable[[LibraryChange], None]) -> Callable[[], None]: ...
