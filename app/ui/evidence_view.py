"""Moment by moment, which genre the sound argues for: a strip on the time axis of the picture above it.

Colour is never alone: a run of moments with the same genre carries its name where there is room, and the bar's height
says how strongly it argues. What was not heard is left empty with a thin line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.library.answers import Prediction
from app.ui.mel_axes import AXIS_WIDTH, time_text
from app.ui.mel_plot import RIGHT_MARGIN
from app.ui.theme import font, genre_colour, is_theme_event, theme
from app.ui.words import percent, translate

_HEIGHT = 42
_NAME_HEIGHT = 15
_LEAST_BAR = 0.18  # part of the height that the weakest bar has, so that it can be seen and hit


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the track and what it argues for."""

    start_s: float
    end_s: float
    genre: str
    sure: float  #: of ``genre``, 0..1
    second: str
    second_sure: float


def moments_of(prediction: Prediction, labels: Sequence[str]) -> tuple[Moment, ...]:
    """The moments of ``prediction`` in time order, each cut where the next one begins."""
    starts = np.asarray(prediction.moment_starts_s, np.float64)
    scores = np.asarray(prediction.moment_scores, np.float32)
    found = []
    for index in np.argsort(starts, kind="stable"):
        later = starts[starts > starts[index]]
        end = min([starts[index] + prediction.moment_length_s, *(later.min(initial=np.inf),)])
        best, second = _two_best(scores[index])
        found.append(
            Moment(
                float(starts[index]),
                float(end),
                labels[best],
                float(scores[index, best]),
                labels[second],
                float(scores[index, second]),
            )
        )
    return tuple(found)


def ranked_moments(prediction: Prediction, label: int, *, against: bool = False) -> list[float]:
    """Starts, in seconds, of the moments that argue for ``label``, the strongest first; or those that argue least."""
    scores = np.asarray(prediction.moment_scores, np.float32)
    if scores.size == 0:
        return []
    order = np.argsort(scores[:, label] if against else -scores[:, label], kind="stable")
    return [float(prediction.moment_starts_s[place]) for place in order]


def telling_moment(prediction: Prediction, label: int) -> float:
    """Start, in seconds, of the moment that argues most for ``label``; 0.0 without moments."""
    return next(iter(ranked_moments(prediction, label)), 0.0)


