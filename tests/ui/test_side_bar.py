"""The side bar where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.types import Root, RootId
from app.ui.side_bar import _QUIET, VIEWS, SideBar
from app.ui.theme import ROW_HEIGHT


@pytest.mark.parametrize("height", [280, 360, 700])
def test_the_lists_never_overlap(qtbot: QtBot, height: int) -> None:
    bar = SideBar()
    qtbot.addWidget(bar)
    bar.set_folders([Root(RootId(number), b"/music/%d" % number, 12) for number in range(1, 6)])
    bar.resize(200, height)
    bar.show()
    views, folders = bar._views.geometry(), bar._folders.geometry()
    assert views.bottom() < folders.top()
    assert folders.bottom() <= bar.height()
    assert min(views.height(), folders.height()) >= 3 * ROW_HEIGHT
    if height == 700:
        assert views.height() >= len(VIEWS) * ROW_HEIGHT


def test_a_folder_without_music_says_so_unless_it_is_being_looked_through_or_away(qtbot: QtBot) -> None:
    bar = SideBar()
    qtbot.addWidget(bar)
    roots = [
        Root(RootId(1), b"/music", 12),
        Root(RootId(2), b"/incoming", 0),
        Root(RootId(3), b"/gone.mp3", 0, is_file=True),
        Root(RootId(4), b"/same", 0, same_as=b"/music"),
        Root(RootId(5), b"/stick", 0),
    ]

    def said() -> list[str]:
        return [bar._folders.item(place).data(_QUIET) or "" for place in range(1, bar._folders.count())]

    bar.set_folders(roots, looking=True)
    bar.set_away(frozenset({b"/stick"}))
    assert said() == ["", "", "", "", "not connected"]
    bar.set_folders(roots)
    assert said() == ["", "empty", "empty", "", "not connected"]
    incoming, gone = bar._folders.item(2), bar._folders.item(3)
    assert incoming.toolTip().startswith("/incoming\nIt holds no music now. What comes into it is found")
    assert "not there any more" in gone.data(Qt.ItemDataRole.AccessibleTextRole)
    bar.resize(200, 500)
    bar.show()
    assert not bar.grab().isNull()
