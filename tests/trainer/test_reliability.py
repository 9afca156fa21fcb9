"""Whether confidence is kept: diagram, curve, words for genres, and figures on artists that fitted nothing."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

pytest.importorskip("torch")

from trainer.calibrate import fit_calibration
from trainer.card_pictures import draw_pictures
from trainer.held_out import HeldRows
from trainer.labels import FMA_LABELS, GTZAN_LABELS, LABEL_IDS, N_LABELS, REFUSAL
from trainer.reliability import Answered, by_genre, curve, diagram, reliability_figures


def held_rows(labels: tuple[str, ...], each: int, seed: int) -> HeldRows:
    """Answers that are as sure as they are right: a truth drawn by the chances that its logits tell."""
    rng = np.random.default_rng(seed)
    n = each * len(labels)
    logits = rng.normal(0, 2.0, (n, N_LABELS))
    columns = [LABEL_IDS.index(name) for name in labels]
    logits[:, [i for i in range(N_LABELS) if i not in columns]] = -12.0
    chances = np.exp(logits[:, columns])
    chances /= chances.sum(axis=1, keepdims=True)
    truth = [labels[rng.choice(len(labels), p=row)] for row in chances]
    groups = np.array([f"artist {i // 3}" for i in range(n)])
    return HeldRows(
        np.repeat(logits[:, None], 2, axis=1), np.array(truth), groups, np.full(n, "official"), np.zeros((n, 2))
    )


def test_an_honest_confidence_is_seen_to_be_kept() -> None:
    held = {"gtzan": held_rows(GTZAN_LABELS, 60, 1), "fma": held_rows(FMA_LABELS, 80, 2)}
    noise = np.full((40, 2, N_LABELS), -6.0)
    noise[:, :, LABEL_IDS.index(REFUSAL)] = 6.0
    held["generated"] = HeldRows(
        noise,
        np.full(40, REFUSAL),
        np.array([f"kind {i}" for i in range(40)]),
        np.full(40, "official"),
        np.zeros((40, 2)),
    )
    parts = [held[name].over([name for name in LABEL_IDS if name != REFUSAL]) for name in ("gtzan", "fma")]
    everything = type(parts[0])(np.concatenate([p.logits for p in parts]), np.concatenate([p.truth for p in parts]))
    calibration = fit_calibration(held["gtzan"].over(GTZAN_LABELS), everything, np.ones(9), np.zeros(9))
    figures = reliability_figures(held, calibration)
    for one in figures["diagram"]:
        assert one["answers"] < 60 or one["said"] == pytest.approx(one["right"], abs=0.12)
    across = figures["crosswise"]
    assert across["answers"] == 1160
    assert across["ece"] < 0.08
    assert across["wrong"] == pytest.approx(across["expected_wrong"], abs=0.06)
    assert across["sets"]["90"] == pytest.approx(0.9, abs=0.04)
    assert figures["curve"][-1]["kept"] == 1.0
    for picture in draw_pictures(figures).values():
        assert ET.fromstring(picture).tag.endswith("svg")


def test_the_diagram_and_the_curve_count_as_named() -> None:
    own = Answered(np.array([0.95, 0.92, 0.55, 0.51]), np.array([True, False, True, False]), np.array([0, 0, 1, 0]))
    assert diagram(own) == [
        {"answers": 2, "said": 0.53, "right": 0.5},
        {"answers": 2, "said": 0.935, "right": 0.5},
    ]
    assert curve(own, 4) == [
        {"kept": 0.25, "from": 0.95, "wrong": 0.0},
        {"kept": 0.5, "from": 0.92, "wrong": 0.5},
        {"kept": 0.75, "from": 0.55, "wrong": 0.3333},
        {"kept": 1.0, "from": 0.51, "wrong": 0.5},
    ]
    assert by_genre(own) == {
        "blues": {"answers": 3, "said": 0.7933, "right": 0.3333},
        "classical": {"answers": 1, "said": 0.55, "right": 1.0},
    }
