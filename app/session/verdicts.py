"""A person's verdicts: what becomes of tracks when a person chooses, keeps or puts off.

Each call is saved at once and is one step of undo. A person's verdict outranks every model run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.errors import AppError
from app.library.answers import Verdict
from app.library.store import Store
from app.library.types import TrackId, TrackRow, TrackState
from app.session.deciding import plan_person
from app.settings import Settings
from app.tagging.policy import check_names


def accept(store: Store, tracks: Sequence[TrackId], settings: Settings) -> int:
    """Make the model's first suggestion the person's choice; returns how many tracks had one.

    Where the model does not know the genre nothing was heard that could be accepted: such a track stays as it is.
    """
    rows = [row for row in store.rows(tracks) if row.predicted and not row.unknown]
    return _put(store, rows, "accept", lambda row: _chosen(row, (row.predicted,), settings))


def choose(store: Store, tracks: Sequence[TrackId], genres: Sequence[str], settings: Settings) -> int:
    """Choose ``genres`` for all ``tracks``; returns how many there are.

    Raises:
        AppError: no genre is named, or one is not fit to be a genre.
    """
    names = tidy_genres(genres)
    return _put(store, store.rows(tracks), ", ".join(names), lambda row: _chosen(row, names, settings))


def choose_each(store: Store, genres: Mapping[TrackId, Sequence[str]], settings: Settings) -> int:
    """Choose for each track its own genres, all in one step of undo; returns how many there are.

    Raises:
        AppError: one of them is not fit to be a genre.
    """
    names = {track: tidy_genres(chosen) for track, chosen in genres.items()}
    return _put(store, store.rows(list(names)), "accept", lambda row: _chosen(row, names[row.id], settings))


def keep(store: Store, tracks: Sequence[TrackId]) -> int:
    """Leave the genres that the files hold."""
    return _put(store, store.rows(tracks), "keep", lambda row: Verdict(row.id, TrackState.KEPT, ()))


def skip(store: Store, tracks: Sequence[TrackId]) -> int:
    """Put the tracks off."""
    return _put(store, store.rows(tracks), "skip", lambda row: Verdict(row.id, TrackState.SKIPPED, ()))


def tidy_genres(genres: Sequence[str]) -> tuple[str, ...]:
    """``genres`` without blanks around them, none twice.

    Raises:
        AppError: none is left, or one is not fit to be a genre.
    """
    names = tuple(dict.fromkeys(name.strip() for name in genres if name.strip()))
    if not names:
        raise AppError("No genre was named.", "Name at least one.")
    problem = check_names(names)
    if problem:
        raise AppError(problem)
    return names


def _chosen(row: TrackRow, genres: tuple[str, ...], settings: Settings) -> Verdict:
    changed = plan_person(row.genres, genres, settings).changed
    return Verdict(row.id, TrackState.READY if changed else TrackState.KEPT, genres)


def _put(store: Store, rows: Sequence[TrackRow], note: str, verdict: Callable[[TrackRow], Verdict]) -> int:
    if rows:
        store.put_verdicts([verdict(row) for row in rows], note)
    return len(rows)
