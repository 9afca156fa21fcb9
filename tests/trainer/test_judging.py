"""What judges hears what the application hears, whatever the length of the windows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.bundle import load_bundle
from app.inference.schema import WindowPlan
from tests.bundles import make_tiny_bundle
from trainer import answers, held_out
from trainer.config import EXCERPT_S, FINE_FRAMES, HEARD_COUNT, HEARD_FRAMES, HEARD_S, RECIPES, TRACK_WINDOWS
from trainer.judging import score_excerpts, window_starts


@pytest.mark.parametrize("seconds", [HEARD_S, 5.0, 7.5, 10.0])
def test_an_excerpt_is_judged_by_the_windows_that_the_application_hears_of_it(seconds: float, tmp_path: Path) -> None:
    frames, count = int(FINE_FRAMES * seconds / EXCERPT_S), int(EXCERPT_S / seconds)
    bundle = load_bundle(make_tiny_bundle(tmp_path))
    plan = replace(bundle, windows=WindowPlan(seconds, TRACK_WINDOWS, frames))
    judged = window_starts(FINE_FRAMES, frames, count)
    assert np.abs(judged - np.array(answers.window_starts(plan))).max() <= 1


def test_one_value_says_how_much_a_window_is() -> None:
    assert int(FINE_FRAMES * HEARD_S / EXCERPT_S) == HEARD_FRAMES
    assert RECIPES["kernel"].window_frames == HEARD_FRAMES
    heard: list[tuple[int, ...]] = []

    def scorer(windows: np.ndarray) -> np.ndarray:
        heard.append(windows.shape)
        return np.zeros((len(windows), 2), np.float32)

    assert score_excerpts(np.zeros((2, 128, FINE_FRAMES), np.uint8), scorer).shape == (2, HEARD_COUNT, 2)
    assert heard == [(2 * HEARD_COUNT, 128, HEARD_FRAMES)]


@pytest.mark.parametrize("count", [3, 4, 6])
def test_parts_of_an_excerpt_are_named_by_their_seconds(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_out, "HEARD_COUNT", count)
    monkeypatch.setattr(held_out, "HEARD_S", EXCERPT_S / count)
    parts = held_out._parts()
    windows = {name: list(range(count))[part] for name, part in parts.items()}
    length = EXCERPT_S / count
    assert windows[f"first {length:g} s only"] == [0]
    assert windows[f"middle {length:g} s only"] == [count // 2]
    assert windows[f"last {2 * length:g} s only"] == [count - 2, count - 1]
