"""Random sequences of everything that can happen to a library, against a plain account of it.

What must always hold: the counts of the views add up to the tracks that are there, a person's verdict is never lost,
an answer is only ever shown for the content it was heard in, and undo takes back exactly the last verdict.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.library.answers import Failure, Verdict, Written
from app.library.store import Store
from app.library.types import ChosenBy, Query, SortKey, TrackId, TrackState, View
from tests.library.records import decided, prediction, scanned, stamp

_NAMES = st.integers(0, 7)
_MODEL_STATES = st.sampled_from(
    [TrackState.READY, TrackState.REVIEW, TrackState.UNKNOWN, TrackState.CONFLICT, TrackState.KEPT]
)
_VERDICTS = st.sampled_from(
    [
        (TrackState.READY, ("Polka",)),
        (TrackState.READY, ("Ska", "Punk")),
        (TrackState.KEPT, ()),
        (TrackState.SKIPPED, ()),
    ]
)


@dataclass
class Account:
    """What should be true of one track."""

    track: TrackId
    content: int
    genres: tuple[str, ...] = ()
    missing: bool = False
    model: TrackState | None = None
    failed: bool = False
    verdict: tuple[TrackState, tuple[str, ...]] | None = None
    written: bool = False
    written_by: ChosenBy | None = None

    def state(self) -> TrackState:
        if self.written:
            return TrackState.WRITTEN
        if self.verdict:
            return self.verdict[0]
        if self.failed:
            return TrackState.FAILED
        return TrackState.NEW if self.model is None else self.model


class Library(RuleBasedStateMachine):
    """A library that is scanned, analysed, reviewed, written, undone and opened again."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "library.sqlite3"
        self.store = Store(self.file)
        self.store.add_root(b"/m")
        self.accounts: dict[int, Account] = {}
        self.steps: list[dict[int, tuple[tuple[TrackState, tuple[str, ...]] | None, bool]]] = []
        self.contents = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    def _next_content(self) -> int:
        self.contents += 1
        return self.contents

    def _put(self, name: int, content: int, genres: tuple[str, ...]) -> None:
        result = self.store.put_files([scanned(_path(name), content, title=f"Track {name}", genres=genres)])
        account = self.accounts.get(name)
        if account is None:
            self.accounts[name] = Account(result.new[0], content, genres)
            return
        account.missing, account.genres = False, genres
        if content != account.content:
            assert result.changed == (account.track,)
            account.content, account.model, account.failed, account.written = content, None, False, False
            self._compare_verdict(account)
            self._forget_written(name)

    def _compare_verdict(self, account: Account) -> None:
        if account.verdict and account.verdict[1]:
            kept = account.verdict[1] == account.genres
            account.verdict = (TrackState.KEPT if kept else TrackState.READY, account.verdict[1])

    def _forget_written(self, name: int) -> None:
        for step in self.steps:
            if name in step:
                step[name] = (step[name][0], False)

    @rule(name=_NAMES, genres=st.sampled_from([(), ("Rock",), ("Polka",)]))
    def scan_a_new_content(self, name: int, genres: tuple[str, ...]) -> None:
        self._put(name, self._next_content(), genres)

    @rule(name=_NAMES)
    def scan_the_same_content(self, name: int) -> None:
        if name in self.accounts:
            self._put(name, self.accounts[name].content, self.accounts[name].genres)

    @rule(name=_NAMES, missing=st.booleans())
    def vanish_or_come_back(self, name: int, missing: bool) -> None:
        self.store.set_missing([_path(name)], missing)
        if name in self.accounts:
            self.accounts[name].missing = missing

    @rule(name=_NAMES, state=_MODEL_STATES, stale=st.booleans())
    def analyse(self, name: int, state: TrackState, stale: bool) -> None:
        account = self.accounts.get(name)
        if account is None:
            return
        content = account.content + 1000 if stale else account.content
        stored = self.store.put_predictions([(account.track, prediction(content, seed=content), decided(state))])
        assert bool(stored) is not stale
        if not stale:
            account.model, account.failed = state, False
            self._yield(account, state)

    @rule(name=_NAMES, state=_MODEL_STATES)
    def decide_anew(self, name: int, state: TrackState) -> None:
        account = self.accounts.get(name)
        if account is not None and account.model is not None:
            self.store.put_decisions([(account.track, decided(state))])
            account.model = state
            self._yield(account, state)

    def _yield(self, account: Account, state: TrackState) -> None:
        if state is TrackState.READY and not account.verdict and account.written_by is not ChosenBy.PERSON:
            account.written = False

    @rule(name=_NAMES)
    def fail(self, name: int) -> None:
        account = self.accounts.get(name)
        if account is not None:
            self.store.put_failures([Failure(account.track, stamp(account.content), "No sound.")])
            account.failed = True

    @rule(names=st.sets(_NAMES, min_size=1), verdict=_VERDICTS)
    def judge(self, names: set[int], verdict: tuple[TrackState, tuple[str, ...]]) -> None:
        known = {name: self.accounts[name] for name in names if name in self.accounts}
        given = [Verdict(account.track, verdict[0], verdict[1]) for account in known.values()]
        assert self.store.put_verdicts(given) == len(known)
        if known:
            self.steps.append({name: (account.verdict, account.written) for name, account in known.items()})
        for account in known.values():
            account.verdict, account.written = verdict, False

    @rule()
    def undo_a_verdict(self) -> None:
        tracks = self.store.undo_verdict()
        step = self.steps.pop() if self.steps else {}
        assert set(tracks) == {self.accounts[name].track for name in step}
        for name, (verdict, written) in step.items():
            account = self.accounts[name]
            account.verdict, account.written = verdict, account.written or written

    @rule(name=_NAMES, by=st.sampled_from([None, ChosenBy.PERSON]))
    def write(self, name: int, by: ChosenBy | None) -> None:
        account = self.accounts.get(name)
        if account is None:
            return
        row = self.store.rows([account.track])[0]
        account.content, account.genres = self._next_content(), ("Polka",)
        self.store.mark_written(1, [Written(_path(name), stamp(account.content), account.genres)], by)
        account.written, account.written_by = True, by or row.chosen_by

    @rule(name=_NAMES)
    def undo_a_write(self, name: int) -> None:
        account = self.accounts.get(name)
        if account is None:
            return
        account.content, account.genres = self._next_content(), ()
        self.store.mark_undone([Written(_path(name), stamp(account.content), ())])
        account.written = False
        self._compare_verdict(account)
        self._forget_written(name)

    @precondition(lambda self: hasattr(self, "store"))
    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store = Store(self.file)

    @invariant()
    def the_account_is_right(self) -> None:
        if not hasattr(self, "store"):
            return
        present = [account for account in self.accounts.values() if not account.missing]
        for account in self.accounts.values():
            row = self.store.rows([account.track])[0]
            assert row.state is account.state(), account
            if account.verdict and not account.written:
                assert (row.chosen, row.chosen_by) == (account.verdict[1], ChosenBy.PERSON)
            stored = self.store.prediction(account.track)
            assert (stored is not None) is (account.model is not None)
            assert stored is None or stored.stamp == stamp(account.content)
        counts = self.store.counts()
        assert counts[View.ALL] == len(present) == sum(counts[view] for view in View if view is not View.ALL)
        assert counts == self.store.counts(self.store.roots()[0].id)
        everything = {account.track for account in present}
        for sort in (SortKey.PATH, SortKey.STATE, SortKey.CONFIDENCE):
            assert set(self.store.ids(Query(sort=sort)).tolist()) == everything
        pending = {track for track, _ in self.store.pending()}
        assert pending == {a.track for a in present if a.model is None and not a.failed}
        scored = [int(track) for chunk in self.store.scores() for track in np.atleast_1d(chunk.ids)]
        assert len(scored) == sum(account.model is not None for account in self.accounts.values())


def _path(name: int) -> bytes:
    return b"/m/%d.mp3" % name


TestLibrary = Library.TestCase
TestLibrary.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
