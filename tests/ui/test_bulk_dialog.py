"""Accepting many: the slider, the genres, the albums, and that nothing is written."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.types import Query, TrackId, TrackState, View
from app.session import Session
from app.session.bulk import AlbumOffer, Experience, Tally, Waiting
from app.ui.bulk_dialog import BulkDialog
from app.ui.bulk_pages import AlbumPage, SurePage, about
from app.ui.main_window import MainWindow

NONE = Experience(Tally(), {})


@pytest.fixture
def waiting() -> Waiting:
    return Waiting(np.array([1, 2, 3]), np.array([0.9, 0.6, 0.3]), np.array(["Jazz", "Rock", "Jazz"]))


def test_the_slider_and_the_genres_choose(qtbot: QtBot, waiting: Waiting) -> None:
    page = SurePage()
    qtbot.addWidget(page)
    assert page.tracks() == []
    page.show_waiting(waiting, NONE)
    page.slider.setValue(50)
    assert page.tracks() == [1, 2]
    assert page.expected_wrong() == (pytest.approx(0.5), pytest.approx(0.5))
    assert [page.model.index(row, 1).data() for row in range(2)] == ["Jazz", "Rock"]
    page.model.setData(page.model.index(1, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert page.tracks() == [1]
    page.slider.setValue(0)
    assert page.tracks() == [1, 3]
    assert page.model.index(0, 2).data() == "2"
    page.model.tick_all(False)
    assert page.tracks() == []
    assert page.expected_wrong() == (0.0, 0.0)


def test_a_persons_verdicts_are_shown_and_counted(qtbot: QtBot, waiting: Waiting) -> None:
    page = SurePage()
    qtbot.addWidget(page)
    page.show_waiting(waiting, Experience(Tally(20, 2, 10.0), {"Jazz": Tally(20, 2, 10.0)}))
    page.slider.setValue(0)
    corrected, plain = page.expected_wrong()
    assert corrected < plain == pytest.approx(1.2)
    assert page.model.index(0, 4).data() == "18 of 20"
    assert page.model.index(1, 4).data() == "\N{EN DASH}"


def test_albums_without_their_outliers(qtbot: QtBot) -> None:
    page = AlbumPage()
    qtbot.addWidget(page)
    assert not page.look.isEnabled()
    clear = AlbumOffer("Blue Hour", "Quartet", "Jazz", 9, 7, (TrackId(1), TrackId(2)), (0.5, 0.25), (TrackId(3),))
    nothing_fits = AlbumOffer("Odd", "", "Rock", 5, 4, (), (), (TrackId(9),))
    page.show_offers([clear, nothing_fits], NONE)
    assert page.model.rowCount() == 1
    assert page.choices() == {1: ("Jazz",), 2: ("Jazz",)}
    assert page.outliers() == [3]
    assert page.look.isEnabled()
    assert page.expected_wrong()[0] == pytest.approx(1.25)
    page.model.tick_all(False)
    assert page.choices() == {}
    assert not page.look.isEnabled()


@pytest.mark.parametrize(("wrong", "said"), [(0.0, "0"), (0.3, "under 1"), (36.6, "about 37")])
def test_expectations_are_rough(wrong: float, said: str) -> None:
    assert about(wrong) == said


def test_an_empty_library_has_nothing_to_accept(qtbot: QtBot, session: Session) -> None:
    dialog = BulkDialog(session, Query())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.count.text().startswith("0"))
    assert not dialog.accept_button.isEnabled()
    dialog.tabs.setCurrentWidget(dialog.albums)
    assert not dialog.albums.empty.isHidden()
    assert not dialog.accept_button.isEnabled()


def test_accepts_what_is_above_the_slider_and_writes_nothing(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    waiting = library.waiting(Query(view=View.REVIEW))
    assert len(waiting.tracks) == library.counts()[View.REVIEW] > 0
    analysed.accept_many()
    dialog = analysed.findChild(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.sure.slider.setValue(0)
    qtbot.waitUntil(lambda: dialog.count.text().startswith(str(len(waiting.tracks))))
    with qtbot.waitSignal(dialog.accepted_tracks) as accepted:
        dialog.accept_button.click()
    assert sorted(accepted.args[0]) == sorted(waiting.tracks.tolist())
    assert library.counts()[View.REVIEW] == 0
    assert library.history() == []
    states = {row.state for row in library.rows(waiting.tracks.tolist())}
    assert states <= {TrackState.READY, TrackState.KEPT}
