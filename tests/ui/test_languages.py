"""The window's texts come from memory: whatever becomes of their files, they stay."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from app import paths
from app.ui.languages import Translation

_READER = """
import sys
from PySide6.QtCore import QCoreApplication, QLocale
from app.ui.languages import Translation

application = QCoreApplication([])
texts = Translation(application)
assert texts.read(QLocale("de_AT"), "earmark", sys.argv[1])
application.installTranslator(texts)
open(sys.argv[1] + "/earmark_de.qm", "wb").close()
print(QCoreApplication.translate("words", "Written"), QCoreApplication.translate("words", "Ready"))
"""


def test_files_written_anew_under_the_program_end_nothing(tmp_path: Path) -> None:
    """Qt's own loading maps the file: the process then dies of SIGBUS."""
    shipped = paths.resources_dir() / "translations" / "earmark_de.qm"
    (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    ended = subprocess.run(
        [sys.executable, "-c", _READER, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["Geschrieben", "Bereit"]


def test_a_language_that_is_not_there_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    assert not Translation().read(QLocale("de"), "earmark", str(tmp_path))
