"""A newer Earmark takes over what an older one left: library, journal, settings; and refuses what is newer than itself.

The files under ``older/``, and the library beside the library's own tests, were written by older code, and are kept as
text. The journal comes with the file that it had changed, so that undoing across versions is tried for real.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import wave
from contextlib import closing
from pathlib import Path

import pytest

from app import paths
from app.cli.main import main
from app.library import schema
from app.library.types import Query
from app.session import Session
from app.settings import Policy
from app.tagging import journal

OLDER = Path(__file__).with_name("older")
LIBRARY = Path(__file__).resolve().parents[1] / "library" / "schema1.sql"


def _restore(script: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)


def _song_before(file: Path) -> bytes:
    """The file as it was before the older Earmark wrote into it."""
    with wave.open(str(file), "wb") as song:
        song.setnchannels(1)
        song.setsampwidth(2)
        song.setframerate(8000)
        song.writeframes(b"\0\1" * 400)
    return file.read_bytes()


@pytest.fixture
def older_home(earmark_home: Path, tmp_path: Path) -> tuple[Path, bytes]:
    """A home as an older Earmark left it; the song it had written to, and the song's content before that."""
    music = tmp_path / "music"
    music.mkdir()
    song = music / "old song.wav"
    before = _song_before(song)
    script = (OLDER / "journal1.sql").read_text(encoding="utf-8")
    song.write_bytes(bytes.fromhex(re.findall(r"^-- ([0-9a-f]{100,})$", script, re.MULTILINE)[0]))
    _restore(script.replace("{FOLDER}", os.fsencode(music).hex()), paths.journal_file())
    _restore(LIBRARY.read_text(encoding="utf-8"), paths.library_file())
    shutil.copy(OLDER / "settings.json", paths.settings_file())
    return song, before


def _schema(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_everything_an_older_version_left_is_taken_over(older_home: tuple[Path, bytes]) -> None:
    with Session() as session:
        assert session.settings.policy is Policy.APPEND
        assert session.settings.keep_list == ("Wild West",)
        assert session.settings.names == {"pop": "Pop/Rock"}
        (track,) = session.rows(session.ids(Query()))
        assert (track.title, track.chosen) == ("Título", ("Jazz",))
        (batch,) = session.history()
        (entry,) = session.batch_entries(batch.id)
        assert (batch.note, entry.new) == ("set Blues, Jazz", ("Blues", "Jazz"))
    assert _schema(paths.library_file()) == len(schema.MIGRATIONS)
    assert _schema(paths.journal_file()) == journal.SCHEMA


def test_what_an_older_version_wrote_is_undone_byte_for_byte(older_home: tuple[Path, bytes]) -> None:
    song, before = older_home
    assert song.read_bytes() != before
    with Session() as session:
        assert session.undo(session.history()[0].id).restored == 1
    assert song.read_bytes() == before


def test_settings_of_a_newer_version_are_kept_for_it(older_home: tuple[Path, bytes]) -> None:
    file = paths.settings_file()
    stored = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**stored, "from_the_future": [1, 2]}), encoding="utf-8")
    assert main(["settings", "set", "theme", "dark"]) == 0
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["theme"], kept["from_the_future"], kept["keep_list"]) == ("dark", [1, 2], ["Wild West"])


@pytest.mark.parametrize("name", ["library_file", "journal_file"])
def test_a_downgrade_is_refused_in_a_sentence_and_changes_nothing(
    name: str, older_home: tuple[Path, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history"]) == 0  # brings both to today's form
    capsys.readouterr()
    file: Path = getattr(paths, name)()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    assert main(["history"]) == 2
    said = capsys.readouterr().err
    assert "newer" in said
    assert "Traceback" not in said
    assert file.read_bytes() == before
    assert older_home[0].is_file()


#: Opens the window, or the box that says why there is none; prints what it shows, and closes it.
_LOOK = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from app.ui import application
from app.ui.main_window import MainWindow

def look(window):
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        print("box:", box.text())
        box.accept()
    elif window is not None and len(window.page.model.ids):
        print("tracks:", len(window.page.model.ids))
        window.close()
    else:
        QTimer.singleShot(20, lambda: look(window))

show = MainWindow.show
def show_and_look(window):
    show(window)
    QTimer.singleShot(0, lambda: look(window))
MainWindow.show = show_and_look
tell = application._tell_no_start
def tell_and_look(problem):
    QTimer.singleShot(0, lambda: look(None))
    tell(problem)
application._tell_no_start = tell_and_look
sys.exit(application.run([]))
"""


def _look_at_the_window() -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", _LOOK], env=told, capture_output=True, text=True, timeout=100, check=False
    )


def test_the_window_shows_what_an_older_version_left(older_home: tuple[Path, bytes]) -> None:
    seen = _look_at_the_window()
    assert (seen.returncode, seen.stdout) == (0, "tracks: 1\n"), seen.stderr
    assert _schema(paths.journal_file()) == journal.SCHEMA


@pytest.mark.parametrize("name", ["library_file", "journal_file"])
def test_the_window_refuses_a_downgrade_in_a_sentence(name: str, older_home: tuple[Path, bytes]) -> None:
    assert main(["history"]) == 0  # brings both to today's form
    file: Path = getattr(paths, name)()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    seen = _look_at_the_window()
    assert seen.returncode == 1, seen.stderr
    assert seen.stdout.startswith("box: ")
    assert "newer" in seen.stdout
    assert file.read_bytes() == before
