"""Fixtures for the window's tests: no display is needed, an unexpected Qt warning fails the test, nothing stays behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.ui.bridge import end_all_tasks, running_tasks
from app.ui.main_window import MainWindow
from app.ui.theme import theme

#: What the offscreen platform and a machine without sound say whatever we do.
HARMLESS = (
    "This plugin does not support",
    "Couldn't load pipewire",
    "Couldn't resolve pipewire",
    "No audio",
    "PulseAudio",
    "XDG_RUNTIME_DIR",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Warnings of Qt fail every test of this folder."""
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*HARMLESS, extend=True))


@pytest.fixture(scope="session", autouse=True)
def _style(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    theme().choose("dark")


@pytest.fixture(autouse=True)
def _no_tasks_left(qapp: QApplication) -> Iterator[None]:
    """Every thread of a test ends with it, and what it sent back is delivered."""
    yield
    assert end_all_tasks(), "a thread did not end"
    for _ in range(100):
        if not running_tasks():
            break
        qapp.processEvents()
    assert not running_tasks()


@pytest.fixture
def session(tiny_model: str) -> Iterator[Session]:
    """A session over an empty library, with the tiny model."""
    made = Session()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """The main window, shown, with the first counts in it."""
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=_stop)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(lambda: made.counted, timeout=10_000)
    yield made
    _stop(made)


def _stop(widget: QWidget) -> None:
    """Nothing asks when a test's window closes."""
    assert isinstance(widget, MainWindow)
    widget.runs.cancel()
    end_all_tasks()
    while widget.runs.busy:
        QApplication.processEvents()


@pytest.fixture
def analysed(qtbot: QtBot, window: MainWindow, music: object) -> MainWindow:
    """The window after the generated music was added and analysed."""
    with qtbot.waitSignal(window.runs.became_idle, timeout=90_000):
        window.add_paths([os.fsencode(str(music))])
    wait_for_counts(qtbot, window)
    return window


def wait_for_counts(qtbot: QtBot, window: MainWindow) -> None:
    """Until what the window shows is what the session says."""
    qtbot.waitUntil(lambda: len(window.page.model.ids) > 0 and not running_tasks(), timeout=20_000)


Waiter = Callable[[], None]
