"""The smaller screens: settings, model, about, crash, genre; the strip and the bar."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import paths
from app.errors import AppError
from app.library.types import Query
from app.progress import Progress
from app.session import Session
from app.settings import Policy, Settings
from app.ui.about_dialog import AboutDialog
from app.ui.activity_bar import ActivityBar, progress_line
from app.ui.controls import ElidedLabel
from app.ui.crash_dialog import CrashDialog, report_text
from app.ui.faults import CrashReporter
from app.ui.genre_dialog import GenreDialog
from app.ui.genre_field import GenreField, split_genres
from app.ui.main_window import MainWindow
from app.ui.message_strip import Message, MessageStrip
from app.ui.model_dialog import ModelDialog
from app.ui.report_dialog import ReportDialog
from app.ui.setting_pages import ListeningPage, WindowPage
from app.ui.settings_dialog import SettingsDialog
from app.ui.theme import theme


def test_settings_are_saved_when_asked_and_not_before(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.screens.open_settings()
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    qtbot.waitUntil(lambda: dialog.listening.model.count() > 0)
    assert dialog.chosen() == session.settings
    dialog.genres.policy.setCurrentIndex(dialog.genres.policy.findData(Policy.APPEND.value))
    dialog.listening.threshold.setCurrentIndex(dialog.listening.threshold.findData(0.9))
    dialog.genres.keep_list.setText("Wild West, , Audiobook,Wild West")
    dialog.genres.allow_list.setText("Jazz, *rock*")
    dialog.genres.max_genres.setValue(2)
    dialog.window_page.theme.setCurrentIndex(dialog.window_page.theme.findData("light"))
    dialog.window_page.comfortable.setChecked(True)
    dialog.files.keep_times.setChecked(False)
    assert session.settings.policy is Policy.FILL
    with qtbot.waitSignal(dialog.applied):
        dialog.save_button.click()
    settings = session.settings
    assert (settings.policy, settings.threshold) == (Policy.APPEND, 0.9)
    assert settings.keep_list == ("Wild West", "Audiobook")
    assert (settings.allow_list, settings.max_genres) == (("Jazz", "*rock*"), 2)
    assert not settings.keep_times
    assert not theme().is_dark
    assert window.page.view.rowHeight(0) in {0, 36}
    assert window.page.view.verticalHeader().defaultSectionSize() == 36
    theme().choose("dark")


def test_only_what_was_changed_is_saved(qtbot: QtBot, session: Session) -> None:
    before = replace(session.settings, model="")  # the default, whichever that is
    session.change_settings(before)
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    models = dialog.listening.model
    qtbot.waitUntil(lambda: models.count() > 0)
    dialog.window_page.theme.setCurrentIndex(dialog.window_page.theme.findData("light"))
    assert dialog.chosen() == replace(before, theme="light")
    models.addItem("Another", "another")
    models.setCurrentIndex(models.findData("another"))
    assert dialog.chosen() == replace(before, theme="light", model="another")
    dialog.reject()


def test_cancelled_settings_change_nothing(qtbot: QtBot, session: Session) -> None:
    before = session.settings
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    dialog.genres.keep_list.setText("Wild West")
    dialog.reject()
    assert session.settings == before


def test_settings_are_carried_over_by_a_file(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.listening.model.count() > 0, timeout=30_000)
    dialog.genres.keep_list.setText("Wild West")
    dialog.listening.threshold.setCurrentIndex(dialog.listening.threshold.findData(0.95))
    dialog.listening.leave_free.setChecked(True)
    dialog.files.watch_folders.setChecked(False)
    dialog.window_page.language.setCurrentIndex(dialog.window_page.language.findData("en"))
    wanted = dialog.chosen()
    dialog.export_to(file)
    qtbot.waitUntil(lambda: dialog.strip.shown is not None, timeout=30_000)
    assert session.settings.keep_list == (), "exporting changes nothing"
    dialog.reject()
    other = SettingsDialog(session)
    qtbot.addWidget(other)
    other.pages.setCurrentIndex(2)
    other.import_from(file)
    qtbot.waitUntil(lambda: other.strip.shown is not None, timeout=30_000)
    assert other.pages.currentIndex() == 2
    assert other.chosen() == wanted
    with qtbot.waitSignal(other.applied, timeout=30_000):
        other.save_button.click()
    assert session.settings == wanted
    assert (wanted.threshold, wanted.leave_free, wanted.watch_folders, wanted.language) == (0.95, True, False, "en")


@pytest.mark.parametrize("content", [None, "no settings", "[1]", '{"threshold": 7}'])
def test_a_file_that_holds_no_settings_is_refused(
    qtbot: QtBot, session: Session, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "settings.json"
    if content is not None:
        file.write_text(content)
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    before = dialog.chosen()
    dialog.import_from(file)
    qtbot.waitUntil(lambda: dialog.strip.shown is not None, timeout=30_000)
    assert dialog.strip.shown is not None
    assert dialog.strip.shown.failed
    assert dialog.chosen() == before


def test_the_threshold_is_told_in_plain_words(qtbot: QtBot, library: Session) -> None:
    page = ListeningPage(library, library.settings)
    qtbot.addWidget(page)
    page.threshold.setCurrentIndex(page.threshold.findData(0.8))
    qtbot.waitUntil(lambda: "about 80 are right" in page._outlook.text(), timeout=30_000)
    sure = len(library.ids(Query(least_sure=0.8)))
    assert f"{sure} of the" in page._outlook.text()


def test_a_device_that_is_not_there_stays_chosen(qtbot: QtBot) -> None:
    page = WindowPage(replace(Settings(), output_device="Kitchen"))
    qtbot.addWidget(page)
    assert "Kitchen" in page.output_device.currentText()
    assert page.applied_to(Settings()).output_device == "Kitchen"


def test_a_report_shows_all_that_it_holds(qtbot: QtBot, library: Session, tmp_path: Path) -> None:
    secret = "2026-01-02 03:04:05,678 INFO app: tags of /music/secret.mp3\n"
    (paths.log_dir() / "earmark.log").write_text(secret)
    dialog = ReportDialog(library)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "tags of" in dialog.text.toPlainText(), timeout=30_000)
    assert "secret" not in dialog.text.toPlainText()
    dialog.with_paths.click()
    qtbot.waitUntil(lambda: "secret.mp3" in dialog.text.toPlainText(), timeout=30_000)
    dialog.save_to(tmp_path / "report.txt")
    qtbot.waitUntil(lambda: dialog.strip.shown is not None, timeout=30_000)
    assert (tmp_path / "report.txt").read_text() == dialog.text.toPlainText()
    dialog._copy()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()


def test_one_dialog_of_each(qtbot: QtBot, window: MainWindow) -> None:
    window.screens.open_history()
    window.screens.open_history()
    assert len([part for part in window.children() if type(part).__name__ == "HistoryDialog"]) == 1


def test_the_model_page_shows_the_card(qtbot: QtBot, session: Session) -> None:
    dialog = ModelDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    assert dialog.card.toPlainText()


def test_about_names_the_version(qtbot: QtBot) -> None:
    from app import __version__

    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [getattr(part, "text", lambda: "")() for part in dialog.findChildren(QWidget)]
    assert any(__version__ in text for text in texts)


@pytest.fixture
def reporter(qtbot: QtBot) -> Iterator[CrashReporter]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashReporter()
    made.install()
    yield made
    sys.excepthook, threading.excepthook = hooks


def _fail() -> None:
    raise ValueError("a number is missing")


def test_a_fault_is_shown_once_per_traceback(
    qtbot: QtBot, reporter: CrashReporter, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        try:
            _fail()
        except ValueError as problem:
            sys.excepthook(ValueError, problem, problem.__traceback__)
    QApplication.processEvents()
    shown = [part for part in QApplication.topLevelWidgets() if isinstance(part, CrashDialog) and part.isVisible()]
    assert len(shown) == 1
    assert caplog.text.count("ValueError: a number is missing") == 3
    shown[0].accept()


def test_a_fault_of_another_thread_is_shown_too(qtbot: QtBot, reporter: CrashReporter) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()

    def shown() -> list[CrashDialog]:
        return [part for part in QApplication.topLevelWidgets() if isinstance(part, CrashDialog) and part.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    shown()[0].accept()


def test_the_details_are_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(report_text("Traceback: here"))
    qtbot.addWidget(dialog)
    dialog._copy()
    assert QGuiApplication.clipboard().text().endswith("Traceback: here")
    assert "Python" in QGuiApplication.clipboard().text()


def test_genres_are_typed_pressed_and_completed(qtbot: QtBot) -> None:
    dialog = GenreDialog("Which?", labels=["Jazz", "Rock"], vocabulary=["Wild West", "Western Swing"], present=["Jazz"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._chips[0].isChecked()
    dialog._chips[1].click()
    assert dialog.genres() == ("Jazz", "Rock")
    dialog._chips[0].click()
    assert dialog.genres() == ("Rock",)
    dialog._edit.setText("Rock, wil")
    completer = dialog._edit.completer()
    completer.setCompletionPrefix(completer.splitPath("Rock, wil")[0])
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "Rock, Wild West"
    dialog._edit.clear()
    assert not dialog._set.isEnabled()
    dialog._edit.setText("Jazz")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog._edit, Qt.Key.Key_Return)
    assert chosen.args == [("Jazz",)]


@pytest.mark.parametrize(
    ("typed", "genres"),
    [
        ("Bluegrass; Folk", ("Bluegrass", "Folk")),
        ("Bluegrass;Folk , Folk;", ("Bluegrass", "Folk")),
        (" hip   hop ,Jazz", ("hip hop", "Jazz")),
        ("Jazz, folk, world,  & country; Pop", ("Jazz", "Folk, World, & Country", "Pop")),
        ("Folk, World; Pop", ("Folk", "World", "Pop")),
        ("R&B; Soul", ("R&B; Soul",)),
        (" ; , ", ()),
    ],
)
def test_commas_and_semicolons_separate_but_within_a_known_genre(typed: str, genres: tuple[str, ...]) -> None:
    assert split_genres(typed, ["Folk, World, & Country", "R&B; Soul", "Pop"]) == genres


def test_a_genre_that_stands_in_the_line_stays_one(qtbot: QtBot) -> None:
    field = GenreField(["Folk, World, & Country", "Pop"])
    qtbot.addWidget(field)
    assert field.genres() == ("Folk, World, & Country", "Pop")
    field.setText(f"{field.text()}; Ska")
    assert field.genres() == ("Folk, World, & Country", "Pop", "Ska")
    field.offer(["Wild West"])
    completer = field.completer()
    field.setText("Rock; wil")
    completer.setCompletionPrefix(completer.splitPath(field.text())[0])
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "Rock; Wild West"


def test_the_newest_message_is_seen_and_what_failed_waits_beneath(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    done: list[str] = []
    failed = Message("First.", "Do this.", failed=True)
    for _ in range(2):
        strip.show_error(AppError("First.", "Do this."))
    strip.show_message(Message("Second.", action="Act", do=lambda: done.append("act")))
    assert strip.shown is not None
    assert strip.shown.sentence == "Second."
    strip._button.click()
    assert done == ["act"]
    assert strip.shown == failed
    strip.show_sentence("1 file is as it was.")
    strip.show_sentence("35 files are as they were.")
    assert strip.shown == Message("35 files are as they were.")
    assert strip._more.text() == "1 more"
    strip.dismiss()
    assert strip.shown == failed  # the older good news are outdated
    strip.dismiss()
    assert strip.shown is None
    assert strip.isHidden()


def test_a_room_is_entered_without_the_good_news_of_the_last(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_error(AppError("The disk is full."))
    strip.show_message(Message("36 tracks analysed.", action="Review", do=lambda: None))
    strip.show_message(Message("Mended.", action="History", do=lambda: None))
    strip.dismiss_good_news()
    assert strip.shown == Message("The disk is full.", failed=True)
    assert not strip._more.text()


def test_a_long_sentence_gives_way_to_its_hint_in_a_narrow_window(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 40)
    strip.show()
    long = "The analysis was stopped: three workers in a row ended while starting, with no track heard in between them."
    strip.show_message(
        Message(long, "Install Earmark again; if it stays, report it with the output of the doctor.", True)
    )
    qtbot.waitUntil(lambda: strip._hint.width() > 250)
    assert strip._sentence.heightForWidth(strip._sentence.width()) <= 3 * strip._sentence.fontMetrics().lineSpacing()
    strip.show_message(Message("Done.", "All is well."))
    qtbot.waitUntil(lambda: strip._sentence.width() < 100)


def test_good_news_leave_by_themselves_and_failures_stay(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip._leave.setInterval(1)
    strip.show_sentence("All is well.")
    qtbot.waitUntil(lambda: strip.shown is None)
    strip.show_error(AppError("The disk is full."))
    strip.dismiss_good_news()
    assert strip.shown is not None
    assert not strip._leave.isActive()


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(12, None), "Analysing 12"),
        (Progress(0, 10), "Analysing 0 of 10"),
        (Progress(5, 10, 1, None, 21.4, 420.0), "Analysing 5 of 10 · 1 failed · 21 tracks/s · 7 min left"),
        (Progress(5, 10, 0, None, 0.52, 20.0), "Analysing 5 of 10 · 0.5 tracks/s · under a minute left"),
    ],
)
def test_progress_in_words(qtbot: QtBot, progress: Progress, expected: str) -> None:
    assert progress_line("Analysing", progress) == expected


def test_progress_paints_when_its_turn_comes_and_takes_nothing_else_with_it(qtbot: QtBot) -> None:
    painted: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(watched)
            return False

    window = QWidget()
    qtbot.addWidget(window)
    column, bar, table = QVBoxLayout(window), ActivityBar(), QWidget()
    column.addWidget(bar)
    column.addWidget(table)
    window.resize(700, 200)
    with qtbot.waitExposed(window):
        window.show()
    bar.begin("Analysing")
    QApplication.processEvents()
    watch = Watch(window)
    table.installEventFilter(watch)
    bar._bar.installEventFilter(watch)
    table.update()
    bar.show_progress("Analysing", Progress(3, 10))
    bar.show_progress("Analysing", Progress(4, 10))
    assert painted == []
    qtbot.waitUntil(lambda: table in painted and bar._bar in painted)
    assert bar._bar.value() == 4
    assert painted.count(table) == 1


def test_a_line_s_end_in_a_name_makes_no_second_line(qtbot: QtBot) -> None:
    bar = ActivityBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show_progress("Analysing", Progress(3, 10, current=b"/music/one\ntwo\r\nthree.mp3"))
    assert bar._file.text() == "one two three.mp3"
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.resize(900, 20)
    shown.set_whole_text("/music/one\ntwo.mp3")
    assert (shown.text(), shown.toolTip()) == ("/music/one two.mp3", "/music/one\ntwo.mp3")


def test_the_bar_never_changes_its_height(qtbot: QtBot) -> None:
    bar = ActivityBar()
    qtbot.addWidget(bar)
    bar.show()
    heights = {bar.height()}
    bar.begin("Analysing")
    heights.add(bar.height())
    bar.show_progress("Analysing", Progress(3, 10, current=b"/music/a \xff.mp3"))
    heights.add(bar.height())
    bar.show_idle("10 tracks")
    heights.add(bar.height())
    assert len(heights) == 1
