"""The middle of the window: filter chips, the track table, and the query that says what it shows.

The query is run by SQL in a thread; only the answer to the newest one is shown, so fast typing never shows an old
result. The rows in sight come first; the ids of all tracks follow once these are painted. When the library changes,
the order of what is in sight does not change under the hand: rows are replaced in place, what is new comes in behind
its neighbour (``arranging.py``), and the table is sorted anew when the person asks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.library.types import LibraryChange, Query, RootId, SortKey, TrackId, TrackRow, View
from app.progress import RunControl
from app.ui import words
from app.ui.album_votes import AlbumVotes
from app.ui.awaited import AwaitedIds
from app.ui.bridge import Task, messages, run_task
from app.ui.columns import Grouping
from app.ui.controls import label, line
from app.ui.filter_bar import FilterBar
from app.ui.narrowing import is_narrowed
from app.ui.narrowing_bar import NarrowingBar
from app.ui.thumbnails import Thumbnails
from app.ui.track_model import TrackModel
from app.ui.track_view import TrackView

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.session import Session
    from app.ui.filter_panel import FilterPanel
    from app.ui.genre_field import GenreField

#: Shortest and longest time between two automatic queries; in between, the share of the time that they may take.
REFRESH_MS, LONGEST_MS = 700, 5_000
SHARE = 1 / 20
#: Rows read together with an answer: more than a window shows.
AT_ONCE = 60


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The answer to a query."""

    query: Query
    ids: NDArray[np.int64] | None  #: ``None``: only the first tracks are known, which are those of ``rows``
    rows: list[TrackRow]  #: that will be in sight, where the order is new
    total: int | None = None  #: how many tracks there are; ``None``: not counted yet
    in_order: bool = True  #: the query's own
    took_s: float = 0.0  #: where nobody asked for it


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
        self._finding: Task | None = None
        self._missed: list[frozenset[TrackId]] = []  #: what has changed since then: its rows may be older
        self._shown: Query | None = None  #: what the table shows
        self._others: AwaitedIds | None = None  #: of the tracks shown, behind the first ones
        self.filter_bar = FilterBar(self)
        self.narrowing_bar = NarrowingBar(self)
        self.model = TrackModel(session.rows, self)
        self.view = TrackView(self.model, self)
        self.model.in_sight = lambda: None if self.view.grouping else self.view.rows_in_sight()
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

    @property
    def found(self) -> int | None:
        """How many tracks the query finds, where it is narrowed in any way; ``None`` for the whole library."""
        query = self._query
        narrowed = query.text or query.genre or query.root or query.view is not View.ALL or is_narrowed(query)
        return self.model.rowCount() if narrowed else None

    @cached_property
    def filter_panel(self) -> FilterPanel:
        """The filters, made when they are first opened."""
        from app.ui.filter_panel import FilterPanel

        panel = FilterPanel(self)
        panel.narrowed.connect(self.narrow)
        return panel

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
        if self._asking:
            self._missed.append(change.tracks)
        self.votes.forget()
        if change.structure and not self._later.isActive():
            self._later.start()

    def reload(self) -> None:
        """Run the query anew and show its answer in its own order."""
        self._asked_for_order = True
        self._ask()

    def follow(self) -> None:
        """Run the query anew and leave what is in sight in its order; waits while a genre is being typed."""
        if self._others is not None and self._others.has_failed and not self.view.is_editing:
            self.reload()
        elif self.view.is_editing or not self.model.is_complete:
            self._later.start()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._asking:
            self._moved_on = True
            if self._finding is not None:
                self._finding.cancel()
            return
        self._asking = True
        self._missed.clear()
        if self._others is not None:
            self._others.give_up()
        shown = None if self._asked_for_order else self.model.ids
        stay = self.view.place_to_keep()
        self._finding = run_task(
            self._find, self._query, shown, stay, on_done=self._take, on_error=self._fail, owner=self
        )

    def _find(self, query: Query, shown: NDArray[np.int64] | None, stay: TrackId | None, control: RunControl) -> _Found:
        """In a thread: the tracks to show."""
        if shown is not None:
            return self._find_again(query, shown)
        if stay is not None:
            found = self._session.ids(query, control)
            first = max(0, int((found == stay).argmax()) - AT_ONCE // 2) if len(found) else 0
            return _Found(query, found, self._session.rows(found[first : first + AT_ONCE]), len(found))
        head = self._session.first_rows(query, AT_ONCE, control)
        return _Found(query, head.ids, head.rows, head.total)

    def _find_again(self, query: Query, shown: NDArray[np.int64]) -> _Found:
        """In a thread: the tracks to show, those that are ``shown`` already in the order that they have."""
        import numpy as np

        from app.ui.arranging import merged

        since = time.perf_counter()
        found = self._session.ids(query)
        arranged = merged(shown, found)
        in_order = np.array_equal(arranged, found)
        return _Found(query, arranged, [], len(arranged), in_order, time.perf_counter() - since)

    def _take(self, found: _Found) -> None:
        if not self._is_old():
            self._show(found)

    def _fail(self, problem: AppError) -> None:
        if not self._is_old():
            if self._others is not None:
                self._others.go_on()
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
        if found.took_s:
            self._later.setInterval(min(max(REFRESH_MS, round(1000 * found.took_s / SHARE)), LONGEST_MS))
        self.model.take_rows(found.rows)
        for tracks in self._missed:
            self.model.refresh(tracks)
        if found.total == len(found.rows) and found.ids is None:
            self._show_all([int(row.id) for row in found.rows])
        elif found.ids is None:
            self._show_first(found)
        else:
            self._show_all(found.ids)
        self._shown = found.query
        self._asked_for_order = False
        self.filter_bar.offer_order(not found.in_order)
        self._show_nothing(self.model.rowCount() == 0)
        self.shown_changed.emit(self.model.rowCount())

    def _show_all(self, ids: NDArray[np.int64] | list[int]) -> None:
        self._leave_others()
        if self.model.holds(ids):
            return
        shown, row = None if self._asked_for_order else self.model.ids, self.view.currentIndex().row()
        self.model.set_ids(ids)
        if shown is not None and row >= 0 and self.view.current_track() is None:
            self._stand_on(shown, row)

    def _show_first(self, found: _Found) -> None:
        """The rows that are in sight; once they are painted, the ids of all tracks are asked for."""
        self._leave_others()
        total = found.total
        if total is None:
            total = self.model.rowCount() if _same_tracks(found.query, self._shown) else len(found.rows)
        others = AwaitedIds(partial(self._session.ids, found.query), self._take_others, self)
        if not (found.query == self._shown and self.model.is_complete):  # else what is shown may well be the answer
            self.model.set_first([int(row.id) for row in found.rows], total, others.wait)
        self._others = others
        self.view.after_paint(others.begin)

    def _take_others(self, ids: NDArray[np.int64]) -> None:
        if not self.model.is_complete:
            self.model.complete(ids)
        elif not self.model.holds(ids):
            self.model.set_ids(ids)
        self._leave_others()

    def _leave_others(self) -> None:
        if self._others is not None:
            self._others.give_up()
            self._others.deleteLater()
            self._others = None

    def _stand_on(self, shown: NDArray[np.int64], row: int) -> None:
        """The track that was stood on has left, by what the person decided of it: the next one takes its place."""
        from app.ui.arranging import follower

        track = follower(shown, self.model.ids, row)
        if track is not None and not self.view.selectionModel().hasSelection():
            self.view.select_track(TrackId(track))

    def _show_nothing(self, empty: bool) -> None:
        narrowed = bool(self._query.text or self._query.genre or is_narrowed(self._query))
        sentence = self.tr("Nothing matches.") if narrowed else words.empty_sentence(self._query.view)
        self.nothing.setText(sentence)
        self.nothing.setFixedWidth(max(200, self.view.viewport().width()))
        self.nothing.move(0, 64)
        self.nothing.adjustSize()
        self.nothing.setVisible(empty)


def _same_tracks(one: Query, other: Query | None) -> bool:
    """Whether both queries find the same tracks, in whatever order."""
    if other is None:
        return False
    return (
        replace(one, sort=other.sort, descending=other.descending, by_album=other.by_album, by_artist=other.by_artist)
        == other
    )
