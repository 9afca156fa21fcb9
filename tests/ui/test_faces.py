from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle

from app.ui.faces import LEFT, RIGHT, Face, face, runs_left
from app.ui.icons import draw_glyph, icon
from app.ui.painting import placed

_TEXTS = (
    "",
    "Blue Train",
    "AVATAR To Wáy – “Träne” Мир",
    "1:02:33",
    "87 %",
    "東京 night",
    "12 שירים",
    "مرحبا",
    "two\nlines",
    "a title that is much too long for the room that it has",
    "e\u0301 combined",
)


def _canvas(window: Qt.LayoutDirection) -> tuple[QImage, QPainter]:
    image = QImage(180, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(window)
    return image, painter


def _by_qt(rect: QRect, text: str, font: QFont, aligned: Qt.AlignmentFlag, window: Qt.LayoutDirection) -> QImage:
    image, painter = _canvas(window)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    place = QStyle.visualAlignment(window, aligned) | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    ways = Qt.LayoutDirection
    painter.setLayoutDirection(ways.RightToLeft if runs_left(text) else ways.LeftToRight)
    painter.drawText(rect, place, shown)
    painter.end()
    return image


@pytest.mark.parametrize("text", _TEXTS)
@pytest.mark.parametrize("aligned", [LEFT, RIGHT])
@pytest.mark.parametrize("window", list(Qt.LayoutDirection)[:2])
def test_draws_a_text_as_qt_puts_it_into_a_rectangle(
    qapp: QApplication, text: str, aligned: Qt.AlignmentFlag, window: Qt.LayoutDirection
) -> None:
    for kind in (face(), face("small"), face(bold=True), face(tabular=True)):
        rect = QRect(7, 5, 150, 28)
        image, painter = _canvas(window)
        kind.draw(painter, rect, text, QColor("black"), aligned)
        assert painter.layoutDirection() is window
        painter.end()
        assert _largest_difference(image, _by_qt(rect, text, kind.font, aligned, window)) <= 16


def _largest_difference(one: QImage, other: QImage) -> int:
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("text", _TEXTS)
def test_what_it_says_fits_does(qapp: QApplication, text: str) -> None:
    kind = face()
    assert kind.at_most(text) >= kind.metrics.horizontalAdvance(text)
    for width in (0, 20, 80, 1000):
        assert kind.shortened(text, width) == kind.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def test_a_face_follows_the_systems_font(qapp: QApplication) -> None:
    before, known = qapp.font(), face()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(larger)
    try:
        assert face().height > known.height
    finally:
        qapp.setFont(before)
    assert isinstance(face(), Face)
    assert face().height == known.height


def test_a_glyph_is_the_icons(qapp: QApplication) -> None:
    image, painter = _canvas(Qt.LayoutDirection.LeftToRight)
    draw_glyph(painter, QPoint(20, 9), 16, "ready", "accent")
    painter.end()
    other, painter = _canvas(Qt.LayoutDirection.LeftToRight)
    icon("ready", "accent").paint(painter, 20, 9, 16, 16)
    painter.end()
    assert image == other


@pytest.mark.parametrize("part", [QRect(3, 0, 8, 5), QRect(10, 0, 7, 5)])
@pytest.mark.parametrize("whole", [QRect(0, 0, 40, 5), QRect(2, 0, 41, 5)])
def test_parts_change_sides_where_the_window_runs_leftwards(qapp: QApplication, whole: QRect, part: QRect) -> None:
    for window in list(Qt.LayoutDirection)[:2]:
        _, painter = _canvas(window)
        assert placed(painter, whole, part) == QStyle.visualRect(window, whole, part)
        assert painter.end()
