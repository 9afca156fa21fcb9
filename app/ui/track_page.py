"""The middle of the window: filter chips, the track table, and the query that says what it shows.

The query is run by SQL in a thread; only the answer to the newest one is shown, so fast typing never shows an old
result. While a run changes the library the order of what is in sight does not change under the hand: rows are
replaced in place, and a new order is asked for only where the sort key does not depend on the analysis.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.library.types import LibraryChange, Query, RootId, SortKey, View
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import label, line
from app.ui.filter_bar import FilterBar
from app.ui.track_model import TrackModel
from app.ui.track_view import TrackView

if TYPE_CHECKING:
    from app.session import Session

#: Shortest time between two automatic queries, and the pause in typing after which a search begins.
REFRESH_MS = 700
TYPING_MS = 120

#: Orders that an analysis does not change.
_STEADY = {SortKey.PATH, SortKey.TITLE, SortKey.ARTIST, SortKey.ALBUM, SortKey.DURATION, SortKey.GENRES}


class TrackPage(QWidget):
    """Chips and table over one :class:`Query`."""

    shown_changed = Signal(int)  #: number of tracks that the query found

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query(by_album=False)
        self._serial = 0
        self.busy = False  #: a run is changing the library
        self.filter_bar = FilterBar()
        self.model = TrackModel(session.rows, self)
        self.view = TrackView(self.model)
        self.nothing: QLabel = label(role="muted")
        self.nothing.setParent(self.view.viewport())
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.reload)
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.reload)
        self.filter_bar.genre_chosen.connect(self._set_genre)
        self.filter_bar.grouping_chosen.connect(self._set_grouping)
        self.view.sort_requested.connect(self._set_sorting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(line())
        column.addWidget(self.view, 1)

    @property
    def query(self) -> Query:
        """What the table shows."""
        return self._query

    def set_view(self, view: View) -> None:
        """Show a view of the side bar."""
        self._change(replace(self._query, view=view))

    def set_root(self, root: RootId | None) -> None:
        """Show one folder, or all."""
        self._change(replace(self._query, root=root))

    def set_text(self, text: str) -> None:
        """Search; starts when the typing pauses."""
        self._query = replace(self._query, text=text.strip())
        self._typing.start()

    def set_order(self, key: SortKey, *, descending: bool, by_album: bool) -> None:
        """Take up the order of the last time; shows nothing until :meth:`reload`."""
        self._query = replace(self._query, sort=key, descending=descending)
        self.view.show_sorting(key, descending)
        self.filter_bar.set_grouping(by_album)

    def take_change(self, change: LibraryChange) -> None:
        """Follow what changed in the library."""
        self.model.refresh(change.tracks)
        steady = self._query.sort in _STEADY or not self.busy
        if change.structure and steady and not self._later.isActive():
            self._later.start()

    def reload(self) -> None:
        """Run the query anew."""
        self._serial += 1
        serial = self._serial
        run_task(self._session.ids, self._query, on_done=lambda ids: self._show(serial, ids), owner=self)

    def _change(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self.reload()

    def _set_genre(self, genre: str | None) -> None:
        self._change(replace(self._query, genre=genre))

    def _set_grouping(self, grouped: bool) -> None:
        self.view.set_grouped(grouped)
        self._change(replace(self._query, by_album=grouped))

    def _set_sorting(self, key: SortKey, descending: bool) -> None:
        self._change(replace(self._query, sort=key, descending=descending))

    def _show(self, serial: int, ids: NDArray[np.int64]) -> None:
        if serial != self._serial:
            return
        if not np.array_equal(ids, self.model.ids):
            self.model.set_ids(ids)
        self._show_nothing(len(ids) == 0)
        self.shown_changed.emit(len(ids))

    def _show_nothing(self, empty: bool) -> None:
        narrowed = bool(self._query.text or self._query.genre)
        sentence = self.tr("Nothing matches.") if narrowed else words.empty_sentence(self._query.view)
        self.nothing.setText(sentence)
        self.nothing.setFixedWidth(max(200, self.view.viewport().width()))
        self.nothing.move(0, 64)
        self.nothing.adjustSize()
        self.nothing.setVisible(empty)
