"""The augmentations that are off where nobody asks for them."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.config import Augment
from trainer.style import mix_style, shift_time

ON = Augment(mixstyle=1.0, shift=1.0)


@pytest.fixture
def batch() -> np.ndarray:
    rng = np.random.default_rng(0)
    level = rng.uniform(0.3, 0.7, (16, 128, 1))
    return (level + 0.05 * rng.standard_normal((16, 128, 129))).astype(np.float32)


@pytest.mark.parametrize("change", [mix_style, shift_time])
def test_off_means_untouched_and_draws_nothing(change, batch: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    assert change(batch, Augment(), rng) is batch
    assert rng.bit_generator.state == np.random.default_rng(1).bit_generator.state


@pytest.mark.parametrize("change", [mix_style, shift_time])
def test_on_keeps_form_and_range_and_leaves_its_input(change, batch: np.ndarray) -> None:
    before = batch.copy()
    changed = change(batch, ON, np.random.default_rng(1))
    assert changed.shape == batch.shape
    assert changed.dtype == np.float32
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert not np.array_equal(changed, batch)
    assert np.array_equal(batch, before)


def test_a_shift_turns_the_window_around(batch: np.ndarray) -> None:
    shifted = shift_time(batch, ON, np.random.default_rng(1))
    assert np.array_equal(np.sort(shifted, axis=2), np.sort(batch, axis=2))


def test_style_moves_bands_between_two_windows_and_keeps_their_course(batch: np.ndarray) -> None:
    mixed = mix_style(batch, ON, np.random.default_rng(1))
    mean = mixed.mean(axis=2)
    assert mean.min() >= batch.mean(axis=2).min() - 1e-3
    assert mean.max() <= batch.mean(axis=2).max() + 1e-3
    course = [np.corrcoef(a, b)[0, 1] for a, b in zip(mixed[:, 5], batch[:, 5], strict=True)]
    assert min(course) > 0.99


def test_a_share_of_the_windows_only(batch: np.ndarray) -> None:
    half = replace(ON, mixstyle=0.5)
    changed = [mix_style(batch, half, np.random.default_rng(seed)) for seed in range(20)]
    share = np.mean([np.abs(each - batch).max(axis=(1, 2)) > 1e-3 for each in changed])
    assert 0.2 < share < 0.55
