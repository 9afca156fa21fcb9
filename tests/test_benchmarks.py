"""What the benchmarks print and draw, on made-up figures and seconds of generated sound."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.inference.bundle import load_bundle
from app.inference.decode import probe
from app.inference.predictor import Predictor
from benchmarks import material, stages
from benchmarks.analysis import _Times
from tests.bundles import make_tiny_bundle


@pytest.mark.parametrize("suffix", material.FORMATS)
def test_a_track_of_every_format_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setenv("EARMARK_SHARED", str(tmp_path / "nothing"))
    info = probe(bytes(material.make_track(tmp_path, suffix, 3.0)))
    assert info.duration_s == pytest.approx(3.0, abs=0.1)
    assert info.channels == 2


def test_the_stages_of_an_analysis_add_up_and_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARMARK_SHARED", str(tmp_path / "nothing"))
    track = material.make_track(tmp_path, "flac", 12.0)
    found = stages._stages(Predictor(load_bundle(make_tiny_bundle(tmp_path))), bytes(track))
    assert tuple(found) == stages.STAGES
    assert all(found[stage] > 0 for stage in ("decode and mix", "resample", "log-mel", "network"))
    drawn = ElementTree.fromstring(stages.picture({"flac": found, "m4a": found}))
    words = [each.text for each in drawn.iter() if each.tag.endswith("text")]
    assert {"flac", "m4a", *stages.STAGES} <= set(words)


def test_ratios_are_medians_of_turns_not_ratios_of_medians() -> None:
    times = _Times(sure=[2.0, 30.0, 4.0], decode=[1.0, 9.0, 2.0], network=[1.0, 1.0, 2.0])
    assert times.ratio("sure", 0.0, "decode", "network") == 1.0
    assert times.milliseconds("sure") == 4000.0
