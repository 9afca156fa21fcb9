"""The licences of everything that comes along are one click away from About."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.session import Session
from app.ui import licence_dialog
from app.ui.about_dialog import AboutDialog
from app.ui.bridge import running_tasks
from app.ui.licence_dialog import LicenceDialog
from app.ui.model_dialog import ModelDialog
from app.ui.report_dialog import ReportDialog


def test_about_leads_to_what_comes_along(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    about.show()
    next(button for button in about.findChildren(QPushButton) if button.text() == "Licences").click()
    dialog = about.findChild(LicenceDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "mutagen" in dialog.text.toPlainText())
    assert dialog.list.count() >= 2


def test_texts_that_come_along_are_shown_as_they_are(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "licences" / "texts"
    texts.mkdir(parents=True)
    (texts / "zlib.txt").write_text("# as is\n*not* marked up\n", encoding="utf-8")
    (texts / "Abc.txt").write_text("A", encoding="utf-8")
    monkeypatch.setattr(licence_dialog.paths, "resources_dir", lambda: tmp_path)
    dialog = LicenceDialog()
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "*not* marked up" in dialog.text.toPlainText())


@pytest.mark.parametrize("kind", [LicenceDialog, ModelDialog, ReportDialog])
def test_a_text_in_english_is_announced_where_the_window_is_not(
    qtbot: QtBot, session: Session, spoken: str, kind: type[QDialog]
) -> None:
    dialog = LicenceDialog() if kind is LicenceDialog else kind(session)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not running_tasks())
    told = {"de": "Dieser Text ist auf Englisch.", "es": "Este texto está en inglés."}
    said = [each.text() for each in dialog.findChildren(QLabel) if each.text() in told.values()]
    assert said == ([told[spoken]] if spoken in told else [])
