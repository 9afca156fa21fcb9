"""The keys of the review: which key means what, as delivered and as a person changed it.

Keys are read as events and not as window shortcuts, so that a digit, a space or an arrow means the same wherever in the
room the focus is, and nothing is ambiguous with the window's own shortcuts. A digit with Shift is known by its place on
the keyboard where the platform tells it, because the sign it types differs by layout. Digits always choose, and Escape
always leads out; everything else can be bound anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from app.ui.words import translate


class ReviewAction(StrEnum):
    """What a key can ask for; the value is its name in the settings."""

    ACCEPT = "accept"
    TYPE = "type"
    KEEP = "keep"
    APPEND = "append"
    SKIP = "skip"
    ALBUM = "album"
    ARTIST = "artist"
    UNDO = "undo"
    NEXT = "next"
    PREVIOUS = "previous"
    TOGGLE_PLAY = "play"
    BACK = "back"
    FORWARD = "forward"
    MOMENT_FOR = "moment-for"
    MOMENT_AGAINST = "moment-against"
    COMPARE = "compare"
    OTHER = "other"
    CLOSER = "closer"
    FARTHER = "farther"
    WHOLE = "whole"
    BULK = "bulk"
    HELP = "help"
    LEAVE = "leave"
    CHOOSE = "choose"  #: a digit
    ADD = "add"  #: Shift and a digit


#: What no other key can be bound to.
FIXED = frozenset({ReviewAction.CHOOSE, ReviewAction.ADD})


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key read: the action, and the digit of a choice."""

    action: ReviewAction
    digit: int = 0


#: Keys as delivered, in Qt's portable spelling.
DELIVERED: Mapping[ReviewAction, tuple[str, ...]] = {
    ReviewAction.ACCEPT: ("Return", "Enter"),
    ReviewAction.TYPE: ("/",),
    ReviewAction.KEEP: ("X",),
    ReviewAction.APPEND: ("+",),
    ReviewAction.SKIP: ("S",),
    ReviewAction.ALBUM: ("A",),
    ReviewAction.ARTIST: ("R",),
    ReviewAction.UNDO: ("Ctrl+Z",),
    ReviewAction.NEXT: ("J", "Down"),
    ReviewAction.PREVIOUS: ("K", "Up"),
    ReviewAction.TOGGLE_PLAY: ("Space",),
    ReviewAction.BACK: ("Left",),
    ReviewAction.FORWARD: ("Right",),
    ReviewAction.MOMENT_FOR: ("Shift+Right",),
    ReviewAction.MOMENT_AGAINST: ("Shift+Left",),
    ReviewAction.COMPARE: ("C",),
    ReviewAction.OTHER: ("O",),
    ReviewAction.CLOSER: ("Ctrl++",),
    ReviewAction.FARTHER: ("Ctrl+-",),
    ReviewAction.WHOLE: ("Ctrl+0",),
    ReviewAction.BULK: ("Ctrl+Return",),
    ReviewAction.HELP: ("?", "F1"),
    ReviewAction.LEAVE: ("Esc",),
}
_NO_MODIFIER, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
#: Keys that do nothing by themselves.
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
#: Where the digit 1 of the main row is among the platform's scan codes; 2 to 9 follow it.
_SCAN_OF_ONE = {"xcb": 10, "wayland": 10, "windows": 2}
#: What Shift and a digit type on common layouts, for platforms without scan codes: US, German, Spanish, French figures.
_SHIFTED = {
    "!": 1,
    "@": 2,
    '"': 2,
    "#": 3,
    "\N{SECTION SIGN}": 3,
    "\N{MIDDLE DOT}": 3,
    "$": 4,
    "%": 5,
    "^": 6,
    "&": 6,
    "*": 8,
    "(": 8,
    ")": 9,
}


