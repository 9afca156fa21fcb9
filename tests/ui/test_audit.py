"""The check of the files' own genres, over generated files whose tags contradict what is heard in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import mutagen
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.types import ChosenBy, Query, TrackState
from app.session import Session
from app.ui.main_window import MainWindow
from app.ui.review_pane import ReviewPane
from app.ui.shortcuts import ReviewAction
from tests.ui.reviewing import press, ready, row

#: Files and by whom they are; each says the genre that it sounds least like. The last says what no model knows.
ARTISTS = {"02 strings.flac": "Ada", "03 beat.ogg": "Ada", "06 chords.flac": "Ben", "04 offbeat.opus": "Eva"}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def wrongly_tagged(
    tmp_path_factory: pytest.TempPathFactory, _tiny_bundle: Path, _generated_music: Path
) -> tuple[Path, dict[str, str]]:
    """A home over files tagged against their sound, heard once for this module; and what each file says."""
    folder = tmp_path_factory.mktemp("doubted")
    home, music = folder / "home", folder / "music"
    shutil.copytree(_tiny_bundle, home / "data" / "models" / _tiny_bundle.name)
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text(f'{{"model": "{_tiny_bundle.name}", "workers": 1}}')
    music.mkdir()
    for name in ARTISTS:
        _copy(_generated_music, music, name)
    said: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARMARK_HOME", str(home))
        with Session() as session:
            session.add_folder(os.fsencode(music))
            session.scan()
            session.analyse()
            for answer in session.answers(session.ids(Query())):
                name = os.path.basename(os.fsdecode(answer.path))
                said[name] = "Polka" if name.startswith("04") else answer.genres[-1][0]
                _tag(music / name, said[name], ARTISTS[name])
            session.scan()
            session.analyse()
    return home, said


def _copy(source: Path, target: Path, name: str) -> None:
    """The generated file of this name; where it is of another container there, its sound as it is."""
    there = source / name
    if there.exists():
        shutil.copy(there, target / name)
    else:
        import soundfile

        samples, rate = soundfile.read(source / f"{there.stem}.wav")
        soundfile.write(target / name, samples, rate)


def _tag(file: Path, genre: str, artist: str) -> None:
    tags = mutagen.File(file)
    tags["genre"], tags["artist"] = [genre], [artist]
    tags.save()


@pytest.fixture
def audited(
    wrongly_tagged: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    shutil.copytree(wrongly_tagged[0], tmp_path / "home")
    monkeypatch.setenv("EARMARK_HOME", str(tmp_path / "home"))
    with Session() as session:
        yield session


@pytest.fixture
def window(qtbot: QtBot, audited: Session) -> Iterator[MainWindow]:
    made = MainWindow(audited)
    qtbot.addWidget(made)
    made.show()
    made.audit()
    ready(made.review_pane, qtbot)
    qtbot.waitUntil(lambda: made.review_pane.flow.total > 0)
    ready(made.review_pane, qtbot)
    yield made
    made.player.release()
    QApplication.processEvents()


def test_only_what_the_sound_contradicts_is_asked_about_strongest_first(
    window: MainWindow, audited: Session, wrongly_tagged: tuple[Path, dict[str, str]]
) -> None:
    doubted = audited.audit()
    pane = window.review_pane
    assert len(doubted) == 3
    assert [one.strength for one in doubted] == sorted((one.strength for one in doubted), reverse=True)
    assert [int(one.track) for one in doubted] == [int(track) for track in pane._agenda.ids]
    for one in doubted:
        heard = row(audited, one.track)
        assert heard.genres == (wrongly_tagged[1][os.path.basename(os.fsdecode(heard.path))],)
        assert heard.genres[0] not in heard.suggestions
    first = row(audited, doubted[0].track)
    assert pane.page._answer.text() == f"Sounds like {first.predicted}, not {first.genres[0]}"


def test_it_is_kept_replaced_and_added_to(window: MainWindow, audited: Session, qtbot: QtBot) -> None:
    pane = window.review_pane
    tracks = [one.track for one in audited.audit()]
    before = [row(audited, track) for track in tracks]
    press(pane, qtbot, "+")
    press(pane, qtbot, Qt.Key.Key_Return)
    press(pane, qtbot, Qt.Key.Key_X)
    added, replaced, kept = (row(audited, track) for track in tracks)
    assert added.chosen == (*before[0].genres, before[0].suggestions[0])
    assert replaced.chosen == (before[1].suggestions[0],)
    assert (kept.state, kept.chosen_by) == (TrackState.KEPT, ChosenBy.PERSON)
    assert pane.end.isVisible()
    assert audited.audit() == []  # what was decided on is asked about no more
    pane.start_audit(None)
    ready(pane, qtbot)
    assert "contradicted" in pane.end._note.text()
    assert not pane.bar.order_button.isVisible()


def _go_to(pane: ReviewPane, qtbot: QtBot, audited: Session, artist: str) -> None:
    while row(audited, pane.flow.current or pane.flow.rest()[0]).artist != artist:
        press(pane, qtbot, Qt.Key.Key_J)


def test_an_artist_who_is_right_is_right_in_all_tracks(window: MainWindow, audited: Session, qtbot: QtBot) -> None:
    pane = window.review_pane
    tracks = [one.track for one in audited.audit()]
    _go_to(pane, qtbot, audited, "Ada")
    assert pane.page._buttons[ReviewAction.ARTIST].isVisible()
    press(pane, qtbot, "r")
    decided = {row(audited, track).artist for track in tracks if row(audited, track).chosen_by is ChosenBy.PERSON}
    assert decided == {"Ada"}
    assert pane.flow.decided == 2
    assert pane._told.text() == "Kept as they are: 2 tracks by Ada"
    press(pane, qtbot, Qt.Key.Key_Z, CTRL)  # one step
    assert not any(row(audited, track).chosen_by is ChosenBy.PERSON for track in tracks)
    assert pane.flow.decided == 0
    pane.start(tracks)
    ready(pane, qtbot)
    press(pane, qtbot, "r")  # not an audit: nothing but a word
    assert pane.flow.decided == 0
