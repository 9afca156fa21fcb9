"""The world's troubles as a person at the window meets them: told in plain words, nothing lost, and a way on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.opening import interrupted_text
from app.library.types import ChosenBy, Query, TrackId, TrackRow, TrackState, View
from app.session import Session
from app.stamp import FileStamp
from app.tagging import apply
from app.tagging.outcomes import OutcomeStatus, WriteOutcome
from app.ui.bridge import end_all_tasks, messages, running_tasks
from app.ui.main_window import MainWindow
from app.ui.player import Player, PlayState
from app.ui.review_pane import ReviewPane
from app.ui.write_preview import WritePreview
from tests.ui.reviewing import press, queue_of, ready, row


def folder_of(session: Session) -> Path:
    return Path(os.fsdecode(session.folders()[0].path))


@contextmanager
def unplugged(folder: Path) -> Iterator[None]:
    """The drive that holds ``folder`` is not there for a while."""
    away = folder.with_name("unplugged")
    folder.rename(away)
    try:
        yield
    finally:
        away.rename(folder)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not running_tasks() and not window.runs.busy, timeout=30_000)


def playable(session: Session) -> TrackRow:
    return next(row for row in session.rows(session.ids(Query())) if row.state is not TrackState.FAILED)


def test_a_drive_that_goes_and_comes_back(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    track, counts, folder = playable(library), library.counts(), folder_of(library)
    library.choose([track.id], ["Zouk"])
    bytes_before = Path(os.fsdecode(track.path)).read_bytes()
    side = analysed.side_bar._folders
    with unplugged(folder):
        analysed.watching.look()
        qtbot.waitUntil(lambda: "Not connected" in side.item(1).toolTip())
        analysed.runs.rescan()
        settle(qtbot, analysed)
        assert library.counts()[View.ALL] == counts[View.ALL]  # nothing is forgotten
        assert library.counts()[View.FAILED] == counts[View.FAILED]
        analysed.page.view.select_track(track.id)
        picture = analysed.inspector.sound.picture
        qtbot.waitUntil(lambda: "cannot be opened" in picture.message, timeout=15_000)
        with qtbot.waitSignal(analysed.player.error, timeout=15_000) as told:
            analysed.player.play()
        assert "cannot be" in told.args[0]
        report = library.write(library.plan([track.id]))
        assert (report.written, len(report.skipped) + len(report.failed)) == (0, 1)
        settle(qtbot, analysed)
    assert Path(os.fsdecode(track.path)).read_bytes() == bytes_before
    analysed.watching.look()
    qtbot.waitUntil(lambda: "Not connected" not in side.item(1).toolTip())
    analysed.player.play()
    qtbot.waitUntil(lambda: analysed.player.state is PlayState.PLAYING, timeout=15_000)
    assert row(library, track.id).chosen == ("Zouk",)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Calls that write fail for want of room while it is called with True."""
    full = [False]
    real = {name: getattr(os, name) for name in ("write", "fsync", "replace")}

    def failing(name: str) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if full[0]:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real[name](*arguments, **options)

        return call

    for name in real:
        monkeypatch.setattr(apply.os, name, failing(name))
    return lambda now: full.__setitem__(0, now)


def test_a_full_disk_at_the_write_is_named_and_the_file_is_as_it_was(
    qtbot: QtBot, library: Session, full_disk: Callable[[bool], None]
) -> None:
    track = playable(library)
    library.choose([track.id], ["Zouk"])
    file = Path(os.fsdecode(track.path))
    before = file.read_bytes()
    for full in (True, False):
        preview = WritePreview(library, [track.id])
        qtbot.addWidget(preview)
        preview.show()
        qtbot.waitUntil(preview.write_button.isEnabled, timeout=30_000)
        full_disk(full)
        preview.write_button.click()
        qtbot.waitUntil(lambda shown=preview: shown.pages.currentWidget() is shown.result_page, timeout=30_000)
        item = preview.result_page.list.topLevelItem(0)
        if full:
            assert item is not None
            assert (item.text(1), item.text(2)) == ("failed", "There is not enough room for the new file.")
            assert file.read_bytes() == before
        else:
            assert item is None
            assert file.read_bytes() != before


