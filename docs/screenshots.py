"""Makes the pictures of the guide: the real window over generated demo music, in a library of its own.

Run it with ``make screenshots``, or ``python docs/screenshots.py [FOLDER]``; it writes ``docs/images/*.png``. It needs
no display and touches no file of the person who runs it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.demo.library import make_demo_library
from app.library.types import TrackId
from app.session import Session
from app.ui.application import make_application
from app.ui.bridge import end_all_tasks, running_tasks
from app.ui.columns import Grouping
from app.ui.history_dialog import HistoryDialog
from app.ui.main_window import MainWindow
from app.ui.settings_dialog import SettingsDialog
from app.ui.write_preview import WritePreview

Dialog = TypeVar("Dialog", bound=QDialog)

SIZE = (1280, 800)
#: The run is photographed once so many tracks are analysed.
ANALYSED = 4
#: Longest wait for anything, in seconds.
PATIENCE_S = 180.0


def main() -> int:
    """Make all pictures; the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "images"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as place:
        os.environ["EARMARK_HOME"] = str(Path(place) / "home")
        music = Path(place) / "Music"
        make_demo_library(music)
        with opened_window() as studio:
            take_all(studio, music, folder)
    return 0


def take_all(studio: Studio, music: Path, folder: Path) -> None:
    """Go through a person's evening, with a picture at each stop."""
    window = studio.window
    for look in ("light", "dark"):
        studio.use(look)
        studio.save(window, folder / f"drop-zone-{look}.png")
    window.add_paths([os.fsencode(str(music))])
    done: list[int] = [0]
    window.runs.progressed.connect(lambda _what, progress: done.append(progress.done))
    studio.wait(lambda: window.page.model.hears_something and done[-1] >= ANALYSED)
    studio.save(window, folder / "analysing-dark.png")
    studio.wait(lambda: not window.runs.busy)
    window.strip.dismiss()
    studio.select_telling_track()
    for look in ("light", "dark"):
        studio.use(look)
        studio.settle(1.0)
        studio.save(window, folder / f"window-{look}.png")
    window.page.filter_bar.set_grouping(Grouping.ALBUM)
    studio.settle(0.5)
    studio.save(window, folder / "albums-dark.png")
    window.page.filter_bar.set_grouping(Grouping.NONE)
    take_review(studio, folder)
    take_writing(studio, folder)


def take_review(studio: Studio, folder: Path) -> None:
    """The room for deciding."""
    window = studio.window
    queue = studio.session.review_queue()
    window.review(queue.tolist() if len(queue) else window.page.model.ids[:3].tolist())
    for look in ("light", "dark"):
        studio.use(look)
        studio.settle(2.0)
        while window.strip.shown is not None:  # such as the one about a machine without a sound device
            window.strip.dismiss()
        studio.settle()
        studio.save(window, folder / f"review-{look}.png")
    window.end_review()


def take_writing(studio: Studio, folder: Path) -> None:
    """Preview, result, history."""
    window, session = studio.window, studio.session
    session.accept([TrackId(track) for track in session.review_queue().tolist()])
    window.screens.open_write(None)
    preview = studio.dialog(WritePreview)
    studio.wait(lambda: preview.model.rowCount() > 0)
    for look in ("light", "dark"):
        studio.use(look)
        studio.save(preview, folder / f"write-preview-{look}.png")
    preview.write()
    studio.wait(lambda: preview.pages.currentWidget() is preview.result_page)
    preview.accept()
    window.screens.open_history()
    history = studio.dialog(HistoryDialog)
    studio.wait(lambda: history.model.rowCount() > 0)
    studio.save(history, folder / "history-dark.png")
    history.reject()
    window.screens.open_settings()
    studio.settle(0.5)
    settings = studio.dialog(SettingsDialog)
    studio.save(settings, folder / "settings-dark.png")
    settings.reject()


class Studio:
    """The window and what a photographer needs."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self.window = window
        self.session = session

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let the window work until ``ready``; an error when it never is."""
        end = time.monotonic() + PATIENCE_S
        while not ready():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            if time.monotonic() > end:
                raise TimeoutError("the window never got there")

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The open dialog of a kind."""
        found = [part for part in self.window.children() if isinstance(part, kind)]
        return found[-1]

    def settle(self, at_least_s: float = 0.2) -> None:
        """Let the window work for a moment and until nothing is looked up any more."""
        end = time.monotonic() + at_least_s
        self.wait(lambda: time.monotonic() > end and (self.window.runs.busy or not running_tasks()))

    def use(self, look: str) -> None:
        """Light or dark."""
        self.session.change_settings(replace(self.session.settings, theme=look))
        self.window.apply_settings()
        self.settle()

    def select_telling_track(self) -> None:
        """Select the first track that the model is in doubt about, or simply the first."""
        self.settle(0.5)
        rows = self.session.rows(self.window.page.model.ids.tolist())
        telling = [row for row in rows if len(row.suggestions) > 1] or rows
        self.window.page.view.select_track(telling[0].id)
        self.settle(2.0)

    def save(self, widget: QWidget, file: Path) -> None:
        """Photograph a widget."""
        widget.grab().save(str(file), "PNG", 0)  # 0: smallest file
        sys.stdout.write(f"{file}\n")


@contextmanager
def opened_window() -> Iterator[Studio]:
    """The window over a new library."""
    make_application(["earmark"])
    with Session() as session:
        window = MainWindow(session)
        window.resize(*SIZE)
        window.show()
        studio = Studio(window, session)
        studio.wait(lambda: window.counted)
        studio.settle()
        yield studio
        window.close()
        end_all_tasks()


if __name__ == "__main__":
    sys.exit(main())
