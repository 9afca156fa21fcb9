"""Fixtures for the window's tests: no display, an unexpected Qt warning fails the test, nothing stays behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtMultimedia import QAudioDevice
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.ui.bridge import end_all_tasks, running_tasks
from app.ui.languages import speak
from app.ui.main_window import MainWindow
from app.ui.player import Player
from app.ui.review_pane import ReviewPane
from app.ui.theme import theme

#: Beginnings of what the offscreen platform and a machine without sound say whatever we do.
HARMLESS = (
    "This plugin does not support",
    "Couldn't load pipewire",
    "Couldn't resolve pipewire",
    "No audio",
    "PulseAudio",
    "Failed to create",
    "Failed to seek",  # FFmpeg, of a file that is let go while it is sought in
    'Mouse event "',  # of QTest, where a plot leaves the press to its parent
    "Could not open media",  # a broken file, which the player then says in its own words
)


@pytest.fixture(scope="session", autouse=True)
def _style(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    speak(qapp)
    theme().choose("dark")


@pytest.fixture(params=["en", "de", "es"])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The window speaks each of its languages in turn."""
    before = QLocale()
    speak(qapp, request.param)
    yield str(request.param)
    QLocale.setDefault(before)
    speak(qapp)


@pytest.fixture(autouse=True)
def qt_quiet(qapp: QApplication) -> Iterator[list[str]]:
    """An unexpected warning of Qt fails the test."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        serious = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if serious and not message.startswith(HARMLESS):
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert not said, said


@pytest.fixture(autouse=True)
def _silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is heard, whatever devices the machine has: the player plays into nothing."""
    monkeypatch.setattr("app.ui.media.default_output", QAudioDevice)


@pytest.fixture(autouse=True)
def _no_tasks_left(qapp: QApplication) -> Iterator[None]:
    """Every thread of a test ends with it, and what it sent back is delivered."""
    yield
    for _ in range(20):  # what comes back may set off one more
        assert end_all_tasks(), "a thread did not end"
        qapp.processEvents()
        if not running_tasks():
            return
    pytest.fail(f"still running: {running_tasks()}")


@pytest.fixture
def session(tiny_model: str) -> Iterator[Session]:
    """A session over an empty library, with the tiny model."""
    made = Session()
    yield made
    made.close()


@pytest.fixture(scope="session")
def _analysed_once(
    tmp_path_factory: pytest.TempPathFactory, _tiny_bundle: Path, _generated_music: Path
) -> tuple[Path, Path]:
    """(home, music) after one analysis, which the tests of a run share by copying."""
    folder = tmp_path_factory.mktemp("analysed")
    home, music = folder / "home", folder / "music"
    shutil.copytree(_tiny_bundle, home / "data" / "models" / _tiny_bundle.name)
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text(f'{{"model": "{_tiny_bundle.name}", "workers": 1}}')
    shutil.copytree(_generated_music, music)
    (music / "broken.mp3").write_bytes(b"this is no music" * 50)
    return home, music


@pytest.fixture
def library(_analysed_once: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Session]:
    """A session over generated, analysed music.

    The database holds absolute paths, so the music stays where it was analysed and is copied back afterwards; the home
    is a copy of its own.
    """
    home, music = _analysed_once
    pristine = music.with_name("pristine")
    if not pristine.exists():
        monkeypatch.setenv("EARMARK_HOME", str(home))
        shutil.copytree(music, pristine)
        with Session() as first:
            first.add_folder(os.fsencode(str(music)))
            first.scan()
            first.analyse()
    mine = tmp_path / "home"
    shutil.copytree(home, mine)
    monkeypatch.setenv("EARMARK_HOME", str(mine))
    made = Session()
    yield made
    made.close()
    for name in os.listdir(pristine):
        shutil.copy2(pristine / name, music / name)


@pytest.fixture
def pane(library: Session, qtbot: QtBot) -> Iterator[ReviewPane]:
    """The review, shown, over generated music of which nearly every track asks for a person."""
    library.change_settings(replace(library.settings, threshold=0.999))
    player = Player(library)
    made = ReviewPane(library, player)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.release()
    end_all_tasks()
    QApplication.processEvents()


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """The main window over an empty library, shown, with the first counts in it."""
    yield from _shown(qtbot, session)


@pytest.fixture
def analysed(qtbot: QtBot, library: Session) -> Iterator[MainWindow]:
    """The main window over generated, analysed music."""
    yield from _shown(qtbot, library)


def _shown(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=_stop)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()  # on a display without a window manager nobody else gives it the keyboard
    qtbot.waitUntil(made.isActiveWindow, timeout=60_000)
    qtbot.waitUntil(lambda: made.counted and not running_tasks(), timeout=60_000)
    yield made
    _stop(made)


def _stop(widget: QWidget) -> None:
    """Nothing asks when a test's window closes, and nothing runs on."""
    assert isinstance(widget, MainWindow)
    widget.runs.end()
    while widget.runs.busy:
        QApplication.processEvents()
    end_all_tasks()
