"""Typing any genre: what is offered, what the keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.genre_entry import GenreEntry, matching

VOCABULARY = ["Rock", "Drum and Bass", "Post-Rock", "Dub", "Krautrock", "Jazz", "Bass", "Folk", "Pop", "Soul"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rock", ["Rock", "Post-Rock", "Krautrock"]),
        ("BASS", ["Bass", "Drum and Bass"]),
        ("d", ["Drum and Bass", "Dub"]),
        ("zzz", []),
        ("", VOCABULARY[:7]),
    ],
)
def test_beginnings_come_before_insides(typed: str, offered: list[str]) -> None:
    assert matching(typed, VOCABULARY)[: len(offered)] == offered
    assert bool(matching(typed, VOCABULARY)) == bool(offered)


@pytest.fixture
def entry(qtbot: QtBot) -> GenreEntry:
    made = GenreEntry()
    qtbot.addWidget(made)
    made.set_vocabulary(VOCABULARY)
    made.begin()
    return made


def test_enter_takes_the_first_that_fits(entry: GenreEntry, qtbot: QtBot) -> None:
    qtbot.keyClicks(entry.line, "kraut")
    with qtbot.waitSignals([entry.entered, entry.left]) as _:
        qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    assert not entry.isVisible()


@pytest.mark.parametrize(
    ("typed", "keys", "modifier", "expected"),
    [
        ("kraut", [], Qt.KeyboardModifier.NoModifier, (("Krautrock",), False)),
        ("rock", [Qt.Key.Key_Down], Qt.KeyboardModifier.NoModifier, (("Post-Rock",), False)),
        ("rock", [Qt.Key.Key_Up], Qt.KeyboardModifier.NoModifier, (("Krautrock",), False)),
        ("  Zouk  love", [], Qt.KeyboardModifier.ShiftModifier, (("Zouk love",), True)),
        ("Bluegrass; Zouk, Krautrock", [], Qt.KeyboardModifier.NoModifier, (("Bluegrass", "Zouk", "Krautrock"), False)),
    ],
)
def test_what_is_entered(
    entry: GenreEntry,
    qtbot: QtBot,
    typed: str,
    keys: list[Qt.Key],
    modifier: Qt.KeyboardModifier,
    expected: tuple[tuple[str, ...], bool],
) -> None:
    qtbot.keyClicks(entry.line, typed)
    for key in keys:
        qtbot.keyClick(entry.line, key)
    with qtbot.waitSignal(entry.entered) as entered:
        qtbot.keyClick(entry.line, Qt.Key.Key_Return, modifier)
    assert tuple(entered.args) == expected


def test_what_is_typed_can_be_used_even_when_others_fit(entry: GenreEntry, qtbot: QtBot) -> None:
    qtbot.keyClicks(entry.line, "roc")
    texts = [entry.list.item(row).text() for row in range(entry.list.count())]
    assert texts == ["Rock", "Post-Rock", "Krautrock", "Use “roc”"]


def test_a_click_takes_and_escape_leaves(entry: GenreEntry, qtbot: QtBot) -> None:
    place = entry.list.visualItemRect(entry.list.item(1)).center()
    with qtbot.waitSignal(entry.entered) as entered:
        qtbot.mouseClick(entry.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert entered.args == [("Drum and Bass",), False]
    entry.begin()
    assert entry.line.text() == ""
    with qtbot.waitSignal(entry.left), qtbot.assertNotEmitted(entry.entered):
        qtbot.keyClick(entry.line, Qt.Key.Key_Escape)
