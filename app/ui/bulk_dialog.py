"""Accepts many answers at once: everything above a slider, with how many that is and how many will be wrong.

The expected number of errors is the sum of 1 - confidence over what would be accepted; the confidence is calibrated,
so that sum is what a person would find by checking all of them. Nothing is written here: it fills the write list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.library.types import Query, TrackId, TrackState
from app.ui import words
from app.ui.bridge import messages, run_task
from app.ui.controls import label, push_button
from app.ui.theme import SPACE, font

if TYPE_CHECKING:
    from app.session import Session

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The tracks to be decided: three arrays of one length."""

    tracks: NDArray[np.int64]
    confidence: NDArray[np.float64]
    genre: NDArray[np.str_]

    def above(self, share: float, genre: str | None) -> NDArray[np.bool_]:
        """Which of them are at least so sure, and of this genre if one is given."""
        sure = self.confidence >= share
        return sure if genre is None else sure & (self.genre == genre)

    def expected_wrong(self, chosen: NDArray[np.bool_]) -> float:
        """Expected number of wrong ones among the chosen."""
        return float((1.0 - self.confidence[chosen]).sum())


def gather(session: Session, query: Query) -> Doubtful:
    """The tracks of ``query`` that wait for a decision. Reads the rows page by page: call it in a thread."""
    ids = session.ids(query)
    found: list[tuple[int, float, str]] = []
    for start in range(0, len(ids), _PAGE):
        rows = session.rows(ids[start : start + _PAGE].tolist())
        found += [
            (int(row.id), row.confidence, row.predicted)
            for row in rows
            if row.state in {TrackState.REVIEW, TrackState.SKIPPED} and row.confidence is not None
        ]
    return Doubtful(
        np.array([track for track, _, _ in found], dtype=np.int64),
        np.array([confidence for _, confidence, _ in found], dtype=np.float64),
        np.array([genre for _, _, genre in found], dtype=np.str_),
    )


class BulkDialog(QDialog):
    """A slider, a genre, the count and the expected errors."""

    def __init__(self, session: Session, query: Query, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._doubtful: Doubtful | None = None
        self.setWindowTitle(self.tr("Accept many"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(480)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 99)
        self.slider.setValue(60)
        self.slider.setAccessibleName(self.tr("How sure, in per cent"))
        self.genre = QComboBox()
        self.genre.setAccessibleName(self.tr("Genre"))
        self.genre.addItem(self.tr("All genres"), None)
        self._share = label()
        self._share.setFont(font(bold=True, tabular=True))
        self.count = label(size="large", bold=True)
        self.wrong = label(role="muted", wrap=True)
        self.accept_button = push_button(self.tr("Accept"), self._accept, picture="accept", primary=True)
        self.slider.valueChanged.connect(self._follow)
        self.genre.activated.connect(self._follow)
        self.accept_button.setDefault(True)
        self._lay_out()
        self.slider.setFocus()
        self._follow()
        run_task(gather, session, query, on_done=self._show, owner=self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(self.tr("At least this sure:")))
        row.addWidget(self.slider, 1)
        row.addWidget(self._share)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.genre)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.count)
        column.addWidget(self.wrong)
        column.addLayout(row)
        column.addLayout(buttons)

    def _show(self, doubtful: Doubtful) -> None:
        self._doubtful = doubtful
        for genre in sorted(set(doubtful.genre.tolist())):
            self.genre.addItem(genre, genre)
        self._follow()

    def _chosen(self) -> NDArray[np.bool_]:
        if self._doubtful is None:
            return np.zeros(0, dtype=bool)
        return self._doubtful.above(self.slider.value() / 100, self.genre.currentData())

    def _follow(self) -> None:
        self._share.setText(words.percent(self.slider.value() / 100))
        chosen = self._chosen()
        count = int(chosen.sum())
        self.accept_button.setEnabled(count > 0)
        if self._doubtful is None:
            self.count.setText(self.tr("Counting…"))
            self.wrong.setText("")
            return
        self.count.setText(self.tr("%Ln tracks", "", count))
        expected = self._doubtful.expected_wrong(chosen)
        few = self.tr("fewer than one expected to be wrong")
        wrong = few if expected < 1 else self.tr("about %Ln expected to be wrong", "", round(expected))
        later = self.tr("Nothing is written yet: Write shows it first.")
        self.wrong.setText(f"{wrong}. {later}" if count else later)

    def _accept(self) -> None:
        if self._doubtful is None:
            return
        tracks = [TrackId(track) for track in self._doubtful.tracks[self._chosen()].tolist()]
        told = self.tr("%Ln tracks accepted. Ctrl+Z in the table takes it back.", "", len(tracks))
        run_task(self._session.accept, tracks, on_done=lambda _count: messages().told.emit(told))
        self.accept()
