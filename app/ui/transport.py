"""Play, where we are, how long it is, and a bar to go elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.mel_axes import time_text
from app.ui.player import Player, PlayState
from app.ui.theme import SPACE, font, is_theme_event, theme

_KNOB = 12
_GROOVE = 4
#: Slider steps per second.
_STEPS_PER_S = 20


class SeekBar(QSlider):
    """A slider over the track: a click anywhere goes there, and a drag is told once, when it ends."""

    seek_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(5 * _STEPS_PER_S)
        self.setPageStep(30 * _STEPS_PER_S)
        self._dragging = False
        self.setAccessibleName(self.tr("Position in the track"))
        self.actionTriggered.connect(self._moved_by_key)

    def set_length(self, seconds: float) -> None:
        """The track is ``seconds`` long; 0: not known."""
        self.setRange(0, round(seconds * _STEPS_PER_S))
        self.setEnabled(seconds > 0)

    def set_position(self, seconds: float) -> None:
        """Stand at ``seconds``, unless a person is dragging."""
        if not self._dragging:
            self.setValue(round(seconds * _STEPS_PER_S))

    def sizeHint(self) -> QSize:
        """A line with room to be hit."""
        return QSize(120, 20)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag at the place pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self.maximum() > 0:
            self._dragging = True
            self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the drag."""
        if self._dragging:
            self._drag_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to where it ended."""
        if self._dragging:
            self._drag_to(event)
            self._dragging = False
            self.seek_requested.emit(self.value() / _STEPS_PER_S)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A thin line, filled up to the position, and a knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme().palette
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        groove = QRectF(_KNOB / 2, middle - _GROOVE / 2, self.width() - _KNOB, _GROOVE)
        painter.setBrush(colours.border)
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        if self.maximum() <= 0:
            return
        x = groove.left() + self.value() / self.maximum() * groove.width()
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(
            QRectF(groove.left(), groove.top(), x - groove.left(), _GROOVE), _GROOVE / 2, _GROOVE / 2
        )
        painter.drawEllipse(QPointF(x, middle), _KNOB / 2, _KNOB / 2)
        if self.hasFocus():
            painter.setPen(colours.text)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), _KNOB / 2 - 0.5, _KNOB / 2 - 0.5)

    def _drag_to(self, event: QMouseEvent) -> None:
        share = (event.position().x() - _KNOB / 2) / max(self.width() - _KNOB, 1)
        self.setValue(round(min(max(share, 0.0), 1.0) * self.maximum()))

    def _moved_by_key(self) -> None:
        self.seek_requested.emit(self.sliderPosition() / _STEPS_PER_S)


class Transport(QWidget):
    """The controls of a player."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.button = QToolButton(self)
        self.button.setAutoRaise(True)
        self.button.setIconSize(QSize(20, 20))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(player.toggle)
        self._position = self._figure(Qt.AlignmentFlag.AlignRight)
        self._length = self._figure(Qt.AlignmentFlag.AlignLeft)
        self.bar = SeekBar(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for widget in (self.button, self._position, self.bar, self._length):
            row.addWidget(widget)
        self.bar.seek_requested.connect(player.seek_s)
        player.position_changed.connect(self._show_position)
        player.duration_changed.connect(self._show_length)
        player.state_changed.connect(self._show_state)
        player.track_changed.connect(lambda _path: self._show_state(player.state))
        self._show_length(player.duration_s)
        self._show_position(player.position_s)
        self._show_state(player.state)

    def add_button(self, button: QToolButton) -> None:
        """Place a button after the length."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        """Fit the figures' places to a new font."""
        super().changeEvent(event)
        if is_theme_event(event) and hasattr(self, "_length"):
            self._fit()

    def _figure(self, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel(self)
        label.setFont(font("normal", tabular=True))
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _show_position(self, seconds: float) -> None:
        text = time_text(int(seconds))
        if text != self._position.text():
            self._position.setText(text)
        self.bar.set_position(seconds)

    def _show_length(self, seconds: float) -> None:
        self._length.setText(time_text(seconds) if seconds > 0 else "–:––")
        self.bar.set_length(seconds)
        self._fit()

    def _fit(self) -> None:
        """Give both figures the room of the longest, so that nothing moves while it plays."""
        width = self._length.fontMetrics().horizontalAdvance(max(self._length.text(), "00:00", key=len)) + 2
        self._position.setFixedWidth(width)
        self._length.setMinimumWidth(width)

    def _show_state(self, state: PlayState) -> None:
        running = state in {PlayState.PLAYING, PlayState.PREPARING}
        self.button.setIcon(icon("pause" if running else "play"))
        self.button.setEnabled(self._player.path is not None)
        name = self.tr("Pause (Space)") if running else self.tr("Play (Space)")
        self.button.setToolTip(name)
        self.button.setAccessibleName(name)
