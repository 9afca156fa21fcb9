"""The common ground of the mel pictures: axes, colours, playhead, cursor read-out, and how mouse and wheel act.

Nothing of pyqtgraph's own look or menus is left: it draws the image and keeps the coordinates, the rest is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.colour_maps import loudness_colours
from app.ui.mel_axes import (
    AXIS_HEIGHT,
    AXIS_WIDTH,
    FrequencyAxis,
    FrequencyScale,
    Spread,
    TimeAxis,
    frequency_text,
    time_text,
)
from app.ui.picture_look import picture_look
from app.ui.theme import SPACE, SPACE_INSIDE, font, theme

#: Room right of the picture, so that the last label of the time axis is whole.
RIGHT_MARGIN = 14
_LEAST_WIDTH = 240
_TOP_MARGIN = 5  # the uppermost label is not cut
#: The shortest time that can fill the picture, in seconds.
_SHORTEST_VIEW_S = 1.0
_ZOOM_PER_STEP = 1.25
#: How many times higher than the whole the frequencies can be drawn.
_CLOSEST_BANDS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """What lies under the cursor."""

    time_s: float
    hz: float
    decibels: float | None  #: relative to the loudest of the track; None where nothing is drawn


class MelImage(pg.ImageItem):  # type: ignore[misc]
    """An image (columns, bands) that is scaled smoothly: bands are no mosaic."""

    def paint(self, painter: QPainter, *arguments: Any) -> None:
        """Draw with interpolation between pixels."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *arguments)


class TimeBox(pg.ViewBox):  # type: ignore[misc]
    """The area of the picture: a click names a time, wheel and drag zoom and pan along the time, nothing else moves."""

    clicked = Signal(float)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.setMouseEnabled(x=True, y=False)
        self.interactive = True
        self.length_s = 0.0

    def whole(self, length_s: float) -> None:
        """Show all of ``length_s`` seconds and let nobody leave them."""
        self.length_s = length_s
        self.setLimits(xMin=0.0, xMax=length_s, minXRange=min(_SHORTEST_VIEW_S, length_s), maxXRange=length_s)
        self.setXRange(0.0, length_s, padding=0.0)

    def wheelEvent(self, event: Any, axis: Any = None) -> None:  # noqa: ARG002
        """Zoom around the cursor; a sideways wheel pans; with Ctrl the frequencies are zoomed."""
        event.accept()
        if not self.interactive or self.length_s <= 0:
            return
        centre = self.mapSceneToView(event.scenePos())
        steps = event.delta() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_frequencies(steps, centre.y())
            return
        low, high = self.viewRange()[0]
        if event.orientation() == Qt.Orientation.Horizontal:
            self._show(low - event.delta() / 120 * (high - low) / 10, high - low)
            return
        self.zoom(steps, centre.x())

    def zoom(self, steps: float, around_s: float | None = None) -> None:
        """Look closer by ``steps`` (below 0: farther), ``around_s`` staying in its place; None: the middle."""
        low, high = self.viewRange()[0]
        if self.length_s <= 0 or high <= low:
            return
        centre = (low + high) / 2 if around_s is None else around_s
        span = min(max((high - low) * _ZOOM_PER_STEP**-steps, _SHORTEST_VIEW_S), self.length_s)
        self._show(centre - (centre - low) / (high - low) * span, span)

    def show_all(self) -> None:
        """The whole track and all its frequencies."""
        if self.length_s > 0:
            self.setXRange(0.0, self.length_s, padding=0.0)
            self.setYRange(0.0, self.state["limits"]["yLimits"][1], padding=0.0)

    def _zoom_frequencies(self, steps: float, around: float) -> None:
        low, high = self.viewRange()[1]
        top = self.state["limits"]["yLimits"][1]
        span = min(max((high - low) * _ZOOM_PER_STEP**-steps, top / _CLOSEST_BANDS), top)
        start = min(max(around - (around - low) / (high - low) * span, 0.0), top - span)
        self.setYRange(start, start + span, padding=0.0)

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:  # noqa: ARG002
        """Pan with the left button."""
        event.accept()
        if not self.interactive or event.button() != Qt.MouseButton.LeftButton or self.length_s <= 0:
            return
        low, high = self.viewRange()[0]
        moved = self.mapSceneToView(event.scenePos()) - self.mapSceneToView(event.lastScenePos())
        self._show(low - moved.x(), high - low)
        bottom, top = self.viewRange()[1]
        start = min(max(bottom - moved.y(), 0.0), self.state["limits"]["yLimits"][1] - (top - bottom))
        self.setYRange(start, start + top - bottom, padding=0.0)

    def mouseClickEvent(self, event: Any) -> None:
        """Name the time under a click; a double click shows the whole track."""
        if event.button() != Qt.MouseButton.LeftButton or not self.interactive or self.length_s <= 0:
            return
        event.accept()
        if event.double():
            self.show_all()
        else:
            time_s = self.mapSceneToView(event.scenePos()).x()
            self.clicked.emit(min(max(time_s, 0.0), self.length_s))

    def keep_visible(self, time_s: float) -> None:
        """Turn the page when ``time_s`` runs out of a zoomed view."""
        low, high = self.viewRange()[0]
        if self.length_s > 0 and high - low < self.length_s and not low <= time_s <= high:
            self._show(time_s, high - low)

    def _show(self, start_s: float, span_s: float) -> None:
        start = min(max(start_s, 0.0), max(self.length_s - span_s, 0.0))
        self.setXRange(start, start + span_s, padding=0.0)


