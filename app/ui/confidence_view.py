"""Whether a model's confidence is kept: two drawings, and the same in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.session.model_figures import Confidence
from app.ui import words
from app.ui.controls import label
from app.ui.theme import SPACE, font, theme

_STEPS = 5
_DOT = 3.5


class ConfidenceView(QWidget):
    """How often it is right at each confidence, what taking more of its answers costs, and what it was worth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept = Plot(self.tr("Confidence"), self.tr("Right"), diagonal=True)
        self.kept.setAccessibleName(self.tr("How often it is right, by its confidence"))
        self.risk = Plot(self.tr("Tracks taken, surest first"), self.tr("Wrong"), diagonal=False)
        self.risk.setAccessibleName(self.tr("How many are wrong, by how many are taken"))
        self.sentence = label(wrap=True)
        plots = QHBoxLayout()
        plots.setSpacing(2 * SPACE)
        for plot in (self.kept, self.risk):
            plots.addWidget(plot, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(plots, 1)
        whole.addWidget(self.sentence)
        self._below = QWidget()  # keeps the words at the top where there is nothing to draw
        whole.addWidget(self._below, 1)

    def show_figures(self, confidence: Confidence) -> None:
        """Show this model's."""
        self.kept.show_points([(said, right) for said, right, _ in confidence.kept])
        self.risk.show_points(confidence.risk)
        told = [
            self.tr("{0} sure: {1} right").format(words.percent(said), words.percent(right))
            for said, right, _ in confidence.kept
        ]
        self.kept.setAccessibleDescription("; ".join(told))
        self.sentence.setText(self._in_words(confidence))
        for plot in (self.kept, self.risk):
            plot.setVisible(bool(confidence.kept))
        self._below.setVisible(not confidence.kept)

    def _in_words(self, confidence: Confidence) -> str:
        if not confidence.kept:
            return self.tr("This model tells no figures of its own.")
        if confidence.expected_wrong is None or confidence.wrong is None:
            return ""
        sentence = self.tr("Of the tracks that it does not ask about, it expects {0} to be wrong; {1} are.")
        return sentence.format(words.percent(confidence.expected_wrong), words.percent(confidence.wrong))


class Plot(QWidget):
    """A curve through points of 0..1 by 0..1; upwards only as far as the points go, unless it has the diagonal."""

    def __init__(self, across: str, up: str, *, diagonal: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across, self._up, self._diagonal = across, up, diagonal
        self._points: list[tuple[float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw these, from left to right."""
        self._points = list(points)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for the axes' figures."""
        return QSize(220, 180)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Axes, the diagonal where there is one, the curve."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        height = painter.fontMetrics().height()
        left = painter.fontMetrics().horizontalAdvance(words.percent(1.0)) + SPACE
        area = QRectF(left, height + SPACE, self.width() - left - 3 * SPACE, self.height() - 3 * height - 2 * SPACE)
        top = 1.0 if self._diagonal else self._highest()
        self._draw_axes(painter, area, top)
        painter.save()
        painter.setClipRect(area.adjusted(-_DOT, -_DOT, _DOT, _DOT))
        if self._diagonal:
            painter.setPen(QPen(theme().palette.muted, 1, Qt.PenStyle.DashLine))
            painter.drawLine(area.bottomLeft(), area.topRight())
        self._draw_curve(painter, [QPointF(_at(area, x, y / top)) for x, y in self._points])
        painter.restore()

    def _highest(self) -> float:
        most = max((up for _, up in self._points), default=1.0)
        return min(1.0, (int(most * 10) + 1) / 10)

    def _draw_axes(self, painter: QPainter, area: QRectF, top: float) -> None:
        height = painter.fontMetrics().height()
        for step in range(_STEPS + 1):
            share = step / _STEPS
            y, x = _at(area, 0, share).y(), _at(area, share, 0).x()
            painter.setPen(QPen(theme().palette.border, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme().palette.muted)
            beside = QRectF(0, y - height / 2, area.left() - SPACE / 2, height)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight, words.percent(share * top))
            below = QRectF(x - 30, area.bottom() + height / 2, 60, height)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words.percent(share))
        painter.setPen(theme().palette.text)
        painter.drawText(QRectF(0, 0, self.width(), height), Qt.AlignmentFlag.AlignLeft, self._up)
        bottom = QRectF(0, area.bottom() + 1.5 * height, self.width(), height)
        room = min(area.center().x(), self.width() - area.center().x())  # in the middle of the axis, if it is not long
        if painter.fontMetrics().horizontalAdvance(self._across) < 2 * room:
            bottom.setLeft(area.center().x() - room)
            bottom.setRight(area.center().x() + room)
        said = painter.fontMetrics().elidedText(self._across, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(bottom, Qt.AlignmentFlag.AlignHCenter, said)

    @staticmethod
    def _draw_curve(painter: QPainter, points: list[QPointF]) -> None:
        colour = QColor(theme().palette.accent)
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(points)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)


def _at(area: QRectF, across: float, up: float) -> QPointF:
    return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())