class KeyMap:
    """Which keys ask for which action. Immutable; :meth:`bound` gives another one."""

    def __init__(self, keys: Mapping[ReviewAction, tuple[str, ...]] = DELIVERED) -> None:
        self._keys = {action: tuple(keys.get(action, ())) for action in DELIVERED}
        self._actions = {key: action for action, names in self._keys.items() for key in names}
        self._actions["Esc"] = ReviewAction.LEAVE

    @classmethod
    def read(cls, stored: Mapping[str, str]) -> KeyMap:
        """The keys as delivered, changed as the settings say: action -> keys separated by blanks.

        What the settings say goes before what was delivered; unknown actions and keys are passed over.
        """
        own = {
            action: tuple(filter(None, map(tidy_key, stored[action].split())))
            for action in DELIVERED
            if action.value in stored
        }
        taken = {key for keys in own.values() for key in keys}
        return cls(
            {
                action: own.get(action, tuple(key for key in keys if key not in taken))
                for action, keys in DELIVERED.items()
            }
        )

    def stored(self) -> dict[str, str]:
        """What the settings keep: the actions whose keys are not those delivered."""
        return {
            action.value: " ".join(keys)
            for action, keys in self._keys.items()
            if sorted(keys) != sorted(DELIVERED[action])
        }

    def keys_of(self, action: ReviewAction) -> tuple[str, ...]:
        """The keys of ``action``, the usual one first; none where a person took them all away."""
        return self._keys[action]

    def action_of(self, key: str) -> ReviewAction | None:
        """What ``key``, in portable spelling, asks for."""
        return self._actions.get(key)

    def bound(self, action: ReviewAction, key: str) -> KeyMap:
        """``key`` asks for ``action`` as well from now on, and for nothing else."""
        without = {one: tuple(each for each in keys if each != key) for one, keys in self._keys.items()}
        return KeyMap({**without, action: (*without[action], key)})

    def unbound(self, action: ReviewAction) -> KeyMap:
        """No key asks for ``action``."""
        return KeyMap({**self._keys, action: ()})

    def with_delivered(self, action: ReviewAction) -> KeyMap:
        """``action`` has the keys again that it was delivered with."""
        keys = self.unbound(action)
        for key in DELIVERED[action]:
            keys = keys.bound(action, key)
        return keys

    def hint(self, action: ReviewAction) -> str:
        """The usual key of ``action`` as a person reads it; empty where there is none."""
        return shown_key(self._keys[action][0]) if self._keys[action] else ""


def read_key(event: QKeyEvent, platform: str | None = None, keys: KeyMap | None = None) -> KeyPress | None:
    """What ``event`` asks for in the review; None: nothing, the key is not ours."""
    keys = keys or _AS_DELIVERED
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = _digit(event, platform or QGuiApplication.platformName())
    names = event_keys(event)
    if not (digit and modifiers in {_NO_MODIFIER, _SHIFT}) or names[0] == event.text():
        for name in names:
            if (action := keys.action_of(name)) is not None:
                return KeyPress(action)
    if digit and modifiers == _NO_MODIFIER:
        return KeyPress(ReviewAction.CHOOSE, digit)
    if digit and modifiers == _SHIFT:
        return KeyPress(ReviewAction.ADD, digit)
    return None


def is_whole_key(event: QKeyEvent) -> bool:
    """Whether ``event`` is more than Shift, Ctrl or the like by itself."""
    return event.key() not in _MODIFIERS


def event_keys(event: QKeyEvent) -> list[str]:
    """How the pressed key may be spelt: by the sign it types, then by its place with its modifiers; [] for a bare
    modifier."""
    if event.key() in _MODIFIERS or event.key() in {Qt.Key.Key_unknown, 0}:
        return [""]
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    names = [QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString(_PORTABLE)]
    if len(sign) == 1 and sign.isprintable() and not sign.isalnum() and sign != " " and not modifiers & ~_SHIFT:
        names.insert(0, sign)  # the sign, however it is typed: Shift+7 is a slash on some keyboards
    elif modifiers & _SHIFT and modifiers & ~_SHIFT and _is_sign(event.key()):
        without = QKeyCombination(modifiers & ~_SHIFT, Qt.Key(event.key()))
        names.insert(
            0, QKeySequence(without).toString(_PORTABLE)
        )  # Ctrl and a plus, which some keyboards type by Shift
    return names


def _is_sign(key: int) -> bool:
    """Whether ``key`` types neither a letter nor a digit nor a blank, but can be seen."""
    return 0x20 < key < 0x7F and not chr(key).isalnum()


