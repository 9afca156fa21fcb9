"""Augmentations keep shape and range, and do what they say."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.augment import cut_row, equalise, mask, mixup_partners, resample_time, to_fine
from trainer.config import Augment

OFF = Augment(
    mixup=0.0,
    stretch=0.0,
    roll_bands=0,
    eq_db=0.0,
    contrast=0.0,
    quantise=0.0,
    lowpass=0.0,
    floor=0.0,
    noise=0.0,
    masks=0,
)


@pytest.fixture
def excerpt() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (128, 387), dtype=np.uint8)


@pytest.mark.parametrize("frames", [387, 128])
@pytest.mark.parametrize("coarse", [False, True])
def test_a_cut_is_a_window_of_unit_range(frames: int, coarse: bool) -> None:
    rng = np.random.default_rng(0)
    row = rng.integers(0, 256, (128, frames), dtype=np.uint8)
    for _ in range(20):
        window = cut_row(row, coarse, Augment(), rng)
        assert window.shape == (128, 129)
        assert window.dtype == np.float32
        assert window.min() >= 0.0
        assert window.max() <= 1.0


def test_without_augmentation_a_cut_is_a_run_of_the_excerpts_own_frames(excerpt: np.ndarray) -> None:
    columns = {frame.tobytes(): i for i, frame in enumerate(np.ascontiguousarray(excerpt.T))}
    for seed in range(5):
        window = np.round(cut_row(excerpt, False, OFF, np.random.default_rng(seed)) * 255).astype(np.uint8)
        found = [columns[frame.tobytes()] for frame in np.ascontiguousarray(window.T)]
        assert found == list(range(found[0], found[0] + 129))


def test_another_speed_repeats_or_drops_frames_and_blends_none(excerpt: np.ndarray) -> None:
    columns = {frame.tobytes() for frame in np.ascontiguousarray(excerpt.T)}
    window = cut_row(excerpt, False, replace(OFF, stretch=0.1), np.random.default_rng(1))
    frames = np.ascontiguousarray(np.round(window * 255).astype(np.uint8).T)
    assert {frame.tobytes() for frame in frames} <= columns


def test_coarse_has_the_resolution_of_every_third_frame(excerpt: np.ndarray) -> None:
    rng = np.random.default_rng(0)
    fine = np.abs(np.diff(cut_row(excerpt, False, OFF, rng))).mean()
    coarse = np.abs(np.diff(cut_row(excerpt, True, OFF, rng))).mean()
    assert coarse < 0.6 * fine


def test_resampling_is_linear_and_exact_on_frames() -> None:
    excerpt = np.array([[0.0, 2.0, 4.0]], np.float32)
    assert resample_time(excerpt, np.array([0.0, 0.5, 2.0, 9.0])).tolist() == [[0.0, 1.0, 4.0, 4.0]]


def test_coarse_excerpts_become_fine() -> None:
    coarse = np.arange(128, dtype=np.float32)[None, None].repeat(2, axis=1)
    fine = to_fine(coarse)
    assert fine.shape == (1, 2, 387)
    assert np.all(np.diff(fine[0, 0]) >= 0)
    assert fine[0, 0, 193] == pytest.approx(63.5, abs=0.4)


def test_the_equaliser_keeps_to_its_gain() -> None:
    batch = np.full((8, 128, 10), 0.5, np.float32)
    out = equalise(batch, Augment(eq_db=6.0), np.random.default_rng(0))
    assert np.abs(out - batch).max() <= 6 / 80 + 1e-6
    assert np.ptp(out, axis=2).max() == pytest.approx(0.0, abs=1e-6)  # constant in time


def test_masks_hide_at_most_what_they_may() -> None:
    strength = Augment(masks=1, time_mask_frames=20, freq_mask_bands=16)
    batch = np.random.default_rng(0).random((16, 128, 129), dtype=np.float32)
    masked = mask(batch.copy(), strength, np.random.default_rng(1))
    changed = (masked != batch).mean(axis=(1, 2))
    assert changed.max() <= 20 / 129 + 16 / 128
    assert changed.max() > 0


def test_mixup_keeps_the_larger_share_and_can_be_off() -> None:
    rng = np.random.default_rng(0)
    partner, share = mixup_partners(50, Augment(), rng)
    assert sorted(partner) == list(range(50))
    assert share.min() >= 0.5
    partner, share = mixup_partners(5, OFF, rng)
    assert partner.tolist() == [0, 1, 2, 3, 4]
    assert share.tolist() == [1.0] * 5
