from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from app.ui.bulk_pages import AlbumPage, SurePage
from app.ui.change_delegate import change_table
from app.ui.change_model import ChangeModel
from app.ui.entry_model import EntryModel

WIDTHS = (32, 196, 126, 130, 32, 136, 84)


def _cut(table: QTableView) -> list[str]:
    """Headings that have less room than they ask for."""
    header = table.horizontalHeader()
    model = table.model()
    headed = (column for column in range(model.columnCount()) if model.headerData(column, header.orientation()))
    return [
        str(model.headerData(column, header.orientation()))
        for column in headed
        if header.sectionSize(column) < header.sectionSizeHint(column)
    ]


@pytest.mark.parametrize("width", [720, 800, 1000])
def test_no_heading_is_cut_off(qtbot: QtBot, spoken: str, width: int) -> None:
    pages = (SurePage(), AlbumPage())
    changes = change_table(ChangeModel(), "Changes", WIDTHS)
    history = change_table(EntryModel(), "Files written", (190, 100, 32, 110, 96))
    for widget, table in (*((page, page.table) for page in pages), (changes, changes), (history, history)):
        qtbot.addWidget(widget)
        widget.resize(width, 300)
        table.show()
        widget.show()
        assert _cut(table) == []
        header = table.horizontalHeader()
        assert header.length() <= header.viewport().width()


def test_a_width_that_was_drawn_by_hand_is_kept(qtbot: QtBot) -> None:
    table = change_table(ChangeModel(), "Changes", WIDTHS)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(3) - 1, header.height() // 2)
    before = table.columnWidth(2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    moved = edge + QPoint(40, 0)
    at, here = QPointF(moved), QPointF(header.viewport().mapToGlobal(moved))
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        header.viewport(), QMouseEvent(QEvent.Type.MouseMove, at, here, Qt.MouseButton.NoButton, button, keys)
    )
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=moved)
    assert table.columnWidth(2) == before + 40
    table.resize(1000, 300)
    assert table.columnWidth(2) == before + 40


def test_a_page_that_is_shown_late_has_the_widths_it_wants(qtbot: QtBot) -> None:
    pages, late = QTabWidget(), AlbumPage()
    qtbot.addWidget(pages)
    pages.addTab(SurePage(), "")
    pages.addTab(late, "")
    pages.resize(760, 400)
    pages.show()
    late.table.hide()
    pages.setCurrentWidget(late)
    late.table.show()
    qtbot.waitUntil(lambda: late.table.columnWidth(3) >= 100)  # the genre
