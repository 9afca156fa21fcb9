"""How sure the model is of each genre: bars with the figures, the plausible ones numbered as the keys choose them.

Two sizes of one list: small in the inspector, large in the review, where a row is a choice to click. Once a person
has chosen, the list says so, and the model's figures step back behind "what the model heard".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.library.answers import Prediction
from app.ui.icons import icon
from app.ui.theme import RADIUS, SPACE, SPACE_INSIDE, font, genre_colour, is_theme_event, theme
from app.ui.words import percent

_SMALL_ROW, _LARGE_ROW = 22, 48
_LARGE_GAP = SPACE_INSIDE + 2
_KEY = 22


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One genre: how sure the model is of it, and the key that chooses it where it is plausible."""

    genre: str
    sure: float | None  #: 0..1; None where no model spoke
    key: int | None = None
    chosen: bool = False  #: by the person
    quiet: bool = False  #: the person decided otherwise: the bar is grey and names no figure


def score_lines(
    prediction: Prediction, labels: Sequence[str], suggestions: Sequence[str], count: int, chosen: Sequence[str] = ()
) -> tuple[ScoreLine, ...]:
    """The plausible genres with their keys, then the next likely ones until there are ``count``."""
    ranked = sorted(zip(labels, map(float, prediction.scores), strict=True), key=lambda pair: -pair[1])
    sure = dict(ranked)
    names = [*suggestions, *(name for name, _ in ranked if name not in suggestions)]
    keyed = {name: index + 1 for index, name in enumerate(suggestions)}
    return tuple(
        ScoreLine(name, sure.get(name), keyed.get(name), name in chosen)
        for name in names[: max(count, len(suggestions))]
    )


def decided_lines(lines: Sequence[ScoreLine], chosen: Sequence[str]) -> tuple[ScoreLine, ...]:
    """``lines`` once a person decided: what they chose first, with no figure beside it; the model's rest is grey."""
    rest = (ScoreLine(line.genre, line.sure, quiet=True) for line in lines if line.genre not in chosen)
    return (*(ScoreLine(genre, None, chosen=True) for genre in chosen), *rest)


