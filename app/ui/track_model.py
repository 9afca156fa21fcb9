"""The library's tracks as a table: an array of ids, and the rows of the few pages that are in sight.

The ids and their order come from SQL, computed off the GUI thread, so the model neither sorts nor filters. The first
ones may come before all others, which are rows without a track until then. A row not yet loaded is ``None`` (drawn as
a skeleton) and is fetched in the background by the page; a row that changed stays in sight until its new version
arrives. 200,000 tracks cost 1.6 MB of ids and at most ``MAX_ROWS`` rows.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.errors import AppError
from app.library.types import ChosenBy, TrackId, TrackRow, TrackState
from app.stamp import display_path
from app.ui import words
from app.ui.album_votes import AlbumVotes, vote_words
from app.ui.bridge import messages, run_task
from app.ui.columns import Column, column_heading, column_name
from app.ui.core_words import core_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Columns in which a genre can be typed.
EDITABLE = frozenset({Column.GENRES, Column.PREDICTED})

AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 200
MAX_ROWS = 6_000
#: Pages fetched at the same time, and pages remembered as wanted while those are under way (older ones scrolled by).
IN_FLIGHT = 2
WANTED = 8

#: So many changed rows in sight are told as one stretch.
_MANY = 5

#: Role under which a cell gives the whole :class:`TrackRow` (or ``None``) to the delegate.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_ROLES = frozenset(
    {
        ROW_ROLE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    }
)


class TrackModel(QAbstractTableModel):
    """Table of tracks over ``load`` (``Session.rows``), which is called in a thread with an array of ids."""

    completed = Signal()  #: all tracks are known, where only the first ones were

    def __init__(self, load: Callable[[Any], list[TrackRow]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._ids: NDArray[np.int64] | list[int] = []  #: of all tracks, or of the first ones
        self._count = 0
        self._wait: Callable[[], NDArray[np.int64] | None] | None = None  #: for all tracks, while only some are known
        self._rows: OrderedDict[int, TrackRow | None] = OrderedDict()  # None: the store no longer has it
        self._stale: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._loading: dict[int, int] = {}  # page -> generation of the ids it was asked for
        self._generation = 0
        self._hearing: set[int] = set()
        self.votes: AlbumVotes | None = None  #: where it comes from what an album was heard as
        #: The rows in sight, where each is painted by itself; ``None``: one that changes may change its neighbours.
        self.in_sight: Callable[[], range | None] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._load_wanted)

    # what the table is over

    @property
    def ids(self) -> NDArray[np.int64]:
        """Ids of the tracks shown, in order; waits for those that are not known yet."""
        import numpy as np  # brought by what needs numbers, not by every start

        if self._wait is not None:
            found = self._wait()
            self.complete(np.array(self._ids, np.int64) if found is None else found)
        if isinstance(self._ids, list):
            self._ids = np.array(self._ids, np.int64)
        return self._ids

    @property
    def is_complete(self) -> bool:
        """Whether all tracks are known."""
        return self._wait is None

    def holds(self, ids: NDArray[np.int64] | list[int]) -> bool:
        """Whether these are the tracks shown, all of them known."""
        if self._wait is not None or len(ids) != self._count:
            return False
        if isinstance(ids, list) and isinstance(self._ids, list):
            return ids == self._ids
        return bool((self.ids == ids).all())

    def set_ids(self, ids: NDArray[np.int64] | list[int]) -> None:
        """Show these tracks in this order; rows already loaded are kept."""
        self._reset(ids, len(ids), None)

    def set_first(self, ids: list[int], count: int, wait: Callable[[], NDArray[np.int64] | None]) -> None:
        """Show these tracks at the head of ``count``, until :meth:`complete` tells all; ``wait`` for who cannot."""
        self._reset(ids, max(count, len(ids)), wait)

    def complete(self, ids: NDArray[np.int64]) -> None:
        """Show all tracks, whose first ones are those of :meth:`set_first`; if not, something has changed meanwhile."""
        if self._wait is None:
            return
        first = len(self._ids)
        if ids[:first].tolist() != list(self._ids):
            # who keeps the selection asks for the tracks of rows not known so far, and must not come by here again
            self._ids, self._wait = [*self._ids, *ids[first:].tolist()], None
            self.set_ids(ids)
        else:
            self._lengthen(ids)
            if first < self._count:  # those before are painted already
                self.dataChanged.emit(self.index(first, 0), self.index(self._count - 1, len(Column) - 1))
        self.completed.emit()

    def _reset(
        self, ids: NDArray[np.int64] | list[int], count: int, wait: Callable[[], NDArray[np.int64] | None] | None
    ) -> None:
        self.beginResetModel()
        self._ids, self._count, self._wait = ids, count, wait
        self._generation += 1
        self._wanted.clear()
        self.endResetModel()

    def _lengthen(self, ids: NDArray[np.int64]) -> None:
        """The same tracks at the head, more or fewer in all."""
        before, self._wait = self._count, None
        if len(ids) > before:
            self.beginInsertRows(QModelIndex(), before, len(ids) - 1)
            self._ids, self._count = ids, len(ids)
            self.endInsertRows()
        elif len(ids) < before:
            self.beginRemoveRows(QModelIndex(), len(ids), before - 1)
            self._ids, self._count = ids, len(ids)
            self.endRemoveRows()
        self._ids = ids

    def take_rows(self, rows: Iterable[TrackRow]) -> None:
        """Keep rows that are known already, so that they need not be asked for."""
        found = {int(row.id): row for row in rows}
        changed = self._to_paint(found)
        for track, row in found.items():
            self._rows[track] = row
            self._rows.move_to_end(track)
            self._stale.discard(track)
        self._repaint(changed)

    def track_at(self, row: int) -> TrackId | None:
        """Id of the track in table row ``row``; ``None`` outside the table, and where it is not known yet."""
        return TrackId(int(self._ids[row])) if 0 <= row < len(self._ids) else None

    def ids_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ids of the tracks in these table rows that there are; waits for those that are not known yet."""
        import numpy as np

        ids = self.ids if len(rows) and rows.max() >= len(self._ids) else np.asarray(self._ids, np.int64)
        return ids[rows[rows < len(ids)]]

    def row_of(self, track: TrackId) -> int:
        """Table row of a track, -1 when it is not shown; waits for those that are not known yet."""
        if isinstance(self._ids, list) and track in self._ids:
            return self._ids.index(track)
        found = (self.ids == track).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def row_at(self, row: int) -> TrackRow | None:
        """The record in table row ``row``; ``None`` while it is loading, which this call sets off."""
        track = self.track_at(row)
        if track is None:
            return None
        if track not in self._rows or track in self._stale:
            self._want(row // PAGE)
        return self._rows.get(track)

    # what changed

    def refresh(self, tracks: Iterable[TrackId] = ()) -> None:
        """Load these tracks anew (none named: all), keeping the old rows in sight until then."""
        changed = set(tracks)
        self._stale |= changed & self._rows.keys() if changed else set(self._rows)
        rows = self.in_sight()
        if changed or rows is None or len(rows) > PAGE:
            self._repaint(changed or None)
            return
        for row in rows:  # what says something else is painted when it comes
            self.row_at(row)

    def set_hearing(self, tracks: set[int]) -> None:
        """Mark the tracks that are being analysed now."""
        changed = tracks ^ self._hearing
        if changed:
            self._hearing = tracks
            self._repaint(changed)

    @property
    def hears_something(self) -> bool:
        """Whether any track is being analysed now."""
        return bool(self._hearing)

    def is_heard(self, row: int) -> bool:
        """Whether the track in this row is being analysed now."""
        return bool(self._hearing) and self.track_at(row) in self._hearing

    # QAbstractTableModel

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of tracks shown."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for painting, copying and screen readers; the record itself under :data:`ROW_ROLE`."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(index.column()))
        if role not in _ROLES:
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        return "" if row is None else self._text(row, Column(index.column()), role)

    def _text(self, row: TrackRow, column: Column, role: int) -> str:
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return vote_words(self.votes.vote(row)) if self.votes is not None and column is Column.ALBUM else ""
        return cell_text(row, column) if role == Qt.ItemDataRole.DisplayRole else tool_tip(row)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Genres can be typed where the file's own or what was heard stands."""
        editable = index.isValid() and index.column() in EDITABLE and self.row_at(index.row()) is not None
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if editable else super().flags(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_heading(Column(section))
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column_name(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    # loading

    def _want(self, page: int) -> None:
        if self._loading.get(page) == self._generation:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > WANTED:
            self._wanted.popitem(last=False)
        if not self._timer.isActive():
            self._timer.start()

    def _load_wanted(self) -> None:
        while self._wanted and len(self._loading) < IN_FLIGHT:
            page, _ = self._wanted.popitem()
            ids = [int(track) for track in self._ids[page * PAGE : (page + 1) * PAGE]]
            self._loading[page] = self._generation
            self._stale.difference_update(ids)
            run_task(
                self._load,
                ids,
                on_done=partial(self._take, page, ids),
                on_error=partial(self._fail, page, ids),
                owner=self,
            )

    def _take(self, page: int, ids: list[int], rows: list[TrackRow]) -> None:
        self._loading.pop(page, None)
        known = {int(row.id): row for row in rows}
        found = {track: known.get(track) for track in ids}
        changed = self._to_paint(found)
        for track, row in found.items():
            self._rows[track] = row
            self._rows.move_to_end(track)
        while len(self._rows) > MAX_ROWS:
            self._rows.popitem(last=False)
        self._repaint(changed)
        self._load_wanted()

    def _fail(self, page: int, ids: list[int], problem: AppError) -> None:
        """Say it once; the rows stay skeletons until something changes, for asking again at once would fail again."""
        messages().failed.emit(problem)
        self._take(page, ids, [])

    def _to_paint(self, found: Mapping[int, TrackRow | None]) -> set[int]:
        """The tracks to paint when ``found`` is taken: those of which it says something else than is in sight, and
        those that must be asked for (again), which painting them does.
        """
        rows = self.in_sight()
        if rows is None or len(rows) > PAGE:
            return set(found)
        shown = {int(track) for row in rows if (track := self.track_at(row)) is not None}
        return {
            track
            for track in shown
            if track not in self._rows or track in self._stale or (track in found and self._rows[track] != found[track])
        }

    def _repaint(self, tracks: Set[int] | None = None) -> None:
        """Have these tracks painted anew, as far as they are in sight; all, where none are named."""
        rows = self.in_sight() if tracks is not None else None
        if tracks is not None and rows is not None and len(rows) <= PAGE:
            changed = [row for row in rows if self.track_at(row) in tracks]
            parts = [(row, row) for row in changed] if len(changed) < _MANY else [(changed[0], changed[-1])]
            for first, last in parts:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        elif self._count and (tracks is None or tracks):
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(Column) - 1))


