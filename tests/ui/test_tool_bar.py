"""The line at the top: what Escape does to a search."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.ui.tool_bar import MainToolBar


def test_escape_clears_the_search_and_then_leaves_it(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = MainToolBar()
    window.addToolBar(bar)
    qtbot.keyClicks(bar.search, "strings")
    with qtbot.waitSignal(bar.searched) as searched, qtbot.assertNotEmitted(bar.search_left):
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert searched.args == [""]
    assert bar.search.text() == ""
    with qtbot.waitSignal(bar.search_left):
        qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
