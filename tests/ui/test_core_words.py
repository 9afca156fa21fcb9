"""What the core says is said in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app import paths
from app.session.setting_keys import GENRE_KEYS
from app.settings import Policy
from app.tagging.policy import Rules, plan_genres
from app.ui.core_words import core_text


@pytest.fixture
def _german(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(paths.resources_dir() / "translations" / "earmark_de.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize(
    ("said", "german"),
    [
        ("", ""),
        ("The file is gone.", "Die Datei ist nicht mehr da."),
        ("The file cannot be read: No such file.", "Die Datei ist nicht lesbar: No such file."),
        ("“Jazz” (61%) is not sure enough.", "„Jazz“ (61%) ist nicht sicher genug."),
        ("Its own genre “Rock, Pop” is kept.", "Das eigene Genre „Rock, Pop“ bleibt."),
        (
            "Replaced. “Pop” was heard too; a second genre needs 25%.",
            "Ersetzt. „Pop“ wurde auch gehört; ein zweites Genre braucht 25%.",
        ),
        ("“A” belongs to “B”. “C” belongs to “D”.", "„A“ gehört zu „B“. „C“ gehört zu „D“."),
        ("The file is gone. Nobody listed this.", "Die Datei ist nicht mehr da. Nobody listed this."),
        ("Nobody listed this.", "Nobody listed this."),
        ("The file cannot be read: {0} {x}.", "Die Datei ist nicht lesbar: {0} {x}."),
    ],
)
def test_known_sentences_are_translated_and_others_left(said: str, german: str) -> None:
    assert core_text(said) == german


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("policy", Policy)
def test_every_reason_of_a_plan_is_translated(policy: Policy) -> None:
    present = ((), ("Rock",), ("Other",), ("Rock", "Other"), ("hiphop",))
    for has, chosen, parents in product(present, (("Rock",), ("Hip-Hop", "Metal")), (False, True)):
        for kept, allowed in ((), ()), (("rock",), ()), ((), ("rock",)), ((), ("Polka",)):
            rules = Rules(policy=policy, keep_list=kept, allow_list=allowed, write_parents=parents, max_genres=1)
            reason = plan_genres(has, chosen, rules).reason
            german = core_text(reason)
            assert german != reason
            assert not set("”").intersection(german), "partly English"


@pytest.mark.usefixtures("_german")
def test_every_setting_about_genres_is_translated() -> None:
    for setting in GENRE_KEYS:
        assert core_text(setting.title) != setting.title
        if setting.key != "policy":  # said by its choices
            assert core_text(setting.help) != setting.help
