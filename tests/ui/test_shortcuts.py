"""Which key means what, on several keyboards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.key_help import KeyHelp, key_list
from app.ui.shortcuts import (
    DELIVERED,
    KeyMap,
    KeyPress,
    ReviewAction,
    may_be_bound,
    read_key,
    shown_key,
    tidy_key,
)

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def press(key: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "action"),
    [
        (Qt.Key.Key_J, NONE, "j", ReviewAction.NEXT),
        (Qt.Key.Key_Down, NONE, "", ReviewAction.NEXT),
        (Qt.Key.Key_K, NONE, "k", ReviewAction.PREVIOUS),
        (Qt.Key.Key_Space, NONE, " ", ReviewAction.TOGGLE_PLAY),
        (Qt.Key.Key_Left, NONE, "", ReviewAction.BACK),
        (Qt.Key.Key_Right, SHIFT, "", ReviewAction.MOMENT_FOR),
        (Qt.Key.Key_Left, SHIFT, "", ReviewAction.MOMENT_AGAINST),
        (Qt.Key.Key_Return, NONE, "\r", ReviewAction.ACCEPT),
        (Qt.Key.Key_Enter, KEYPAD, "\r", ReviewAction.ACCEPT),
        (Qt.Key.Key_Slash, NONE, "/", ReviewAction.TYPE),
        (Qt.Key.Key_X, NONE, "x", ReviewAction.KEEP),
        (Qt.Key.Key_S, NONE, "s", ReviewAction.SKIP),
        (Qt.Key.Key_A, NONE, "a", ReviewAction.ALBUM),
        (Qt.Key.Key_Z, CTRL, "\x1a", ReviewAction.UNDO),
        (Qt.Key.Key_Question, SHIFT, "?", ReviewAction.HELP),
        (Qt.Key.Key_Plus, CTRL, "", ReviewAction.CLOSER),
        (Qt.Key.Key_Plus, CTRL | SHIFT, "", ReviewAction.CLOSER),  # where Shift types the plus
        (Qt.Key.Key_Escape, NONE, "\x1b", ReviewAction.LEAVE),
    ],
)
def test_every_key_of_the_product(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, action: ReviewAction) -> None:
    assert read_key(press(key, modifiers, text), "xcb") == KeyPress(action)


@pytest.mark.parametrize("digit", range(1, 10))
def test_digits_choose_and_with_shift_add(digit: int) -> None:
    key = Qt.Key.Key_0 + digit
    assert read_key(press(key, NONE, str(digit)), "xcb") == KeyPress(ReviewAction.CHOOSE, digit)
    assert read_key(press(key, KEYPAD, str(digit)), "xcb") == KeyPress(ReviewAction.CHOOSE, digit)
    assert read_key(press(key, SHIFT, ""), "xcb") == KeyPress(ReviewAction.ADD, digit)


@pytest.mark.parametrize(
    ("platform", "scan", "key", "text", "digit"),
    [
        ("xcb", 11, Qt.Key.Key_QuoteDbl, '"', 2),  # German Shift+2
        ("xcb", 11, Qt.Key.Key_At, "@", 2),  # US
        ("windows", 4, Qt.Key.Key_section, "§", 3),  # German Shift+3
        ("cocoa", 0, Qt.Key.Key_Dollar, "$", 4),  # no scan codes: by the sign
        ("cocoa", 0, Qt.Key.Key_ParenLeft, "(", 8),
    ],
)
def test_shift_and_digit_on_other_keyboards(platform: str, scan: int, key: Qt.Key, text: str, digit: int) -> None:
    assert read_key(press(key, SHIFT, text, scan), platform) == KeyPress(ReviewAction.ADD, digit)


def test_a_slash_is_a_slash_wherever_it_is_typed() -> None:
    assert read_key(press(Qt.Key.Key_Slash, SHIFT, "/", 16), "xcb") == KeyPress(ReviewAction.TYPE)  # German Shift+7


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Qt.Key.Key_0, NONE, "0"),
        (Qt.Key.Key_Q, NONE, "q"),
        (Qt.Key.Key_A, CTRL, "\x01"),
        (Qt.Key.Key_1, CTRL, ""),
        (Qt.Key.Key_Z, CTRL | SHIFT, ""),
    ],
)
def test_other_keys_are_left_alone(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    assert read_key(press(key, modifiers, text), "xcb") is None


def test_the_overlay_lists_the_keys_in_the_middle(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(900, 700)
    room.show()
    help_ = KeyHelp(room)
    help_.toggle()
    assert help_.isVisible()
    middle = help_.geometry().center() - room.rect().center()
    assert middle.manhattanLength() <= 4
    assert room.rect().contains(help_.geometry())
    assert len(key_list(KeyMap())) >= 15
    qtbot.mouseClick(help_, Qt.MouseButton.LeftButton)
    assert not help_.isVisible()


def test_a_person_binds_keys_anew() -> None:
    keys = KeyMap().bound(ReviewAction.SKIP, "W")
    assert keys.keys_of(ReviewAction.SKIP) == ("S", "W")
    assert read_key(press(Qt.Key.Key_W, NONE, "w"), "xcb", keys) == KeyPress(ReviewAction.SKIP)
    taken = KeyMap().unbound(ReviewAction.SKIP).bound(ReviewAction.SKIP, "X")
    assert taken.keys_of(ReviewAction.KEEP) == ()
    assert read_key(press(Qt.Key.Key_S, NONE, "s"), "xcb", taken) is None
    assert KeyMap.read(taken.stored()).keys_of(ReviewAction.KEEP) == ()
    assert KeyMap.read(taken.stored()).action_of("X") is ReviewAction.SKIP
    assert taken.with_delivered(ReviewAction.SKIP).keys_of(ReviewAction.SKIP) == ("S",)


@pytest.mark.parametrize(
    ("stored", "skip", "keep"),
    [
        ({}, ("S",), ("X",)),
        ({"skip": "W  Ctrl+K"}, ("W", "Ctrl+K"), ("X",)),
        ({"skip": "X"}, ("X",), ()),  # what a person says goes before what was delivered
        ({"skip": "", "nonsense": "Q"}, (), ("X",)),
        ({"skip": "no-such-key W"}, ("W",), ("X",)),
    ],
)
def test_keys_are_read_from_the_settings(stored: dict[str, str], skip: tuple[str, ...], keep: tuple[str, ...]) -> None:
    keys = KeyMap.read(stored)
    assert keys.keys_of(ReviewAction.SKIP) == skip
    assert keys.keys_of(ReviewAction.KEEP) == keep
    assert keys.keys_of(ReviewAction.LEAVE) == ("Esc",)
    assert keys.action_of("Esc") is ReviewAction.LEAVE


def test_delivered_keys_are_stored_as_nothing() -> None:
    assert KeyMap().stored() == {}
    assert KeyMap.read({"skip": "W"}).stored() == {"skip": "W"}
    assert all(tidy_key(key) == key for keys in DELIVERED.values() for key in keys)
    assert len({key for keys in DELIVERED.values() for key in keys}) == sum(map(len, DELIVERED.values()))


@pytest.mark.parametrize(
    ("key", "may"), [("W", True), ("Ctrl+1", True), ("1", False), ("Shift+9", False), ("Esc", False)]
)
def test_digits_and_escape_keep_their_meaning(key: str, may: bool) -> None:
    assert may_be_bound(key) is may


@pytest.mark.parametrize(("key", "shown"), [("Ctrl++", "Ctrl++"), ("Shift+Right", "Shift+→"), ("Return", "Enter")])
def test_keys_are_shown_as_people_read_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown
