"""Every figure against values worked out by hand."""

import math

import numpy as np
import pytest

from trainer import metrics

SCORES = np.array([[0.7, 0.2, 0.1], [0.4, 0.5, 0.1], [0.1, 0.3, 0.6], [0.6, 0.3, 0.1]])
TRUTH = np.array([0, 0, 2, 1])


def test_accuracy_and_top_two() -> None:
    assert metrics.accuracy(SCORES, TRUTH) == 0.5
    assert metrics.top_k(SCORES, TRUTH, 2) == 1.0


def test_confusion_recall_and_macro_f1() -> None:
    assert metrics.confusion(SCORES, TRUTH).tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 1]]
    assert metrics.recalls(SCORES, TRUTH).tolist() == [0.5, 0.0, 1.0]
    # F1: class 0 = 2*1/(2+2), class 1 = 0, class 2 = 1
    assert metrics.macro_f1(SCORES, TRUTH) == pytest.approx((0.5 + 0 + 1) / 3)


def test_calibration_error() -> None:
    # Confidences .7 right, .5 wrong, .6 right, .6 wrong; in 2 bins all but none lie in the upper: |.5 - .6|
    assert metrics.calibration_error(SCORES, TRUTH, bins=2) == pytest.approx(0.1)
    # In 10 bins: .7 alone |1-.7|, .5 alone |0-.5|, two of .6 |.5-.6|
    assert metrics.calibration_error(SCORES, TRUTH, bins=10) == pytest.approx((0.3 + 0.5 + 2 * 0.1) / 4)


def test_log_likelihood() -> None:
    expected = -(math.log(0.7) + math.log(0.4) + math.log(0.6) + math.log(0.3)) / 4
    assert metrics.negative_log_likelihood(SCORES, TRUTH) == pytest.approx(expected)


def test_risk_coverage() -> None:
    # Most confident first: right, right (.6, row 2), wrong (.6, row 3), wrong
    assert metrics.risk_coverage_area(SCORES, TRUTH) == pytest.approx((0 + 0 + 1 / 3 + 2 / 4) / 4)
    assert metrics.coverage_at(SCORES, TRUTH, 0.9) == (0.5, 0.6)
    assert metrics.coverage_at(SCORES, 2 - TRUTH, 1.01) == (0.0, 1.0)


def test_auroc_counts_ties_half() -> None:
    assert metrics.auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == pytest.approx(3.5 / 4)
    assert math.isnan(metrics.auroc(np.array([]), np.array([0.5])))


def test_prediction_sets_hold_the_best_label_at_least() -> None:
    assert metrics.prediction_sets(SCORES, 0.6).tolist()[1] == [True, True, False]
    assert metrics.prediction_sets(SCORES, 0.0).sum(axis=1).tolist() == [1, 1, 1, 1]


def test_softmax_of_large_logits_with_temperature() -> None:
    scores = metrics.softmax(np.array([[1000.0, 1000.0], [2.0, 0.0]]), 2.0)
    assert scores[0].tolist() == [0.5, 0.5]
    assert scores[1, 0] == pytest.approx(1 / (1 + math.exp(-1)))


def test_bootstrap_over_groups_is_wider_and_repeatable() -> None:
    rng = np.random.default_rng(0)
    truth = np.repeat(rng.integers(0, 2, 20), 10)
    scores = np.where(np.repeat(rng.random(20) < 0.6, 10)[:, None], np.eye(2)[truth], 1 - np.eye(2)[truth])
    rows = metrics.bootstrap(metrics.accuracy, scores, truth, rounds=200)
    groups = metrics.bootstrap(metrics.accuracy, scores, truth, np.repeat(np.arange(20).astype(str), 10), rounds=200)
    assert groups[1] - groups[0] > 1.5 * (rows[1] - rows[0])
    assert rows == metrics.bootstrap(metrics.accuracy, scores, truth, rounds=200)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        metrics.accuracy(SCORES, TRUTH[:2])


def test_a_review_of_the_least_confident_puts_those_right() -> None:
    scores = np.array([[0.9, 0.1], [0.6, 0.4], [0.55, 0.45], [0.3, 0.7]])
    truth = np.array([0, 1, 1, 0])
    assert metrics.right_after_review(scores, truth, 0.0) == 0.25
    assert metrics.right_after_review(scores, truth, 0.5) == 0.75
    assert metrics.right_after_review(scores, truth, 1.0) == 1.0
