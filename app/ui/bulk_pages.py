"""The two ways to accept many at once: everything above a slider, genre by genre; or albums that speak clearly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.library.types import TrackId
from app.session.bulk import AlbumOffer, Experience, Tally, Waiting
from app.ui import words
from app.ui.change_delegate import change_table
from app.ui.controls import label
from app.ui.theme import SPACE, font
from app.ui.tick_model import TickModel

_FIRST_SHARE = 60  # per cent


class SurePage(QWidget):
    """A slider for how sure, and a tick for each genre."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: Waiting | None = None
        self._experience = Experience(Tally(), {})
        self._genres: list[str] = []
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 99)
        self.slider.setValue(_FIRST_SHARE)
        self.slider.setAccessibleName(self.tr("How sure, in per cent"))
        self._share = label()
        self._share.setFont(font(bold=True, tabular=True))
        self._share.setFixedWidth(self._share.fontMetrics().horizontalAdvance("100 %") + SPACE)
        titles = (self.tr("Genre"), self.tr("Tracks"), self.tr("Expected wrong"), self.tr("You agreed lately"))
        self.model = TickModel(titles, ("genre", "figure", "figure", "muted"), self)
        self.table = change_table(self.model, self.tr("Genres"), (32, 190, 80, 140))
        self.slider.valueChanged.connect(lambda _value: self._follow())
        self.model.ticks_changed.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(self.tr("At least this sure:")))
        row.addWidget(self.slider, 1)
        row.addWidget(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def show_waiting(self, waiting: Waiting, experience: Experience) -> None:
        """Offer these tracks; ``experience`` corrects what is expected to be wrong."""
        self._waiting, self._experience = waiting, experience
        names, counts = np.unique(waiting.genre, return_counts=True)
        self._genres = [str(names[place]) for place in np.lexsort((names, -counts))]
        self.model.set_rows(self._lines())
        self._follow()

    @property
    def waiting(self) -> Waiting | None:
        """What is offered, once it is known."""
        return self._waiting

    def chosen(self) -> NDArray[np.bool_]:
        """Which of the waiting tracks are above the slider and of a ticked genre."""
        if self._waiting is None:
            return np.zeros(0, dtype=bool)
        ticked = [genre for genre, tick in zip(self._genres, self.model.ticks.tolist(), strict=True) if tick]
        return self._waiting.above(self.slider.value() / 100, ticked)

    def tracks(self) -> list[TrackId]:
        """Those tracks."""
        if self._waiting is None:
            return []
        return [TrackId(track) for track in self._waiting.tracks[self.chosen()].tolist()]

    def expected_wrong(self) -> tuple[float, float]:
        """How many of them will be wrong: by the person's experience, and by the model's word alone."""
        if self._waiting is None:
            return 0.0, 0.0
        chosen = self.chosen()
        genre, sure = self._waiting.genre[chosen], self._waiting.confidence[chosen]
        return self._experience.expected_wrong(genre, sure), float((1.0 - sure).sum())

    def _follow(self) -> None:
        self._share.setText(words.percent(self.slider.value() / 100))
        if self._waiting is not None:
            self.model.change_rows(self._lines())
        self.changed.emit()

    def _lines(self) -> list[tuple[str, ...]]:
        if self._waiting is None:
            return []
        above = self._waiting.above(self.slider.value() / 100)
        lines: list[tuple[str, ...]] = []
        for genre in self._genres:
            these = above & (self._waiting.genre == genre)
            sure = self._waiting.confidence[these]
            wrong = self._experience.expected_wrong([genre] * len(sure), sure)
            lines.append((genre, words.number(len(sure)), about(wrong), self._agreement(genre)))
        return lines

    def _agreement(self, genre: str) -> str:
        tally = self._experience.genres.get(genre, Tally())
        if not tally.judged:
            return "\N{EN DASH}"
        right = tally.judged - tally.wrong
        return self.tr("{0} of {1}").format(words.number(right), words.number(tally.judged))


class AlbumPage(QWidget):
    """Albums most of whose tracks were heard as one genre, with a tick each."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: list[AlbumOffer] = []
        self._experience = Experience(Tally(), {})
        titles = (
            *(self.tr("Album"), self.tr("Artist"), self.tr("Genre"), self.tr("Heard so")),
            *(self.tr("Tracks"), self.tr("Left out")),
        )
        self.model = TickModel(titles, ("text", "muted", "genre", "muted", "figure", "figure"), self)
        self.table = change_table(self.model, self.tr("Albums"), (32, 136, 128, 106, 84, 62, 72))
        self.look = QCheckBox(self.tr("Then show me the tracks left out"))
        self.look.setChecked(True)
        self.empty = label(
            self.tr("No album speaks clearly: at least three tracks heard, most of them as one genre."),
            role="muted",
            wrap=True,
        )
        self.model.ticks_changed.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        sentence = self.tr("Waiting tracks take the genre of their album. Those that sound unlike it are left out.")
        column.addWidget(label(sentence, role="muted", wrap=True))
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.look)
        column.addStretch(0)
        self._follow()

    def show_offers(self, offers: Sequence[AlbumOffer], experience: Experience) -> None:
        """Offer these albums."""
        self._offers, self._experience = [offer for offer in offers if offer.fitting], experience
        self.empty.setVisible(not self._offers)
        for part in (self.table, self.look):
            part.setVisible(bool(self._offers))
        self.model.set_rows(
            [
                (
                    *(offer.album, offer.artist or self.tr("several"), offer.genre),
                    self.tr("{0} of {1}").format(words.number(offer.agreeing), words.number(offer.heard)),
                    *(words.number(len(offer.fitting)), words.number(len(offer.outliers))),
                )
                for offer in self._offers
            ]
        )

    def choices(self) -> dict[TrackId, tuple[str, ...]]:
        """The genres of the ticked albums' fitting tracks."""
        return {track: (offer.genre,) for offer in self._ticked() for track in offer.fitting}

    def outliers(self) -> list[TrackId]:
        """The tracks of the ticked albums that are left out."""
        return [track for offer in self._ticked() for track in offer.outliers]

    def expected_wrong(self) -> tuple[float, float]:
        """How many will be wrong, by the person's experience and by the model's word alone.

        The album's word is not counted, so this is rather too many than too few.
        """
        ticked = self._ticked()
        sure = np.array([share for offer in ticked for share in offer.sure], dtype=np.float64)
        genres = [offer.genre for offer in ticked for _ in offer.fitting]
        return self._experience.expected_wrong(genres, sure), float((1.0 - sure).sum())

    def _ticked(self) -> list[AlbumOffer]:
        return [offer for offer, tick in zip(self._offers, self.model.ticks.tolist(), strict=True) if tick]

    def _follow(self) -> None:
        self.look.setEnabled(bool(self.outliers()))
        self.changed.emit()


def about(wrong: float) -> str:
    """An expected number, honestly rough: ``under 1``, ``about 37``."""
    if wrong <= 0.0:
        return words.number(0)
    if wrong < 1.0:
        return words.translate("bulk", "under 1")
    return words.translate("bulk", "about {0}").format(words.number(round(wrong)))
