"""The window over real sessions and generated music: drop, analyse, search, filter, choose, close."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app import paths
from app.errors import AppError
from app.library.types import ChosenBy, TrackId, TrackRow, TrackState, View
from app.session import AnalyseReport, Session
from app.ui.bridge import messages, running_tasks
from app.ui.columns import Column, Grouping
from app.ui.genre_dialog import GenreDialog
from app.ui.main_window import MainWindow
from app.ui.write_question import WriteQuestion
from tests.conftest import BROKEN, TRACKS


def drop(window: MainWindow, *dropped: Path | QUrl) -> None:
    """Drag files over the window and let go, as a file manager does."""
    data = QMimeData()
    data.setUrls([path if isinstance(path, QUrl) else QUrl.fromLocalFile(str(path)) for path in dropped])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(400, 300), actions, data, buttons, keys)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), actions, data, buttons, keys))


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Until nothing is being looked up."""
    qtbot.waitUntil(lambda: not running_tasks() and not window.runs.busy, timeout=60_000)


def rows(window: MainWindow, session: Session) -> dict[str, TrackRow]:
    """What the session says of the tracks shown, by file name."""
    return {os.path.basename(row.path).decode(): row for row in session.rows(window.page.model.ids.tolist())}


def test_an_empty_library_shows_the_drop_zone(window: MainWindow) -> None:
    assert window.middle.currentWidget() is window.drop_zone
    assert not window.side_bar.isVisible()
    assert not window.inspector.isVisible()


def test_a_dropped_folder_is_scanned_and_analysed(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    names: list[str] = []
    window.runs.began.connect(lambda what, _can_pause: names.append(what))
    with qtbot.waitSignal(window.runs.became_idle, timeout=90_000):
        drop(window, music)
        assert window.middle.currentWidget() is window.page
    assert names == ["Adding", "Reading tags", "Analysing"]
    settle(qtbot, window)
    found = rows(window, session)
    assert set(found) == {*TRACKS, BROKEN}
    assert found[BROKEN].state is TrackState.FAILED
    assert found[BROKEN].error
    assert all(found[name].predicted for name in TRACKS)
    qtbot.waitUntil(lambda: window.strip.shown is not None)
    assert window.strip.shown is not None
    assert "7 tracks analysed" in window.strip.shown.sentence
    assert [root.path for root in session.folders()] == [os.fsencode(str(music))]


def test_a_drop_of_something_else_is_said(qtbot: QtBot, window: MainWindow) -> None:
    drop(window, QUrl("https://example.org/song.mp3"))
    assert window.strip.shown is not None
    assert window.strip.shown.failed


def test_while_dragging_the_window_says_so(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys))
    assert window.shade.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.shade.isVisible()


def test_a_missing_folder_is_a_sentence_in_the_strip(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.runs.became_idle):
        window.add_paths([os.fsencode(str(tmp_path / "nowhere"))])
    assert window.strip.shown is not None
    assert window.strip.shown.failed
    settle(qtbot, window)
    assert window.middle.currentWidget() is window.drop_zone


