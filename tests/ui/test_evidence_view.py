"""The strip of moments: what is said, where a click goes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from app.library.answers import Prediction
from app.stamp import FileStamp
from app.ui.evidence_view import (
    EvidenceView,
    fitting_name,
    moment_text,
    moments_of,
    ranked_moments,
    runs_of,
    telling_moment,
)
from app.ui.mel_axes import AXIS_WIDTH
from app.ui.mel_plot import RIGHT_MARGIN

LABELS = ("Blues", "Jazz", "Rock")
STARTS = [40.0, 0.0, 10.0, 25.0]
SCORES = [[0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.1, 0.8, 0.1]]


def prediction(starts: list[float] = STARTS, scores: list[list[float]] = SCORES) -> Prediction:
    return Prediction(
        model_id="m",
        stamp=FileStamp(1, 1, b""),
        scores=np.array([0.25, 0.45, 0.3], np.float32),
        music=0.9,
        embedding=np.zeros(4, np.float16),
        moment_starts_s=np.array(starts, np.float32),
        moment_scores=np.array(scores, np.float16).reshape(-1, 3),
        moment_length_s=12.0,
        seconds_heard=48.0,
        duration_s=60.0,
    )


def test_moments_stand_in_time_order_and_do_not_overlap() -> None:
    moments = moments_of(prediction(), LABELS)
    assert [(m.start_s, m.end_s, m.genre) for m in moments] == [
        (0.0, 10.0, "Blues"),
        (10.0, 22.0, "Jazz"),
        (25.0, 37.0, "Jazz"),
        (40.0, 52.0, "Rock"),
    ]
    assert moments[0].sure == pytest.approx(0.6, abs=1e-3)
    assert moments[0].second == "Jazz"
    assert [[m.start_s for m in run] for run in runs_of(moments)] == [[0.0], [10.0, 25.0], [40.0]]
    assert moment_text(moments[0]) == "0:00 to 0:10: Blues 60 %, then Jazz 30 %"


def test_the_telling_moment_is_the_strongest_and_against_the_weakest() -> None:
    assert telling_moment(prediction(), 1) == 25.0
    assert ranked_moments(prediction(), 1) == [25.0, 10.0, 0.0, 40.0]
    assert ranked_moments(prediction(), 1, against=True)[0] == 40.0
    assert telling_moment(prediction([], []), 1) == 0.0
    assert moments_of(prediction([], []), LABELS) == ()


@pytest.fixture
def strip(qtbot: QtBot) -> EvidenceView:
    made = EvidenceView()
    qtbot.addWidget(made)
    made.resize(600 + AXIS_WIDTH + RIGHT_MARGIN, made.height())
    made.show_moments(moments_of(prediction(), LABELS), 60.0)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_click_goes_to_the_beginning_of_the_moment(strip: EvidenceView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.seek_requested) as asked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(AXIS_WIDTH + 300, 20))  # 30 s
    assert asked.args == [25.0]
    strip.set_view(20.0, 30.0)
    assert strip.moment_at(AXIS_WIDTH + 60).start_s == 10.0  # type: ignore[union-attr]
    with qtbot.assertNotEmitted(strip.seek_requested, wait=30):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(AXIS_WIDTH + 240, 20))  # 24 s: not heard


def test_it_is_told_without_colour(strip: EvidenceView) -> None:
    assert strip.accessibleDescription() == "0:00 Blues, 0:10 Jazz, 0:40 Rock"
    metrics = QFontMetricsF(QFont())
    assert fitting_name("Electronic", 500, metrics) == "Electronic"
    assert fitting_name("Electronic", metrics.horizontalAdvance("El") + 1, metrics) == "El"
    assert fitting_name("Electronic", 1, metrics) == ""


def test_it_paints_empty_and_full(strip: EvidenceView) -> None:
    strip.set_position(26.0)
    full = strip.grab().toImage()
    strip.show_moments((), 60.0, "nothing yet")
    assert strip.grab().toImage() != full


def test_the_playhead_is_repainted_however_small_the_steps(qtbot: QtBot) -> None:
    view = EvidenceView()
    qtbot.addWidget(view)
    view.resize(320, 42)
    view.show_moments(moments_of(prediction(), LABELS), 90.0)
    for step in range(300):  # ten seconds in steps of a tick, each far less than half a pixel
        view.set_position(step * 0.033)
    pixel_s = 90.0 / (320 - AXIS_WIDTH - RIGHT_MARGIN)
    assert view.marked_s == pytest.approx(299 * 0.033, abs=pixel_s / 2)
