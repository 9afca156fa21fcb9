"""Many answers accepted at once: which ones, and how many of them will be wrong.

The expected number of errors is the sum of 1 - confidence. The confidence is calibrated on the music that the model was
tested on; a person's own music may be easier or harder. So it is corrected by that person's recent verdicts: by how
many of the answers they heard by themselves were wrong, against how many should have been. Few verdicts move little:
the factor is the posterior mean of a Poisson rate under a gamma prior around 1 (Gelman et al., Bayesian Data Analysis,
3rd ed., section 2.6), a genre's own around the factor of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.library.answers import Judged
from app.library.store import Store
from app.library.types import Query, TrackId, TrackRow, TrackState
from app.session.deciding import Decider
from app.session.models import Models
from app.settings import Settings
from app.tagging.taxonomy import same_genre

#: The model's scores of one genre for some tracks.
Scores = Callable[[Sequence[TrackId], str], Mapping[TrackId, float]]

_PAGE = 5_000
#: Newest verdicts that correct the expectation: an evening or two.
RECENT = 300
#: Expected errors that the prior weighs as much as: after about twice as many verdicts on close calls, the person's own
#: experience outweighs the calibration.
_PRIOR = 4.0
#: An album is offered from so many heard tracks on, and when so large a share of them was heard as one genre.
LEAST_HEARD, LEAST_SHARE = 3, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """The tracks that wait for a decision: three arrays of one length."""

    tracks: NDArray[np.int64]
    confidence: NDArray[np.float64]
    genre: NDArray[np.str_]

    def above(self, share: float, genres: Iterable[str] | None = None) -> NDArray[np.bool_]:
        """Which of them are at least so sure, and of one of these genres where some are given."""
        sure = self.confidence >= share
        return sure if genres is None else sure & np.isin(self.genre, list(genres))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the model did on tracks that a person judged."""

    judged: int = 0
    wrong: int = 0  #: the person chose something else
    expected: float = 0.0  #: how many should have been wrong by the model's own confidence

    def factor(self, around: float = 1.0) -> float:
        """What to multiply an expected number of errors by; ``around`` is what is believed before any verdict."""
        return (self.wrong + _PRIOR * around) / (self.expected + _PRIOR)


@dataclass(frozen=True, slots=True)
class Experience:
    """The tallies of a person's recent verdicts: of all, and of each genre that was heard."""

    whole: Tally
    genres: Mapping[str, Tally]

    def factor(self, genre: str) -> float:
        """What to multiply the expected errors among tracks heard as ``genre`` by."""
        return self.genres.get(genre, Tally()).factor(self.whole.factor())

    def expected_wrong(self, genres: Sequence[str] | NDArray[np.str_], sure: NDArray[np.float64]) -> float:
        """How many will be wrong of tracks heard as ``genres`` (n,) with confidences ``sure`` (n,)."""
        names = np.asarray(genres, dtype=np.str_)
        wrong = 0.0
        for genre in np.unique(names).tolist():
            doubts = (1.0 - sure[names == genre]) * self.factor(genre)
            wrong += float(np.minimum(doubts, 1.0).sum())
        return wrong


@dataclass(frozen=True, slots=True)
class AlbumOffer:
    """An album most of which was heard as one genre, and what of it waits for a decision."""

    album: str
    artist: str
    genre: str
    heard: int  #: tracks of it with an answer
    agreeing: int  #: those heard as ``genre``
    fitting: tuple[TrackId, ...]  #: waiting tracks for which ``genre`` is plausible
    sure: tuple[float, ...]  #: the model's score of ``genre`` for each of these
    outliers: tuple[TrackId, ...]  #: waiting tracks for which it is not: to be looked at by themselves


def gather(store: Store, query: Query) -> Waiting:
    """The tracks of ``query`` that wait for a decision and have an answer: an unknown one that was put off has none."""
    rows = [row for row in _waiting_rows(store, query) if not row.unknown]
    return Waiting(
        np.array([row.id for row in rows], dtype=np.int64),
        np.array([row.confidence for row in rows], dtype=np.float64),
        np.array([row.predicted for row in rows], dtype=np.str_),
    )


def experience(judged: Sequence[Judged]) -> Experience:
    """What verdicts on single tracks say about the model's confidence."""
    by_genre: dict[str, list[Judged]] = {}
    for one in judged:
        by_genre.setdefault(one.predicted, []).append(one)
    return Experience(_tally(judged), {genre: _tally(ones) for genre, ones in by_genre.items()})


def album_offers(store: Store, models: Models, settings: Settings, query: Query) -> list[AlbumOffer]:
    """The albums with waiting tracks in ``query`` that speak clearly, those with most waiting tracks first."""
    rows = {row.id: row for row in _waiting_rows(store, query)}
    votes: dict[str, Counter[str]] = {}
    waiting: dict[str, list[TrackRow]] = {}
    for track, album, genre in store.heard_albums():
        votes.setdefault(album, Counter())[genre] += 1
        if track in rows:
            waiting.setdefault(album, []).append(rows[track])
    scores = partial(_scores_of, store, models, settings)
    offers = []
    for album, members in waiting.items():
        genre, agreeing = max(votes[album].items(), key=lambda vote: (vote[1], vote[0]))
        if votes[album].total() >= LEAST_HEARD and agreeing >= LEAST_SHARE * votes[album].total():
            offers.append(_offer(members, genre, votes[album], scores))
    return sorted(offers, key=lambda offer: (-len(offer.fitting), offer.artist, offer.album))


def _offer(members: Sequence[TrackRow], genre: str, votes: Counter[str], scores: Scores) -> AlbumOffer:
    fitting = [row.id for row in members if genre in (row.predicted, *row.suggestions)]
    sure = scores(fitting, genre)
    artists = {row.artist for row in members}
    return AlbumOffer(
        album=members[0].album,
        artist=artists.pop() if len(artists) == 1 else "",
        genre=genre,
        heard=votes.total(),
        agreeing=votes[genre],
        fitting=tuple(fitting),
        sure=tuple(sure.get(track, 0.0) for track in fitting),
        outliers=tuple(row.id for row in members if row.id not in fitting),
    )


def _scores_of(
    store: Store, models: Models, settings: Settings, tracks: Sequence[TrackId], genre: str
) -> dict[TrackId, float]:
    found: dict[TrackId, float] = {}
    for chunk in store.scores(tracks=tracks):
        bundle = models.find(chunk.model_id)
        names = Decider(bundle, settings).names if bundle is not None else ()
        if genre in names:
            column = chunk.scores[:, names.index(genre)]
            found.update((TrackId(int(track)), float(score)) for track, score in zip(chunk.ids, column, strict=True))
    return found


def _tally(judged: Sequence[Judged]) -> Tally:
    wrong = sum(not any(same_genre(one.predicted, name) for name in one.chosen or one.genres) for one in judged)
    return Tally(len(judged), wrong, sum(1.0 - one.confidence for one in judged))


def _waiting_rows(store: Store, query: Query) -> list[TrackRow]:
    ids = store.ids(query)
    return [
        row
        for start in range(0, len(ids), _PAGE)
        for row in store.rows(ids[start : start + _PAGE].tolist())
        if row.state in {TrackState.REVIEW, TrackState.SKIPPED} and row.confidence is not None
    ]
