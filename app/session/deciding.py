"""What a model's stored answer amounts to under the person's settings.

All scores of a track are stored, so a new threshold, policy, keep-list or vocabulary only needs this arithmetic again,
never the sound.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle
from app.inference.calibration import Decision, Verdict, decide
from app.library.answers import Decided, Prediction
from app.library.types import ChosenBy, TrackRow, TrackState
from app.session.records import Answer
from app.settings import Policy, Settings
from app.tagging.policy import GenrePlan, Rules, plan_genres
from app.tagging.taxonomy import genre_key
from app.tagging.vocabulary import make_vocabulary, shipped_hierarchy, whole_hierarchy

#: The settings that decisions depend on.
_DECIDING = (
    *("policy", "threshold", "keep_list", "allow_list", "names", "aliases", "hierarchy"),
    *("write_parents", "max_genres", "second_threshold"),
)


class Decider:
    """Decides the tracks that one model has heard, under one set of settings. Keeps nothing, changes nothing."""

    def __init__(self, bundle: Bundle, settings: Settings) -> None:
        self._bundle = bundle
        self._settings = settings
        self._rules = rules_of(settings)
        self.names = user_names(bundle, settings)

    def decide(
        self,
        scores: NDArray[np.floating[Any]],
        music: float,
        present: Sequence[str],
        familiarity: float | None = None,
    ) -> Decided:
        """The state and choice of a track with these ``scores`` (n_genres,) whose file holds the genres ``present``."""
        decision = self.decision(scores, music, familiarity)
        first = decision.order[0]
        # Where the user gave two of the model's genres one name, the runner-up is the next by another name.
        second = next((index for index in decision.order if self.names[index] != self.names[first]), None)
        confidence = float(scores[first])
        chosen = self._heard(decision, scores) if decision.verdict is Verdict.ACCEPT else ()
        return Decided(
            state=self._state(decision.verdict, present, chosen),
            chosen=chosen,
            confidence=confidence,
            margin=confidence - (float(scores[second]) if second is not None else 0.0),
            predicted=self.names[first],
            runner_up=self.names[second] if second is not None else "",
            suggestions=tuple(dict.fromkeys(self.names[index] for index in decision.suggestions)),
        )

    def answer(self, row: TrackRow, prediction: Prediction) -> Answer:
        """The whole answer of the model for the track ``row``."""
        decision = self.decision(prediction.scores, prediction.music, prediction.familiarity)
        return Answer(
            track=row.id,
            path=row.path,
            genres=tuple((self.names[index], float(prediction.scores[index])) for index in decision.order),
            verdict=decision.verdict,
            suggestions=tuple(self.names[index] for index in decision.suggestions),
            model_id=prediction.model_id,
            music=prediction.music,
            seconds_heard=prediction.seconds_heard,
            error="",
            hint="",
            familiarity=prediction.familiarity,
            doubt=decision.doubt,
            decided=row.chosen_by is ChosenBy.PERSON,
        )

    def decision(self, scores: NDArray[np.floating[Any]], music: float, familiarity: float | None = None) -> Decision:
        """The verdict and the plausible genres as indices, whatever the file holds."""
        return decide(scores, music, self._bundle.calibration, self._settings.threshold, familiarity)

    def _heard(self, decision: Decision, scores: NDArray[np.floating[Any]]) -> tuple[str, ...]:
        """The genres that are sure enough to be written, most likely first: one, and more where the settings ask."""
        first, *others = decision.order
        more = (index for index in others if float(scores[index]) >= self._settings.second_threshold)
        heard = dict.fromkeys(self.names[index] for index in (first, *more))
        return tuple(heard)[: self._settings.max_genres]

    def _state(self, verdict: Verdict, present: Sequence[str], chosen: Sequence[str]) -> TrackState:
        if verdict is Verdict.UNKNOWN:
            return TrackState.UNKNOWN
        if verdict is Verdict.REVIEW:
            return TrackState.REVIEW
        plan = plan_genres(present, chosen, self._rules)
        if plan.changed:
            return TrackState.READY
        if plan.forbidden:
            return TrackState.REVIEW  # what was heard may not be written: a person has to say what else
        return TrackState.CONFLICT if plan.protected else TrackState.KEPT


def user_names(bundle: Bundle, settings: Settings) -> tuple[str, ...]:
    """Names of the model's genres in the order of the scores, as the user wants them in tags."""
    exact = {key: name.strip() for key, name in settings.names.items() if name.strip()}
    loose = {genre_key(key): name for key, name in reversed(exact.items())}
    genres = (label for label in bundle.labels if label.kind == "genre")
    return tuple(
        exact.get(label.id) or loose.get(genre_key(label.id)) or loose.get(genre_key(label.name)) or label.name
        for label in genres
    )


def rules_of(settings: Settings) -> Rules:
    """What the settings say about the model's answers. Worth keeping for many tracks."""
    return Rules(
        policy=settings.policy,
        keep_list=settings.keep_list,
        allow_list=settings.allow_list,
        max_genres=settings.max_genres,
        write_parents=settings.write_parents,
        vocabulary=make_vocabulary(
            settings.aliases, settings.names, whole_hierarchy(settings.hierarchy) if settings.write_parents else {}
        ),
    )


def plan_person(present: Sequence[str], chosen: Sequence[str], settings: Settings) -> GenrePlan:
    """What writing a person's own choice does: it replaces what is there, save for the keep-list."""
    rules = Rules(Policy.REPLACE, settings.keep_list, vocabulary=make_vocabulary(settings.aliases))
    plan = plan_genres(present, chosen, rules)
    return replace(plan, reason=f"Your choice. {plan.reason}") if plan.changed else plan


def fingerprint(settings: Settings, bundles: Sequence[Bundle]) -> str:
    """Text that changes when decisions would: the settings that matter and every model's calibration, as JSON."""
    parts = {
        **{key: value for key, value in asdict(settings).items() if key in _DECIDING},
        "parents": shipped_hierarchy() if settings.write_parents else {},
        "models": {bundle.id: [bundle.calibration.to_json(), bundle.genre_names] for bundle in bundles},
    }
    return json.dumps(parts, sort_keys=True)
