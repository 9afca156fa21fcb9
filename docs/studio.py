"""The photographer's studio: the real window over generated music, in a library of its own, and time to let it work.

What is photographed is what a person would see: the program runs as ever, and no file of the person who takes the
pictures is touched. ``docs/scenes.py`` brings the screens up one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog

from app.demo import pieces
from app.demo.library import Piece, encode, make_demo_library
from app.library.types import TrackId
from app.session import Session
from app.ui.application import make_application
from app.ui.bridge import end_all_tasks, running_tasks
from app.ui.main_window import MainWindow
from app.ui.theme import theme

Dialog = TypeVar("Dialog", bound=QDialog)

SIZE = (1280, 800)
#: Longest wait for anything, in seconds.
PATIENCE_S = 300.0


def _more(score: pieces.Score, place: str, title: str, album: tuple[str, str], genre: str = "") -> Piece:
    return Piece(score, 26.0, place, title, *album, genre)


_HOURS = ("Copper Tram", "Slow Hours")
_FORGE = ("Anvil Sisters", "Cold Forge")
_SHORE = ("The Low Tide Band", "Far Shore")
#: Besides the demo library: albums that speak clearly, and files whose genre the sound contradicts.
MORE = (
    _more(pieces.slow_beat, "Copper Tram/01 Depot.flac", "Depot", _HOURS),
    _more(pieces.slow_beat, "Copper Tram/02 Night Line.flac", "Night Line", _HOURS),
    _more(pieces.slow_beat, "Copper Tram/03 Terminus.flac", "Terminus", _HOURS),
    _more(pieces.shuffle, "Copper Tram/04 Walking Home.flac", "Walking Home", _HOURS),
    _more(pieces.walls_of_chords, "Anvil Sisters/01 Bellows.flac", "Bellows", _FORGE),
    _more(pieces.walls_of_chords, "Anvil Sisters/02 Quench.flac", "Quench", _FORGE),
    _more(pieces.walls_of_chords, "Anvil Sisters/03 Ember.flac", "Ember", _FORGE),
    _more(pieces.offbeats, "Low Tide/01 Sandbank.flac", "Sandbank", _SHORE, "Classical"),
    _more(pieces.offbeats, "Low Tide/02 Driftwood.flac", "Driftwood", _SHORE, "Classical"),
    _more(pieces.four_to_the_floor, "Low Tide/03 Lighthouse.flac", "Lighthouse", _SHORE, "Blues"),
)


def make_music(folder: Path) -> None:
    """The demo library and :data:`MORE`, in ``folder``, which must be new."""
    make_demo_library(folder)
    for seed, piece in enumerate(MORE, start=100):
        file = folder / piece.place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(encode(piece, pieces.render(piece.score, piece.length_s, seed)))


class Studio:
    """The window and what a photographer needs."""

    def __init__(self, window: MainWindow, session: Session, music: Path) -> None:
        self.window = window
        self.session = session
        self.music = music
        self.held = False  #: a task is held in the middle of its work

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let the window work until ``ready``; an error when it never is."""
        end = time.monotonic() + PATIENCE_S
        while not ready():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            if time.monotonic() > end:
                raise TimeoutError("the window never got there")

    def settle(self, at_least_s: float = 0.2) -> None:
        """Let the window work for a moment and until nothing is looked up any more."""
        end = time.monotonic() + at_least_s
        self.wait(lambda: time.monotonic() > end and (self.held or self.window.runs.busy or not running_tasks()))

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The open dialog of a kind, with its contents in it."""
        self.settle()
        found = [part for part in QApplication.topLevelWidgets() if isinstance(part, kind) and part.isVisible()]
        return found[-1]

    @contextmanager
    def hold(self, begun: Callable[[], bool]) -> Iterator[None]:
        """Hold all work as soon as it has ``begun``, and let it go on afterwards."""
        tasks = running_tasks()
        while not begun() and running_tasks():
            for task in tasks:
                task.resume()
            QApplication.processEvents()
            for task in tasks:
                task.pause()
        self.held = True
        yield
        self.held = False
        for task in tasks:
            task.resume()

    def use(self, look: str) -> None:
        """Light or dark."""
        theme().choose(look)
        self.settle()

    def quiet(self) -> None:
        """Take away what the strip says, such as that this machine has no sound device."""
        while self.window.strip.shown is not None:
            self.window.strip.dismiss()
        self.settle()

    def telling_tracks(self) -> list[TrackId]:
        """Of the tracks that wait for a person, those with two or three choices first."""
        rows = self.session.rows(self.session.review_queue().tolist())
        return [row.id for row in sorted(rows, key=lambda row: (abs(len(row.suggestions) - 3), row.title))]


@contextmanager
def opened(music: Path, size: tuple[int, int] = SIZE) -> Iterator[Studio]:
    """The window over the library that ``EARMARK_HOME`` names."""
    make_application(["earmark"])
    with Session() as session:
        window = MainWindow(session)
        window.resize(*size)
        window.show()
        studio = Studio(window, session, music)
        studio.wait(lambda: window.counted)
        studio.settle()
        try:
            yield studio
        finally:
            window.runs.end()
            window.close()
            end_all_tasks()
