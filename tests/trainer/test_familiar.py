"""The gate for what resembles no learned genre: it loses what it says, and lets through what lies among the known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch")

from app.inference.calibration import Calibration
from app.inference.familiarity import SHARES
from trainer.data import FeatureSet
from trainer.familiar import familiarity_figures, fit_familiarity, learned_rows, place, shares
from trainer.held_out import VALID, HeldRows
from trainer.labels import N_LABELS, REFUSAL

_PLACES = np.array(["gtzan:rock"] * 60 + ["fma:rock"] * 60)
_CENTRES = np.repeat([[5.0] * 6, [-5.0] * 6], 60, axis=0)


def _held(rng: np.random.Generator, n: int, split: str = "official", far: float = 0.0) -> HeldRows:
    """Rows around the known places, or ``far`` from all of them."""
    near = _CENTRES[rng.integers(0, 120, n)] + rng.standard_normal((n, 6))
    away = far * np.array([1.0, -1.0] * 3)
    logits = rng.normal(0, 1, (n, 3, N_LABELS))
    return HeldRows(logits, np.full(n, "rock"), np.arange(n).astype(str), np.full(n, split), near + away)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), share=st.sampled_from(SHARES[1:8]))
def test_it_loses_the_stated_share(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    space = place(_CENTRES + rng.standard_normal((120, 6)), _PLACES)
    held = {"gtzan": _held(rng, 600), "fma": _held(rng, 200)}
    fitted = fit_familiarity(held, {"official": space}, space)
    every = np.concatenate([shares(rows, fitted, {"official": space}) for rows in held.values()])
    assert (every < share).mean() == pytest.approx(share, abs=0.005)
    strange = shares(_held(rng, 50, far=30.0), fitted, {"official": space})
    assert (strange < share).all()
    np.testing.assert_allclose(
        fitted.share(held["fma"].logits.mean(axis=1)[:, : N_LABELS - 1], held["fma"].embedding), every[600:], atol=1e-9
    )


def test_every_split_is_measured_in_its_own_embedding() -> None:
    rng = np.random.default_rng(0)
    known = _CENTRES + rng.standard_normal((120, 6))
    spaces = {"fold0": place(known, _PLACES), "fold1": place(known * 50.0, _PLACES)}
    first, second = _held(rng, 40, "fold0"), _held(rng, 40, "fold1")
    second = HeldRows(*(getattr(second, name) for name in HeldRows.__slots__[:-1]), second.embedding * 50.0)
    fitted = fit_familiarity({"gtzan": first}, spaces, spaces["fold0"])
    assert shares(second, fitted, spaces).mean() == pytest.approx(0.5, abs=0.15)


def test_places_come_from_music_that_trained(sets: dict[str, FeatureSet]) -> None:
    rows = sets["extra"]
    chosen = learned_rows(rows, "official", 2)
    assert set(rows.parts[chosen]) == {"train"}
    assert REFUSAL not in rows.labels[chosen]
    assert max(np.unique(rows.labels[chosen], return_counts=True)[1]) <= 2


def test_excerpts_of_the_published_valid_part_count_once() -> None:
    rng = np.random.default_rng(3)
    space = place(_CENTRES + rng.standard_normal((120, 6)), _PLACES)
    held = {"gtzan": _held(rng, 300), "fma": _held(rng, 200)}
    fitted = fit_familiarity(held, {"official": space}, space)
    calibration = Calibration(1.0, 0.2, 0.0, 0.5, {90: 0.5}, familiarity_threshold=0.1, familiarity_accept=0.3)
    once = familiarity_figures(held, fitted, {"official": space}, calibration)
    again = familiarity_figures(held | {VALID: _held(rng, 100, far=30.0)}, fitted, {"official": space}, calibration)
    assert again["lost"].pop(VALID) == 1.0
    assert again == once
