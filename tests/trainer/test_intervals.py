"""Figures from weights equal the figures from repeated rows, and intervals cover what they should."""

import numpy as np
import pytest

from trainer import metrics
from trainer.intervals import Draws, auroc_draws, draw_groups, genre_draws, interval


@pytest.fixture(scope="module")
def answers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 4, 60)
    logits = rng.normal(0, 1, (60, 4))
    logits[np.arange(60), truth] += 1.0
    return metrics.softmax(logits), truth, np.array([f"artist {i // 3}" for i in range(60)])


def test_weighted_figures_are_those_of_the_rows_repeated(answers) -> None:
    scores, truth, groups = answers
    draws = draw_groups(groups, rounds=20)
    found = genre_draws(scores, truth, draws, {90: 0.8})
    for i in range(20):
        rows = np.repeat(np.arange(60), draws.counts[i][draws.index].astype(int))
        own, right = scores[rows], truth[rows]
        assert found["accuracy"][i] == pytest.approx(metrics.accuracy(own, right))
        assert found["macro_f1"][i] == pytest.approx(metrics.macro_f1(own, right))
        assert found["top2"][i] == pytest.approx(metrics.top_k(own, right, 2))
        assert found["nll"][i] == pytest.approx(metrics.negative_log_likelihood(own, right))
        assert found["ece"][i] == pytest.approx(metrics.calibration_error(own, right))
        assert found["recall:2"][i] == pytest.approx(metrics.recalls(own, right)[2])
        # Equal rows share a place in the order here, and stand one behind the other there.
        assert found["aurc"][i] == pytest.approx(metrics.risk_coverage_area(own, right), abs=0.03)
        assert found["coverage_at_90"][i] == pytest.approx(metrics.coverage_at(own, right, 0.9)[0], abs=0.06)


def test_weighted_auroc_is_that_of_the_rows_repeated() -> None:
    rng = np.random.default_rng(1)
    values, above = rng.integers(0, 9, 40).astype(float), rng.random(40) < 0.5
    draws = draw_groups(np.arange(40).astype(str), rounds=10)
    found = auroc_draws(values[above], values[~above], draws.of(above), draws.of(~above))
    for i in range(10):
        counts = draws.counts[i][draws.index].astype(int)
        yes, no = (np.repeat(values[side], counts[side]) for side in (above, ~above))
        assert found[i] == pytest.approx(metrics.auroc(yes, no))


def test_groups_drawn_whole_make_wider_intervals() -> None:
    rng = np.random.default_rng(0)
    truth = np.repeat(rng.integers(0, 2, 20), 10)
    scores = np.where(np.repeat(rng.random(20) < 0.6, 10)[:, None], np.eye(2)[truth], 1 - np.eye(2)[truth])
    by_artist = draw_groups(np.repeat(np.arange(20), 10).astype(str))
    by_row = draw_groups(np.arange(200).astype(str))
    wide, narrow = (interval(genre_draws(scores, truth, draws, {})["accuracy"]) for draws in (by_artist, by_row))
    assert wide is not None
    assert narrow is not None
    assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])


def test_one_row_and_no_value() -> None:
    draws = draw_groups(np.array(["only"]), rounds=5)
    found = genre_draws(np.array([[0.9, 0.1]]), np.array([0]), draws, {90: 0.5})
    assert interval(found["accuracy"]) == (1.0, 1.0)
    assert interval(found["recall:1"]) is None


def test_weights_come_in_pieces_that_fit_memory() -> None:
    draws = Draws(np.ones((7, 2)), np.zeros(1 << 21, np.int64))
    pieces = [(rounds.stop - rounds.start, len(weights)) for rounds, weights in draws.weights()]
    assert pieces == [(2, 2), (2, 2), (2, 2), (1, 1)]
