"""Accepts many answers at once, with how many that is and how many of them will be wrong.

Either everything above a slider, genre by genre, or whole albums without the tracks that sound unlike the rest. Nothing
is written here: it fills the write list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.library.types import Query, TrackId
from app.session.bulk import AlbumOffer, Experience, Waiting
from app.ui import words
from app.ui.bridge import messages, run_task
from app.ui.bulk_pages import AlbumPage, SurePage
from app.ui.controls import label, open_at, push_button
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import Session

#: From so much on, in expected errors, it is said that the person's own verdicts moved the expectation.
_WORTH_SAYING = 1.0


def gather(session: Session, query: Query) -> tuple[Waiting, list[AlbumOffer], Experience]:
    """All that the dialog shows. Blocks."""
    return session.waiting(query), session.album_offers(query), session.experience()


class BulkDialog(QDialog):
    """Two pages, the count and the expected errors of the one in front."""

    accepted_tracks = Signal(object)  #: list of TrackId that are decided now
    outliers_left = Signal(object)  #: list of TrackId that the person wants to look at by themselves

    def __init__(self, session: Session, query: Query, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._experience: Experience | None = None
        self._saving = False
        self.setWindowTitle(self.tr("Accept many"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 680, 520)
        self.sure, self.albums = SurePage(), AlbumPage()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Pages"))
        self.tabs.addTab(self.sure, self.tr("By how sure"))
        self.tabs.addTab(self.albums, self.tr("By album"))
        self.count = label(size="large", bold=True)
        self.wrong = label(role="muted", wrap=True)
        self.wrong.setMinimumHeight(2 * self.wrong.fontMetrics().height())
        self.wrong.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.accept_button = push_button(self.tr("Accept"), self._accept, picture="accept", primary=True)
        self.accept_button.setDefault(True)
        self._lay_out()
        for page in (self.sure, self.albums):
            page.changed.connect(self._follow)
        self.tabs.currentChanged.connect(lambda _place: self._follow())
        self.sure.slider.setFocus()
        self._follow()
        run_task(gather, session, query, on_done=lambda found: self._show(*found), owner=self)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        self._all = push_button(self.tr("Tick all"), lambda: self._tick(True))
        self._none = push_button(self.tr("Untick all"), lambda: self._tick(False))
        buttons.addWidget(self._all)
        buttons.addWidget(self._none)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.count)
        column.addWidget(self.wrong)
        column.addWidget(self.tabs, 1)
        column.addLayout(buttons)

    def _show(self, waiting: Waiting, offers: Sequence[AlbumOffer], experience: Experience) -> None:
        self._experience = experience
        self.sure.show_waiting(waiting, experience)
        self.albums.show_offers(offers, experience)
        self._follow()

    def _tick(self, ticked: bool) -> None:
        self._page().model.tick_all(ticked)

    def _page(self) -> SurePage | AlbumPage:
        return self.albums if self.tabs.currentWidget() is self.albums else self.sure

    def _chosen(self) -> list[TrackId]:
        return list(self.albums.choices()) if self._page() is self.albums else self.sure.tracks()

    def _follow(self) -> None:
        if self._experience is None:
            self.accept_button.setEnabled(False)
            self.count.setText(self.tr("Counting…"))
            self.wrong.setText("")
            return
        count = len(self._chosen())
        self.accept_button.setEnabled(count > 0)
        self.accept_button.setText(self.tr("Accept %Ln tracks", "", count) if count else self.tr("Accept"))
        self.count.setText(self.tr("%Ln tracks", "", count))
        self.wrong.setText(self._words(*self._page().expected_wrong(), count))

    def _words(self, wrong: float, by_the_model: float, count: int) -> str:
        later = self.tr("Nothing is written yet: Write shows it first.")
        if not count:
            return later
        few = self.tr("fewer than one expected to be wrong")
        sentence = few if wrong < 1 else self.tr("about %Ln expected to be wrong", "", round(wrong))
        judged = self._experience.whole.judged if self._experience is not None else 0
        if judged and abs(wrong - by_the_model) >= _WORTH_SAYING:
            learned = self.tr("by your last %Ln verdicts; the model alone expects {0}", "", judged)
            sentence = f"{sentence}, {learned.format(words.number(round(by_the_model)))}"
        return f"{sentence[:1].upper()}{sentence[1:]}. {later}"

    def _accept(self) -> None:
        tracks = self._chosen()
        if not tracks or self._saving:
            return
        self._saving = True
        self.accept_button.setEnabled(False)
        outliers = self.albums.outliers() if self._page() is self.albums and self.albums.look.isChecked() else []
        run_task(self._save(tracks), on_done=lambda _count: self._saved(tracks, outliers), on_error=self._fail)

    def _save(self, tracks: list[TrackId]) -> Callable[[], int]:
        if self._page() is self.albums:
            return partial(self._session.choose_each, self.albums.choices())
        return partial(self._session.accept, tracks)

    def _saved(self, tracks: list[TrackId], outliers: list[TrackId]) -> None:
        self.accepted_tracks.emit(tracks)
        if outliers:
            self.outliers_left.emit(outliers)
        messages().told.emit(self.tr("%Ln tracks accepted. Ctrl+Z takes it back.", "", len(tracks)))
        self.accept()

    def _fail(self, problem: AppError) -> None:
        self._saving = False
        self._follow()
        messages().failed.emit(problem)

    def reject(self) -> None:
        """Close, unless what was accepted is being saved: that takes a moment and closes by itself."""
        if not self._saving:
            super().reject()
