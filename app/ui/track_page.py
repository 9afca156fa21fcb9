"""The middle of the window: filter chips, the track table, and the query that says what it shows.

The query is run by SQL in a thread; only the answer to the newest one is shown, so fast typing never shows an old
result. When the library changes, the order of what is in sight does not change under the hand: rows are replaced in
place, what is new comes in behind its neighbour (``arranging.py``), and the table is sorted anew when the person asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.library.types import LibraryChange, Query, RootId, SortKey, TrackId, TrackRow, View
from app.ui import words
from app.ui.album_votes import AlbumVotes
from app.ui.arranging import follower, merged
from app.ui.bridge import messages, run_task
from app.ui.columns import Grouping
from app.ui.controls import label, line
from app.ui.filter_bar import FilterBar
from app.ui.filter_panel import FilterPanel, is_narrowed
from app.ui.genre_field import GenreField
from app.ui.narrowing_bar import NarrowingBar
from app.ui.thumbnails import Thumbnails
from app.ui.track_model import TrackModel
from app.ui.track_view import TrackView

if TYPE_CHECKING:
    from app.session import Session

#: Shortest time between two automatic queries.
REFRESH_MS = 700
#: Rows read together with an answer: more than a window shows.
AT_ONCE = 60


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The answer to a query."""

    ids: NDArray[np.int64]
    rows: list[TrackRow]  #: of the first tracks, where the order is new
    in_order: bool  #: the query's own


