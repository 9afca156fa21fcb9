"""The mel spectrogram of a whole track: drawn at once, with the playhead, and a click goes there.

The picture is kept as bytes. Where more columns than pixels are to be seen, neighbouring columns are averaged first
(the nearest one alone would flicker as the view moves).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.session.records import MelPicture
from app.ui.mel_plot import MelPlot, after_events
from app.ui.picture_look import picture_look


class SpectrogramView(MelPlot):
    """One track from its beginning to its end; wheel and drag look closer, a double click shows the whole again."""

    view_changed = Signal(float, float)  #: first and last second that are seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: NDArray[np.uint8] | None = None  # (n_columns, n_mels)
        self._picture: MelPicture | None = None
        self._factor = 0
        self._refine = after_events(self, self._draw_columns)
        self.box.sigXRangeChanged.connect(self._range_changed)
        self.setAccessibleName(self.tr("Mel spectrogram"))
        self.setAccessibleDescription(self.tr("Loudness of the track by time and frequency. A click plays from there."))

    def show_picture(self, picture: MelPicture) -> None:
        """Draw ``picture`` whole."""
        self._picture = picture
        self._columns = to_bytes(picture.unit)
        self._factor = 0
        self.take_scale(picture.frequencies_hz)
        self.box.whole(max(picture.duration_s, picture.seconds_per_column))
        self.show_axes(True)
        self.say("")
        self._draw_columns()

    def show_waiting(self, message: str, length_s: float | None = None) -> None:
        """No picture yet: ``message`` says what is going on; the axis already has the track's length, if known."""
        self._forget()
        if length_s:
            self.box.whole(length_s)
        self.show_axes(bool(length_s))
        self.blank(message)

    def show_failure(self, sentence: str, hint: str = "") -> None:
        """No picture can be had: say why, and what to do."""
        self._forget()
        self.show_axes(False)
        self.blank(f"{sentence}\n{hint}".strip())

    def set_position(self, time_s: float) -> None:
        """Move the playhead to ``time_s``; a view that looks closer follows it."""
        before = self.playhead.value()
        self.place_playhead(time_s)
        low, high = self.box.viewRange()[0]
        if low <= before <= high and 0 <= time_s - high < 1.0:
            self.box.keep_visible(time_s)

    @property
    def picture(self) -> MelPicture | None:
        """What is drawn."""
        return self._picture

    def decibels_at(self, time_s: float, band: int) -> float | None:
        """Loudness in decibels below the track's loudest."""
        if self._picture is None:
            return None
        column = min(max(round(time_s / self._picture.seconds_per_column), 0), self._picture.unit.shape[1] - 1)
        return (float(self._picture.unit[band, column]) - 1.0) * self._picture.span_db

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Average anew for the new width."""
        super().resizeEvent(event)
        if hasattr(self, "_refine"):
            self._refine.start()

    def _forget(self) -> None:
        self._picture = self._columns = None

    def _range_changed(self) -> None:
        low, high = self.box.viewRange()[0]
        self._refine.start()
        self.view_changed.emit(low, high)

    def _draw_columns(self) -> None:
        if self._columns is None or self._picture is None:
            return
        low, high = self.box.viewRange()[0]
        step = self._picture.seconds_per_column
        pixels = max(self.box.width(), 1.0) * self.devicePixelRatioF()
        factor = max(1, int((high - low) / step / pixels))
        if factor != self._factor:
            self._factor = factor
            shown = averaged(self._columns, factor)
            self.draw(shown, -step / 2, -step / 2 + len(shown) * factor * step, self._levels())

    def redraw(self) -> None:
        """Draw the same columns in another look."""
        self._factor = 0
        self._draw_columns()

    def _levels(self) -> tuple[float, float]:
        """The bytes that are drawn as quiet and as loud: the range that was chosen, counted down from the loudest."""
        span = self._picture.span_db if self._picture is not None else 0.0
        return 255.0 * max(0.0, 1.0 - picture_look().look.range_db / max(span, 1e-6)), 255.0


def to_bytes(unit: NDArray[np.float32]) -> NDArray[np.uint8]:
    """A picture (n_mels, n_columns) in 0..1 as columns (n_columns, n_mels) in 0..255."""
    return np.ascontiguousarray(np.round(np.clip(unit, 0.0, 1.0) * 255).astype(np.uint8).T)


def averaged(columns: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Each ``factor`` neighbouring columns (n, n_mels) as their mean; the last may stand for fewer."""
    if factor <= 1 or len(columns) == 0:
        return columns
    whole = len(columns) // factor * factor
    groups = columns[:whole].reshape(-1, factor, columns.shape[1])
    sums = groups.sum(axis=1, dtype=np.uint32)  # ten times as fast as numpy's reduceat
    means: NDArray[np.uint8] = (sums // factor).astype(np.uint8)
    if whole == len(columns):
        return means
    rest = columns[whole:].sum(axis=0, dtype=np.uint32) // (len(columns) - whole)
    return np.concatenate([means, rest.astype(np.uint8)[None]])
