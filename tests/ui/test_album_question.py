"""One key for a whole album: what it would take is said, and asked about where it is much or undoes a decision."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.types import ChosenBy, TrackId, TrackState
from app.session import Session
from app.ui import album_question
from app.ui.review_pane import ReviewPane
from app.ui.shortcuts import ReviewAction
from tests.ui.doubles import make_row
from tests.ui.reviewing import press, queue_of, ready, row

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(pane: ReviewPane, library: Session, qtbot: QtBot) -> list[TrackId]:
    """The review is at the first of these, which are one album of six."""
    found = queue_of(library, least=6)
    pane.start(found)
    ready(pane, qtbot)
    return found


def _untouched(library: Session, ids: list[TrackId]) -> bool:
    return all(row(library, track).chosen_by is not ChosenBy.PERSON for track in ids)


def test_a_large_album_is_asked_about_and_the_same_key_says_yes(
    pane: ReviewPane, library: Session, qtbot: QtBot, ids: list[TrackId]
) -> None:
    genre = pane.page.choice(1)
    press(pane, qtbot, Key.Key_A)
    question = pane.album_question
    assert question.isVisible()
    assert question._head.text() == question.accessibleName() == f"{genre} for all 6 tracks?"
    assert question._album.text() == "The Fixtures · Generated"
    assert question._keys.text() == "A again takes them, Esc does not. Ctrl+Z takes all of it back."
    assert question._overruled.text() == "The file of 1 of them holds another genre."
    assert question.take_button.text() == "Take all 6"
    assert _untouched(library, ids)
    press(pane, qtbot, Key.Key_A)
    assert not question.isVisible()
    assert {row(library, track).chosen for track in ids} == {(genre,)}
    assert pane._told.text() == f"{genre} for 6 tracks of the album"
    press(pane, qtbot, Key.Key_Z, CTRL)
    assert _untouched(library, ids)
    assert pane._told.text() == "Taken back: 6 verdicts"


def test_escape_and_any_other_key_say_no_and_nothing_else(
    pane: ReviewPane, library: Session, qtbot: QtBot, ids: list[TrackId]
) -> None:
    left = []
    pane.finished.connect(lambda: left.append(True))
    # Among them keys that decide, that lead elsewhere, that mean nothing in the room, and a shortcut of the window.
    others = [Key.Key_Escape, Key.Key_N, Key.Key_X, Key.Key_S, Key.Key_1, Key.Key_J, Key.Key_Space, Key.Key_F5]
    for key, modifiers in [*((key, None) for key in others), (Key.Key_Z, CTRL), (Key.Key_H, CTRL), (Key.Key_2, SHIFT)]:
        press(pane, qtbot, Key.Key_A)
        assert pane.album_question.isVisible()
        press(pane, qtbot, key, modifiers)
        assert not pane.album_question.isVisible(), key
        assert pane.flow.current == ids[0]
        assert pane.flow.decided == 0
        assert pane._picked is None
    press(pane, qtbot, Key.Key_A)
    press(pane, qtbot, Key.Key_Shift)  # by itself it is half a key
    assert pane.album_question.isVisible()
    qtbot.mouseClick(pane.album_question.leave_button, Qt.MouseButton.LeftButton)
    assert not pane.album_question.isVisible()
    assert not left
    assert _untouched(library, ids)


@pytest.mark.parametrize("by_mouse", [True, False])
def test_the_button_and_enter_say_yes(
    pane: ReviewPane, library: Session, qtbot: QtBot, ids: list[TrackId], by_mouse: bool
) -> None:
    pane.page._buttons[ReviewAction.ALBUM].click()
    qtbot.waitUntil(pane.album_question.isVisible)
    if by_mouse:
        qtbot.mouseClick(pane.album_question.take_button, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(pane, Key.Key_Return)
    ready(pane, qtbot)
    assert all(row(library, track).chosen_by is ChosenBy.PERSON for track in ids)


def test_a_small_album_is_taken_at_once_unless_that_undoes_a_decision(
    pane: ReviewPane, library: Session, qtbot: QtBot, ids: list[TrackId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(album_question, "HANDFUL", 6)
    qtbot.keyClick(pane, Key.Key_A)
    qtbot.keyClick(pane, Key.Key_A)  # hit twice by mistake: one step all the same
    ready(pane, qtbot)
    assert not _untouched(library, ids)
    press(pane, qtbot, Key.Key_Z, CTRL)
    assert _untouched(library, ids)
    library.choose([ids[2]], ["Zouk"])
    library.skip([ids[3]])  # to put off is no decision
    press(pane, qtbot, Key.Key_A)
    said = pane.album_question._overruled.text().split("\n")
    assert said[0] == "You decided 1 of them otherwise before. This replaces that."
    assert row(library, ids[2]).chosen == ("Zouk",)
    press(pane, qtbot, Key.Key_Escape)
    library.choose([ids[2]], list(filter(None, [pane.page.choice(1)])))
    press(pane, qtbot, Key.Key_A)  # decided the same before: nothing to ask
    assert all(row(library, track).chosen_by is ChosenBy.PERSON for track in ids)


def test_a_held_key_does_not_answer_its_own_question(pane: ReviewPane, qtbot: QtBot, ids: list[TrackId]) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    press(pane, qtbot, Key.Key_A)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    QCoreApplication.sendEvent(pane, held)
    assert pane.album_question.isVisible()
    assert pane.flow.current == ids[0]


def test_the_button_says_what_it_would_take(
    pane: ReviewPane, library: Session, qtbot: QtBot, ids: list[TrackId]
) -> None:
    button = pane.page._buttons[ReviewAction.ALBUM]
    first, second, third = (pane.page.choice(digit) for digit in (1, 2, 3))
    assert button.text() == f"{first} for all 6 tracks"
    press(pane, qtbot, Key.Key_2, SHIFT)
    assert button.text() == f"{second} for all 6 tracks"
    press(pane, qtbot, Key.Key_1, SHIFT)
    press(pane, qtbot, Key.Key_3, SHIFT)
    assert button.text() == "All 6 tracks of the album"
    assert button.toolTip() == f"{second}, {first}, {third} for all 6 tracks"
    assert row(library, ids[0]).state is TrackState.REVIEW


def test_it_says_whom_it_overrules(pane: ReviewPane, qtbot: QtBot, ids: list[TrackId]) -> None:
    person, model = ChosenBy.PERSON, ChosenBy.MODEL
    kinds: list[dict[str, object]] = [
        {"state": TrackState.REVIEW, "genres": ("Rock",)},  # the current one: a person looks at it
        {"state": TrackState.READY, "chosen": ("Rock",), "chosen_by": person},
        {"state": TrackState.READY, "chosen": ("Blues",), "chosen_by": model, "genres": ("Pop",)},
        {"state": TrackState.WRITTEN, "chosen": ("Blues",), "chosen_by": model, "genres": ("Blues",)},
        {"state": TrackState.READY, "chosen": ("Jazz",), "chosen_by": model, "genres": ("Pop",)},
        {"state": TrackState.REVIEW, "genres": ("Pop",)},
        {"state": TrackState.SKIPPED, "chosen_by": person, "genres": ("Pop",)},
        {"state": TrackState.KEPT, "genres": ("Jazz",)},
        {"state": TrackState.REVIEW},
    ]
    blank = {"chosen": (), "chosen_by": None, "genres": ()}
    rows = [make_row(number, **{**blank, **kind}) for number, kind in enumerate(kinds)]
    choice = album_question.AlbumChoice.of(("Jazz",), rows, rows[0].id)
    assert (choice.overruled, choice.sure, choice.filed) == (1, 2, 3)
    question = pane.album_question
    question.ask(choice, pane.keys)
    assert question._overruled.text().split("\n") == [
        "You decided 1 of them otherwise before. This replaces that.",
        "Earmark is sure that 2 of them are something else.",
        "The files of 3 of them hold another genre.",
    ]
    assert question._overruled.isVisible()
    assert question._overruled.text() in question.accessibleDescription()
    assert question.rect().contains(question._overruled.geometry())
    question.ask(album_question.AlbumChoice.of(("Jazz",), rows[-2:], rows[-1].id), pane.keys)
    assert not question._overruled.isVisible()
