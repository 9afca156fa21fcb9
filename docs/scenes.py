"""Every screen of the window, one after the other, as they come in a person's evening.

:func:`evening` brings a screen up, hands it out by name, and goes on from there when it is asked for the next. The
pictures of the guide are taken of them, and the dump of what a screen reader is told is made of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget, QWidget

from app.ui.about_dialog import AboutDialog
from app.ui.bulk_dialog import BulkDialog
from app.ui.columns import Grouping
from app.ui.crash_dialog import CrashDialog, report_text
from app.ui.history_dialog import HistoryDialog
from app.ui.key_dialog import KeyDialog
from app.ui.licence_dialog import LicenceDialog
from app.ui.model_dialog import ModelDialog
from app.ui.report_dialog import ReportDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.shortcuts import KeyPress, ReviewAction
from app.ui.unread_dialog import UnreadDialog
from app.ui.write_preview import WritePreview
from docs.studio import Studio

#: The run is shown once so many tracks are analysed.
ANALYSED = 4
#: The write is shown once so many files are written.
WRITTEN = 4
#: What is tapped into the review's entry.
TYPED = "ja"
PAGES_OF_MODEL = ("confidence", "card")  # behind the first
PAGES_OF_SETTINGS = ("genres", "listening", "files", "window", "keys")


class Scene(NamedTuple):
    """A screen in sight: its name, and the window or dialog."""

    name: str
    shown: QWidget


def evening(studio: Studio) -> Iterator[Scene]:
    """All screens, over a library that is empty or holds the studio's music, analysed."""
    if not studio.session.folders():
        yield from arriving(studio)
    yield from browsing(studio)
    yield from many(studio)
    yield from reviewing(studio)
    yield from checking(studio)
    yield from writing(studio)
    yield from going_back(studio)
    yield from settings(studio)
    yield from others(studio)
    yield from missing(studio)


def arriving(studio: Studio) -> Iterator[Scene]:
    """The empty window, something dragged over it, the analysis."""
    window = studio.window
    yield Scene("drop-zone", window)
    window.shade.cover()
    yield Scene("dragging", window)
    window.shade.hide()
    done = [0]
    window.runs.progressed.connect(lambda _what, progress: done.append(progress.done))
    window.add_paths([os.fsencode(str(studio.music))])
    studio.wait(lambda: window.page.model.hears_something and done[-1] >= ANALYSED)
    yield Scene("analysing", window)
    studio.wait(lambda: not window.runs.busy)


def browsing(studio: Studio) -> Iterator[Scene]:
    """The table, plain, grouped and narrowed; a track that waits, one that failed."""
    window, page = studio.window, studio.window.page
    studio.quiet()
    page.view.select_track(studio.telling_tracks()[0])
    studio.settle(2.0)
    yield Scene("window", window)
    page.filter_bar.set_grouping(Grouping.ALBUM)
    studio.settle(0.5)
    yield Scene("albums", window)
    page.filter_bar.set_grouping(Grouping.NONE)
    page.filter_bar.filters_requested.emit(window.mapToGlobal(QPoint(window.width() - 400, 120)))
    studio.settle(0.5)
    yield Scene("filters", page.filter_panel)
    page.filter_panel.hide()
    failed = [row.id for row in studio.session.rows(page.model.ids.tolist()) if row.error]
    page.view.select_track(failed[0])
    studio.settle(1.0)
    yield Scene("failed", window)


def reviewing(studio: Studio) -> Iterator[Scene]:
    """The room for deciding: a track, its keys, typing, comparing, the end."""
    window, pane = studio.window, studio.window.review_pane
    window.review(studio.telling_tracks()[:3])
    studio.wait(lambda: pane.details is not None)
    studio.settle(2.0)
    studio.quiet()
    yield Scene("review", window)
    pane.help.toggle()
    studio.settle()
    yield Scene("review-keys", window)
    pane.help.toggle()
    pane.entry.begin()
    QTest.keyClicks(pane.entry.line, TYPED)
    studio.settle()
    yield Scene("review-typing", window)
    pane.entry.end()
    pane.act(KeyPress(ReviewAction.COMPARE))
    studio.settle(2.0)
    yield Scene("review-compare", window)
    pane.page.compare.close_panel()
    for action in (ReviewAction.ACCEPT, ReviewAction.KEEP, ReviewAction.SKIP):
        pane.act(KeyPress(action))
        studio.settle(0.5)
    yield Scene("review-end", window)
    window.end_review()


def many(studio: Studio) -> Iterator[Scene]:
    """Accepting many at once, both ways."""
    window = studio.window
    window.accept_many()
    bulk = studio.dialog(BulkDialog)
    bulk.sure.slider.setValue(30)
    studio.settle()
    yield Scene("many", bulk)
    bulk.tabs.setCurrentIndex(1)
    studio.settle()
    yield Scene("many-albums", bulk)
    bulk.reject()