def test_views_show_their_counts_and_their_tracks(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    counts = library.counts()
    for view in (View.ALL, View.FAILED, View.REVIEW, View.UNKNOWN):
        analysed.side_bar.choose_view(view)
        qtbot.waitUntil(lambda view=view: len(analysed.page.model.ids) == counts[view])  # type: ignore[misc]
    assert counts[View.FAILED] == 1


def test_search_and_chips_narrow_the_table(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    page = analysed.page
    qtbot.keyClicks(analysed.tool_bar.search, "strings")
    qtbot.waitUntil(lambda: len(page.model.ids) == 1)
    analysed.tool_bar.search.clear()
    qtbot.waitUntil(lambda: len(page.model.ids) == len(TRACKS) + 1)
    heard = next(row for row in rows(analysed, library).values() if row.predicted)
    chip = next(chip for chip in page.filter_bar._chips if chip.text() == heard.predicted)
    chip.click()
    qtbot.waitUntil(lambda: 0 < len(page.model.ids) < len(TRACKS) + 1)
    assert all(row.predicted == heard.predicted for row in rows(analysed, library).values())
    chip.click()
    qtbot.waitUntil(lambda: len(page.model.ids) == len(TRACKS) + 1)


def test_an_empty_answer_says_so(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.page.set_text("there is no such track")
    qtbot.waitUntil(analysed.page.nothing.isVisible)
    assert analysed.page.nothing.text()


def test_sorting_is_done_by_the_library_and_keeps_the_selection(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    page = analysed.page
    page.view.selectRow(2)
    chosen = page.view.selected_tracks()
    before = page.model.ids.tolist()
    header = page.view.horizontalHeader()
    with qtbot.waitSignal(page.model.modelReset):
        header.setSortIndicator(Column.TITLE, Qt.SortOrder.DescendingOrder)
    assert page.view.selected_tracks() == chosen
    assert sorted(page.model.ids.tolist()) == sorted(before)
    titles = [row.title or os.fsdecode(os.path.basename(row.path)) for row in library.rows(page.model.ids.tolist())]
    assert titles != sorted(titles)


def test_the_inspector_follows_the_selection(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.page.view.selectRow(1)
    track = analysed.page.view.current_track()
    qtbot.waitUntil(lambda: analysed.inspector.track == track)


def test_a_genre_typed_for_two_tracks_is_a_persons_choice(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    analysed.page.view.setFocus()
    _select_tracks(analysed, "01 guitar.mp3", "03 beat.ogg")
    qtbot.keyClick(analysed.page.view, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: analysed.findChild(GenreDialog) is not None)
    dialog = analysed.findChild(GenreDialog)
    assert isinstance(dialog, GenreDialog)
    qtbot.keyClicks(dialog._edit, "Space Polka")
    assert dialog.genres() == ("Space Polka",)
    dialog._set.click()
    qtbot.waitUntil(lambda: rows(analysed, library)["03 beat.ogg"].chosen == ("Space Polka",))
    row = rows(analysed, library)["01 guitar.mp3"]
    assert row.chosen_by is ChosenBy.PERSON
    assert row.state is TrackState.READY
    qtbot.waitUntil(lambda: str(library.counts()[View.READY]) in analysed.tool_bar._write.text())


def test_keys_accept_keep_skip_and_undo(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    view = analysed.page.view
    view.setFocus()
    _select_tracks(analysed, "05 song.m4a")
    before = rows(analysed, library)["05 song.m4a"]
    qtbot.keyClick(view, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: rows(analysed, library)["05 song.m4a"].chosen_by is ChosenBy.PERSON)
    qtbot.keyClick(view, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: rows(analysed, library)["05 song.m4a"].state is TrackState.SKIPPED)
    qtbot.keyClick(view, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: rows(analysed, library)["05 song.m4a"].state is TrackState.KEPT)
    for _ in range(3):
        settle(qtbot, analysed)
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, analysed)
    assert rows(analysed, library)["05 song.m4a"].state is before.state


def test_nothing_to_undo_is_said(qtbot: QtBot, analysed: MainWindow) -> None:
    with qtbot.waitSignal(messages().told):
        analysed.actions_on_tracks._undo()


def test_a_write_is_undone_from_the_table_only_when_asked(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    _select_tracks(analysed, "05 song.m4a")
    before = rows(analysed, library)["05 song.m4a"].genres
    track = [rows(analysed, library)["05 song.m4a"].id]
    library.choose(track, ["Zouk"])
    library.write(library.plan(track))
    view = analysed.page.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: analysed.findChild(WriteQuestion) is not None)
    question = analysed.findChild(WriteQuestion)
    assert isinstance(question, WriteQuestion)
    assert library.rows(track)[0].genres == ("Zouk",)
    with qtbot.waitSignal(messages().told) as told:
        next(one for one in question.findChildren(QPushButton) if "Undo the write" in one.text()).click()
    assert told.args == ["1 file is as it was before the write."]
    assert library.rows(track)[0].genres == before
    settle(qtbot, analysed)
    analysed.activateWindow()
    qtbot.waitUntil(analysed.isActiveWindow)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # and now the verdict
    qtbot.waitUntil(lambda: library.rows(track)[0].chosen_by is not ChosenBy.PERSON)


def test_paths_are_copied(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.page.view.setFocus()
    _select_tracks(analysed, "06 chords.wav")
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(analysed.page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().endswith("06 chords.wav"))


def test_forgetting_a_folder_asks_and_touches_no_file(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    root = library.folders()[0]
    files = {name: (Path(os.fsdecode(root.path)) / name).read_bytes() for name in TRACKS}
    analysed.folder_choices.remove(root)
    question = next(box for box in analysed.findChildren(QMessageBox) if box.isVisible())
    next(button for button in question.findChildren(QPushButton) if "Forget" in button.text()).click()
    qtbot.waitUntil(lambda: analysed.middle.currentWidget() is analysed.drop_zone, timeout=10_000)
    assert library.folders() == []
    assert files == {name: (Path(os.fsdecode(root.path)) / name).read_bytes() for name in TRACKS}


def test_review_fills_the_window_and_comes_back(qtbot: QtBot, analysed: MainWindow) -> None:
    track = analysed.page.model.track_at(0)
    assert track is not None
    analysed.review([track])
    assert analysed.rooms.currentWidget() is analysed.review_pane
    assert not analysed.tool_bar.isVisible()
    analysed.review_pane.finished.emit()
    assert analysed.rooms.currentWidget() is analysed.splitter
    assert analysed.tool_bar.isVisible()


def test_analysing_again_runs_over_the_chosen_tracks_only(qtbot: QtBot, analysed: MainWindow) -> None:
    reports: list[object] = []
    analysed.runs.step_ended.connect(reports.append)
    with qtbot.waitSignal(analysed.runs.became_idle, timeout=60_000):
        analysed.actions_on_tracks.analyse_requested.emit([analysed.page.model.track_at(0)])
    assert [getattr(report, "done", None) for report in reports] == [1]


def test_pause_holds_and_cancel_ends_a_run(qtbot: QtBot, window: MainWindow, music: Path) -> None:
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        window.add_paths([os.fsencode(str(music))])
    task = window.runs.shown
    assert task is not None
    window.activity._pause.click()
    assert task.control.paused
    window.activity._pause.click()
    assert not task.control.paused
    with qtbot.waitSignal(window.runs.became_idle, timeout=60_000):
        window.activity._cancel.click()
    settle(qtbot, window)
    assert not window.activity._cancel.isVisible()


def test_closing_during_a_run_asks_finishes_and_goes_on_next_time(
    qtbot: QtBot, window: MainWindow, session: Session, music: Path
) -> None:
    with qtbot.waitSignal(window.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        window.add_paths([os.fsencode(str(music))])
    window.close()
    assert window.isVisible()
    question = window.findChild(QMessageBox, "close-question")
    assert isinstance(question, QMessageBox)
    question.defaultButton().click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert (paths.data_dir() / "analysing.json").is_file()
    left = session.counts()[View.NEW]
    again = MainWindow(session)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.runs.became_idle, timeout=60_000):
        again.show()
    assert left == 0 or session.counts()[View.NEW] == 0
    settle(qtbot, again)
    again.close()
    assert not (paths.data_dir() / "analysing.json").exists()


def test_order_columns_and_place_are_remembered(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    analysed.resize(900, 700)
    analysed.page.filter_bar.set_grouping(Grouping.ALBUM)
    analysed.page.view.horizontalHeader().setSortIndicator(Column.ARTIST, Qt.SortOrder.DescendingOrder)
    analysed.page.view.show_column(Column.FOLDER, True)
    settle(qtbot, analysed)
    analysed.close()
    again = MainWindow(library)
    qtbot.addWidget(again)
    assert again.page.query.by_album
    assert again.page.view.grouping is Grouping.ALBUM
    assert again.page.query.sort.value == "artist"
    assert again.page.query.descending
    assert Column.FOLDER in again.page.view.shown_columns()
    assert again.size() == analysed.size()
    settle(qtbot, again)
    again.close()


def test_an_error_of_the_world_does_not_block(qtbot: QtBot, analysed: MainWindow) -> None:
    messages().failed.emit(AppError("The drive is gone.", "Plug it in again."))
    shown = analysed.strip.shown
    assert shown is not None
    assert (shown.sentence, shown.hint) == ("The drive is gone.", "Plug it in again.")
    analysed.strip.dismiss()
    assert not analysed.strip.isVisible()


@pytest.mark.parametrize("size", [(900, 520), (1024, 600), (1920, 1080)])
def test_it_fits_many_sizes(qtbot: QtBot, analysed: MainWindow, size: tuple[int, int]) -> None:
    analysed.resize(*size)
    QApplication.processEvents()
    assert (analysed.width(), analysed.height()) == size
    header = analysed.page.view.horizontalHeader()
    assert header.length() <= analysed.page.view.viewport().width() + 1


def _select_tracks(window: MainWindow, *names: str) -> None:
    wanted = {row.id for row in window._session.rows(window.page.model.ids.tolist()) if _name(row) in names}
    assert len(wanted) == len(names)
    window.page.view.clearSelection()
    for track in wanted:
        row = window.page.model.row_of(TrackId(track))
        flags = window.page.view.selectionModel().SelectionFlag
        window.page.view.selectionModel().setCurrentIndex(window.page.model.index(row, 0), flags.Select | flags.Rows)


def _name(row: TrackRow) -> str:
    return os.fsdecode(os.path.basename(row.path))


def test_the_inspector_shows_what_is_highlighted_and_goes_back_to_it_after_a_run(
    qtbot: QtBot, analysed: MainWindow
) -> None:
    view, inspector = analysed.page.view, analysed.inspector
    view.setCurrentIndex(view.model().index(0, Column.TITLE))
    view.clearSelection()  # as when the table gets the focus: a current row, none selected
    qtbot.waitUntil(lambda: not analysed._rest_timer.isActive())
    assert inspector.track is None
    inspector.show_analysing(analysed._session.rows(analysed.page.model.ids[:1].tolist())[0].path)
    assert inspector.sound.path is not None
    with qtbot.waitSignal(analysed.runs.became_idle, timeout=60_000):
        analysed.runs.rescan()
    settle(qtbot, analysed)
    assert inspector.sound.path is None
    view.selectRow(0)
    qtbot.waitUntil(lambda: inspector.track == view.current_track() is not None)


def test_after_the_review_the_inspector_has_its_duration_and_its_hint(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.page.view.selectRow(0)
    sound = analysed.inspector.sound
    qtbot.waitUntil(lambda: analysed.inspector.details is not None)
    path, duration_s = sound.path, analysed.player.duration_s
    assert duration_s > 0
    analysed.review([analysed.page.model.track_at(2)])  # type: ignore[list-item]
    qtbot.waitUntil(lambda: analysed.player.path not in {None, path})
    analysed.review_pane.leave()
    assert analysed.player.path == path
    assert analysed.player.duration_s == pytest.approx(duration_s)
    assert "drawn here" in sound.roll.message
    settle(qtbot, analysed)


def test_a_folder_without_music_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "Letters").mkdir()
    (tmp_path / "Letters" / "to nobody.txt").write_text("nothing")
    drop(window, tmp_path / "Letters")
    settle(qtbot, window)
    assert window.strip.shown is not None
    assert window.strip.shown.sentence == "No music was found in Letters."
    window.strip.dismiss()
    window.runs.rescan((os.fsencode(tmp_path / "Letters"),))
    settle(qtbot, window)
    assert window.strip.shown is None


def test_an_analysis_that_was_stopped_says_so(analysed: MainWindow) -> None:
    analysed.run_display._tell_analysed(AnalyseReport(96, 60, 36, 0, 0, True, 1.0))
    assert analysed.strip.shown is not None
    assert analysed.strip.shown.sentence == "Stopped: 96 tracks analysed, the others are not yet."
    assert analysed.strip.shown.action


def test_the_review_s_room_is_told_of_the_sound_and_not_of_the_run(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.run_display._tell_analysed(AnalyseReport(36, 9, 27, 0, 0, False, 1.0))
    assert analysed.strip.shown is not None
    assert analysed.strip.shown.action
    analysed.review([analysed.page.model.track_at(0)])  # type: ignore[list-item]
    messages().told.emit("No sound device was found.")
    assert analysed.strip.shown.sentence == "No sound device was found."
    analysed.strip.dismiss()
    assert analysed.strip.shown is None
    analysed.end_review()
    settle(qtbot, analysed)


def test_the_first_window_fits_on_the_screen(qtbot: QtBot, session: Session) -> None:
    made = MainWindow(session)
    qtbot.addWidget(made)
    room = made.screen().availableGeometry()
    assert made.width() <= max(room.width(), made.minimumWidth())
    assert made.height() <= max(room.height(), made.minimumHeight())
    made.close()


def test_the_folder_of_a_track_is_shown_or_its_place_is_said(
    qtbot: QtBot, analysed: MainWindow, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    opens = [True, False]
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: asked.append(url.toLocalFile()) or opens.pop(0)
    )
    monkeypatch.setattr("sys.platform", "linux")
    _select_tracks(analysed, "06 chords.wav")
    action = next(one for one in analysed.page.view.actions() if one.text() == "Show in folder")
    folder = os.fsdecode(library.folders()[0].path)
    action.trigger()
    qtbot.waitUntil(lambda: asked == [folder])
    with qtbot.waitSignal(messages().failed) as told:  # a system without a file manager
        action.trigger()
    assert told.args[0].sentence == "The folder could not be opened."
    assert told.args[0].hint.endswith("06 chords.wav")
