"""The inspector over a real session: every state, the picture, and playing from a click."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.types import LibraryChange, Query, SortKey, TrackId, TrackState
from app.session import Doubt, Session
from app.ui.bridge import end_all_tasks
from app.ui.inspector import Inspector
from app.ui.live_roll import LiveRoll
from app.ui.player import Player, PlayState
from app.ui.spectrogram import SpectrogramView
from app.ui.theme import theme
from app.ui.track_details import answer_words, fetch_details, file_words, reason_words


@pytest.fixture
def inspector(library: Session, qtbot: QtBot) -> Iterator[Inspector]:
    player = Player(library)
    made = Inspector(library, player)
    qtbot.addWidget(made)
    made.resize(380, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.release()
    made.show_track(None)
    end_all_tasks()
    QApplication.processEvents()


def everything(session: Session) -> list[TrackId]:
    return [TrackId(int(track)) for track in session.ids(Query(sort=SortKey.PATH))]


def tracks(session: Session) -> list[TrackId]:
    """The tracks that can be heard."""
    return [row.id for row in session.rows(everything(session)) if row.confidence is not None]


def show(inspector: Inspector, track: TrackId, qtbot: QtBot) -> None:
    inspector.show_track(track)
    qtbot.waitUntil(lambda: inspector.details is not None and inspector.details.row.id == track)


def test_nothing_selected_says_what_to_do(inspector: Inspector) -> None:
    inspector.show_track(None)
    assert not inspector.sound.isVisible()


def test_its_parts_are_made_ahead_one_after_the_other(inspector: Inspector) -> None:
    made: list[int] = []
    names = ("_drawing", "_roll", "sound", "_page")
    inspector.get_ready()
    while not made or made[-1] < len(names):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        made.append(sum(name in vars(inspector) for name in names))
    assert {*made} >= {1, 2, 3, 4}, "the window was held up by two of them at once"
    assert not inspector.sound.isVisible()


def test_a_track_that_comes_before_its_parts_does_not_wait_for_them(
    inspector: Inspector, library: Session, qtbot: QtBot
) -> None:
    inspector.get_ready()
    show(inspector, tracks(library)[0], qtbot)
    assert inspector.sound.isVisible()
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    assert inspector.findChildren(SpectrogramView) == [inspector.sound.picture]
    assert inspector.findChildren(LiveRoll) == [inspector.sound.roll]


def test_a_track_is_drawn_with_evidence_and_scores(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    track = tracks(library)[0]
    show(inspector, track, qtbot)
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    picture = inspector.sound.picture
    assert picture.picture is not None
    assert picture.picture.duration_s == pytest.approx(4.0, abs=0.2)
    assert picture.image.isVisible()
    assert inspector.sound.evidence.accessibleDescription()
    details = inspector.details
    assert details is not None
    lines = inspector.scores.lines
    assert [line.genre for line in lines if line.key] == list(details.row.suggestions)
    assert lines[0].genre == details.row.predicted


def test_a_click_in_the_picture_plays_from_there(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    show(inspector, tracks(library)[0], qtbot)
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    inspector.sound.picture.seek_requested.emit(2.0)
    player = inspector.sound._player
    qtbot.waitUntil(lambda: player.state is PlayState.PLAYING and player.position_s > 2.2, timeout=15_000)
    if inspector.sound.roll.isVisible():
        assert len(inspector.sound.roll.heard_columns()) > 3
        assert inspector.sound.roll.image.isVisible()
    assert inspector.sound.picture.playhead.value() >= 2.0
    qtbot.mouseClick(inspector.sound.transport.button, Qt.MouseButton.LeftButton)
    assert player.state is PlayState.PAUSED


def test_a_broken_file_gives_reason_and_hint(
    inspector: Inspector, library: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "broken.mp3").write_bytes(b"no music" * 100)
    library.add_folder(os.fsencode(tmp_path / "broken.mp3"))
    library.scan()
    [track] = [t for t in everything(library) if library.rows([t])[0].path == os.fsencode(tmp_path / "broken.mp3")]
    show(inspector, track, qtbot)
    details = inspector.details
    assert details is not None
    assert answer_words(details) == "Not analysed yet"
    library.analyse()
    inspector.take_change(LibraryChange(frozenset({track})))
    qtbot.waitUntil(lambda: inspector.details is not None and bool(inspector.details.row.error))
    qtbot.waitUntil(lambda: inspector.sound.picture.message not in {"", "Drawing the sound…"}, timeout=10_000)
    assert answer_words(inspector.details) == "Cannot be heard"  # type: ignore[arg-type]
    assert inspector.scores.lines == ()


def test_what_sounds_strange_to_the_model_is_said(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    show(inspector, tracks(library)[0], qtbot)
    details = inspector.details
    assert details is not None
    assert details.prediction is not None
    asked = replace(details.row, state=TrackState.REVIEW)
    strange = replace(details, row=asked, prediction=replace(details.prediction, familiarity=0.04))
    assert answer_words(strange).endswith("sure, but unfamiliar")
    assert answer_words(replace(details, row=asked)).endswith("sure")
    unknown = replace(strange, row=replace(asked, state=TrackState.UNKNOWN))
    assert answer_words(unknown) == "Like nothing the model knows"
    assert "unlike most" in reason_words(strange)


@pytest.mark.parametrize(
    ("doubt", "headline", "reason"),
    [
        (Doubt.NOT_MUSIC, "Probably not music", "noise"),
        (Doubt.UNFAMILIAR, "Like nothing the model knows", "far from all"),
        (Doubt.UNSURE, "No genre is likely", "none stands out"),
    ],
)
def test_why_a_track_is_unknown_is_said_as_it_was_decided(
    library: Session, monkeypatch: pytest.MonkeyPatch, doubt: Doubt, headline: str, reason: str
) -> None:
    track = tracks(library)[0]
    [row], [answer] = library.rows([track]), library.answers([track])
    monkeypatch.setattr(library, "rows", lambda ids: [replace(row, state=TrackState.UNKNOWN)])
    monkeypatch.setattr(library, "answers", lambda ids: iter([replace(answer, doubt=doubt)]))
    details = fetch_details(library, track)
    assert details is not None
    assert answer_words(details) == headline
    assert reason in reason_words(details)


def test_a_person_s_choice_takes_the_headline(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    track = tracks(library)[0]
    show(inspector, track, qtbot)
    before = inspector.details
    assert before is not None
    assert before.row.predicted in answer_words(before)
    assert "%" in answer_words(before)
    library.choose([track], ["Polka", "Jazz"])
    inspector.take_change(LibraryChange(frozenset({track})))
    qtbot.waitUntil(lambda: inspector.details is not None and inspector.details.row.chosen == ("Polka", "Jazz"))
    words = answer_words(inspector.details)  # type: ignore[arg-type]
    assert words == "You chose Polka, Jazz"
    assert [line.genre for line in inspector.scores.lines if line.chosen] == ["Polka", "Jazz"]
    assert "%" not in inspector.scores.accessibleDescription()
    library.keep([track])
    left = fetch_details(library, track)
    assert left is not None
    assert (answer_words(left), reason_words(left)) == (
        "You left it without a genre",
        "Nothing is written into the file.",
    )
    library.keep([track := next(row.id for row in library.rows(tracks(library)) if row.genres)])
    assert answer_words(fetch_details(library, track)) == "You kept what the file says"  # type: ignore[arg-type]
    library.skip([track])
    assert answer_words(fetch_details(library, track)) == "You put it off"  # type: ignore[arg-type]


def test_the_state_s_icon_takes_the_colours_of_another_theme(
    inspector: Inspector, library: Session, qtbot: QtBot
) -> None:
    theme().choose("dark")  # whatever the window of another test followed
    show(inspector, tracks(library)[0], qtbot)
    dark = inspector._picture.pixmap().toImage()
    try:
        theme().choose("light")
        qtbot.waitUntil(lambda: inspector._picture.pixmap().toImage() != dark)
    finally:
        theme().choose("dark")
    qtbot.waitUntil(lambda: inspector._picture.pixmap().toImage() == dark)


def test_what_the_file_says(library: Session) -> None:
    words = {file_words(fetch_details(library, track).row) for track in tracks(library)}  # type: ignore[union-attr]
    assert words == {"The file holds no genre", "The file says Other", "The file says Polka"}


def test_the_track_being_analysed_is_shown_only_while_nothing_is_selected(
    inspector: Inspector, library: Session, qtbot: QtBot
) -> None:
    first, second = (library.rows([track])[0] for track in tracks(library)[:2])
    inspector.show_analysing(first.path)
    inspector.show_analysing(second.path)
    assert inspector.sound.path == first.path  # not faster than a person can follow
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    show(inspector, second.id, qtbot)
    inspector.show_analysing(first.path)
    assert inspector.sound.path == second.path
    inspector.show_track(None)
    inspector.show_analysing(None)
    assert inspector.sound.path is None


def test_a_track_that_left_the_library_leaves_the_inspector(
    inspector: Inspector, library: Session, qtbot: QtBot
) -> None:
    show(inspector, tracks(library)[0], qtbot)
    inspector.show_track(TrackId(987_654))
    qtbot.waitUntil(lambda: inspector.track is None)


def test_holding_an_arrow_key_draws_only_the_last(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    ids = tracks(library)
    for _ in range(5):
        for track in ids:
            inspector.show_track(track)
    last = library.rows([ids[-1]])[0]
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    assert inspector.sound.path == last.path
    assert inspector.details is not None
    assert inspector.details.row.id == ids[-1]


def test_review_is_offered_where_a_person_is_needed(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    track = TrackId(int(library.review_queue()[0]))
    show(inspector, track, qtbot)
    assert inspector._review.isVisible()
    with qtbot.waitSignal(inspector.review_requested) as asked:
        qtbot.mouseClick(inspector._review, Qt.MouseButton.LeftButton)
    assert asked.args == [track]


def test_ten_thousand_positions(inspector: Inspector, library: Session, qtbot: QtBot) -> None:
    show(inspector, tracks(library)[0], qtbot)
    qtbot.waitUntil(lambda: inspector.sound.picture.picture is not None, timeout=15_000)
    player = inspector.sound._player
    for number in range(10_000):
        player.position_changed.emit(number * 4.0 / 10_000)
    QApplication.processEvents()
    assert inspector.sound.picture.playhead.value() == pytest.approx(4.0, abs=0.05)
