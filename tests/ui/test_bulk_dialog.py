from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.library.types import Query, TrackState, View
from app.session import Session
from app.ui.bridge import running_tasks
from app.ui.bulk_dialog import BulkDialog, Doubtful, gather
from app.ui.main_window import MainWindow


@pytest.fixture
def doubtful() -> Doubtful:
    return Doubtful(np.array([1, 2, 3]), np.array([0.9, 0.6, 0.3]), np.array(["Jazz", "Rock", "Jazz"]))


def test_counts_and_expected_errors(doubtful: Doubtful) -> None:
    chosen = doubtful.above(0.5, None)
    assert doubtful.tracks[chosen].tolist() == [1, 2]
    assert doubtful.expected_wrong(chosen) == pytest.approx(0.5)
    assert doubtful.tracks[doubtful.above(0.0, "Jazz")].tolist() == [1, 3]
    assert doubtful.expected_wrong(doubtful.above(0.95, None)) == 0.0


def test_an_empty_library_has_nothing_to_accept(qtbot: QtBot, session: Session) -> None:
    dialog = BulkDialog(session, Query())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.count.text().startswith("0"))
    assert not dialog.accept_button.isEnabled()


def test_accepts_what_is_above_the_slider_and_writes_nothing(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    waiting = gather(library, Query(view=View.REVIEW))
    assert len(waiting.tracks) == library.counts()[View.REVIEW] > 0
    analysed.accept_many()
    dialog = analysed.findChild(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.slider.setValue(0)
    qtbot.waitUntil(lambda: dialog.count.text().startswith(str(len(waiting.tracks))))
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: library.counts()[View.REVIEW] == 0)
    qtbot.waitUntil(lambda: not running_tasks())
    assert library.history() == []
    states = {row.state for row in library.rows(waiting.tracks.tolist())}
    assert states <= {TrackState.READY, TrackState.KEPT}