def cell_text(row: TrackRow, column: Column) -> str:
    """What a cell says in words; the delegate draws the same with dots, bars and icons."""
    return _TEXTS[column](row)


def heard(row: TrackRow) -> tuple[str, ...]:
    """Genres to show as the answer: what was chosen, or what is plausible while nobody has decided."""
    if row.state in {TrackState.NEW, TrackState.FAILED}:
        return ()
    if row.chosen and row.state in {TrackState.READY, TrackState.WRITTEN, TrackState.KEPT}:
        return row.chosen
    if row.state is TrackState.KEPT and is_yours(row):
        return row.genres
    if row.state in {TrackState.REVIEW, TrackState.SKIPPED}:
        return row.suggestions[:3]
    return (row.predicted,) if row.predicted else ()


def is_yours(row: TrackRow) -> bool:
    """Whether a person decided: to put a track off is no decision."""
    return row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED


def tool_tip(row: TrackRow) -> str:
    """State, meaning and path of a track."""
    return f"{words.row_state(row)}: {words.state_sentence(row)}\n{display_path(row.path)}"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column in {Column.DURATION, Column.YEAR} else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


def _heard_text(row: TrackRow) -> str:
    if row.state is TrackState.UNKNOWN:
        return words.translate("words", "unknown")
    if words.is_left_without(row):
        return words.translate("words", "no genre")
    return core_text(row.error) if row.state is TrackState.FAILED else ", ".join(heard(row))


def _confidence_text(row: TrackRow) -> str:
    if is_yours(row):
        return words.translate("words", "yours")
    if row.confidence is None or row.state is TrackState.UNKNOWN:
        return ""
    return words.percent(row.confidence)


_TEXTS: dict[Column, Callable[[TrackRow], str]] = {
    Column.STATE: words.row_state,
    Column.ALBUM: lambda row: row.album,
    Column.TITLE: words.shown_title,
    Column.ARTIST: lambda row: row.artist,
    Column.GENRES: lambda row: words.shown_genres(row.genres),
    Column.ARROW: lambda _row: "",
    Column.PREDICTED: _heard_text,
    Column.CONFIDENCE: _confidence_text,
    Column.DURATION: lambda row: words.clock(row.duration_s),
    Column.PICTURE: lambda _row: "",
    Column.FORMAT: lambda row: words.format_name(row.container),
    Column.YEAR: lambda row: row.year[:4],
    Column.FOLDER: lambda row: display_path(os.path.dirname(row.path)),
}
