"""The preview: what a write would turn each file's genres into. Nothing is written or stored here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.library.store import Store
from app.library.types import ChosenBy, Query, TrackId, TrackRow, TrackState, View
from app.session.deciding import Decider, plan_person
from app.session.models import Models
from app.session.records import PlannedChange
from app.settings import Settings
from app.tagging.policy import plan_genres

#: Rows read from the library at a time.
_PAGE = 500
#: What the journal notes as policy where a person chose.
BY_PERSON = "person"


def plan(
    store: Store, tracks: Sequence[TrackId] | None, below: Sequence[bytes], settings: Settings
) -> list[PlannedChange]:
    """What a write would change, from the choices as they stand; tracks without a choice or a change are left out."""
    if tracks is None:
        tracks = [TrackId(int(track)) for track in store.ids(Query(view=View.READY, below=tuple(below)))]
    return [change for row in rows_of(store, tracks) if (change := _planned(row, row.chosen, settings)) is not None]


def plan_using(
    store: Store, models: Models, tracks: Sequence[TrackId] | None, below: Sequence[bytes], using: Settings
) -> list[PlannedChange]:
    """What a write would change if the settings were ``using``: decided anew from the stored scores, stored nowhere."""
    planned: list[PlannedChange] = []
    if tracks is None:
        tracks = [TrackId(int(track)) for track in store.ids(Query(below=tuple(below)))]
    for start in range(0, len(tracks), _PAGE):
        page = tracks[start : start + _PAGE]
        chosen = _choices_using(store, models, page, using)
        for row in store.rows(page):
            genres = row.chosen if row.chosen_by is ChosenBy.PERSON else chosen.get(row.id, ())
            if (change := _planned(row, genres, using)) is not None:
                planned.append(change)
    return planned


def _choices_using(
    store: Store, models: Models, tracks: Sequence[TrackId], using: Settings
) -> dict[TrackId, tuple[str, ...]]:
    choices: dict[TrackId, tuple[str, ...]] = {}
    for chunk in store.scores(tracks=tracks):
        bundle = models.find(chunk.model_id)
        if bundle is None:
            continue
        decider = Decider(bundle, using)
        for track, scores, music, genres in zip(chunk.ids, chunk.scores, chunk.music, chunk.genres, strict=True):
            choices[TrackId(int(track))] = decider.decide(scores, float(music), genres).chosen
    return choices


def _planned(row: TrackRow, chosen: Sequence[str], settings: Settings) -> PlannedChange | None:
    by_person = row.chosen_by is ChosenBy.PERSON
    if not chosen or (by_person and row.state in (TrackState.KEPT, TrackState.SKIPPED)):
        return None
    if by_person:
        genres = plan_person(row.genres, chosen, settings)
    else:
        genres = plan_genres(row.genres, chosen, settings.policy, settings.keep_list)
    if not genres.changed:
        return None
    return PlannedChange(
        track=row.id,
        path=row.path,
        title=row.title,
        artist=row.artist,
        album=row.album,
        old=row.genres,
        new=genres.new,
        reason=genres.reason,
        confidence=None if by_person else row.confidence,
        chosen_by=ChosenBy.PERSON if by_person else ChosenBy.MODEL,
        policy=BY_PERSON if by_person else settings.policy.value,
    )


def rows_of(store: Store, tracks: Sequence[TrackId]) -> Iterator[TrackRow]:
    """The rows of ``tracks``, read in pages."""
    for start in range(0, len(tracks), _PAGE):
        yield from store.rows(tracks[start : start + _PAGE])
