"""Where the sound contradicts the genre that a file holds, and how strongly.

A model that knows a dozen broad genres cannot contradict a word it does not know. So a file's genre is first looked up
among the model's: by its spelling, by what it belongs to (*Death Metal* is *Metal*), and by what belongs to it (who
says *Rock* is not contradicted by *Metal*). A file with a genre that finds no place there is never called wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.inference.bundle import Bundle
from app.inference.calibration import Decision, Verdict
from app.library.answers import ScoreChunk
from app.library.store import Store
from app.library.types import TrackId
from app.session.deciding import Decider
from app.session.models import Models
from app.settings import Settings
from app.tagging.policy import is_meaningless
from app.tagging.vocabulary import make_vocabulary, whole_hierarchy


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A track that sounds unlike what its file says."""

    track: TrackId
    strength: float  #: score of what was heard minus the scores of what the file says, above 0
    implausible: bool  #: nothing the file says is among the plausible genres, and the model knows such music


class Places:
    """Where a file's genres are among the labels of one model."""

    def __init__(self, bundle: Bundle, names: Sequence[str], settings: Settings) -> None:
        """``names``: the model's genres as the person calls them, in the order of the scores."""
        self._words = make_vocabulary(settings.aliases, settings.names, whole_hierarchy(settings.hierarchy))
        self._labels: dict[str, set[int]] = {}
        own = [label.name for label in bundle.labels if label.kind == "genre"]
        for index, spellings in enumerate(zip(names, own, strict=True)):
            for name in spellings:
                for each in (name, *self._words.ancestors(name)):
                    self._labels.setdefault(self._words.key(each), set()).add(index)
        self._known: dict[tuple[str, ...], frozenset[int]] = {}

    def of(self, genres: tuple[str, ...]) -> frozenset[int]:
        """Indices of the labels that agree with ``genres``; none where one of these is no word of the model's."""
        found = self._known.get(genres)
        if found is None:
            places = [self._of_one(genre) for genre in genres if not is_meaningless(genre)]
            found = self._known[genres] = frozenset().union(*places) if all(places) else frozenset()
        return found

    def _of_one(self, genre: str) -> frozenset[int]:
        names = (genre, *self._words.ancestors(genre))
        return frozenset().union(*(self._labels.get(self._words.key(name), ()) for name in names))


def contradictions(
    store: Store, models: Models, settings: Settings, tracks: Sequence[TrackId]
) -> Iterator[Contradiction]:
    """Those of ``tracks`` whose most likely genre is none that the file says, in no particular order."""
    deciders: dict[str, tuple[Decider, Places]] = {}
    for chunk in store.scores(tracks=tracks):
        if chunk.model_id not in deciders:
            bundle = models.find(chunk.model_id)
            if bundle is None:
                continue
            decider = Decider(bundle, settings)
            deciders[chunk.model_id] = decider, Places(bundle, decider.names, settings)
        yield from _of_chunk(chunk, *deciders[chunk.model_id])


def _of_chunk(chunk: ScoreChunk, decider: Decider, places: Places) -> Iterator[Contradiction]:
    firsts = chunk.scores.argmax(axis=1)
    for place, genres in enumerate(chunk.genres):
        said = places.of(genres) if genres else frozenset()
        first = int(firsts[place])
        if not said or first in said:
            continue
        scores = chunk.scores[place]
        strength = float(scores[first]) - float(scores[list(said)].sum())
        if strength > 0:
            decision = decider.decision(scores, float(chunk.music[place]), float(chunk.familiarity[place]))
            implausible = _is_implausible(decision, said)
            yield Contradiction(TrackId(int(chunk.ids[place])), strength, implausible)


def _is_implausible(decision: Decision, said: frozenset[int]) -> bool:
    return decision.verdict is not Verdict.UNKNOWN and said.isdisjoint(decision.suggestions)


def strongest(found: Iterator[Contradiction], wanted: Callable[[Contradiction], bool]) -> list[Contradiction]:
    """Those of ``found`` that are ``wanted``, the strongest first; equal ones by track."""
    return sorted(filter(wanted, found), key=lambda one: (-one.strength, one.track))
