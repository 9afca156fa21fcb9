"""What a screen reader is told: Qt's accessibility tree of every screen, in which all that acts has name and role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.library.types import Query
from app.session import Session
from app.ui import words
from app.ui.about_dialog import AboutDialog
from app.ui.bulk_dialog import BulkDialog
from app.ui.crash_dialog import CrashDialog
from app.ui.filter_panel import FilterPanel
from app.ui.genre_dialog import GenreDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.key_dialog import KeyDialog
from app.ui.licence_dialog import LicenceDialog
from app.ui.link_question import LinkQuestion
from app.ui.main_window import MainWindow
from app.ui.model_dialog import ModelDialog
from app.ui.report_dialog import ReportDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.shortcuts import KeyPress, ReviewAction
from app.ui.track_model import TrackModel
from app.ui.write_preview import WritePreview
from docs.access import ROLE, told, tree


@pytest.fixture
def checked() -> Callable[[QWidget], list[str]]:
    def check(widget: QWidget) -> list[str]:
        found = told(widget)
        assert found.silent == [], "\n".join([*found.lines, "", *found.silent])
        return found.lines

    return check


Check = Callable[[QWidget], list[str]]


def test_the_window_tells_all_that_acts(qtbot: QtBot, analysed: MainWindow, checked: Check) -> None:
    analysed.page.view.selectRow(0)
    qtbot.waitUntil(lambda: analysed.inspector.details is not None, timeout=30_000)
    lines = [line.strip() for line in checked(analysed)]
    for part in ("EditableText “Search”", "Table “Tracks”", "List “Views”", "List “Folders”", "Button “Filter”"):
        assert part in lines
    assert "ColumnHeader “Picture of the sound”" in lines, "a column without a heading has a name all the same"


def test_a_row_is_told_by_its_cells(qtbot: QtBot, analysed: MainWindow) -> None:
    model = analysed.page.view.model()
    assert isinstance(model, TrackModel)
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    table = QAccessible.queryAccessibleInterface(analysed.page.view)
    cells = [part.text(QAccessible.Text.Name) for _, part in tree(table) if part.role() is ROLE.Cell]
    row = model.row_at(0)
    assert row is not None
    for text in (words.state_name(row.state), words.shown_title(row), words.shown_genres(row.genres)):
        assert text in cells, cells


def test_the_review_tells_all_that_acts(qtbot: QtBot, analysed: MainWindow, checked: Check) -> None:
    analysed.review([analysed.page.model.ids[0]])
    qtbot.waitUntil(lambda: analysed.review_pane.details is not None, timeout=30_000)
    checked(analysed.review_pane)
    analysed.end_review()


def test_the_reviews_other_states_tell_all_that_acts(qtbot: QtBot, analysed: MainWindow, checked: Check) -> None:
    pane = analysed.review_pane
    analysed.review([analysed.page.model.ids[0]])
    qtbot.waitUntil(lambda: pane.details is not None, timeout=30_000)
    pane.help.toggle()
    checked(pane)
    pane.help.toggle()
    pane.entry.begin()
    lines = [line.strip() for line in checked(pane)]
    assert any(line.startswith("EditableText “") for line in lines)
    pane.entry.end()
    pane.act(KeyPress(ReviewAction.COMPARE))
    checked(pane)
    pane.act(KeyPress(ReviewAction.LEAVE))
    pane.act(KeyPress(ReviewAction.SKIP))
    qtbot.waitUntil(lambda: pane.flow.current is None)
    lines = [line.strip() for line in checked(pane)]
    assert "Button “Take the last one back”" in lines
    analysed.end_review()


def test_accepting_many_tells_all_that_acts(qtbot: QtBot, library: Session, checked: Check) -> None:
    bulk = BulkDialog(library, Query())
    qtbot.addWidget(bulk)
    bulk.show()
    for place in range(bulk.tabs.count()):
        bulk.tabs.setCurrentIndex(place)
        lines = [line.strip() for line in checked(bulk)]
    assert "PageTab “By album”" in lines


@pytest.mark.parametrize("kind", [SettingsDialog, HistoryDialog, ModelDialog, ReportDialog])
def test_dialogs_tell_all_that_acts(qtbot: QtBot, library: Session, kind: type[QDialog], checked: Check) -> None:
    dialog = kind(library)  # type: ignore[call-overload]
    qtbot.addWidget(dialog)
    dialog.show()
    pages = getattr(dialog, "pages", None)
    for place in range(pages.count() if pages is not None else 1):
        if pages is not None:
            pages.setCurrentIndex(place)
        checked(dialog)


def test_so_do_the_others(qtbot: QtBot, library: Session, checked: Check) -> None:
    others = (
        WritePreview(library, None),
        AboutDialog(),
        LicenceDialog(),
        KeyDialog(library),
        LinkQuestion(2, lambda _choice: None),
        CrashDialog("Traceback"),
        FilterPanel(),
        GenreDialog("?", labels=["Jazz"], vocabulary=[]),
    )
    for widget in others:
        qtbot.addWidget(widget)
        widget.show()
        checked(widget)
        widget.hide()
