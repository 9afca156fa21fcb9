"""From logits to honest answers: temperature, prediction sets, and when to ask a person.

One temperature makes the scores probabilities (Guo et al. 2017, "On Calibration of Modern Neural Networks"); prediction
sets are the least ambiguous set-valued classifiers of Sadinle, Lei and Wasserman (2019), "LAC", made with split
conformal quantiles. Both are fitted by the trainer on out-of-fold tracks and only applied here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Coverage levels, in percent, for which a calibration holds quantiles.
LEVELS = (80, 90, 95)
#: The level of the suggestions shown for a track.
SUGGESTION_LEVEL = 90


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted after training. Thresholds and quantiles are of calibrated scores, 0..1."""

    temperature: float  #: logits are divided by it
    accept_threshold: float  #: confidence from which an answer needs no review
    review_threshold: float  #: confidence below which a track resembles no genre known
    music_threshold: float  #: probability of music below which the track is not music
    #: Level in percent -> LAC quantile of 1 - score of the true genre: a genre is plausible up to it.
    quantiles: Mapping[int, float]
    #: Share of held-out music below whose familiarity a track resembles no genre known; 0: nothing is so strange.
    familiarity_threshold: float = 0.0
    #: And the share below which it is not accepted without a look, however sure the scores are.
    familiarity_accept: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The calibration as it stands in ``model.json``."""
        return {
            "temperature": self.temperature,
            "accept_threshold": self.accept_threshold,
            "review_threshold": self.review_threshold,
            "music_threshold": self.music_threshold,
            "quantiles": {str(level): value for level, value in self.quantiles.items()},
            "familiarity_threshold": self.familiarity_threshold,
            "familiarity_accept": self.familiarity_accept,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Calibration:
        """The inverse of :meth:`to_json`.

        Raises:
            ValueError, KeyError, TypeError: a value is missing or makes no sense.
        """
        calibration = cls(
            temperature=float(stored["temperature"]),
            accept_threshold=float(stored["accept_threshold"]),
            review_threshold=float(stored["review_threshold"]),
            music_threshold=float(stored["music_threshold"]),
            quantiles={int(level): float(value) for level, value in stored["quantiles"].items()},
            familiarity_threshold=float(stored.get("familiarity_threshold", 0.0)),
            familiarity_accept=float(stored.get("familiarity_accept", 0.0)),
        )
        if not (math.isfinite(calibration.temperature) and calibration.temperature > 0):
            raise ValueError("the temperature is a positive number")
        shares = [calibration.accept_threshold, calibration.review_threshold, calibration.music_threshold]
        shares += [calibration.familiarity_threshold, calibration.familiarity_accept]
        if not all(0.0 <= share <= 1.0 for share in [*shares, *calibration.quantiles.values()]):
            raise ValueError("thresholds and quantiles lie between 0 and 1")
        if not set(LEVELS) <= calibration.quantiles.keys():
            raise ValueError(f"quantiles for {LEVELS} percent are needed")
        return calibration


class Verdict(StrEnum):
    """What the model's answer is good for."""

    ACCEPT = "accept"
    REVIEW = "review"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a track is unknown, or not accepted although its scores are sure enough."""

    NOT_MUSIC = "not music"  #: what is heard is probably no music
    UNFAMILIAR = "unfamiliar"  #: it resembles nothing that the model learned, however sure the scores are
    UNSURE = "unsure"  #: no genre is likely enough


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one track, with its genres as indices into the scores."""

    verdict: Verdict
    order: tuple[int, ...]  #: all genres, most likely first
    suggestions: tuple[int, ...]  #: the plausible ones (prediction set at 90 %), most likely first, at least one
    doubt: Doubt | None = None  #: of an unknown one, and of one that only its strangeness keeps from acceptance


def softmax(logits: NDArray[np.floating[Any]], temperature: float = 1.0) -> NDArray[np.float64]:
    """Probabilities over the last axis of ``logits / temperature``; safe for large values."""
    scaled = np.asarray(logits, np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    probabilities: NDArray[np.float64] = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities


def genre_scores(genre_logits: NDArray[np.floating[Any]], calibration: Calibration) -> NDArray[np.float32]:
    """Calibrated scores, (..., n_genres), summing to 1, of logits of the genres only, already averaged over windows."""
    return softmax(genre_logits, calibration.temperature).astype(np.float32)


def lac_quantile(true_scores: NDArray[np.floating[Any]], level: int) -> float:
    """The LAC quantile for ``level`` percent coverage from the scores (n,) that held-out tracks gave their true genre.

    It is the ceil((n + 1) * level / 100)-th smallest of ``1 - score``; 1.0 (every genre) when n is too small for it.
    """
    misfits = np.sort(1.0 - np.asarray(true_scores, np.float64))
    rank = -((-(misfits.size + 1) * level) // 100)
    return float(misfits[rank - 1]) if rank <= misfits.size else 1.0


def prediction_set(scores: NDArray[np.floating[Any]], level: int, calibration: Calibration) -> tuple[int, ...]:
    """Indices of the genres plausible at ``level`` percent, most likely first; never empty.

    Raises:
        KeyError: the calibration has no quantile for ``level``.
    """
    order = ranking(scores)
    least = 1.0 - calibration.quantiles[level]
    plausible = tuple(index for index in order if float(scores[index]) >= least)
    return plausible or order[:1]


def ranking(scores: NDArray[np.floating[Any]]) -> tuple[int, ...]:
    """Indices of ``scores``, highest first; equal scores keep the order of the labels, so a ranking is repeatable."""
    return tuple(int(index) for index in np.argsort(-np.asarray(scores, np.float64), kind="stable"))


def decide(
    scores: NDArray[np.floating[Any]],
    music: float,
    calibration: Calibration,
    threshold: float | None = None,
    familiarity: float | None = None,
) -> Decision:
    """The verdict on calibrated ``scores`` (n_genres,) and the probability of ``music``.

    ``threshold`` is the user's own confidence for acceptance; ``None`` takes the calibration's. Not music, resembling
    nothing that was learned, or below the review threshold: unknown. A user's threshold below the review threshold is
    honoured. What is rather strange is reviewed, however sure the scores. ``familiarity`` (a share, 0..1) is ``None``
    or nan where the model does not tell it: then nothing is strange.
    """
    order = ranking(scores)
    suggestions = prediction_set(scores, SUGGESTION_LEVEL, calibration)
    confidence = float(scores[order[0]])
    accept_from = calibration.accept_threshold if threshold is None else threshold
    known = 1.0 if familiarity is None or math.isnan(familiarity) else familiarity
    doubt, verdict = None, Verdict.UNKNOWN
    if music < calibration.music_threshold:
        doubt = Doubt.NOT_MUSIC
    elif known < calibration.familiarity_threshold:
        doubt = Doubt.UNFAMILIAR
    elif confidence >= accept_from and known < calibration.familiarity_accept:
        verdict, doubt = Verdict.REVIEW, Doubt.UNFAMILIAR
    elif confidence >= accept_from:
        verdict = Verdict.ACCEPT
    elif confidence >= calibration.review_threshold:
        verdict = Verdict.REVIEW
    else:
        doubt = Doubt.UNSURE
    return Decision(verdict, order, suggestions, doubt)
