from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.library.answers import Seen
from app.library.types import Query, Root, RootId, TrackRow, TrackState, View
from app.session import Session
from app.ui.main_window import MainWindow
from app.ui.runs import Kind
from app.ui.side_bar import SideBar


def test_a_file_that_appears_is_read_and_heard(qtbot: QtBot, window: MainWindow, session: Session, music: Path) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()
    window.watching._watch.clock = _quick_clock()

    for _ in range(2):
        window.watching.look()
        assert window.watching.looks
        qtbot.waitUntil(lambda: not window.watching.looks, timeout=30_000)
    window.watching.end()
    assert not window.runs.busy, "nothing is new"
    shutil.copy(music / "02 strings.flac", music / "one more.flac")
    (music / "01 guitar.mp3").unlink()
    window.watching.look()

    def found() -> dict[bytes, TrackRow]:
        return {os.path.basename(row.path): row for row in session.rows(session.ids(Query()))}

    def taken_in() -> bool:
        window.watching.look()  # as its timer does
        rows = found()
        new = rows.get(b"one more.flac")
        return b"01 guitar.mp3" not in rows and new is not None and new.state is not TrackState.NEW

    qtbot.waitUntil(taken_in, timeout=120_000)
    window.watching.end()
    qtbot.waitUntil(lambda: not window.runs.busy, timeout=60_000)


def test_what_appears_during_an_analysis_is_listed_at_once_and_heard_in_its_turn(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    session.add_folder(os.fsencode(music))
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        window.runs.rescan()
    window.activity._pause.click()
    window.watching._watch.clock = _quick_clock()
    shutil.copy(music / "02 strings.flac", music / "one more.flac")
    (music / "03 bells.ogg").write_bytes((music / "02 strings.flac").read_bytes())

    def names() -> dict[bytes, TrackRow]:
        return {os.path.basename(row.path): row for row in session.rows(session.ids(Query()))}

    def listed() -> bool:
        window.watching.look()  # as its timer does
        rows = names()
        changed = rows.get(b"03 bells.ogg")
        return b"one more.flac" in rows and changed is not None and changed.container == "flac"

    qtbot.waitUntil(listed, timeout=60_000)
    window.watching.end()
    assert window.runs.busy, "the analysis goes on"
    assert window.activity._what.text().startswith("Analysing")
    with qtbot.waitSignal(window.runs.became_idle, timeout=90_000):
        window.activity._pause.click()
    assert session.counts()[View.NEW] == 0, "and afterwards all of it is heard"


def test_finds_of_many_looks_are_heard_in_one_go(window: MainWindow) -> None:
    runs = window.runs
    lane = runs._lanes[Kind.LISTENING]
    lane.now = runs._listening([b"/music"])  # a long one
    for name in (b"/music/a.mp3", b"/music/b.mp3", b"/music/a.mp3"):
        runs._append(runs._listening([name]))
    assert [step.args for step in lane.steps] == [((b"/music/a.mp3", b"/music/b.mp3"),)]
    runs._append(runs._listening([b"/music"], tracks=[], again=True))
    runs._append(runs._listening(()))
    runs._append(runs._listening([b"/music/c.mp3"]))
    assert [step.args for step in lane.steps][1:] == [((b"/music",),), ((),)], "what a person asked for stands alone"
    lane.steps.clear()
    lane.now = None


def test_closing_during_an_analysis_ends_the_watching_first(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    session.add_folder(os.fsencode(music))
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        window.runs.rescan()
    window.watching.look()
    window.closing.close_after_run()
    assert not window.watching.looks
    window.watching._take(Seen(ready=(os.fsencode(music / "late.flac"),)))
    qtbot.waitUntil(lambda: not window.isVisible() and not window.runs.busy, timeout=60_000)


def test_watching_follows_the_setting(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.apply_settings()
    assert not window.watching._timer.isActive(), "the window's start decides when it begins"
    window.watch_folders()
    assert window.watching._timer.isActive()
    session.change_settings(replace(session.settings, watch_folders=False))
    window.apply_settings()
    assert not window.watching._timer.isActive()
    window.watching._take(Seen(ready=(b"/late",)))
    assert not window.runs.busy, "what a look brings after the end is not wanted"


def test_folders_that_are_away_and_twins_are_told(qtbot: QtBot) -> None:
    bar = SideBar()
    qtbot.addWidget(bar)
    real, link = Root(RootId(1), b"/music", 12), Root(RootId(2), b"/alias", 0, same_as=b"/music")
    bar.set_folders([real, link])
    item = bar._folders.item(2)
    assert "/music" in item.toolTip()
    assert "same folder" in item.toolTip()
    bar.set_away(frozenset({b"/music"}))
    assert "Not connected" in bar._folders.item(1).toolTip()
    assert not bar.grab().isNull()
    bar.set_away(frozenset())
    assert "Not connected" not in bar._folders.item(1).toolTip()


def test_a_link_to_a_known_folder_is_told_when_it_is_added(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path, tmp_path: Path
) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()
    window.refresh_folders()
    qtbot.waitUntil(lambda: len(window._roots) == 1)
    os.symlink(music, tmp_path / "alias")
    session.add_folder(os.fsencode(tmp_path / "alias"))
    session.scan()
    window.refresh_folders()
    qtbot.waitUntil(lambda: window.strip.shown is not None, timeout=30_000)
    assert window.strip.shown is not None
    assert "alias" in window.strip.shown.sentence
    twins = {root.path: root.same_as for root in session.folders()}
    assert twins == {os.fsencode(music): None, os.fsencode(tmp_path / "alias"): os.fsencode(music)}


def _quick_clock():  # type: ignore[no-untyped-def]
    """A clock on which a file has rested at the next look."""
    state = [0.0]

    def clock() -> float:
        state[0] += 2.0
        return state[0]

    return clock
