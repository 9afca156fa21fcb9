"""What a :class:`~app.session.Session` hands to windows and terminals: immutable, and free of any open handle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.calibration import Doubt, Verdict
from app.library.types import ChosenBy, TrackId
from app.library.walk import LEADS_NOWHERE
from app.session.model_figures import ModelFigures
from app.tagging.entries import Batch


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """A model bundle as the settings and ``earmark models`` show it."""

    id: str
    name: str
    architecture: str
    genres: tuple[str, ...]
    size_bytes: int
    card: str  #: text of the model card
    metrics: Mapping[str, Any]
    user_made: bool  #: lies in the user's data folder, not in the installation
    default: bool = False  #: the one analyses use now
    figures: ModelFigures = field(default_factory=ModelFigures)


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One line of the preview: what a write would turn ``old`` into."""

    track: TrackId
    path: bytes
    title: str
    artist: str
    album: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str
    confidence: float | None  #: of the model's answer; ``None`` where a person chose
    chosen_by: ChosenBy
    policy: str = ""  #: the policy it was planned under
    writable: bool = True  #: no: it would change, and stays because Earmark never writes files of its kind

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.new != self.old


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the model said about one track, by name, and what it is good for under the present settings."""

    track: TrackId
    path: bytes
    genres: tuple[tuple[str, float], ...]  #: every genre with its calibrated confidence, most likely first, sums to 1
    verdict: Verdict | None  #: ``None`` where there is no answer: ``error`` says why
    suggestions: tuple[str, ...]  #: the plausible ones, most likely first
    model_id: str
    music: float | None  #: probability that what is heard is music, 0..1
    seconds_heard: float
    error: str
    hint: str

    #: Not listened to yet.
    waiting: bool = False
    #: Share of music that the model was judged by which looked stranger to it; ``None`` where it does not tell.
    familiarity: float | None = None
    doubt: Doubt | None = None  #: why the verdict is "unknown"
    decided: bool = False  #: a person has decided the track, whatever the model says


@dataclass(frozen=True, slots=True)
class Unread:
    """Files and folders with the reason why they could not be read, and how many files of which kinds are not read."""

    problems: tuple[tuple[bytes, str], ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()  #: by ending, the most frequent first

    @property
    def harmless(self) -> bool:
        """Whether nothing is amiss but links that lead nowhere."""
        return all(reason == LEADS_NOWHERE for _, reason in self.problems)


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan met. ``found`` = ``new`` + ``changed`` + ``unchanged``."""

    found: int
    new: int
    changed: int
    unchanged: int
    vanished: int
    problems: tuple[tuple[bytes, str], ...]  #: folders and files that could not be read, with the reason
    #: Files that look like audio and are of a kind that is not read: how many, by ending, the most frequent first.
    passed_over: tuple[tuple[str, int], ...] = ()
    below: tuple[bytes, ...] = ()  #: what was looked at; nothing: all folders
    cancelled: bool = False
    fresh: Unread = field(default_factory=Unread)  #: what of it no scan had met before


@dataclass(frozen=True, slots=True)
class AnalyseReport:
    """What an analysis came to. ``done`` = ``accepted`` + ``review`` + ``unknown`` + ``failed``."""

    done: int
    accepted: int
    review: int
    unknown: int
    failed: int
    cancelled: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write came to; ``batch`` is what :meth:`Session.undo` takes, ``None`` where no file changed."""

    batch: int | None
    written: int
    unchanged: int
    skipped: tuple[tuple[bytes, str], ...]
    failed: tuple[tuple[bytes, str], ...]
    cancelled: bool
    #: The files written. Those planned and neither here, nor skipped, nor failed are as they were: a cancel came first,
    #: or they held these genres already.
    paths: frozenset[bytes] = frozenset()
    #: Where genres were set by hand: every file that could be looked at, with those that had nothing to change.
    chosen: tuple[ChosenChange, ...] = ()
    #: Files whose turn had not come when it was cancelled.
    not_reached: int = 0


@dataclass(frozen=True, slots=True)
class ChosenChange:
    """What setting genres by hand would turn the genres ``old`` of one file into."""

    path: bytes
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.new != self.old


@dataclass(frozen=True, slots=True)
class ChosenPreview:
    """What setting genres by hand would come to: a line for each file, and the files that cannot be read."""

    lines: tuple[ChosenChange, ...]
    failed: tuple[tuple[bytes, str], ...]
    cancelled: bool


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo came to; ``conflicts`` are the files left as they are, with the reason."""

    batch: int
    restored: int
    conflicts: tuple[tuple[bytes, str], ...]
    cancelled: bool
    #: Writes of later batches into the same files, undone before.
    later: int = 0


@dataclass(frozen=True, slots=True)
class StepBack:
    """What one step back came to: the tracks whose verdict was taken back, or the write that comes first."""

    tracks: tuple[TrackId, ...] = ()
    #: The newest thing done was this write, and nothing was taken back: :meth:`Session.undo` does that, once asked for.
    write: Batch | None = None


@dataclass(frozen=True, slots=True, eq=False)
class MelPicture:
    """A whole track as the model hears it, for the inspector."""

    unit: NDArray[np.float32]  #: (n_mels, n_columns), 0..1, band 0 lowest
    seconds_per_column: float
    duration_s: float
    frequencies_hz: NDArray[np.float64]  #: (n_mels,) centre of each band
    #: Highest mel power of the track, the 0 dB of the picture: a live picture drawn with it has the same levels.
    reference_power: float
    span_db: float  #: decibels between unit 0 and unit 1