def checking(studio: Studio) -> Iterator[Scene]:
    """Files whose sound contradicts their genre."""
    window = studio.window
    window.audit()
    studio.wait(lambda: window.review_pane.details is not None)
    studio.settle(2.0)
    studio.quiet()
    yield Scene("checking", window)
    window.end_review()


def writing(studio: Studio) -> Iterator[Scene]:
    """Preview, progress and result; one file changes in between, and is left alone."""
    window, session = studio.window, studio.session
    session.accept(studio.telling_tracks())
    studio.settle()
    window.screens.open_write(None)
    preview = studio.dialog(WritePreview)
    studio.wait(lambda: preview.model.rowCount() > 0)
    yield Scene("write-preview", preview)
    preview.kind_box.setCurrentIndex(preview.kind_box.count() - 1)
    preview.kind_box.activated.emit(preview.kind_box.currentIndex())
    studio.settle(0.5)
    yield Scene("write-left", preview)
    preview.kind_box.setCurrentIndex(0)
    preview.kind_box.activated.emit(0)
    studio.settle()
    _append_to(preview.model.taken()[0].path)
    preview.write()
    with studio.hold(lambda: preview.progress_page.done >= WRITTEN):
        yield Scene("writing", preview)
    studio.wait(lambda: preview.pages.currentWidget() is preview.result_page)
    yield Scene("written", preview)
    preview.accept()


def going_back(studio: Studio) -> Iterator[Scene]:
    """The history, and an undo that meets a file which changed since."""
    window = studio.window
    window.screens.open_history()
    history = studio.dialog(HistoryDialog)
    studio.wait(lambda: history.model.rowCount() > 0)
    yield Scene("history", history)
    entry = history.model.entry_at(0)
    _append_to(entry.path)
    history.undo_batch.click()
    studio.wait(lambda: history.strip.shown is not None)
    studio.settle(0.5)
    yield Scene("undone", history)
    history.reject()
    studio.quiet()


def settings(studio: Studio) -> Iterator[Scene]:
    """Each page of the settings, the keys, the model."""
    window = studio.window
    window.screens.open_settings()
    dialog = studio.dialog(SettingsDialog)
    for place, name in enumerate(PAGES_OF_SETTINGS):
        dialog.pages.setCurrentIndex(place)
        studio.settle()
        yield Scene(f"settings-{name}", dialog)
    dialog.reject()
    window.screens.open_model()
    model = studio.dialog(ModelDialog)
    yield Scene("model", model)
    for place, name in enumerate(PAGES_OF_MODEL, start=1):
        model.findChildren(QTabWidget)[0].setCurrentIndex(place)
        studio.settle()
        yield Scene(f"model-{name}", model)
    model.reject()
    keys = KeyDialog(studio.session, window)
    keys.open()
    yield Scene("keys", keys)
    keys.reject()


def others(studio: Studio) -> Iterator[Scene]:
    """What is seldom seen."""
    window = studio.window
    window.screens.open_about()
    about = studio.dialog(AboutDialog)
    yield Scene("about", about)
    about.show_licences()
    licences = studio.dialog(LicenceDialog)
    yield Scene("licences", licences)
    licences.reject()
    about.reject()
    window.screens.open_report()
    report = studio.dialog(ReportDialog)
    studio.settle(0.5)
    yield Scene("report", report)
    report.reject()
    yield from not_read(studio)
    crash = CrashDialog(report_text("Traceback (most recent call last):\n  …\nValueError: an example\n"), window)
    crash.open()
    yield Scene("crash", crash)
    crash.reject()


def not_read(studio: Studio) -> Iterator[Scene]:
    """What scans could not read, and passed over."""
    window = studio.window
    link, film = studio.music / "Old Drive" / "Tin Roof.mp3", studio.music / "Concert.ac3"
    link.parent.mkdir()
    link.symlink_to("gone.mp3")
    film.write_bytes(b"\x0b\x77")
    window.runs.rescan()
    studio.wait(lambda: not window.runs.busy)
    studio.settle()
    window.screens.open_unread()
    unread = studio.dialog(UnreadDialog)
    studio.settle()
    yield Scene("not-read", unread)
    unread.reject()
    link.unlink()
    link.parent.rmdir()
    film.unlink()
    studio.quiet()


def missing(studio: Studio) -> Iterator[Scene]:
    """The folder of the music is not there: a drive that is not connected."""
    elsewhere = studio.music.with_name("not connected")
    studio.music.rename(elsewhere)
    window = studio.window
    away: list[object] = []
    window.watching.away_changed.connect(away.append)
    window.watching.look()
    studio.wait(lambda: bool(away))
    studio.settle()
    yield Scene("missing", window)
    elsewhere.rename(studio.music)


def _append_to(path: bytes) -> None:
    """Another program changes a file meanwhile."""
    with open(path, "ab") as file:
        file.write(b"\0" * 64)
