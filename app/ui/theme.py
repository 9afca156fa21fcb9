"""Colours, sizes and fonts of the whole window, in light and dark.

One place decides them, so that a genre has the same colour in a strip, a bar and a chip, and a change of the system's
theme reaches every widget by one signal. Widgets ask :func:`theme` when they paint and repaint on ``changed``; they
keep no colour of their own.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cache, lru_cache

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

#: The grid, in device-independent pixels: outside controls, and inside them.
SPACE = 8
SPACE_INSIDE = 4
ROW_HEIGHT = 28
ROW_HEIGHT_COMFORTABLE = 36
ICON_SIZE = 16
CONTROL_HEIGHT = 30
RADIUS = 4

#: The three sizes of type, relative to the system's font.
_SCALE = {"small": 0.88, "normal": 1.0, "large": 1.35}


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour that is not a genre's. Text colours keep 4.5:1 on ``window``, ``surface`` and ``raised``."""

    dark: bool
    window: QColor  #: behind everything
    surface: QColor  #: tables, fields, the picture's frame
    raised: QColor  #: header rows, hovered and pressed things
    border: QColor
    text: QColor
    muted: QColor  #: second-rank text, still readable
    accent: QColor  #: the one accent: selection, playhead, progress
    accent_text: QColor  #: text on ``accent``
    selection: QColor  #: behind selected rows, under ``text``
    good: QColor
    caution: QColor
    bad: QColor


_DARK = Palette(
    dark=True,
    window=QColor("#16181d"),
    surface=QColor("#1c1f26"),
    raised=QColor("#272b34"),
    border=QColor("#363b46"),
    text=QColor("#e6e8ec"),
    muted=QColor("#abb1bc"),
    accent=QColor("#45c4d8"),
    accent_text=QColor("#06222a"),
    selection=QColor("#1f4652"),
    good=QColor("#6fcf97"),
    caution=QColor("#e9b949"),
    bad=QColor("#ff8a80"),
)
_LIGHT = Palette(
    dark=False,
    window=QColor("#f1f3f5"),
    surface=QColor("#ffffff"),
    raised=QColor("#e7eaee"),
    border=QColor("#cdd2d9"),
    text=QColor("#1b1f26"),
    muted=QColor("#545c69"),
    accent=QColor("#0b7285"),
    accent_text=QColor("#ffffff"),
    selection=QColor("#c9e7ee"),
    good=QColor("#1a6e3e"),
    caution=QColor("#8a5a00"),
    bad=QColor("#b3261e"),
)

#: Genre colours, (dark theme, light theme). Picked from a grid of sRGB so that the nearest two are as far apart as they
#: can be in OKLab (Ottosson 2020), also as people with protanopia and deuteranopia see them (Machado, Oliveira &
#: Fernandes 2009), with a contrast of 3:1 on every ground of the theme. A test keeps these distances.
_GENRE_COLOURS = {
    "blues": ("#4bb4ff", "#4d66bf"),
    "classical": ("#7878f0", "#4d26bf"),
    "country": ("#e1c32d", "#660000"),
    "disco": ("#b45aa5", "#803380"),
    "hiphop": ("#fff02d", "#736673"),
    "jazz": ("#e18700", "#cc660d"),
    "metal": ("#c3c3b4", "#40404d"),
    "pop": ("#e187c3", "#a673a6"),
    "reggae": ("#00b478", "#266633"),
    "rock": ("#d24b0f", "#bf0000"),
    "electronic": ("#69e1ff", "#0d0099"),
    "folk": ("#87ffa5", "#738c66"),
    "international": ("#c3ffff", "#9966ff"),
    "experimental": ("#3c875a", "#4d0d66"),
}
#: Colours of all other genres, for their spelling: as far from the fourteen, and from each other, as there was room for
#: with the same contrast. A dot of these is a ring, so that a genre that only looks alike is told by its shape.
_OTHER_COLOURS = (
    ("#ffc3ff", "#874b00"),
    ("#969696", "#004b96"),
    ("#969600", "#0087a5"),
    ("#0f96c3", "#c34b69"),
    ("#ffe1a5", "#871e3c"),
    ("#ff9687", "#4b8700"),
    ("#87d278", "#006978"),
    ("#b4a5ff", "#5a3c00"),
)
#: Names of the same thing in other collections.
_SAME_COLOUR = {"instrumental": "experimental", "rap": "hiphop", "world": "international", "electronica": "electronic"}


