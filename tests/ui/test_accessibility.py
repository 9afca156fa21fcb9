"""What a screen reader is told: Qt's accessibility tree of every screen, in which all that acts has name and role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.session import Session
from app.ui import words
from app.ui.about_dialog import AboutDialog
from app.ui.crash_dialog import CrashDialog
from app.ui.filter_panel import FilterPanel
from app.ui.genre_dialog import GenreDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.main_window import MainWindow
from app.ui.model_dialog import ModelDialog
from app.ui.report_dialog import ReportDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.track_model import TrackModel
from app.ui.write_preview import WritePreview

ROLE = QAccessible.Role
#: Parts that a person acts on, whether or not the keyboard reaches them.
ACTS = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.List,
    ROLE.PageTab,
    ROLE.RadioButton,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.Table,
    ROLE.Tree,
}
#: Children of a list or table that are looked at: its first rows stand for all.
FIRST = 60


def tree(part: QAccessibleInterface, depth: int = 0) -> Iterator[tuple[int, QAccessibleInterface]]:
    """Everything in sight, parents first, with its depth."""
    if part.state().invisible:
        return
    yield depth, part
    for place in range(min(part.childCount(), FIRST)):
        child = part.child(place)
        if child is not None and child.isValid():
            yield from tree(child, depth + 1)


def told(widget: QWidget) -> tuple[list[str], list[str]]:
    """The dump of a screen, a line for each part, and the lines of those that act and have no name or no role."""
    lines: list[str] = []
    silent: list[str] = []
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    for depth, part in tree(root):
        name, role, state = part.text(QAccessible.Text.Name), part.role(), part.state()
        line = f"{'  ' * depth}{role.name} “{name}”"
        lines.append(line)
        inside = part.parent()
        owned = inside is not None and inside.role() in {ROLE.EditableText, ROLE.ComboBox, ROLE.SpinBox, ROLE.Table}
        acts = role in ACTS or (state.focusable and not state.disabled and role is not ROLE.Cell)
        if acts and not owned and (not name or role is ROLE.NoRole):
            silent.append(line)
    return lines, silent


@pytest.fixture
def checked() -> Callable[[QWidget], list[str]]:
    def check(widget: QWidget) -> list[str]:
        lines, silent = told(widget)
        assert silent == [], "\n".join([*lines, "", *silent])
        return lines

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
        CrashDialog("Traceback"),
        FilterPanel(),
        GenreDialog("?", labels=["Jazz"], vocabulary=[]),
    )
    for widget in others:
        qtbot.addWidget(widget)
        widget.show()
        checked(widget)
        widget.hide()
