"""The preview: what a write would turn each file's genres into. Nothing is written or stored here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.inference.calibration import Doubt
from app.kinds import is_writable
from app.library.answers import Decided
from app.library.store import Store
from app.library.types import ChosenBy, Query, TrackId, TrackRow, TrackState, View
from app.session.deciding import Decider, plan_person, rules_of
from app.session.models import Models
from app.session.records import PlannedChange
from app.settings import Settings
from app.tagging.policy import GenrePlan, plan_genres

#: Rows read from the library at a time.
_PAGE = 500
#: What the journal notes as policy where a person chose.
BY_PERSON = "person"
#: Why a file stays whose kind is heard and never written.
NOT_WRITABLE = "Left as it is: it is of no kind that Earmark writes."


def plan(
    store: Store, tracks: Sequence[TrackId] | None, below: Sequence[bytes], settings: Settings
) -> list[PlannedChange]:
    """What a write would change, from the choices as they stand; tracks without a choice or a change are left out."""
    if tracks is None:
        tracks = [TrackId(int(track)) for track in store.ids(Query(view=View.READY, below=tuple(below)))]
    planner = _Planner(settings)
    lines = (planner.line(row, _stored(row)) for row in rows_of(store, tracks))
    return [line for line in lines if line is not None and line.changed]


def plan_using(
    store: Store,
    models: Models,
    tracks: Sequence[TrackId] | None,
    below: Sequence[bytes],
    using: Settings,
    *,
    unchanged: bool = False,
    read_only: bool = False,
) -> list[PlannedChange]:
    """What a write would change if the settings were ``using``: decided anew from the stored scores, stored nowhere.

    ``unchanged``: also a line for each file that was heard or decided and would stay as it is, with the reason;
    ``read_only``: of these at least for those that would change if Earmark wrote files of their kind.
    """
    planned: list[PlannedChange] = []
    if tracks is None:
        tracks = [TrackId(int(track)) for track in store.ids(Query(below=tuple(below)))]
    planner = _Planner(using)
    for start in range(0, len(tracks), _PAGE):
        page = tracks[start : start + _PAGE]
        decided, strange = _decided_using(store, models, page, using)
        for row in store.rows(page):
            line = planner.line(row, decided.get(row.id), strange=row.id in strange)
            if line is not None and (unchanged or line.changed or (read_only and not line.writable)):
                planned.append(line)
    return planned


def _decided_using(
    store: Store, models: Models, tracks: Sequence[TrackId], using: Settings
) -> tuple[dict[TrackId, Decided], set[TrackId]]:
    """What the answers for ``tracks`` come to, and those that are asked about because they sound strange."""
    decided: dict[TrackId, Decided] = {}
    strange: set[TrackId] = set()
    for chunk in store.scores(tracks=tracks):
        bundle = models.find(chunk.model_id)
        if bundle is None:
            continue
        decider = Decider(bundle, using)
        each = zip(chunk.ids, chunk.scores, chunk.music, chunk.genres, chunk.familiarity, strict=True)
        for track, scores, music, genres, familiarity in each:
            found = decided[TrackId(int(track))] = decider.decide(scores, float(music), genres, float(familiarity))
            asked = found.state is TrackState.REVIEW
            if asked and decider.decision(scores, float(music), float(familiarity)).doubt is Doubt.UNFAMILIAR:
                strange.add(TrackId(int(track)))
    return decided, strange


def _stored(row: TrackRow) -> Decided:
    """The model's answer as the library's row has it: without the margin."""
    return Decided(row.state, row.chosen, row.confidence, None, row.predicted, row.runner_up)


class _Planner:
    """Makes the lines of one preview, under one set of settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = rules_of(settings)

    def line(self, row: TrackRow, decided: Decided | None, *, strange: bool = False) -> PlannedChange | None:
        """What becomes of ``row``, equal lists where nothing does; ``None`` where there is no answer to go by."""
        if row.chosen_by is ChosenBy.PERSON:
            never = row.state is TrackState.KEPT and not is_writable(row.container)  # kept by its kind, not by a person
            if row.state in (TrackState.KEPT, TrackState.SKIPPED) and not never:
                return self._line(row, GenrePlan(row.genres, False, _left(row)), None)
            if not row.chosen or row.state is TrackState.FAILED:
                return None
            return self._line(row, plan_person(row.genres, row.chosen, self._settings), None)
        if decided is None or decided.confidence is None:
            return None
        if not decided.chosen:
            return self._line(row, GenrePlan(row.genres, False, _doubt(decided, strange)), decided)
        plan = plan_genres(row.genres, decided.chosen, self._rules)
        if plan.changed:
            plan = replace(plan, reason=" ".join((plan.reason, *self._second(decided))))
        return self._line(row, plan, decided)

    def _second(self, decided: Decided) -> Iterator[str]:
        """Why there is, or is no, second genre, where the settings allow one."""
        if self._settings.max_genres < 2 or not decided.runner_up or decided.confidence is None:
            return
        least = f"{self._settings.second_threshold:.0%}"
        share = "" if decided.margin is None else f" ({decided.confidence - decided.margin:.0%})"
        if decided.runner_up in decided.chosen:
            yield f"“{decided.runner_up}”{share} was heard too; a second genre needs {least}."
        else:
            yield f"“{decided.runner_up}”{share} is too unsure; a second genre needs {least}."

    def _line(self, row: TrackRow, plan: GenrePlan, decided: Decided | None) -> PlannedChange:
        writable = plan.new == row.genres or is_writable(row.container)
        if not writable:
            plan = GenrePlan(row.genres, False, NOT_WRITABLE)
        return PlannedChange(
            track=row.id,
            path=row.path,
            title=row.title,
            artist=row.artist,
            album=row.album,
            old=row.genres,
            new=plan.new,
            reason=plan.reason,
            confidence=None if decided is None else decided.confidence,
            chosen_by=ChosenBy.PERSON if decided is None else ChosenBy.MODEL,
            policy=BY_PERSON if decided is None else self._settings.policy.value,
            writable=writable,
        )


def _left(row: TrackRow) -> str:
    """Why a file stays of which a person has decided that."""
    if row.state is TrackState.SKIPPED:
        return "You put this one off."
    if not row.genres:
        return "You left it without a genre."
    return "You kept what the file says." if not row.chosen else "You chose what the file says."


def _doubt(decided: Decided, strange: bool) -> str:
    if strange or decided.state is TrackState.UNKNOWN:
        return "It sounds like none of the model's genres."
    return f"“{decided.predicted}” ({decided.confidence or 0.0:.0%}) is not sure enough."


def rows_of(store: Store, tracks: Sequence[TrackId]) -> Iterator[TrackRow]:
    """The rows of ``tracks``, read in pages."""
    for start in range(0, len(tracks), _PAGE):
        yield from store.rows(tracks[start : start + _PAGE])
