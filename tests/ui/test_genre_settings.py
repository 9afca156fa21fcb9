"""The page about genres: what it shows, what it takes, and what it refuses."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.session import Session
from app.settings import Policy, Settings
from app.ui.genre_settings import GenreSettings
from app.ui.settings_dialog import SettingsDialog

OWN = Settings(
    policy=Policy.REPLACE_GENERIC,
    keep_list=("Wild West", "Folk, World, & Country"),
    allow_list=("*rock*",),
    names={"hip-hop": "Hip-Hop/Rap", "pop": "Pop, Chart"},
    aliases={"*hip*hop*": "Hip-Hop"},
    hierarchy={"Zeuhl": ("Rock", "Jazz"), "Metal": ()},
    write_parents=True,
    max_genres=3,
    second_threshold=0.333,
)


@pytest.mark.parametrize("settings", [Settings(), OWN])
def test_an_untouched_page_changes_nothing(qtbot: QtBot, settings: Settings) -> None:
    page = GenreSettings(settings)
    qtbot.addWidget(page)
    assert page.applied_to(settings) == settings


def test_what_is_typed_is_taken(qtbot: QtBot) -> None:
    page = GenreSettings(Settings())
    qtbot.addWidget(page)
    assert not page.parents.isEnabled()
    page.max_genres.setValue(2)
    assert page.parents.isEnabled()
    page.parents.setChecked(True)
    page.second.setValue(30)
    page.names.setPlainText("hip-hop = Hip-Hop/Rap\n\npop = Pop/Rock\n")
    page.hierarchy.setPlainText("Zeuhl = Rock; Jazz")
    taken = page.applied_to(Settings(theme="dark"))
    assert taken == Settings(
        theme="dark",
        max_genres=2,
        write_parents=True,
        second_threshold=0.3,
        names={"hip-hop": "Hip-Hop/Rap", "pop": "Pop/Rock"},
        hierarchy={"Zeuhl": ("Rock", "Jazz")},
    )


def test_nonsense_is_refused(qtbot: QtBot) -> None:
    page = GenreSettings(Settings())
    qtbot.addWidget(page)
    page.aliases.setPlainText("*hip*hop*")
    with pytest.raises(AppError):
        page.applied_to(Settings())


def test_the_dialog_says_what_does_not_fit_and_stays(qtbot: QtBot, session: Session) -> None:
    before = session.settings
    dialog = SettingsDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pages.setCurrentIndex(1)
    dialog.genres.names.setPlainText("hip-hop = 17")
    dialog.save_button.click()
    assert dialog.strip.shown is not None
    assert "17" in dialog.strip.shown.sentence
    assert dialog.pages.currentWidget() is dialog.genres
    assert dialog.isVisible()
    assert session.settings == before
    dialog.genres.names.setPlainText("hip-hop = Rap")
    with qtbot.waitSignal(dialog.applied):
        dialog.save_button.click()
    assert session.settings.names == {"hip-hop": "Rap"}