class Theme(QObject):
    """The theme in force. ``changed`` is emitted after the application's palette was replaced."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(QGuiApplication.instance())
        self._choice = "system"
        self._applied: Palette | None = None  #: whose style sheet the application has
        self._palette = _DARK if _system_is_dark() else _LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)

    @property
    def palette(self) -> Palette:
        """Colours in force."""
        return self._palette

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self._palette.dark

    def choose(self, choice: str) -> None:
        """Follow the settings' ``theme``: "system", "light" or "dark"; anything else counts as "system"."""
        self._choice = choice
        self._refresh()

    def _refresh(self) -> None:
        dark = self._choice == "dark" or (self._choice != "light" and _system_is_dark())
        palette = _DARK if dark else _LIGHT
        if palette is self._applied:
            return  # Qt would work out the look of every widget anew
        self._palette = self._applied = palette
        from app.ui import style  # reads the sizes of this module

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_qt_palette(self._palette))
            application.setStyleSheet(style.style_sheet(self._palette))
        self.changed.emit()


@cache
def theme() -> Theme:
    """The application's one theme; the first call needs a ``QApplication``."""
    return Theme()


def genre_colour(name: str) -> QColor:
    """Colour of a genre in the theme in force: the same everywhere, whatever case or hyphen ``name`` has.

    A genre without a colour of its own gets one that none of those has, by its spelling, always the same one.
    """
    return QColor(_genre_colours(name)[0 if theme().is_dark else 1])


@lru_cache(maxsize=1000)
def has_own_colour(name: str) -> bool:
    """Whether ``name`` is one of the genres that have a colour for themselves."""
    return _colour_key(name) in _GENRE_COLOURS


@lru_cache(maxsize=1000)
def _genre_colours(name: str) -> tuple[QColor, QColor]:
    key = _colour_key(name)
    pair = _GENRE_COLOURS.get(key) or _OTHER_COLOURS[zlib.crc32(key.encode()) % len(_OTHER_COLOURS)]
    return QColor(pair[0]), QColor(pair[1])


def _colour_key(name: str) -> str:
    key = "".join(letter for letter in name.casefold() if letter.isalnum())
    return _SAME_COLOUR.get(key, key)


def font(size: str = "normal", *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font in one of three sizes ("small", "normal", "large"); ``tabular``: figures of one width."""
    system = QApplication.font()
    if system != _fonts.system:  # asked for with every text that is painted: a font as a key would have to be spelt out
        _fonts.system = QFont(system)
        _fonts.made.clear()
    key = (size, bold, tabular)
    if key not in _fonts.made:
        _fonts.made[key] = _make_font(system, size, bold, tabular)
    return QFont(_fonts.made[key])


@dataclass(slots=True)
class _Fonts:
    """The fonts made of the system's."""

    system: QFont | None = None
    made: dict[tuple[str, bool, bool], QFont] = field(default_factory=dict)


_fonts = _Fonts()


def _make_font(system: QFont, size: str, bold: bool, tabular: bool) -> QFont:
    made = QFont(system)
    made.setPointSizeF(made.pointSizeF() * _SCALE[size])
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.raised,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.window.darker(130),
    }.items():
        palette.setColor(name, colour)
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(colours.muted)
        faint.setAlphaF(0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, disabled, faint)
    return palette


def is_theme_event(event: QEvent) -> bool:
    """Whether ``event`` (of ``changeEvent``) tells a widget that its colours or fonts changed."""
    return event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange, QEvent.Type.FontChange}
