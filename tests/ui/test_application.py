"""Start and end of the program, in processes of their own where it matters."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from app.library.store import Store
from app.library.types import View
from app.ui import application, window_state, words
from app.ui.drops import dropped_paths, typed_path
from app.ui.main_window import MainWindow
from app.ui.open_events import OpenedFiles
from app.ui.single_instance import SingleInstance, hand_over, server_name
from app.ui.window_state import WindowState, load_state, pack, save_state, unpack

#: Opens the window, shows it, and closes it as soon as what it was given is analysed.
_RUN_AND_QUIT = """
import sys
from PySide6.QtCore import QTimer
from app.ui import application
from app.ui.main_window import MainWindow

show = MainWindow.show
def show_then_close(window):
    show(window)
    window.runs.became_idle.connect(window.close)
    if len(sys.argv) == 1:
        QTimer.singleShot(0, window.close)
MainWindow.show = show_then_close

if __name__ == "__main__":
    sys.exit(application.run([word.encode() for word in sys.argv[1:]]))
"""


def start(script: Path, home: Path, *words_given: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "EARMARK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(script), *words_given]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)


def test_the_window_opens_works_and_ends_with_status_0(tmp_path: Path, tiny_model: str, music: Path) -> None:
    from app.session import Session

    script = tmp_path / "run.py"
    script.write_text(_RUN_AND_QUIT)
    done = start(script, tmp_path / "home", str(music))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    with Session() as session:
        counts = session.counts()
    assert counts[View.ALL] == 7
    assert counts[View.NEW] == 0
    assert (tmp_path / "home" / "logs" / "earmark.log").read_text(encoding="utf-8").count("ERROR") == 0


#: Ends it by a signal in the midst of painting, and has the system ask for a folder, as macOS does, before that.
_OPEN_AND_INTERRUPT = """
import signal, sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from app.ui import application
from app.ui.drop_zone import DropZone
from app.ui.main_window import MainWindow

paint = DropZone.paintEvent
def paint_and_interrupt(zone, event):
    paint(zone, event)
    if len(sys.argv) == 2:
        signal.raise_signal(getattr(signal, sys.argv[1]))
DropZone.paintEvent = paint_and_interrupt

show = MainWindow.show
def ask_then_show(window):
    for name in sys.argv[2:]:
        QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(QUrl.fromLocalFile(name)))
        QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(QUrl("https://example.org/x.mp3")))
        window.runs.became_idle.connect(window.close)
    show(window)
MainWindow.show = ask_then_show