class TrackPage(QWidget):
    """Chips and table over one :class:`Query`."""

    shown_changed = Signal(int)  #: number of tracks that the query found

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query()
        self._asking = False  #: a query is being answered
        self._moved_on = False  #: its answer will be of no use: another one was asked for meanwhile
        self._asked_for_order = True  #: by the person, since the last answer
        self.filter_bar = FilterBar()
        self.narrowing_bar = NarrowingBar()
        self.filter_panel = FilterPanel(self)
        self.model = TrackModel(session.rows, self)
        self.view = TrackView(self.model)
        self.view.set_thumbnails(Thumbnails(session.thumbnail, self))
        self.votes = AlbumVotes(session.album_vote, self)
        self.view.set_album_votes(self.votes)
        self.nothing: QLabel = label(role="muted")
        self.nothing.setParent(self.view.viewport())
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._later.timeout.connect(self.follow)
        self._connect_bars()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.narrowing_bar)
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
        """Search, at every key; what is typed while a search runs waits for it."""
        self._change(replace(self._query, text=text.strip()))

    def set_order(self, key: SortKey, *, descending: bool, grouping: Grouping) -> None:
        """Take up the order of the last time; shows nothing until :meth:`reload`."""
        self._query = replace(self._query, sort=key, descending=descending)
        self.view.show_sorting(key, descending)
        self.filter_bar.set_grouping(grouping)

    def set_filters(self, filters: Query) -> None:
        """Take up the filters of the last time; order, grouping and search stay."""
        present = self._query
        self.filter_bar.await_genre(filters.genre)
        self._change(
            replace(
                filters,
                sort=present.sort,
                descending=present.descending,
                by_album=present.by_album,
                by_artist=present.by_artist,
                text=present.text,
                root=present.root,
            )
        )

    def narrow(self, query: Query) -> None:
        """Show ``query``, which is the present one with other filters."""
        self._change(query)

    def take_change(self, change: LibraryChange) -> None:
        """Follow what changed in the library."""
        self.model.refresh(change.tracks)
        self.votes.forget()
        if change.structure and not self._later.isActive():
            self._later.start()

    def reload(self) -> None:
        """Run the query anew and show its answer in its own order."""
        self._asked_for_order = True
        self._ask()

    def follow(self) -> None:
        """Run the query anew and leave what is in sight in its order; waits while a genre is being typed."""
        if self.view.is_editing:
            self._later.start()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._asking:
            self._moved_on = True
            return
        self._asking = True
        shown = None if self._asked_for_order else self.model.ids
        run_task(self._find, self._query, shown, on_done=self._take, on_error=self._fail, owner=self)

    def _find(self, query: Query, shown: NDArray[np.int64] | None) -> _Found:
        """In a thread: the tracks to show."""
        found = self._session.ids(query)
        if shown is None:
            return _Found(found, self._session.rows(found[:AT_ONCE]), in_order=True)
        arranged = merged(shown, found)
        return _Found(arranged, [], in_order=np.array_equal(arranged, found))

    def _take(self, found: _Found) -> None:
        if not self._is_old():
            self._show(found)

    def _fail(self, problem: AppError) -> None:
        if not self._is_old():
            messages().failed.emit(problem)

    def _is_old(self) -> bool:
        """An answer has come: whether another one was asked for meanwhile, which this call then asks for."""
        self._asking = False
        if self._moved_on:
            self._moved_on = False
            self._ask()
            return True
        return False

    def _open_filters(self, corner: QPoint) -> None:
        self.filter_panel.show_query(self._query)
        self.filter_panel.open_at(corner)
        run_task(self._session.facets, on_done=self.filter_panel.set_facets, owner=self)

    def _connect_bars(self) -> None:
        bar = self.filter_bar
        bar.genre_chosen.connect(self._set_genre)
        bar.grouping_chosen.connect(self._set_grouping)
        bar.order_requested.connect(self.reload)
        bar.filters_requested.connect(self._open_filters)
        bar.columns_requested.connect(lambda corner: self.view.column_menu().popup(corner))
        self.filter_panel.narrowed.connect(self.narrow)
        self.narrowing_bar.widened.connect(self.narrow)
        self.view.sort_requested.connect(self._set_sorting)
        self.view.editing_begun.connect(self._offer_words)
        self.view.genres_entered.connect(
            lambda track, genres: run_task(self._session.choose, [track], genres, owner=self)
        )

    def _offer_words(self, field: GenreField) -> None:
        run_task(self._session.vocabulary, on_done=field.offer, owner=field)

    def _change(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self.narrowing_bar.show_query(query)
            self.filter_bar.set_filtered(is_narrowed(query))
            self.reload()

    def _set_genre(self, genre: str | None) -> None:
        self._change(replace(self._query, genre=genre))

    def _set_grouping(self, grouping: Grouping) -> None:
        self.view.set_grouping(grouping)
        by_album, by_artist = grouping is Grouping.ALBUM, grouping is Grouping.ARTIST
        self._change(replace(self._query, by_album=by_album, by_artist=by_artist))

    def _set_sorting(self, key: SortKey, descending: bool) -> None:
        self._change(replace(self._query, sort=key, descending=descending))

    def _show(self, found: _Found) -> None:
        ids = found.ids
        self.model.take_rows(found.rows)
        if not np.array_equal(ids, self.model.ids):
            shown, row = self.model.ids, self.view.currentIndex().row()
            self.model.set_ids(ids)
            if not self._asked_for_order and row >= 0 and self.view.current_track() is None:
                self._stand_on(follower(shown, ids, row))
        self._asked_for_order = False
        self.filter_bar.offer_order(not found.in_order)
        self._show_nothing(len(ids) == 0)
        self.shown_changed.emit(len(ids))

    def _stand_on(self, track: int | None) -> None:
        """The track that was stood on has left, by what the person decided of it: the next one takes its place."""
        if track is not None and not len(self.view.selected_rows()):
            self.view.select_track(TrackId(track))

    def _show_nothing(self, empty: bool) -> None:
        narrowed = bool(self._query.text or self._query.genre or is_narrowed(self._query))
        sentence = self.tr("Nothing matches.") if narrowed else words.empty_sentence(self._query.view)
        self.nothing.setText(sentence)
        self.nothing.setFixedWidth(max(200, self.view.viewport().width()))
        self.nothing.move(0, 64)
        self.nothing.adjustSize()
        self.nothing.setVisible(empty)
