"""The window for everyone: names for screen readers, the keyboard alone, both directions of writing, no text glyphs."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.library.types import TrackId
from app.session import Session
from app.ui.about_dialog import AboutDialog
from app.ui.columns import Grouping
from app.ui.faces import runs_left
from app.ui.genre_dialog import GenreDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.main_window import MainWindow
from app.ui.model_dialog import ModelDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.write_preview import WritePreview

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QSlider, QSpinBox)
SOURCES = sorted((Path(__file__).resolve().parents[2] / "app" / "ui").glob("*.py"))


def nameless(root: QWidget) -> list[str]:
    """Controls in sight that a screen reader could not name."""
    found = []
    for part in root.findChildren(QWidget):
        inside = part.parentWidget()
        owned = isinstance(inside, (QLineEdit, QComboBox, QSpinBox)) or part.objectName().startswith("qt_")
        if not isinstance(part, CONTROLS) or not part.isVisible() or owned:
            continue
        text = part.text() if isinstance(part, QAbstractButton) else ""
        if not (part.accessibleName() or text):
            found.append(f"{type(part).__name__} in {type(inside).__name__}")
    return found


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, analysed: MainWindow) -> None:
    analysed.page.view.selectRow(0)
    assert nameless(analysed) == []
    analysed.review([analysed.page.model.ids[0]])
    assert nameless(analysed) == []
    analysed.end_review()


@pytest.mark.parametrize("kind", [SettingsDialog, HistoryDialog, ModelDialog])
def test_every_control_of_a_dialog_has_a_name(qtbot: QtBot, library: Session, kind: type[QDialog]) -> None:
    dialog = kind(library)  # type: ignore[call-overload]
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []


def test_so_have_those_of_the_others(qtbot: QtBot, library: Session) -> None:
    others = (WritePreview(library, None), AboutDialog(), GenreDialog("?", labels=["Jazz"], vocabulary=[]))
    for dialog in others:
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []


def test_the_keyboard_reaches_every_part(qtbot: QtBot, analysed: MainWindow) -> None:
    reached = set()
    analysed.activateWindow()
    analysed.page.view.setFocus()
    for _ in range(80):
        part = QApplication.focusWidget()
        while part is not None:
            reached.add(part)
            part = part.parentWidget()
        qtbot.keyClick(QApplication.focusWidget() or analysed, Qt.Key.Key_Tab)
    for part in (analysed.tool_bar.search, analysed.side_bar, analysed.page.view, analysed.page.filter_bar):
        assert part in reached, part


def test_right_to_left_does_not_break(qtbot: QtBot, qapp: QApplication, analysed: MainWindow) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        first = TrackId(int(analysed.page.model.ids[0]))
        analysed.page.view.select_track(first)
        assert analysed.page.view.highlighted_track() == first
        qtbot.waitUntil(lambda: analysed.inspector.details is not None, timeout=30_000)
        analysed.page.filter_bar.set_grouping(Grouping.ALBUM)
        analysed.resize(1200, 700)
        assert not analysed.grab().isNull()
        assert analysed.side_bar.x() > analysed.inspector.x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(("text", "leftwards"), [("45 %", False), ("Jazz", False), ("12 שירים", True)])
def test_a_text_runs_as_its_letters_do(text: str, leftwards: bool) -> None:
    assert runs_left(text) is leftwards


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_text_of_the_window_has_glyphs_of_an_emoji_font(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    symbols = {letter for text in texts for letter in text if unicodedata.category(letter) == "So"}
    assert symbols <= set("⌘"), "the names of keys are no pictures"