def test_a_verdict_that_cannot_be_saved_brings_its_track_back(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    first, second = queue_of(library, least=2)[:2]
    pane.start([first, second])
    ready(pane, qtbot)
    writer = library._store._database._writer
    writer.execute("PRAGMA query_only = ON")  # the disk was made read-only, as some systems do with a failing one
    with qtbot.waitSignal(messages().failed) as told:
        press(pane, qtbot, Qt.Key.Key_Return)
    assert "cannot be used" in told.args[0].sentence
    assert "may be written to" in told.args[0].hint
    assert pane.flow.current == first
    assert pane.flow.decided == 0
    writer.execute("PRAGMA query_only = OFF")
    press(pane, qtbot, Qt.Key.Key_Return)
    assert row(library, first).chosen_by is ChosenBy.PERSON
    assert pane.flow.current == second


def test_without_a_sound_device_the_window_says_so_and_the_picture_plays(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    analysed.page.view.select_track(playable(library).id)
    analysed._show_current()
    qtbot.waitUntil(lambda: analysed.player.path is not None)
    with qtbot.waitSignal(messages().told, timeout=15_000) as told:
        analysed.player.play()
    assert "No sound device" in told.args[0]
    qtbot.waitUntil(lambda: analysed.player.position_s > 0.1, timeout=15_000)


def test_after_a_sleep_it_plays_on_from_where_it_was(library: Session, qtbot: QtBot) -> None:
    """The clock jumps an hour while a track plays; the place heard does not."""
    slept = [0.0]
    player = Player(library)
    player._now = lambda now=player._now: now() + slept[0]  # type: ignore[misc]
    player.load(playable(library).path)
    player.play()
    qtbot.waitUntil(lambda: player.position_s > 0.2, timeout=15_000)
    before = player.position_s
    slept[0] = 3_600.0
    assert player.position_s < before + 3.0
    qtbot.waitUntil(lambda: before < player.position_s <= player.duration_s + 0.1, timeout=15_000)
    player.seek_s(1.0)
    assert player.position_s == pytest.approx(1.0)
    qtbot.waitUntil(lambda: 1.05 < player.position_s < 3.0, timeout=15_000)
    player.release()
    QApplication.processEvents()


def test_files_that_vanish_under_the_review_are_passed_over(pane: ReviewPane, library: Session, qtbot: QtBot) -> None:
    ids = queue_of(library, least=3)
    pane.start(ids[:3])
    ready(pane, qtbot)
    gone: list[TrackId] = [ids[0]]
    path = Path(os.fsdecode(row(library, gone[0]).path))
    path.unlink()
    pane._player.release()
    with qtbot.waitSignal(pane._player.error, timeout=15_000):
        pane._player.play()
    library.scan()
    press(pane, qtbot, Qt.Key.Key_S)  # the verdict meets no track: the next one is there
    assert pane.flow.current == ids[1]


def test_quitting_in_the_midst_of_a_write_finishes_the_file_in_hand(qtbot: QtBot, library: Session) -> None:
    tracks = [row.id for row in library.rows(library.ids(Query())) if row.state is not TrackState.FAILED]
    library.choose(tracks, ["Zouk"])
    files = {track: Path(os.fsdecode(row(library, track).path)) for track in tracks}
    before = {track: file.read_bytes() for track, file in files.items()}
    preview = WritePreview(library, tracks)
    qtbot.addWidget(preview)
    preview.show()
    qtbot.waitUntil(preview.write_button.isEnabled, timeout=30_000)
    preview.write_button.click()
    assert end_all_tasks()  # as the program does when it ends
    QApplication.processEvents()
    written = [track for track in tracks if files[track].read_bytes() != before[track]]
    assert [track for track in tracks if row(library, track).state is TrackState.WRITTEN] == written
    assert [track for track in tracks if row(library, track).state is TrackState.READY] == [
        track for track in tracks if track not in written
    ]  # the next start offers them again
    assert sum(batch.files for batch in library.history()) == len(written)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (1, "Writing was interrupted. 1 file was looked at: it holds the new genres or is as it was."),
        (15, "Writing was interrupted. 15 files were looked at: each holds the new genres or is as it was."),
    ],
)
def test_an_interrupted_write_is_told_as_in_the_terminal(analysed: MainWindow, files: int, said: str) -> None:
    """And without fright: none of the files was ever anything but the old or the new one."""
    assert interrupted_text(files) == said
    outcome = WriteOutcome(b"/a.mp3", 1, OutcomeStatus.WRITTEN, "", FileStamp(1, 1, b""))
    lost = WriteOutcome(b"/b.mp3", 2, OutcomeStatus.FAILED, "The file is gone since its write was interrupted.")
    analysed._session.recovered = (outcome,) * files + (lost,)
    analysed.crash_news.tell_recovered()
    message = analysed.strip.shown
    assert message is not None
    assert (message.sentence, message.action) == (said, "History")
