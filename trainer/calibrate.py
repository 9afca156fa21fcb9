"""Temperature, prediction-set quantiles and thresholds, fitted on excerpts whose network never saw their artist.

Fitted here, applied by :mod:`app.inference.calibration`; the quantile itself comes from there, so that both sides count
the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.inference.calibration import LEVELS, Calibration, lac_quantile
from trainer import metrics
from trainer.metrics import Scores, Truth

#: Accuracy that the accepted answers shall have.
ACCEPT_ACCURACY = 0.9
#: Share of judged music that may fall below the review threshold, and be lost to the refusal.
UNKNOWN_SHARE = 0.02
MUSIC_LOST = 0.05


@dataclass(frozen=True, slots=True)
class Held:
    """Track-averaged logits (n, genres) of held-out music, with truths (n,) among these genres."""

    logits: NDArray[np.float64]
    truth: Truth


def fit_temperature(*held: Held) -> float:
    """The temperature of least negative log-likelihood, its mean over ``held``, between 0.2 and 5.

    Golden-section search on its logarithm.
    """
    low, high = np.log(0.2), np.log(5.0)
    ratio = (np.sqrt(5.0) - 1) / 2

    def loss(log_t: float) -> float:
        temperature = float(np.exp(log_t))
        return sum(metrics.negative_log_likelihood(metrics.softmax(h.logits, temperature), h.truth) for h in held)

    for _ in range(40):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def fit_quantiles(scores: Scores, truth: Truth) -> dict[int, float]:
    """LAC quantiles for the levels that a bundle carries."""
    own = scores[np.arange(len(truth)), truth]
    return {level: lac_quantile(own, level) for level in LEVELS}


def accept_threshold(scores: Scores, truth: Truth, wanted: float = ACCEPT_ACCURACY) -> float:
    """Confidence from which answers are right in ``wanted`` of cases; above any other where none would be."""
    covered, threshold = metrics.coverage_at(scores, truth, wanted)
    return threshold if covered else 0.99


def music_threshold(music: NDArray[np.floating], not_music: NDArray[np.floating]) -> float:
    """Probability of music below which an excerpt is refused.

    ``music`` and ``not_music`` are the probabilities given to held-out excerpts of either kind. As low as refuses
    97 % of what is not music, but never so high that more than :data:`MUSIC_LOST` of the music is lost.
    """
    most = float(np.quantile(music, MUSIC_LOST))
    enough = float(np.quantile(not_music, 0.97)) + 1e-3 if len(not_music) else 0.5
    return float(np.clip(min(most, max(enough, 0.2)), 0.05, 0.95))


def fit_calibration(
    plain: Held, everything: Held, music: NDArray[np.floating], not_music: NDArray[np.floating]
) -> Calibration:
    """All of a bundle's calibration.

    ``plain`` is judged over the genres of the reference set only and fixes the quantiles; ``everything`` is judged
    over all genres of the model, as the product answers, and fixes the thresholds of acceptance and review. The
    temperature serves both alike.
    """
    temperature = fit_temperature(plain, everything)
    scores = metrics.softmax(everything.logits, temperature)
    confidence = scores.max(axis=1)
    accept = accept_threshold(scores, everything.truth)
    return Calibration(
        temperature=round(temperature, 4),
        accept_threshold=round(accept, 4),
        review_threshold=round(min(float(np.quantile(confidence, UNKNOWN_SHARE)), accept), 4),
        music_threshold=round(music_threshold(music, not_music), 4),
        quantiles=fit_quantiles(metrics.softmax(plain.logits, temperature), plain.truth),
    )
