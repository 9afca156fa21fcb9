"""Fonts as they are painted: what is known of one is asked once, and a text that fits is neither measured nor laid out.

Qt's way to put a line of text into a rectangle measures it, shortens it, lays it out and draws it, 25 µs a cell. A text
of plain letters from left to right can be drawn where its first letter stands, which gives the same pixels in a third
of that.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QRawFont

from app.ui.theme import font

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_AT_END = Qt.TextElideMode.ElideRight
_TO_RIGHT, _TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute

#: Texts of a face whose width is kept: a few tables full.
_KEPT = 2000
#: The letters' own widths say this much too little at most of the width of a text: pairs move together, hardly apart.
_SLACK = 1.03
#: Letters behind Cyrillic need more than standing side by side, but for dashes, quotes and dots.
_PLAIN_END = 0x0530
_PUNCTUATION = range(0x2010, 0x2028)
_PLAIN_KINDS = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "ON"})


class _Letters(dict[str, float]):
    """Width of each plain letter; infinite for those that Qt must lay out."""

    def __init__(self, made: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(made)
        self._raw: QRawFont | None = None
        self._font = made

    def __missing__(self, letter: str) -> float:
        self[letter] = width = self._metrics.horizontalAdvance(letter) if self._is_plain(letter) else math.inf
        return width

    def _is_plain(self, letter: str) -> bool:
        if letter.isascii():
            return letter.isprintable()
        if not (ord(letter) < _PLAIN_END or ord(letter) in _PUNCTUATION) or not letter.isprintable():
            return False
        if unicodedata.combining(letter) or unicodedata.bidirectional(letter) not in _PLAIN_KINDS:
            return False
        if self._raw is None:
            self._raw = QRawFont.fromFont(self._font)
        return self._raw.supportsCharacter(ord(letter))  # else another font would lend it, of another height


class Face:
    """A font, and texts drawn in it."""

    def __init__(self, made: QFont) -> None:
        self.font = made
        self.metrics = QFontMetrics(made)
        self._letters = _Letters(made)
        self._exact = QFontMetricsF(made)
        self.ascent = self._exact.ascent()
        self.height = math.ceil(self._exact.height())  #: of a line
        self.advance = lru_cache(_KEPT)(self._advance)  #: of a text, in whole pixels
        self.exact_advance = lru_cache(_KEPT)(self._exact_advance)
        self._shortened = lru_cache(_KEPT)(self._shorten)

    # Functions of ours are kept: of Qt's own the cache would ask the description, which takes 20 ms to be made.

    def _advance(self, text: str) -> int:
        return self.metrics.horizontalAdvance(text)

    def _exact_advance(self, text: str) -> float:
        return self._exact.horizontalAdvance(text)

    def _shorten(self, text: str, where: Qt.TextElideMode, width: int) -> str:
        return self.metrics.elidedText(text, where, width)

    def at_most(self, text: str) -> float:
        """A width that ``text`` does not exceed; infinite where only Qt can tell."""
        return _SLACK * sum(map(self._letters.__getitem__, text)) + 1

    def shortened(self, text: str, width: int, where: Qt.TextElideMode = _AT_END) -> str:
        """``text``, shortened where it is wider than ``width``."""
        return text if self.at_most(text) <= width else self._shortened(text, where, width)

    def draw(self, painter: QPainter, rect: QRect, text: str, colour: QColor, aligned: Qt.AlignmentFlag = LEFT) -> None:
        """One line of text in the middle of ``rect``, shortened at its end where it must be.

        ``aligned`` is turned round where the window runs from right to left; the text itself runs as its letters do, so
        that figures and names keep their order.
        """
        painter.setFont(self.font)
        painter.setPen(colour)
        shown = self.shortened(text, rect.width())
        window = painter.layoutDirection()
        at_right = (aligned is RIGHT) is (window is _TO_RIGHT)
        if self.at_most(shown) == math.inf:
            painter.setLayoutDirection(_TO_LEFT if runs_left(shown) else _TO_RIGHT)
            painter.drawText(rect, _MIDDLE | (RIGHT if at_right else LEFT), shown)
            painter.setLayoutDirection(window)
            return
        left = rect.x() + (rect.width() - self.exact_advance(shown) if at_right else 0)
        baseline = QPointF(left, rect.y() + (rect.height() - self.height) / 2 + self.ascent)
        if window is _TO_RIGHT:
            painter.drawText(baseline, shown)
        else:
            painter.setLayoutDirection(_TO_RIGHT)
            painter.drawText(baseline, shown)
            painter.setLayoutDirection(window)


def runs_left(text: str) -> bool:
    """Whether ``text`` is read from right to left: by its first letter that has a direction."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)


_faces: dict[tuple[str, bool, bool], Face] = {}


def face(size: str = "normal", *, bold: bool = False, tabular: bool = False) -> Face:
    """The system's font in one of three sizes, as :func:`app.ui.theme.font`, ready to draw with."""
    made = font(size, bold=bold, tabular=tabular)
    known = _faces.get((size, bold, tabular))
    if known is None or known.font != made:
        known = _faces[size, bold, tabular] = Face(made)
    return known
