"""Scores, prediction sets and verdicts."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from app.inference.calibration import (
    LEVELS,
    Calibration,
    Verdict,
    decide,
    genre_scores,
    lac_quantile,
    prediction_set,
    softmax,
)

CALIBRATION = Calibration(2.0, 0.7, 0.3, 0.5, {80: 0.5, 90: 0.7, 95: 0.85})
logits = hnp.arrays(np.float32, (10,), elements=st.floats(-80.0, 80.0, width=32))


@given(logits=logits)
def test_scores_are_probabilities_in_the_order_of_the_logits(logits: np.ndarray) -> None:
    scores = genre_scores(logits, CALIBRATION)
    assert scores.dtype == np.float32
    assert scores.sum() == pytest.approx(1.0, abs=1e-5)
    assert scores[int(np.argmax(logits))] == scores.max()


def test_temperature_softens() -> None:
    hard, soft = softmax(np.array([2.0, 0.0])), softmax(np.array([2.0, 0.0]), 4.0)
    assert hard[0] == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert 0.5 < soft[0] < hard[0]
    np.testing.assert_allclose(softmax(np.array([[1e4, 0.0]])), [[1.0, 0.0]])


@given(logits=logits)
def test_sets_grow_with_the_level_and_start_with_the_likeliest(logits: np.ndarray) -> None:
    scores = genre_scores(logits, CALIBRATION)
    sets = [prediction_set(scores, level, CALIBRATION) for level in LEVELS]
    for smaller, larger in itertools.pairwise(sets):
        assert larger[: len(smaller)] == smaller
    assert all(each[0] == int(np.argmax(scores)) for each in sets)


@pytest.mark.parametrize("level", LEVELS)
def test_sets_cover_what_they_promise(level: int) -> None:
    """A model that knows its own odds: fitted on one half, the sets cover the level's share of the other."""
    rng = np.random.default_rng(level)
    scores = rng.dirichlet(np.full(10, 0.3), 4_000)
    truth = np.array([rng.choice(10, p=row) for row in scores])
    true_scores = scores[np.arange(4_000), truth]
    quantile = lac_quantile(true_scores[:2_000], level)
    calibration = Calibration(1.0, 0.7, 0.3, 0.5, {level: quantile})
    sets = [prediction_set(row, level, calibration) for row in scores[2_000:]]
    covered = np.mean([genre in each for genre, each in zip(truth[2_000:], sets, strict=True)])
    assert covered == pytest.approx(level / 100, abs=0.03)


def test_too_few_tracks_allow_no_promise() -> None:
    assert lac_quantile(np.array([0.9, 0.8]), 90) == 1.0
    assert lac_quantile(np.array([0.9, 0.8, 0.7, 0.6]), 80) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("top", "music", "threshold", "verdict"),
    [
        (0.9, 1.0, None, Verdict.ACCEPT),
        (0.7, 1.0, None, Verdict.ACCEPT),
        (0.6, 1.0, None, Verdict.REVIEW),
        (0.6, 1.0, 0.55, Verdict.ACCEPT),
        (0.9, 1.0, 0.95, Verdict.REVIEW),
        (0.25, 1.0, None, Verdict.UNKNOWN),
        (0.25, 1.0, 0.2, Verdict.ACCEPT),
        (0.9, 0.2, None, Verdict.UNKNOWN),
        (0.9, 0.2, 0.1, Verdict.UNKNOWN),
    ],
)
def test_verdicts(top: float, music: float, threshold: float | None, verdict: Verdict) -> None:
    scores = np.array([(1 - top) / 9] * 4 + [top] + [(1 - top) / 9] * 5)
    decision = decide(scores, music, CALIBRATION, threshold)
    assert decision.verdict is verdict
    assert decision.order[0] == decision.suggestions[0] == 4
    assert sorted(decision.order) == list(range(10))


def test_equal_scores_keep_the_order_of_the_labels() -> None:
    assert decide(np.full(4, 0.25), 1.0, CALIBRATION).order == (0, 1, 2, 3)


def test_json_round_trip() -> None:
    assert Calibration.from_json(CALIBRATION.to_json()) == CALIBRATION


@pytest.mark.parametrize(
    "change", [{"temperature": 0.0}, {"accept_threshold": 1.2}, {"quantiles": {"90": 0.5}}, {"music_threshold": -0.1}]
)
def test_nonsense_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"positive|between|needed"):
        Calibration.from_json({**CALIBRATION.to_json(), **change})
