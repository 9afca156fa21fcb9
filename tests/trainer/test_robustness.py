"""Changed excerpts keep their form, and change as named."""

import numpy as np
import pytest

from app.inference.mel import FrontEnd
from trainer.robustness import changes, hiss, rescale, speed, tilt


@pytest.fixture
def unit() -> np.ndarray:
    return np.random.default_rng(0).random((2, 128, 387), dtype=np.float32)


@pytest.mark.parametrize("name", list(changes(FrontEnd())))
def test_each_change_keeps_form_and_range(name: str, unit: np.ndarray) -> None:
    changed = changes(FrontEnd())[name](unit)
    assert changed.shape == unit.shape
    assert changed.dtype == np.float32
    assert changed.min() >= 0.0
    assert changed.max() <= 1.0
    assert not np.array_equal(changed, unit)


def test_a_gain_changes_nothing(unit: np.ndarray) -> None:
    scaled = rescale(unit)
    assert rescale(scaled * np.float32(0.9) + np.float32(0.05)) == pytest.approx(scaled, abs=1e-5)


def test_tilt_lifts_the_treble() -> None:
    flat = np.full((1, 128, 387), 0.5, np.float32)
    flat[:, :, 0], flat[:, :, 1] = 0.0, 1.0
    tilted = tilt(flat, 6.0)
    assert tilted[0, -1, 5] > tilted[0, 0, 5] + 0.05


def test_faster_is_higher() -> None:
    tone = np.zeros((1, 128, 387), np.float32)
    tone[0, 60] = 1.0
    assert 60 < speed(tone, 1.06, FrontEnd())[0, :, 100].argmax() < 66


def test_speed_blurs_nothing(unit: np.ndarray) -> None:
    faster = speed(unit, 1.06, FrontEnd())
    assert np.diff(faster, axis=1).std() > 0.9 * np.diff(unit, axis=1).std()


def test_hiss_fills_the_gaps_and_leaves_the_loud() -> None:
    excerpt = np.full((1, 128, 387), 0.02, np.float32)
    excerpt[:, 40:60] = 1.0
    excerpt[0, 0, 0] = 0.0
    noisy = hiss(excerpt, 20.0)
    assert noisy[:, 40:60].min() > 0.99
    assert noisy[:, 70:].std() > 0.02, "noise wavers"
    np.testing.assert_array_equal(noisy, hiss(excerpt, 20.0))
