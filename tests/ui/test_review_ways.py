"""The ways of a review: orders, where it was left, the audit, undoing a write, own keys, the comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.library.types import ChosenBy, TrackId, TrackState, View
from app.session import Session
from app.session.reviewing import ReviewOrder
from app.ui.bridge import messages
from app.ui.key_dialog import KeyDialog
from app.ui.key_help import key_list
from app.ui.player import Player
from app.ui.review_agenda import place_file
from app.ui.review_pane import ReviewPane
from app.ui.review_place import ReviewPlace, load_place, save_place
from tests.ui.reviewing import press, queue_of, ready

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_an_order_is_chosen_in_the_bar(pane: ReviewPane, library: Session, qtbot: QtBot, order: ReviewOrder) -> None:
    pane.start_queue(None)
    ready(pane, qtbot)
    pane.bar.order_chosen.emit(order)
    ready(pane, qtbot)
    assert pane.flow.current == queue_of(library, order)[0]
    assert pane.flow.total == len(queue_of(library))
    assert pane.bar.order_button.isVisible()


def test_the_place_is_kept_over_a_restart(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    pane.start_queue(None, ReviewOrder.UNSURE)
    ready(pane, qtbot)
    queue = queue_of(library, ReviewOrder.UNSURE)
    press(pane, qtbot, Key.Key_Return)
    press(pane, qtbot, Key.Key_J)  # the second is passed over, the third is where we stop
    assert load_place(place_file()) == ReviewPlace(ReviewOrder.UNSURE, None, queue[2])
    again = ReviewPane(library, Player(library))
    qtbot.addWidget(again)
    again.start_queue(None)
    ready(again, qtbot)
    assert again.flow.current == queue[2]
    assert (again.flow.number, again.flow.total) == (2, len(queue) - 1)
    press(again, qtbot, Key.Key_Z, CTRL)  # of the sitting before: its track comes back
    assert again.flow.current == queue[0]
    assert library.rows([queue[0]])[0].state is TrackState.REVIEW


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"order": "sideways", "track": 1, "root": null}', '{"order": 3'])
def test_a_damaged_place_is_the_beginning(tmp_path: Path, content: str) -> None:
    file = tmp_path / "review.json"
    assert load_place(file) == ReviewPlace()
    file.write_text(content)
    assert load_place(file) == ReviewPlace()
    save_place(ReviewPlace(track=TrackId(7)), file)
    assert load_place(file).track == 7
    assert json.loads(file.read_text())["order"] == "margin"


def test_leaving_early_says_what_was_done(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    pane.start_queue(None)
    ready(pane, qtbot)
    press(pane, qtbot, Key.Key_X)
    press(pane, qtbot, "/")
    qtbot.keyClicks(pane.entry.line, "Zouk")
    qtbot.keyClick(pane.entry.line, Key.Key_Return)
    ready(pane, qtbot)
    with qtbot.waitSignal(messages().told) as told:
        qtbot.keyClick(pane, Key.Key_Escape)
    assert told.args[0].startswith("2 tracks in 1 ")
    assert told.args[0].endswith("1 changed · 1 kept")


def test_an_empty_queue_and_an_empty_audit_say_so(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    library.keep(queue_of(library))
    pane.start_queue(None)
    ready(pane, qtbot)
    assert pane.end.isVisible()
    assert "not in doubt" in pane.end._note.text()
    library.keep([TrackId(one.track) for one in library.audit()])
    pane.start_audit(None)
    ready(pane, qtbot)
    assert "contradicted" in pane.end._note.text()
    assert not pane.bar.order_button.isVisible()


def test_a_write_is_undone_only_when_asked(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    first, second = queue_of(library)[:2]
    pane.start([first, second])
    ready(pane, qtbot)
    press(pane, qtbot, "/")
    qtbot.keyClicks(pane.entry.line, "Zouk")
    qtbot.keyClick(pane.entry.line, Key.Key_Return)
    ready(pane, qtbot)
    before = library.rows([first])[0].genres
    library.write(library.plan([first]))
    press(pane, qtbot, Key.Key_Z, CTRL)
    question = pane.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    assert question.text() == "The last thing done was writing 1 file."
    assert library.rows([first])[0].genres == ("Zouk",)
    _button(question, "Undo the write").click()
    qtbot.waitUntil(lambda: library.rows([first])[0].genres == before)
    ready(pane, qtbot)
    assert pane._told.text() == "1 file is as it was before the write."
    press(pane, qtbot, Key.Key_Z, CTRL)  # and now the verdict
    assert library.rows([first])[0].chosen_by is not ChosenBy.PERSON
    assert pane.flow.current == first


def test_the_verdict_alone_can_be_taken_back(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    first = queue_of(library)[0]
    library.choose([first], ["Zouk"])
    library.write(library.plan([first]))
    pane.start([])
    press(pane, qtbot, Key.Key_Z, CTRL)
    question = pane.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    _button(question, "Only the last verdict").click()
    qtbot.waitUntil(lambda: pane._told.text() == "Taken back: 1 verdict")
    assert library.rows([first])[0].genres == ("Zouk",)
    assert library.history()[0].undone == 0


def _button(question: QMessageBox, text: str) -> QPushButton:
    return next(button for button in question.findChildren(QPushButton) if button.text().replace("&", "") == text)


def test_own_keys_act_and_are_named(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    pane.start_queue(None)
    ready(pane, qtbot)
    pane._change_keys()
    dialog = pane.findChild(KeyDialog)
    assert isinstance(dialog, KeyDialog)
    row = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())].index("skip, decide later")
    dialog.table.setCurrentCell(row, 0)
    qtbot.keyClick(dialog.table, Key.Key_Return)
    assert dialog.table.waiting
    qtbot.keyClick(dialog.table, Key.Key_1)  # a digit chooses, always
    assert "cannot be changed" in dialog.page.sentence.text()
    qtbot.keyClick(dialog.table, Key.Key_X)
    assert "already means “keep what the file says”" in dialog.page.sentence.text()
    qtbot.keyClick(dialog.table, Key.Key_W)
    assert dialog.table.item(row, 1).text() == "W"
    with qtbot.waitSignal(dialog.applied):
        dialog.save_button.click()
    assert library.settings.keys == {"skip": "W"}
    first = pane.flow.current
    assert first is not None
    press(pane, qtbot, Key.Key_S)
    assert pane.flow.current == first
    press(pane, qtbot, Key.Key_W)
    assert library.rows([first])[0].state is TrackState.SKIPPED
    assert ("W", "skip, decide later") in key_list(pane.keys)


def test_a_doubtful_track_beside_a_sure_one(
    pane: ReviewPane, library: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = queue_of(library)[:2]
    genre = library.rows([first])[0].suggestions[0]
    pane.start([first])
    ready(pane, qtbot)
    press(pane, qtbot, "c")
    compare = pane.page.compare
    qtbot.waitUntil(lambda: "No track here" in compare.title.toolTip())
    assert compare.isVisible()
    assert not pane.page.sound.roll.isVisible()
    press(pane, qtbot, Key.Key_Escape)
    assert not compare.isVisible()
    assert pane.isVisible()
    monkeypatch.setattr(library, "sure_examples", lambda *_about, **_count: library.rows([other]))
    press(pane, qtbot, "c")
    qtbot.waitUntil(lambda: compare.picture.picture is not None)
    assert compare.title.toolTip().startswith(f"Surely {genre}")
    press(pane, qtbot, "o")
    assert pane._player.path == compare.path
    press(pane, qtbot, "o")
    assert pane._player.path == pane.page.sound.path
    for closing in ("c", Key.Key_Escape):
        press(pane, qtbot, "o")
        assert pane._player.path == compare.path
        press(pane, qtbot, closing)  # to the next example, and back to one track
        assert pane._player.path == pane.page.sound.path
        assert pane._player.playing
        qtbot.waitUntil(lambda: compare.path is not None or not compare.isVisible())
    assert not compare.isVisible()
    press(pane, qtbot, Key.Key_Return)
    assert pane._player.path is None


def test_what_was_accepted_elsewhere_leaves_the_queue(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    pane.start_queue(None)
    ready(pane, qtbot)
    queue = queue_of(library)
    with qtbot.waitSignal(pane.bulk_requested):
        qtbot.keyClick(pane, Key.Key_Return, CTRL)
    library.accept(queue[:2])
    pane.take_over(queue[:2])
    ready(pane, qtbot)
    assert pane.flow.current == queue[2]
    assert pane.flow.decided == 2
    assert library.counts()[View.REVIEW] == len(queue) - 2
