"""The strokes that several delegates share: a text that is shortened, an icon in the middle, genres with their dots."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.ui.faces import RIGHT, Face, face
from app.ui.icons import draw_glyph
from app.ui.theme import ICON_SIZE, SPACE, SPACE_INSIDE, genre_colour, has_own_colour, theme

DOT = 8
RING = 2.2
_LONGEST_ENDING = 5  # of a file's name, with its dot
_FOR_PLACE = 2 / 7  # of a column, at most so much is kept free of a long name for the beginning of its place
_TO_RIGHT = Qt.LayoutDirection.LeftToRight
_IN_THE_MIDDLE = Qt.TextElideMode.ElideMiddle
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush


def fill(painter: QPainter, room: QRect, colour: QColor) -> None:
    """Fill ``room``.

    ``QPainter.fillRect`` would do the same; but to know its many forms apart PySide makes all of Qt's gradients for
    Python, with 169 names, in the midst of the first paint.
    """
    painter.setBackground(colour)
    painter.eraseRect(room)


def placed(painter: QPainter, whole: QRect, part: QRect) -> QRect:
    """``part`` of ``whole``, at the other side where the window runs from right to left."""
    if painter.layoutDirection() is _TO_RIGHT:
        return part
    return part.translated(whole.left() + whole.right() - part.left() - part.right(), 0)


def draw_named_file(painter: QPainter, rect: QRect, name: str, place: str, colour: QColor) -> None:
    """``name``, and quietly after it the file's ``place``: at least its beginning, or nothing in a narrow column."""
    plain, quiet = face(), face("small")
    left, width = rect.left(), rect.width()
    beginning = quiet.advance(place.partition(" · ")[0]) + 1
    least = beginning + SPACE if place and beginning + SPACE <= width * _FOR_PLACE else 0
    taken = min(plain.advance(name) + 1, width - least)
    ended = 1 < len(os.path.splitext(name)[1]) <= _LONGEST_ENDING
    shown = plain.shortened(name, taken, _IN_THE_MIDDLE) if ended else name  # a file's ending stays in sight
    plain.draw(painter, placed(painter, rect, QRect(left, rect.top(), taken, rect.height())), shown, colour)
    rest = rect.adjusted(taken + SPACE, 0, 0, 0)
    room = rest.width()
    if room < beginning:
        return
    text = place if room >= least + 4 * SPACE or quiet.advance(place) <= room else place.partition(" · ")[0]
    quiet.draw(painter, placed(painter, rect, rest), text, theme().palette.muted)


def draw_beside(painter: QPainter, rect: QRect, text: str, quiet: str, *, colour: QColor, named: Face) -> None:
    """``text`` in the face ``named``, and in what room it leaves, but at least in the half, ``quiet`` at the right."""
    small = face("small")
    width = rect.width()
    taken = min(small.advance(quiet) + 1, max(width // 2, width - named.advance(text) - SPACE))
    room = rect.adjusted(0, 0, -(taken + SPACE) if quiet else 0, 0)
    named.draw(painter, placed(painter, rect, room), text, colour)
    room = placed(painter, rect, rect.adjusted(width - taken, 0, 0, 0))
    small.draw(painter, room, quiet, theme().palette.muted, RIGHT)


def draw_icon(painter: QPainter, rect: QRect, name: str, role: str) -> None:
    """An icon in the middle of ``rect``."""
    half = ICON_SIZE // 2 - 1
    draw_glyph(painter, rect.center() - QPoint(half, half), ICON_SIZE, name, role)


def draw_genres(painter: QPainter, rect: QRect, names: Sequence[str], named: Face) -> None:
    """Genres one after another, each with the dot of its colour; what does not fit is left out."""
    left = rect.left()
    for name in names:
        room = rect.right() - left - DOT - SPACE_INSIDE
        if room < 3 * DOT:
            break
        dot = placed(painter, rect, QRect(left, rect.top(), DOT, rect.height()))
        draw_dot(painter, dot.left(), rect.center().y() + 0.5, name)
        width = named.advance(name) + 1
        text = QRect(left + DOT + SPACE_INSIDE, rect.top(), min(width, room), rect.height())
        named.draw(painter, placed(painter, rect, text), name, theme().palette.text)
        left = text.right() + SPACE + SPACE_INSIDE


def draw_bar(painter: QPainter, rect: QRectF, share: float, colour: QColor) -> None:
    """A bar filled to ``share`` (0..1) in ``colour``."""
    painter.setPen(_NO_PEN)
    painter.setBrush(theme().palette.border)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    filled = QRectF(rect)
    filled.setWidth(max(rect.height(), rect.width() * min(max(share, 0.0), 1.0)))
    painter.setBrush(colour)
    painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)


def draw_dot(painter: QPainter, left: float, middle: float, genre: str) -> None:
    """The dot of ``genre`` in its colour, ``middle`` being its height's; a ring where the colour is not its own."""
    colour = genre_colour(genre)
    if has_own_colour(genre):
        painter.setPen(_NO_PEN)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(left, middle - DOT / 2, DOT, DOT))
    else:
        painter.setPen(QPen(colour, RING))
        painter.setBrush(_NO_BRUSH)
        painter.drawEllipse(QRectF(left + RING / 2, middle - (DOT - RING) / 2, DOT - RING, DOT - RING))
