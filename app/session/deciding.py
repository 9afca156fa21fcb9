"""What a model's stored answer amounts to under the person's settings.

All scores of a track are stored, so a new threshold, policy, keep-list or vocabulary only needs this arithmetic again,
never the sound.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle
from app.inference.calibration import Decision, Verdict, decide
from app.library.types import Decided, Prediction, TrackRow, TrackState
from app.session.records import Answer
from app.settings import Policy, Settings
from app.tagging.policy import GenrePlan, plan_genres


class Decider:
    """Decides the tracks that one model has heard, under one set of settings. Keeps nothing, changes nothing."""

    def __init__(self, bundle: Bundle, settings: Settings) -> None:
        self._bundle = bundle
        self._settings = settings
        self.names = user_names(bundle, settings)

    def decide(self, scores: NDArray[np.floating[Any]], music: float, present: Sequence[str]) -> Decided:
        """The state and choice of a track with these ``scores`` (n_genres,) whose file holds the genres ``present``."""
        decision = self._decision(scores, music)
        first, second = decision.order[0], decision.order[1] if len(decision.order) > 1 else None
        confidence = float(scores[first])
        chosen = (self.names[first],) if decision.verdict is Verdict.ACCEPT else ()
        return Decided(
            state=self._state(decision.verdict, present, chosen),
            chosen=chosen,
            confidence=confidence,
            margin=confidence - (float(scores[second]) if second is not None else 0.0),
            predicted=self.names[first],
            runner_up=self.names[second] if second is not None else "",
            suggestions=tuple(self.names[index] for index in decision.suggestions),
        )

    def answer(self, row: TrackRow, prediction: Prediction) -> Answer:
        """The whole answer of the model for the track ``row``."""
        decision = self._decision(prediction.scores, prediction.music)
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
        )

    def _decision(self, scores: NDArray[np.floating[Any]], music: float) -> Decision:
        return decide(scores, music, self._bundle.calibration, self._settings.threshold)

    def _state(self, verdict: Verdict, present: Sequence[str], chosen: Sequence[str]) -> TrackState:
        if verdict is Verdict.UNKNOWN:
            return TrackState.UNKNOWN
        if verdict is Verdict.REVIEW:
            return TrackState.REVIEW
        plan = plan_genres(present, chosen, self._settings.policy, self._settings.keep_list)
        if plan.changed:
            return TrackState.READY
        return TrackState.CONFLICT if plan.protected else TrackState.KEPT


def user_names(bundle: Bundle, settings: Settings) -> tuple[str, ...]:
    """Names of the model's genres in the order of the scores, as the user wants them in tags."""
    genres = (label for label in bundle.labels if label.kind == "genre")
    return tuple(settings.names.get(label.id) or label.name for label in genres)


def plan_person(present: Sequence[str], chosen: Sequence[str], settings: Settings) -> GenrePlan:
    """What writing a person's own choice does: it replaces what is there, save for the keep-list."""
    return plan_genres(present, chosen, Policy.REPLACE, settings.keep_list)


def fingerprint(settings: Settings, bundles: Sequence[Bundle]) -> str:
    """Text that changes when decisions would: the settings that matter and every model's calibration, as JSON."""
    parts = {
        "policy": settings.policy.value,
        "threshold": settings.threshold,
        "keep_list": list(settings.keep_list),
        "names": settings.names,
        "models": {bundle.id: [bundle.calibration.to_json(), bundle.genre_names] for bundle in bundles},
    }
    return json.dumps(parts, sort_keys=True)
