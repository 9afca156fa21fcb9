"""The long work of the window: adding folders, looking through them, analysing what is new.

Each of the three has a lane of its own, in which one step runs after another. So what is added during an analysis is
remembered and listed at once, and its tracks wait only for their turn to be heard. The database is the queue of an
analysis, so cancelling or closing loses nothing: the next analysis goes on with what is left.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.library.types import TrackId, TrackRow, TrackState
from app.progress import Progress
from app.ui.bridge import Task, messages, run_task

if TYPE_CHECKING:
    from app.session import Session

#: How often the window asks which files are being analysed.
POLL_MS = 100


class Kind(Enum):
    """What a step does, the kind first that is shown where several are at work."""

    LISTENING = "listening"
    LOOKING = "looking"
    ADDING = "adding"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of paths that were to be added; those that could not be reached are in neither."""

    taken: tuple[bytes, ...]
    no_music: tuple[bytes, ...]  #: pictures, texts and the like


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: its name for the activity bar, the call, and what follows when it has ended well."""

    kind: Kind
    what: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    can_pause: bool = True
    then: Step | None = None

    @property
    def hears(self) -> bool:
        """Whether it is an analysis, or one follows."""
        return self.kind is Kind.LISTENING or (self.then is not None and self.then.hears)

    @property
    def unheard(self) -> Step:
        """The same without the analysis at its end."""
        if self.then is None:
            return self
        return replace(self, then=None if self.then.kind is Kind.LISTENING else self.then.unheard)

    def below(self, paths: tuple[bytes, ...]) -> Step:
        """The same, and all that follows, for ``paths``."""
        return replace(self, args=(paths,), then=self.then and self.then.below(paths))

    def joined(self, other: Step) -> Step | None:
        """One step that does this and ``other``; ``None`` where that cannot be."""
        if {self.kind, other.kind} != {Kind.LISTENING} or {"tracks", "again"} & {*self.keywords, *other.keywords}:
            return None
        parts = (self.args[0], other.args[0])
        return replace(self, args=(() if () in parts else tuple(dict.fromkeys((*parts[0], *parts[1]))),))


class _Lane:
    """Steps of one kind: the one that runs, and those that wait for it."""

    __slots__ = ("now", "steps", "task")

    def __init__(self) -> None:
        self.steps: deque[Step] = deque()
        self.now: Step | None = None
        self.task: Task | None = None

    def leave_unheard(self) -> None:
        """Let nothing here be followed by an analysis."""
        self.steps = deque(step.unheard for step in self.steps)
        self.now = self.now and self.now.unheard

    def end(self) -> None:
        """End the running step after the files in hand, and drop those that wait."""
        self.steps.clear()
        if self.task is not None:
            self.task.cancel()


class Runs(QObject):
    """Runs steps: those of one kind one at a time, in order."""

    began = Signal(str, bool)  #: name of the step that is shown from now on, whether it can be paused
    progressed = Signal(str, object)  #: name of the step that is shown, Progress
    hearing = Signal(object, object)  #: set of TrackIds being analysed, path of the newest
    step_ended = Signal(object)  #: the session's report of the step
    queued = Signal(int)  #: so many new tracks were found, and others are being analysed before them
    became_idle = Signal(bool)  #: whether files were looked for since it was idle

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = {kind: _Lane() for kind in Kind}
        self._shown: Task | None = None
        self._has_looked = False  #: for files, since it was idle
        self._lock = threading.Lock()
        self._started: deque[tuple[TrackId, bytes]] = deque(maxlen=max(1, min(8, (os.cpu_count() or 2) - 1)))
        self._told: tuple[tuple[TrackId, bytes], ...] = ()
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._tell_hearing)

    @property
    def busy(self) -> bool:
        """Whether a step runs or waits."""
        return any(lane.now is not None for lane in self._lanes.values())

    @property
    def will_hear(self) -> bool:
        """Whether something is analysed, or is to be after what runs."""
        steps = (step for lane in self._lanes.values() for step in (lane.now, *lane.steps))
        return any(step.hears for step in steps if step is not None)

    @property
    def looking(self) -> bool:
        """Whether the disk is being looked through, or is to be for what is being added."""
        return any(self._lanes[kind].now is not None for kind in (Kind.LOOKING, Kind.ADDING))

    @property
    def shown(self) -> Task | None:
        """What runs and is shown; pausing and cancelling are about it."""
        return self._shown

    def add_paths(self, paths: Sequence[bytes]) -> None:
        """Take folders and files into the library, read their tags, and analyse what is new."""
        lot = tuple(paths)
        look = self._looking(lot, then=self._listening(lot))
        self._append(Step(Kind.ADDING, self.tr("Adding"), self._add_all, (lot,), can_pause=False, then=look))

    def take_in(self, ready: Sequence[bytes], gone: Sequence[bytes]) -> None:
        """Read the files that a watched folder has new or changed, hide those that left it, and analyse the new."""
        self._append(self._looking((*ready, *gone), then=self._listening(ready) if ready else None))

    def rescan(self, below: Sequence[bytes] = ()) -> None:
        """Look for new, changed and vanished files, then analyse what is new."""
        self._append(self._looking(below, then=self._listening(below)))

    def analyse(
        self, below: Sequence[bytes] = (), *, tracks: Sequence[TrackId] | None = None, again: bool = False
    ) -> None:
        """Analyse what is not analysed yet, or ``tracks``, or everything again."""
        self._append(self._listening(below, tracks=tracks, again=again))

    def hear_changed(self, tracks: Sequence[TrackId]) -> None:
        """Of ``tracks``, hear those again whose files another program has changed, so that they count as new."""

        def hear(rows: Sequence[TrackRow]) -> None:
            if new := [row.id for row in rows if row.state is TrackState.NEW]:
                self.analyse(tracks=new)

        run_task(self._session.rows, list(tracks), on_done=hear, owner=self)

    def pause(self) -> None:
        """Hold the step that is shown after the files in hand."""
        if self._shown is not None:
            self._shown.pause()

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        if self._shown is not None:
            self._shown.resume()

    def cancel(self) -> None:
        """Listen to nothing more of what was asked for; what was added is still looked through and listed.

        Where nothing is listened to yet, the looking that is under way ends instead.
        """
        listening, looking = self._lanes[Kind.LISTENING], self._lanes[Kind.LOOKING]
        if listening.now is None and looking.task is not None:
            looking.task.cancel()
            return
        listening.end()
        for lane in self._lanes.values():
            lane.leave_unheard()

    def end(self) -> None:
        """End all that runs after the files in hand, and drop what waits: the window closes."""
        for lane in self._lanes.values():
            lane.end()

    def _looking(self, below: Sequence[bytes], then: Step | None) -> Step:
        return Step(Kind.LOOKING, self.tr("Reading tags"), self._session.scan, (tuple(below),), then=then)

    def _listening(self, below: Sequence[bytes], **keywords: Any) -> Step:
        keywords["started"] = self._note_started
        return Step(Kind.LISTENING, self.tr("Analysing"), self._session.analyse, (tuple(below),), keywords)

    def _append(self, step: Step) -> None:
        lane = self._lanes[step.kind]
        joined = lane.steps[-1].joined(step) if lane.steps else None
        if joined is not None:  # what comes in file by file beside a long analysis is heard in one
            lane.steps[-1] = joined
        else:
            lane.steps.append(step)
        if lane.now is None:
            self._next(lane)

    def _next(self, lane: _Lane) -> None:
        ended, lane.now, lane.task = lane.now, None, None
        if lane.steps:
            self._begin(lane, lane.steps.popleft())
        elif ended is not None and ended.kind is Kind.LISTENING:
            self._poll.stop()
            self.hearing.emit(set(), None)
        self._show()
        if not self.busy:
            looked, self._has_looked = self._has_looked, False
            self.became_idle.emit(looked)

    def _begin(self, lane: _Lane, step: Step) -> None:
        lane.now = step
        self._has_looked |= step.kind is not Kind.LISTENING
        if step.kind is Kind.LISTENING:
            with self._lock:
                self._started.clear()
            self._poll.start()
        lane.task = run_task(
            step.function,
            *step.args,
            on_done=partial(self._end, lane),
            on_error=partial(self._fail, lane),
            on_progress=partial(self._progress, lane),
            owner=self,
            **step.keywords,
        )

    def _show(self) -> None:
        """Show the first kind that is at work."""
        lane = next((lane for lane in self._lanes.values() if lane.now is not None), _Lane())
        if lane.task is self._shown:
            return
        if self._shown is not None:
            self._shown.resume()  # what is not shown is not held either: nobody could let it go on
        self._shown = lane.task
        if lane.now is not None:
            self.began.emit(lane.now.what, lane.now.can_pause)

    def _progress(self, lane: _Lane, progress: Progress) -> None:
        if lane.now is not None and lane.task is self._shown:
            self.progressed.emit(lane.now.what, progress)

    def _end(self, lane: _Lane, report: Any) -> None:
        self.step_ended.emit(report)
        then = lane.now and lane.now.then
        if isinstance(report, Added):
            then = then.below(report.taken) if then is not None and report.taken else None
        if then is not None and lane.task is not None and not lane.task.control.cancelled:
            if then.kind is Kind.LISTENING and self._lanes[Kind.LISTENING].now is not None and report.new:
                self.queued.emit(report.new)
            self._append(then)
        self._next(lane)

    def _fail(self, lane: _Lane, problem: AppError) -> None:
        if lane is self._lanes[Kind.LISTENING]:
            lane.steps.clear()  # the next one would fail for the same reason
        messages().failed.emit(problem)
        self._next(lane)

    def _note_started(self, track: TrackId, path: bytes) -> None:
        """Called from the analysing thread."""
        with self._lock:
            self._started.append((track, path))

    def _tell_hearing(self) -> None:
        with self._lock:
            started = tuple(self._started)
        if started and started != self._told:
            self._told = started
            self.hearing.emit({track for track, _ in started}, started[-1][1])

    def _add_all(self, paths: Sequence[bytes]) -> Added:
        """In a thread: take what can be taken, tell the rest; nothing taken of what may be music is an error."""
        others = tuple(dict.fromkeys(self._session.without_music(paths)))
        lot = tuple(path for path in paths if path not in set(others))
        with suppress(AppError):  # nearly always all can be taken, and at once that is quick for thousands, too
            self._session.add_folders(lot)
            return Added(lot, others)
        problems: dict[bytes, AppError] = {}
        for path in lot:
            try:
                self._session.add_folder(path)
            except AppError as problem:
                problems[path] = problem
        if len(problems) == len(lot):
            raise next(iter(problems.values()))
        for refused in problems.values():
            messages().failed.emit(refused)
        return Added(tuple(path for path in lot if path not in problems), others)