class EvidenceView(QWidget):
    """The strip. A click goes to the beginning of the moment under it."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self._note = ""
        self._view = (0.0, 1.0)
        self._position_s: float | None = None
        self._marked_s: float | None = None  # where the playhead was when it was last asked to be painted
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Evidence by moment"))
        theme().changed.connect(self.update)

    def show_moments(self, moments: Sequence[Moment], length_s: float | None = None, note: str = "") -> None:
        """Show ``moments`` over a track of ``length_s``; ``note`` stands there when there are none."""
        self._note = note
        self._moments = tuple(moments)
        if length_s:
            self._view = (0.0, length_s)
        runs = ", ".join(f"{time_text(run[0].start_s)} {run[0].genre}" for run in runs_of(self._moments))
        self.setAccessibleDescription(runs)
        self.update()

    def set_view(self, first_s: float, last_s: float) -> None:
        """Show these seconds: those of the picture."""
        self._view = (first_s, last_s)
        self.update()

    def set_position(self, time_s: float) -> None:
        """Mark the moment that is heard; painted once that moves the playhead by half a pixel."""
        self._position_s = time_s
        marked = self._marked_s
        if marked is None or abs(self._x(marked) - self._x(time_s)) >= 0.5:
            self._marked_s = time_s
            self.update()

    @property
    def marked_s(self) -> float | None:
        """Seconds at which the playhead is seen; None before anything was heard."""
        return self._marked_s

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, _HEIGHT)

    def moment_at(self, x: float) -> Moment | None:
        """The moment under the horizontal place ``x``, in pixels."""
        time_s = self._time(x)
        return next((moment for moment in self._moments if moment.start_s <= time_s < moment.end_s), None)

    # ── mouse ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the moment."""
        moment = self.moment_at(event.position().x())
        if moment is not None and event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(moment.start_s)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the cursor that a moment can be clicked."""
        shape = (
            Qt.CursorShape.PointingHandCursor if self.moment_at(event.position().x()) else Qt.CursorShape.ArrowCursor
        )
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        """Tell about the moment under the cursor."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            moment = self.moment_at(event.pos().x())
            QToolTip.showText(event.globalPos(), moment_text(moment) if moment else "", self)
            return True
        if is_theme_event(event):
            self.update()
        return super().event(event)

    # ── painting ──────────────────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Bars, names, and the playhead."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time runs
        area = self._area()
        painter.setClipRect(area.adjusted(-1, 0, 1, 0))
        painter.setPen(QPen(theme().palette.border, 1))
        painter.drawLine(QPointF(area.left(), area.bottom() - 0.5), QPointF(area.right(), area.bottom() - 0.5))
        for moment in self._moments:
            self._paint_bar(painter, moment)
        painter.setFont(font("small"))
        runs = runs_of(self._moments)
        for run, following in zip(runs, [*runs[1:], None], strict=False):
            self._paint_name(painter, run, following[0].start_s if following else None)
        if not self._moments and self._note:
            painter.setPen(theme().palette.muted)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._note)
        if self._position_s is not None and self._moments:
            painter.setPen(QPen(theme().palette.accent, 1))
            x = round(self._x(self._position_s)) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_bar(self, painter: QPainter, moment: Moment) -> None:
        area = self._area()
        left, right = self._x(moment.start_s), self._x(moment.end_s)
        height = (area.height() - _NAME_HEIGHT) * (_LEAST_BAR + (1 - _LEAST_BAR) * moment.sure)
        colour = QColor(genre_colour(moment.genre))
        heard = self._position_s is not None and moment.start_s <= self._position_s < moment.end_s
        colour.setAlphaF(1.0 if heard else 0.6 + 0.3 * moment.sure)
        gap = 1.0 if right - left > 4 else 0.0
        painter.fillRect(QRectF(left, area.bottom() - height, max(right - left - gap, 1.0), height), colour)

    def _paint_name(self, painter: QPainter, run: tuple[Moment, ...], next_s: float | None) -> None:
        area = self._area()
        left = max(self._x(run[0].start_s), area.left())
        right = min(self._x(next_s) if next_s is not None else area.right(), area.right())
        name = fitting_name(run[0].genre, right - left - 3, QFontMetricsF(painter.font()))
        painter.setPen(theme().palette.text)
        painter.drawText(QRectF(left + 1, area.top(), right - left, _NAME_HEIGHT), Qt.AlignmentFlag.AlignVCenter, name)

    def _area(self) -> QRectF:
        return QRectF(AXIS_WIDTH, 0, max(self.width() - AXIS_WIDTH - RIGHT_MARGIN, 1), self.height())

    def _x(self, time_s: float) -> float:
        first, last = self._view
        area = self._area()
        return area.left() + (time_s - first) / max(last - first, 1e-6) * area.width()

    def _time(self, x: float) -> float:
        first, last = self._view
        area = self._area()
        return first + (x - area.left()) / area.width() * (last - first)


def runs_of(moments: Sequence[Moment]) -> list[tuple[Moment, ...]]:
    """Neighbouring moments that argue for the same genre, together."""
    runs: list[list[Moment]] = []
    for moment in moments:
        if runs and runs[-1][-1].genre == moment.genre:
            runs[-1].append(moment)
        else:
            runs.append([moment])
    return [tuple(run) for run in runs]


def fitting_name(genre: str, room: float, metrics: QFontMetricsF) -> str:
    """``genre`` where there is room for it, else its first two letters, else nothing."""
    if metrics.horizontalAdvance(genre) <= room:
        return genre
    return genre[:2] if metrics.horizontalAdvance(genre[:2]) <= room else ""


def moment_text(moment: Moment) -> str:
    """``1:12 to 1:22: Jazz 82 %, then Blues 9 %``, in the person's language."""
    return translate("words", "{0} to {1}: {2} {3}, then {4} {5}").format(
        time_text(moment.start_s),
        time_text(moment.end_s),
        moment.genre,
        percent(moment.sure),
        moment.second,
        percent(moment.second_sure),
    )


def _two_best(scores: NDArray[np.float32]) -> tuple[int, int]:
    order = np.argsort(-scores, kind="stable")
    return int(order[0]), int(order[min(1, len(order) - 1)])
