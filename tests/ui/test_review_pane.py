"""The review over a real session: keys become saved verdicts, undo works to the end and beyond, broken files pass."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.library.types import ChosenBy, Query, TrackId, TrackState, View
from app.session import Session
from app.ui.bridge import end_all_tasks, messages, running_tasks
from app.ui.evidence_view import ranked_moments
from app.ui.player import Player, PlayState
from app.ui.review_pane import ReviewPane
from tests.ui.reviewing import press, queue_of, ready, row

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def begin(pane: ReviewPane, qtbot: QtBot, ids: list[TrackId]) -> None:
    pane.start(ids)
    ready(pane, qtbot)


def test_digits_enter_keep_and_skip_are_saved_at_once(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    before = {track: row(library, track) for track in ids}
    begin(pane, qtbot, ids)
    second = pane.page.choice(2)
    with qtbot.waitSignal(pane.verdict_given) as given:
        press(pane, qtbot, Key.Key_2)
    assert given.args == [ids[0]]
    assert pane.flow.current == ids[1]
    first = row(library, ids[0])
    assert (first.chosen, first.chosen_by) == ((second,), ChosenBy.PERSON)
    press(pane, qtbot, Key.Key_Return)
    assert row(library, ids[1]).chosen == before[ids[1]].suggestions[:1]
    press(pane, qtbot, Key.Key_X)
    assert (row(library, ids[2]).state, row(library, ids[2]).chosen_by) == (TrackState.KEPT, ChosenBy.PERSON)
    press(pane, qtbot, Key.Key_S)
    assert row(library, ids[3]).state is TrackState.SKIPPED


def test_a_second_genre_is_added_before_the_choice(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    names = [pane.page.choice(digit) for digit in (1, 2, 3)]
    press(pane, qtbot, Key.Key_2, SHIFT)
    assert pane.flow.current == ids[0]
    assert [line.genre for line in pane.page.choices.lines if line.chosen] == [names[1]]
    press(pane, qtbot, Key.Key_1)
    assert row(library, ids[0]).chosen == (names[0], names[1])
    names = [pane.page.choice(digit) for digit in (1, 2, 3)]
    for digit in (Key.Key_3, Key.Key_2, Key.Key_3):  # the second time takes it out again
        press(pane, qtbot, digit, SHIFT)
    press(pane, qtbot, Key.Key_Return)
    assert row(library, ids[1]).chosen == (names[1],)


def test_nothing_is_accepted_where_the_model_does_not_know(
    pane: ReviewPane, library: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = queue_of(library, least=2)
    read = library.rows
    monkeypatch.setattr(library, "rows", lambda tracks: [replace(one, unknown=True) for one in read(tracks)])
    begin(pane, qtbot, ids)
    for key, modifiers in ((Key.Key_Return, None), (Key.Key_Plus, None), (Key.Key_A, None)):
        press(pane, qtbot, key, modifiers)
        assert pane.flow.current == ids[0]
        assert "does not know" in pane._told.toolTip()
    assert row(library, ids[0]).chosen == ()
    named = pane.page.choice(2)
    press(pane, qtbot, Key.Key_2)
    assert row(library, ids[0]).chosen == (named,)


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_A])
def test_a_number_is_no_genre_and_only_that_is_said(
    pane: ReviewPane, library: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: Key
) -> None:
    ids = queue_of(library, least=2)
    read = library.rows
    monkeypatch.setattr(
        library, "rows", lambda tracks: [replace(one, genres=("(17)",), suggestions=("(17)",)) for one in read(tracks)]
    )
    begin(pane, qtbot, ids)
    bars: list[object] = []
    messages().failed.connect(bars.append)
    press(pane, qtbot, key)
    assert pane.flow.current == ids[0]
    assert pane._told.toolTip() == "“(17)” is a number, not a name; did you mean Rock?"
    assert library.rows([ids[0]])[0].chosen == ()
    assert not bars
    press(pane, qtbot, Key.Key_J)
    assert pane._told.toolTip() == ""
    messages().failed.disconnect(bars.append)


def test_any_genre_is_typed(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    qtbot.keyClick(pane, "/")
    assert pane.entry.isVisible()
    qtbot.waitUntil(lambda: pane.entry.list.count() > 0 or pane.saving.busy or True)
    qtbot.keyClicks(pane.entry.line, "Zouk 1x")  # none of its keys acts as a shortcut
    assert pane.flow.current == ids[0]
    qtbot.keyClick(pane.entry.line, Key.Key_Return)
    ready(pane, qtbot)
    assert row(library, ids[0]).chosen == ("Zouk 1x",)
    assert pane.hasFocus() or QApplication.focusWidget() is not pane.entry.line
    qtbot.keyClick(pane, "/")
    qtbot.keyClick(pane.entry.line, Key.Key_Escape)
    assert not pane.entry.isVisible()
    assert pane.isVisible()


def test_undo_goes_back_across_verdicts_also_after_the_last(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    before = [row(library, track) for track in ids]
    begin(pane, qtbot, ids)
    for key in [Key.Key_1, Key.Key_X, Key.Key_S, *[Key.Key_Return] * (len(ids) - 3)]:
        press(pane, qtbot, key)
    assert pane.flow.current is None
    assert pane.end.isVisible()
    summary = pane.flow.summary()
    assert (summary.chosen, summary.kept, summary.skipped, summary.left) == (len(ids) - 2, 1, 1, 0)
    assert not pane._player.playing
    for track in reversed(ids):
        press(pane, qtbot, Key.Key_Z, CTRL)
        assert pane.flow.current == track
        assert pane._player.playing
        assert pane._told.text() == "Taken back: 1 verdict"
    assert [row(library, track) for track in ids] == before
    assert list(library.review_queue()) == ids
    press(pane, qtbot, Key.Key_Z, CTRL)  # nothing is left to take back
    assert pane.flow.current == ids[0]


def test_fast_fingers_lose_nothing(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    for track in ids:
        qtbot.waitUntil(lambda track=track: pane.flow.current == track and pane.details is not None)
        qtbot.keyClick(pane, Key.Key_Return)
    qtbot.keyClick(pane, Key.Key_Z, CTRL)  # submitted while others may still be being saved
    ready(pane, qtbot)
    assert pane.flow.current == ids[-1]
    assert all(row(library, track).chosen_by is ChosenBy.PERSON for track in ids[:-1])
    assert row(library, ids[-1]).state is TrackState.REVIEW


def test_the_album_is_one_verdict(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)  # the generated tracks are one album
    begin(pane, qtbot, ids)
    third = pane.page.choice(3)
    press(pane, qtbot, Key.Key_3, SHIFT)
    press(pane, qtbot, Key.Key_A)
    press(pane, qtbot, Key.Key_A)  # yes
    album = {track for track in ids if row(library, track).album == row(library, ids[0]).album}
    assert len(album) > 1
    assert {row(library, track).chosen for track in album} == {(third,)}
    assert pane.flow.decided == len(album)
    assert pane.flow.current not in album
    press(pane, qtbot, Key.Key_Z, CTRL)
    assert list(library.review_queue()) == ids
    assert pane.flow.current == ids[0]


def test_no_figure_of_the_model_stands_beside_a_person_s_choice(
    pane: ReviewPane, library: Session, qtbot: QtBot
) -> None:
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    assert all(line.sure is not None for line in pane.page.choices.lines)
    press(pane, qtbot, Key.Key_2)
    press(pane, qtbot, Key.Key_K)
    assert pane.flow.current == ids[0]
    assert [line.chosen for line in pane.page.choices.lines].count(True) == 1
    assert all(line.sure is None for line in pane.page.choices.lines)
    first = pane.page.choice(1)
    press(pane, qtbot, Key.Key_1)  # a changed mind: the old choice is not kept beside it
    assert row(library, ids[0]).chosen == (first,)


def test_it_plays_from_the_most_telling_moment_and_the_keys_steer(
    pane: ReviewPane, library: Session, qtbot: QtBot
) -> None:
    ids = queue_of(library, least=4)
    player = pane._player
    begin(pane, qtbot, ids)
    details = pane.details
    assert details is not None
    assert details.prediction is not None
    leading = details.labels.index(details.row.suggestions[0])
    wanted = ranked_moments(details.prediction, leading)
    qtbot.waitUntil(lambda: player.state is PlayState.PLAYING and player.position_s >= wanted[0], timeout=15_000)
    assert player.path == details.row.path
    press(pane, qtbot, Key.Key_Space)
    assert player.state is PlayState.PAUSED
    press(pane, qtbot, Key.Key_Left)
    assert player.position_s == 0.0
    press(pane, qtbot, Key.Key_Right)
    assert player.position_s == pytest.approx(min(5.0, player.duration_s))
    against = ranked_moments(details.prediction, leading, against=True)
    press(pane, qtbot, Key.Key_Left, SHIFT)
    assert player.position_s == pytest.approx(against[0], abs=1.0)
    press(pane, qtbot, Key.Key_Right, SHIFT)
    assert player.position_s == pytest.approx(wanted[0], abs=1.0)
    press(pane, qtbot, Key.Key_Space)
    press(pane, qtbot, Key.Key_J)
    assert not player.playing  # a person who paused is not startled by the next track
    assert player.path == os.fsencode(row(library, ids[1]).path)


def test_failed_and_vanished_tracks_do_not_stop_the_review(
    pane: ReviewPane, library: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "broken.mp3").write_bytes(b"no music" * 100)
    root = library.add_folder(os.fsencode(folder))
    library.scan()
    library.analyse()
    [broken] = [TrackId(int(track)) for track in library.ids(Query(view=View.FAILED, root=root))]
    ids = [broken, TrackId(987_654), queue_of(library, least=4)[0]]
    begin(pane, qtbot, ids)
    assert pane.page.choice(1) is None
    qtbot.waitUntil(lambda: pane.page.sound.picture.message not in {"", "Drawing the sound…"}, timeout=10_000)
    press(pane, qtbot, Key.Key_Return)
    assert pane.flow.current == broken  # nothing to accept, and it says so
    press(pane, qtbot, "/")
    qtbot.keyClicks(pane.entry.line, "Noise")
    qtbot.keyClick(pane.entry.line, Key.Key_Return)
    qtbot.waitUntil(lambda: pane.flow.current == ids[2])  # the unknown id was passed over
    ready(pane, qtbot)
    assert row(library, broken).chosen == ("Noise",)
    assert pane.flow.total == 2
    library.remove_folder(root)
    press(pane, qtbot, Key.Key_K)
    qtbot.waitUntil(lambda: pane.flow.total == 1 or pane.flow.current is not None)


def test_our_keys_win_over_the_window_s_shortcuts(library: Session, qtbot: QtBot) -> None:
    library.change_settings(replace(library.settings, threshold=0.999))
    window = QWidget()
    pane = ReviewPane(library, Player(library))
    QVBoxLayout(window).addWidget(pane)
    fired: list[str] = []
    for keys in ("Ctrl+Z", "Space", "S", "Return"):
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    press(pane, qtbot, Key.Key_S)
    press(pane, qtbot, Key.Key_Z, CTRL)
    assert fired == []
    assert pane.flow.current == ids[0]
    pane._player.release()
    end_all_tasks()
    QApplication.processEvents()


def test_help_and_leaving(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    begin(pane, qtbot, queue_of(library, least=4))
    qtbot.keyClick(pane, "?")
    assert pane.help.isVisible()
    qtbot.keyClick(pane, Key.Key_Escape)
    assert not pane.help.isVisible()
    with qtbot.waitSignal(pane.finished):
        qtbot.keyClick(pane, Key.Key_Escape)
    pane.hide()
    assert not pane._player.playing


def test_an_empty_queue_says_so(pane: ReviewPane, qtbot: QtBot) -> None:
    pane.start([])
    assert pane.end.isVisible()
    with qtbot.waitSignal(pane.finished):
        qtbot.keyClick(pane, Key.Key_Return)


def test_many_tracks_cost_one_fetch_each(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    """The queue itself is only ids: two thousand of them start at once."""
    ids = queue_of(library, least=4) + [TrackId(number) for number in range(10_000, 12_000)]
    began = time.perf_counter()
    begin(pane, qtbot, ids)
    assert time.perf_counter() - began < 3.0
    assert len(pane.stock._details) <= 4


def test_only_a_genre_that_is_there_is_kept(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    words = {}
    for track in ids:
        words[bool(row(library, track).genres)] = pane.page.keep_button.text()
        press(pane, qtbot, Key.Key_J)
    assert words.get(True, "Keep the file's genre") == "Keep the file's genre"
    assert words.get(False, "Leave it without a genre") == "Leave it without a genre"


def test_the_next_track_is_drawn_when_its_key_is_pressed(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    """Its details and its picture were made while the one before it was heard: nothing is waited for."""
    ids = queue_of(library, least=4)
    begin(pane, qtbot, ids)
    for following in ids[1:4]:
        path = row(library, following).path
        qtbot.waitUntil(lambda path=path: pane.stock.shelf._kept.get(path) is not None, timeout=15_000)  # type: ignore[misc]
        qtbot.keyClick(pane, Key.Key_S)
        assert pane.flow.current == following
        assert pane.details is not None
        assert pane.page.sound.path == path
        assert pane.page.sound.picture.picture is not None


def test_what_the_file_and_the_album_say_stands_beside(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    track = next(
        track for track in queue_of(library) if row(library, track).genres and library.album_vote(track).tracks > 1
    )
    begin(pane, qtbot, [track])
    assert pane.page._file.text() == ", ".join(row(library, track).genres)
    vote = library.album_vote(track)
    assert pane.page._album_name.toolTip() == vote.album or vote.album in pane.page._album_name.text()
    shown = [text.text() for text in pane.page.findChildren(QLabel)]
    genre, count = vote.votes[0]
    assert genre in shown
    assert f"{count} of {vote.tracks}" in shown


def test_a_click_on_a_moment_lets_it_be_heard(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    begin(pane, qtbot, queue_of(library, least=1)[:1])
    pane._player.pause()
    strip = pane.page.sound.evidence
    details = pane.details
    assert details is not None
    assert details.prediction is not None
    with qtbot.waitSignal(strip.seek_requested) as asked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect().center())
    assert float(asked.args[0]) in [pytest.approx(float(start)) for start in details.prediction.moment_starts_s]
    qtbot.waitUntil(lambda: pane._player.state is PlayState.PLAYING, timeout=15_000)
    assert pane._player.position_s >= float(asked.args[0]) - 0.1


def test_what_the_files_say_is_offered_while_one_types(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    """Polka is no genre of the model: it stands in one of the person's own files."""
    assert "Polka" not in library.labels()
    ids = queue_of(library, least=1)
    begin(pane, qtbot, ids)
    qtbot.waitUntil(lambda: not running_tasks())
    qtbot.keyClick(pane, "/")
    qtbot.keyClicks(pane.entry.line, "pol")
    qtbot.keyClick(pane.entry.line, Key.Key_Return)
    ready(pane, qtbot)
    assert row(library, ids[0]).chosen == ("Polka",)
