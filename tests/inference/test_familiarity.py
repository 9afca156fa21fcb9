"""How familiar a track is: what lies apart looks strange, and the description keeps it all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BundleError
from app.inference.bundle import load_bundle, write_bundle
from app.inference.calibration import Calibration, Doubt, Verdict, decide
from app.inference.familiarity import SHARES, Familiarity
from app.inference.predictor import Predictor
from app.inference.windows import choose_windows
from tests.bundles import GENRES, tiny_description, tiny_onnx
from tests.inference.sounds import music

CALIBRATION = Calibration(
    1.0, 0.6, 0.15, 0.3, {80: 0.6, 90: 0.75, 95: 0.85}, familiarity_threshold=0.03, familiarity_accept=0.1
)


def invented(genres: int = 3, dims: int = 8, seed: int = 0) -> Familiarity:
    """Random means and covariance, with quantiles of music drawn around the means."""
    rng = np.random.default_rng(seed)
    mixing = rng.normal(0, 1, (dims, dims)) * 10.0 ** rng.uniform(-2, 2, dims)
    means = rng.normal(0, 3, (genres, dims)) @ mixing
    root = np.linalg.cholesky(np.linalg.inv(mixing.T @ mixing + np.diag(np.diag(mixing.T @ mixing)) * 0.1))
    plain = Familiarity(means, root, 1.5, 0.7, tuple(float(each) for each in range(len(SHARES))))
    drawn = means[rng.integers(0, genres, 500)] + rng.normal(0, 1, (500, dims)) @ mixing
    raw = plain.raw(rng.normal(0, 1, (500, genres)), drawn)
    return replace(plain, quantiles=tuple(float(each) for each in np.quantile(raw, SHARES)))


@settings(deadline=None)
@given(seed=st.integers(0, 50), far=st.floats(1.0, 50.0))
def test_the_farther_and_the_fainter_the_stranger(seed: int, far: float) -> None:
    known = invented(seed=seed)
    towards = np.random.default_rng(seed).normal(0, 1, known.means.shape[1])
    # Away from all means: beyond the mean that lies furthest in that direction.
    edge = known.means[np.argmax(known.means @ known.root @ known.root.T @ towards)]
    near, away = (edge + step * towards * 1e3 for step in (1.0, 1.0 + far))
    logits = np.zeros((1, 3))
    assert known.raw(logits, near[None]) >= known.raw(logits, away[None])
    assert known.raw(logits + 1.0, near[None]) > known.raw(logits, near[None])
    assert 0.0 <= known.share(logits, away[None])[0] <= 1.0


@pytest.mark.parametrize("seed", range(4))
def test_the_description_keeps_it_to_half_precision(seed: int) -> None:
    known = invented(seed=seed)
    again = Familiarity.from_json(known.to_json())
    rng = np.random.default_rng(seed)
    rows = known.means[rng.integers(0, 3, 40)] * 1.1
    np.testing.assert_allclose(again.distance(rows), known.distance(rows), rtol=0.02, atol=0.05)


@pytest.mark.parametrize(
    "change",
    [
        {"means": "no base64!"},
        {"means": "AAAA"},
        {"distance_unit": 0.0},
        {"energy_unit": float("nan")},
        {"quantiles": [1.0, 0.0]},
        {"quantiles": [0.0] * (len(SHARES) - 1) + [-1.0]},
        {"dims": -1},
    ],
)
def test_nonsense_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"familiarity|dimensions"):
        Familiarity.from_json({**invented().to_json(), **change})


def test_what_is_strange_is_unknown_however_sure() -> None:
    scores = np.array([0.97, 0.01, 0.02])
    sure = decide(scores, 1.0, CALIBRATION, familiarity=0.5)
    assert (sure.verdict, sure.doubt) == (Verdict.ACCEPT, None)
    odd = decide(scores, 1.0, CALIBRATION, 0.1, familiarity=0.09)
    assert (odd.verdict, odd.doubt) == (Verdict.REVIEW, Doubt.UNFAMILIAR)
    strange = decide(scores, 1.0, CALIBRATION, 0.1, familiarity=0.029)
    assert (strange.verdict, strange.doubt) == (Verdict.UNKNOWN, Doubt.UNFAMILIAR)
    assert strange.order == sure.order
    assert decide(scores, 0.1, CALIBRATION, familiarity=0.0).doubt is Doubt.NOT_MUSIC
    assert decide(np.full(3, 0.1), 1.0, CALIBRATION, familiarity=0.5).doubt is Doubt.UNSURE


@pytest.mark.parametrize("untold", [None, float("nan")])
def test_where_it_is_not_told_nothing_is_strange(untold: float | None) -> None:
    assert decide(np.array([0.97, 0.03]), 1.0, CALIBRATION, familiarity=untold).verdict is Verdict.ACCEPT


def _heard(folder: Path, description: dict[str, Any], seconds: float = 20.0) -> float | None:
    write_bundle(folder, model_onnx=tiny_onnx(), description=description, card="# Tiny\n", licence="CC0-1.0\n")
    predictor = Predictor(load_bundle(folder))
    windows = choose_windows(seconds, 5.0, 4)
    sound = music(seconds, 22_050)[:, 0]
    cuts = [sound[round(each.start_s * 22_050) :][: 5 * 22_050] for each in windows]
    return predictor.score(windows, cuts, seconds).familiarity


def test_a_bundle_with_it_tells_it_and_one_of_before_does_not(tmp_path: Path) -> None:
    assert _heard(tmp_path / "old", tiny_description("old")) is None
    known = invented(len(GENRES), 16)
    told = _heard(tmp_path / "new", tiny_description("new", familiarity=known.to_json()))
    assert told is not None
    assert 0.0 <= told <= 1.0


def test_too_little_sound_is_not_called_strange(tmp_path: Path) -> None:
    known = invented(len(GENRES), 16)
    assert _heard(tmp_path / "new", tiny_description("new", familiarity=known.to_json()), seconds=10.0) is None


def test_one_of_another_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="16 values"):
        _heard(tmp_path / "odd", tiny_description("odd", familiarity=invented(10, 9).to_json()))


def test_a_window_that_silence_cut_short_makes_no_music_strange(tmp_path: Path) -> None:
    known = invented(len(GENRES), 16)
    description = tiny_description("new", familiarity=known.to_json())
    write_bundle(tmp_path, model_onnx=tiny_onnx(), description=description, card="# Tiny\n", licence="CC0-1.0\n")
    predictor = Predictor(load_bundle(tmp_path))
    windows = choose_windows(20.0, 5.0, 4)
    sound = music(20.0, 22_050)[:, 0]
    cuts = [sound[round(each.start_s * 22_050) :][: 5 * 22_050] for each in windows]
    silent = [*cuts[:3], np.concatenate([cuts[3][:22_050], np.zeros(4 * 22_050, np.float32)])]
    told, whole = predictor.score(windows, silent, 20.0), predictor.score(windows[:3], cuts[:3], 20.0)
    assert told.familiarity == whole.familiarity
    two_short = [*silent[2:], *silent[2:]]
    assert predictor.score(windows, two_short, 20.0).familiarity is None
    all_short = [np.concatenate([cut[:22_050], np.zeros(4 * 22_050, np.float32)]) for cut in cuts]
    assert predictor.score(windows, all_short, 20.0).familiarity is None
