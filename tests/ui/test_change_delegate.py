from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.ui.bulk_pages import AlbumPage, SurePage
from app.ui.change_delegate import change_table
from app.ui.change_model import ChangeModel
from app.ui.entry_model import EntryModel
from app.ui.languages import speak

WIDTHS = (32, 196, 126, 130, 32, 136, 84)


@pytest.fixture(params=["en", "de", "es"])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    speak(qapp, request.param)
    yield str(request.param)
    QLocale.setDefault(before)
    speak(qapp)


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
    table.horizontalHeader().resizeSection(2, 222)
    table.resize(1000, 300)
    assert table.columnWidth(2) == 222