class MelPlot(pg.PlotWidget):  # type: ignore[misc]
    """A mel image with hertz and time axes, a playhead, a read-out of the cursor, and a place for a message."""

    seek_requested = Signal(float)  #: seconds, where a person clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        self.box = TimeBox()
        self.time_axis, self.frequency_axis = TimeAxis(), FrequencyAxis()
        axes = {"bottom": self.time_axis, "left": self.frequency_axis}
        super().__init__(parent, viewBox=self.box, axisItems=axes, enableMenu=False)
        plot = self.getPlotItem()
        plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every script
        plot.hideButtons()
        plot.layout.setContentsMargins(0, _TOP_MARGIN, RIGHT_MARGIN, 0)
        self.scale_hz: FrequencyScale | None = None
        self._centres_hz: NDArray[np.float32] | NDArray[np.float64] | None = None
        self._spread: Spread | None = None
        self.image = MelImage(axisOrder="col-major")
        self.image.setVisible(False)
        self.playhead = pg.InfiniteLine(angle=90, movable=False)
        self.playhead.setVisible(False)
        for item in (self.image, self.playhead):
            plot.addItem(item, ignoreBounds=True)
        self.box.clicked.connect(self.seek_requested)
        self._readout = _overlay(self, "readout")
        self._message = _overlay(self, "message")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self.scene().sigMouseMoved.connect(self._follow_cursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        theme().changed.connect(self.take_colours)
        picture_look().changed.connect(self.take_look)
        self.take_colours()

    def sizeHint(self) -> QSize:
        """What it needs at least: Qt's own hint is the size it has, which keeps a layout from giving it less again."""
        return QSize(_LEAST_WIDTH, max(self.minimumHeight(), self.minimumSizeHint().height()))

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────────────────

    def take_scale(self, centres_hz: NDArray[np.float32] | NDArray[np.float64]) -> None:
        """Draw bands with these centre frequencies from now on."""
        self._centres_hz = centres_hz
        self._spread = Spread(centres_hz, picture_look().look.axis)
        self.scale_hz = self._spread.scale
        self.frequency_axis.take_scale(self.scale_hz)
        self.box.setLimits(yMin=0, yMax=self.scale_hz.bands, minYRange=self.scale_hz.bands / _CLOSEST_BANDS)
        self.box.setYRange(0, self.scale_hz.bands, padding=0.0)

    def take_look(self) -> None:
        """Follow the look in force: another spread of the frequencies, other colours, another range."""
        if self.plotItem is None:  # closed
            return
        if self._centres_hz is not None:
            self.take_scale(self._centres_hz)
        self.take_colours()
        self.redraw()

    def redraw(self) -> None:
        """Draw what is shown anew, because its look changed."""

    def draw(self, columns: NDArray[np.uint8], start_s: float, end_s: float, levels: tuple[float, float]) -> None:
        """Show ``columns`` (n, n_mels) from ``start_s`` to ``end_s``; ``levels`` are the values of quiet and loud."""
        if self._spread is not None:
            columns = self._spread.lay_out(columns)
        self.image.setImage(columns, autoLevels=False, levels=levels)
        self.image.setRect(QRectF(start_s, 0.0, end_s - start_s, columns.shape[1]))
        self.image.setVisible(True)

    def blank(self, message: str = "") -> None:
        """Show no picture but ``message``, a sentence."""
        self.image.setVisible(False)
        self.playhead.setVisible(False)
        self._readout.hide()
        self.say(message)

    def show_axes(self, shown: bool) -> None:
        """Number the axes, or not: there is nothing to measure where no picture can be had."""
        for axis in (self.time_axis, self.frequency_axis):
            axis.setStyle(showValues=shown)

    def say(self, message: str) -> None:
        """Lay ``message`` over the picture; empty: nothing."""
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._place_overlays()

    @property
    def message(self) -> str:
        """The sentence laid over the picture."""
        return self._message.text()

    def place_playhead(self, time_s: float) -> None:
        """Move the playhead, when that moves it by a pixel."""
        if not self.image.isVisible():
            return
        low, high = self.box.viewRange()[0]
        pixel = (high - low) / max(self.box.width(), 1.0)
        if not self.playhead.isVisible() or abs(self.playhead.value() - time_s) >= pixel / 2:
            self.playhead.setVisible(True)
            self.playhead.setValue(time_s)

    def point_at(self, place: QPointF) -> Point | None:
        """What lies under ``place`` of the picture (seconds, band), None outside of it."""
        (low, high), (bottom, top) = self.box.viewRange()
        if self.scale_hz is None or not (low <= place.x() <= high and bottom <= place.y() < top):
            return None
        return Point(place.x(), self.scale_hz.hz(place.y()), self.decibels_at(place.x(), self._band(place.y())))

    def _band(self, row: float) -> int:
        return int(row) if self._spread is None else self._spread.band_at(row)

    def decibels_at(self, time_s: float, band: int) -> float | None:  # noqa: ARG002
        """Loudness there, relative to the track's loudest; None where nothing is drawn."""
        return None

    # ── how it looks ──────────────────────────────────────────────────────────────────────────────────────────────

    def take_colours(self) -> None:
        """Take the colours of the theme in force."""
        if self.plotItem is None:  # closed: pyqtgraph has let go of its parts
            return
        colours = theme().palette
        self.setBackground(colours.surface)
        self.box.setBackgroundColor(pg.mkColor(*loudness_colours(colours, picture_look().look.colours)[0].tolist()))
        self.image.setLookupTable(loudness_colours(colours, picture_look().look.colours))
        self.playhead.setPen(pg.mkPen(colours.accent, width=1, cosmetic=True))
        self.time_axis.take_colours()
        self.frequency_axis.take_colours()
        ground = f"rgba({colours.window.red()}, {colours.window.green()}, {colours.window.blue()}, 215)"
        self._readout.setStyleSheet(f"background: {ground}; color: {colours.text.name()}; border-radius: 3px;")
        self._readout.setFont(font("small", tabular=True))
        self._message.setStyleSheet(f"background: transparent; color: {colours.muted.name()};")
        self._message.setFont(font("normal"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlays in their places."""
        super().resizeEvent(event)
        if hasattr(self, "_message"):
            self._place_overlays()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the read-out away with the cursor."""
        super().leaveEvent(event)
        self._readout.hide()

    def _place_overlays(self) -> None:
        inside = self.rect().adjusted(AXIS_WIDTH + SPACE, SPACE, -RIGHT_MARGIN - SPACE, -AXIS_HEIGHT - SPACE)
        self._message.setGeometry(inside)
        self._readout.adjustSize()
        self._readout.move(self.width() - RIGHT_MARGIN - self._readout.width() - SPACE_INSIDE, SPACE_INSIDE + 2)

    def _follow_cursor(self, place: QPointF) -> None:
        point = self.point_at(self.box.mapSceneToView(place)) if self.image.isVisible() else None
        if point is None or not self.box.sceneBoundingRect().contains(place):
            self._readout.hide()
            return
        self._readout.setText(readout_text(point))
        self._readout.show()
        self._place_overlays()


def readout_text(point: Point) -> str:
    """``1:12.3 · 440 Hz · -32 dB``."""
    hz = f"{frequency_text(round(point.hz, -2))}Hz".replace("k", " k") if point.hz >= 1000 else f"{point.hz:.0f} Hz"
    loud = "" if point.decibels is None else f" · {point.decibels:.0f} dB".replace("-", "\N{MINUS SIGN}")
    return f"{time_text(point.time_s, decimals=1)} · {hz}{loud}"


def _overlay(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setContentsMargins(SPACE_INSIDE, 1, SPACE_INSIDE, 1)
    label.hide()
    return label


def after_events(parent: QWidget, action: Any, delay_ms: int = 0) -> QTimer:
    """A timer that runs ``action`` once, ``delay_ms`` after its last start: many requests become one."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    timer.timeout.connect(action)
    return timer
