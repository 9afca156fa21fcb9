"""The bars: which genres, which keys, where a click goes, and whose figures they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.scores_view import ScoreLine, ScoresView, decided_lines, score_lines
from tests.ui.test_evidence_view import LABELS, prediction


def test_the_plausible_come_first_with_their_keys() -> None:
    lines = score_lines(prediction(), LABELS, ("Jazz", "Rock"), 5)
    assert [(line.genre, line.key) for line in lines] == [("Jazz", 1), ("Rock", 2), ("Blues", None)]
    assert [line.sure for line in lines] == pytest.approx([0.45, 0.3, 0.25])
    lines = score_lines(prediction(), LABELS, (), 2, chosen=("Rock",))
    assert [(line.genre, line.key, line.chosen) for line in lines] == [("Jazz", None, False), ("Rock", None, True)]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_click_chooses_and_with_shift_adds(qtbot: QtBot, columns: int, index: int) -> None:
    view = ScoresView(large=True)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.set_columns(columns)
    view.show_lines([ScoreLine("Jazz", 0.45, 1), ScoreLine("Rock", 0.3, 2), ScoreLine("A" * 90, None, 3, True)])
    view.show()
    genre = view.lines[index].genre
    for modifier, added in ((Qt.KeyboardModifier.NoModifier, False), (Qt.KeyboardModifier.ShiftModifier, True)):
        with qtbot.waitSignal(view.chosen) as chosen:
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, modifier, view.place_of(index).center())
        assert chosen.args == [genre, added]
    assert not view.grab().isNull()


def test_the_small_list_is_no_choice_and_is_read_aloud(qtbot: QtBot) -> None:
    view = ScoresView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show_lines([ScoreLine("Jazz", 0.451, 1), ScoreLine("Rock", 0.3)])
    view.show()
    with qtbot.assertNotEmitted(view.chosen):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(0).center())
    assert view.accessibleDescription() == "Jazz 45 %, Rock 30 %"
    assert not view.grab().isNull()


def test_after_a_persons_choice_no_figure_is_left(qtbot: QtBot) -> None:
    lines = decided_lines(score_lines(prediction(), LABELS, ("Jazz", "Rock"), 5), ("Polka", "Rock"))
    assert [(line.genre, line.chosen, line.quiet) for line in lines] == [
        ("Polka", True, False),
        ("Rock", True, False),
        ("Jazz", False, True),
        ("Blues", False, True),
    ]
    assert all(line.sure is None for line in lines if line.chosen)
    view = ScoresView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show_lines(lines)
    assert view.accessibleDescription() == "Polka, chosen, Rock, chosen, Jazz, Blues"
    assert not view.grab().isNull()