if __name__ == "__main__":
    sys.exit(application.run([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals come to a window's process elsewhere only")
@pytest.mark.parametrize("kind", ["SIGINT", "SIGTERM"])
def test_a_signal_in_the_midst_of_painting_closes_the_window_in_good_order(tmp_path: Path, kind: str) -> None:
    script = tmp_path / "run.py"
    script.write_text(_OPEN_AND_INTERRUPT)
    done = start(script, tmp_path / "home", kind)
    assert done.returncode == 0, done.stderr
    said = (tmp_path / "home" / "logs" / "earmark.log").read_text(encoding="utf-8")
    assert "QBackingStore" not in said, said


def test_what_the_system_asks_to_open_is_taken_in(tmp_path: Path, tiny_model: str, music: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(_OPEN_AND_INTERRUPT)
    done = start(script, tmp_path / "home", "-", str(music))
    assert done.returncode == 0, done.stderr
    with Store(tmp_path / "home" / "data" / "library.sqlite3") as store:
        assert store.counts()[View.ALL] == 7


def test_what_is_asked_for_early_and_at_one_time_comes_in_one_lot(qtbot: QtBot) -> None:
    opened = OpenedFiles()
    for path in (b"/a", b"/b", b"/a"):
        opened.add(path)
    lots: list[list[bytes]] = []
    opened.give_to(lots.append)
    qtbot.waitUntil(lambda: lots == [[b"/a", b"/b"]])
    opened.add(b"/c")
    qtbot.waitUntil(lambda: lots == [[b"/a", b"/b"], [b"/c"]])


def test_a_second_start_hands_its_paths_to_the_first(qtbot: QtBot, earmark_home: Path) -> None:
    name = server_name()
    first = SingleInstance(name)
    script = "\n".join(
        (
            "import sys",
            "from app.ui.single_instance import hand_over, server_name",
            "sys.exit(not hand_over([b'/a\\xff'], server_name()))",
        )
    )
    with qtbot.waitSignal(first.started_again, timeout=20_000) as again:
        second = subprocess.Popen([sys.executable, "-c", script])
    assert again.args == [[b"/a\xff"]]
    assert second.wait(20) == 0
    first.close()


#: Opens the window, says when it is brought forward, and closes it when it has analysed something.
_RUN_UNTIL_IDLE = """
import sys
from app.ui import application
from app.ui.main_window import MainWindow

show = MainWindow.show
def show_then_close(window):
    show(window)
    window.showMinimized()
    window.runs.became_idle.connect(window.close)
    window.activateWindow = lambda: print("forward", not window.isMinimized(), flush=True)
MainWindow.show = show_then_close

if __name__ == "__main__":
    sys.exit(application.run([]))
"""


def test_a_second_start_brings_the_first_window_forward_which_takes_the_folder(
    qtbot: QtBot, tmp_path: Path, earmark_home: Path, tiny_model: str, music: Path
) -> None:
    script = tmp_path / "run.py"
    script.write_text(_RUN_UNTIL_IDLE)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: hand_over([], server_name()), timeout=60_000)
    second = subprocess.run([sys.executable, "-m", "app", str(music)], env=environment, timeout=60, check=False)
    assert second.returncode == 0
    said, _ = first.communicate(timeout=100)
    assert said.split() == ["forward", "True"] * 2
    assert first.returncode == 0
    with Store(earmark_home / "data" / "library.sqlite3") as store:
        counts = store.counts()
    assert (counts[View.ALL], counts[View.NEW]) == (7, 0)


def test_without_a_first_there_is_nobody_to_hand_over_to(qtbot: QtBot, earmark_home: Path) -> None:
    assert not hand_over([], server_name())


def test_a_start_waits_for_a_window_that_opens_or_closes(
    qtbot: QtBot, earmark_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks, answers = [False, False, True], [False, False]
    monkeypatch.setattr(application, "lock_for_good", lambda _: locks.pop(0))
    monkeypatch.setattr(application, "_hand_over", lambda _: answers.pop(0))
    assert not application.is_taken_over([])  # it was closing: this start is the first then
    assert not locks + answers
    locks, answers = [False, False], [False, True]
    assert application.is_taken_over([])  # it was only being opened
    monkeypatch.setattr(application, "PATIENCE_S", 0.0)
    locks, answers = [False], [False]
    assert not application.is_taken_over([])  # it does not answer


def test_where_there_are_no_locks_a_start_asks_once(earmark_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(file: Path) -> bool:
        raise OSError(errno.ENOLCK, str(file))

    monkeypatch.setattr(application, "lock_for_good", no_locks)
    for answer in (False, True):
        answers = [answer]
        monkeypatch.setattr(application, "_hand_over", lambda _, answers=answers: answers.pop())
        assert application.is_taken_over([]) is answer


def test_each_library_has_its_own_name(earmark_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = server_name()
    monkeypatch.setenv("EARMARK_HOME", str(tmp_path / "other"))
    assert server_name() != before


def test_what_was_dropped_keeps_its_bytes(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    names = [tmp_path / "a b%20.mp3", tmp_path / "ü#?.flac"]
    data.setUrls([*(QUrl.fromLocalFile(str(name)) for name in names), QUrl("https://example.org/x.mp3")])
    assert dropped_paths(data) == [os.fsencode(str(name)) for name in names]
    data.setUrls([QUrl.fromEncoded(b"file:///music/%FF%FE.mp3")] * 2)
    assert dropped_paths(data) == [b"/music/\xff\xfe.mp3"]
    data.setUrls([QUrl("file://"), QUrl("file:")])
    assert dropped_paths(data) == []  # not the current folder
    assert typed_path("/music/a") == b"/music/a"


def test_the_state_of_the_window_survives_damage(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    assert load_state(file) == WindowState()
    state = WindowState(geometry="Z2Vv", sort="artist", descending=True, chips=40)
    save_state(state, file)
    assert load_state(file) == state
    for damaged in ("{", "[]", '{"sort": 3, "nobody": 1}'):
        file.write_text(damaged)
        assert load_state(file) == WindowState()
    save_state(state, tmp_path / "nowhere" / "window.json")
    assert unpack(pack(unpack("Z2Vv"))) == b"geo"
    assert window_state.unpack("ü") == b""


@pytest.mark.parametrize(("seconds", "expected"), [(None, ""), (0.4, "0:00"), (61.2, "1:01"), (3_661.0, "1:01:01")])
def test_clock(seconds: float | None, expected: str) -> None:
    assert words.clock(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(None, ""), (10.0, "under a minute left"), (420.0, "7 min left"), (7_300.0, "2 h left")],
)
def test_time_left(seconds: float | None, expected: str) -> None:
    assert words.time_left(seconds) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.0, "0 %"), (0.544, "54 %"), (0.999, "99 %"), (1.0, "100 %")])
def test_percent_never_promises_too_much(share: float, expected: str) -> None:
    assert words.percent(share) == expected


def test_every_state_and_view_has_its_words() -> None:
    from app.library.types import TrackState, View
    from tests.ui.doubles import make_row

    for state in TrackState:
        assert words.state_name(state)
        assert words.state_sentence(make_row(1, state=state, error="Why."))
        assert state in words.STATE_ICONS
    shapes = [icon for icon, _ in words.STATE_ICONS.values()]
    assert len(set(shapes)) == len(shapes), "states differ by shape"
    for view in View:
        assert words.view_name(view)
        assert words.empty_sentence(view)
        assert view in words.VIEW_ICONS


@pytest.mark.parametrize(("count", "expected"), [(1, "1 file written"), (1_234, "1,234 files written")])
def test_one_is_not_many(qtbot: QtBot, count: int, expected: str) -> None:
    from app.ui.write_outcome import ResultPage

    page = ResultPage()
    qtbot.addWidget(page)
    assert page.tr("%Ln files written", "", count) == expected


def test_every_policy_has_its_words() -> None:
    from app.settings import Policy

    assert len({words.policy_name(policy) for policy in Policy}) == len(Policy)


def test_missing_sound_libraries_are_no_news_and_other_warnings_still_are() -> None:
    code = (
        "from app.ui.media import Media\n"
        "from PySide6.QtCore import QLoggingCategory, qCWarning, qWarning\n"
        "qWarning('heard')\n"
        "qCWarning(QLoggingCategory('qt.multimedia.ffmpeg'), 'heard too')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "pipewire" not in done.stderr
    assert done.stderr.splitlines() == ["heard", "qt.multimedia.ffmpeg: heard too"]


def test_settings_that_cannot_be_read_are_told(window: MainWindow) -> None:
    application.tell_start(window, "")
    assert window.strip.shown is None
    application.tell_start(window, "The settings cannot be read.")
    assert window.strip.shown is not None
    assert (window.strip.shown.sentence, window.strip.shown.failed) == ("The settings cannot be read.", True)
