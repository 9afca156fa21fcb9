"""The side bar where there is little room."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.library.types import Root, RootId
from app.ui.side_bar import VIEWS, SideBar
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
