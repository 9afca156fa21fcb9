"""Icons by what they mean, all of one family (Phosphor, a font that comes with QtAwesome), in the theme's colours.

An icon looks its colour up when it is painted, so a change of theme needs no new icons. Only that font is read:
QtAwesome itself would load its eleven fonts, and check them, before the first window.
"""

from __future__ import annotations

import json
import math
import os
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QIcon, QIconEngine, QPainter, QPixmap

from app.ui.theme import theme

#: Meaning -> glyph of the Phosphor family.
GLYPHS = {
    "about": "info",
    "accept": "check",
    "add": "plus",
    "add-folder": "folder-plus",
    "album": "disc",
    "analyse": "activity",
    "away": "link-break",
    "all": "music-notes",
    "cancel": "x",
    "audit": "scales",
    "close": "x",
    "compare": "columns",
    "picture": "sliders-horizontal",
    "picture-file": "image",
    "sort": "sort-ascending",
    "columns": "columns",
    "collapse": "caret-down",
    "conflict": "arrows-left-right",
    "copy": "copy",
    "edit": "pencil-simple",
    "equal": "equals",
    "error": "warning-circle",
    "expand": "caret-right",
    "failed": "x-circle",
    "filter": "funnel",
    "folder": "folder",
    "hear": "ear",
    "help": "question",
    "history": "clock-counter-clockwise",
    "keep": "lock-simple",
    "keep-list": "shield-check",
    "keyboard": "keyboard",
    "link": "link",
    "menu": "list",
    "message": "info",
    "model": "cpu",
    "music": "music-note",
    "new": "circle-dashed",
    "next": "caret-right",
    "pause": "pause",
    "play": "play",
    "previous": "caret-left",
    "ready": "check-circle",
    "remove": "trash",
    "report": "file-text",
    "rescan": "arrows-clockwise",
    "review": "circle-half",
    "row-menu": "dots-three",
    "search": "magnifying-glass",
    "settings": "gear-six",
    "show": "folder-open",
    "skip": "skip-forward",
    "sound": "speaker-high",
    "sound-off": "speaker-x",
    "stop": "stop",
    "undo": "arrow-counter-clockwise",
    "unknown": "question",
    "up": "arrow-right",
    "warning": "warning",
    "write": "pencil-line",
    "written": "floppy-disk",
}


#: Qt's numbers of the font, the last one valid while its application lives.
_loaded: list[int] = []


class _GlyphEngine(QIconEngine):
    """Paints one glyph in the colour that the theme has for ``role`` at that moment."""

    def __init__(self, glyph: str, role: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        colour = QColor(getattr(theme().palette, self._role))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        painter.save()
        painter.setPen(colour)
        font = QFont(_family())
        font.setPixelSize(max(1, rect.height()))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _character(self._glyph))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._glyph, self._role)


def icon(name: str, role: str = "text") -> QIcon:
    """Icon for a meaning of :data:`GLYPHS`, in the palette colour ``role`` ("text", "muted", "accent", "bad", …)."""
    return QIcon(_GlyphEngine(GLYPHS[name], role))


def draw_glyph(painter: QPainter, corner: QPoint, size: int, name: str, role: str = "text") -> None:
    """The picture of :func:`icon` in a square below and right of ``corner``, nothing asked twice.

    Leaves its own font and colour in ``painter``.
    """
    font, character, across, down = _placed_glyph(name, size)
    painter.setFont(font)
    painter.setPen(getattr(theme().palette, role))
    painter.drawText(QPointF(corner.x() + across, corner.y() + down), character)


@cache
def _placed_glyph(name: str, size: int) -> tuple[QFont, str, float, float]:
    """Of a meaning, in a size: font, character, and where the character stands in the square."""
    font, character = QFont(_family()), _character(GLYPHS[name])
    font.setPixelSize(size)
    exact = QFontMetricsF(font)
    across = (size - exact.horizontalAdvance(character)) / 2
    return font, character, across, (size - math.ceil(exact.height())) / 2 + exact.ascent()


def _character(glyph: str) -> str:
    return chr(int(_characters()[glyph], 16))


@cache
def _characters() -> dict[str, str]:
    """Glyph -> its character in the font, as a hexadecimal number."""
    names: dict[str, str] = json.loads(_font_file("phosphor-charmap-", ".json").read_text(encoding="utf-8"))
    return names


def _family() -> str:
    """The font's name, once it is loaded. Qt forgets fonts with the application, hence the question each time."""
    families = QFontDatabase.applicationFontFamilies(_loaded[-1]) if _loaded else []
    if not families:
        _loaded.append(QFontDatabase.addApplicationFont(str(_font_file("phosphor-", ".ttf"))))
        families = QFontDatabase.applicationFontFamilies(_loaded[-1])
    return families[0] if families else ""


def _font_file(beginning: str, ending: str) -> Path:
    """The newest file of such a name among QtAwesome's fonts, found without importing it, in a frozen program too."""
    found: list[Path] = []
    for place in sys.path:
        folder = os.path.join(place, "qtawesome", "fonts")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        found += (Path(folder, name) for name in names if name.startswith(beginning) and name.endswith(ending))
    return found[-1]
