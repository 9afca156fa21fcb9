"""What resembles no genre that the model learned is not written, and asked about by name of its reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.inference.bundle import Bundle, load_bundle
from app.inference.calibration import Doubt, Verdict
from app.library.types import TrackState
from app.session.deciding import Decider, fingerprint
from app.settings import Policy, Settings
from tests.bundles import make_tiny_bundle

SURE = np.array([0.91] + [0.01] * 9, np.float32)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The tiny model, which loses the strangest twentieth."""
    plain = load_bundle(make_tiny_bundle(Path(tmp_path_factory.mktemp("models"))))
    return replace(plain, calibration=replace(plain.calibration, familiarity_threshold=0.05))


@pytest.mark.parametrize(
    ("familiarity", "state"),
    [(0.5, TrackState.READY), (0.01, TrackState.UNKNOWN), (None, TrackState.READY), (float("nan"), TrackState.READY)],
)
def test_a_strange_track_is_unknown_and_nothing_is_chosen(
    bundle: Bundle, familiarity: float | None, state: TrackState
) -> None:
    decided = Decider(bundle, Settings(policy=Policy.REPLACE)).decide(SURE, 1.0, (), familiarity)
    assert decided.state is state
    assert bool(decided.chosen) == (state is TrackState.READY)
    assert decided.predicted == "Blues", "what it resembles most is still told"


def test_the_reason_is_told(bundle: Bundle) -> None:
    decision = Decider(bundle, Settings()).decision(SURE, 1.0, 0.01)
    assert (decision.verdict, decision.doubt) == (Verdict.UNKNOWN, Doubt.UNFAMILIAR)


def test_another_threshold_decides_the_library_anew(bundle: Bundle) -> None:
    other = replace(bundle, calibration=replace(bundle.calibration, familiarity_threshold=0.0))
    assert fingerprint(Settings(), [bundle]) != fingerprint(Settings(), [other])
