"""Axes of the mel pictures: hertz on the scale of the bands, minutes and seconds along the time.

The picture's vertical unit is the band (band ``k`` spans ``k`` to ``k + 1``), because that is what is stored; labels
are hertz, because that is what a person knows. The tick values are ours: round hertz, and times that people say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.settings import PictureAxis
from app.ui.theme import font, theme

#: Hertz that are labelled where there is room, the most telling first: the later ones yield to the earlier.
FREQUENCY_TICKS_HZ = (1_000, 10_000, 100, 5_000, 2_000, 500, 200)
#: The same where the frequencies are spread evenly.
LINEAR_TICKS_HZ = (10_000, 5_000, 2_000, 8_000, 4_000, 6_000, 1_000, 3_000, 7_000, 9_000)
#: Steps between two labelled times, in seconds.
TIME_STEPS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200)
#: Room that a label needs, in pixels, along its axis.
_FREQUENCY_ROOM = 13.0
#: Rows of a picture whose frequencies are spread evenly.
_LINEAR_ROWS = 256
_TIME_ROOM = 52.0
#: Width of the frequency axis and height of the time axis: fixed, so that what stands above each other is aligned.
AXIS_WIDTH = 36
AXIS_HEIGHT = 18


#: Between two labels of the time axis, in pixels.
_LABEL_GAP = 4


class FrequencyScale:
    """Hertz to band and back, from the centre frequencies of the bands (n_mels,), ascending."""

    def __init__(
        self,
        centres_hz: NDArray[np.float32] | NDArray[np.float64],
        ticks_hz: Sequence[int] = FREQUENCY_TICKS_HZ,
    ) -> None:
        self._ticks_hz = ticks_hz
        if centres_hz.ndim != 1 or centres_hz.size < 2 or not np.all(np.diff(centres_hz) > 0):
            raise ValueError("at least two ascending centre frequencies are needed")
        self._hz = np.asarray(centres_hz, np.float64)
        self._position = np.arange(self._hz.size) + 0.5

    @property
    def bands(self) -> int:
        """Number of bands, the height of the picture."""
        return int(self._hz.size)

    def position(self, hz: float) -> float:
        """Height of ``hz`` in the picture, in bands; the centre of band ``k`` is at ``k + 0.5``."""
        if hz < self._hz[0]:
            return float(self._position[0] - (self._hz[0] - hz) / (self._hz[1] - self._hz[0]))
        if hz > self._hz[-1]:
            return float(self._position[-1] + (hz - self._hz[-1]) / (self._hz[-1] - self._hz[-2]))
        return float(np.interp(hz, self._hz, self._position))

    def hz(self, position: float) -> float:
        """Frequency at a height in the picture; the inverse of :meth:`position`, never below 0 Hz."""
        if position < self._position[0]:
            return max(0.0, float(self._hz[0] - (self._position[0] - position) * (self._hz[1] - self._hz[0])))
        if position > self._position[-1]:
            return float(self._hz[-1] + (position - self._position[-1]) * (self._hz[-1] - self._hz[-2]))
        return float(np.interp(position, self._position, self._hz))

    def ticks(self, height_px: float) -> list[tuple[float, str]]:
        """``(position, label)`` of the frequencies that find room on an axis of ``height_px``, lowest first."""
        chosen: list[tuple[float, str]] = []
        for hz in self._ticks_hz:
            position = self.position(hz)
            if not 0 <= position <= self.bands:
                continue
            room = _FREQUENCY_ROOM * self.bands / max(height_px, 1.0)
            if all(abs(position - other) >= room for other, _ in chosen):
                chosen.append((position, frequency_text(hz)))
        return sorted(chosen)


class Spread:
    """Bands laid out for the eye: as they are (mel), or evenly in hertz between the lowest and the highest."""

    def __init__(self, centres_hz: NDArray[np.float32] | NDArray[np.float64], axis: PictureAxis) -> None:
        self.bands = FrequencyScale(centres_hz)
        self._weights: tuple[NDArray[np.intp], NDArray[np.float32]] | None = None
        self.scale = self.bands
        if axis is PictureAxis.LINEAR:
            rows_hz = np.linspace(centres_hz[0], centres_hz[-1], _LINEAR_ROWS)
            self.scale = FrequencyScale(rows_hz, LINEAR_TICKS_HZ)
            place = np.interp(rows_hz, centres_hz, np.arange(centres_hz.size))
            low = np.minimum(place.astype(np.intp), centres_hz.size - 2)
            self._weights = low, (place - low).astype(np.float32)

    def lay_out(self, columns: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """``columns`` (n, n_mels) as they are to be drawn, (n, rows of the scale)."""
        if self._weights is None:
            return columns
        low, weight = self._weights
        mixed = columns[:, low] * (1.0 - weight) + columns[:, low + 1] * weight
        laid: NDArray[np.uint8] = mixed.astype(np.uint8)
        return laid

    def band_at(self, row: float) -> int:
        """The band that is drawn at the height ``row``."""
        return min(max(int(self.bands.position(self.scale.hz(row))), 0), self.bands.bands - 1)


def frequency_text(hz: float) -> str:
    """A frequency as an axis says it: ``500``, ``1k``, ``10k``."""
    return f"{hz / 1000:g}k" if hz >= 1000 else f"{hz:g}"


def time_text(seconds: float, decimals: int = 0) -> str:
    """A time as people say it: ``0:07``, ``3:41``, ``1:02:05``; with tenths when asked."""
    unit = 10**decimals
    whole = max(0, round(seconds * unit))
    rest, fraction = divmod(whole, unit)
    minutes, second = divmod(rest, 60)
    hours, minute = divmod(minutes, 60)
    text = f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
    return f"{text}.{fraction:0{decimals}d}" if decimals else text


def time_step(span_s: float, width_px: float) -> float:
    """The finest of :data:`TIME_STEPS_S` whose labels find room on an axis of ``width_px`` over ``span_s``."""
    wanted = span_s * _TIME_ROOM / max(width_px, 1.0)
    return next((step for step in TIME_STEPS_S if step >= wanted), TIME_STEPS_S[-1])


class _QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of thin marks and small muted labels, in the theme's colours."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.setStyle(
            tickLength=-4, tickTextOffset=3, autoExpandTextSpace=False, maxTickLevel=0, hideOverlappingLabels=20
        )
        self.enableAutoSIPrefix(False)
        self.setZValue(1)
        self.take_colours()

    def take_colours(self) -> None:
        """Repaint in the theme in force."""
        colours = theme().palette
        self.setPen(pg.mkPen(colours.border))
        self.setTextPen(pg.mkPen(colours.muted))
        self.setTickFont(font("small", tabular=True))


class TimeAxis(_QuietAxis):
    """Minutes and seconds below a picture."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setHeight(AXIS_HEIGHT)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Multiples of one step that people count in (see :func:`time_step`); none before the track begins."""
        step = time_step(maxVal - minVal, size)
        first, last = int(np.ceil(max(minVal, 0.0) / step)), int(np.floor(maxVal / step))
        return [(step, [index * step for index in range(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The labels of ``values``; tenths only where the step is below a second."""
        return [time_text(value * scale, decimals=1 if spacing < 1 else 0) for value in values]

    def generateDrawSpecs(self, p: QPainter) -> Any:
        """What pyqtgraph is to draw; the last label ends with the axis, where half of it would be cut off."""
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        axis, marks, labels = specs
        end = self.size().width()
        return axis, marks, _apart([(_ending_by(end, rect), flags, text) for rect, flags, text in labels])


def _ending_by(end: float, rect: QRectF) -> QRectF:
    """``rect``, moved to the left where it would end behind ``end``."""
    return rect.translated(min(0.0, end - rect.right()), 0.0)


def _apart(labels: list[tuple[QRectF, int, str]]) -> list[tuple[QRectF, int, str]]:
    """``labels`` from left to right, without a last one that was moved onto the one before."""
    ordered = sorted(labels, key=lambda label: label[0].left())
    if len(ordered) > 1 and ordered[-1][0].left() < ordered[-2][0].right() + _LABEL_GAP:
        ordered.pop()
    return ordered


class FrequencyAxis(_QuietAxis):
    """Hertz to the left of a picture whose vertical unit is the band."""

    def __init__(self, scale: FrequencyScale | None = None) -> None:
        super().__init__("left")
        self.setWidth(AXIS_WIDTH)
        self._scale = scale

    def take_scale(self, scale: FrequencyScale) -> None:
        """Use the bands of another picture."""
        self._scale = scale
        self.picture = None
        self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Heights of the round frequencies that find room."""
        if self._scale is None or maxVal <= minVal:
            return []
        full_px = size * self._scale.bands / (maxVal - minVal)
        return [(1.0, [place for place, _ in self._scale.ticks(full_px) if minVal <= place <= maxVal])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """``100``, ``1k`` … for the heights that :meth:`tickValues` gave."""
        if self._scale is None:
            return []
        return [frequency_text(round(self._scale.hz(value))) for value in values]
