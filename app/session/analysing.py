"""One run of the analysis: from tracks to stored answers.

The database is the queue. Answers are stored every half second, so a run that is killed loses at most that much and the
next one goes on. An answer for a content that is no longer there is thrown away and the new content is heard instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.inference.bundle import Bundle
from app.inference.pool import AnalysisPool, JobResult
from app.inference.predictor import Analysis
from app.library.answers import Decided, Failure, Prediction
from app.library.store import Store
from app.library.types import TrackId, TrackState
from app.progress import Progress, RateMeter, Report, RunControl
from app.session.deciding import Decider
from app.session.records import AnalyseReport
from app.stamp import FileStamp

if TYPE_CHECKING:
    from app.inference.cluster import ClusterPool

#: Answers are stored at least this often while a run goes on, and screens told.
STORE_EVERY_S = 0.5
_CHANGING = "The file kept changing while it was being listened to."

Started = Callable[[TrackId, bytes], None]
Job = tuple[TrackId, bytes]


@dataclass(slots=True)
class _Tally:
    done: int = 0
    accepted: int = 0
    review: int = 0
    unknown: int = 0
    failed: int = 0

    def count(self, state: TrackState) -> None:
        """Count a track that came to this."""
        self.done += 1
        if state is TrackState.FAILED:
            self.failed += 1
        elif state is TrackState.REVIEW:
            self.review += 1
        elif state is TrackState.UNKNOWN:
            self.unknown += 1
        else:
            self.accepted += 1


@dataclass(slots=True)
class AnalysisRun:
    """Hears tracks with one model and stores what it says. Used once, by one thread."""

    store: Store
    bundle: Bundle
    decider: Callable[[], Decider]  #: under the settings in force at that moment, which may change during a run
    deciding: AbstractContextManager[object]  #: held from deciding to storing, so that a change of settings misses none
    workers: int
    gentle: bool  #: only while no other program wants the processor
    rest: float  #: seconds that a worker does nothing after each second of work
    cluster: str  #: address of a Dask scheduler whose workers hear instead of ours; "" for none
    changed: Callable[[Iterable[TrackId]], None]  #: told the tracks whose answers were just stored
    look_again: Callable[[Sequence[bytes]], object]  #: brings what the library knows of these files up to date
    report: Report
    control: RunControl
    started: Started | None = None
    asked_for: frozenset[TrackId] | None = None  #: only these are counted, other names of their files are not
    _named: set[TrackId] = field(default_factory=set)  #: of those asked for: counted
    _tally: _Tally = field(default_factory=_Tally)
    _meter: RateMeter = field(default_factory=RateMeter)
    _total: int = 0

    def run(self, jobs: Iterable[Job], total: int) -> AnalyseReport:
        """Hear ``jobs``, about ``total``; those whose files change meanwhile are heard once more at the end."""
        since = time.monotonic()
        self._total = total
        self.report(Progress(0, self._total))
        with self._pool() as pool:
            stale = self._hear(pool, jobs)
            if stale and not self.control.cancelled:
                self.look_again([path for _, path in stale])
                still = self._hear(pool, stale)
                if not self.control.cancelled:
                    self._give_up(still)
        tally = self._tally
        return AnalyseReport(
            done=tally.done,
            accepted=tally.accepted,
            review=tally.review,
            unknown=tally.unknown,
            failed=tally.failed,
            cancelled=self.control.cancelled,
            seconds=time.monotonic() - since,
        )

    def _pool(self) -> AnalysisPool | ClusterPool:
        if not self.cluster:
            return AnalysisPool(self.bundle.folder, self.workers, gentle=self.gentle, rest=self.rest)
        from app.inference.cluster import ClusterPool  # brings decoders and runtime, which otherwise only workers need

        return ClusterPool(self.cluster, self.bundle)

    def _hear(self, pool: AnalysisPool | ClusterPool, jobs: Iterable[Job]) -> list[Job]:
        """Hear ``jobs`` and store the answers; returns those whose answers were for a content that is gone."""
        stale: list[Job] = []
        waiting: list[JobResult] = []
        due = time.monotonic() + STORE_EVERY_S
        for result in pool.run(_keyed(jobs), self.control, _typed(self.started)):
            waiting.append(result)
            if time.monotonic() >= due:
                stale += self._store(waiting)
                waiting = []
                due = time.monotonic() + STORE_EVERY_S
            done = self._tally.done + len(waiting)
            self._total = max(self._total, done)  # what a scan beside the run has found may be among them
            rate, left = self._meter.measure(done, self._total, self.control.paused_s)
            self.report(Progress(done, self._total, self._tally.failed, result.path, rate, left))
        known = self._tally.done + len(waiting)
        stale += self._store(waiting)
        if self._tally.done > known:  # other names of what was heard last
            self._total = max(self._total, self._tally.done)
            self.report(Progress(self._tally.done, self._total, self._tally.failed))
        return stale

    def _store(self, results: Sequence[JobResult]) -> list[Job]:
        # What is stored may hold more tracks than asked: other names of the same files (hard links).
        heard = [result for result in results if result.analysis is not None and result.stamp is not None]
        stored = self._store_answers(heard) | self._store_failures(
            [
                Failure(TrackId(result.key), result.stamp, result.error, result.hint, result.path)
                for result in results
                if result.analysis is None or result.stamp is None
            ]
        )
        if stored:
            self.changed(stored)
        return [(TrackId(result.key), result.path) for result in results if result.key not in stored]

    def _store_answers(self, results: Sequence[JobResult]) -> set[TrackId]:
        present = {row.id: row.genres for row in self.store.rows([TrackId(result.key) for result in results])}
        items: list[tuple[TrackId, Prediction, Decided]] = []
        with self.deciding:
            decider = self.decider()
            for result in results:
                track = TrackId(result.key)
                if track in present and result.analysis is not None and result.stamp is not None:
                    prediction = as_prediction(
                        self.bundle.id, result.stamp, result.analysis, self.bundle.embedding_version
                    )
                    decided = decider.decide(
                        prediction.scores, prediction.music, present[track], prediction.familiarity
                    )
                    items.append((track, prediction, decided))
            stored = set(self.store.put_predictions(items)) if items else set()
        self._count(stored, {track: decided.state for track, _, decided in items})
        return stored

    def _store_failures(self, failures: Sequence[Failure]) -> set[TrackId]:
        stored = set(self.store.put_failures(failures)) if failures else set()
        self._count(stored, dict.fromkeys(stored, TrackState.FAILED))
        return stored

    def _count(self, stored: set[TrackId], became: Mapping[TrackId, TrackState]) -> None:
        """Count what was ``stored``: each track once, also those that have their answer by another name of the file."""
        if self.asked_for is not None:
            stored = (stored & self.asked_for) - self._named
            self._named |= stored
        others = [track for track in stored if track not in became]
        for state in (*(became[track] for track in stored if track in became), *self._states(others)):
            self._tally.count(state)

    def _states(self, tracks: Sequence[TrackId]) -> Iterator[TrackState]:
        return (row.state for row in self.store.rows(tracks)) if tracks else iter(())

    def _give_up(self, jobs: Sequence[Job]) -> None:
        stamps = self.store.stamps([track for track, _ in jobs])
        failures = [Failure(track, stamps[track], _CHANGING) for track, _ in jobs if track in stamps]
        self.changed(self._store_failures(failures))


def as_prediction(model_id: str, stamp: FileStamp, analysis: Analysis, embedding_version: str = "") -> Prediction:
    """What a worker found, as the library keeps it."""
    return Prediction(
        model_id=model_id,
        stamp=stamp,
        scores=analysis.scores,
        music=analysis.music,
        embedding=analysis.embedding.astype("float16"),
        moment_starts_s=analysis.moment_starts_s,
        moment_scores=analysis.moment_scores.astype("float16"),
        moment_length_s=analysis.moment_length_s,
        seconds_heard=analysis.seconds_heard,
        duration_s=analysis.duration_s,
        embedding_version=embedding_version,
        familiarity=analysis.familiarity,
    )


def _keyed(jobs: Iterable[Job]) -> Iterator[tuple[int, bytes]]:
    return ((int(track), path) for track, path in jobs)


def _typed(started: Started | None) -> Callable[[int, bytes], None] | None:
    if started is None:
        return None
    told = started
    return lambda key, path: told(TrackId(key), path)
