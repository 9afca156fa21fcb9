"""Starts and ends the window.

The order of a start:

1.  Qt's application: name, high DPI, Fusion, translations.
2.  The log file, and the crash dialog in the place of the excepthooks, so that nothing that follows fails in silence.
    What decoders print is no fault of anybody's and goes nowhere, unless ``EARMARK_LOG`` is DEBUG.
3.  Another window on the same library? Hand it the paths and leave. Where this one is the first, it listens for
    others once its rows are in sight.
4.  The session: library and journal are opened, and what a crash left is mended. Where it cannot: a
    sentence, and status 1.
5.  The window, in the settings' theme; the paths of the command line are added to it, and what macOS asks us to open.

The end: the window asks when something runs, the threads finish the files in hand, the session closes, and only then
does the process.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app import __version__, paths
from app.errors import AppError
from app.logs import LEVEL_VARIABLE, LogFile, level_from
from app.native_output import silence_native_output
from app.session import Session
from app.session.lock import lock_for_good
from app.settings import Settings, read_settings
from app.ui.bridge import end_all_tasks
from app.ui.core_words import core_text
from app.ui.faults import CrashReporter
from app.ui.languages import speak
from app.ui.main_window import MainWindow
from app.ui.open_events import Application
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.single_instance import SingleInstance

log = logging.getLogger(__name__)

#: How long a second start waits for the first window, which may be opening its library.
PATIENCE_S = 5.0
#: Between two looks for it.
_POLL_S = 0.05

#: Name of the desktop entry, by which Linux desktops find icon and name of the window: installer/linux.
DESKTOP_ID = "app.earmark.Earmark"

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(added: Sequence[bytes] = ()) -> int:
    """Open the window on ``added`` and stay until it is closed; the exit status."""
    application = make_application(sys.argv)
    try:
        return _run(application, added)
    except AppError as problem:  # Earmark's own folders cannot be used
        _tell_no_start(problem)
        return 1


def _run(application: QApplication, added: Sequence[bytes]) -> int:
    start_log()
    if level_from(os.environ.get(LEVEL_VARIABLE, ""))[0] > logging.DEBUG:
        silence_native_output("stdout", "stderr")
    log.info("Earmark %s begins", __version__)
    CrashReporter(application).install()
    if is_taken_over(added):
        log.info("another window took over %d paths", len(added))
        return 0
    settings, problem = read_settings(paths.settings_file())
    if settings.language:
        speak(application, settings.language)
    theme().choose(settings.theme)
    session = open_session(settings)
    if session is None:
        return 1
    window = MainWindow(session)
    instances: list[SingleInstance] = []
    window.begun.connect(lambda: instances.append(_listen(application, window)))
    _end_on_interrupt(window)
    window.show()
    log.info("the window is open")
    tell_start(window, problem)
    window.add_paths(added)
    if isinstance(application, Application):
        application.opened.give_to(lambda paths_given: _come_forward(window, paths_given))
    window.watch_folders()
    status = application.exec()
    for instance in instances:
        instance.close()
    if not end_all_tasks():
        log.warning("some threads did not end in time")
    session.close()
    return status


def is_taken_over(added: Sequence[bytes]) -> bool:
    """Whether there is another window on this library, which took ``added``.

    One that is only being opened has time to answer. Where it is closing, this start becomes the first instead.
    """
    end = time.monotonic() + PATIENCE_S
    try:
        while not lock_for_good(paths.data_dir() / "window.lock"):
            if _hand_over(added):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(_POLL_S)
    except OSError as problem:  # a drive without locks: nobody needs to be there
        log.info("whether another window is open must be asked: %s", problem)
        return _hand_over(added)
    return False


def _hand_over(added: Sequence[bytes]) -> bool:
    """Give ``added`` to the window that there is; False where none answers."""
    from app.ui.single_instance import hand_over, server_name

    return hand_over(added, server_name())


def _listen(application: QApplication, window: MainWindow) -> SingleInstance:
    """Take what later starts hand over, as long as the application lives: the window may go before it."""
    from app.ui.single_instance import SingleInstance, server_name

    instance = SingleInstance(server_name(), application)
    instance.started_again.connect(lambda paths_given: _come_forward(window, paths_given))
    return instance


def tell_start(window: MainWindow, settings_problem: str) -> None:
    """Say what the start had to mend, and why the settings are not the person's own."""
    window.crash_news.tell_recovered()
    if settings_problem:
        hint = "Mend the file, or choose anew: it is then kept under another name."
        window.strip.show_error(AppError(settings_problem, hint))


def make_application(arguments: Sequence[str]) -> QApplication:
    """The ``QApplication``, or the one there is, in our style."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # the style as an argument: set by a call, it would bring all of Qt's names of styles into Python
    application = Application([*arguments[:1], "-style", "Fusion"])
    application.setApplicationName("earmark")
    application.setApplicationDisplayName("Earmark")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(DESKTOP_ID)
    application.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "earmark.svg")))
    speak(application)
    return application


def start_log() -> None:
    """Log to a file of at most 1 MB, with one older one kept; Qt's own messages too."""
    target = LogFile(paths.log_dir() / "earmark.log", 1_000_000)
    target.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(target)
    logging.getLogger().setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)


def open_session(settings: Settings) -> Session | None:
    """The session; ``None`` after saying why there is none."""
    try:
        return Session(settings=settings)
    except AppError as problem:
        log.error("the library cannot be opened: %s", problem.sentence)
        _tell_no_start(problem)
        return None


def _tell_no_start(problem: AppError) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # there is no window that Ctrl+C could close in good order
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "Earmark", core_text(problem.sentence))
    box.setInformativeText(core_text(problem.hint))
    box.exec()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)


def _come_forward(window: MainWindow, added: list[bytes]) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    window.add_paths(added)


def _end_on_interrupt(window: MainWindow) -> None:
    """Let Ctrl+C in the terminal, and the end of a session, close the window.

    Python sees a signal only when it runs, hence the timer; and then in the midst of anything, painting too, where the
    window must not go. So closing waits for its turn.
    """
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: QTimer.singleShot(0, window.closing.close_after_run))
    timer = QTimer(window, interval=300)
    timer.timeout.connect(lambda: None)
    timer.start()