class ScoresView(QWidget):
    """The list. In the large size a row is clicked to choose it, with Shift to add it."""

    chosen = Signal(str, bool)  #: genre, whether it is added to the one chosen before

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = large
        self._lines: tuple[ScoreLine, ...] = ()
        self._hovered = -1
        self._columns = 1
        self.setMouseTracking(large)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the model heard"))

    @property
    def lines(self) -> tuple[ScoreLine, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[ScoreLine]) -> None:
        """Show ``lines`` from top to bottom."""
        self._lines = tuple(lines)
        self._hovered = -1
        self.setAccessibleDescription(", ".join(map(self._spoken, self._lines)))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _spoken(self, line: ScoreLine) -> str:
        if line.chosen:
            return self.tr("{0}, chosen").format(line.genre)
        return line.genre if line.sure is None or line.quiet else f"{line.genre} {percent(line.sure)}"

    def set_columns(self, columns: int) -> None:
        """Lay the rows out in this many columns, filled row by row."""
        if columns != self._columns:
            self._columns = columns
            self.setFixedHeight(self.sizeHint().height())
            self.update()

    def sizeHint(self) -> QSize:
        """Fixed rows below each other."""
        return QSize(220, -(-len(self._lines) // self._columns) * self._pitch())

    # ── mouse ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the row under the cursor."""
        self._hover(self.line_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Let it down again."""
        super().leaveEvent(event)
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row, or add it with Shift."""
        row = self.line_at(event.position())
        if self._large and row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._lines[row].genre, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in new colours."""
        super().changeEvent(event)
        if is_theme_event(event):
            self.update()

    # ── painting ──────────────────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """All rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # key, name, bar and figure keep their places
        for index, line in enumerate(self._lines):
            if self._large:
                self._paint_choice(painter, line, self.place_of(index), index == self._hovered)
            else:
                self._paint_bar(painter, line, self.place_of(index))

    def _paint_bar(self, painter: QPainter, line: ScoreLine, row: QRect) -> None:
        colours = theme().palette
        painter.setFont(font("normal", tabular=True))
        metrics = QFontMetrics(painter.font())
        name_width = min(max(80, row.width() * 2 // 5), 140)
        figure_width = metrics.horizontalAdvance("100 %") + SPACE_INSIDE
        indent = 16 if any(other.key for other in self._lines) else 0
        if line.key:
            painter.setPen(colours.muted)
            painter.setFont(font("small", tabular=True))
            painter.drawText(
                QRect(row.left(), row.top(), 12, row.height()), Qt.AlignmentFlag.AlignVCenter, str(line.key)
            )
            painter.setFont(font("normal", tabular=True))
        if line.chosen:
            self._paint_chosen(painter, line, row)
            return
        pen = colours.text if (line.key or not indent) and not line.quiet else colours.muted
        painter.setPen(pen)
        name = metrics.elidedText(line.genre, Qt.TextElideMode.ElideRight, name_width - indent - SPACE_INSIDE)
        painter.drawText(row.adjusted(indent, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)
        if line.sure is None:
            return
        lane = QRectF(row.left() + name_width, row.center().y() - 3, row.width() - name_width - figure_width, 7)
        self._paint_lane(painter, lane, line)
        if line.quiet:
            return
        painter.setPen(pen)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, percent(line.sure))

    def _paint_chosen(self, painter: QPainter, line: ScoreLine, row: QRect) -> None:
        """The person's own genre: its name with a tick, and no bar."""
        painter.setFont(font("normal", bold=True))
        painter.setPen(theme().palette.text)
        name = painter.fontMetrics().elidedText(line.genre, Qt.TextElideMode.ElideRight, row.width() - 24)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, name)
        left = row.left() + painter.fontMetrics().horizontalAdvance(name) + SPACE
        icon("accept", "accent").paint(painter, left, row.center().y() - 7, 16, 16)

    def _paint_choice(self, painter: QPainter, line: ScoreLine, row: QRect, hovered: bool) -> None:
        colours = theme().palette
        painter.setPen(QPen(colours.accent if line.chosen else colours.border, 2 if line.chosen else 1))
        painter.setBrush(colours.raised if hovered else colours.surface)
        painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        key = QRect(row.left() + SPACE + SPACE_INSIDE, row.center().y() - _KEY // 2 + 1, _KEY, _KEY)
        if line.key:
            _paint_key(painter, key, str(line.key))
        inner = row.adjusted(_KEY + 3 * SPACE, SPACE_INSIDE + 2, -2 * SPACE, -SPACE - 2)
        painter.setFont(font("normal", tabular=True))
        figure = percent(line.sure) if line.sure is not None else ""
        figure_width = QFontMetrics(painter.font()).horizontalAdvance(figure) + 2 * SPACE
        upper = inner.adjusted(0, 0, 0, -6 if line.sure is not None else 4)
        painter.setPen(colours.muted)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)
        if line.chosen:
            icon("accept", "accent").paint(painter, upper.right() - figure_width - 12, upper.center().y() - 8, 16, 16)
            figure_width += 20
        painter.setFont(font("large"))
        painter.setPen(colours.text)
        room = upper.width() - figure_width
        name = QFontMetrics(painter.font()).elidedText(line.genre, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, name)
        if line.sure is not None:
            self._paint_lane(painter, QRectF(inner.left(), row.bottom() - SPACE - 2, inner.width(), 4), line)

    def _paint_lane(self, painter: QPainter, lane: QRectF, line: ScoreLine) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(theme().palette.border)
        ground.setAlphaF(0.5)
        painter.setBrush(ground)
        painter.drawRoundedRect(lane, 2, 2)
        if line.sure:
            painter.setBrush(theme().palette.border if line.quiet else genre_colour(line.genre))
            painter.drawRoundedRect(
                QRectF(lane.left(), lane.top(), max(2.0, lane.width() * line.sure), lane.height()), 2, 2
            )

    def _pitch(self) -> int:
        return _LARGE_ROW + _LARGE_GAP if self._large else _SMALL_ROW

    def place_of(self, index: int) -> QRect:
        """Where line ``index`` is painted."""
        row, column = divmod(index, self._columns)
        width = (self.width() - (self._columns - 1) * SPACE) // self._columns
        height = _LARGE_ROW if self._large else _SMALL_ROW
        place = QRect(column * (width + SPACE), row * self._pitch(), width, height)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def line_at(self, place: QPointF) -> int:
        """Index of the line under ``place``, -1 for none."""
        point = place.toPoint()
        return next((index for index in range(len(self._lines)) if self.place_of(index).contains(point)), -1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()


def _paint_key(painter: QPainter, place: QRect, text: str) -> None:
    """A key cap."""
    colours = theme().palette
    painter.setPen(QPen(colours.border, 1))
    painter.setBrush(colours.raised)
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setPen(colours.text)
    painter.setFont(font("normal", bold=True, tabular=True))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
