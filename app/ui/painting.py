"""The strokes that several delegates share: a text that is shortened, an icon in the middle, genres with their dots."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle

from app.ui.theme import ICON_SIZE, SPACE, SPACE_INSIDE, font, genre_colour, theme

DOT = 8
_LONGEST_ENDING = 5  # of a file's name, with its dot


def draw_text(
    painter: QPainter, rect: QRect, text: str, colour: QColor, aligned: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """One line of text in the middle of ``rect``, shortened at its end where it must be.

    ``aligned`` is turned round where the window runs from right to left; the text itself runs as its letters do, so
    that figures and names keep their order.
    """
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    window = painter.layoutDirection()
    place = QStyle.visualAlignment(window, aligned) | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if runs_left(text) else Qt.LayoutDirection.LeftToRight)
    painter.drawText(rect, place, shown)
    painter.setLayoutDirection(window)


def runs_left(text: str) -> bool:
    """Whether ``text`` is read from right to left: by its first letter that has a direction."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)


def placed(painter: QPainter, whole: QRect, part: QRect) -> QRect:
    """``part`` of ``whole``, at the other side where the window runs from right to left."""
    return QStyle.visualRect(painter.layoutDirection(), whole, part)


def draw_named_file(painter: QPainter, rect: QRect, name: str, place: str, colour: QColor) -> None:
    """``name``, and quietly after it the file's ``place``, of which at least the beginning is always seen."""
    metrics = painter.fontMetrics()
    quiet = QFontMetrics(font("small"))
    least = min(quiet.horizontalAdvance(place.partition(" · ")[0]) + SPACE, rect.width() // 3) if place else 0
    taken = min(metrics.horizontalAdvance(name) + 1, rect.width() - least)
    ended = 1 < len(os.path.splitext(name)[1]) <= _LONGEST_ENDING
    middle = Qt.TextElideMode.ElideMiddle if ended else Qt.TextElideMode.ElideRight  # a file's ending stays in sight
    shown = metrics.elidedText(name, middle, taken)
    draw_text(painter, placed(painter, rect, QRect(rect.left(), rect.top(), taken, rect.height())), shown, colour)
    rest = rect.adjusted(taken + SPACE, 0, 0, 0)
    whole = quiet.horizontalAdvance(place) <= rest.width()
    room_for_some = rest.width() >= least - SPACE + 5 * SPACE
    text = place if whole or room_for_some else place.partition(" · ")[0]
    painter.setFont(font("small"))
    draw_text(painter, placed(painter, rect, rest), text, theme().palette.muted)


def draw_beside(painter: QPainter, rect: QRect, text: str, quiet: str, colour: QColor) -> None:
    """``text``, and in what room it leaves, but at least in the half, something ``quiet`` at the right."""
    small = QFontMetrics(font("small"))
    taken = min(small.horizontalAdvance(quiet) + 1, max(rect.width() // 2, rect.width() - _advance(painter, text)))
    named = rect.adjusted(0, 0, -(taken + SPACE) if quiet else 0, 0)
    draw_text(painter, placed(painter, rect, named), text, colour)
    painter.setFont(font("small"))
    room = placed(painter, rect, rect.adjusted(rect.width() - taken, 0, 0, 0))
    draw_text(painter, room, quiet, theme().palette.muted, Qt.AlignmentFlag.AlignRight)


def _advance(painter: QPainter, text: str) -> int:
    """Width of ``text`` with room behind it."""
    return painter.fontMetrics().horizontalAdvance(text) + SPACE


def draw_icon(painter: QPainter, rect: QRect, picture: QIcon) -> None:
    """An icon in the middle of ``rect``."""
    left, top = rect.center().x() - ICON_SIZE // 2 + 1, rect.center().y() - ICON_SIZE // 2 + 1
    picture.paint(painter, left, top, ICON_SIZE, ICON_SIZE)


def draw_genres(painter: QPainter, rect: QRect, names: Sequence[str]) -> None:
    """Genres one after another, each with the dot of its colour; what does not fit is left out."""
    left = rect.left()
    for name in names:
        room = rect.right() - left - DOT - SPACE_INSIDE
        if room < 3 * DOT:
            break
        dot = placed(painter, rect, QRect(left, rect.top(), DOT, rect.height()))
        _draw_dot(painter, dot.left(), rect.center().y(), genre_colour(name))
        width = painter.fontMetrics().horizontalAdvance(name) + 1
        text = QRect(left + DOT + SPACE_INSIDE, rect.top(), min(width, room), rect.height())
        draw_text(painter, placed(painter, rect, text), name, theme().palette.text)
        left = text.right() + SPACE + SPACE_INSIDE


def draw_bar(painter: QPainter, rect: QRectF, share: float, colour: QColor) -> None:
    """A bar filled to ``share`` (0..1) in ``colour``."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().palette.border)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    filled = QRectF(rect)
    filled.setWidth(max(rect.height(), rect.width() * min(max(share, 0.0), 1.0)))
    painter.setBrush(colour)
    painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)


def _draw_dot(painter: QPainter, left: int, middle: int, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(left, middle - DOT / 2 + 0.5, DOT, DOT))