_PORTABLE = QKeySequence.SequenceFormat.PortableText


def tidy_key(name: str) -> str:
    """``name`` in Qt's portable spelling; empty where it is no single key."""
    known = QKeySequence.fromString(name, _PORTABLE)
    return known.toString(_PORTABLE) if known.count() == 1 else ""


def may_be_bound(key: str) -> bool:
    """Whether a person may give ``key`` a meaning: not the digits, which choose, nor Escape, nor Tab."""
    plain = key.removeprefix("Shift+")
    return bool(key) and not (plain.isdigit() and plain != "0") and plain not in {"Esc", "Tab", "Backtab"}


def shown_key(key: str) -> str:
    """``key`` as a person reads it on the platform and in menus: arrows as arrows."""
    shown = QKeySequence.fromString(key, _PORTABLE).toString(QKeySequence.SequenceFormat.NativeText)
    *held, last = shown[:-1].split("+") if shown.endswith("+") and len(shown) > 1 else shown.split("+")
    last = _SHOWN.get(key.rpartition("+")[2], last or "+")  # by its portable name, which no language changes
    return "+".join(part for part in (*held, last) if part)


_SHOWN = {
    "Left": "\N{LEFTWARDS ARROW}",
    "Right": "\N{RIGHTWARDS ARROW}",
    "Down": "\N{DOWNWARDS ARROW}",
    "Up": "\N{UPWARDS ARROW}",
    "Return": "Enter",
}


def shown_keys(keys: Iterable[str]) -> str:
    """Several keys, each once as a person reads it."""
    return "   ".join(dict.fromkeys(map(shown_key, keys)))


def action_words(action: ReviewAction) -> str:
    """What ``action`` does, in a few words."""
    return {
        ReviewAction.CHOOSE: translate("keys", "choose this suggestion and go on"),
        ReviewAction.ADD: translate("keys", "add it as a second genre"),
        ReviewAction.ACCEPT: translate("keys", "accept what is marked, or the first suggestion"),
        ReviewAction.TYPE: translate("keys", "type any genre"),
        ReviewAction.KEEP: translate("keys", "keep what the file says"),
        ReviewAction.APPEND: translate("keys", "add what was heard to what the file says"),
        ReviewAction.SKIP: translate("keys", "skip, decide later"),
        ReviewAction.ALBUM: translate("keys", "the same for the whole album"),
        ReviewAction.ARTIST: translate("keys", "this artist is right: keep all of theirs"),
        ReviewAction.UNDO: translate("keys", "take the last verdict or write back"),
        ReviewAction.NEXT: translate("keys", "next track"),
        ReviewAction.PREVIOUS: translate("keys", "previous track"),
        ReviewAction.TOGGLE_PLAY: translate("keys", "play or pause"),
        ReviewAction.BACK: translate("keys", "5 seconds back"),
        ReviewAction.FORWARD: translate("keys", "5 seconds on"),
        ReviewAction.MOMENT_FOR: translate("keys", "the moment that argues most for the first suggestion"),
        ReviewAction.MOMENT_AGAINST: translate("keys", "the moment that argues most against it"),
        ReviewAction.COMPARE: translate("keys", "compare with a sure one of the genre; again: of the next"),
        ReviewAction.OTHER: translate("keys", "hear the other of the two"),
        ReviewAction.CLOSER: translate("keys", "look closer at the picture"),
        ReviewAction.FARTHER: translate("keys", "see more of the picture"),
        ReviewAction.WHOLE: translate("keys", "see the whole track"),
        ReviewAction.BULK: translate("keys", "accept many at once"),
        ReviewAction.HELP: translate("keys", "show and hide this list"),
        ReviewAction.LEAVE: translate("keys", "leave the review"),
    }[action]


def _digit(event: QKeyEvent, platform: str) -> int:
    """The digit 1 to 9 on the pressed key, 0 for another key."""
    if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
        return event.key() - int(Qt.Key.Key_0)
    first = _SCAN_OF_ONE.get(platform)
    if first is not None and event.nativeScanCode():
        place = event.nativeScanCode() - first + 1
        return place if 1 <= place <= 9 else 0
    return _SHIFTED.get(event.text(), 0)


_AS_DELIVERED = KeyMap()
