"""Temperature, quantiles and thresholds on invented logits whose calibration is known."""

import numpy as np
import pytest

from trainer import metrics
from trainer.calibrate import Held, accept_threshold, fit_calibration, fit_temperature, music_threshold


@pytest.fixture(scope="module")
def held() -> Held:
    """Logits three times too large: truths drawn from the softmax of a third of them."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (3000, 5))
    chance = metrics.softmax(logits)
    truth = np.array([rng.choice(5, p=row) for row in chance])
    return Held(3 * logits, truth)


def test_the_temperature_is_found(held: Held) -> None:
    assert fit_temperature(held) == pytest.approx(3.0, rel=0.07)


def test_calibrated_scores_have_little_calibration_error(held: Held) -> None:
    scores = metrics.softmax(held.logits, fit_temperature(held))
    assert metrics.calibration_error(scores, held.truth) < 0.03
    assert metrics.calibration_error(metrics.softmax(held.logits), held.truth) > 0.1


def test_everything_together(held: Held) -> None:
    music = np.linspace(0.7, 1.0, 200)
    noise = np.linspace(0.0, 0.4, 50)
    calibration = fit_calibration(held, held, music, noise)
    scores = metrics.softmax(held.logits, calibration.temperature)
    inside = metrics.prediction_sets(scores, calibration.quantiles[90])
    assert inside[np.arange(len(held.truth)), held.truth].mean() == pytest.approx(0.9, abs=0.01)
    accepted = scores.max(axis=1) >= calibration.accept_threshold
    assert (scores.argmax(axis=1) == held.truth)[accepted].mean() == pytest.approx(0.9, abs=0.01)
    assert calibration.review_threshold < calibration.accept_threshold
    assert (noise < calibration.music_threshold).mean() >= 0.95
    assert (music < calibration.music_threshold).mean() == 0.0


def test_nothing_is_accepted_where_nothing_is_right() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2]])
    assert accept_threshold(scores, np.array([1, 1])) > 0.9


def test_no_more_than_a_twentieth_of_the_music_is_lost() -> None:
    music = np.linspace(0.1, 1.0, 1000)
    assert (music < music_threshold(music, np.linspace(0.0, 0.9, 100))).mean() <= 0.051
